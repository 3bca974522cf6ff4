"""Work spread over processes: the same bytes as from one, and nothing left when it ends early."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import BAD, ENVIRONMENT, GOOD, MENDED, OTHER, bare, big, posix, process, wflint, write  # noqa: F401 - bare is used by being here
from wflint import engine, jobs
from wflint.report import FORMATS

SAFE = """\
{"version_id": "v1", "definition": {"version": "v1",
 "steps": [{"id": "draft", "type": "http", "url": "http://example.com/a"},
           {"id": "review", "type": "model", "model": "m", "params": {"p": "{{draft}}"}}]}}
"""
YAML = """\
# kept
steps:
- {id: draft, type: model, model: m, params: {prompt: hello}}
- {id: review, type: model, model: m, params: {prompt: "{{drfat.output}}"}}
"""
TEXTS = {
    "bad.json": BAD,
    "good.json": GOOD,
    "package.json": OTHER,
    "flow.yaml": YAML,
    "safe.json": SAFE,
    "broken.json": '{"steps": [{"id": "a", "model": "m", "params": {}',
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Hundreds of files of every sort, some with faults of their own."""
    root = tmp_path_factory.mktemp("made")
    with contextlib.chdir(root):
        write({f"area_{n % 7}/{n:03}_{name}": text for n in range(50) for name, text in TEXTS.items()})
        write({"refused/wflint.toml": 'selct = ["prompt"]\n'})
        write({f"refused/{n:02}.json": BAD for n in range(20)})
        write({"strict/wflint.toml": 'ignore = ["reference"]\n', "strict/a.json": BAD})
    return root


@pytest.fixture
def many(made, tmp_path, monkeypatch):
    """A copy of ``made``, to be worked in."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "many"))


def untimed(text):
    return re.sub(r"\d+\.\d+ (?=m?s\b)", "", text)


def run(*words):
    status, out, err = wflint(*words)
    return status, out, untimed(err)


def contents():
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("name", FORMATS)
def test_the_number_of_processes_does_not_show(name):
    words = (".", "missing.json", "--output-format", name, "--statistics")
    alone = run(*words, "--jobs", "1")
    assert alone[0] == 2
    assert alone[1].count("undefined-step") >= 100
    assert alone[2].splitlines()[:2] == [
        "wflint: cannot read 'missing.json': no such file or folder",
        "wflint: refused/wflint.toml:1:1: unknown key 'selct'; did you mean 'select'?",
    ]
    for count in (2, 4):
        assert run(*words, "--jobs", count) == alone


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_that_is_no_copy_of_ours_does_the_same(monkeypatch, method):
    if method not in jobs.multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    words = [".", "--output-file", "{0}.txt", "--output-format", "text", "--output-file", "{0}.sarif"]
    words += ["--output-format", "sarif", "--output-format", "jsonl", "--output-file", "-", "--verbose"]
    alone = run(*(word.format("../1") for word in words), "--jobs", 1)
    monkeypatch.setattr(jobs, "start_method", lambda: method)
    assert run(*(word.format("../2") for word in words), "--jobs", 2) == alone
    assert len(alone[2].splitlines()) > len(TEXTS) * 50
    for name in ("txt", "sarif"):
        assert Path(f"../1.{name}").read_bytes() == Path(f"../2.{name}").read_bytes() != b""


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("words", ["--fix", "--unsafe-fixes", "--fix --diff", "--unsafe-fixes --diff"])
def test_files_are_mended_alike(words):
    shutil.copytree(".", "../again")
    before = contents()
    alone = *run(".", *words.split(), "--jobs", 1), contents()
    with contextlib.chdir("../again"):
        several = *run(".", *words.split(), "--jobs", 3), contents()
    assert several == alone
    assert (alone[-1] == before) == ("--diff" in words)


@posix
def test_a_file_with_two_names_is_mended_once():
    write({f"{number}.json": BAD for number in range(9)})
    for number in range(9):
        os.symlink(f"{number}.json", f"{number}-again.json")
    status, out, err = wflint(".", "--unsafe-fixes", "--jobs", 4)
    assert (status, out, err) == (0, "Fixed 9 findings. All good: 18 files checked.\n", "")
    assert {Path(f"{number}.json").read_text() for number in range(9)} == {MENDED}


def test_standard_input_has_its_place_among_files():
    write({f"{name}.json": BAD for name in "abxyz"})
    words = (".", "-", "--stdin-filename", "m.json", "--output-format", "concise")
    alone = wflint(*words, stdin=BAD.encode())
    assert [line[0] for line in alone[1].splitlines()] == list("abmxyz")
    assert wflint(*words, "--jobs", 4, stdin=BAD.encode()) == alone


def test_a_fault_of_our_own_in_one_file_costs_the_others_nothing(monkeypatch):
    lint = engine.lint_bytes

    def lint_or_fail(data, name, *rest):
        return [][1] if name == "07.json" else lint(data, name, *rest)

    monkeypatch.setattr(engine, "lint_bytes", lint_or_fail)
    monkeypatch.setattr(jobs, "start_method", lambda: "fork")
    write({f"{number:02}.json": BAD for number in range(40)})
    alone = wflint(".", "--jobs", 1)
    assert alone[0] == 2
    assert alone[1].count("undefined-step") == 39
    assert alone[2].startswith("wflint: internal error in '07.json': IndexError: list index out of range")
    assert wflint(".", "--jobs", 3) == alone


@posix
@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(3)])
def test_a_process_that_dies_is_told_of_with_the_file_it_died_of(monkeypatch, end):
    lint = engine.lint_bytes
    monkeypatch.setattr(
        engine, "lint_bytes", lambda data, name, *rest: end() if "fatal" in name else lint(data, name, *rest)
    )
    monkeypatch.setattr(jobs, "start_method", lambda: "fork")
    write({f"{number:02}.json": BAD for number in range(40)} | {"20-fatal.json": BAD, "30-fatal.json": BAD})
    status, out, err = wflint(".", "--jobs", 2, "--output-format", "json")
    assert status == 2
    assert len(json.loads(out)["findings"]) == 40
    how = r"(was killed by signal 9 \(Killed\)|ended with status 3)"
    line = rf"wflint: cannot lint '{{}}-fatal.json': the process at work on it {how}\n"
    assert re.fullmatch(line.format(20) + line.format(30), err)


def test_processes_that_cannot_work_are_one_line(monkeypatch):
    monkeypatch.setattr(jobs, "start_method", lambda: "fork")
    monkeypatch.setattr(jobs, "_serve", lambda *_: os._exit(1))
    write({f"{number}.json": GOOD for number in range(9)})
    status, _, err = wflint(".", "--jobs", 2)
    assert status == 2
    assert err == "wflint: cannot go on: a process for a part of the work ended with status 1 as it began\n"


@posix
def test_those_that_waited_for_a_slow_one_are_given_more(monkeypatch):
    monkeypatch.setattr(jobs, "start_method", lambda: "fork")
    monkeypatch.setattr(jobs, "LOOK_AHEAD", 2)

    def work(items):
        time.sleep(0.3 if items[0] % 20 == 0 else 0)
        return items

    found = [item for _, items in jobs.spread(work, list(range(60)), 2) for item in items]
    assert found == list(range(60))


@posix
def test_a_system_that_grants_no_process_costs_nothing_but_time():
    write({f"{number}.json": BAD for number in range(9)})
    # Descriptors enough for a file, and too few for what a process is started with.
    command = f"ulimit -n 8; exec {sys.executable} -m wflint . --jobs 2 --output-format concise"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=ENVIRONMENT)
    assert (done.returncode, done.stderr, done.stdout.count(b"undefined-step")) == (1, b"", 9)


STARTED = """
import sys
from wflint import check, cli
check._cores = lambda: 4
check.BEFORE_SPREADING, check.WORTH_SPREADING, check.WORTH_A_PROCESS = map(float, sys.argv[1].split(","))
cli.main(["check", "--quiet", *sys.argv[2:]])
print("multiprocessing" in sys.modules)
"""


@pytest.mark.parametrize(
    ("files", "limits", "words", "expected"),
    [
        (1, "0,0,1e-9", ["--jobs", "8"], "False"),
        (9, "0,0,1e-9", ["--jobs", "1"], "False"),
        (9, "0,0,1e-9", [], "True"),
        (9, "0,1e9,1e-9", [], "False"),
        (9, "1e9,0,1e-9", [], "False"),
        (9, "0,0,1e9", [], "False"),
        (9, "1e9,1e9,1e9", ["--jobs", "2"], "True"),
    ],
)
def test_processes_are_started_where_that_pays(files, limits, words, expected):
    write({f"{number}.json": GOOD for number in range(files)})
    command = [sys.executable, "-c", STARTED, limits, ".", *words]
    assert subprocess.check_output(command, env=ENVIRONMENT, text=True) == f"{expected}\n"


@pytest.mark.parametrize("word", ["0", "-1", "two", "1.5", ""])
def test_a_number_of_processes_is_a_number(word):
    status, out, err = wflint("--jobs", word)
    assert (status, out) == (2, "")
    assert err == f"wflint: argument --jobs/-j: '{word}' is no number from 1 on (see 'wflint check --help')\n"


def processes():
    """The processes that run, and the one that each was started by; the dead wait for nobody but their parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if state != "Z":
                found[int(stat.parent.name)] = int(parent)
    return found


