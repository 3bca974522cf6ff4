"""What is printed: one module an output format, imported only when that format is asked for."""

from __future__ import annotations

import os
from importlib import import_module
from operator import add
from typing import TYPE_CHECKING, ClassVar

from ..named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..finding import Finding
    from ..rule import Rule
    from ..source import Source
    from .style import Style

FORMATS = tuple(
    sorted(
        name.removesuffix(".py")
        for name in os.listdir(os.path.join(os.path.dirname(__file__), "formats"))
        if name.endswith(".py") and name[0] != "_"
    )
)
"""What ``--output-format`` takes: the modules of :mod:`wflint.report.formats`, none of them imported."""


class Summary(NamedTuple):
    """What a run came to, in numbers.

    ``files`` were linted, ``skipped`` held no workflow, ``faulty`` have findings; ``fixable`` findings have a
    safe fix and ``guessable`` ones an unsafe one; ``fixed`` is how many findings were mended. ``failed``
    counts the parts of the work that could not be done, ``held`` the findings that are in a baseline alone,
    ``unread`` the files that a walk met and that could not be read.
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
    held: int = 0
    unread: int = 0

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


class Report:
    """One output format: a piece of text for each file that has findings, and what stands around them.

    ``file`` depends on its arguments alone, so that it may be called in any process and any order. Whoever
    runs the report puts the pieces in the order of the files' names: it writes each at once, and what ``end``
    gives last; where the report is ``held`` it keeps them, and writes nothing but what ``end`` makes of them.
    """

    held: ClassVar[bool] = False
    """Whether something has to be known of all files before the first can be written."""

    def __init__(
        self, style: Style, quiet: bool = False, other_rules: Callable[[], Sequence[Rule]] = tuple
    ) -> None:
        self.style = style
        self.quiet = quiet
        self.other_rules = other_rules

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """The piece for one file that has findings; ``source`` is its text, where there is one."""
        raise NotImplementedError

    def end(self, _summary: Summary, _pieces: Sequence[str] = (), /) -> str:
        """What is written when every file was seen; ``pieces`` are those of a report that is held."""
        return ""


def open_report(
    name: str, style: Style, quiet: bool = False, other_rules: Callable[[], Sequence[Rule]] = tuple
) -> Report:
    """The report of the format ``name``, one of :data:`FORMATS`; ``quiet`` leaves a summary line out.

    ``other_rules`` tells, at the end, the rules of the run that are not built in.
    """
    if name not in FORMATS:
        raise ValueError(f"no output format {name!r}")
    report: Report = import_module(f".formats.{name}", __name__).Format(style, quiet, other_rules)
    return report


def plural(count: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
