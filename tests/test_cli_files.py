"""The command line: files of every sort, and what they must not cost the others."""

import json
import os
import socket
from pathlib import Path

import pytest

from command_line import BAD, CONCISE, GOOD, OTHER, bare, open_folder, posix, powerless, wflint, write  # noqa: F401 - bare is used by being here
from wflint import engine, options
from wflint.rule import ERROR, Rule
from wflint.rules import rules_on


def test_nothing_to_lint_is_said():
    assert wflint() == (0, "", "wflint: no workflow files found in .\n")
    write({"package.json": OTHER})
    assert wflint(".") == (0, "", "wflint: no workflow files found in . (1 file passed over)\n")


def test_a_named_file_that_is_no_workflow_is_a_finding_unless_told_otherwise():
    write({"package.json": OTHER})
    status, out, _ = wflint("package.json", "--output-format", "concise")
    assert status == 1
    assert out.startswith("package.json:1:1: error unrecognized-document ")
    assert wflint("package.json", "--skip-unrecognized")[:2] == (0, "")


def test_kind_is_forced():
    write({"good.json": GOOD})
    status, out, _ = wflint("good.json", "--kind", "asteroid-workflow", "--output-format", "concise")
    assert status == 1
    assert "schema-violation" in out


def link(name, target):
    try:
        os.symlink(target, name)
    except OSError as error:
        pytest.skip(f"no symbolic links here: {error}")


def make_pipe(name):
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(name)


def make_socket(name):
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(name)


def make_loop(name):
    link(name, "other.json")
    link("other.json", name)


ODD = {
    "absent": (lambda _name: None, "no such file or folder"),
    "broken link": (lambda name: link(name, "nowhere"), "a broken symbolic link"),
    "loop of links": (make_loop, "a loop of symbolic links"),
    "pipe": (make_pipe, "not a regular file"),
    "socket": (make_socket, "not a regular file"),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_named_path_that_cannot_be_read_costs_the_others_nothing(odd):
    make, reason = ODD[odd]
    write({"a.json": BAD, "z.json": BAD})
    make("odd.json")
    status, out, err = wflint("a.json", "odd.json", "z.json", "--output-format", "concise")
    assert status == 2
    assert err == f"wflint: cannot read 'odd.json': {reason}\n"
    assert out == f"a.json:{CONCISE}\nz.json:{CONCISE}\n"


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != "absent"])
def test_what_cannot_be_read_in_a_folder_is_told_and_passed_over(odd):
    make, _ = ODD[odd]
    write({"a.json": BAD, "z.json": GOOD})
    make("odd.json")
    status, out, err = wflint(".", "--output-format", "concise")
    assert status == 1
    assert out == f"a.json:{CONCISE}\n"
    assert "cannot read 'odd.json': " in err
    assert wflint(".", "--quiet", "--output-format", "concise") == (1, out, "")


@posix
def test_a_file_without_permission():
    with open_folder():
        write({"a.json": BAD, "secret.json": BAD})
        os.chmod("secret.json", 0)
        wflint("a.json")  # imports what it needs: another user may not be able to
        with powerless():
            status, out, err = wflint("a.json", "secret.json", "--output-format", "concise")
    assert (status, err) == (2, "wflint: cannot read 'secret.json': permission denied\n")
    assert out == f"a.json:{CONCISE}\n"


def test_a_folder_named_like_a_file_is_walked():
    write({"x.json/inner.json": BAD})
    assert wflint("x.json", "--output-format", "concise")[1] == f"x.json/inner.json:{CONCISE}\n"
    assert wflint(".", "--output-format", "concise")[1] == f"x.json/inner.json:{CONCISE}\n"


def test_a_loop_of_folders_ends():
    write({"sub/bad.json": BAD})
    link("sub/again", "..")
    assert wflint(".", "--output-format", "concise")[1] == f"sub/bad.json:{CONCISE}\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", id="binary"),
        pytest.param(GOOD.encode("utf-16"), id="utf-16"),
        pytest.param(b"\xff\xfe", id="a mark alone"),
        pytest.param(b"[" * 500_000, id="nested"),
        pytest.param(b'{"a":' * 200_000, id="objects nested"),
        pytest.param(b'{"steps": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", id="nested and closed"),
        pytest.param(b"\x00" * 1_000_000, id="zeros"),
        pytest.param(b"{" + b'"a": 1, ' * 100_000, id="unclosed"),
        pytest.param(b'{"steps": [{"id": "\\ud800", "type": "model"}]}', id="lone surrogate"),
    ],
)
@pytest.mark.parametrize("suffix", ["json", "yaml", "jsonl", "jsonc"])
def test_no_file_is_too_odd(data, suffix):
    Path(f"odd.{suffix}").write_bytes(data)
    write({"z.json": BAD})
    status, out, err = wflint(f"odd.{suffix}", "z.json", "--output-format", "concise")
    lines = out.splitlines()
    assert status == 1
    assert err == ""
    assert lines[-1] == f"z.json:{CONCISE}"
    assert lines[0].startswith(f"odd.{suffix}:1:")
    assert "internal-error" not in out
    assert wflint(".", "--output-format", "concise")[1].splitlines()[-1] == f"z.json:{CONCISE}"
    wflint(f"odd.{suffix}")


