"""The command line: what is printed, and where."""

import html
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import BAD, ENVIRONMENT, GOOD, MESSAGE, OTHER, bare, posix, process, wflint, write  # noqa: F401 - bare is used by being here
from wflint.report import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_the_finding(name):
    write({"bad.json": BAD, "good.json": GOOD})
    status, out, err = wflint("bad.json", "good.json", "--output-format", name)
    assert (status, err) == (1, "")
    for words in ("bad.json", "undefined-step", "no step 'drfat'"):
        assert words in html.unescape(out).replace("No", "no")


def test_json_counts_what_was_done():
    write({"a.json": BAD, "b.yaml": GOOD, "c.json": OTHER, "d.json": GOOD})
    status, out, _ = wflint(".", "--output-format", "json", "--select", "undefined-step")
    printed = json.loads(out)
    assert status == 1
    assert printed["summary"] == {"files": 3, "skipped": 1, "errors": 1, "warnings": 0, "infos": 0}
    [finding] = printed["findings"]
    where = [finding[name] for name in ("file", "line", "column", "end_line", "end_column", "pointer")]
    assert where == ["a.json", 4, 41, 4, 57, "/steps/1/params/text"]
    assert finding["fix"]["edits"] == [
        {"line": 4, "column": 43, "end_line": 4, "end_column": 48, "content": "draft"}
    ]


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ([], {None: "text"}),
        (["--output-format", "json"], {None: "json"}),
        (["--output-format", "json", "--output-file", "x"], {"x": "json"}),
        (["--output-file", "x", "--output-format", "json"], {"x": "json"}),
        (["--output-file", "x"], {"x": "text"}),
        (
            ["--output-format", "text", "--output-format", "json", "--output-file", "x"],
            {None: "text", "x": "json"},
        ),
        (
            ["--output-format", "json", "--output-file", "x", "--output-format", "text"],
            {None: "text", "x": "json"},
        ),
        (
            [
                "--output-format",
                "json",
                "--output-format",
                "text",
                "--output-file",
                "x",
                "--output-file",
                "y",
            ],
            {"x": "json", "y": "text"},
        ),
        (
            [
                "--output-format",
                "json",
                "--output-file",
                "x",
                "--output-format",
                "text",
                "--output-file",
                "-",
            ],
            {"x": "json", None: "text"},
        ),
    ],
)
def test_formats_go_where_they_are_told(words, files):
    write({"bad.json": BAD})
    status, out, _ = wflint("bad.json", *words)
    assert status == 1
    printed = {"x": None, "y": None, None: out or None}
    printed |= {name: Path(name).read_text() for name in ("x", "y") if Path(name).exists()}
    kinds = {where: "json" if text.startswith("{") else "text" for where, text in printed.items() if text}
    assert kinds == files


def test_github_actions_get_annotations_unless_a_format_is_asked_for(monkeypatch):
    write({"bad.json": BAD})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, _ = wflint("bad.json")
    assert "error[undefined-step]: " in out
    assert (
        f"\n::error file=bad.json,line=4,endLine=4,col=41,endColumn=57,title=undefined-step::{MESSAGE}" in out
    )
    assert "::error" not in wflint("bad.json", "--output-format", "text")[1]
    assert "::error" not in wflint("bad.json", "--diff")[1]


def test_every_format_at_once_each_in_its_own_file():
    write({"bad.json": BAD, "good.json": GOOD, "more/bad.json": BAD})
    words = [word for name in FORMATS for word in ("--output-format", name, "--output-file", f"out.{name}")]
    assert wflint("bad.json", "good.json", "more", *words) == (1, "", "")
    for name in FORMATS:
        alone = wflint("bad.json", "good.json", "more", "--output-format", name)[1]
        assert Path(f"out.{name}").read_text("utf-8") == alone
        assert alone


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_whatever_the_jobs(name):
    write({f"{number}.json": BAD if number % 3 else GOOD for number in range(12)})
    one, two = (wflint(".", "--output-format", name, "--jobs", str(jobs)) for jobs in (1, 2))
    assert one == two


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_files_without_places(name):
    write(
        {"latin.json": b'{"steps": "\xe9"}', "empty.json": b"", "stream.yaml": "steps: []\n---\nsteps: []\n"}
    )
    status, out, err = wflint("latin.json", "empty.json", "stream.yaml", "--output-format", name)
    assert (status, err) == (1, "")
    for words in ("latin.json", "empty.json", "stream.yaml"):
        assert words in out


def test_github_actions_get_a_job_summary_behind_what_is_there(monkeypatch):
    write({"bad.json": BAD, "summary.md": "# Before\n"})
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    wflint("bad.json")
    assert Path("summary.md").read_text() == "# Before\n", "not GitHub Actions"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    wflint("bad.json", "--output-format", "text")
    assert Path("summary.md").read_text() == "# Before\n", "a format was asked for"
    assert wflint("bad.json")[0] == 1
    text = Path("summary.md").read_text()
    assert text.startswith("# Before\n### wflint\n\nFound 1 error in 1 file")
    assert "did you mean 'draft'?" in text
    write({"good.json": GOOD})
    assert wflint("good.json", "--quiet") == (0, "", "")
    assert Path("summary.md").read_text() == text


def test_a_job_summary_that_cannot_be_written_is_a_note(monkeypatch):
    write({"bad.json": BAD})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/such/folder/summary.md")
    status, out, err = wflint("bad.json")
    assert status == 1
    assert "::error" in out
    assert (
        err == "wflint: cannot write the job summary 'no/such/folder/summary.md': no such file or directory\n"
    )


@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always", "--output-format", "json"], {}, False),
        (["--color", "always", "--output-format", "concise"], {}, False),
    ],
)
def test_colour(monkeypatch, words, environment, expected):
    write({"bad.json": BAD})
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in wflint("bad.json", *words)[1]) == expected


