"""What is printed: one module an output format, imported only when that format is asked for.

A report is fed file by file, in the order of the files' names, and answers with the text to write, so
that no format needs to hold more than it must.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..finding import Finding
    from ..source import Source
    from .style import Style

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github")
"""What ``--output-format`` takes; each names a module of this package."""

STREAMED = frozenset(("text", "concise", "jsonl", "github"))
"""Formats whose report keeps nothing of a file: its findings may be worded in any process."""


class Summary(NamedTuple):
    """What a run came to, in numbers.

    ``files`` were linted, ``skipped`` held no workflow, ``faulty`` have findings; ``fixable`` findings have a
    safe fix and ``guessable`` ones an unsafe one; ``fixed`` is how many findings were mended. ``failed``
    counts the parts of the work that could not be done.
    """

    files: int = 0
    skipped: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    faulty: int = 0
    fixable: int = 0
    guessable: int = 0
    fixed: int = 0
    failed: int = 0

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.errors + self.warnings + self.infos

    def plus(self, findings: Sequence[Finding]) -> Summary:
        """With the findings of one more faulty file."""
        severities = [finding.severity.value for finding in findings]
        fixes = [finding.fix.applicability.value for finding in findings if finding.fix and finding.fix.edits]
        return self._replace(
            errors=self.errors + severities.count("error"),
            warnings=self.warnings + severities.count("warning"),
            infos=self.infos + severities.count("info"),
            faulty=self.faulty + 1,
            fixable=self.fixable + fixes.count("safe"),
            guessable=self.guessable + fixes.count("unsafe"),
        )

    def together(self, other: Summary) -> Summary:
        """This and another part of a run."""
        return Summary(*map(add, self, other))


class Report(Protocol):
    """One output format."""

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """The text to write for one file that has findings; ``source`` is its text, where there is one."""
        ...

    def end(self, summary: Summary, /) -> str:
        """The text to write when every file was seen."""
        ...


def open_report(name: str, style: Style, quiet: bool = False) -> Report:
    """The report of the format ``name``, one of :data:`FORMATS`; ``quiet`` leaves a summary line out."""
    if name == "text":
        from .text import TextReport

        return TextReport(style, quiet)
    if name == "concise":
        from .concise import ConciseReport

        return ConciseReport()
    if name == "json":
        from .json import JsonReport

        return JsonReport()
    if name == "jsonl":
        from .jsonl import JsonLinesReport

        return JsonLinesReport()
    if name == "sarif":
        from .sarif import SarifReport

        return SarifReport()
    if name == "github":
        from .github import GithubReport

        return GithubReport()
    raise ValueError(f"no output format {name!r}")


def plural(count: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
