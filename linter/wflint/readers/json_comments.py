"""JSON with comments, as the JSON it stands for: what is not JSON is blanked out, so offsets stay."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..named_tuple import NamedTuple

_STRING = r'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"?+'
_COMMENT = re.compile(rf"{_STRING}|(//[^\r\n]*+|/\*.*?\*/)|/\*.*+", re.DOTALL)
_LAST_COMMA = re.compile(rf"{_STRING}|(,)(?=[ \t\r\n]*+[\]}}])", re.DOTALL)
_NOT_LINE_END = re.compile(r"[^\r\n]")
_WHITE = " \t\r\n"


class Blanked(NamedTuple):
    """A text with spaces in the place of its ``comments`` (ranges) and trailing ``commas`` (offsets)."""

    text: str
    comments: list[tuple[int, int]]
    commas: list[int]

    def comments_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges of the comments in ``text[start:end]``."""
        return self.comments[
            bisect_left(self.comments, (start, start)) : bisect_left(self.comments, (end, end))
        ]

    def comment_end(self, start: int) -> int | None:
        """Where the comment that begins at ``start`` ends."""
        found = bisect_left(self.comments, (start, start))
        if found < len(self.comments) and self.comments[found][0] == start:
            return self.comments[found][1]
        return None

    def last_comma(self, start: int, end: int) -> int:
        """The offset of the trailing comma within ``text[start:end]``, or -1."""
        found = bisect_left(self.commas, start)
        return self.commas[found] if found < len(self.commas) and self.commas[found] < end else -1


def blank(text: str) -> Blanked:
    """``text`` without comments and trailing commas, every other character where it was.

    A comment that is never closed stays, for the fault to point at, and so does a comma that follows
    no value.
    """
    comments = [found.span(1) for found in _COMMENT.finditer(text) if found[1]] if "/" in text else []
    if comments:
        pieces: list[str] = []
        done = 0
        for start, end in comments:
            pieces += (text[done:start], _NOT_LINE_END.sub(" ", text[start:end]))
            done = end
        text = "".join(pieces) + text[done:]
    commas = [
        found.start()
        for found in _LAST_COMMA.finditer(text)
        if found[1] and _follows_value(text, found.start())
    ]
    if commas:
        pieces = []
        done = 0
        for comma in commas:
            pieces += (text[done:comma], " ")
            done = comma + 1
        text = "".join(pieces) + text[done:]
    return Blanked(text, comments, commas)


def _follows_value(text: str, comma: int) -> bool:
    before = comma - 1
    while before >= 0 and text[before] in _WHITE:
        before -= 1
    return before >= 0 and text[before] not in "[{,:"
