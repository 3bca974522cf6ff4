"""A look at a file before it is parsed: can it be a workflow at all?

Most JSON and YAML in a repository is something else, and is put aside here for the price of a few searches
in its bytes. They are for one word each: CPython finds that ten times as fast as an expression of several.
What is too odd to tell may be a workflow.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_COMPANIONS = {
    b"http": b"url",
    b"python": b"code",
    b"parallel": b"branches",
    b"choice": b"condition",
    b"pass": b"result",
    b"model": b"model",
}
"""The types of step, each with a word that a step of it has."""

# Patterns are compiled when first needed: a file that is named is not glanced at.
_ODD_VALUE = rb"[&!*#/<]"
"""How a value may begin behind which it cannot be told: anchor, tag, alias, comment, merge key."""

_TYPE = rb"type[\"']?\s*(?::\s*(?:[\"']?(%s)(?![\w.-])|[|>]|%s)|(?<=[\"'\s])/)" % (
    b"|".join(_COMPANIONS),
    _ODD_VALUE,
)
_EMPTY_STEPS = rb"steps[\"']?\s*(?::\s*(?:\[\s*[\]#/]|%s)|/)" % _ODD_VALUE
_EMPTY_DEFINITION = rb"definition[\"']?\s*(?::\s*(?:\{\s*[}#/<]|%s)|/)" % _ODD_VALUE
_ODD_KEY = rb"(?:^(?:\xef\xbb\xbf)?|[\r\n])[ \t]*(?:-+[ \t]+)*\?\s|[{,\[]\s*\?\s|\*[\w-]+[ \t]*:"
"""A key behind a question mark, or one that an alias gives."""

_ESCAPE = rb"\\(?:x|u00|U000000)(?:24|5[Ff]|6[1-9A-Fa-f]|7[0-9Aa])"
"""One of the characters of our words as JSON and YAML may write it: a letter, ``_`` or ``$``."""

# An underscore is rare: a pattern that begins with one is found fast.
_MARK = rb"_(?:schema(?<=put_schema)|mapping(?<=output_mapping))"
_STEP_WORD = rb"_(?:id(?<=step_id)|slug(?<=model_slug)|json(?<=nodes_json)|%s)" % _MARK[1:]
_DOCUMENT_WORD = rb"_(?:id(?:(?<=version_id)|(?<=workflow_id)|(?<=agent_id))|url(?<=start_url))"
_FLAGS = (b"locked", b"production", b"allowed_to_share", b"published")


def may_be_workflow(data: bytes) -> bool:
    """Whether these bytes of a file (JSON or YAML, UTF-8) may be what :func:`~wflint.kinds.recognize` knows.

    Never false for such a file, unless it breaks a word over two lines. Cheap: no parsing, linear.
    """
    steps = b"steps" in data
    if steps and _has_key(data, b"steps") and _may_hold_steps(data):
        return True
    definition, prompts = b"definition" in data, b"prompts" in data
    if steps or definition or prompts:
        if (b"?" in data or b"*" in data) and _search(_ODD_KEY)(data):
            return True
        if definition and _has_key(data, b"definition") and _may_wrap(data):
            return True
        if prompts and _has_key(data, b"prompts") and _may_prompt(data):
            return True
    if b"_" in data and _search(_DOCUMENT_WORD)(data) and _may_identify(data):
        return True
    if b"$" in data and b"wflint" in data and b"$schema" in data:
        return True
    return b"\\" in data and _search(_ESCAPE)(data) is not None


def _may_identify(data: bytes) -> bool:
    if b"version_id" in data and _has_any(data, b"slug", *_FLAGS):
        return True
    if b"workflow_id" in data and b"versions" in data:
        return True
    if b"start_url" in data and b"provider" in data and _has_any(data, b"openai", b"anthropic"):
        return True
    return b"agent_id" in data and _has_any(data, b"result_schema", b"prompt_variables", b"start_url")


def _may_hold_steps(data: bytes) -> bool:
    model = b"model" in data and _has_key(data, b"model")
    if model and (b"params" in data or _has_key(data, b"input")):
        return True
    if _search(_STEP_WORD)(data):
        return True
    version = b"version" in data and _has_key(data, b"version")
    if b"type" in data:
        for found in re.findall(_TYPE, data):
            # Beside a version the type's name is evidence enough.
            if version or not found or _COMPANIONS[found] in data:
                return True
    return version and (model or _search(_EMPTY_STEPS)(data) is not None)


def _may_wrap(data: bytes) -> bool:
    # A definition in a request may be as bare as `{}`, or hold steps that only the request makes ours.
    if b"version_id" in data or _has_key(data, b"version") or _has_key(data, b"steps"):
        return True
    if _search(_MARK)(data):
        return True
    return _search(_EMPTY_DEFINITION)(data) is not None


def _may_prompt(data: bytes) -> bool:
    if _has_any(data, b"start_url", b"agent_id", b"result_schema", b"prompt_variables", b"workflow_options"):
        return True
    return b"name" in data and _has_any(data, b"openai", b"anthropic", b"fields", b"user_id")


def _has_key(data: bytes, word: bytes) -> bool:
    """Whether ``word`` stands as a key does: a whole word before a quote or a colon."""
    # A pattern that begins with a plain word is found fast.
    return _search(rb"%s(?<![\w-]%s)(?:[\"':]|[ \t]+:)" % (word, word))(data) is not None


def _has_any(data: bytes, *words: bytes) -> bool:
    return any(word in data for word in words)


@cache
def _search(pattern: bytes) -> Callable[[bytes], re.Match[bytes] | None]:
    return re.compile(pattern).search


def looks_like_workflow(text: str) -> bool:
    """Whether a text that does not parse has the words of a workflow, all of them as keys.

    Stricter than :func:`may_be_workflow`: a broken file that nobody named is reported only when it reads
    as ours.
    """
    if "steps" in text and _reads_key(text, "steps"):
        own = _reads_key(
            text, "step_id", "input_schema", "output_mapping", "condition_met_branch", "model_slug"
        )
        if own or (_reads_key(text, "model") and _reads_key(text, "params")):
            return True
    if "prompts" not in text or not _reads_key(text, "prompts"):
        return False
    return _reads_key(text, "start_url", "agent_id", "prompt_variables", "result_schema")


def _reads_key(text: str, *names: str) -> bool:
    return re.search(rf"""\b(?:{"|".join(names)})["']?[ \t]*:""", text) is not None
