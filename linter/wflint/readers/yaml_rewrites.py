"""One node of a YAML text written anew, taken out or added to: in block style by lines, or in brackets."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from ..source import TextEdit, Unlocatable
from .excerpts import LEAST
from .yaml_comments import keep_comments
from .yaml_layout import (
    escape,
    is_nested,
    is_plain,
    quote,
    write_block,
    write_entry,
    write_flow,
    write_scalar,
)
from .yaml_nodes import MappingNode, ScalarNode, SequenceNode, colon

if TYPE_CHECKING:
    from ..problem import Insert, SetText
    from ..source import Source
    from .yaml_nodes import Entry, Node

_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
_CONTROL = re.compile("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_BESIDE = 8
"""Characters beside a change that may make a plain value of it, or none."""


class Rewriter:
    """Writes the edits of one text, in the manner of what is there already.

    A ``chain`` is the nodes from the root down to the one in question.
    """

    def __init__(self, source: Source, root: Node) -> None:
        self._source = source
        self._text = text = source.text
        self._root = root
        found = _LINE_END.search(text)
        self._break = found[0] if found and found[0] else "\n"

    @cached_property
    def _steps(self) -> tuple[int, int]:
        """How many columns a mapping, and a list, stand to the right of their key."""
        step = dash = None
        stack = [self._root]
        while stack and (step is None or dash is None):
            node = stack.pop()
            if isinstance(node, SequenceNode):
                stack.extend(reversed(node.items))
            elif isinstance(node, MappingNode):
                stack.extend(entry.value for entry in reversed(node.entries))
                for entry in () if node.flow else node.entries:
                    right = self._column(entry.value.content) - self._column(entry.key.start)
                    if isinstance(entry.value, MappingNode) and not entry.value.flow:
                        step = right if step is None else step
                    elif isinstance(entry.value, SequenceNode) and not entry.value.flow:
                        dash = right if dash is None else dash
        return step or 2, 2 if dash is None else dash

    def replace(self, chain: list[Node], entry: Entry | None, value: object) -> list[TextEdit]:
        """Put ``value`` in the place of the last node, which ``entry`` holds if a mapping does."""
        node, parent = chain[-1], chain[-2] if len(chain) > 1 else None
        keep_comments(self._text, node.start, node, value)
        if any(isinstance(outer, (MappingNode, SequenceNode)) and outer.flow for outer in chain[:-1]):
            return [self._replace_inline(node, entry, write_flow(value, _quote_of(node, parent)))]
        is_block = isinstance(node, (MappingNode, SequenceNode)) and not node.flow
        if not is_nested(value):
            written = write_scalar(value, False, _quote_of(node, None))
            if not is_block or self._line_start(node.start) == self._line_start(self._holder(chain, entry)):
                return [self._replace_inline(node, entry, written)]
            place = self._holder(chain, entry)
            behind = place + 1 if entry is None else colon(self._text, entry) or place
            line_end = self._line_end(behind)
            keep_comments(self._text, line_end, node, value)
            return [TextEdit(behind, behind, f" {written}"), TextEdit(line_end, node.end, "")]
        return self._replace_nested(chain, entry, value, is_block)

    def _replace_inline(self, node: Node, entry: Entry | None, written: str) -> TextEdit:
        if not (isinstance(node, ScalarNode) and node.absent):
            return TextEdit(node.start, node.end, written)
        if entry is None:
            return TextEdit(node.start, node.start, f" {written}")
        behind = colon(self._text, entry)
        if behind is None:
            return TextEdit(entry.key.end, entry.key.end, f": {written}")
        return TextEdit(behind, behind, f" {written}")

    def _replace_nested(
        self, chain: list[Node], entry: Entry | None, value: object, is_block: bool
    ) -> list[TextEdit]:
        node = chain[-1]
        step, dash = self._steps
        lines = write_block(value, step, dash)
        absent = isinstance(node, ScalarNode) and node.absent
        key_column = self._column(entry.key.start) if entry is not None else -1
        if is_block and self._column(node.content) > key_column - isinstance(value, list):
            return [TextEdit(node.start, node.end, self._join(lines, self._column(node.content)))]
        if entry is None:
            lead = " " if absent else ""
            return [
                TextEdit(node.start, node.end, lead + self._join(lines, self._column(node.start) + len(lead)))
            ]
        behind = colon(self._text, entry)
        if behind is None:
            raise Unlocatable("a key without a ':'")
        line_end = self._line_end(max(node.end, behind))
        column = key_column + (dash if isinstance(value, list) else step)
        written = self._break + " " * column + self._join(lines, column)
        if absent:
            return [TextEdit(line_end, line_end, written)]
        keep_comments(self._text, behind, node, value)
        return [TextEdit(behind, node.end, ""), TextEdit(line_end, line_end, written)]

    def splice(self, chain: list[Node], node: ScalarNode, changes: list[SetText]) -> list[TextEdit]:
        """Change ranges of a string where they stand, or write all of it anew where its style forbids."""
        if not isinstance(node.value, str):
            raise Unlocatable("not a string")
        flow = any(isinstance(outer, (MappingNode, SequenceNode)) and outer.flow for outer in chain[:-1])
        if not node.style and not _stays_plain(node, changes, flow):
            return [TextEdit(node.content, node.end, quote(_spliced(node, changes)))]
        edits: list[TextEdit] = []
        for change in changes:
            span = node.range(self._text, change.start, change.end)
            written = self._write_piece(node, change.text)
            if span is None or written is None:
                whole = _spliced(node, changes)
                style = node.style if node.style in ("'", '"') else ""
                written = write_scalar(whole, flow, style) if style else quote(whole)
                return [TextEdit(node.content, node.end, written)]
            edits.append(TextEdit(*span, written))
        return edits

    def _write_piece(self, node: ScalarNode, piece: str) -> str | None:
        """``piece`` as it stands inside a scalar of the node's style; ``None`` if it cannot."""
        if node.style == '"':
            return escape(piece)
        if _CONTROL.search(piece) or ("\n" in piece and node.style != "|"):
            return None
        if node.style == "'":
            return piece.replace("'", "''")
        if "\n" in piece:
            filled = re.search(r"^(?=[ ]*[^ \n])", node.text, re.MULTILINE)
            span = node.range(self._text, filled.start(), filled.start() + 1) if filled else None
            if span is None:
                return None
            return piece.replace("\n", self._break + " " * self._column(span[0]))
        return piece

    def remove(self, node: MappingNode | SequenceNode, gone: set[int]) -> list[TextEdit]:
        """Take out some children, never all: with their separators, or with their lines."""
        edits: list[TextEdit] = []
        for number in sorted(gone):
            if number - 1 not in gone:
                following = number + 1
                while following in gone:
                    following += 1
                edits += self._remove_run(node, number, following)
        return edits

    def _remove_run(self, node: MappingNode | SequenceNode, first: int, following: int) -> list[TextEdit]:
        """Take out the children from ``first`` up to ``following``, which stays if there is one."""
        start, last = self._span(node, first)[0], self._span(node, following - 1)[1]
        stays = self._span(node, following)[0] if following < _count(node) else None
        if node.flow:
            if stays is None:
                return [TextEdit(self._span(node, first - 1)[1], last, "")]
            return [TextEdit(start, stays, "")]
        if not self._is_own_line(start):
            if stays is None:
                raise Unlocatable("no line of its own")
            comment = self._text.find("#", self._line_end(last), stays)
            return [TextEdit(start, stays if comment < 0 else comment, "")]
        edits: list[TextEdit] = []
        for begin, end in (self._span(node, number) for number in range(first, following)):
            line_start, line_end = self._line_start(begin), self._line_end(end)
            if line_start:
                edits.append(TextEdit(self._break_before(line_start), line_end, ""))
            else:
                edits.append(TextEdit(0, self._line_end(line_end, after=True), ""))
        return edits

    def insert(self, node: MappingNode | SequenceNode, change: Insert) -> TextEdit:
        """Add a child to a collection that has some."""
        if isinstance(node, MappingNode):
            return self._insert_entry(node, str(change.at), change.value, change.after)
        if not isinstance(change.at, int):
            raise Unlocatable("a list has no keys")
        return self._insert_item(node, change.at, change.value)

    def _insert_entry(self, node: MappingNode, name: str, value: object, after: str | None) -> TextEdit:
        before = node.entries[-1]
        if after is not None:
            named = node.numbers().get(after)
            if not named:
                raise Unlocatable("the property to follow is not written here")
            before = node.entries[named[-1]]
        style = _quote_of(node.entries[0].key, None)
        if node.flow:
            written = f"{write_scalar(name, True, style)}: {write_flow(value, style)}"
            own_line = self._is_own_line(before.key.start)
            gap = self._break + " " * self._column(before.key.start) if own_line else " "
            return TextEdit(before.end, before.end, f",{gap}{written}")
        column = self._column(node.entries[0].key.start)
        lines = write_entry(name, value, *self._steps, style)
        return self._insert_lines(before.end, lines, column)

    def _insert_item(self, node: SequenceNode, number: int, value: object) -> TextEdit:
        count = _count(node)
        if not 0 <= number <= count:
            raise Unlocatable("no such index")
        if node.flow:
            written = write_flow(value, _quote_of(node.items[0], node))
            beside = self._span(node, min(number, count - 1))[0]
            gap = self._break + " " * self._column(beside) if self._is_own_line(beside) else " "
            if number == count:
                end = self._span(node, count - 1)[1]
                return TextEdit(end, end, f",{gap}{written}")
            return TextEdit(beside, beside, f"{written},{gap}")
        lines = write_block([value], *self._steps)
        first = self._span(node, 0)[0]
        column = self._column(first)
        if number:
            return self._insert_lines(self._span(node, number - 1)[1], lines, column)
        if self._is_own_line(first) and self._line_start(first):
            return self._insert_lines(self._break_before(self._line_start(first)), lines, column)
        written = self._join(lines, column) + self._break + " " * column
        return TextEdit(first, first, written)

    def _insert_lines(self, place: int, lines: list[str], column: int) -> TextEdit:
        line_end = self._line_end(place)
        return TextEdit(line_end, line_end, self._break + " " * column + self._join(lines, column))

    def _join(self, lines: list[str], column: int) -> str:
        return (self._break + " " * column).join(lines)

    def _span(self, node: MappingNode | SequenceNode, number: int) -> tuple[int, int]:
        """Start and end of a child, its dash included."""
        if isinstance(node, MappingNode):
            entry = node.entries[number]
            return entry.key.start, max(entry.end, colon(self._text, entry) or 0)
        item = node.items[number]
        if node.flow:
            return item.start, item.end
        dash = node.dashes(self._text)[number]
        return dash, max(dash + 1, item.end)

    def _holder(self, chain: list[Node], entry: Entry | None) -> int:
        """Where the key or the dash of the last node stands; the node itself if it is the root."""
        if entry is not None:
            return entry.key.start
        parent = chain[-2] if len(chain) > 1 else None
        if isinstance(parent, SequenceNode) and not parent.flow:
            return parent.dashes(self._text)[parent.items.index(chain[-1])]
        return chain[-1].start

    def _line_start(self, place: int) -> int:
        return place - self._column(place)

    def _line_end(self, place: int, after: bool = False) -> int:
        """Where the line of ``place`` ends: before its line end, or ``after`` it."""
        starts, line = self._source.line_starts, self._source.position(place)[0]
        end = starts[line] if line < len(starts) else len(self._text)
        if after or line == len(starts):
            return end
        return self._break_before(end)

    def _break_before(self, line_start: int) -> int:
        return line_start - (2 if self._text.startswith("\r\n", line_start - 2) and line_start > 1 else 1)

    def _column(self, place: int) -> int:
        return self._source.position(place)[1] - 1

    def _is_own_line(self, place: int) -> bool:
        return not self._text[self._line_start(place) : place].strip(" ")


