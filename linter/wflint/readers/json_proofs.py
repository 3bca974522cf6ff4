"""Edits of a JSON text proved: what is edited is read again, and must be what the changes ask for."""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from typing import TYPE_CHECKING

from ..changes import apply_changes, common_path
from ..problem import Insert
from ..source import Source, TextEdit, Unlocatable
from .excerpts import LEAST, cut, take_excerpt
from .json_comments import Blanked, blank

if TYPE_CHECKING:
    from ..problem import Change
    from .json_locations import Container, Locations

_spell = JSONEncoder(ensure_ascii=False, allow_nan=False).encode

BUDGET = 16_000_000
"""How many characters are read again to prove the edits of one document, before no more are offered."""


class Prover:
    """Proves the edits of one document; ``value`` is what its text was read as."""

    __slots__ = ("_blanked", "_locations", "_proved", "_source", "_value")

    def __init__(self, source: Source, blanked: Blanked, locations: Locations, value: object) -> None:
        self._source = source
        self._blanked = blanked
        self._locations = locations
        self._value = value
        self._proved = 0

    def prove(self, changes: tuple[Change, ...], edits: list[TextEdit]) -> None:
        """Read the edited text of the smallest value around the changes, and compare.

        Of a long one, only what the changes are about. Raises :class:`Unlocatable` where they differ, and
        where more than :data:`BUDGET` would have to be read.
        """
        path = common_path([c.path if isinstance(c, Insert) else c.path[:-1] for c in changes])
        extent = self._locations.extent(path)
        if extent is None:
            raise Unlocatable("no such value")
        start, end = extent
        value = self._value
        for part in path:
            value = value[part]  # type: ignore[index] # the locations know it
        below = tuple(change._replace(path=change.path[len(path) :]) for change in changes)
        if end - start > LEAST and self._source.text[start] in "{[":
            excerpt = take_excerpt(value, JsonCollection(self._locations, start), below)
            omitted = list(excerpt.omitted())
            text = cut(self._source.text, start, end, omitted, edits)
            if text is not None:
                wanted = apply_changes(excerpt.value(), tuple(map(excerpt.changed, below)))
                self._compare(text, wanted, start, end, omitted)
                return
        text = cut(self._source.text, start, end, [], edits)
        if text is None:
            raise Unlocatable("edits overlap")
        self._compare(text, apply_changes(value, below), start, end, [])

    def _compare(self, text: str, wanted: object, start: int, end: int, omitted: list[TextEdit]) -> None:
        if self._proved > BUDGET:
            raise Unlocatable("too much would have to be read again")
        self._proved += len(text)
        if self._source.language == "jsonc":
            blanked = blank(text)
            if self._comments(start, end, omitted) != [text[a:b] for a, b in blanked.comments]:
                raise Unlocatable("a comment would be lost")
            text = blanked.text
        elif self._source.language == "jsonl" and ("\n" in text or "\r" in text):
            raise Unlocatable("the document would take more than one line")
        if _spell(JSONDecoder().decode(text)) != _spell(wanted):
            raise Unlocatable("the edited text would not be the changed document")

    def _comments(self, start: int, end: int, omitted: list[TextEdit]) -> list[str]:
        """The comments of ``text[start:end]`` that are not omitted."""
        kept: list[tuple[int, int]] = []
        for gap in omitted:
            kept += self._blanked.comments_within(start, gap.start)
            start = gap.end
        kept += self._blanked.comments_within(start, end)
        return [self._source.text[a:b] for a, b in kept]


class JsonCollection:
    """The object or array at an offset of a text, as an excerpt of it is made."""

    __slots__ = ("_container", "_locations")

    def __init__(self, locations: Locations, offset: int) -> None:
        self._locations = locations
        self._container: Container = locations.container(offset)

    @property
    def divisible(self) -> bool:  # noqa: D102 - as the protocol says, like all that follow
        return self._container.keys is None or len(self._container.keys) == len(self._container.items)

    @property
    def size(self) -> int:  # noqa: D102
        return len(self._container.items)

    def number(self, part: str | int) -> int | None:  # noqa: D102
        keys = self._container.keys
        number = (keys.get(part, -1) if isinstance(part, str) else -1) if keys is not None else part
        return number if isinstance(number, int) and 0 <= number < self.size else None

    def part(self, number: int) -> str | int:  # noqa: D102
        names = self._container.names
        return names[number] if names is not None else number

    def inner(self, number: int) -> JsonCollection | None:  # noqa: D102
        start = self._container.items[number].start
        return JsonCollection(self._locations, start) if self._locations.text[start] in "{[" else None

    def alias(self, _number: int, /) -> None:  # noqa: D102
        return None

    def characters(self, number: int, start: int, end: int) -> tuple[int, int]:  # noqa: D102
        item = self._container.items[number]
        inside = self._locations.inside
        if not self._locations.is_exact(item.start, item.end):
            raise Unlocatable("nobody knows where these characters stand")
        return inside(item.start, item.end, start), inside(item.start, item.end, end)

    def range(self, first: int, behind: int) -> tuple[int, int]:  # noqa: D102
        items = self._container.items
        if behind < len(items):
            return items[first].outset, items[behind].outset
        return items[first - 1].end, items[-1].end
