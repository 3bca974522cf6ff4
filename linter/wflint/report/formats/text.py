"""``text``: for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import Report, Summary
from ..outcome import sum_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source


class Format(Report):
    """Each finding with the lines it is about, and a line that sums up."""

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """Every finding as a code frame, a blank line behind each."""
        if not findings:
            return ""
        from ..notice import show, without_secrets

        if source is not None:
            source = without_secrets(source, findings)
        return "".join(f"{show(finding, source, self.style)}\n\n" for finding in findings)

    def end(self, summary: Summary, _pieces: Sequence[str] = (), /) -> str:
        """One line: what was found, fixed and looked at; nothing where nothing was."""
        if self.quiet or not (summary.files or summary.faulty):
            return ""
        return f"{sum_up(summary, self.style)}\n"
