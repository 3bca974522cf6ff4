"""``gitlab``: a Code Quality report, which GitLab shows in merge requests and beside the changed lines.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format tells the fields. By the
fingerprint GitLab knows what a merge request brings and mends; of two that are equal it shows the first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ...fingerprint import fingerprints
from .. import Report, Summary
from ..notice import sentences
from ..repository import path_in_repository
from ..style import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


class Format(Report):
    """A list of issues."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The issues as items of the list."""
        return ",\n ".join(map(json.dumps, map(_issue, findings, fingerprints(findings))))

    def end(self, _summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole list."""
        issues = ",\n ".join(pieces)
        return f"[{issues}]\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": visible(sentences(finding)),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity.value],
        "location": {
            "path": visible(path_in_repository(finding.file)),
            "lines": {"begin": finding.line or 1, "end": finding.end_line or 1},
        },
    }
