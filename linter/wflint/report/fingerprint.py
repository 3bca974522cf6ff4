"""What tells a finding from others, in this run and the next: for services that follow findings over time."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..finding import Finding


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """One a finding of a file, the same when lines move; the n-th of equal ones is told from the first."""
    seen: dict[str, int] = {}
    made = []
    for finding in findings:
        parts = (finding.file, finding.rule, str(finding.document), finding.pointer, finding.message)
        digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        count = seen[digest] = seen.get(digest, 0) + 1
        made.append(digest if count == 1 else f"{digest}:{count}")
    return made
