"""A look at a file before it is parsed: can it be a workflow at all?

Most JSON and YAML in a repository is something else, and is put aside here for the price of a few searches
in its bytes.
"""

from __future__ import annotations

import re

# Patterns are compiled when first needed: a file that is named is not glanced at.
_TYPE = rb"type[\"']?\s*:(?:\s*\*|[^,}]{0,80}?\b%s\b)"
"""A type's name as the value of ``type``: behind a tag or an anchor, as an alias, or on the next line."""

_TYPED = (
    (b"http", b"url"),
    (b"python", b"code"),
    (b"parallel", b"branches"),
    (b"choice", b"condition"),
    (b"pass", b"result"),
    (b"model", b"type"),
)
"""The types of step, each with a word that a step of it has."""

_EMPTY_STEPS = rb"steps[\"']?\s*:[^\[\]{}]{0,200}\[\s*\]"
_EMPTY_DEFINITION = rb"definition[\"']?\s*:[^{]{0,200}\{\s*\}"
_MARKS = (b"input_schema", b"output_schema", b"output_mapping")
_FLAGS = (b"locked", b"production", b"allowed_to_share", b"published")


def may_be_workflow(data: bytes) -> bool:
    """Whether these bytes of a file (JSON or YAML, UTF-8) may be what :func:`~wflint.kinds.recognize` knows.

    Never false for such a file, unless it escapes letters of its keys. Cheap: no parsing, linear.
    """
    if b"steps" in data and _has_key(data, b"steps") and _may_hold_steps(data):
        return True
    if b"definition" in data and _has_key(data, b"definition") and _may_wrap(data):
        return True
    if b"prompts" in data and _has_key(data, b"prompts") and _may_prompt(data):
        return True
    if b"start_url" in data and b"provider" in data and _has_any(data, b"openai", b"anthropic"):
        return True
    return (b"_id" in data and _may_identify(data)) or (b"wflint" in data and b"$schema" in data)


def _may_identify(data: bytes) -> bool:
    if b"version_id" in data and _has_any(data, b"slug", *_FLAGS):
        return True
    if b"workflow_id" in data and b"versions" in data:
        return True
    return b"agent_id" in data and _has_any(data, b"result_schema", b"prompt_variables", b"start_url")


def _may_hold_steps(data: bytes) -> bool:
    if _has_any(data, b"step_id", b"model_slug", b"nodes_json", *_MARKS):
        return True
    if b"model" in data and (b"params" in data or _has_key(data, b"input")):
        return True
    version = b"version" in data
    for name, word in _TYPED:
        # Beside a version the type's name is evidence enough.
        if name in data and (version or word in data) and re.search(_TYPE % name, data):
            return True
    return version and (_has_key(data, b"model") or re.search(_EMPTY_STEPS, data) is not None)


def _may_wrap(data: bytes) -> bool:
    # A definition in a request may be as bare as `{}`, or hold steps that only the request makes ours.
    if _has_any(data, b"version", b"{}", *_MARKS) or _has_key(data, b"steps"):
        return True
    return re.search(_EMPTY_DEFINITION, data) is not None


def _may_prompt(data: bytes) -> bool:
    if _has_any(data, b"start_url", b"agent_id", b"result_schema", b"prompt_variables", b"workflow_options"):
        return True
    return b"name" in data and _has_any(data, b"openai", b"anthropic", b"fields", b"user_id")


def _has_key(data: bytes, word: bytes) -> bool:
    """Whether ``word`` stands as a key does: before a quote or a colon, or behind a question mark."""
    # A pattern that begins with a plain word is found fast.
    return re.search(rb"%s(?:[\"':]|[ \t]+:)" % word, data) is not None or b"? " + word in data


def _has_any(data: bytes, *words: bytes) -> bool:
    return any(word in data for word in words)


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
