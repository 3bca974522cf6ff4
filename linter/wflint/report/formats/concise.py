"""``concise``: one line a finding, as compilers and editors have it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import Report
from ..notice import where
from ..style import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source


class Format(Report):
    """``path:line:column: severity rule message``."""

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """A line for each finding."""
        return "".join(
            visible(
                f"{where(finding)}: {finding.severity.value} {finding.rule} {finding.message}",
                self.style.encoding,
            )
            + "\n"
            for finding in findings
        )
