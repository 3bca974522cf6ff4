"""JSON, JSON with comments and JSON lines: text to plain values, at the speed of the C decoder."""

from __future__ import annotations

from json import JSONDecoder
from math import isinf
from typing import TYPE_CHECKING

from ..source import Document, Duplicate, Fault, Source, TextEdit, Unlocatable
from . import is_too_deep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..problem import Change, Place
    from .json_comments import Blanked
    from .json_edits import Editor
    from .json_locations import Locations


def read(source: Source) -> list[Document]:
    """The documents of a ``json``, ``jsonc`` or ``jsonl`` source; one that cannot be read has a fault.

    RFC 8259, lone surrogates in escapes included. Refused though well spelled: numbers with a point or
    an exponent that no double holds, integers of more digits than Python converts, and nesting deeper
    than ``MAX_DEPTH``.
    """
    if not source.text.strip(" \t\r\n"):
        return [JsonDocument(source, fault=Fault(0, 0, "the file is empty"))]
    if source.language == "jsonl":
        return _read_lines(source)
    blanked = None
    if source.language == "jsonc":
        from .json_comments import blank

        blanked = blank(source.text)
        if not blanked.text.strip(" \t\r\n"):
            return [JsonDocument(source, fault=Fault(0, 0, "the file holds nothing but comments"))]
    text = source.text if blanked is None else blanked.text
    value, repeats, fault = _Reader(source.language).read(text)
    return [JsonDocument(source, value, None, fault, 0, len(text), blanked, repeats)]


_WHOLE_LINES = "JSON lines hold one whole document on each line: name the file .json"


class JsonDocument(Document):
    """A document that stands in ``source.text[start:end]``; what is asked seldom is worked out late."""

    __slots__ = ("_blanked", "_duplicates", "_editor", "_end", "_locations", "_repeats", "_source", "_start")

    def __init__(
        self,
        source: Source,
        value: object = None,
        number: int | None = None,
        fault: Fault | None = None,
        start: int = 0,
        end: int = 0,
        blanked: Blanked | None = None,
        repeats: bool = False,
    ) -> None:
        super().__init__(value, number, fault)
        self._source = source
        self._start = start
        self._end = end
        self._blanked = blanked
        self._repeats = repeats
        self._duplicates: tuple[Duplicate, ...] | None = None
        self._locations: Locations | None = None
        self._editor: Editor | None = None

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:  # noqa: D102 - as the base class says
        if not self._repeats:
            return ()
        if self._duplicates is None:
            from .json_locations import find_duplicates

            self._duplicates = find_duplicates(self._text, self._start, self._end)
        return self._duplicates

    @property
    def json_text(self) -> str | None:  # noqa: D102
        return self._text if self.number is None else None

    @property
    def comments(self) -> Sequence[tuple[int, int]]:  # noqa: D102
        return self._blanked.comments if self._blanked is not None else ()

    def span(self, place: Place) -> tuple[int, int]:  # noqa: D102
        if place.span is not None:
            return place.span
        if self.fault is not None:
            return self.fault.start, self.fault.end
        return self._located().span(place)

    def edits(self, changes: tuple[Change, ...]) -> list[TextEdit]:  # noqa: D102
        if self.fault is not None:
            raise Unlocatable("the document cannot be read")
        if self._editor is None:
            from .json_comments import Blanked
            from .json_edits import Editor

            blanked = self._blanked or Blanked(self._source.text, [], [])
            self._editor = Editor(self._source, blanked, self._located(), self.value, self._start, self._end)
        return self._editor.edits(changes)

    @property
    def _text(self) -> str:
        return self._source.text if self._blanked is None else self._blanked.text

    def _located(self) -> Locations:
        if self._locations is None:
            from .json_locations import Locations

            self._locations = Locations(self._text, self._start)
        return self._locations


class _Reader:
    """The C decoder, and a note of whether an object repeated a key."""

    __slots__ = ("_decode", "_language", "_repeats")

    def __init__(self, language: str) -> None:
        self._language = language
        self._repeats = False
        self._decode = JSONDecoder(
            object_pairs_hook=self._object, parse_float=_finite, parse_constant=_refuse
        ).decode

    def read(self, text: str) -> tuple[object, bool, Fault | None]:
        """The value of ``text``, whether a key is repeated in it, and what is wrong with it."""
        self._repeats = False
        try:
            value = self._decode(text)
        except (ValueError, RecursionError) as error:
            from .json_faults import explain

            return None, False, explain(text, self._language, error)
        if is_too_deep(value):
            from .json_faults import explain

            return None, False, explain(text, self._language, None)
        return value, self._repeats, None

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(pairs)
        if len(value) != len(pairs):
            self._repeats = True
        return value


def _finite(literal: str) -> float:
    number = float(literal)
    if isinf(number):
        raise ValueError(literal)
    return number


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _read_lines(source: Source) -> list[Document]:
    reader = _Reader("jsonl")
    documents: list[Document] = []
    start = 0
    for line in source.text.split("\n"):
        end = start + len(line)
        if line.strip(" \t\r"):
            value, repeats, fault = reader.read(line)
            if fault is not None and not documents and _Reader("json").read(source.text)[2] is None:
                fault = Fault(
                    start,
                    end,
                    "a document of several lines",
                    _WHOLE_LINES,
                )
                return [JsonDocument(source, fault=fault)]
            if fault is not None and start:
                fault = _moved(fault, start)
            documents.append(JsonDocument(source, value, len(documents), fault, start, end, None, repeats))
        start = end + 1
    return documents


def _moved(fault: Fault, by: int) -> Fault:
    related = tuple((start + by, end + by, message) for start, end, message in fault.related)
    return fault._replace(start=fault.start + by, end=fault.end + by, related=related)
