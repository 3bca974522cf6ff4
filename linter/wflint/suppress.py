"""Findings that their author wants to hear nothing of, and what says so in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .named_tuple import NamedTuple
from .nearest import did_you_mean
from .problem import Place, Repair

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .finding import Finding
    from .source import Document


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

    def covers(self, finding: Finding) -> bool:
        """Whether ``finding`` is one of those that it speaks of."""
        if self.fault is not None or self.name not in (None, finding.rule, finding.group):
            return False
        if self.line is not None:
            return finding.line == self.line
        if self.within and self.document is not None and self.document.number != finding.document:
            return False
        return is_below(finding.pointer, self.pointer)


def is_below(pointer: str, top: str) -> bool:
    """Whether ``pointer`` is ``top`` or leads to something inside of it."""
    return pointer == top or pointer.startswith(f"{top}/")


def suppress(
    findings: Sequence[Finding], suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppression]]:
    """The findings that remain, and the suppressions that suppress nothing.

    A fault of wflint's own is never suppressed: it says that others may be missing.
    """
    kept: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        covering = [number for number, one in enumerate(suppressions) if one.covers(finding)]
        if not covering or finding.group == "internal":
            kept.append(finding)
        else:
            used.update(covering)
    return kept, [one for number, one in enumerate(suppressions) if number not in used]


def name_fault(name: str, known: Collection[str]) -> str | None:
    """What is wrong with the name of a rule or a group."""
    return None if name in known else f"unknown rule '{name}'{did_you_mean(name, sorted(known))}"
