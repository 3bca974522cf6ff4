"""Examples with caret lines: what stands in them, and what wflint must say."""

import re
import textwrap
from typing import NamedTuple

_CARETS = re.compile(r"(\s*)(\^+) (.*)")


class Mark(NamedTuple):
    line: int
    column: int
    end_column: int
    message: str


def read(text):
    """The document without its caret lines, and the marks that those make."""
    lines, marks = [], []
    for line in textwrap.dedent(text).strip("\n").split("\n"):
        carets = _CARETS.fullmatch(line)
        if carets:
            start = carets.start(2) + 1
            marks.append(Mark(len(lines), start, start + len(carets[2]), carets[3].strip()))
        else:
            lines.append(line.rstrip() if not line.strip() else line)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines) + "\n", sorted(marks)


def mark(finding, text):
    """The mark that ``finding`` makes; one of several lines is marked to the end of the first."""
    end = finding.end_column
    if finding.end_line != finding.line:
        end = len(text.split("\n")[finding.line - 1]) + 1
    return Mark(finding.line, finding.column, end, finding.message)


def language(text):
    """JSON where it begins as JSON does, else YAML."""
    return "json" if text.lstrip()[:1] in ("{", "[") else "yaml"
