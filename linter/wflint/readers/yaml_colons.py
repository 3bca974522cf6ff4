"""Faults of the ':' between key and value: too many, too few, too tight, or far from its key."""

from __future__ import annotations

import re

from ..source import Fault
from .yaml_quoting import QUOTE_HELP, line_of
from .yaml_schema import shorten

_KEY = re.compile(r"(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s#\"'&*!|>{}\[\],][^#\r\n]*?):(?=\s|$)")
_TIGHT_KEY = re.compile(r"^[ \t]*(?:- +)*[\w.-]+(:)(?=[^\s:/\\])", re.MULTILINE)


def is_structural(problem: str) -> bool:
    """Whether the parser's ``problem`` is about what stands where, not about one character."""
    return "expected" in problem or "not allowed" in problem


def lone_colon(text: str, context: str, at: int) -> Fault | None:
    """A colon at ``at`` whose key is not there, or in another line."""
    if not text.startswith(":", at):
        return None
    before = text[line_of(text, at)[0] : at].strip()
    if "flow" not in context:
        if before.strip("-? ") or text[at + 1 : at + 2].strip():
            return None
    elif not before:
        message = "this ':' stands in another line than its key"
        return Fault(at, at + 1, message, "write 'key: value' in one line, or the ',' that is missing")
    elif not before.endswith(("[", "{", ",")):
        return None
    return Fault(at, at + 1, "a key is missing before this ':'", "write the key")


def behind_line(text: str, context: str, at: int) -> int:
    """Where the key of a colon in brackets begins its line: what is missing is missing there."""
    start = line_of(text, at)[0]
    before = text[start:at]
    if (
        "flow" in context
        and text.startswith(":", at)
        and re.fullmatch(r"\s*[^\s,\[\]{}:][^,\[\]{}:]*", before)
    ):
        return start + len(before) - len(before.lstrip())
    return at


def tight_colon(text: str, problem: str, at: int, opened: int) -> Fault | None:
    """A key whose colon has no space behind it."""
    if not is_structural(problem):
        return None
    here = line_of(text, at)
    above = line_of(text, max(0, here[0] - 1))
    for start, end in (line_of(text, opened), here, above):
        found = _TIGHT_KEY.match(text, start, end)
        if found and not text[start:at].lstrip().startswith(("'", '"')):
            return Fault(
                *found.span(1), "a space is missing behind the ':'", "write ': ' between key and value"
            )
    return None


def no_colon(text: str, problem: str, opened: int) -> Fault | None:
    """A line that should have been a key."""
    if "could not find expected ':'" not in problem:
        return None
    start, end = opened, line_of(text, opened)[1]
    line = text[start:end].rstrip()
    return Fault(
        start, start + max(1, len(line)), f"'{shorten(line)}' is no key: it has no ':'", "write 'key: value'"
    )


def second_colon(text: str, problem: str, at: int) -> Fault | None:
    """``: `` inside a plain value, or in a line that goes on with one."""
    if "mapping values are not allowed" not in problem:
        return None
    start, _ = line_of(text, at)
    if _KEY.match(text[start:at].lstrip()):
        message = "a second ': ' stands in this line: a plain value cannot hold one"
        return Fault(at, min(at + 1, len(text)), message, QUOTE_HELP)
    key = text[start:at].strip()
    place = start + len(text[start:at]) - len(text[start:at].lstrip())
    if not key:
        return Fault(at, min(at + 1, len(text)), "a ':' stands without a key before it", QUOTE_HELP)
    what = "item" if key.startswith("- ") else "key"
    message = f"the {what} '{shorten(key)}' is indented deeper than the value above it allows"
    return Fault(place, at, message, "indent it like the keys it belongs to")
