"""References inside strings: ``{{inputs.x}}`` and ``$.inputs.x``, and the spellings taken for them.

The two parsers read a string alone. What a name stands for, and whether a ``$.`` in prose is a reference at
all, only the definition can tell: ``formats`` decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

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
    """A reference as a string spells it, with ranges into that string.

    ``start``..``end`` is the range of the reference, ``text`` what stands there. ``form`` is ``template``
    (``{{inputs.x}}``), ``path`` (``$.inputs.x``), or one that nothing resolves: ``dot`` (``{{.x}}``),
    ``shell`` (``${inputs.x}``), ``mixed`` (``{{$.inputs.x}}``); ``style`` is ``path`` where it begins with
    ``$.``, else ``template``. ``lead`` is ``inputs``, ``workflow.parameters`` or ``steps`` where it begins
    so. ``target`` is ``input``, ``step`` or, where no name or no field follows, ``bare``; ``name`` is the
    input's or step's name with ``name_start``..``name_end`` its range, and ``fields`` are the names behind
    it. ``whole`` says that the string holds nothing else; ``after`` is the text that follows, two code points
    of it.
    """

    start: int
    end: int
    text: str
    form: str
    style: str
    lead: str
    target: str
    name: str
    name_start: int
    name_end: int
    fields: tuple[Field, ...]
    whole: bool
    after: str


class Flaw(NamedTuple):
    """Braces that make no reference."""

    start: int
    end: int
    message: str


class Plain(NamedTuple):
    """What a string reads that spells all its references alike and in full: nearly every string there is.

    ``form`` is theirs, ``template`` or ``path``, and empty where there are none. ``lead`` is what those of
    ``inputs`` begin with, by their names. ``steps`` are the names of the steps whose output is read.
    """

    form: str
    lead: str
    inputs: tuple[str, ...]
    steps: tuple[str, ...]


class Scanned(NamedTuple):
    """What is in a string; ``plain`` is ``None`` where anything in it is not."""

    spellings: tuple[Spelling, ...]
    flaws: tuple[Flaw, ...]
    plain: Plain | None


OUTPUTS = ("output", "primary")
"""The fields of a step that hold what it gave."""


LEADS = frozenset(("inputs", "workflow", "steps"))
"""What a reference may begin with in place of a step's name."""

_SHORT = 80
"""Code points; strings that are hardly more than a reference are the same in a thousand workflows."""


def scan(text: str, steps: frozenset[str] = frozenset()) -> Scanned:
    """All that is spelled like a reference in ``text``, in order, every flaw, and what it says plainly.

    ``steps`` are those of :data:`LEADS` that a step is called by: there it is the step that is meant.
    """
    return _scan_short(text, steps) if len(text) <= _SHORT else _scan(text, steps)


def _scan(text: str, steps: frozenset[str]) -> Scanned:
    found: list[Spelling] = []
    flaws: list[Flaw] = []
    if "{{" in text:
        matches = list(_TEMPLATE.finditer(text))
        if len(matches) == text.count("{{") and "{{{" not in text:
            found = [_spelling(text, match, *match.span(), "template", steps) for match in matches]
        else:
            _scan_braces(text, steps, found, flaws)
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
                    found.append(_spelling(text, match, *match.span(), form, steps))
        found.sort()
    return Scanned(tuple(found), tuple(flaws), None if flaws else _plain(found))


def _plain(found: list[Spelling]) -> Plain | None:
    form = lead = ""
    inputs: list[str] = []
    steps: list[str] = []
    for spelling in found:
        if spelling.form != form:
            if form or spelling.form not in ("template", "path"):
                return None
            form = spelling.form
        if spelling.target == "input" and not spelling.fields:
            if inputs and spelling.lead != lead:
                return None
            lead = spelling.lead
            inputs.append(spelling.name)
        elif spelling.target == "step" and not spelling.lead and spelling.fields[0].text in OUTPUTS:
            steps.append(spelling.name)
        else:
            return None
    return Plain(form, lead, tuple(inputs), tuple(steps))


_scan_short = lru_cache(maxsize=4096)(_scan)


def _scan_braces(text: str, steps: frozenset[str], found: list[Spelling], flaws: list[Flaw]) -> None:
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
                _read_braces(text, start, end, steps, found, flaws)
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


def _read_braces(
    text: str, start: int, end: int, steps: frozenset[str], found: list[Spelling], flaws: list[Flaw]
) -> None:
    match = re.match(_CHAIN, text[start + 2 : end - 2])
    if match is not None:
        lead = match.group("lead")
        form = "template" if lead is None else "dot" if lead == "." else "mixed"
        found.append(_spelling(text, match, start, end, form, steps, start + 2))
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


def _spelling(
    text: str, match: re.Match[str], start: int, end: int, form: str, steps: frozenset[str], offset: int = 0
) -> Spelling:
    head, chain = match.group("name", "fields")
    begin = match.start("fields") + offset
    name = Field(head, begin - len(head), begin)
    fields = _fields(chain, begin)
    lead, target = "", "step"
    if head == "inputs" and head not in steps:
        lead, target = head, "input" if fields else "bare"
        if fields:
            name, *fields = fields
    elif head == "workflow" and fields and fields[0].text == "parameters" and head not in steps:
        lead, target = "workflow.parameters", "input" if len(fields) > 1 else "bare"
        name, *fields = fields[1:] or fields
    elif head == "steps" and fields and head not in steps:
        lead = head
        name, *fields = fields
    elif form == "dot":
        target = "input"
    elif not fields:
        target = "bare"
    called = name.text
    return Spelling(
        start,
        end,
        text[start:end],
        form,
        "path" if form == "path" else "template",
        lead,
        target,
        called[1:-1].strip("'\"") if called[0] == "[" else called,
        name.start,
        name.end,
        tuple(fields),
        not text[:start].strip() and not text[end:].strip(),
        text[end : end + 2],
    )


def _fields(chain: str, begin: int) -> list[Field]:
    """The names in a chain as the patterns find them, which begins at ``begin``."""
    if "[" not in chain:
        found = []
        for name in chain.split(".")[1:]:
            found.append(Field(name, begin + 1, begin + 1 + len(name)))
            begin += 1 + len(name)
        return found
    return [
        Field(match[number], begin + match.start(number), begin + match.end(number))
        for match in re.finditer(_FIELD, chain)
        for number in (match.lastindex or 0,)
    ]


def _short(text: str) -> str:
    text = " ".join(text[:200].split())
    return text if len(text) <= 40 else f"{text[:37]}…"