def _stays_plain(node: ScalarNode, changes: list[SetText], flow: bool) -> bool:
    """Whether the node needs no quotes after ``changes``; of a long text what is beside them tells."""
    if len(node.text) <= LEAST or not node.is_plain(flow):
        return is_plain(_spliced(node, changes), flow)
    size = len(node.text)
    for change in changes:
        first, last = max(change.start - _BESIDE, 0), min(change.end + _BESIDE, size)
        before, behind = node.text[first : change.start], node.text[change.end : last]
        # A letter stands for what is cut off.
        piece = "a" * (first > 0) + before + change.text + behind + "a" * (last < size)
        if not is_plain(piece, flow):
            return False
    return True


def _spliced(node: ScalarNode, changes: list[SetText]) -> str:
    """The node's text with all ``changes`` made."""
    whole = node.text
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        whole = whole[: change.start] + change.text + whole[change.end :]
    return whole


def _count(node: MappingNode | SequenceNode) -> int:
    return len(node.entries if isinstance(node, MappingNode) else node.items)


def _quote_of(node: Node, parent: Node | None) -> str:
    """The quote that a new string takes over: that of the old one, or of the keys beside it."""
    if isinstance(node, ScalarNode) and (node.style or not isinstance(parent, MappingNode)):
        return node.style if node.style in ("'", '"') else ""
    if isinstance(parent, MappingNode) and isinstance(parent.entries[0].key, ScalarNode):
        return parent.entries[0].key.style.strip("|>'")
    return ""
