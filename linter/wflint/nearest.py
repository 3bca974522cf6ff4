"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, or ``None`` when none is like enough.

    Case, ``-``, ``_`` and spaces count little; a swap of two letters counts as one edit.
    """
    best, best_cost = None, 0.0
    folded = _fold(word)
    for candidate in dict.fromkeys(candidates):
        if candidate == word:
            continue
        other = _fold(candidate)
        allowed = max(1, max(len(folded), len(other)) // 3)
        if abs(len(folded) - len(other)) > allowed:
            continue
        cost = _distance(folded, other, allowed) + (0.5 if candidate.lower() != word.lower() else 0.0)
        if cost <= allowed + 0.5 and cost < len(other) and (best is None or cost < best_cost):
            best, best_cost = candidate, cost
    return best


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """``; did you mean 'x'?`` for the end of a message, or nothing."""
    found = nearest(word, candidates)
    return f"; did you mean '{found}'?" if found is not None else ""


def _fold(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "").replace(" ", "")


def _distance(one: str, other: str, limit: int) -> int:
    """Edits (insert, remove, replace, swap neighbours) between two words; beyond ``limit`` any number."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if older and i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
