"""The output formats, fed with findings made by hand."""

import json
import pickle
import subprocess
import time
from shutil import which

import pytest

from conftest import missing
from reports import PLAIN, printed_by
from wflint.finding import Applicability, Edit, Finding, Fix, Related, Severity
from wflint.report import FORMATS, Summary, open_report
from wflint.report.diff import unified
from wflint.report.formats.github import annotation
from wflint.report.notice import show
from wflint.report.outcome import sum_up
from wflint.report.statistics import table
from wflint.report.style import Style, visible
from wflint.source import Source

TEXT = """\
{"steps": [
  {"id": "draft", "type": "model"},

  {"id": "review", "params": {"text": "{{drfat.output}}"}}
]}
"""


def found(text, words, source="a.json", related=(), **changes):
    """A finding that stands at ``words`` in ``text``, its related places at the words given for them."""
    span = spot(text, words)
    places = tuple(Related(source, *spot(text, at), "/steps/0/id", message) for at, message in related)
    made = Finding(
        source,
        *span,
        "/steps/1/params/text",
        "undefined-step",
        "reference",
        Severity.ERROR,
        "no step 'drfat'; did you mean 'draft'?",
        None,
        "https://example.org/undefined-step",
        places,
    )
    return made._replace(**changes)


def spot(text, words):
    source = Source("", text, "json")
    start = text.index(words)
    return *source.position(start), *source.position(start + len(words))


def fix(applicability=Applicability.SAFE, message="write 'draft'"):
    return Fix(applicability, message, (Edit(4, 41, 4, 46, "draft"),))


def frame(finding, text, style=PLAIN):
    return show(finding, Source("a.json", text, "json"), style).splitlines()


def test_a_frame_marks_the_words_and_the_related_place():
    finding = found(
        TEXT,
        "{{drfat.output}}",
        related=[('"draft"', "the step 'draft'")],
        help="name a step above",
        fix=fix(),
    )
    assert frame(finding, TEXT) == [
        "error[undefined-step]: no step 'drfat'; did you mean 'draft'?",
        " --> a.json:4:40",
        "  |",
        '2 |   {"id": "draft", "type": "model"},',
        "  |          ------- the step 'draft'",
        "3 |",
        '4 |   {"id": "review", "params": {"text": "{{drfat.output}}"}}',
        "  |                                        ^^^^^^^^^^^^^^^^",
        "  |",
        "  = help: name a step above",
        "  = fix: write 'draft' (--fix)",
    ]


def test_lines_far_apart_are_shown_apart():
    text = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"
    lines = frame(found(text, "j", related=[("a", "first")]), text)
    assert lines[2:] == ["   |", " 1 | a", "   | - first", "...", "10 | j", "   | ^"]


def test_an_unsafe_fix_is_told_from_a_safe_one():
    finding = found(TEXT, "drfat", fix=fix(Applicability.UNSAFE))
    assert frame(finding, TEXT)[-1] == "  = fix: write 'draft' (--unsafe-fixes)"


@pytest.mark.parametrize(
    ("text", "words", "shown", "under"),
    [
        ("ab cd", "cd", "ab cd", "   ^^"),
        ("\tab", "ab", "    ab", "    ^^"),
        ("日本 ab", "ab", "日本 ab", "     ^^"),
        ("日本 ab", "本", "日本 ab", "  ^^"),
        ("e\u0301 ab", "ab", "e\u0301 ab", "  ^^"),
        ("\U0001f600 ab", "ab", "\U0001f600 ab", "   ^^"),
        ("\x1b[2J ab", "ab", "␛[2J ab", "     ^^"),
        ("\u202e ab", "ab", "\\u202e ab", "       ^^"),
        ("ab\r\ncd", "ab", "ab", "^^"),
        ("ab {\ncd }", "{\ncd }", "ab {", "   ^"),
        ("ab", "", "ab", "^"),
    ],
)
def test_carets_stand_under_the_words(text, words, shown, under):
    lines = frame(found(text, words), text)
    assert lines[3:5] == [f"1 | {shown}", f"  | {under}"]


def test_a_span_at_the_end_of_a_line_has_a_caret():
    finding = found("ab\ncd", "cd", line=1, column=3, end_line=1, end_column=3)
    assert frame(finding, "ab\ncd")[3:5] == ["1 | ab", "  |   ^"]


@pytest.mark.parametrize("column", [1, 40, 400, 980])
@pytest.mark.parametrize("width", [1, 4, 300])
def test_a_long_line_is_cut_around_the_words(column, width):
    text = "".join(chr(ord("a") + number % 26) for number in range(1000))
    finding = found(text, "a", line=1, column=column, end_line=1, end_column=min(column + width, 1001))
    _, _, _, line, under = frame(finding, text)
    assert len(line) <= PLAIN.width
    start = under.index("^")
    marked = line[start : start + under.count("^")]
    assert marked.rstrip("…") == text[column - 1 : column - 1 + width][: len(marked.rstrip("…"))]
    assert line.startswith("1 | …") == (column > 1)
    assert len(marked) == min(width, len(marked)) > 0


