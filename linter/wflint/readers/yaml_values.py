"""The events of a YAML stream to plain values, with no positions kept: the road of a clean file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from ..named_tuple import NamedTuple
from ..source import Fault
from . import MAX_DEPTH, MAX_NODES
from .yaml_aliases import Aliases
from .yaml_reading import Event, Unreadable
from .yaml_schema import BEHIND_NUMBERS, WORDS, Refused, Scalar, resolve, resolve_tagged, spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MERGE = "<<"


class Content(NamedTuple):
    """The value of one document, and whether one of its mappings repeats a key."""

    value: object
    repeats: bool


class Composer:
    """Builds the values of a stream's documents, one at a time.

    ``following`` gives the next event at each call, ``text`` serves to word faults. Raises
    :class:`Unreadable`, and PyYAML's ``YAMLError``.
    """

    def __init__(self, following: Callable[[], Event], text: str) -> None:
        # A character makes two events at most ('[?,?,'), so that only a long text needs counting.
        self._following = following if len(text) < MAX_NODES else _limited(following, text)
        self._text = text
        self._keys: dict[str, str] = {}
        self._aliases = Aliases()
        self._repeats = False

    def contents(self) -> Iterator[Content]:
        """Every document that is not empty, in order."""
        following = self._following
        ended = True
        while (event := following()) is not None:
            if type(event) is DocumentStartEvent:
                if not ended and (event.version or event.tags):
                    message = "a directive stands behind a document that was not ended"
                    raise Unreadable(Fault(*span_of(event), message, "end the document with a line of '...'"))
                self._aliases = Aliases()
                self._repeats = False
                root = following()
                value = self._value(root, 0)
                self._aliases.check(value)
                ended = following().explicit
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
        if anchor is None:
            return self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)
        opened = self._aliases.open(anchor)
        value = self._mapping(depth + 1) if kind is MappingStartEvent else self._sequence(depth + 1)
        self._aliases.close(anchor, opened, value)
        return value

    def _sequence(self, depth: int) -> list[object]:
        items: list[object] = []
        append, following = items.append, self._following
        while True:
            event = following()
            kind = type(event)
            if kind is ScalarEvent and event.anchor is None and event.tag is None:
                value = event.value
                if (value < BEHIND_NUMBERS or value in WORDS) and not event.style:
                    value = scalar(event, self._aliases)
                append(value)
            elif kind is SequenceEndEvent:
                return items
            else:
                append(self._value(event, depth))

    def _mapping(self, depth: int) -> dict[str, object]:
        entries: dict[str, object] = {}
        sources: list[dict[str, object]] = []
        keys, following = self._keys, self._following
        key: str | None
        value: Any
        while True:
            event = following()
            kind = type(event)
            if kind is ScalarEvent and event.anchor is None and event.tag is None:
                text = event.value
                key = keys.get(text)
                if key is None:
                    if text == MERGE and not event.style:
                        self._repeats |= bool(sources)
                        sources += self._merge_sources(depth)
                        continue
                    key = text
                    if (text < BEHIND_NUMBERS or text in WORDS) and not event.style:
                        key = spell(scalar(event, self._aliases))
                    if key == text != MERGE:
                        keys[text] = key  # whether it is quoted or not
            elif kind is MappingEndEvent:
                return self._aliases.merge(sources, entries, span_of(event)) if sources else entries
            else:
                key = self._key(event)
            event = following()
            if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
                value = event.value
                if (value < BEHIND_NUMBERS or value in WORDS) and not event.style:
                    value = scalar(event, self._aliases)
            else:
                value = self._value(event, depth)
            if key in entries:
                self._repeats = True
            entries[key] = value

    def _key(self, event: Event) -> str:
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is not None and self._text.startswith(
                f"&{event.anchor}:", event.start_mark.index
            ):
                from .yaml_quoting import wrong_name

                raise Unreadable(wrong_name(self._text, event.start_mark.index))
            return spell(scalar(event, self._aliases))
        value = self._aliases.follow(event) if kind is AliasEvent else {}
        if type(value) is dict or type(value) is list:
            from .yaml_faults import complex_key

            raise Unreadable(complex_key(self._text, *span_of(event)))
        return spell(cast("Scalar", value))

    def _merge_sources(self, depth: int) -> list[dict[str, object]]:
        event = self._following()
        value = self._value(event, depth)
        sources = [source for source in _listed(value) if type(source) is dict]
        if len(sources) < len(_listed(value)):
            from .yaml_faults import wrong_merge

            raise Unreadable(wrong_merge(*span_of(event)))
        return sources[::-1]  # of several the first one wins, so it comes last


def _limited(following: Callable[[], Event], text: str) -> Callable[[], Event]:
    left = 2 * MAX_NODES  # a node has two events at most

    def limited() -> Event:
        nonlocal left
        left -= 1
        if not left:
            raise Unreadable(Fault(0, min(1, len(text)), f"the file holds more than {MAX_NODES:,} values"))
        return following()

    return limited


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
