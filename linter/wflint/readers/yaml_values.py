"""The events of a YAML stream to plain values, with no positions kept: the road of a clean file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from ..source import Fault
from . import MAX_DEPTH, MAX_NODES
from .yaml_aliases import Aliases
from .yaml_reading import Event, Unreadable
from .yaml_schema import STARTS, Refused, Scalar, resolve, resolve_tagged, spell

if TYPE_CHECKING:
    from collections.abc import Iterator

MERGE = "<<"
_END: Event = None


class Content(NamedTuple):
    """The value of one document, and whether one of its mappings repeats a key."""

    value: object
    repeats: bool


class Composer:
    """Builds the values of a stream's documents, one at a time.

    ``text`` serves to word faults. Raises :class:`Unreadable`, and PyYAML's ``YAMLError``.
    """

    def __init__(self, stream: Iterator[Event], text: str) -> None:
        # A node has at most two events, so this ends a text of too many nodes without counting them.
        self._events = islice(stream, 2 * MAX_NODES)
        self._text = text
        self._keys: dict[str, str] = {}
        self._aliases = Aliases()
        self._repeats = False

    def contents(self) -> Iterator[Content]:
        """Every document that is not empty, in order."""
        for event in self._events:
            if type(event) is DocumentStartEvent:
                self._aliases = Aliases()
                self._repeats = False
                root = self._next()
                value = self._value(root, 0)
                self._aliases.check(value)
                self._next()
                if not is_absent(root):
                    yield Content(value, self._repeats)

    def _value(self, event: Event, depth: int) -> object:
        kind = type(event)
        if kind is ScalarEvent:
            return scalar(event, self._aliases)
        if kind is AliasEvent:
            return self._aliases.follow(event)
        if depth == MAX_DEPTH:
            raise Unreadable(Fault(*span_of(event), f"values nest deeper than {MAX_DEPTH} levels"))
        anchor = event.anchor
        opened = self._aliases.open(anchor) if anchor is not None else None
        value = self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)
        if anchor is not None:
            self._aliases.close(anchor, opened, value)
        return value

    def _sequence(self, depth: int) -> list[object]:
        items: list[object] = []
        append = items.append
        for event in self._events:
            kind = type(event)
            if kind is ScalarEvent and event.anchor is None and event.tag is None:
                value = event.value
                if not event.style and value[:1] in STARTS:
                    value = scalar(event, self._aliases)
                append(value)
            elif kind is SequenceEndEvent:
                return items
            else:
                append(self._value(event, depth))
        raise self._too_many()

    def _mapping(self, depth: int) -> dict[str, object]:
        entries: dict[str, object] = {}
        sources: list[dict[str, object]] = []
        keys, events = self._keys, self._events
        for event in events:
            kind = type(event)
            if kind is MappingEndEvent:
                return self._aliases.merge(sources, entries, span_of(event)) if sources else entries
            key: str | None
            if kind is ScalarEvent and not event.style and event.anchor is None and event.tag is None:
                key = keys.get(event.value)
                if key is None:
                    if event.value == MERGE:
                        self._repeats |= bool(sources)
                        sources += self._merge_sources(depth)
                        continue
                    keys[event.value] = key = spell(scalar(event, self._aliases))
            else:
                key = self._key(event)
            event = next(events, _END)
            kind = type(event)
            if kind is ScalarEvent and event.anchor is None and event.tag is None:
                value = event.value
                if not event.style and value[:1] in STARTS:
                    value = scalar(event, self._aliases)
            elif event is _END:
                break
            else:
                value = self._value(event, depth)
            if key in entries:
                self._repeats = True
            entries[key] = value
        raise self._too_many()

    def _key(self, event: Event) -> str:
        kind = type(event)
        if kind is ScalarEvent:
            return spell(scalar(event, self._aliases))
        value = self._aliases.follow(event) if kind is AliasEvent else {}
        if type(value) is dict or type(value) is list:
            from .yaml_faults import complex_key

            raise Unreadable(complex_key(self._text, *span_of(event)))
        return spell(cast("Scalar", value))

    def _merge_sources(self, depth: int) -> list[dict[str, object]]:
        event = self._next()
        value = self._value(event, depth)
        sources = [source for source in _listed(value) if type(source) is dict]
        if len(sources) < len(_listed(value)):
            from .yaml_faults import wrong_merge

            raise Unreadable(wrong_merge(*span_of(event)))
        return sources[::-1]  # of several the first one wins, so it comes last

    def _next(self) -> Event:
        event = next(self._events, None)
        if event is None:
            raise self._too_many()
        return event

    def _too_many(self) -> Unreadable:
        return Unreadable(Fault(0, min(1, len(self._text)), f"the file holds more than {MAX_NODES:,} values"))


def _listed(value: object) -> list[object]:
    return value if type(value) is list else [value]


def scalar(event: Event, aliases: Aliases) -> Scalar:
    """What a scalar's event means; its anchor, if it has one, is defined."""
    try:
        if event.tag is not None and event.tag != "!":
            value = resolve_tagged(event.value, event.tag)
        else:
            value = event.value if event.style or event.tag else resolve(event.value)
    except Refused as refused:
        raise Unreadable(Fault(*span_of(event), *refused.args)) from None
    if event.anchor is not None:
        aliases.define(event.anchor, value)
    return value


def is_absent(event: Event) -> bool:
    """Whether the node of ``event`` is a null for which nothing at all is written."""
    return type(event) is ScalarEvent and not (event.value or event.style or event.tag or event.anchor)


def span_of(event: Event) -> tuple[int, int]:
    """The range of the text that an event covers, of one character at least."""
    start = event.start_mark.index
    return start, max(start + 1, event.end_mark.index)
