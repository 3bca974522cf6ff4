"""Room in a text for edits, which must not get in each other's way."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TypeAlias

from .named_tuple import NamedTuple

_Piece: TypeAlias = tuple[int, int, str]

_NAME = re.compile(r"""[\s,]*("(?:[^"\\]|\\.)*"|'[^']*'|[\w$-]+)\s*:""")


class Room:
    """The parts of a text that edits were promised; no two overlap or touch, but for things put in.

    Several things may be put in at one place (names at the end of a list), where each brings its comma, or
    ``by_lines`` its line; though never two properties of one name.
    """

    def __init__(self, by_lines: bool) -> None:
        self._by_lines = by_lines
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._gaps: dict[int, _Gap] = {}

    def take(self, pieces: list[_Piece]) -> bool:
        """Promise room for all ``pieces``, if there is."""
        if not all(self._is_free(*piece) for piece in pieces):
            return False
        for start, end, content in pieces:
            if start == end:
                gap = self._gaps.setdefault(start, _Gap(set(), set(), set()))
                gap.contents.add(content)
                gap.names.add(_name(content))
                gap.joinable.add(self._is_joinable(content))
                if len(gap.contents) > 1:
                    continue
            at = bisect_left(self._starts, start)
            self._starts.insert(at, start)
            self._ends.insert(at, end)
        return True

    def _is_free(self, start: int, end: int, content: str) -> bool:
        gap = self._gaps.get(start) if start == end else None
        if gap is not None:
            name = _name(content)
            return content in gap.contents or (
                self._is_joinable(content)
                and False not in gap.joinable
                and (name is None or name not in gap.names)
            )
        at = bisect_left(self._starts, start)
        if at and self._ends[at - 1] >= start:
            return False
        return at == len(self._starts) or self._starts[at] > end

    def _is_joinable(self, content: str) -> bool:
        return (
            content.lstrip().startswith(",")
            or content.rstrip().endswith(",")
            or (self._by_lines and content.startswith(("\r", "\n")))
        )


class _Gap(NamedTuple):
    """What is put in at one place, the names of the properties among it, and whether it can be joined."""

    contents: set[str]
    names: set[str | None]
    joinable: set[bool]


def _name(content: str) -> str | None:
    found = _NAME.match(content)
    return found[1] if found else None
