"""The part of a YAML text that is enough to read again when something in it is edited.

A block mapping or sequence, moved to a text of its own at the same column, means what it means where it
stands: as long as nothing in it or around it has an anchor, and no merge key leads to it. So thousands of
edits in a large file are proved at the cost of the small collections that they are in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..changes import common_path
from ..problem import Insert
from .yaml_locations import descend
from .yaml_nodes import MappingNode, SequenceNode

if TYPE_CHECKING:
    from ..problem import Change, Path
    from ..source import TextEdit
    from .yaml_nodes import Node

_ANCHOR = re.compile(r"(?<![^\s\[{,:])&")
_BREAK = re.compile(r"\r\n|\n|\r|\Z")


class Region(NamedTuple):
    """The collection at ``path``, which stands in ``text[start:end]`` from ``column`` on."""

    path: Path
    start: int
    end: int
    column: int

    def value_in(self, value: object) -> object:
        """The collection's part of the document's ``value``."""
        for part in self.path:
            value = value[part]  # type: ignore[index] # the nodes know it
        return value

    def below(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """The changes as seen from the collection."""
        return tuple(change._replace(path=change.path[len(self.path) :]) for change in changes)

    def holds(self, edits: list[TextEdit]) -> bool:
        """Whether all ``edits``, which are in order, are made inside."""
        return bool(edits) and self.start <= edits[0].start and edits[-1].end <= self.end

    def edited(self, text: str, edits: list[TextEdit]) -> str:
        """The collection alone, after ``edits``."""
        pieces = [" " * self.column]
        done = self.start
        for edited in edits:
            pieces += (text[done : edited.start], edited.content)
            done = edited.end
        return "".join((*pieces, text[done : self.end]))


def find_region(text: str, root: Node, changes: tuple[Change, ...]) -> Region | None:
    """The smallest collection around all ``changes``, or ``None`` where it is not understood by itself."""
    path = common_path([c.path if isinstance(c, Insert) else c.path[:-1] for c in changes])
    found = descend(root, path)
    if not path or len(found) <= len(path):
        return None
    for node, _ in found:
        if not isinstance(node, MappingNode | SequenceNode) or node.content != node.start:
            return None  # an alias, or a tag or an anchor
        if isinstance(node, MappingNode) and any(entry.name is None for entry in node.entries):
            return None  # a merge key
    node = found[-1][0]
    line_start = max(text.rfind("\n", 0, node.start), text.rfind("\r", 0, node.start)) + 1
    end = node.end
    if not (isinstance(node, MappingNode | SequenceNode) and node.flow):
        line_end = _BREAK.search(text, end)
        end = line_end.end() if line_end else len(text)
    if text.find("&", node.start, end) >= 0 and _ANCHOR.search(text, node.start, end):
        return None
    return Region(path, node.start, end, node.start - line_start)