def test_a_huge_file_is_not_read():
    write({"a.json": BAD})
    with open("huge.json", "wb") as file:
        file.truncate(5 << 30)
    status, out, err = wflint("a.json", "huge.json", "--output-format", "concise")
    assert (status, out) == (2, f"a.json:{CONCISE}\n")
    assert err == "wflint: cannot read 'huge.json': larger than 32 MiB\n"
    assert wflint(".", "--output-format", "concise")[:2] == (1, out)


def test_a_file_that_vanishes_meanwhile(monkeypatch):
    write({"a.json": BAD, "b.json": BAD, "c.json": BAD})
    lint = engine.lint_bytes

    def lint_and_remove(data, name, *rest):
        if name == "a.json":
            os.remove("b.json")
        return lint(data, name, *rest)

    monkeypatch.setattr(engine, "lint_bytes", lint_and_remove)
    status, out, err = wflint(".", "--output-format", "concise")
    assert (status, out) == (1, f"a.json:{CONCISE}\nc.json:{CONCISE}\n")
    assert err == "wflint: cannot read 'b.json': no such file or folder\n"


def test_a_fault_of_our_own_in_one_file_costs_the_others_nothing(monkeypatch):
    lint = engine.lint_bytes

    def lint_or_fail(data, name, *rest):
        return [][1] if name == "a.json" else lint(data, name, *rest)

    monkeypatch.setattr(engine, "lint_bytes", lint_or_fail)
    write({"a.json": BAD, "b.json": BAD})
    status, out, err = wflint(".", "--output-format", "concise")
    assert (status, out) == (2, f"b.json:{CONCISE}\n")
    assert err.startswith(
        "wflint: internal error in 'a.json': IndexError: list index out of range (test_cli_files.py:"
    )


def test_a_rule_that_crashes_costs_no_other_finding(monkeypatch):
    def check(_workflow):
        raise RuntimeError("a fault of ours")
        yield

    broken = Rule(severity=ERROR, on="E", id="broken", group="test", doc="Broken.", check=check)
    monkeypatch.setattr(options, "rules_on", lambda letters: (*rules_on(letters), broken))
    options.chosen_checks.cache_clear()
    write({"bad.json": BAD})
    try:
        status, out, _ = wflint("bad.json", "--output-format", "concise")
    finally:
        options.chosen_checks.cache_clear()
    assert status == 2
    assert f"bad.json:{CONCISE}\n" in out
    assert "error internal-error " in out
    assert "a fault of ours" in out


def test_a_nested_configuration_excludes_what_a_walk_from_above_meets():
    write(
        {
            "bad.json": BAD,
            "in/wflint.toml": 'exclude = ["old/"]\n',
            "in/old/bad.json": BAD,
            "in/bad.json": BAD,
        }
    )
    _, out, _ = wflint(".", "--output-format", "concise")
    assert [line.partition(":")[0] for line in out.splitlines()] == ["bad.json", "in/bad.json"]
    _, out, _ = wflint("in/old", "--output-format", "concise")
    assert out.startswith("in/old/bad.json:")


@posix
def test_a_walk_that_could_not_read_everything_does_not_say_that_all_is_good():
    write({"good.json": GOOD, "gone.json": ""})
    Path("gone.json").unlink()
    Path("gone.json").symlink_to("nowhere.json")
    status, out, err = wflint()
    assert (status, err) == (0, "wflint: cannot read 'gone.json': a broken symbolic link\n")
    assert out == "Nothing found, but not everything could be read: 1 file checked.\n"
    assert "All good" not in wflint("--quiet", "--verbose")[1]


def test_a_broken_workflow_that_a_walk_meets_is_no_file_passed_over():
    write({"broken.json": BAD[:-4], "package.json": OTHER})
    status, out, _ = wflint("--output-format", "json")
    assert status == 1
    assert json.loads(out)["summary"] == {"files": 1, "skipped": 1, "errors": 1, "warnings": 0, "infos": 0}
    assert "passed over" not in wflint("broken.json", "--skip-unrecognized", "--verbose")[2]
