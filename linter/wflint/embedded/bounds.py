"""Lower and upper bounds in a schema, and those that leave nothing between them."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, isfinite

from ..named_tuple import NamedTuple
from ..problem import Path
from .conjunction import types_of
from .subschemas import Subschema

PAIRS = (
    ("minLength", "maxLength", "string", "no string fits"),
    ("minItems", "maxItems", "array", "no array fits"),
    ("minProperties", "maxProperties", "object", "no object fits"),
    ("minContains", "maxContains", "array", "no array fits"),
)

KEYWORDS = frozenset(
    {
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        *(name for pair in PAIRS for name in pair[:2]),
    }
)


class Bound(NamedTuple):
    """A bound: the keyword that sets it, where, and whether the bound itself is excluded."""

    value: float
    excluded: bool
    keyword: str
    path: Path


class Crossing(NamedTuple):
    """Two bounds with nothing between them, and what that comes to."""

    low: Bound
    high: Bound
    consequence: str


def crossings(group: list[Subschema]) -> Iterator[Crossing]:
    """The crossing bounds among subschemas that apply together."""
    if any(not KEYWORDS.isdisjoint(at.value) for at in group):
        types = types_of(group)
        if types & {"number", "integer"}:
            yield from _crossing_numbers(group, whole="integer" in types and "number" not in types)
        for low_name, high_name, name, consequence in PAIRS:
            # Without a type other values pass all the same. That is no excuse for crossing bounds, save for
            # those of `contains`, which the official test suite crosses on purpose.
            if name in types and (low_name != "minContains" or types == {"array"}):
                low, high = _tightest(group, low_name, max), _tightest(group, high_name, min)
                if low is not None and high is not None and low.value > high.value:
                    yield Crossing(low, high, consequence)


def count_bound(group: list[Subschema], keyword: str) -> Bound | None:
    """The tightest ``min…`` or ``max…`` among subschemas that apply together."""
    return _tightest(group, keyword, max if keyword.startswith("min") else min)


def _tightest(group: list[Subschema], keyword: str, choose: object) -> Bound | None:
    best: Bound | None = None
    for at in group:
        value = at.value.get(keyword)
        if not isinstance(value, (int, float)) or not at.takes(keyword):
            continue  # a bound that is wrong itself is reported as that
        if best is None or (value > best.value if choose is max else value < best.value):
            best = Bound(value, False, keyword, (*at.path, keyword))
    return best


def _crossing_numbers(group: list[Subschema], whole: bool) -> Iterator[Crossing]:
    lows = [bound for at in group for bound in _numeric(at, "minimum", "exclusiveMinimum")]
    highs = [bound for at in group for bound in _numeric(at, "maximum", "exclusiveMaximum")]
    if not lows or not highs:
        return
    low = max(lows, key=lambda bound: (bound.value, bound.excluded))
    high = min(highs, key=lambda bound: (bound.value, not bound.excluded))
    if low.value > high.value or (low.value == high.value and (low.excluded or high.excluded)):
        yield Crossing(low, high, "no number fits")
    elif whole and isfinite(low.value) and isfinite(high.value) and _first_whole(low) > _last_whole(high):
        yield Crossing(low, high, "no whole number fits")


def _numeric(at: Subschema, plain: str, exclusive: str) -> Iterator[Bound]:
    flag = at.value.get(exclusive)
    value = at.value.get(plain)
    if isinstance(value, (int, float)) and at.takes(plain):
        # In draft-03 and -04 `exclusiveMinimum: true` changes what `minimum` means.
        old = flag is True and not at.dialect.booleans
        yield Bound(value, old, plain, (*at.path, plain))
    if isinstance(flag, (int, float)) and not isinstance(flag, bool) and at.dialect.booleans:
        yield Bound(flag, True, exclusive, (*at.path, exclusive))


def _first_whole(low: Bound) -> int:
    return floor(low.value) + 1 if low.excluded else ceil(low.value)


def _last_whole(high: Bound) -> int:
    return ceil(high.value) - 1 if high.excluded else floor(high.value)
