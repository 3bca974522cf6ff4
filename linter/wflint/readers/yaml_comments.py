"""Comments of a YAML text, which no event tells of: a value that is written anew must not lose one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..source import Unlocatable
from .yaml_layout import is_nested
from .yaml_nodes import MappingNode, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from .yaml_nodes import Node

_COMMENT = re.compile(r"#[^\r\n]*")


def keep_comments(text: str, start: int, node: Node, value: object) -> None:
    """Raise :class:`Unlocatable` where ``value`` in the place of ``node`` loses a comment.

    What stands inside a collection that is taken out as a whole goes with it.
    """
    goes = isinstance(node, (MappingNode, SequenceNode)) and not is_nested(value)
    comments = find_comments(text, start, [node], node.end) if "#" in text[start : node.end] else []
    if any(not goes or comment < node.content for comment, _ in comments):
        raise Unlocatable("a comment would be lost")


def find_comments(text: str, start: int, nodes: list[Node], end: int) -> list[tuple[int, int]]:
    """The ranges of the comments in ``text[start:end]``, which holds ``nodes``: outside of their scalars."""
    gaps: list[tuple[int, int]] = []
    place, stack = start, nodes[::-1]
    while stack:
        inner = stack.pop()
        if isinstance(inner, MappingNode):
            stack += [part for entry in reversed(inner.entries) for part in (entry.value, entry.key)]
        elif isinstance(inner, SequenceNode):
            stack += reversed(inner.items)
        elif isinstance(inner, ScalarNode):
            gaps.append((place, inner.content))
            if inner.style in ("|", ">"):
                gaps.append((inner.content, text.find("\n", inner.content)))
            place = inner.end
    gaps.append((place, end))
    return [found.span() for gap in gaps for found in _COMMENT.finditer(text, *gap)]
