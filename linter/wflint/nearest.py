"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

_MOST = 500
_LONGEST = 100


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, or ``None`` when none is like enough.

    Case, ``-``, ``_`` and spaces count little; a swap of two letters counts as one edit. Names that differ
    in their number only are not like each other. Of very many candidates only the first are looked at, and
    long words at none: a suggestion is not worth seconds.
    """
    if len(word) > _LONGEST:
        return None
    return _nearest(word, tuple(islice(candidates, _MOST)))


@lru_cache(maxsize=256)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    best, best_cost = None, 0.0
    folded = _fold(word)
    length, letters = len(folded), _letters(folded)
    for candidate, other, other_letters in _folded(candidates):
        allowed = max(1, max(length, len(other)) // 3)
        # One edit gives or takes a letter or two.
        if (
            len(other) > _LONGEST
            or abs(length - len(other)) > allowed
            or (letters ^ other_letters).bit_count() > 2 * allowed
        ):
            continue
        if candidate == word or _differ_by_number(word, candidate):
            continue
        cost = _distance(folded, other, allowed) + (0.5 if candidate.lower() != word.lower() else 0.0)
        if cost <= allowed + 0.5 and cost < len(other) and (best is None or cost < best_cost):
            best, best_cost = candidate, cost
    return best


@lru_cache(maxsize=8)
def _folded(candidates: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Each candidate once, as it is and folded, with its letters: many words are held against the same."""
    folds = ((candidate, _fold(candidate)) for candidate in dict.fromkeys(candidates))
    return [(candidate, other, _letters(other)) for candidate, other in folds]


def _letters(word: str) -> int:
    """A bit for every letter that the word has."""
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) & 63)
    return letters


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """``; did you mean 'x'?`` for the end of a message, or nothing."""
    found = nearest(word, candidates)
    return f"; did you mean '{found}'?" if found is not None else ""


def _differ_by_number(one: str, other: str) -> bool:
    """Whether only their digits differ: ``step9`` is no misspelling of ``step1``."""
    return (
        one[-1:].isdigit() and other[-1:].isdigit() and one.rstrip("0123456789") == other.rstrip("0123456789")
    )


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
