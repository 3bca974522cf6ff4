"""The part of a document that changes are about: enough to prove them right without reading all of it.

An object of ten thousand properties of which one is changed means what it means whether the far ones are
there or not. So whole items are left out of the text, and of the value beside it, and what is left is
changed, read and compared. Kept is every item that a change names, and the ones right before and behind it:
what an edit does to the comma, the line or the quote beside it still shows.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from ..problem import Insert, RenameKey, SetText
from ..source import TextEdit, Unlocatable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problem import Change

LEAST = 1_000
"""A text of fewer characters than this is read as a whole: that costs no more than to take it apart."""

_MARGIN = 40
_SEARCHED = 100
"""How many characters around a change of a long string are kept, and further ones looked at for a word."""


class Collection(Protocol):
    """An object or an array of a text; its items are numbered in the order of the text."""

    @property
    def divisible(self) -> bool:
        """Whether any of its items can be left out."""
        ...

    @property
    def size(self) -> int:
        """How many items it has."""
        ...

    def number(self, part: str | int) -> int | None:
        """The number of the item under a key or an index."""
        ...

    def part(self, number: int) -> str | int:
        """The key or the index of an item."""
        ...

    def inner(self, number: int) -> Collection | None:
        """The item's value, where it is an object or an array."""
        ...

    def alias(self, number: int, /) -> tuple[int, int] | None:
        """The text of the item's value where it is no more than a name of what stands elsewhere."""
        ...

    def characters(self, number: int, start: int, end: int) -> tuple[int, int]:
        """The text of a range of the item's value, which is a string; :class:`Unlocatable` if unknown."""
        ...

    def range(self, first: int, behind: int) -> tuple[int, int]:
        """The text to leave out for the items ``first`` up to ``behind``; one that stays is beside them."""
        ...


class Excerpt:
    """What is kept of one value: all of it where it is ``whole``, else some items, in part or whole.

    Of a long string only the ends are kept, and the ``ranges`` that change. For an alias that no change is
    about a null stands in, at ``alias``: its anchor may be left out.
    """

    __slots__ = ("_collection", "_cuts", "_items", "_order", "_value", "alias", "ranges", "whole")

    def __init__(
        self, value: object, collection: Collection | None, alias: tuple[int, int] | None = None
    ) -> None:
        self._value = value
        self.alias = alias
        is_long = isinstance(value, str) and len(value) > LEAST
        self.ranges: list[tuple[int, int]] | None = [] if is_long else None
        self._collection = collection
        self._items: dict[int, Excerpt] = {}
        self._order: list[int] | None = None
        self._cuts: list[tuple[int, int]] | None = None
        self.whole = collection is None or not collection.divisible

    def keep(self, change: Change) -> None:
        """Keep what ``change`` names, and what is beside it."""
        around, path = self._around(change), change.path
        if around.whole:
            return
        if isinstance(change, Insert):
            around._keep_gap(change)
        elif path:
            item = around._keep_item(path[-1])
            if isinstance(change, SetText) and item.ranges is not None:
                item.ranges.append((change.start, change.end))
            elif not isinstance(change, RenameKey | SetText):
                item.alias = item.ranges = None
        else:
            around.whole = True

    def check_name(self, change: Insert | RenameKey) -> None:
        """Refuse a new name that stands in what is left out: nobody else would see it there."""
        around = self._around(change)
        name = change.at if isinstance(change, Insert) else change.name
        if around.whole or around._collection is None or not isinstance(name, str):
            return
        number = around._collection.number(name)
        if number is not None and number not in around._items:
            raise Unlocatable("a key would be there twice")

    def _around(self, change: Change) -> Excerpt:
        """The innermost value that the change is made to, or a whole one around it."""
        around = self
        for part in change.path if isinstance(change, Insert) else change.path[:-1]:
            if around.whole:
                break
            around = around._item(around._number(part))
            around._keep_ends()
        return around

    def _keep_ends(self) -> None:
        """Keep the beginning and the end: in YAML the columns of all items must agree."""
        if not self.whole and self._collection is not None and self._collection.size:
            self._item(0)._keep_edge(last=False)
            self._item(self._collection.size - 1)._keep_edge(last=True)

    def _number(self, part: str | int) -> int:
        number = self._collection.number(part) if self._collection else None
        if number is None:
            raise Unlocatable("no such place")
        return number

    def _item(self, number: int) -> Excerpt:
        if number not in self._items and self._collection is not None:
            value = self._value[self._collection.part(number)]  # type: ignore[index] # of the same shape
            alias = self._collection.alias(number)
            self._items[number] = Excerpt(value, self._collection.inner(number), alias)
        return self._items[number]

    def _keep_item(self, part: str | int) -> Excerpt:
        number = self._number(part)
        self._keep_beside(number - 1, number + 1)
        self._item(number).whole = True
        return self._item(number)

    def _keep_gap(self, insert: Insert) -> None:
        size = self._collection.size if self._collection else 0
        gap = insert.at if isinstance(insert.at, int) else size
        if insert.after is not None:
            gap = self._number(insert.after) + 1
        if not 0 <= gap <= size:
            raise Unlocatable("no such place in the array")
        self._keep_beside(gap - 1, gap)

    def _keep_beside(self, before: int, behind: int) -> None:
        """Keep the end of one item and the beginning of another, where there are such."""
        size = self._collection.size if self._collection else 0
        if before >= 0:
            self._item(before)._keep_edge(last=True)
        if behind < size:
            self._item(behind)._keep_edge(last=False)

    def _keep_edge(self, last: bool) -> None:
        edge = self
        while not edge.whole and edge._collection is not None and edge._collection.size:
            edge = edge._item(edge._collection.size - 1 if last else 0)

    def changed(self, change: Change) -> Change:
        """The same change of what is kept; called when everything to keep is known."""
        path: list[str | int] = []
        at: Excerpt | None = self
        for part in change.path:
            path.append(part if at is None or at.whole else at._rank(part))
            at = None if at is None or at.whole else at._item(at._number(part))
        change = change._replace(path=tuple(path))
        if isinstance(change, SetText) and at is not None:
            gone = sum(last - first for first, last in at._gaps() if last <= change.start)
            return change._replace(start=change.start - gone, end=change.end - gone)
        if isinstance(change, Insert) and isinstance(change.at, int) and at is not None and not at.whole:
            return change._replace(at=bisect_left(at._numbers(), change.at))
        return change

    def _rank(self, part: str | int) -> str | int:
        return part if isinstance(self._value, dict) else bisect_left(self._numbers(), self._number(part))

    def _numbers(self) -> list[int]:
        if self._order is None:
            self._order = sorted(self._items)
        return self._order

    def value(self) -> object:
        """What is kept, as a value."""
        if self.alias is not None:
            return None
        if self.ranges is not None and isinstance(self._value, str):
            ends = [0, *(end for gap in self._gaps() for end in gap), len(self._value)]
            return "".join(self._value[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))
        if self.whole or self._collection is None:
            return self._value
        kept = ((number, self._items[number].value()) for number in self._numbers())
        if isinstance(self._value, dict):
            return {self._collection.part(number): value for number, value in kept}
        return [value for _, value in kept]

    def omitted(self) -> Iterator[TextEdit]:
        """The edits that leave of the text what is kept, in order."""
        if self.alias is not None:
            yield TextEdit(*self.alias, "null")
        if self.whole or self._collection is None:
            return
        done = 0
        for number in self._numbers():
            if number > done:
                yield TextEdit(*self._collection.range(done, number), "")
            yield from self._items[number].omitted()
            for gap in self._items[number]._gaps():
                yield TextEdit(*self._collection.characters(number, *gap), "")
            done = number + 1
        if self._items and done < self._collection.size:
            yield TextEdit(*self._collection.range(done, self._collection.size), "")

    def _gaps(self) -> list[tuple[int, int]]:
        """The ranges of a long string that are left out; asked for when everything to keep is known."""
        if self._cuts is None:
            is_cut = self.ranges is not None and isinstance(self._value, str)
            self._cuts = _find_gaps(self._value, self.ranges) if is_cut else []  # type: ignore[arg-type]
        return self._cuts


