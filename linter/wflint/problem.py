"""What a rule says: a problem at a place of the document, and the change that would mend it.

Rules know values, not text. A :class:`Place` names a value, a key or a range of a decoded string; the
reader works out where that stands in the file, and only when a finding needs it.
"""

from __future__ import annotations

from typing import TypeAlias

from .finding import Applicability, Severity
from .named_tuple import NamedTuple

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes from the document's root; ``()`` is the root itself."""


class Place(NamedTuple):
    """Where in a document something stands.

    ``Place(path)`` is the value at ``path``; with ``key=True`` it is the key that holds the value. With
    ``start`` and ``end`` it is a range of the *decoded* string value at ``path`` (code points, end
    exclusive). ``span`` is a range of the text itself, for the few who know it (syntax errors).
    """

    path: Path
    key: bool = False
    start: int | None = None
    end: int | None = None
    span: tuple[int, int] | None = None

    @property
    def pointer(self) -> str:
        """The RFC 6901 JSON Pointer of ``path``."""
        return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in self.path)


class Related(NamedTuple):
    """A second place that helps to understand a problem, and what is there."""

    place: Place
    message: str


class SetValue(NamedTuple):
    """Put ``value`` in the place of the value at ``path``."""

    path: Path
    value: object


class SetText(NamedTuple):
    """Put ``text`` in the place of the range ``start``..``end`` of the decoded string at ``path``."""

    path: Path
    start: int
    end: int
    text: str


class RenameKey(NamedTuple):
    """Spell the key at ``path`` ``name``; its value and its place stay."""

    path: Path
    name: str


class Remove(NamedTuple):
    """Take out the property or the array item at ``path``, with its separator and its own line."""

    path: Path


class Insert(NamedTuple):
    """Put ``value`` into the object or array at ``path``: under the key ``at``, or before index ``at``.

    A new property goes last, or right behind the property ``after``; an index equal to the array's
    length appends.
    """

    path: Path
    at: str | int
    value: object
    after: str | None = None


Change: TypeAlias = SetValue | SetText | RenameKey | Remove | Insert


class Repair(NamedTuple):
    """Changes that together mend one problem: all of them are made, or none.

    ``rewrite`` is for comments, which are no part of the value: a range of the text and what stands there
    then, in place of changes.
    """

    message: str
    applicability: Applicability
    changes: tuple[Change, ...] = ()
    rewrite: tuple[int, int, str] | None = None


class Problem(NamedTuple):
    """One fault, as a rule reports it.

    ``message`` is one lower-case sentence without a full stop; ``help`` says what to do about it.
    ``severity`` is given only where it differs from the rule's own. ``secret`` is text that no output may
    repeat, in whatever finding.
    """

    place: Place
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    repair: Repair | None = None
    severity: Severity | None = None
    secret: str | None = None


def safe(message: str, *changes: Change) -> Repair:
    """A repair that keeps what the author meant: ``--fix`` applies it."""
    return Repair(message, Applicability.SAFE, changes)


def unsafe(message: str, *changes: Change) -> Repair:
    """A repair that guesses: only ``--unsafe-fixes`` applies it."""
    return Repair(message, Applicability.UNSAFE, changes)
