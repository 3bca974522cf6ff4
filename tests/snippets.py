"""What an editor makes of a snippet whose placeholders are all left as they are."""

import json
import re

_PLACEHOLDER = re.compile(
    r"\\(?P<escaped>[\\$}])"
    r"|\$\{\d+\|(?P<first>[^,|]*)[^}]*\|\}"
    r"|\$\{\d+:(?P<default>(?:\\.|[^\\}])*)\}"
    r"|\$\d+|\$\{\d+\}"
)


def expanded(text):
    """``text`` (the Language Server Protocol's snippet syntax) with each placeholder's default in its place."""

    def replace(match):
        if match["default"] is not None:
            return expanded(match["default"])
        return match["escaped"] or match["first"] or ""

    return _PLACEHOLDER.sub(replace, text)


def value_of(body):
    """The value that the ``body`` of a ``defaultSnippets`` entry stands for."""
    if isinstance(body, dict):
        return {expanded(key): value_of(item) for key, item in body.items()}
    if isinstance(body, list):
        return [value_of(item) for item in body]
    if not isinstance(body, str):
        return body
    return json.loads(expanded(body[1:])) if body.startswith("^") else expanded(body)
