"""The lines of a file around a finding, with marks under the very words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..named_tuple import NamedTuple
from .style import Style, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..source import Source

_LEAST_WIDTH = 10
_LEAD = 12
"""Columns of text shown before a mark that is too long to be shown whole."""


class Mark(NamedTuple):
    """A span to underline in the colour of ``role`` with ``sign``; ``label`` is said beside it."""

    line: int
    column: int
    end_line: int
    end_column: int
    role: str
    sign: str = "^"
    label: str = ""


class _Row(NamedTuple):
    """A line, or a piece of a long one, as shown; ``under`` holds mark and columns of what is below it."""

    line: int
    text: str
    under: tuple[tuple[Mark, int, int], ...]


def draw(source: Source, marks: Sequence[Mark], style: Style) -> tuple[list[str], int]:
    """The lines of a code frame, and the width of its line-number column.

    Long lines are cut around the marks. The cost depends on the width shown, not on the length of the line.
    """
    gutter = len(str(max(mark.line for mark in marks)))
    room = max(style.width - gutter - 3, _LEAST_WIDTH)
    bar = style.paint("frame", "|")
    lines = [f"{' ' * gutter} {bar}"]
    before = 0
    for row in _rows(source, sorted(marks, key=lambda mark: mark.line), room, style):
        if before and row.line > before + 1:
            lines.append(style.paint("frame", "..."))
        before = row.line
        lines.append(f"{style.paint('frame', f'{row.line:>{gutter}}')} {bar} {row.text}".rstrip())
        for mark, start, width in row.under:
            for indent, words in _signs(mark, start, width, room):
                lines.append(f"{' ' * gutter} {bar} {' ' * indent}{style.paint(mark.role, words)}")
    return lines, gutter


def _signs(mark: Mark, start: int, width: int, room: int) -> list[tuple[int, str]]:
    """The signs of a mark and its label, by column; a label with no room beside them has its own line."""
    signs = mark.sign * width
    columns = sum(columns for _, columns in cells(mark.label))
    if not mark.label:
        return [(start, signs)]
    if start + width + 1 + columns <= room:
        return [(start, f"{signs} {mark.label}")]
    return [(start, signs), (max(min(start, room - columns), 0), mark.label)]


def _rows(source: Source, marks: Sequence[Mark], room: int, style: Style) -> Iterator[_Row]:
    before = 0
    for number in sorted({mark.line for mark in marks}):
        if number == before + 2 and before:  # one line left out would take as much room as showing it
            yield _Row(before + 1, _Piece(source, before + 1, 0, 0, room, style).text, ())
        before = number
        here = [mark for mark in marks if mark.line == number]
        pieces = [_Piece(source, number, *_range(mark), room, style) for mark in here]
        if pieces[0].whole:
            yield _Row(number, pieces[0].text, tuple(map(_under, here, pieces)))
        else:
            for mark, piece in zip(here, pieces, strict=True):
                yield _Row(number, piece.text, (_under(mark, piece),))


def _range(mark: Mark) -> tuple[int, int | None]:
    """A mark's code points in its first line; a span over several lines goes to the end of the first."""
    return mark.column - 1, mark.end_column - 1 if mark.end_line == mark.line else None


def _under(mark: Mark, piece: _Piece) -> tuple[Mark, int, int]:
    return mark, piece.start, max(piece.width, 1)


class _Piece:
    """As much of a line as there is room for, around the code points ``start``..``end``."""

    def __init__(
        self, source: Source, line: int, start: int, end: int | None, room: int, style: Style
    ) -> None:
        starts = source.line_starts
        begin = starts[line - 1]
        stop = starts[line] if line < len(starts) else len(source.text)
        while stop > begin and source.text[stop - 1] in "\r\n":
            stop -= 1
        length = stop - begin
        start = min(start, length)
        end = length if end is None else min(max(end, start), length)
        left, right = max(0, start - room), min(length, start + room + 1)
        shown = cells(source.text[begin + left : begin + right], style.encoding)
        first, last = start - left, min(end, right) - left
        while 0 < first < last and not shown[first][1]:  # what has no column of its own is seen on another's
            first -= 1
        self.whole = left == 0 and right == length and sum(width for _, width in shown) <= room
        if self.whole:
            low, high = 0, len(shown)
        else:
            low, high = _window(shown, first, last, room - 2 * len(style.cut))
        head = style.cut if left + low > 0 else ""
        tail = style.cut if left + high < length else ""
        self.text = head + "".join(text for text, _ in shown[low:high]) + tail
        self.start = len(head) + sum(width for _, width in shown[low:first])
        self.width = sum(width for _, width in shown[first : min(last, high)])


def _window(shown: list[tuple[str, int]], first: int, last: int, room: int) -> tuple[int, int]:
    """What of ``shown`` to show, ``first``..``last`` in the middle of at most ``room`` columns."""
    width = sum(columns for _, columns in shown[first:last])
    lead = max((room - width) // 2, min(_LEAD, room // 2))
    behind = sum(columns for _, columns in shown[last:])
    lead = max(lead, room - width - behind)
    low, used = first, 0
    while low > 0 and used + shown[low - 1][1] <= lead:
        low -= 1
        used += shown[low][1]
    high = low
    used = 0
    while high < len(shown) and used + shown[high][1] <= room:
        used += shown[high][1]
        high += 1
    return low, high
