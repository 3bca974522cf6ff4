"""Where each character of a decoded scalar stands in the text, for every style of YAML scalar.

Each style is decoded anew with the offsets kept. The caller's decoded text, which libyaml made, is the
judge: where the two differ nobody claims to know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"(?P<blank>[ \t]++)?(?P<fold>{_BREAK}(?:[ \t]*+{_BREAK})*+[ \t]*+)"
_PLAIN = re.compile(rf"(?P<text>[^ \t\r\n]++)|{_FOLD}|(?P<space>[ \t]++)")
_SINGLE = re.compile(rf"(?P<text>[^ \t\r\n']++)|(?P<quote>'')|{_FOLD}|(?P<space>[ \t]++)")
_DOUBLE = re.compile(
    rf"(?P<text>[^ \t\r\n\\]++)|(?P<joint>\\(?:{_BREAK})[ \t]*+(?P<lines>(?:{_BREAK}[ \t]*+)*+))"
    r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.))"
    rf"|{_FOLD}|(?P<space>[ \t]++)"
)
_ONE_BREAK = re.compile(_BREAK)
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?")
_LINE = re.compile(rf"([^\r\n]*)({_BREAK}|\Z)")
_ESCAPES = {
    **dict(zip("0abt\tnvfre", "\0\a\b\t\t\n\v\f\r\x1b", strict=True)),
    **dict(zip(' "/\\N_LP', ' "/\\\x85\xa0\u2028\u2029', strict=True)),
}

Piece = tuple[str, int, int]
"""A decoded text and the range it stands for; one character, or as many as the range has."""


class Offsets:
    """Where the characters of a decoded scalar start and end, one entry a piece; none where nobody knows."""

    __slots__ = ("_decoded", "_first", "_last", "length")

    def __init__(self) -> None:
        self.length = 0
        self._decoded: list[int] = []
        self._first: list[int] = []
        self._last: list[int] = []

    def add(self, length: int, first: int, last: int) -> None:
        """Say that the next ``length`` characters are ``source[first:last]``."""
        if self._last and self._last[-1] == first and self._is_plain(length, first, last):
            self._last[-1] = last
            self.length += length
            return
        self._decoded.append(self.length)
        self._first.append(first)
        self._last.append(last)
        self.length += length

    def _is_plain(self, length: int, first: int, last: int) -> bool:
        """Whether these characters, and those of the last piece, stand in the source as they are."""
        return length == last - first and self.length - self._decoded[-1] == self._last[-1] - self._first[-1]

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the source for one of the decoded text, if there is such."""
        if not 0 <= start <= end <= self.length or not self.length:
            return None
        if start == end:
            place = self._at(start)[0] if start < self.length else self._at(start - 1)[1]
            return place, place
        return self._at(start)[0], self._at(end - 1)[1]

    def _at(self, index: int) -> tuple[int, int]:
        """Where a character starts and ends."""
        piece = bisect_right(self._decoded, index) - 1
        first, last = self._first[piece], self._last[piece]
        behind = self._decoded[piece + 1] if piece + 1 < len(self._decoded) else self.length
        if behind - self._decoded[piece] != last - first:
            return first, last
        return first + index - self._decoded[piece], first + index - self._decoded[piece] + 1


def offsets(source: str, start: int, end: int, style: str, decoded: str) -> Offsets:
    """Where each character of ``decoded`` starts and ends in ``source``; nothing if that is not certain.

    ``source[start:end]`` is the scalar, ``style`` its quote, ``|``, ``>`` or ``""``.
    """
    if style in ("|", ">"):
        pieces = _block_pieces(source, start, end, style, decoded)
    else:
        inner = (start, end) if not style else (start + 1, end - 1)
        pieces = _flow_pieces(source, *inner, {"": _PLAIN, "'": _SINGLE, '"': _DOUBLE}[style])
    found = Offsets()
    text: list[str] = []
    for piece, first, last in pieces:
        # Behind the text of a block scalar are the line ends that its header leaves out.
        if style in ("|", ">") and found.length == len(decoded) and not piece.strip("\n"):
            continue
        text.append(piece)
        found.add(len(piece), first, last)
    return found if "".join(text) == decoded else Offsets()


def _flow_pieces(source: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """The pieces of a plain or quoted scalar, folded as lines are there."""
    place = start
    while place < end and (match := pattern.match(source, place, end)):
        place = match.end()
        kind = match.lastgroup
        if kind == "fold":
            breaks = list(_ONE_BREAK.finditer(source, match.start("fold"), place))
            if len(breaks) == 1:
                yield " ", match.start(), place
            for line_end in breaks[1:]:
                yield "\n", *line_end.span()
        elif kind == "quote":
            yield "'", *match.span()
        elif kind == "lines":
            for line_end in _ONE_BREAK.finditer(source, *match.span("lines")):
                yield "\n", *line_end.span()
        elif kind == "escape":
            character, place = _unescape(source, match)
            yield character, match.start(), place
        elif kind != "joint":
            yield match[0], *match.span()


def _unescape(source: str, match: re.Match[str]) -> tuple[str, int]:
    """The character of an escape, and where it ends: two halves of a surrogate pair make one."""
    escape = match[0]
    if len(escape) == 2:
        return _ESCAPES.get(escape[1], ""), match.end()
    code = int(escape[2:], 16)
    if 0xD800 <= code < 0xDC00:
        low = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})").match(source, match.end())
        if low:
            return chr(0x10000 + ((code & 0x3FF) << 10) + (int(low[1], 16) & 0x3FF)), low.end()
    return chr(code) if code <= 0x10FFFF else "", match.end()


def _block_pieces(source: str, start: int, end: int, style: str, decoded: str) -> Iterator[Piece]:
    """The pieces of a literal or folded scalar, all line ends at its end included."""
    header = _HEADER.match(source, start, end)
    header_end = _ONE_BREAK.match(source, header.end()) if header else None
    if header_end is None:
        return
    lines = _lines(source, header_end.end(), end)
    indent = _indentation(source, lines, decoded)
    pending: list[tuple[int, int]] = []  # the line ends since the last line with content
    last_spaced: bool | None = None  # whether that line begins with white space; None before the first
    for first, last, after in lines:
        first = min(first + indent, last)
        if first < last:
            spaced = source[first] in " \t"
            if style == ">" and last_spaced is False and not spaced:
                if len(pending) == 1:
                    yield " ", pending[0][0], first
                pending = pending[1:] if len(pending) > 1 else []
            for line_end in pending:
                yield "\n", *line_end
            yield source[first:last], first, last
            pending = []
            last_spaced = spaced
        if after > last:
            pending.append((last, after))
    for line_end in pending:
        yield "\n", *line_end


def _lines(source: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Start, end and the start of the next line, of each line between ``start`` and ``end``."""
    found: list[tuple[int, int, int]] = []
    while start < end and (line := _LINE.match(source, start, end)):
        found.append((line.start(1), line.end(1), line.end()))
        start = line.end()
    return found


def _indentation(source: str, lines: list[tuple[int, int, int]], decoded: str) -> int:
    """How many spaces come before the content: told by the first line that has some, before and after."""
    for line in re.split(r"\n", decoded):
        if line.strip(" "):
            kept = len(line) - len(line.lstrip(" "))
            break
    else:
        return 0
    for first, last, _ in lines:
        text = source[first:last]
        if text.strip(" "):
            return max(0, len(text) - len(text.lstrip(" ")) - kept)
    return 0
