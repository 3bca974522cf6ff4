"""Properties and array items taken out of a JSON text or put into it, commas and lines included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..named_tuple import NamedTuple
from ..source import Source, TextEdit, Unlocatable
from .json_layout import WIDTH, Layout

if TYPE_CHECKING:
    from ..problem import Insert, Path
    from .json_comments import Blanked
    from .json_locations import Container


def edit_items(
    source: Source,
    blanked: Blanked,
    layout: Layout,
    container: Container,
    removed: list[Path],
    inserts: list[Insert],
) -> list[TextEdit]:
    """The edits that take the items at the paths ``removed`` out of ``container`` and put ``inserts`` in.

    They may touch each other, and deletions may share white space; raises :class:`Unlocatable` where a
    key or an index is not there.
    """
    gone = {_index(container, path[-1]) for path in removed}
    last = len(container.items) - 1
    while last in gone:
        last -= 1
    work = _Work(source, blanked, layout, container, gone, last)
    groups: dict[int, list[Insert]] = {}
    gaps = [(_gap(container, insert), insert.after is None, insert) for insert in inserts]
    for gap, _, insert in sorted(gaps, key=lambda gap: gap[:2]):
        anchor = gap - 1
        while anchor in gone:
            anchor -= 1
        groups.setdefault(anchor, []).append(insert)
    if last < 0 and not blanked.comments_within(container.start, container.end):
        return work.refill(groups.get(-1, []))
    edits = work.deletions(ends_in_comma=last in groups or work.trailing >= 0)
    for anchor, group in groups.items():
        edits += work.insertions(anchor, group)
    return edits


def _index(container: Container, part: str | int) -> int:
    index = container.keys.get(str(part), -1) if container.keys is not None else part
    if not isinstance(index, int) or not 0 <= index < len(container.items):
        raise Unlocatable("no such item")
    return index


def _gap(container: Container, insert: Insert) -> int:
    """The index before which the insertion goes."""
    if isinstance(insert.at, int) is (container.keys is not None):
        raise Unlocatable("a key for an array or an index for an object")
    if insert.after is not None:
        return _index(container, insert.after) + 1
    gap = insert.at if isinstance(insert.at, int) else len(container.items)
    if not 0 <= gap <= len(container.items):
        raise Unlocatable("no such place in the array")
    return gap


class _Work(NamedTuple):
    """The items of one container under change: ``last`` is the last that stays, -1 where none does."""

    source: Source
    blanked: Blanked
    layout: Layout
    container: Container
    gone: set[int]
    last: int

    @property
    def trailing(self) -> int:
        """The offset of the trailing comma (JSONC), or -1."""
        items = self.container.items
        return self.blanked.last_comma(items[-1].end, self.container.end) if items else -1

    def comma(self, index: int) -> int:
        """The offset of the comma behind an item, or -1."""
        comma = self.container.items[index].comma
        return comma if comma >= 0 else self.trailing

    def refill(self, inserts: list[Insert]) -> list[TextEdit]:
        """All between the brackets, where no item and no comment stays."""
        start, end = self.container.start + 1, self.container.end - 1
        if not inserts:
            return [TextEdit(start, end, "")]
        line = ("," + self.layout.separator(self.container)).join(self._render(insert) for insert in inserts)
        room = WIDTH - self.source.position(start)[1]
        if not self.layout.spread(self.container) and (
            self.container.items or len(line) < room or self.layout.one_line
        ):
            return [TextEdit(start, end, line)]
        indent = self.layout.child_indent(self.container)
        break_ = self.layout.line_end
        lines = f",{break_}{indent}".join(self._render(insert, indent) for insert in inserts)
        closing = self.layout.indent(end if self.layout.begins_line(end) else start)
        return [TextEdit(start, end, f"{break_}{indent}{lines}{break_}{closing}")]

    def deletions(self, ends_in_comma: bool) -> list[TextEdit]:
        """The removed items and the commas that go with them, each block with its white space."""
        items = self.container.items
        ranges: list[tuple[int, int]] = []
        for index in self.gone:
            ranges.append((items[index].outset, items[index].end))
            if self.comma(index) >= 0:
                ranges.append((self.comma(index), self.comma(index) + 1))
        if self.last >= 0 and self.comma(self.last) >= 0 and not ends_in_comma:
            ranges.append((self.comma(self.last), self.comma(self.last) + 1))
        blocks: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if blocks and not self.source.text[blocks[-1][1] : start].strip(" \t\r\n"):
                blocks[-1] = blocks[-1][0], end
            else:
                blocks.append((start, end))
        return [self._deletion(start, end) for start, end in blocks]

    def _deletion(self, start: int, end: int) -> TextEdit:
        text = self.source.text
        if text[start:end] == ",":
            return TextEdit(start, end, "")
        before, after = self.layout.white_before(start), self.layout.white_after(end)
        if text[after] in "\r\n":
            line_end = after + (2 if text.startswith("\r\n", after) else 1)
            if before == 0 or text[before - 1] in "\r\n":
                return TextEdit(before, line_end, "")  # lines of its own
            if text[before - 1] in "{[":
                follows = line_end
                while text[follows] in " \t\r\n":
                    follows += 1
                return TextEdit(start, after if text[follows] in "}]/" else follows, "")
            return TextEdit(before, after, "")
        if text[after] in "}]" and text[before - 1] not in "{[\r\n":
            return TextEdit(before, end, "")
        return TextEdit(start, after, "")

    def insertions(self, anchor: int, inserts: list[Insert]) -> list[TextEdit]:
        """``inserts`` behind the item ``anchor`` that stays (-1: at the beginning)."""
        if anchor < 0:
            return self._insertions_first(inserts)
        item = self.container.items[anchor]
        comma = self.comma(anchor)
        edits = [] if comma >= 0 else [TextEdit(item.end, item.end, ",")]
        place = item.end if comma < 0 else comma + 1
        ends = anchor == self.last and self.trailing < 0
        line_end = self.layout.tail(place)
        own_line = not self.layout.one_line and self.layout.begins_line(item.outset)
        if own_line and (line_end is not None or anchor == self.last):
            indent = self.layout.indent(item.outset)
            space = self.layout.line_end + indent
            place = place if line_end is None else line_end
        else:
            indent = None
            space = self.layout.separator(self.container)
        content = "".join(f"{space}{self._render(insert, indent)}," for insert in inserts)
        edits.append(TextEdit(place, place, content[:-1] if ends else content))
        return edits

    def _insertions_first(self, inserts: list[Insert]) -> list[TextEdit]:
        place = self.container.start + 1
        line_end = self.layout.tail(place)
        more = self.last >= 0 or self.trailing >= 0
        if self.layout.spread(self.container) and line_end is not None:
            indent = self.layout.child_indent(self.container)
            space = self.layout.line_end + indent
            content = "".join(f"{space}{self._render(insert, indent)}," for insert in inserts)
            return [TextEdit(line_end, line_end, content if more else content[:-1])]
        space = self.layout.separator(self.container)
        if self.container.items:
            place = self.container.items[0].outset
        content = "".join(f"{self._render(insert)},{space}" for insert in inserts)
        return [TextEdit(place, place, content if more else content[: -1 - len(space)])]

    def _render(self, insert: Insert, indent: str | None = None) -> str:
        return self.layout.render(insert.value, indent, insert.at if isinstance(insert.at, str) else None)