def _find_gaps(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of ``text`` is far from its ends and from all ``ranges``."""
    gaps: list[tuple[int, int]] = []
    done = 0
    for first, last in (*sorted(ranges), (len(text), len(text))):
        start, end = _seam(text, done + _MARGIN, 1), _seam(text, first - _MARGIN, -1)
        if start is not None and end is not None and start < end:
            gaps.append((start, end))
        done = max(done, last)
    return gaps


def _seam(text: str, near: int, step: int) -> int | None:
    """A place next to ``near`` where a string can be cut in two: inside of a word, in every language."""
    for place in range(near, near + _SEARCHED * step, step):
        if 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum():
            return place if text[place - 1 : place + 1].isascii() else None
    return None


def take_excerpt(value: object, collection: Collection, changes: tuple[Change, ...]) -> Excerpt:
    """What is kept of ``value``, which ``collection`` holds in the text, to prove ``changes`` of it.

    Raises :class:`Unlocatable` where a change leads nowhere, or gives an object a key that it has.
    """
    excerpt = Excerpt(value, collection)
    excerpt._keep_ends()
    for change in changes:
        excerpt.keep(change)
    for change in changes:
        if isinstance(change, Insert | RenameKey):
            excerpt.check_name(change)
    return excerpt


def cut(text: str, start: int, end: int, omitted: list[TextEdit], edits: list[TextEdit]) -> str | None:
    """``text[start:end]`` with both made, or ``None`` where two of them overlap.

    What is changed must be kept, and what is beside it: an edit that reaches up to what is left out would
    not be seen to touch it.
    """
    pieces: list[str] = []
    done, was_omitted = start, None
    both = [(*edit, True) for edit in omitted] + [(*edit, False) for edit in edits]
    for first, last, content, is_omitted in sorted(both, key=lambda edit: edit[:2]):
        touches = first == done and was_omitted is not None and was_omitted is not is_omitted
        if touches or not done <= first <= last <= end:
            return None
        pieces += (text[done:first], content)
        done, was_omitted = last, is_omitted
    return "".join((*pieces, text[done:end]))
