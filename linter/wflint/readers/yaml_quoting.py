"""Faults of quoting: quotes and escapes that are wrong, and values that must not stand without quotes."""

from __future__ import annotations

import re

from ..source import Fault
from .yaml_schema import shorten

_BARE_TEMPLATE = re.compile(r"(?:(?<=[:\-,\[{] )|^)[ \t]*(\{\{[^\r\n]*?\}\}|\{\{)", re.MULTILINE)
_TEMPLATE_HELP = "put the whole value in quotes: a bare '{{' begins a mapping"
QUOTE_HELP = "put the whole value in quotes"


def line_of(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line that holds ``at``, its line end left out."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = re.compile(r"[\r\n]|\Z").search(text, at)
    return start, end.start() if end else len(text)


def token_at(text: str, at: int) -> tuple[int, int]:
    """The word that begins at ``at``, or one character, or the last one of the text."""
    word = re.compile(r"[^\s,\[\]{}:#]+").match(text, at)
    if word:
        return word.span()
    return (at, at + 1) if at < len(text) else (max(0, len(text) - 1), len(text))


def unclosed_quote(text: str, problem: str, context: str, opened: int) -> Fault | None:
    """A quoted string that goes on to the end of the document."""
    if "quoted scalar" not in context or not re.search(
        r"end of stream|document (?:indicator|separator)", problem
    ):
        return None
    quote = text[opened : opened + 1]
    return Fault(opened, opened + 1, f"the quote {quote} is never closed", f"end the string with {quote}")


def wrong_escape(text: str, problem: str, at: int) -> Fault | None:
    """A backslash in double quotes before what makes no escape."""
    if "found unknown escape" in problem:
        at = text.rfind("\\", 0, at + 1)
        found = text[at : at + 2]
        message = f"'{found}' is no escape that YAML knows"
        return Fault(at, at + 2, message, f"write '\\{found}' for a backslash, or use single quotes")
    if "hexdecimal" in problem or "hexadecimal" in problem or "character escape code" in problem:
        at = text.rfind("\\", 0, at + 1)
        end = re.compile(r"\\.\w*").match(text, at)
        span = end.span() if end else (at, at + 1)
        message = f"'{shorten(text[slice(*span)])}' is no escape of a character"
        return Fault(*span, message, "write \\x and two, \\u and four, or \\U and eight hexadecimal digits")
    return None


def find_bare_template(text: str, at: int, opened: int) -> Fault | None:
    """A value that begins with ``{{`` in one of the lines that the error speaks of."""
    for place in (at, opened):
        start, end = line_of(text, place)
        for found in _BARE_TEMPLATE.finditer(text, start, end):
            return bare_template(text, found.start(1)) if found.start(1) <= at else None
    return None


def bare_template(text: str, start: int) -> Fault:
    """The fault of a reference that begins a plain value at ``start``."""
    end = re.compile(r"\{\{[^\r\n]*?\}\}").match(text, start)
    span = end.span() if end else (start, start + 2)
    return Fault(
        *span,
        f"the value '{shorten(text[slice(*span)])}' begins with '{{{{' and is not quoted",
        _TEMPLATE_HELP,
    )


def inner_template(text: str, context: str, at: int) -> Fault | None:
    """A plain value in brackets that holds ``{{``."""
    if "flow" not in context or not text.startswith("{{", at):
        return None
    before = text[max(line_of(text, at)[0], at - 300) : at]
    cut = max(before.rfind(", "), before.rfind(": "), *(before.rfind(sign) for sign in "[{"))
    value = before[cut + 1 :].lstrip()
    if not value or value[0] in "\"'":
        return None
    end = re.compile(r"(?:\{\{[^\r\n]*?\}\}[^,\[\]{}\r\n]*)+").match(text, at)
    span = at - len(value), at + len(end[0].rstrip()) if end else at + 2
    message = f"the value '{shorten(text[slice(*span)])}' holds '{{{{' and is not quoted"
    return Fault(*span, message, "put the whole value in quotes: in brackets a bare '{' begins a mapping")


def wrong_start(text: str, problem: str, context: str, at: int, opened: int) -> Fault | None:
    """A plain value that begins with a character of another meaning."""
    if "alphabetic or numeric" in problem and ("alias" in context or "anchor" in context):
        at = opened
    elif "cannot start any token" not in problem:
        return None
    sign = text[at : at + 1]
    if re.compile(r"[&*][\w-]").match(text, at):
        return wrong_name(text, at)
    if sign == "\t":
        return Fault(at, at + 1, "a tab stands where YAML takes only spaces", "use a space")
    return Fault(at, at + 1, f"a plain value cannot start with '{sign}'", QUOTE_HELP)


def wrong_name(text: str, at: int) -> Fault:
    """The name of an anchor, or of an alias, at ``at`` that goes on with what libyaml does not take."""
    name = re.compile(r"[&*][^\s,\[\]{}]*").match(text, at)
    span = name.span() if name else (at, at + 1)
    found = shorten(text[slice(*span)])
    message = f"'{found}' is no name of an anchor: that is of letters (a to z), digits, '-' and '_'"
    return Fault(*span, message, "change the name, or put the whole value in quotes")


def after_quote(text: str, at: int) -> Fault | None:
    """Text behind the closing quote of a value."""
    start = max(line_of(text, at)[0], at - 1000)  # far enough for any sentence, and never slow
    before = re.compile(r"[\s\S]*(?:^|[\s:\[{,])(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*\Z").match(
        text[start:at]
    )
    if before and at < len(text) and text[at] not in "\r\n:#":
        span = token_at(text, at)
        message = f"'{shorten(text[slice(*span)])}' stands behind a closing quote"
        inner = '\\"' if before[1][0] == '"' else "''"
        return Fault(*span, message, f"quote the whole value, and write a quote inside it as {inner}")
    return None
