"""``markdown``: a job's summary, as GitHub and GitLab render it.

GitHub refuses the summary of a step above 1 MiB, whoever wrote it; this one ends at half of that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...finding import Finding
from .. import Report, Summary, plural
from ..outcome import sum_up
from ..repository import page, path_in_repository
from ..style import Style, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...source import Source

_MOST_BYTES = 1 << 19
_MOST_ROWS = 100
"""Findings shown of one file; the worst where there are more."""

_SPECIAL = r"[\\`*_{}\[\]<>#|~&!]|(?<=:)//|(?<=www)\."


class Format(Report):
    """A heading that sums up, and a table of findings for each file."""

    held = True

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The file's name and its table."""
        name = findings[0].file
        worst = sorted(findings, key=lambda finding: -finding.severity.rank)[:_MOST_ROWS]
        kept = set(map(id, worst))
        rows = [_row(finding) for finding in findings if id(finding) in kept]
        more = len(findings) - len(rows)
        left = f"\n… and {plural(more, 'more finding')} in this file.\n" if more else ""
        title = f"#### [{text(path_in_repository(name))}]({page(name, None)})"
        return f"\n{title}\n\n| | line | rule | what |\n|---|---|---|---|\n{''.join(rows)}{left}"

    def end(self, summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole text, with as many files as there is room for."""
        if self.quiet and not pieces:
            return ""
        parts = [f"### wflint\n\n{text(sum_up(summary, Style()))}\n"]
        room = _MOST_BYTES
        for number, piece in enumerate(pieces):
            room -= len(piece.encode("utf-8", "replace"))
            if room < 0:
                left = plural(len(pieces) - number, "more file")
                parts.append(f"\n… and {left} with findings, for which there is no room here.\n")
                break
            parts.append(piece)
        whole, encoding = "".join(parts), self.style.encoding
        return whole.encode(encoding, "xmlcharrefreplace").decode(encoding)


def text(words: str) -> str:
    """``words`` as they are, whatever they mean in Markdown, and on one line of a table.

    A dollar sign may begin a formula on GitHub, which only a tag around it prevents.
    """
    shown = re.sub(_SPECIAL, lambda found: f"\\{found[0]}", visible(words))
    return shown.replace("$", "<span>$</span>")


def _row(finding: Finding) -> str:
    severity = finding.severity.value
    at = finding.pointer or "—" if finding.line is None else f"{finding.line}:{finding.column}"
    place = f"[{text(at)}]({page(finding.file, finding.line, finding.end_line)})"
    rule = f"[{text(finding.rule)}]({finding.url})" if finding.url else text(finding.rule)
    what = "<br>".join(map(text, filter(None, (finding.message, finding.help))))
    bold = "**" if severity == "error" else ""
    return f"| {bold}{severity}{bold} | {place} | {rule} | {what} |\n"
