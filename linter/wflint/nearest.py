"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

_MOST = 500
_COMPARED = 20
_LONGEST = 100


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word``, or ``None`` when none is like enough.

    Case, ``-``, ``_`` and spaces count little; a swap of two letters counts as one edit. Names that differ
    in their number only are not like each other. Of very many candidates only the first are looked at, and
    only those that share most of their letters are compared; long words are compared with none: a
    suggestion is not worth seconds.
    """
    if len(word) > _LONGEST:
        return None
    return _nearest(word, tuple(islice(candidates, _MOST)))


@lru_cache(maxsize=256)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    best, best_cost = None, float("inf")
    folded = _fold(word)
    length, letters = len(folded), _letters(folded)
    close: list[tuple[int, int, str, str]] = []
    for size, group in _folded(candidates).items():
        # An edit gives or takes a letter, or both: so many of them there must be at least.
        more = abs(length - size)
        most = 2 * _allowed(length, size) - more
        close += [
            ((apart + more + 1) // 2, number, candidate, other)
            for number, candidate, other, other_letters in (group if most >= more else ())
            if (apart := (letters ^ other_letters).bit_count()) <= most
        ]
    places = _places(folded)
    for least, _, candidate, other in sorted(close)[:_COMPARED]:
        if least + 0.5 >= best_cost:
            break
        if candidate == word or _differ_by_number(word, candidate):
            continue
        cost = _distance(places, length, other) + (0.5 if candidate.lower() != word.lower() else 0.0)
        if cost <= _allowed(length, len(other)) + 0.5 and cost < len(other) and cost < best_cost:
            best, best_cost = candidate, cost
    return best


def _allowed(length: int, other: int) -> int:
    """How many edits may lie between two words of these lengths."""
    return max(length, other) // 3 or 1


@lru_cache(maxsize=8)
def _folded(candidates: tuple[str, ...]) -> dict[int, list[tuple[int, str, str, int]]]:
    """Each candidate once, by its length when folded: its number, itself, folded, and the letters of that."""
    groups: dict[int, list[tuple[int, str, str, int]]] = {}
    for number, candidate in enumerate(dict.fromkeys(candidates)):
        other = _fold(candidate)
        if len(other) <= _LONGEST:
            groups.setdefault(len(other), []).append((number, candidate, other, _letters(other)))
    return groups


def _letters(word: str) -> int:
    """Four bits for every letter, of which as many are set as the word has of it."""
    letters = 0
    for letter in set(word):
        letters |= (1 << min(word.count(letter), 4)) - 1 << 4 * (ord(letter) & 63)
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


def _places(word: str) -> dict[str, int]:
    """For each letter the bits of the places at which ``word`` has it."""
    places: dict[str, int] = {}
    for place, letter in enumerate(word):
        places[letter] = places.get(letter, 0) | 1 << place
    return places


def _distance(places: dict[str, int], length: int, other: str) -> int:
    """Edits (insert, remove, replace, swap neighbours) between the word of ``places`` and another.

    Hyyrö's bit-vector algorithm: a column of the table of distances is two numbers, whose bits say where
    it goes up and where it goes down. H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and
    Damerau edit distances", Nordic Journal of Computing 10 (2003).
    """
    if not length:
        return len(other)
    every, last = (1 << length) - 1, 1 << length - 1
    up, down, same, before, distance = every, 0, 0, 0, length
    for letter in other:
        here = places.get(letter, 0)
        swapped = ((~same & here) << 1) & before
        same = (((here & up) + up) ^ up) | here | down | swapped
        rises, falls = down | (every & ~(same | up)), same & up
        distance += (rises & last > 0) - (falls & last > 0)
        rises, falls = rises << 1 | 1, falls << 1
        up, down, before = (falls | ~(same | rises)) & every, rises & same & every, here
    return distance
