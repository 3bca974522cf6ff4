"""The part of a YAML text that is enough to read again when something in it is edited.

A block mapping or sequence, moved to a text of its own at the same column, means what it means where it
stands: as long as nothing in it or around it has an anchor, and no merge key leads to it. Of a long one
an excerpt will do. So thousands of edits in a large file are proved at the cost of what is beside them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..changes import apply_changes
from ..named_tuple import NamedTuple
from ..source import Source
from .excerpts import LEAST, cut, take_excerpt
from .yaml_excerpts import YamlCollection
from .yaml_locations import descend
from .yaml_nodes import MappingNode, SequenceNode

if TYPE_CHECKING:
    from ..problem import Change, Path
    from ..source import TextEdit
    from .yaml_nodes import Node

_ANCHOR = re.compile(r"(?<![^\s\[{,:])&")
_BREAKS = ("\n", "\r")


class Region(NamedTuple):
    """A collection, ``node``, whose ``value`` stands in ``text[start:end]`` of the source.

    ``changes`` are those of the document, as seen from the collection.
    """

    source: Source
    node: MappingNode | SequenceNode
    start: int
    end: int
    value: object
    changes: tuple[Change, ...]

    def edited(self, edits: list[TextEdit]) -> tuple[str, object] | None:
        """A text of its own after ``edits``, and what it should mean.

        ``None`` where the edits are not all inside, or where something has an anchor.
        """
        omitted: list[TextEdit] = []
        value, changes = self.value, self.changes
        text = self.source.text
        if self.end - self.start > LEAST or text.find("*", self.start, self.end) >= 0:
            excerpt = take_excerpt(value, YamlCollection(self.source, self.node), changes)
            omitted = list(excerpt.omitted())
            value, changes = excerpt.value(), tuple(map(excerpt.changed, changes))
        before = cut(text, self.start, self.end, omitted, [])
        after = cut(text, self.start, self.end, omitted, edits)
        if before is None or after is None or ("&" in before and _ANCHOR.search(before)):
            return None
        if before.endswith(_BREAKS) and not after.endswith(_BREAKS):
            return None  # the next line would go on with it
        column = self.source.position(self.start)[1] - 1
        return " " * column + after, apply_changes(value, changes)


def find_region(
    source: Source, root: Node, value: object, changes: tuple[Change, ...], path: Path
) -> Region | None:
    """The collection at ``path``, around all ``changes``; ``None`` where it is not understood by itself."""
    found = descend(root, path)
    if len(found) <= len(path):
        return None
    for node, _ in found:
        if not isinstance(node, MappingNode | SequenceNode) or node.content != node.start:
            return None  # an alias, or a tag or an anchor
        if isinstance(node, MappingNode) and None in node.numbers():
            return None  # a merge key
    node = found[-1][0]
    if not isinstance(node, MappingNode | SequenceNode):
        return None
    end = node.end
    if not node.flow:
        line = source.position(end)[0]
        end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    for part in path:
        value = value[part]  # type: ignore[index] # the nodes know it
    below = tuple(change._replace(path=change.path[len(path) :]) for change in changes)
    return Region(source, node, node.start, end, value, below)
