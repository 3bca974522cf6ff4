"""Anchors, aliases and merge keys of one YAML document, and how much they multiply.

An alias shares its anchor's value, so reading never expands anything; whoever walks the value later
does. What that walk would meet is worked out here by arithmetic, and refused where it is too much.
"""

from __future__ import annotations

from ..named_tuple import NamedTuple
from ..source import Fault
from . import MAX_DEPTH, MAX_NODES
from .yaml_reading import Event, Unreadable
from .yaml_schema import shorten

FREE_NODES = 100_000
"""What aliases may expand to in any document, however small its text."""

MAX_GROWTH = 20
"""How many times larger than written aliases may make a document of more than that."""

_TEXT_UNIT = 64  # so many characters of a string weigh as much as a value: long strings multiply too

_HELP = "write the value out where it is needed, or share less of it"


class _Measure(NamedTuple):
    value: object  # kept, so that its id stays its own
    size: int
    height: int


class Aliases:
    """The anchors that a document has defined so far."""

    __slots__ = ("_anchors", "_largest", "_measures", "_shared", "_tallest", "_used", "_written")

    def __init__(self) -> None:
        self._anchors: dict[str, object] = {}
        self._measures: dict[int, _Measure] = {}
        self._written = 0
        self._shared = 0  # what stands in the value once more than it was written
        self._used = False
        self._largest: tuple[int, int, int] = (0, 0, 0)  # size, and the span of the alias
        self._tallest: tuple[int, int, int] = (0, 0, 0)

    def define(self, anchor: str, value: object) -> None:
        """The node ``value`` is complete and carries ``anchor``."""
        self._anchors[anchor] = value

    def open(self, anchor: str) -> object:
        """A collection that carries ``anchor`` begins; gives what :meth:`close` asks for."""
        self._anchors[anchor] = opened = _Open()
        return opened

    def close(self, anchor: str, opened: object, value: object) -> None:
        """The collection is complete; an anchor that was given anew inside it stays the inner one's."""
        if self._anchors[anchor] is opened:
            self._anchors[anchor] = value

    def follow(self, event: Event) -> object:
        """The value that an alias stands for."""
        name, span = event.anchor, (event.start_mark.index, event.end_mark.index)
        if name not in self._anchors:
            message = f"the alias '*{shorten(name)}' has no anchor '&{shorten(name)}' above it"
            raise Unreadable(Fault(*span, message, "define the anchor first, or put the text in quotes"))
        value = self._anchors[name]
        if type(value) is _Open:
            message = f"the alias '*{shorten(name)}' stands inside the value that it names"
            raise Unreadable(Fault(*span, message, "a workflow cannot hold itself; write the value out"))
        measure = self._measure(value)
        self._largest = max(self._largest, (measure.size, *span))
        self._tallest = max(self._tallest, (measure.height, *span))
        self._used = True
        if measure.height == 0:
            self._shared += measure.size
        return value

    def merge(
        self, sources: list[dict[str, object]], own: dict[str, object], span: tuple[int, int]
    ) -> dict[str, object]:
        """``own`` with the entries of ``sources`` before it: a later source wins, ``own`` most of all."""
        self._shared += sum(_weight(value) for source in sources for value in source.values())
        if self._shared > MAX_NODES:
            raise self._too_many(MAX_NODES, span)
        merged: dict[str, object] = {}
        for source in sources:
            merged.update(source)
        merged.update(own)
        return merged

    def check(self, root: object) -> None:
        """Refuse a document that aliases make too large or too deep."""
        if not self._used and not self._shared:
            return
        measure = self._measure(root)
        if measure.height > MAX_DEPTH:
            message = f"values nest deeper than {MAX_DEPTH} levels through this alias"
            raise Unreadable(Fault(*self._tallest[1:], message, _HELP))
        limit = max(FREE_NODES, MAX_GROWTH * (self._written - self._shared))
        if measure.size > min(limit, MAX_NODES):
            raise self._too_many(min(limit, MAX_NODES), self._largest[1:])

    def _too_many(self, limit: int, span: tuple[int, int]) -> Unreadable:
        return Unreadable(Fault(*span, f"aliases expand to more than {limit:,} values", _HELP))

    def _measure(self, root: object) -> _Measure:
        """How many values a walk of ``root`` meets and how deep it gets, without that walk."""
        if type(root) is not dict and type(root) is not list:
            return _Measure(root, _weight(root), 0)
        measures = self._measures
        stack: list[dict[str, object] | list[object]] = [root]
        while stack:
            node = stack[-1]
            if id(node) in measures:
                stack.pop()
                continue
            children = node.values() if type(node) is dict else node
            nested = [child for child in children if type(child) is dict or type(child) is list]
            pending = [child for child in nested if id(child) not in measures]
            if pending:
                stack.extend(pending)
                continue
            inner = [measures[id(child)] for child in nested]
            own = 1 + sum(map(_weight, children)) - len(inner)
            size = own + sum(measure.size for measure in inner)
            height = 1 + max((measure.height for measure in inner), default=0)
            measures[id(node)] = _Measure(node, size, height)
            self._written += own
        return measures[id(root)]


class _Open:
    """Stands for a collection whose end has not been read yet."""


def _weight(value: object) -> int:
    return 1 + len(value) // _TEXT_UNIT if type(value) is str else 1
