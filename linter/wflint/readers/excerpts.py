"""The part of a document that changes are about: enough to prove them right without reading all of it.

An object of ten thousand properties of which one is changed means what it means whether the far ones are
there or not. So whole items are left out of the text, and of the value beside it, and what is left is
changed, read and compared. Kept is every item that a change names, and the ones right before and behind it:
what an edit does to the comma, the line or the quote beside it still shows.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from ..problem import Insert, RenameKey
from ..source import TextEdit, Unlocatable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..problem import Change

LEAST = 1_000
"""A text of fewer characters than this is read as a whole: that costs no more than to take it apart."""


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

    def range(self, first: int, behind: int) -> tuple[int, int]:
        """The text to leave out for the items ``first`` up to ``behind``; one that stays is beside them."""
        ...


class Excerpt:
    """What is kept of one value: all of it where it is ``whole``, else some items, in part or whole.

    For an alias that no change is about a null stands in, at ``alias``: its anchor may be left out.
    """

    __slots__ = ("_collection", "_items", "_order", "_value", "alias", "whole")

    def __init__(
        self, value: object, collection: Collection | None, alias: tuple[int, int] | None = None
    ) -> None:
        self._value = value
        self.alias = alias
        self._collection = collection
        self._items: dict[int, Excerpt] = {}
        self._order: list[int] | None = None
        self.whole = collection is None or not collection.divisible

    def keep(self, change: Change) -> None:
        """Keep what ``change`` names, and what is beside it."""
        around, path = self._around(change), change.path
        if around.whole:
            return
        if isinstance(change, Insert):
            around._keep_gap(change)
        elif path:
            around._keep_item(path[-1])
            if not isinstance(change, RenameKey):
                around._item(around._number(path[-1])).alias = None
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
        return around

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

    def _keep_item(self, part: str | int) -> None:
        number = self._number(part)
        self._item(number).whole = True
        self._keep_beside(number - 1, number + 1)

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
            done = number + 1
        if self._items and done < self._collection.size:
            yield TextEdit(*self._collection.range(done, self._collection.size), "")


def take_excerpt(value: object, collection: Collection, changes: tuple[Change, ...]) -> Excerpt:
    """What is kept of ``value``, which ``collection`` holds in the text, to prove ``changes`` of it.

    Raises :class:`Unlocatable` where a change leads nowhere, or gives an object a key that it has.
    """
    excerpt = Excerpt(value, collection)
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
    done, made = start, -1
    for edit in sorted([*omitted, *edits], key=lambda edit: edit[:2]) if omitted else edits:
        if not done <= edit.start <= edit.end <= end or (omitted and edit.start == made):
            return None
        pieces += (text[done : edit.start], edit.content)
        done = made = edit.end
    return "".join((*pieces, text[done:end]))
