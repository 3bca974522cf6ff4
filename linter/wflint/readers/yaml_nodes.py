"""A YAML stream as a tree of nodes that know where they stand: built only when somebody asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from ..named_tuple import NamedTuple
from .yaml_aliases import Aliases
from .yaml_events import events
from .yaml_layout import is_plain
from .yaml_reading import Event, Reading
from .yaml_scalars import Offsets, offsets
from .yaml_schema import Scalar, spell
from .yaml_values import MERGE, is_absent, scalar

if TYPE_CHECKING:
    from collections.abc import Callable


_GAP = r"(?:\s++|(?<!\S)#[^\r\n]*+)*+"
_PROPERTY = re.compile(r"(?:&[^\s,\[\]{}]+|!<[^>]*>|![^\s,\[\]{}]*)" + _GAP)
_COLON = re.compile(_GAP + ":")
_DASH = re.compile(_GAP + "-")


def _end_of(event: Event) -> int:
    return event.end_mark.index  # type: ignore[no-any-return]


class Node:
    """A value as it is written.

    It begins at ``start``; behind its tag and anchor stands its ``content``; ``end`` is behind its last
    character that is no white space, ``limit`` where the parser says that it ends.
    """

    __slots__ = ("_index", "content", "end", "limit", "start")

    def __init__(self, start: int, content: int, end: int) -> None:
        self.start = start
        self.content = content
        self.end = end
        self.limit = end
        self._index: dict[str, Entry] | None = None


class ScalarNode(Node):
    """A scalar: what it means, its text decoded, and its style (``""`` for a plain one)."""

    __slots__ = ("_offsets", "_plain", "absent", "style", "text", "value")

    def __init__(self, event: Event, content: int, source: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        super().__init__(start, content, end)
        self.text: str = event.value
        self.style: str = event.style or ""
        self.value: Scalar = None
        self.absent = is_absent(event)
        self._offsets: Offsets | None = None
        self._plain: dict[bool, bool] = {}
        if self.style in ("|", ">"):
            self.end = content + len(source[content:end].rstrip())

    def range(self, source: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the range of the decoded text stands in ``source``, if that can be told exactly."""
        if self._offsets is None:
            self._offsets = offsets(source, self.content, self.limit, self.style, self.text)
        return self._offsets.range(start, end)

    def is_plain(self, flow: bool) -> bool:
        """Whether the text needs no quotes, in brackets (``flow``) or outside of them."""
        if flow not in self._plain:
            self._plain[flow] = is_plain(self.text, flow)
        return self._plain[flow]


class AliasNode(Node):
    """``*name``, which stands for the node ``target``."""

    __slots__ = ("target",)

    def __init__(self, event: Event, target: Node) -> None:
        super().__init__(event.start_mark.index, event.start_mark.index, event.end_mark.index)
        self.target = target


class SequenceNode(Node):
    """A sequence; ``flow`` where it is written in brackets."""

    __slots__ = ("_dashes", "flow", "items")

    def __init__(self, event: Event, content: int) -> None:
        super().__init__(event.start_mark.index, content, event.end_mark.index)
        self.flow: bool = event.flow_style
        self.items: list[Node] = []
        self._dashes: list[int] | None = None

    def dashes(self, source: str) -> list[int]:
        """Where the dash of each item of a block sequence stands."""
        if self._dashes is None:
            self._dashes = []
            place = self.content
            for item in self.items:
                found = _DASH.match(source, place)
                self._dashes.append(found.end() - 1 if found else item.start)
                place = max(item.end, self._dashes[-1] + 1)
        return self._dashes


class Entry(NamedTuple):
    """A key and its value; ``name`` is the key as JSON has it, or ``None`` for a merge key."""

    name: str | None
    key: Node
    value: Node

    @property
    def end(self) -> int:
        """Behind the last character of the entry."""
        return max(self.key.end, self.value.end)


