"""``concise``: one line a finding, as compilers and editors have it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .style import visible
from .text import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..finding import Finding
    from ..source import Source
    from . import Summary


class ConciseReport:
    """``path:line:column: severity rule message``."""

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """A line for each finding."""
        return "".join(
            visible(f"{where(finding)}: {finding.severity.value} {finding.rule} {finding.message}") + "\n"
            for finding in findings
        )

    def end(self, _summary: Summary, /) -> str:
        """Nothing: the lines say it all."""
        return ""
