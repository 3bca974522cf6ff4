"""The text of a file and the documents in it; a place becomes a span when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from .named_tuple import NamedTuple
from .problem import Change, Path, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_END = r"\r\n|\n|\r"


class Source:
    """The text of one file.

    ``language`` is ``json``, ``jsonc``, ``jsonl`` or ``yaml``; ``text`` has no byte order mark.
    """

    __slots__ = ("_line_starts", "language", "name", "text")

    def __init__(self, name: str, text: str, language: str) -> None:
        self.name = name
        self.text = text
        self.language = language
        self._line_starts: list[int] | None = None

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; a line ends at CRLF, LF or CR."""
        if self._line_starts is None:
            self._line_starts = [0, *(end.end() for end in re.finditer(_LINE_END, self.text))]
        return self._line_starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both from 1, the column in code points."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line end."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


class TextEdit(NamedTuple):
    """Replace ``text[start:end]`` of a source by ``content``."""

    start: int
    end: int
    content: str


class Fault(NamedTuple):
    """Why a text could not be read: what to say, and the range of the text that says it.

    ``related`` holds further ranges with a word on each (where the bracket was opened).
    """

    start: int
    end: int
    message: str
    help: str | None = None
    related: tuple[tuple[int, int, str], ...] = ()


class Duplicate(NamedTuple):
    """A key that its object already had: ``path`` of the object plus key, and both keys' ranges."""

    path: Path
    first: tuple[int, int]
    second: tuple[int, int]


class Unlocatable(Exception):  # noqa: N818 - a question without an answer, not an error
    """The change cannot be made in this text with certainty; no edit is offered then."""


class Document:
    """One document of a source: its plain value, and where everything in it stands.

    ``number`` counts the documents of a stream from 0, and is ``None`` where the file holds just one.
    Where ``fault`` is set the text could not be read, and ``value`` is ``None``.
    """

    __slots__ = ("fault", "number", "value")

    def __init__(self, value: object, number: int | None = None, fault: Fault | None = None) -> None:
        self.value = value
        self.number = number
        self.fault = fault

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Every repeated key, in text order; the last one's value is the one in ``value``."""
        return ()

    @property
    def json_text(self) -> str | None:
        """The source's text where it is JSON and holds no other document; comments are blanked."""
        return None

    @property
    def comments(self) -> Sequence[tuple[int, int]]:
        """The ranges of all comments in the source's text, those of other documents included."""
        return ()

    def span(self, place: Place) -> tuple[int, int]:
        """The range of the source's text (end exclusive) where ``place`` stands.

        A string value includes its quotes; an object or an array is shown by its opening bracket, or in
        YAML's block style by its first key or dash. Where the place itself is not in the text (a value
        that a merge key brought in), the nearest thing that is stands for it.
        """
        raise NotImplementedError

    def edits(self, changes: tuple[Change, ...]) -> list[TextEdit]:
        """The smallest edits of the text that make ``changes`` together, in order, none overlapping.

        Raises :class:`Unlocatable` when that cannot be done with certainty.
        """
        raise NotImplementedError
