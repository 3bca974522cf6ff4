"""The text report as a terminal shows it: a terminal emulator draws it, and the carets are looked for."""

import os
import pty
import re
import subprocess
import sys
import termios
from itertools import pairwise

import pyte
import pytest
from wcwidth import wcswidth

from command_line import BAD, ENVIRONMENT, bare, posix, write  # noqa: F401 - bare is used by being here
from reports import PLAIN, finding
from wflint.finding import Related
from wflint.report.notice import show
from wflint.report.style import Style, cells, visible
from wflint.source import Source

FAMILY = "👩\u200d👩\u200d👧"


def screen(text, width):
    """What a terminal of that width shows: for each row the text of each column ("" is a wide one's second)."""
    terminal = pyte.Screen(width, 200)
    pyte.Stream(terminal).feed(text.replace("\n", "\r\n"))
    return [[terminal.buffer[row][column].data for column in range(width)] for row in range(200)]


def marked(rows, sign="^"):
    """The text that stands above the carets."""
    for above, row in pairwise(rows):
        columns = [number for number, char in enumerate(row) if char == sign]
        if columns and "".join(row[: columns[0]]).strip() == "|":
            return "".join(above[columns[0] : columns[-1] + 1])
    raise AssertionError("no caret")


def at(text, words, **changes):
    """A finding that stands at ``words``, which ``text`` has once."""
    start = text.index(words)
    source = Source("a.yaml", text, "yaml")
    begin, end = source.position(start), source.position(start + len(words))
    return finding(
        line=begin[0], column=begin[1], end_line=end[0], end_column=end[1], related=(), fix=None
    )._replace(**changes), source


@pytest.mark.parametrize("width", [20, 40, 80, 300])
@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("a: {{b}}", "{{b}}", "{{b}}"),
        ("日本語: {{b}} 日", "{{b}}", "{{b}}"),
        ("日本語: x", "本", "本"),
        ("\uff46\uff55\uff4c\uff4c x", "x", "x"),
        ("e\u0301e\u0301 cafe\u0301 x", "cafe\u0301", "café"),
        ("cafe\u0301 x", "\u0301", "é"),
        ("😀😀 x", "x", "x"),
        (f"{FAMILY} x", "x", "x"),
        (f"a {FAMILY} x", FAMILY, "👩👩👧"),
        ("❤\ufe0f👍🏽 x", "x", "x"),
        ("👍🏽 x", "👍🏽", "👍"),
        ("\t\tx", "x", "x"),
        ("a\tb", "\t", "    "),
        ("\u202e\u2066abc x", "x", "x"),
        ("a\u202eb", "\u202e", "\\u202e"),
        ("dr\u200baft", "\u200b", "\\u200b"),
        ("dr\u200daft x", "dr\u200daft", "dr\\u200daft"),
        ("\x1b[31m x", "x", "x"),
        ("日" * 200 + " {{b}} " + "本" * 200, "{{b}}", "{{b}}"),
        ("e\u0301" * 300 + " {{b}} " + "e\u0301" * 300, "{{b}}", "{{b}}"),
        (f"{FAMILY} " * 90 + "{{b}} " + f"{FAMILY} " * 90, "{{b}}", "{{b}}"),
    ],
)
def test_carets_stand_under_the_characters(text, words, shown, width):
    found, source = at(text, words)
    if width > 20 or len(shown) < 10:
        assert marked(screen(show(found, source, Style(width=width)), width)).replace(
            "é", "é"
        ) == shown.replace("é", "é")


@pytest.mark.parametrize("text", ["สวัสดี x", "\u1112\u1161\u11ab x", "שָׁלוֹם x", "🇩🇪 x", "1\u20e3 x"])
def test_columns_are_those_of_terminals(text):
    """Scripts that pyte does not draw, by the tables that terminals share."""
    found, source = at(text, "x")
    lines = show(found, source, PLAIN).splitlines()
    assert lines[4].index("^") == wcswidth(lines[3].removesuffix("x"))


