"""How new values are written in YAML: plain where that is safe, in double quotes where it is not."""

from __future__ import annotations

import json
import re

from .yaml_schema import Refused, resolve

# What readers of YAML 1.1 take for a boolean, a number, a date or a time of day.
_MEANT_BY_1_1 = re.compile(r"(?i)(?:y|n|yes|no|on|off)|[-+]?[\d.][-\d_.,:+a-fox TZ]*")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` \t<=")
_UNSAFE = re.compile(r": |:$| #|[\t\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[^ -\ud7ff\ue000-\U0010ffff]|\s$")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]|:[,\[\]{}]")
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def is_plain(text: str, flow: bool) -> bool:
    """Whether ``text`` may be written without quotes, and every reader takes it for that string."""
    if not text or text[0] in _INDICATORS or _UNSAFE.search(text) or _MEANT_BY_1_1.fullmatch(text):
        return False
    if (flow and _UNSAFE_IN_FLOW.search(text)) or text.startswith(("---", "...")):
        return False
    try:
        return isinstance(resolve(text), str)
    except Refused:
        return False


def quote(text: str) -> str:
    """``text`` in double quotes."""
    return f'"{escape(text)}"'


def escape(text: str) -> str:
    """``text`` as it stands between double quotes."""
    plain = json.dumps(text, ensure_ascii=False)[1:-1]
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def write_scalar(value: object, flow: bool, style: str = "") -> str:
    """A scalar or an empty collection on one line; ``style`` is the quote it had, or ``""``."""
    if not isinstance(value, str):
        return json.dumps(value)
    if (
        style == "'"
        and "\n" not in value
        and not _UNSAFE.search(value.replace(": ", "").replace(" #", "").strip())
    ):
        return "'" + value.replace("'", "''") + "'"
    return value if style != '"' and is_plain(value, flow) else quote(value)


def write_flow(value: object, style: str = "") -> str:
    """Any value on one line, with collections in brackets; ``style`` is the quote of its strings."""
    if isinstance(value, dict):
        inside = (
            f"{write_scalar(key, True, style)}: {write_flow(item, style)}" for key, item in value.items()
        )
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(write_flow(item, style) for item in value) + "]"
    return write_scalar(value, True, style)


def write_block(value: object, step: int, dash: int) -> list[str]:
    """The lines of a value in block style, the first one at column 0.

    ``step`` is how much a mapping is indented more than its key, ``dash`` how much a list is.
    """
    lines: list[str] = []
    if isinstance(value, dict) and value:
        for key, item in value.items():
            lines += write_entry(key, item, step, dash)
    elif isinstance(value, list) and value:
        for item in value:
            first, *rest = write_block(item, step, dash)
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
    else:
        lines.append(write_scalar(value, False))
    return lines


def write_entry(key: str, value: object, step: int, dash: int, style: str = "") -> list[str]:
    """The lines of a property in block style, the key at column 0 and written in the quote ``style``."""
    name = write_scalar(key, False, style)
    lines = write_block(value, step, dash)
    if not is_nested(value):
        return [f"{name}: {lines[0]}"]
    indent = " " * (dash if isinstance(value, list) else step)
    return [f"{name}:", *(indent + line for line in lines)]


def is_nested(value: object) -> bool:
    """Whether ``value`` is a collection with something in it."""
    return isinstance(value, (dict, list)) and bool(value)
