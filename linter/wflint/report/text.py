"""``text``: for people at a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..finding import Applicability, Finding, Related
from . import Summary, plural
from .frame import Mark, draw
from .style import Style, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..source import Source


_UNMASKED = r"[^\s\"']"


class TextReport:
    """Each finding with the lines it is about, and a line that sums up."""

    def __init__(self, style: Style, quiet: bool = False) -> None:
        self.style = style
        self.quiet = quiet

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """Every finding as a code frame, a blank line behind each."""
        if source is not None:
            source = without_secrets(source, findings)
        return "".join(f"{show(finding, source, self.style)}\n\n" for finding in findings)

    def end(self, summary: Summary, /) -> str:
        """One line: what was found, fixed and looked at; nothing where nothing was."""
        if self.quiet or not (summary.files or summary.faulty):
            return ""
        return f"{sum_up(summary, self.style)}\n"


def show(finding: Finding, source: Source | None, style: Style) -> str:
    """One finding: severity, rule and message, where it stands, the lines marked, and what to do."""
    severity = finding.severity.value
    head = style.paint(severity, f"{severity}[{finding.rule}]")
    lines = [f"{head}: {style.paint('bold', visible(finding.message))}"]
    marks = _marks(finding) if source is not None else []
    frame, gutter = draw(source, marks, style) if source is not None and marks else ([], 1)
    lines.append(f"{' ' * gutter}{style.paint('frame', '-->')} {visible(where(finding))}")
    lines += frame
    notes = _notes(finding, framed=bool(frame))
    if frame and notes:
        lines.append(frame[0])
    for word, text in notes:
        sign = style.paint("frame", "=")
        lines.append(f"{' ' * gutter} {sign} {style.paint('bold', word)}: {visible(text)}")
    return "\n".join(lines)


def without_secrets(source: Source, findings: Sequence[Finding]) -> Source:
    """The source with ``*`` for every character of a secret that ``findings`` tell of: logs are kept."""
    starts = source.line_starts
    text = source.text
    for finding in findings:
        if finding.rule == "hardcoded-secret" and finding.line and finding.end_line:
            start = starts[finding.line - 1] + (finding.column or 1) - 1
            end = starts[finding.end_line - 1] + (finding.end_column or 1) - 1
            text = text[:start] + re.sub(_UNMASKED, "*", text[start:end]) + text[end:]
    return source if text == source.text else source.__class__(source.name, text, source.language)


def where(finding: Finding) -> str:
    """``file:line:column``, or as much of it as is known."""
    if finding.line is None:
        return f"{finding.file}#{finding.pointer}" if finding.pointer else finding.file
    return f"{finding.file}:{finding.line}:{finding.column}"


def _marks(finding: Finding) -> list[Mark]:
    found = []
    spans: list[tuple[Finding | Related, str, str, str]] = [(finding, finding.severity.value, "^", "")]
    spans += [(r, "related", "-", visible(r.message)) for r in finding.related if r.file == finding.file]
    for place, role, sign, label in spans:
        if place.line is not None and place.column is not None:
            end_line, end_column = place.end_line or place.line, place.end_column or place.column
            found.append(Mark(place.line, place.column, end_line, end_column, role, sign, label))
    return found


def _notes(finding: Finding, framed: bool) -> list[tuple[str, str]]:
    notes = []
    for related in finding.related:
        if not framed or related.file != finding.file or related.line is None:
            place = f"{related.file}:{related.line}:{related.column}" if related.line else related.pointer
            notes.append(("note", f"{place}: {related.message}"))
    if finding.help:
        notes.append(("help", finding.help))
    if finding.fix is not None and finding.fix.edits:
        safe = finding.fix.applicability is Applicability.SAFE
        notes.append(("fix", f"{finding.fix.message} ({'--fix' if safe else '--unsafe-fixes'})"))
    return notes


def sum_up(summary: Summary, style: Style) -> str:
    """``Found 3 errors and 1 warning in 2 files (1 fixable with --fix).``, or what else there is."""
    counts = ((summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info"))
    found = [plural(count, noun) for count, noun in counts if count]
    fixed = f"Fixed {plural(summary.fixed, 'finding')}. " if summary.fixed else ""
    if found:
        *most, last = found
        total = f"{', '.join(most)} and {last}" if most else last
        role = "error" if summary.errors else "warning" if summary.warnings else "info"
        sentence = f"Found {total} in {plural(summary.faulty, 'file')}"
        return fixed + style.paint(role, sentence) + _fixable(summary) + "."
    checked = f"{plural(summary.files, 'file')} checked"
    skipped = f", {summary.skipped} passed over" if summary.skipped else ""
    if summary.failed:
        return f"{fixed}Nothing found, but not everything could be read: {checked}{skipped}."
    return fixed + style.paint("good", "All good") + f": {checked}{skipped}."


def _fixable(summary: Summary) -> str:
    ways = []
    if summary.fixable:
        ways.append(f"{summary.fixable} fixable with --fix")
    if summary.guessable:
        ways.append(f"{summary.guessable}{' more' if ways else ' fixable'} with --unsafe-fixes")
    return f" ({', '.join(ways)})" if ways else ""
