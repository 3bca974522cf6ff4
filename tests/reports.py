"""Findings of every sort, and what a format makes of them."""

from itertools import zip_longest

from wflint.finding import Applicability, Edit, Finding, Fix, Related, Severity
from wflint.report import Summary, open_report
from wflint.report.style import Style
from wflint.source import Source

PLAIN = Style(color=False, width=62)
TEXT = """\
steps:
  - {id: "日本 é😀", text: "{{drfat.output}}"}
  - {id: draft, text: "b"}
"""
SOURCE = Source("a.yaml", TEXT, "yaml")
EVIL = "a]]>&<b> \"'` |x| $a$ *b* _c_ [d](e) \x00\x1b[2J\r\n\u2028\u202e\ud800\ufffe\uffff <!-- --> {{curly}} 日😀"
"""What breaks one format or the other."""


def finding(**changes):
    """A finding with all that there can be, which stands at the reference in ``TEXT``."""
    fix = Fix(Applicability.SAFE, "write 'draft'", (Edit(2, 28, 2, 33, "draft"),))
    related = (Related("a.yaml", 3, 10, 3, 15, "/steps/1/id", "the step 'draft'"),)
    made = Finding(
        "a.yaml", 2, 26, 2, 42, "/steps/0/text", "undefined-step", "reference", Severity.ERROR,
        "no step 'drfat'; did you mean 'draft'?", "a reference names a step by its id",
        "https://example.org/undefined-step", related, fix,
    )  # fmt: skip
    return made._replace(**changes)


def unplaced(**changes):
    """A finding about a file as a whole."""
    return finding(
        line=None, column=None, end_line=None, end_column=None, pointer="", related=(), fix=None
    )._replace(**changes)


TWO_EDITS = Fix(Applicability.UNSAFE, "both", (Edit(3, 10, 3, 15, "x"), Edit(2, 28, 2, 33, "draft")))
RUNS = {
    "no finding": [],
    "one finding": [[finding()]],
    "many files": [
        [finding(file=f"{name}/a.yaml", severity=severity) for severity in Severity for _ in range(2)]
        for name in ("b c", "é#?%", "/there", "C:", "./here", "bytes\udcff")
    ],
    "documents of a stream": [[finding(document=0), finding(document=1), finding(document=1)]],
    "no position": [[unplaced(), unplaced(pointer="/steps/0"), unplaced(help=None, url=None)]],
    "several edits": [[finding(fix=TWO_EDITS), finding(fix=Fix(Applicability.SAFE, "none", ()))]],
    "evil": [
        [
            finding(
                message=EVIL,
                help=EVIL,
                file=f"{EVIL}.yaml",
                pointer=f"/{EVIL}",
                related=(Related("a.yaml", 3, 10, 3, 15, EVIL, EVIL), Related("x", None, None, None, None, EVIL, EVIL)),
                fix=Fix(Applicability.UNSAFE, EVIL, (Edit(2, 28, 2, 33, EVIL),)),
            )
        ]
    ],
}  # fmt: skip
"""Findings file by file, for every format to be valid on."""


def summary(found, **changes):
    """What a run that found this in its files, and nothing in one more, came to."""
    made = Summary(files=len(found) + 1)
    for findings in found:
        made = made.plus(findings)
    return made._replace(**changes)


def printed_by(name, found, sources=(), style=PLAIN, **changes):
    """What a report of these findings, file by file, writes to its stream."""
    report = open_report(name, style)
    pieces = [report.file(findings, source) for findings, source in zip_longest(found, sources)]
    counts = summary(found, **changes)
    return report.end(counts, pieces) if report.held else "".join(pieces) + report.end(counts)


def printed(name, run):
    """What a format writes of one of :data:`RUNS`, with the text there."""
    return printed_by(name, RUNS[run], [SOURCE] * len(RUNS[run]))