def children(pid):
    return {child for child, parent in processes().items() if parent == pid}


def are_gone(pids, within=1.0):
    until = time.monotonic() + within
    while pids & processes().keys():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


@contextlib.contextmanager
def long_run(*words):
    """A run of several processes that has begun to report and would take many seconds more; their ids too."""
    if not os.path.exists("/proc/self/stat"):
        pytest.skip("needs /proc to see processes")
    write(dict.fromkeys([f"{number:03}.json" for number in range(400)], big(200)))
    with process(".", "--jobs", "2", *words, start_new_session=True) as running:
        try:
            while not (started := children(running.pid)):
                assert running.poll() is None, "it has ended"
                time.sleep(0.01)
            yield running, started
        finally:
            with contextlib.suppress(OSError):
                os.killpg(running.pid, signal.SIGKILL)


@posix
@pytest.mark.parametrize(
    ("number", "to", "wait"),
    [
        *((signal.SIGINT, to, wait) for to in ("kill", "killpg") for wait in (0, 0.5)),
        *((signal.SIGTERM, to, 0.5) for to in ("kill", "killpg")),
        (signal.SIGKILL, "kill", 0.5),
    ],
)
def test_a_run_that_is_ended_ends_at_once_with_all_its_processes(number, to, wait):
    with long_run("--output-format", "json", "--fix") as (running, started):
        time.sleep(wait)
        getattr(os, to)(running.pid, number)
        began = time.monotonic()
        _, err = running.communicate()
        assert time.monotonic() - began < 2
    status, said = (130, b"wflint: interrupted\n") if number == signal.SIGINT else (-number, b"")
    assert (running.returncode, err) == (status, said)
    assert are_gone(started)
    assert not list(Path().glob(".wflint-*")), "half a file"


@posix
def test_a_run_that_nobody_reads_ends_with_all_its_processes():
    with long_run() as (running, started):
        running.stdout.readline()
        running.stdout.close()
        assert running.wait(5) == 141
        assert running.stderr.read() == b""
    assert are_gone(started)
