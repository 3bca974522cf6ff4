"""``html``: one page that needs nothing beside itself, for an artifact of a CI run or a mail.

What is filtered, and whether it is light or dark, is a matter of its style sheet: the page runs no script,
and so works where scripts are forbidden.
"""

from __future__ import annotations

import re
from html import escape
from itertools import combinations
from typing import TYPE_CHECKING

from ...finding import Finding, Severity
from .. import Report, Summary, plural
from ..notice import beside, draw_finding, where, without_secrets
from ..outcome import sum_up
from ..repository import page
from ..style import CODES, Style, cells, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...source import Source

_SEVERITIES = [severity.value for severity in Severity]
_ROLES = {code: role for role, code in CODES.items()}
_FRAME = Style(color=True, width=100)


class Format(Report):
    """A section for each file, an article for each finding, and boxes that hide findings by severity."""

    held = True

    def file(self, findings: Sequence[Finding], source: Source | None, /) -> str:
        """The section of a file."""
        masked = None if source is None else without_secrets(source, findings)
        name = findings[0].file
        there = {finding.severity.value for finding in findings}
        held = " ".join(severity for severity in _SEVERITIES if severity in there)
        count = plural(len(findings), "finding")
        return (
            f'<section data-holds="{held}">\n'
            f"<h2>{_link(page(name, None), _text(name))} <small>{count}</small></h2>\n"
            f"{''.join(_article(finding, masked) for finding in findings)}</section>\n"
        )

    def end(self, summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole page, in ASCII: right in whatever encoding the stream has."""
        sentence = _text(sum_up(summary, Style()))
        counts = zip(_SEVERITIES, (summary.errors, summary.warnings, summary.infos), strict=True)
        boxes = "".join(
            f'<label class="{severity}"><input type="checkbox" id="show-{severity}" checked> '
            f"{plural(count, severity)}</label>\n"
            for severity, count in counts
        )
        show = f"<fieldset><legend>Show</legend>\n{boxes}</fieldset>\n" if pieces else ""
        whole = (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>wflint: {sentence}</title>\n<style>\n{_STYLE}{_filters()}</style>\n</head>\n<body>\n"
            f"<header>\n<h1>wflint</h1>\n<p>{sentence}</p>\n{show}</header>\n"
            f"<main>\n{''.join(pieces)}</main>\n</body>\n</html>\n"
        )
        return whole.encode("ascii", "xmlcharrefreplace").decode()


def _article(finding: Finding, source: Source | None) -> str:
    severity = finding.severity.value
    at = finding.pointer or finding.file if finding.line is None else where(finding)
    place = _link(page(finding.file, finding.line, finding.end_line), _text(at))
    frame, _ = draw_finding(finding, source, _FRAME)
    lines = "\n".join(map(_frame_line, frame))
    code = f'<pre tabindex="0">{lines}</pre>\n' if frame else ""
    notes = [] if frame else [beside(related) for related in finding.related]
    notes += [finding.help] if finding.help else []
    notes += [f"Fix: {finding.fix.message}"] if finding.fix and finding.fix.edits else []
    items = "".join(f"<li>{_text(note)}</li>" for note in notes)
    return (
        f'<article class="{severity}">\n<h3><strong>{severity}</strong> {_text(finding.message)}</h3>\n'
        f"<p>{_link(finding.url, _text(finding.rule))} at {place}</p>\n{code}"
        f"{f'<ul>{items}</ul>' if items else ''}</article>\n"
    )


def _text(words: str) -> str:
    return escape(visible(words))


def _link(address: str | None, content: str) -> str:
    """``content``, with a link where the address is one on the web: the page may be looked at anywhere."""
    if address is None or not address.startswith(("https://", "http://")):
        return content
    return f'<a href="{escape(address)}">{content}</a>'


def _frame_line(line: str) -> str:
    """A line of a frame for a terminal as HTML; its text holds no control characters but those of colours."""
    line = re.sub(r"[^\x00-\x7f]", _wide, escape(line, quote=False))
    return re.sub(
        r"\x1b\[([\d;]+)m",
        lambda found: "</span>" if found[1] == "0" else f'<span class="{_ROLES[found[1]]}">',
        line,
    )


def _wide(found: re.Match[str]) -> str:
    """A character that is two columns wide, held to that: fonts have their own opinion, and carets follow."""
    return f'<span class="wide">{found[0]}</span>' if cells(found[0])[0][1] == 2 else found[0]


def _filters() -> str:
    """Rules that hide the findings of the severities that are not checked, and files that have no others."""
    rules = []
    for count in range(1, len(_SEVERITIES) + 1):
        for some in combinations(_SEVERITIES, count):
            off = "".join(f":has(#show-{severity}:not(:checked))" for severity in some)
            rules.append(f'body{off} section[data-holds="{" ".join(some)}"]')
            rules += [f"body{off} article.{some[0]}"] if count == 1 else []
    return ",\n".join(rules) + " { display: none }\n"


_STYLE = """\
:root { color-scheme: light dark; --back: #fff; --ink: #1c2024; --soft: #5b6470; --line: #d5dae0;
  --code: #f5f6f8; --error: #b3261e; --warning: #805300; --info: #0b6074; --link: #0a58ca }
@media (prefers-color-scheme: dark) {
  :root { --back: #15191d; --ink: #e6e9ec; --soft: #a3adb8; --line: #39424c;
    --code: #1d2329; --error: #ff8a80; --warning: #f0c05a; --info: #7fd3e6; --link: #8ab8ff } }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; background: var(--back); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1rem; font-weight: normal; margin: 0 } small { color: var(--soft); font-weight: normal }
a { color: var(--link) }
fieldset { border: 1px solid var(--line); border-radius: .4rem } label { margin-right: 1.5rem }
article { margin: 1.25rem 0; padding-left: .75rem; border-left: .25rem solid var(--line) }
article.error { border-color: var(--error) } article.warning { border-color: var(--warning) }
article.info { border-color: var(--info) } article p { margin: .25rem 0; color: var(--soft) }
.error > strong, .error > h3 > strong, span.error { color: var(--error) }
.warning > strong, .warning > h3 > strong, span.warning { color: var(--warning) }
.info > strong, .info > h3 > strong, span.info, span.related { color: var(--info) }
span.frame { color: var(--soft) }
pre { background: var(--code); padding: .5rem; overflow-x: auto; overflow-wrap: normal;
  font: .9rem/1.4 ui-monospace, Menlo, Consolas, monospace }
.wide { display: inline-block; width: 2ch; text-align: center }
ul { margin: .25rem 0; padding-left: 1.25rem }
"""