def test_two_places_of_one_long_line_are_shown_each():
    text = '{"first": 1, ' + "x" * 500 + ' "first": 2}'
    finding = found(text, "2}", related=[('"first": 1', "first here")])
    lines = frame(finding, text)
    assert lines[3].endswith('x "first": 2}')
    assert lines[4].endswith(" ^^")
    assert lines[5].startswith('1 | {"first": 1, xx')
    assert lines[6] == "  |  ---------- first here"


def test_the_cost_of_a_frame_is_not_that_of_its_line():
    text = "[" + "1, " * 2_000_000 + "1]"
    source = Source("a.json", text, "json")
    finding = found(text, "[")
    began = time.perf_counter()
    for number in range(1_000):
        show(finding._replace(column=number * 6_000 + 1, end_column=number * 6_000 + 2), source, PLAIN)
    assert time.perf_counter() - began < 5


def test_colour_only_adds_colour():
    finding = found(TEXT, "drfat", related=[('"draft"', "the step")], help="h", fix=fix())
    coloured = "\n".join(frame(finding, TEXT, Style(color=True, width=62)))
    assert "\x1b[1;31merror" in coloured
    bare = coloured
    for code in ("0", "1", "34", "1;31", "1;34"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare.splitlines() == frame(finding, TEXT)


@pytest.mark.parametrize("name", ["text", "concise"])
def test_nothing_of_a_file_drives_the_terminal(name):
    evil = "\x1b]0;title\x07 \x9b31m \r \u2028 \u202e \x00 \ud800"
    text = f"{{{evil}}}"
    finding = found(
        text, evil, f"a{evil}.json", related=[("{", evil)], message=evil, help=evil, fix=fix(message=evil)
    )
    source = Source(finding.file, text, "json")
    printed = open_report(name, PLAIN).file([finding], source)
    assert visible(printed.replace("\n", "")) == printed.replace("\n", "")
    assert "␛]0;title␇" in printed


def test_concise_is_one_line_a_finding():
    findings = [found(TEXT, "drfat"), found(TEXT, "model", severity=Severity.INFO, message="two\nlines")]
    assert printed_by("concise", [findings]) == (
        "a.json:4:42: error undefined-step no step 'drfat'; did you mean 'draft'?\n"
        "a.json:2:28: info undefined-step two␊lines\n"
    )


FULL = found(TEXT, "drfat", related=[('"draft"', "the step")], help="name a step above", fix=fix())


def test_json_has_the_promised_fields_in_order():
    printed = printed_by("json", [[FULL]], files=3, skipped=1)
    assert list(json.loads(printed).items()) == [
        ("version", 1),
        ("summary", {"files": 3, "skipped": 1, "errors": 1, "warnings": 0, "infos": 0}),
        ("findings", [json.loads(json.dumps(EXPECTED))]),
    ]
    assert list(json.loads(printed)["findings"][0]) == list(EXPECTED)
    assert list(json.loads(printed)["summary"]) == ["files", "skipped", "errors", "warnings", "infos"]


EXPECTED = {
    "file": "a.json",
    "line": 4,
    "column": 42,
    "end_line": 4,
    "end_column": 47,
    "pointer": "/steps/1/params/text",
    "rule": "undefined-step",
    "group": "reference",
    "severity": "error",
    "message": "no step 'drfat'; did you mean 'draft'?",
    "help": "name a step above",
    "url": "https://example.org/undefined-step",
    "related": [{"file": "a.json", "line": 2, "column": 10, "message": "the step"}],
    "fix": {
        "applicability": "safe",
        "message": "write 'draft'",
        "edits": [{"line": 4, "column": 41, "end_line": 4, "end_column": 46, "content": "draft"}],
    },
}


def test_json_without_findings():
    assert printed_by("json", []) == (
        '{"version": 1,\n "summary": {"files": 1, "skipped": 0, "errors": 0, "warnings": 0, "infos": 0},\n'
        ' "findings": []}\n'
    )


def test_jsonl_has_the_same_findings_one_a_line():
    findings = [FULL, FULL._replace(document=2, fix=None, help=None)]
    whole = json.loads(printed_by("json", [findings]))
    lines = printed_by("jsonl", [findings]).splitlines()
    assert [json.loads(line) for line in lines] == whole["findings"]
    assert json.loads(lines[1])["document"] == 2
    assert json.loads(lines[1])["fix"] is None
    assert "document" not in json.loads(lines[0])


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"text", "concise", "github", "markdown"}))
def test_programs_get_ascii_whatever_the_text(name):
    printed = printed_by(name, [[FULL._replace(message="é \ud800 日", file="ü\udcff.json")]])
    assert printed.isascii()


