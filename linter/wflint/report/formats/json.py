"""``json``: for programs; the fields are those that ``docs/interface`` promises, in that order.

Everything is written in ASCII: the same bytes and valid JSON whatever the encoding of the stream is, lone
surrogates included.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import Report, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source

VERSION = 1


class Format(Report):
    """One object with version, summary and findings; each finding stands on a line of its own."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The findings as items of the list."""
        return ",".join(f"\n  {json.dumps(record(finding))}" for finding in findings)

    def end(self, summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole object."""
        counts = {
            "files": summary.files,
            "skipped": summary.skipped,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            **({"held": summary.held} if summary.held else {}),
        }
        findings = ",".join(pieces)
        return f'{{"version": {VERSION},\n "summary": {json.dumps(counts)},\n "findings": [{findings}]}}\n'


def record(finding: Finding) -> dict[str, Any]:
    """The finding as JSON has it; ``document`` is there only where the file holds several documents."""
    fix = finding.fix
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "pointer": finding.pointer,
        **({} if finding.document is None else {"document": finding.document}),
        "rule": finding.rule,
        "group": finding.group,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "url": finding.url,
        "related": [
            {"file": place.file, "line": place.line, "column": place.column, "message": place.message}
            for place in finding.related
        ],
        "fix": fix
        and {
            "applicability": fix.applicability.value,
            "message": fix.message,
            "edits": [edit._asdict() for edit in fix.edits],
        },
    }
