"""``rdjson``: reviewdog's diagnostic format, for comments on pull requests that suggest the fixes.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf tells the fields. Its reader refuses fields that
it does not know and surrogates, and counts columns in bytes of UTF-8.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from .. import Report, Summary
from ..notice import sentences, without_secrets
from ..style import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding, Fix
    from ...source import Source

_SOURCE = {"name": "wflint", "url": "https://github.com/wflint/wflint"}
_LONGEST = 10_000
"""Characters that a suggestion may replace; it is for reading, not for rewriting a file."""


class Format(Report):
    """One object with the diagnostics."""

    held = True

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """The diagnostics as items of the list."""
        text = None if source is None else _Text(source, without_secrets(source, findings))
        return ",\n  ".join(json.dumps(_diagnostic(finding, text)) for finding in findings)

    def end(self, _summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole object."""
        diagnostics = ",\n  ".join(pieces)
        return f'{{"source": {json.dumps(_SOURCE)},\n "diagnostics": [\n  {diagnostics}]}}\n'


class _Text:
    """A file's text, and where in its UTF-8 the lines and columns are."""

    _STEP = 1024

    def __init__(self, source: Source, masked: Source) -> None:
        self.text = source.text
        self.masked = masked.text
        self.starts = source.line_starts
        chunks = (self.text[at : at + self._STEP] for at in range(0, len(self.text), self._STEP))
        self.sizes = [0, *accumulate(map(_size, chunks))]

    def offset(self, line: int, column: int) -> int:
        """The index in the text."""
        return self.starts[line - 1] + column - 1

    def range(self, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
        """A ``Range``."""
        return {"start": self._position(line, column), "end": self._position(end_line, end_column)}

    def _position(self, line: int, column: int) -> dict[str, int]:
        begin, end = self._bytes(self.starts[line - 1]), self._bytes(self.offset(line, column))
        return {"line": line, "column": end - begin + 1}

    def _bytes(self, offset: int) -> int:
        chunk = offset // self._STEP
        return self.sizes[chunk] + _size(self.text[chunk * self._STEP : offset])


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _diagnostic(finding: Finding, text: _Text | None) -> dict[str, Any]:
    location: dict[str, Any] = {"path": visible(finding.file)}
    if finding.line and finding.column and finding.end_line and finding.end_column and text:
        location["range"] = text.range(finding.line, finding.column, finding.end_line, finding.end_column)
    suggestion = _suggestion(finding.fix, text) if finding.fix and text else None
    return {
        "message": visible(sentences(finding)),
        "location": location,
        "severity": finding.severity.value.upper(),
        "code": {"value": finding.rule, **({"url": finding.url} if finding.url else {})},
        **({"suggestions": [suggestion]} if suggestion else {}),
    }


def _suggestion(fix: Fix, text: _Text) -> dict[str, Any] | None:
    """The fix as one replacement, for suggestions are alternatives: from its first edit to its last.

    There is none where that would repeat a text that a finding calls a secret.
    """
    edits = sorted(fix.edits)
    if not edits:
        return None
    first, last = edits[0], edits[-1]
    begin, end = text.offset(first.line, first.column), text.offset(last.end_line, last.end_column)
    if end - begin > _LONGEST or text.text[begin:end] != text.masked[begin:end]:
        return None
    made, at = "", begin
    for edit in edits:
        made += text.text[at : text.offset(edit.line, edit.column)] + edit.content
        at = text.offset(edit.end_line, edit.end_column)
    span = text.range(first.line, first.column, last.end_line, last.end_column)
    return {"range": span, "text": made.encode("utf-8", "backslashreplace").decode()}