@pytest.mark.parametrize("width", [20, 21, 33, 60, 120, 300])
def test_no_line_of_a_frame_is_broken(width):
    text = "steps:\n" + "日 é a\t" * 100 + "{{drfat.output}} " + "b " * 100 + "\n- {id: draft}\n" * 3
    label = "the step 'draft', which stands far off"
    found, source = at(text, "{{drfat.output}}", related=(Related("a.yaml", 3, 8, 3, 13, "", label),))
    lines = show(found, source, Style(width=width)).splitlines()
    frame = lines[2 : lines.index("  |", 3)]
    for line in frame:
        wide = sum(columns for _, columns in cells(line))
        assert wide <= width or label in line
    if width >= 60:
        assert all(sum(columns for _, columns in cells(line)) <= width for line in frame)


def test_a_label_without_room_beside_its_signs_has_a_line_of_its_own():
    text = "a: " + "x" * 30 + " bcd\ne: f"
    found, source = at(text, "f", related=(Related("a.yaml", 1, 35, 1, 38, "", "first here, and not there"),))
    lines = show(found, source, Style(width=44)).splitlines()
    assert lines[3:8] == [
        f"1 | {text[:37]}",
        "  | " + " " * 34 + "---",
        "  | " + " " * 15 + "first here, and not there",
        "2 | e: f",
        "  |    ^",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp850", "cp1252", "cp932", "koi8-r", "utf-8"])
@pytest.mark.parametrize("width", [40, 100])
def test_what_a_stream_cannot_show_is_escaped_before_it_is_measured(encoding, width):
    text = "日é\x1b😀я: " + "x" * 60 + " {{b}} " + "y" * 60
    found, source = at(text, "{{b}}", message="é日\x1b😀")
    shown = show(found, source, Style(width=width, encoding=encoding))
    assert shown.encode(encoding).decode(encoding) == shown
    lines = shown.splitlines()
    assert lines[3][lines[4].index("^") :].startswith("{{b}}")
    assert len(lines[3]) <= width
    assert ("…" in shown) == (encoding in ("utf-8", "cp1252", "cp932"))


def test_control_characters_are_pictures_only_where_there_are_some():
    assert visible("\x1b\x7f\x85", "utf-8") == "␛␡\\x85"
    assert visible("\x1b\x7f\x85", "cp437") == "\\x1b\\x7f\\x85"


def test_invisible_characters_are_seen():
    assert visible("a\u200bb\u2060d\U000e0041") == "a\\u200bb\\u2060d\\U000e0041"
    assert visible("a\u3164") == "a\\u3164", "a letter by its category"
    assert visible("می\u200cشود") == "می\u200cشود", "Persian is written with joiners"
    assert visible("dr\u200caft") == "dr\\u200caft", "ASCII is not"


def linted(*words, env=None, columns=70):
    """What ``wflint`` writes when its standard output is a terminal."""
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (50, columns))
    command = [sys.executable, "-m", "wflint", *words]
    environment = {
        name: value
        for name, value in ENVIRONMENT.items()
        if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")
    }
    run = subprocess.Popen(
        command, stdout=inner, stderr=inner, stdin=inner, env=environment | {"TERM": "xterm", **(env or {})}
    )
    os.close(inner)
    said = b""
    try:
        while more := os.read(outer, 65536):
            said += more
    except OSError:  # Linux says so where others say that it is the end
        pass
    os.close(outer)
    run.wait()
    return said.decode()


@posix
def test_a_terminal_gets_colour_links_and_its_width():
    write({"bad.json": BAD})
    said = linted("bad.json")
    assert "\x1b[1;31merror[undefined-step]\x1b[0m" in said
    assert re.search(
        r"\x1b\]8;;https://[!-~]+/undefined-step\.md\x1b\\\x1b\[1;31merror\[undefined-step\]\x1b\[0m\x1b\]8;;\x1b\\",
        said,
    )
    rows = screen(said.replace("\r\n", "\n"), 70)
    assert marked(rows) == "{{drfat.output}}"
    assert "".join(rows[0]).strip() == "error[undefined-step]: no step 'drfat'; did you mean 'draft'?"


@posix
@pytest.mark.parametrize(
    ("words", "env", "color", "links"),
    [
        ([], {"NO_COLOR": "1"}, False, False),
        ([], {"NO_COLOR": "yes", "FORCE_COLOR": "1"}, False, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"TERM": "dumb"}, False, False),
        ([], {"TERM": "linux"}, True, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True, True),
    ],
)
def test_a_terminal_is_heeded(words, env, color, links):
    write({"bad.json": BAD})
    said = linted("bad.json", *words, env=env)
    assert ("\x1b[" in said, "\x1b]8" in said) == (color, links)
