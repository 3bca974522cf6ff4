"""``--diff``: what fixing would change, as a unified diff that ``patch`` and ``git apply`` take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .style import Style, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTEXT = 3
_MOST_LINES = 2_000
"""Between the first change and the last; comparing more lines than that takes time without end."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unified(before: str, after: str, name: str, style: Style, terminal: bool = False) -> str:
    """The changes from ``before`` to ``after``; nothing where there are none.

    On a ``terminal`` control characters are made visible, and the diff is for reading only.
    """
    lines = []
    for line in _diff(_LINES.findall(before), _LINES.findall(after), name):
        text, end = (line[:-1], "\n") if line.endswith("\n") else (line, "\n\\ No newline at end of file\n")
        text = visible(text.removesuffix("\r").replace("\t", "    ")) if terminal else text
        role = _role(line)
        lines.append((style.paint(role, text) if role else text) + end)
    return "".join(lines)


def _diff(before: list[str], after: list[str], name: str) -> Iterator[str]:
    from difflib import SequenceMatcher

    most = min(len(before), len(after))
    head = 0
    while head < most and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old and not new:
        return
    yield f"--- {name if before else '/dev/null'}\n"
    yield f"+++ {name}\n"
    if max(len(old), len(new)) > _MOST_LINES:
        blocks = [(0, len(old), 0, len(new))]
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        blocks = [(a, b, c, d) for tag, a, b, c, d in codes if tag != "equal"]
    for hunk in _hunks([(a + head, b + head, c + head, d + head) for a, b, c, d in blocks]):
        yield from _hunk(before, after, hunk)


def _hunks(blocks: list[tuple[int, int, int, int]]) -> Iterator[list[tuple[int, int, int, int]]]:
    """Changed ranges (old start, old end, new start, new end), together where their context meets."""
    hunk = blocks[:1]
    for block in blocks[1:]:
        if block[0] - hunk[-1][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    yield hunk


def _hunk(before: list[str], after: list[str], blocks: list[tuple[int, int, int, int]]) -> Iterator[str]:
    lead = min(_CONTEXT, blocks[0][0])
    trail = min(_CONTEXT, len(before) - blocks[-1][1])
    old, new = blocks[0][0] - lead, blocks[0][2] - lead
    old_count, new_count = blocks[-1][1] + trail - old, blocks[-1][3] + trail - new
    # Of an empty range a diff names the line before it.
    yield f"@@ -{old + (old_count > 0)},{old_count} +{new + (new_count > 0)},{new_count} @@\n"
    at = old
    for start, end, new_start, new_end in blocks:
        yield from (f" {line}" for line in before[at:start])
        yield from (f"-{line}" for line in before[start:end])
        yield from (f"+{line}" for line in after[new_start:new_end])
        at = end
    yield from (f" {line}" for line in before[at : at + trail])


def _role(line: str) -> str:
    if line.startswith(("--- ", "+++ ")):
        return "bold"
    return {"-": "removed", "+": "added", "@": "frame"}.get(line[0], "")
