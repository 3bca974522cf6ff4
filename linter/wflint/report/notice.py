"""A finding as people read it: what, where, the lines it is about, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..finding import Applicability, Finding, Related
from .frame import Mark, draw
from .style import Style, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..source import Source


_UNMASKED = r"[^\s\"']"


def show(finding: Finding, source: Source | None, style: Style) -> str:
    """One finding: severity, rule and message, where it stands, the lines marked, and what to do."""
    severity = finding.severity.value
    head = style.link(finding.url, style.paint(severity, f"{severity}[{finding.rule}]"))
    lines = [f"{head}: {style.paint('bold', visible(finding.message, style.encoding))}"]
    frame, gutter = draw_finding(finding, source, style)
    lines.append(f"{' ' * gutter}{style.paint('frame', '-->')} {visible(where(finding), style.encoding)}")
    lines += frame
    notes = _notes(finding, framed=bool(frame))
    if frame and notes:
        lines.append(frame[0])
    for word, text in notes:
        sign = style.paint("frame", "=")
        lines.append(f"{' ' * gutter} {sign} {style.paint('bold', word)}: {visible(text, style.encoding)}")
    return "\n".join(lines)


def draw_finding(finding: Finding, source: Source | None, style: Style) -> tuple[list[str], int]:
    """The code frame of a finding and the width of its line numbers; no lines where it has no place."""
    marks = _marks(finding, style) if source is not None else []
    return draw(source, marks, style) if source is not None and marks else ([], 1)


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


def beside(related: Related) -> str:
    """A related place and what stands there."""
    place = f"{related.file}:{related.line}:{related.column}" if related.line else related.pointer
    return f"{place}: {related.message}"


def _marks(finding: Finding, style: Style) -> list[Mark]:
    found = []
    spans: list[tuple[Finding | Related, str, str, str]] = [(finding, finding.severity.value, "^", "")]
    related = [place for place in finding.related if place.file == finding.file]
    spans += [(place, "related", "-", visible(place.message, style.encoding)) for place in related]
    for place, role, sign, label in spans:
        if place.line is not None and place.column is not None:
            end_line, end_column = place.end_line or place.line, place.end_column or place.column
            found.append(Mark(place.line, place.column, end_line, end_column, role, sign, label))
    return found


def _notes(finding: Finding, framed: bool) -> list[tuple[str, str]]:
    notes = [
        ("note", beside(related))
        for related in finding.related
        if not framed or related.file != finding.file or related.line is None
    ]
    if finding.help:
        notes.append(("help", finding.help))
    if finding.fix is not None and finding.fix.edits:
        safe = finding.fix.applicability is Applicability.SAFE
        notes.append(("fix", f"{finding.fix.message} ({'--fix' if safe else '--unsafe-fixes'})"))
    return notes


def sentences(finding: Finding) -> str:
    """What is wrong and what to do about it, as sentences with their full stops."""
    return " ".join(map(sentence, filter(None, (finding.message, finding.help))))


def sentence(text: str) -> str:
    """``text`` with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