@pytest.mark.parametrize("name", FORMATS)
def test_a_piece_depends_on_its_file_alone(name):
    source = Source("a.json", TEXT, "json")
    findings = [FULL, FULL, FULL._replace(rule="internal-error", severity=Severity.INFO)]
    report = open_report(name, PLAIN)
    other = pickle.loads(pickle.dumps(report))
    pieces = [report.file(findings, source), report.file(findings[1:], None), report.file(findings, source)]
    assert pieces[0] == pieces[2] == other.file(findings, source)
    assert other.end(Summary(), pieces) == report.end(Summary(), pieces)


@pytest.mark.parametrize("name", FORMATS)
def test_width_and_order_of_runs_change_nothing_for_programs(name):
    printed = []
    for width in (40, 200):
        style = Style(color=name != "text", width=width)
        source = Source("a.json", TEXT, "json")
        printed.append(printed_by(name, [[FULL]], [source], style))
    assert (printed[0] == printed[1]) == (name != "text")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "::error file=a.json,line=4,endLine=4,col=42,endColumn=47,title=undefined-step::no 50%25 of it"),
        (
            {"severity": Severity.WARNING, "end_line": 6},
            "::warning file=a.json,line=4,endLine=6,title=undefined-step::no 50%25 of it",
        ),
        (
            {"severity": Severity.INFO, "file": "a:b,c%.json", "line": None},
            "::notice file=a%3Ab%2Cc%25.json,title=undefined-step::no 50%25 of it",
        ),
        (
            {"message": "one\r\n::error::two", "help": "do: this, that", "line": None},
            "::error file=a.json,title=undefined-step::one%0D%0A::error::two%0Ado: this, that",
        ),
    ],
)
def test_github_annotations(changes, expected):
    finding = found(TEXT, "drfat", message="no 50% of it")
    assert annotation(finding._replace(**changes)) == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (Summary(files=12, skipped=3), "All good: 12 files checked, 3 passed over."),
        (Summary(files=1), "All good: 1 file checked."),
        (Summary(files=1, fixed=2), "Fixed 2 findings. All good: 1 file checked."),
        (Summary(files=1, failed=True), "Nothing found, but not everything could be read: 1 file checked."),
        (
            Summary(files=9, errors=3, warnings=1, faulty=2, fixable=1),
            "Found 3 errors and 1 warning in 2 files (1 fixable with --fix).",
        ),
        (
            Summary(files=9, errors=1, warnings=1, infos=2, faulty=2, fixable=1, guessable=2),
            "Found 1 error, 1 warning and 2 infos in 2 files "
            "(1 fixable with --fix, 2 more with --unsafe-fixes).",
        ),
        (
            Summary(files=9, infos=1, faulty=1, guessable=1, fixed=1),
            "Fixed 1 finding. Found 1 info in 1 file (1 fixable with --unsafe-fixes).",
        ),
    ],
)
def test_the_summary_line(summary, expected):
    assert sum_up(summary, PLAIN) == expected


def test_statistics_count_the_most_frequent_first():
    counts = [("warning", "unused-step", 2), ("error", "undefined-step", 12), ("error", "cycle", 2)]
    assert table(counts, PLAIN) == (
        "12  undefined-step  error\n 2  cycle           error\n 2  unused-step     warning\n"
    )


LINES = "".join(f"line {number}\n" for number in range(40))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LINES, LINES.replace("line 3\n", "three\n")),
        (LINES, LINES.replace("line 3\n", "").replace("line 6\n", "six\nand more\n").replace("line 30", "x")),
        (LINES, LINES.replace("line 0\n", "").replace("line 39\n", "")),
        (LINES, LINES[:-1]),
        (LINES[:-1], LINES),
        ("one", "two"),
        ("a\r\nb\r\n", "a\r\nc\r\n"),
        ("a\nb\n", "a\nnew\nb\n"),
        ("only\n", ""),
        ("x\n" * 9000 + "a\n" + "y\n" * 9000, "x\n" * 9000 + "b\n" + "y\n" * 9000),
        ("a\n" * 5000, "b\n" * 5000),
    ],
    ids=range(11),
)
def test_git_applies_the_diff(before, after, tmp_path):
    if which("git") is None:
        missing("git", "install git")
    file = tmp_path / "a.json"
    file.write_bytes(before.encode())
    made = unified(before, after, "a.json", PLAIN)
    command = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
    subprocess.run(command, input=made.encode(), cwd=tmp_path, check=True)
    assert (file.read_bytes() if file.exists() else b"") == after.encode()


def test_the_diff_of_equal_texts_is_empty():
    assert unified(LINES, LINES, "a.json", PLAIN) == ""


def test_a_diff_on_a_terminal_shows_control_characters():
    assert unified("a\n", "\x1b[2Jb\n", "a.json", Style(color=True), terminal=True).endswith(
        "\x1b[32m+␛[2Jb\x1b[0m\n"
    )
