"""Mappings and sequences of a YAML text as excerpts of them are made: by items in brackets, or by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..source import Source, Unlocatable
from .yaml_nodes import AliasNode, MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from .yaml_nodes import Node


class YamlCollection:
    """A mapping or a sequence as it is written, no alias."""

    __slots__ = ("_node", "_source", "size")

    def __init__(self, source: Source, node: MappingNode | SequenceNode) -> None:
        self._source = source
        self._node = node
        self.size = len(node.entries if isinstance(node, MappingNode) else node.items)

    @property
    def divisible(self) -> bool:  # noqa: D102 - as the protocol says, like all that follow
        node = self._node
        if isinstance(node, SequenceNode):
            return self.size > 0
        return 0 < self.size == len(node.numbers()) and None not in node.numbers()

    def number(self, part: str | int) -> int | None:  # noqa: D102
        if isinstance(self._node, MappingNode):
            found = self._node.numbers().get(part, ()) if isinstance(part, str) else ()
            return found[0] if found else None
        return part if isinstance(part, int) and 0 <= part < self.size else None

    def part(self, number: int) -> str | int:  # noqa: D102
        name = self._node.entries[number].name if isinstance(self._node, MappingNode) else None
        return number if name is None else name

    def inner(self, number: int) -> YamlCollection | None:  # noqa: D102
        value = self._value(number)
        return YamlCollection(self._source, value) if isinstance(value, MappingNode | SequenceNode) else None

    def alias(self, number: int) -> tuple[int, int] | None:  # noqa: D102
        value = self._value(number)
        return (value.start, value.end) if isinstance(value, AliasNode) else None

    def characters(self, number: int, start: int, end: int) -> tuple[int, int]:  # noqa: D102
        value = self._value(number)
        found = value.range(self._source.text, start, end) if isinstance(value, ScalarNode) else None
        if found is None:
            raise Unlocatable("nobody knows where these characters stand")
        return found

    def range(self, first: int, behind: int) -> tuple[int, int]:  # noqa: D102
        start = self._start(first)
        if behind < self.size:
            end = self._start(behind)
        elif self._node.flow:
            return self._end(first - 1), self._end(behind - 1)
        else:
            # Whole lines: nothing else stands on the last one.
            starts = self._source.line_starts
            column = self._source.position(start)[1]
            last = self._source.position(self._end(behind - 1))[0]
            return start - column + 1, starts[last] if last < len(starts) else len(self._source.text)
        return start, end

    def _value(self, number: int) -> Node:
        node = self._node
        return node.entries[number].value if isinstance(node, MappingNode) else node.items[number]

    def _start(self, number: int) -> int:
        node = self._node
        if isinstance(node, MappingNode):
            start = node.entries[number].key.start
        else:
            start = node.items[number].start if node.flow else node.dashes(self._source.text)[number]
        position = self._source.position
        if not node.flow and position(start)[1] != position(node.content)[1]:
            raise Unlocatable("the items do not begin where their lines do")
        return start

    def _end(self, number: int) -> int:
        node = self._node
        if isinstance(node, MappingNode):
            return node.entries[number].end
        return node.items[number].end
