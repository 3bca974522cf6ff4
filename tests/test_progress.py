"""The line on a terminal that tells how far a long run has come."""

import io
import os
import signal
import subprocess
import sys
import time

import pytest

from command_line import BAD, CONCISE, ENVIRONMENT, GOOD, MESSAGE, bare, big, posix, write  # noqa: F401 - bare is used by being here
from wflint.progress import FIRST, Progress

pty = pytest.importorskip("pty", reason="no terminals to open here")


def read(terminal):
    try:
        return os.read(terminal, 65536).decode()
    except OSError:  # Linux says so when the other side is closed
        return ""


def on_terminal(*words, wait, out_too=True, env=ENVIRONMENT):
    """What a terminal gets from a run that waits for standard input, the fifth of eight files, so many seconds."""
    write({f"{name}.json": BAD if name == "a" else GOOD for name in "abcxyz"})
    terminal, other = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "wflint", ".", "-", "gone.json", "--stdin-filename", "m.json", *words],
        stdin=subprocess.PIPE, stdout=other if out_too else subprocess.PIPE, stderr=other, env=env,
    ) as running:  # fmt: skip
        os.close(other)
        # When the first words come the clock of the run is running.
        got = read(terminal)
        time.sleep(wait)
        running.stdin.write(BAD.encode())
        running.stdin.close()
        while more := read(terminal):
            got += more
        if not out_too:
            assert running.stdout.read().decode().count(MESSAGE) == 2
    os.close(terminal)
    return got.replace("\r\n", "\n")


def screen(text):
    """What is to be seen when all of the text has come: a carriage return goes back to overwrite."""
    lines = []
    for line in text.split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
        lines.append(shown.rstrip())
    return "\n".join(lines)


@posix
@pytest.mark.parametrize("out_too", [True, False])
def test_a_long_run_tells_how_far_it_is_and_takes_that_away_again(out_too):
    got = on_terminal("--output-format", "concise", wait=1.1 * FIRST, out_too=out_too)
    told = [part for part in got.split("\r") if part.startswith("5 of 8 files, 2 findings")]
    assert len(told) == 1
    note = "wflint: cannot read 'gone.json': no such file or folder"
    findings = [f"a.json:{CONCISE}", note, f"m.json:{CONCISE}"] if out_too else [note]
    assert screen(got).split("\n") == [*findings, ""]


@posix
def test_what_is_said_of_an_interrupt_stands_alone():
    write(dict.fromkeys([f"{number:03}.json" for number in range(400)], big(200)))
    command = [sys.executable, "-m", "wflint", ".", "--jobs", "2", "--output-file", "../report.txt"]
    terminal, other = pty.openpty()
    with subprocess.Popen(command, stderr=other, env=ENVIRONMENT, start_new_session=True) as running:
        os.close(other)
        got = ""
        while " of 400 files, " not in got:
            got += read(terminal)
        os.killpg(running.pid, signal.SIGINT)
        while more := read(terminal):
            got += more
    os.close(terminal)
    assert running.returncode == 130
    assert screen(got.replace("\r\n", "\n")) == "wflint: interrupted\n"


@posix
@pytest.mark.parametrize(
    ("words", "wait", "terminal"),
    [
        ((), 0, "xterm"),
        (("--quiet",), 1.1 * FIRST, "xterm"),
        (("--verbose",), 1.1 * FIRST, "xterm"),
        ((), 1.1 * FIRST, "dumb"),
    ],
)
def test_there_is_no_progress(words, wait, terminal):
    got = on_terminal(*words, wait=wait, env={**ENVIRONMENT, "TERM": terminal})
    assert got.count("m.json:4:41") == 1
    assert "\r" not in got
    assert " of " not in got


def test_the_line_fits_into_its_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    stream = io.StringIO()
    progress = Progress(stream, 2_000)
    progress.due = 0
    progress.show(999, 1)
    assert stream.getvalue() == "\r999 of 2000 files, "[:20]
    progress.show(1_000, 1)
    assert "1000" not in stream.getvalue(), "it was said just now"
    progress.hide()
    assert screen(stream.getvalue()) == ""
