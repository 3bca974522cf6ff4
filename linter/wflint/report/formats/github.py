"""``github``: workflow commands that GitHub Actions shows as annotations on the changed lines.

Escapes as in https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. GitHub shows ten of
each severity of a step, and fifty annotations of a job: errors are written first, whatever their file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...finding import Finding, Severity
from .. import Report, Summary
from ..repository import path_in_repository
from ..style import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...source import Source

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class Format(Report):
    """``::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message``."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """A command for each finding."""
        return "".join(f"{annotation(finding)}\n" for finding in findings)

    def end(self, _summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """All commands, the errors first."""
        lines = "".join(pieces).splitlines(keepends=True)
        order = [f"::{command} " for command in _COMMANDS.values()]
        return "".join(line for sign in order for line in lines if line.startswith(sign))


def annotation(finding: Finding) -> str:
    """The workflow command for one finding; its help is the annotation's second line."""
    values: dict[str, object] = {"file": path_in_repository(finding.file)}
    if finding.line is not None:
        values.update(line=finding.line, endLine=finding.end_line)
        if finding.line == finding.end_line:  # GitHub refuses columns on an annotation of several lines
            values.update(col=finding.column, endColumn=finding.end_column)
    values["title"] = finding.rule
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
