"""What comments say of findings: ``# wflint: ignore[rule] -- why``, and ``//`` or ``/* */`` in JSON."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from .finding import Applicability
from .problem import Place, Repair
from .suppress import Suppression, name_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .source import Document, Source

_OPENING = re.compile(r"(?:#+|//+|/\*+)\s*wflint:\s*")
_WORDS = re.compile(r"(ignore(?:-file)?)(?:\s*\[([^\]]*)\])?\s*(?:--.*|\*/)?", re.DOTALL)
_SOLID = re.compile(r"\S")
_NAME = re.compile(r"[^\s,]+")
_TOP = re.compile(r"\s*(?:%[^\r\n]*\s+)*(?:---)?\s*")

_FORMS = "write 'wflint: ignore[rule, …]', 'wflint: ignore' or 'wflint: ignore-file[rule, …]', then ' -- why'"


def find_in_comments(
    source: Source, documents: Sequence[Document], known: Collection[str]
) -> Iterator[Suppression]:
    """What the comments of a text say, which holds ``documents``; nothing where it cannot be read.

    ``known`` are the names of rules and groups.
    """
    text, comments = source.text, documents[0].comments
    openings = {number: _OPENING.match(text, *span) for number, span in enumerate(comments)}
    if not any(openings.values()):
        return
    top, behind = _count_at_top(text, comments), _find_behind(text, comments)
    starts = [document.span(Place(()))[0] for document in documents]
    for number, opening in openings.items():
        if opening is not None:
            comment = _Comment(source, comments[number], behind[number], number < top)
            document = documents[max(bisect_right(starts, comment.target) - 1, 0)]
            for said in comment.read(opening.end(), known):
                yield said._replace(document=document)


class _Comment:
    """A comment that speaks to wflint: of the line where ``target`` is.

    ``behind`` is where something stands behind it, ``at_top`` says that nothing stands before it.
    """

    def __init__(self, source: Source, span: tuple[int, int], behind: int, at_top: bool) -> None:
        text = source.text
        self.source = source
        self.at_top = at_top
        self.start = span[0]
        self.end = self.start + len(text[slice(*span)].rstrip())
        starts = source.line_starts
        line = source.position(self.end)[0]
        first, last = starts[source.position(self.start)[0] - 1], [*starts[line : line + 1], len(text)][0]
        before = text[first : self.start]
        is_alone = not before.strip() and behind >= last
        self.target = behind if is_alone else self.start
        # Another comment beside it stays.
        lines = is_alone and not text[self.end : last].strip()
        self.whole = (first, last) if lines else (first + len(before.rstrip(" \t")), self.end)

    def read(self, start: int, known: Collection[str]) -> Iterator[Suppression]:
        """What is said from ``start`` on: one suppression for each name."""
        text = self.source.text
        words = _WORDS.fullmatch(text, start, self.end)
        if words is None:
            yield self.unread("this cannot be read as a suppression")
            return
        names = [found.span() for found in _NAME.finditer(text, *words.span(2))] if words[2] else []
        of_file = words[1] == "ignore-file"
        line = None if of_file else self.source.position(self.target)[0]
        if of_file and not self.at_top:
            yield self.unread("'ignore-file' stands at the top of a file, before anything else")
        elif len(names) > 1:
            for number, (start, end) in enumerate(names):
                name = text[start:end]
                gone = (names[number - 1][1], end) if number else (start, names[1][0])
                repair = Repair(f"remove '{name}'", Applicability.SAFE, rewrite=(*gone, ""))
                place, fault = Place((), span=(start, end)), name_fault(name, known)
                yield Suppression(name, line, place=place, fault=fault, repair=repair)
        elif names or not (of_file or words[2] is not None):
            start, end = names[0] if names else (self.start, self.end)
            named = text[start:end] if names else None
            fault = None if named is None else name_fault(named, known)
            repair = Repair("remove the comment", Applicability.SAFE, rewrite=(*self.whole, ""))
            yield Suppression(named, line, place=Place((), span=(start, end)), fault=fault, repair=repair)
        else:
            yield self.unread("no rule is named here")

    def unread(self, fault: str) -> Suppression:
        return Suppression(None, place=Place((), span=(self.start, self.end)), fault=fault, help=_FORMS)


def _count_at_top(text: str, comments: Sequence[tuple[int, int]]) -> int:
    """How many comments stand before anything that is none."""
    before, done = "", 0
    for number, (start, end) in enumerate(comments):
        before += text[done:start]
        if not _TOP.fullmatch(before):
            return number
        done = end
    return len(comments)


def _find_behind(text: str, comments: Sequence[tuple[int, int]]) -> list[int]:
    """Where something stands behind each comment that is neither white space nor a comment."""
    behind: list[int] = []
    following, after = -1, len(text)
    for start, end in reversed(comments):
        found = _SOLID.search(text, end)
        place = found.start() if found else len(text)
        after = after if place == following else place
        behind.append(after)
        following = start
    return behind[::-1]
