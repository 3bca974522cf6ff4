"""References inside strings: ``{{inputs.x}}`` and ``$.inputs.x``, and the spellings taken for them.

The two parsers read a string alone. What a name stands for, and whether a ``$.`` in prose is a reference at
all, only the definition can tell: ``formats`` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TypeAlias

from ..named_tuple import NamedTuple

NAME = r"[\w-]+"
"""What an input or a step may be called so that a reference can spell it."""

_FIELDS = rf"(?:\.{NAME}|\[(?:\d+|\*|\"[^\"\]]*\"|'[^'\]]*')\])*"
_TEMPLATE = re.compile(rf"\{{\{{\s*(?P<name>{NAME})(?P<fields>{_FIELDS})\s*\}}\}}")
_PATH = re.compile(rf"\$\.(?P<name>{NAME})(?P<fields>{_FIELDS})")

# The others are seldom needed, and compiled then.
_CHAIN = rf"\s*(?P<lead>\$\.|\.)?(?P<name>{NAME})(?P<fields>{_FIELDS})\s*\Z"
_FIELD = rf"\.({NAME})|(\[[^\]]*\])"
_SHELL = rf"\$\{{\s*(?P<name>{NAME})(?P<fields>{_FIELDS})\s*\}}"
_BRACES = r"\{\{|\}\}"
_UNCLOSED = rf"\{{\{{\s*\.?(?:{NAME}{_FIELDS}\.?\}}?)?"


_MOST_FLAWS = 20


class Field(NamedTuple):
    """A name of a reference (``output`` in ``{{draft.output}}``), with its range in the string.

    An index keeps its brackets.
    """

    text: str
    start: int
    end: int


class Spelling(NamedTuple):
    """A chain of names as it stands in a string, with ranges into that string.

    ``form`` is ``template``, ``path``, ``shell``, ``dot`` (``{{.x}}``) or ``mixed`` (``{{$.x}}``).
    """

    start: int
    end: int
    form: str
    names: tuple[Field, ...]


class Flaw(NamedTuple):
    """Braces that make no reference."""

    start: int
    end: int
    message: str


Scanned: TypeAlias = tuple[tuple[Spelling, ...], tuple[Flaw, ...]]


_SHORT = 80
"""Code points; strings that are hardly more than a reference are the same in a thousand workflows."""


def scan(text: str) -> Scanned:
    """Everything in ``text`` that is spelled like a reference, in order, and every flaw."""
    return _scan_short(text) if len(text) <= _SHORT else _scan(text)


def _scan(text: str) -> Scanned:
    found: list[Spelling] = []
    flaws: list[Flaw] = []
    if "{{" in text:
        matches = list(_TEMPLATE.finditer(text))
        if len(matches) == text.count("{{") and "{{{" not in text:
            found = [_spelling(match, *match.span(), "template") for match in matches]
        else:
            _scan_braces(text, found, flaws)
            # A text of nothing but braces is one mistake, however many there are.
            del flaws[_MOST_FLAWS:]
    if "$" in text:
        covered = sorted([(s.start, s.end) for s in found] + [(f.start, f.end) for f in flaws])
        for form, sign, pattern in (("path", "$.", _PATH), ("shell", "${", _SHELL)):
            if sign not in text:
                continue
            for match in re.finditer(pattern, text):
                before = bisect_right(covered, (match.start(), len(text))) - 1
                if before < 0 or covered[before][1] <= match.start():
                    found.append(_spelling(match, *match.span(), form))
        found.sort()
    return tuple(found), tuple(flaws)


_scan_short = lru_cache(maxsize=4096)(_scan)


def _scan_braces(text: str, found: list[Spelling], flaws: list[Flaw]) -> None:
    marks = list(re.finditer(_BRACES, text))
    closer: dict[int, int] = {}
    open_marks: list[int] = []
    for number, mark in enumerate(marks):
        if mark.group() == "{{":
            open_marks.append(number)
        elif open_marks:
            closer[open_marks.pop()] = number
    number = 0
    while number < len(marks):
        start = marks[number].start()
        last = number
        if number in closer:
            last = closer[number]
            end = marks[last].end()
            if last == number + 1:
                _read_braces(text, start, end, found, flaws)
            else:
                inside = _short(text[start:end])
                flaws.append(Flaw(start, end, f"'{{{{' inside '{inside}': references do not nest"))
        elif marks[number].group() == "{{":
            # Perhaps only these two braces were forgotten, and what follows is a reference of its own.
            shown = re.compile(_UNCLOSED).match(text, start)
            limit = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            end = min(shown.end() if shown else start + 2, limit)
            flaws.append(Flaw(start, end, f"'{_short(text[start:end])}' is never closed: '}}}}' is missing"))
        number = last + 1


def _read_braces(text: str, start: int, end: int, found: list[Spelling], flaws: list[Flaw]) -> None:
    match = re.match(_CHAIN, text[start + 2 : end - 2])
    if match is not None:
        lead = match.group("lead")
        form = "template" if lead is None else "dot" if lead == "." else "mixed"
        found.append(_spelling(match, start, end, form, start + 2))
        return
    inner = text[start + 2 : end - 2].strip()
    whole = _short(text[start:end])
    if not inner:
        message = f"'{whole}' is empty: it names nothing"
    elif ".." in inner:
        message = f"'{whole}' has two dots in a row"
    elif inner.endswith("."):
        message = f"nothing follows the dot in '{whole}'"
    else:
        message = f"'{whole}' is no reference: only names joined by dots may stand in the braces"
    flaws.append(Flaw(start, end, message))


def _spelling(match: re.Match[str], start: int, end: int, form: str, offset: int = 0) -> Spelling:
    name, fields = match.group("name", "fields")
    base = match.start("fields") + offset
    head = Field(name, base - len(name), base)
    only = fields[1:]
    if only.isidentifier():
        # One plain name, as nearly always.
        return Spelling(start, end, form, (head, Field(only, base + 1, base + len(fields))))
    names = [head]
    for field in re.finditer(_FIELD, fields):
        group = 1 if field.group(1) is not None else 2
        names.append(Field(field.group(group), base + field.start(group), base + field.end(group)))
    return Spelling(start, end, form, tuple(names))


def _short(text: str) -> str:
    text = " ".join(text[:200].split())
    return text if len(text) <= 40 else f"{text[:37]}…"