def test_statistics():
    write({"a.json": BAD, "b.json": BAD})
    _, out, err = wflint(".", "--statistics", "--output-format", "concise")
    assert (out.splitlines()[-1], err) == ("2  undefined-step  error", "")
    _, out, err = wflint(".", "--statistics", "--output-format", "json")
    assert len(json.loads(out)["findings"]) == 2
    assert err == "2  undefined-step  error\n"


def test_quiet_is_findings_only():
    write({"bad.json": BAD, "good.json": GOOD, "package.json": OTHER})
    assert "Found" not in wflint("bad.json", "--quiet")[1]
    assert "error[undefined-step]" in wflint("bad.json", "--quiet")[1]
    assert wflint("good.json", "-q") == (0, "", "")
    assert wflint("package.json", "--skip-unrecognized", "-q") == (0, "", "")


def test_verbose_tells_of_each_file():
    write({"a.json": BAD, "b.json": OTHER, "c.json": GOOD})
    status, _, err = wflint(".", "--verbose")
    lines = [line.split(" (")[0] for line in err.splitlines()]
    assert status == 1
    assert lines[:3] == [
        "wflint: a.json: 1 finding",
        "wflint: b.json: passed over: no workflow",
        "wflint: c.json: 0 findings",
    ]


def test_findings_are_in_the_order_of_their_files():
    names = ["a.json", "a/b.json", "a-b.json", "b.yaml", "A.json"]
    for name in names:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(BAD) if not path.exists() else None
    _, out, _ = wflint("b.yaml", ".", "a.json", "--output-format", "concise")
    assert [line.split(":")[0] for line in out.splitlines()] == sorted(names)


def test_a_reader_that_leaves_is_no_fault():
    write({"bad.json": BAD})
    run = process("bad.json", *["bad.json"] * 3)
    run.stdout.close()
    assert run.wait() == 141
    assert run.stderr.read() == b""
    run.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_line():
    write({"bad.json": BAD})
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "wflint", "bad.json"], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT
        )
    assert run.returncode == 2
    assert run.stderr == b"wflint: cannot go on: no space left on device\n"


@posix
def test_an_interrupt_is_one_line():
    write({"a.json": GOOD})
    run = process("a.json", "-", "--stdin-filename", "b.json", "--verbose", stdin=subprocess.PIPE)
    with run:
        assert run.stderr.readline().startswith(b"wflint: a.json: ")
        run.send_signal(signal.SIGINT)
        assert run.wait() == 130
        assert run.stderr.read() == b"wflint: interrupted\n"


def test_a_stream_that_cannot_show_everything_gets_the_rest_escaped():
    write({"bad.json": BAD.replace("drfat", "dräft\U0001f600")})
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    run = process("bad.json", "--color", "never", env=environment)
    out, err = run.communicate()
    assert (run.returncode, err) == (1, b"")
    assert b"{{dr\\xe4ft\\U0001f600.output}}" in out


def test_closed_streams():
    write({"bad.json": BAD})
    script = f"exec {sys.executable} -m wflint bad.json - >&- 2>&- <&-"
    assert subprocess.run(["sh", "-c", script], env=ENVIRONMENT).returncode == 2


SLOW = {
    "jsonschema",
    "pydantic",
    "referencing",
    "yaml",
    "pathlib",
    "dataclasses",
    "importlib.metadata",
    "tomllib",
}


def test_a_clean_file_pays_for_nothing_it_does_not_use():
    write({"good.json": GOOD})
    code = f"import sys, wflint.cli; wflint.cli.main(['good.json']); print(sorted({SLOW} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, env=ENVIRONMENT)
    assert run.stdout.decode().splitlines() == ["All good: 1 file checked.", "[]"]


SECRETS = ("sk-abcdefghijklmnop1234567890abcd", "kjh23k4jh23kj4h2k3jh4xyz")


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_prints_a_secret(name):
    token, key = SECRETS
    step = {"id": "a", "type": "http", "url": "http://example.com", "headers": {"X-API-Key": key}}
    write({"a.json": json.dumps({"steps": [step | {"auth": {"type": "bearer", "token": token}}]})})
    status, out, _ = wflint("a.json", "--output-format", name)
    assert status == 1
    assert out.count("hardcoded-secret") >= 2
    assert token not in out
    assert key not in out
    assert "insecure-request" in out, "a finding on the same line shows it neither"


def test_no_message_repeats_a_secret_and_no_fix_writes_it():
    token, key = SECRETS
    auth = {"prompt": f"{{{{inputs.topic}}}} {token}"}
    step = {"id": "a", "type": "model", "model": "m", "params": auth, "fallback": {"model": "n"}}
    pick = {
        "id": "b",
        "type": "choice",
        "condition": {"expression": token, "operator": "equals", "value": key},
    }
    branch = {"name": "m", "steps": [{"id": "c", "type": "pass"}]}
    pick |= {"condition_met_branch": branch, "default_branch": branch, "headers": {"X-API-Key": key}}
    write({"a.json": json.dumps({"steps": [step, pick]})})
    _, out, _ = wflint("a.json", "--output-format", "json")
    assert token not in out
    assert key not in out
    assert {"constant-condition", "missing-fallback-params"} <= {
        f["rule"] for f in json.loads(out)["findings"]
    }


def test_annotations_carry_no_control_characters():
    write(
        {
            "a.json": json.dumps(
                {"steps": [{"id": "a\x1b]0;own\x07\u202e", "model": "m", "params": {"p": "{{a.output}}"}}]}
            )
        }
    )
    _, out, _ = wflint("a.json", "--output-format", "github")
    assert "undefined-step" in out
    assert not set(out) & {"\x1b", "\x07", "\u202e"}
