"""``checkstyle``: the XML of Checkstyle, which Jenkins, TeamCity, SonarQube and reviewdog read.

It has no schema; its elements are those that Checkstyle's own ``XMLLogger`` writes:
https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import Report, Summary
from ..notice import sentences
from ..xml import attributes, document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source


class Format(Report):
    """A ``file`` for each file that has findings, an ``error`` for each finding."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The ``file``."""
        errors = "".join(f"    <error{_error(finding)}/>\n" for finding in findings)
        return f"  <file{attributes(name=findings[0].file)}>\n{errors}  </file>\n"

    def end(self, _summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole document; its version is that of Checkstyle's format."""
        return document(f'<checkstyle version="4.3">\n{"".join(pieces)}</checkstyle>\n')


def _error(finding: Finding) -> str:
    return attributes(
        line=finding.line or 1,  # readers take it for granted
        column=finding.column,
        severity=finding.severity.value,
        message=sentences(finding),
        source=f"wflint.{finding.group}.{finding.rule}",
    )
