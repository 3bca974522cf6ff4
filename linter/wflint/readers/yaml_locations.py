"""Where the places of a YAML document stand in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..source import Duplicate
from .yaml_nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, colon, resolved
from .yaml_values import MERGE

if TYPE_CHECKING:
    from ..problem import Path, Place


def descend(root: Node, path: Path) -> list[tuple[Node, Entry | None]]:
    """The nodes along ``path`` as far as it exists, each with the entry that holds it.

    The first is the root; a node that is an alias is given as such, and its target's child follows.
    """
    found: list[tuple[Node, Entry | None]] = [(root, None)]
    for part in path:
        node = resolved(found[-1][0])
        if isinstance(node, MappingNode) and isinstance(part, str) and part in node.index():
            entry = node.index()[part]
            found.append((entry.value, entry))
        elif isinstance(node, SequenceNode) and isinstance(part, int) and 0 <= part < len(node.items):
            found.append((node.items[part], None))
        else:
            break
    return found


def span(source: str, root: Node, place: Place) -> tuple[int, int]:
    """The range of ``source`` where ``place`` stands; see :meth:`wflint.source.Document.span`.

    A block scalar is shown by the ``|`` or ``>`` of its header, an absent value by the key or the dash
    that it has none behind.
    """
    found = descend(root, place.path)
    node, entry = found[-1]
    if len(found) <= len(place.path):
        return _shown(source, found, place.path)
    if place.key and entry is not None:
        return _key_shown(source, entry)
    target = resolved(node)
    if place.start is not None and place.end is not None and isinstance(target, ScalarNode):
        exact = target.range(source, place.start, place.end)
        if exact is not None:
            return exact
    return _shown(source, found, place.path)


def _shown(source: str, found: list[tuple[Node, Entry | None]], path: Path) -> tuple[int, int]:
    node, entry = found[-1]
    if isinstance(node, ScalarNode):
        if node.absent and entry is not None:
            return _key_shown(source, entry)
        if node.absent and len(found) > 1:
            parent = resolved(found[-2][0])
            if isinstance(parent, SequenceNode) and not parent.flow:
                dash = parent.dashes(source)[int(path[len(found) - 2])]
                return dash, dash + 1
        return node.content, node.content + 1 if node.style in ("|", ">") else node.end
    if isinstance(node, MappingNode) and not node.flow:
        return _key_shown(source, node.entries[0])
    if isinstance(node, (MappingNode, SequenceNode)):
        return node.content, node.content + 1
    return node.start, node.end


def _key_shown(source: str, entry: Entry) -> tuple[int, int]:
    key = entry.key
    if key.end == key.content:  # ': value' has no key to show
        return key.end, colon(source, entry) or key.end
    return key.content, key.end


def duplicates(source: str, root: Node) -> tuple[Duplicate, ...]:
    """Every key that its mapping has had before, in the order of the text."""
    found: list[Duplicate] = []
    stack: list[tuple[Path, Node]] = [((), root)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, SequenceNode):
            stack.extend(((*path, number), item) for number, item in enumerate(node.items))
        elif isinstance(node, MappingNode):
            seen: dict[str | None, Entry] = {}
            for entry in node.entries:
                name = MERGE if entry.name is None else entry.name
                first = seen.setdefault(entry.name, entry)
                if first is not entry:
                    spans = _key_shown(source, first), _key_shown(source, entry)
                    found.append(Duplicate((*path, name), *spans))
                stack.append(((*path, name), entry.value))
    return tuple(sorted(found, key=lambda duplicate: duplicate.second))
