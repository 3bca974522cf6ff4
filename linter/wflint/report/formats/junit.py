"""``junit``: the XML of JUnit, which every CI service shows as test results.

Every finding is a test that failed, as other linters have it; its type is its severity. That the work could
be done is a test as well: for some services a report without tests is a fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import Report, Summary
from ..notice import beside, where
from ..xml import attributes, content, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...finding import Finding
    from ...source import Source


class Format(Report):
    """A suite for the run, and one for each file that has findings."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The suite of a file."""
        return _suite(findings[0].file, map(_case, findings), failures=len(findings))

    def end(self, summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole document."""
        failures = summary.errors + summary.warnings + summary.infos
        failed = 1 if summary.failed else 0
        error = '<error type="failed" message="wflint could not do all of its work"/>' if failed else ""
        case = f'    <testcase name="every file could be linted" classname="wflint">{error}</testcase>\n'
        counts = attributes(name="wflint", tests=failures + 1, failures=failures, errors=failed)
        run = _suite("wflint", [case], errors=failed)
        return document(f"<testsuites{counts}>\n{run}{''.join(pieces)}</testsuites>\n")


def _suite(name: str, cases: Iterable[str], failures: int = 0, errors: int = 0) -> str:
    counts = attributes(name=name, tests=max(failures, 1), failures=failures, errors=errors, skipped=0)
    return f"  <testsuite{counts}>\n{''.join(cases)}  </testsuite>\n"


def _case(finding: Finding) -> str:
    place = where(finding)
    case = attributes(name=f"{finding.rule} at {place}", classname=finding.file)
    failure = attributes(type=finding.severity.value, message=finding.message)
    lines = [place, *map(beside, finding.related), *filter(None, (finding.help, finding.url))]
    return f"    <testcase{case}><failure{failure}>{content(lines)}</failure></testcase>\n"
