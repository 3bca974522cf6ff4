"""What a kind of keyword value is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..named_tuple import NamedTuple
from .json_values import words


class Fault(NamedTuple):
    """What is wrong in a keyword's value, and where below it."""

    path: tuple[str | int, ...]
    message: str
    help: str | None = None


class Kind(NamedTuple):
    """A kind of keyword value; ``faults(keyword, value)`` is asked only where ``fits(value)`` is false."""

    fits: Callable[[object], bool]
    faults: Callable[[str, object], Iterator[Fault]]


def must_be(what: str) -> Callable[[str, object], Iterator[Fault]]:
    """The one fault of a kind that a value either is or is not."""

    def faults(keyword: str, value: object) -> Iterator[Fault]:
        yield Fault((), f"'{keyword}' must be {what}, not {words(value)}")

    return faults
