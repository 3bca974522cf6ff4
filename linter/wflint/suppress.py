"""Findings that their author wants to hear nothing of, and what says so in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .named_tuple import NamedTuple
from .nearest import did_you_mean
from .problem import Place, Repair

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .finding import Finding
    from .source import Document

_Key: TypeAlias = "tuple[str | None, int] | tuple[str | None, int | None, str]"
"""A name and a line; or a name, a document's number (-1: whichever) and a pointer."""


class Suppression(NamedTuple):
    """What is not to be reported.

    ``name`` is that of a rule or a group, ``None`` for all. It speaks of what begins on ``line``, or of what
    is at ``pointer`` or below, in ``document`` only where that is ``within``. It stands at ``place`` of
    ``document``; both are ``None`` for what is said elsewhere. Where it has a ``fault`` it can suppress
    nothing, and ``help`` says what to write. ``repair`` takes it out.
    """

    name: str | None
    line: int | None = None
    pointer: str = ""
    within: bool = False
    document: Document | None = None
    place: Place | None = None
    fault: str | None = None
    help: str | None = None
    repair: Repair | None = None

    @property
    def key(self) -> _Key:
        """What it has in common with the findings that it covers; see :func:`_keys`."""
        if self.line is not None:
            return self.name, self.line
        number = self.document.number if self.within and self.document is not None else -1
        return self.name, number, self.pointer


def suppress(
    findings: Sequence[Finding], suppressions: Sequence[Suppression], begins: Mapping[Finding, int]
) -> tuple[list[Finding], list[Suppression]]:
    """The findings that remain, and the suppressions that suppress nothing.

    ``begins`` says on which line the string begins that a finding stands in. A fault of wflint's own is never
    suppressed: it says that others may be missing.
    """
    covers: dict[_Key, list[int]] = {}
    for number, suppression in enumerate(suppressions):
        if suppression.fault is None:
            covers.setdefault(suppression.key, []).append(number)
    kept: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        keys = _keys(finding, begins.get(finding))
        covering = [number for key in keys for number in covers.get(key, ())]
        if not covering or finding.group == "internal":
            kept.append(finding)
        else:
            used.update(covering)
    return kept, [one for number, one in enumerate(suppressions) if number not in used]


def _keys(finding: Finding, begin: int | None) -> Iterator[_Key]:
    """The keys of all suppressions that cover ``finding``."""
    pointer = finding.pointer
    tops = [pointer[:end] for end, sign in enumerate(pointer) if sign == "/"] + [pointer]
    for name in (finding.rule, finding.group, None):
        yield from ((name, line) for line in (finding.line, begin) if line is not None)
        for top in tops:
            yield name, -1, top
            yield name, finding.document, top


def is_below(pointer: str, top: str) -> bool:
    """Whether ``pointer`` is ``top`` or leads to something inside of it."""
    return pointer == top or pointer.startswith(f"{top}/")


def name_fault(name: str, known: Collection[str]) -> str | None:
    """What is wrong with the name of a rule or a group."""
    return None if name in known else f"unknown rule '{name}'{did_you_mean(name, sorted(known))}"
