"""What tells a finding from others, in this run and the next: for whoever follows findings over time."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .finding import Finding

_TO_STEP = re.compile(r".*/steps/\d+(?![^/])")
_INDEX = re.compile(r"/\d+(?![^/])")
_QUOTED_OR_NUMBER = re.compile(r"('[^']*')|\d+")


def fingerprints(findings: Sequence[Finding], file: str | None = None) -> list[str]:
    """One a finding of a file, in text order; ``file`` is a name for it in place of the findings' own.

    It is the same when lines, steps or documents move: what counts is the rule, the step by its id, where in
    the step the finding is, and what it says. The n-th of equal ones is told from the first.
    """
    seen: dict[str, int] = {}
    made = []
    for finding in findings:
        place = _INDEX.sub("/-", _TO_STEP.sub("", finding.pointer))
        message = _QUOTED_OR_NUMBER.sub(lambda found: found[1] or "0", finding.message)
        parts = (finding.file if file is None else file, finding.rule, finding.owner or "", place, message)
        digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        count = seen[digest] = seen.get(digest, 0) + 1
        made.append(digest if count == 1 else f"{digest}:{count}")
    return made
