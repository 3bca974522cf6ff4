"""Completion, by the shells themselves: words are begun, and what a shell makes of them is read."""

import contextlib
import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from command_line import bare, posix, wflint, write  # noqa: F401 - `bare` is a fixture
from conftest import missing
from wflint.arguments import COMMANDS
from wflint.completion.words import commands
from wflint.kinds import KINDS
from wflint.report import FORMATS
from wflint.rules import all_rules, rule_names
from wflint.standalone import titles

pytestmark = posix
SHELLS = ("bash", "zsh", "fish")
RULES = {rule.id for rule in all_rules()}

# Where just one word fits, every shell completes it.
UNIQUE = [
    ("expl", ["explain"]),
    ("comp", ["completion"]),
    ("check --output-fo", ["check", "--output-format"]),
    ("check --output-format sar", ["check", "--output-format", "sarif"]),
    ("--output-format check", ["--output-format", "checkstyle"]),
    ("check --select forward-r", ["check", "--select", "forward-reference"]),
    ("check --ignore unused-step,undefined-s", ["check", "--ignore", "unused-step,undefined-step"]),
    ("--extend-select json-s", ["--extend-select", "json-schema"]),
    ("check --fail-on w", ["check", "--fail-on", "warning"]),
    ("check --kind eachlabs-def", ["check", "--kind", "eachlabs-definition"]),
    ("explain undefined-s", ["explain", "undefined-step"]),
    ("schema any", ["schema", "any-workflow"]),
    ("schema --output fold", ["schema", "--output", "folder"]),
    ("rules --output-format mark", ["rules", "--output-format", "markdown"]),
    ("init --y", ["init", "--yes"]),
    ("completion f", ["completion", "fish"]),
    ("check flo", ["check", "flow.json"]),
    ("flo", ["flow.json"]),
    ("check --config wfl", ["check", "--config", "wflint.toml"]),
]


@pytest.fixture(params=SHELLS)
def shell(request):
    if shutil.which(request.param) is None:
        missing(request.param, f"apt-get install {request.param}")
    write({"flow.json": "", "wflint.toml": "", "folder/other.txt": ""})
    status, script, _ = wflint("completion", request.param)
    assert status == 0
    Path("script").write_text(script)
    return request.param


START = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "source ./script; wflint() { printf '<%s>' \"$@\"; echo; }",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -Uz compinit; compinit -u -d ./dump; source ./script; wflint() { printf '<%s>' \"$@\"; echo }",
    ),
}


class Terminal:
    """A shell that believes that somebody types."""

    def __init__(self, shell):
        command, start = START[shell]
        environment = {**os.environ, "TERM": "dumb", "PS1": "> ", "HISTFILE": os.devnull, "HOME": os.getcwd()}
        self.here, there = pty.openpty()
        self.started = subprocess.Popen(
            command, stdin=there, stdout=there, stderr=there, env=environment, start_new_session=True
        )
        os.close(there)
        self.type(start + "; echo rea''dy\n", "ready\r\n")

    def type(self, text, until):
        os.write(self.here, text.encode())
        said, end = "", time.monotonic() + 30
        while not re.search(until, said) and time.monotonic() < end:
            if select.select([self.here], [], [], 0.2)[0]:
                said += os.read(self.here, 65536).decode("utf-8", "replace")
        return said

    def completed(self, words):
        """The arguments that wflint gets when the tabulator key is pressed behind ``words``."""
        said = self.type(f"wflint {words}\t\n", r"(?m)^<.*>\r*\n")
        got = re.findall(r"(?m)^<(.*)>\r*$", said)
        return got[-1].rstrip("/").split("><") if got else said  # zsh takes the slash away again

    def close(self):
        os.write(self.here, b"\x03exit\n")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.started.wait(5)
        self.started.kill()
        self.started.wait()
        os.close(self.here)


def fish(words):
    """What fish offers behind ``words``."""
    done = subprocess.run(
        ["fish", "--no-config", "-c", 'source ./script; complete -C "$argv[1]"', f"wflint {words}"],
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


def bash(*words):
    """What bash offers for the last one of ``words``."""
    done = subprocess.run(
        [
            *("bash", "--norc", "-c"),
            'source ./script; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _wflint; printf "%s\\n" "${COMPREPLY[@]}"',
            *("bash", "wflint", *words),
        ],
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def test_one_word_that_fits_is_completed(shell):
    if shell == "fish":
        for words, expected in UNIQUE:
            assert [word.rstrip("/") for word in fish(words)] == expected[-1:], words
        return
    terminal = Terminal(shell)
    try:
        for words, expected in UNIQUE:
            assert terminal.completed(words) == expected, words
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ((), {*COMMANDS}),
        (("check", "--output-format"), {*FORMATS}),
        (("--select",), {*rule_names(), *RULES}),
        (("explain",), RULES),
        (("check", "--kind"), {*KINDS}),
        (("schema",), {*titles()}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "fish"], indirect=True)
def test_all_that_there_is_is_offered(shell, words, offered):
    found = set(bash(*words, "") if shell == "bash" else fish(" ".join((*words, ""))))
    assert found - {"flow.json", "wflint.toml", "folder/", "script"} == offered


@pytest.mark.parametrize("shell", ["bash"], indirect=True)
def test_bash_parts_words_at_equals(shell):  # noqa: ARG001
    assert bash("check", "--output-format", "=") == list(FORMATS)
    assert bash("check", "--output-format", "=", "sa") == ["sarif"]
    assert "--version" in bash("-")
    assert bash("check", "--select", "a,b,prompt") == ["a,b,prompt"]


def test_every_value_is_known_for_what_it_is():
    """A new option needs no word here, but one whose value has a name that nobody knows."""
    values = {o.value for command in commands() for o in command.options if o.value}
    assert {value.name for value in values if not value.words and not value.place} == {"N", "REV"}


def test_a_shell_that_is_none():
    status, _, err = wflint("completion", "tcsh")
    assert status == 2
    assert "invalid choice: 'tcsh'" in err