class MappingNode(Node):
    """A mapping; ``flow`` where it is written in braces."""

    __slots__ = ("_numbers", "entries", "flow")

    def __init__(self, event: Event, content: int) -> None:
        super().__init__(event.start_mark.index, content, event.end_mark.index)
        self.flow: bool = event.flow_style
        self.entries: list[Entry] = []
        self._numbers: dict[str | None, list[int]] | None = None

    def numbers(self) -> dict[str | None, list[int]]:
        """The numbers of the entries that are written here under each key, ``None`` for merge keys."""
        if self._numbers is None:
            self._numbers = {}
            for number, entry in enumerate(self.entries):
                self._numbers.setdefault(entry.name, []).append(number)
        return self._numbers

    def index(self) -> dict[str, Entry]:
        """The entry that each key's value comes from, those of merge keys included."""
        if self._index is None:
            self._index = {}
            for entry in self.entries:
                if entry.name is None:
                    source = resolved(entry.value)
                    for node in reversed(source.items) if isinstance(source, SequenceNode) else (source,):
                        mapping = resolved(node)
                        if isinstance(mapping, MappingNode):
                            self._index.update(mapping.index())
            self._index.update({entry.name: entry for entry in self.entries if entry.name is not None})
        return self._index


def resolved(node: Node) -> Node:
    """The node itself, or the one that an alias stands for."""
    return node.target if isinstance(node, AliasNode) else node


def colon(source: str, entry: Entry) -> int | None:
    """Behind the colon of an entry, if it has one."""
    found = _COLON.match(source, entry.key.end)
    return found.end() if found else None


def locate(reading: Reading, count: int) -> list[Node]:
    """The roots of the first ``count`` documents that are not empty; these were read before."""
    roots: list[Node] = []
    following = events(reading)
    while len(roots) < count:
        if type(following()) is DocumentStartEvent:
            root = _Builder(reading.original, following).node(following())
            if not (isinstance(root, ScalarNode) and root.absent):
                roots.append(root)
    return roots


class _Builder:
    """Builds the nodes of one document; the values were read before, so they nest not too deep."""

    def __init__(self, source: str, following: Callable[[], Event]) -> None:
        self._source = source
        self._following = following
        self._anchors: dict[str, Node] = {}
        self._aliases = Aliases()

    def node(self, event: Event) -> Node:
        kind = type(event)
        if kind is AliasEvent:
            return AliasNode(event, self._anchors[event.anchor])
        content = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            while found := _PROPERTY.match(self._source, content):
                content = found.end()
        node: Node
        if kind is ScalarEvent:
            node = scalar_node = ScalarNode(event, content, self._source)
            scalar_node.value = scalar(event, self._aliases)
        elif kind is MappingStartEvent:
            node = MappingNode(event, content)
        else:
            node = SequenceNode(event, content)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if isinstance(node, MappingNode):
            self._fill_mapping(node)
        elif isinstance(node, SequenceNode):
            self._fill_sequence(node)
        return node

    def _fill_mapping(self, node: MappingNode) -> None:
        while type(event := self._following()) is not MappingEndEvent:
            key = self.node(event)
            plain = type(event) is ScalarEvent and not (event.style or event.tag or event.anchor)
            target = resolved(key)
            name = None
            if not (plain and event.value == MERGE) and isinstance(target, ScalarNode):
                name = spell(target.value)
            entry = Entry(name, key, self.node(self._following()))
            if (
                isinstance(entry.value, ScalarNode)
                and entry.value.absent
                and colon(self._source, entry) is None
            ):
                entry.value.start = entry.value.content = entry.value.end = key.end
            node.entries.append(entry)
        node.limit = node.end = _end_of(event)
        if not node.flow:
            node.end = node.entries[-1].end

    def _fill_sequence(self, node: SequenceNode) -> None:
        while type(event := self._following()) is not SequenceEndEvent:
            node.items.append(self.node(event))
        node.limit = node.end = _end_of(event)
        if not node.flow:
            node.end = node.items[-1].end
