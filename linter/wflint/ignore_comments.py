"""What comments say of findings: ``# wflint: ignore[rule] -- why``, and ``//`` or ``/* */`` in JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .finding import Applicability
from .problem import Place, Repair
from .suppress import Suppression, name_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .source import Document, Source

_OPENING = re.compile(r"(?:#+|//+|/\*+)\s*wflint:\s*")
_WORDS = re.compile(r"(ignore(?:-file)?)(?:\s*\[([^\]]*)\])?\s*(?:--.*|\*/)?", re.DOTALL)
_NAME = re.compile(r"[^\s,]+")
_TOP = re.compile(r"\s*(?:%[^\r\n]*\s+)*(?:---)?\s*")

_FORMS = "write 'wflint: ignore[rule, …]', 'wflint: ignore' or 'wflint: ignore-file[rule, …]', then ' -- why'"


def find_in_comments(
    source: Source, documents: Sequence[Document], known: Collection[str]
) -> Iterator[Suppression]:
    """What the comments of a text say, which holds ``documents``; nothing where it cannot be read.

    ``known`` are the names of rules and groups.
    """
    comments = documents[0].comments
    for number, (start, end) in enumerate(comments):
        opening = _OPENING.match(source.text, start, end)
        if opening is not None:
            yield from _Comment(source, documents, comments, number).read(opening.end(), known)


class _Comment:
    """A comment that speaks to wflint, and what is around it."""

    def __init__(
        self, source: Source, documents: Sequence[Document], comments: Sequence[tuple[int, int]], number: int
    ) -> None:
        text = source.text
        self.source = source
        self.start, end = comments[number]
        self.end = self.start + len(text[self.start : end].rstrip())
        self.before, self.behind = _before(text, comments, number), _behind(text, comments, number)
        line = source.position(end)[0]
        first, last = self.line_start(source.position(self.start)[0]), self.line_start(line + 1)
        self.alone = not text[first : self.start].strip() and not last > self.behind
        at = self.behind if self.alone else self.start
        self.line = source.position(at)[0]
        self.document = _document_at(documents, at)
        if self.alone and not text[end:last].strip():
            self.whole = first, last
        else:
            self.whole = len(text[: self.start].rstrip(" \t")), self.end

    def line_start(self, line: int) -> int:
        starts = self.source.line_starts
        return starts[line - 1] if line <= len(starts) else len(self.source.text)

    def read(self, start: int, known: Collection[str]) -> Iterator[Suppression]:
        """What is said from ``start`` on: one suppression for each name."""
        text = self.source.text
        words = _WORDS.fullmatch(text, start, self.end)
        if words is None:
            yield self.unread("this cannot be read as a suppression")
            return
        names = [found.span() for found in _NAME.finditer(text, *words.span(2))] if words[2] else []
        of_file = words[1] == "ignore-file"
        if of_file and not _TOP.fullmatch(self.before):
            yield self.unread("'ignore-file' stands at the top of a file, before anything else")
        elif not names and (of_file or words[2] is not None):
            yield self.unread("no rule is named here")
        elif not names:
            yield self.said(None, (self.start, self.end), self.line, self.whole)
        for number, span in enumerate(names if not of_file or _TOP.fullmatch(self.before) else ()):
            name = text[slice(*span)]
            gone = self.whole
            if len(names) > 1:
                gone = (names[number - 1][1], span[1]) if number else (span[0], names[1][0])
            fault = name_fault(name, known)
            yield self.said(name, span, None if of_file else self.line, gone)._replace(fault=fault)

    def said(
        self, name: str | None, span: tuple[int, int], line: int | None, gone: tuple[int, int]
    ) -> Suppression:
        words = "remove the comment" if gone == self.whole else f"remove '{name}'"
        repair = Repair(words, Applicability.SAFE, rewrite=(*gone, ""))
        return Suppression(name, line, document=self.document, place=Place((), span=span), repair=repair)

    def unread(self, fault: str) -> Suppression:
        place = Place((), span=(self.start, self.end))
        return Suppression(None, document=self.document, place=place, fault=fault, help=_FORMS)


def _document_at(documents: Sequence[Document], offset: int) -> Document:
    """The one that has begun last at ``offset``."""
    begun = [document for document in documents if document.span(Place(()))[0] <= offset]
    return begun[-1] if begun else documents[0]


def _before(text: str, comments: Sequence[tuple[int, int]], number: int) -> str:
    """What stands before a comment and is none itself."""
    ends = [0, *(end for _, end in comments[:number])]
    starts = [start for start, _ in comments[: number + 1]]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _behind(text: str, comments: Sequence[tuple[int, int]], number: int) -> int:
    """Where something stands behind a comment that is neither white space nor a comment."""
    place = comments[number][1]
    for start, end in comments[number + 1 :]:
        if text[place:start].strip():
            break
        place = end
    return len(text) - len(text[place:].lstrip())
