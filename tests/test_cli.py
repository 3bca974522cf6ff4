"""The command line, end to end: what is printed, where, and the exit status."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from wflint import __version__, engine
from wflint.cli import main
from wflint.kinds import KINDS
from wflint.report import FORMATS
from wflint.rule import ERROR, Rule
from wflint.rules import all_rules

GOOD = """\
{"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
 "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}}]}
"""
BAD = """\
{"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
 "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
           {"id": "review", "type": "model", "model": "m",
            "params": {"text": "Review: {{drfat.output}}", "style": "{{draft.output}}"}}]}
"""
MENDED = BAD.replace("drfat", "draft")
OTHER = '{"name": "left-pad", "version": "1.0.0"}\n'
MESSAGE = "no step 'drfat'; did you mean 'draft'?"
CONCISE = "4:41: error undefined-step " + MESSAGE


@pytest.fixture(autouse=True)
def _bare(monkeypatch, tmp_path):
    """A folder of its own, and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def wflint(capfdbinary, monkeypatch):
    """Run wflint in this process: exit status, standard output, standard error."""

    def run(*words, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def write(**files):
    for name, text in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def process(*words, **options):
    """wflint in a process of its own."""
    command = [sys.executable, "-m", "wflint", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


# Commands and the exit status


def test_a_clean_file(wflint):
    write(good_json=GOOD)
    assert wflint("check", "good.json") == (0, "All good: 1 file checked.\n", "")


def test_check_is_the_default_command_and_here_the_default_path(wflint):
    write(sub__bad_json=BAD, sub__package_json=OTHER)
    expected = wflint("check", ".")
    assert expected[0] == 1
    assert " --> sub/bad.json:4:41\n" in expected[1]
    assert wflint() == wflint(".") == wflint("check") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "never"], 0),
        (["--ignore", "undefined-step"], 0),
        (["--ignore", "prompt,reference"], 0),
        (["--select", "prompt"], 0),
        (["--select", "reference"], 1),
        (["--select", "undefined-step", "--select", "prompt"], 1),
        (["--select", "prompt", "--extend-select", "undefined-step"], 1),
        (["missing.json"], 2),
        (["--fail-on", "never", "missing.json"], 2),
        (["good.json"], 1),
    ],
)
def test_exit_status(wflint, words, expected):
    write(bad_json=BAD, good_json=GOOD)
    assert wflint("bad.json", *words)[0] == expected


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
    ],
)
def test_fail_on(wflint, severity, fail_on, expected):
    write(bad_json=BAD, wflint_toml=f'severity = {{undefined-step = "{severity}"}}\nfail-on = "{fail_on}"\n')
    status, out, _ = wflint("bad.json")
    assert (status, out.split("[")[0]) == (expected, severity)
    assert wflint("bad.json", "--fail-on", "never")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--slect", "x"], "unknown option '--slect'; did you mean '--select'? (see 'wflint check --help')"),
        (["--fix=yes"], "argument --fix: ignored explicit argument 'yes' (see 'wflint check --help')"),
        (["--select", "undefined-stp"], "unknown rule 'undefined-stp'; did you mean 'undefined-step'? (see 'wflint rules')"),
        (["--ignore", "a,refrence"], "unknown rule 'a' (see 'wflint rules')"),
        (["--kind", "asteroid"], "unknown kind 'asteroid' (see 'wflint schema')"),
        (["--kind", "asteroid-workflw"], "unknown kind 'asteroid-workflw'; did you mean 'asteroid-workflow'? (see 'wflint schema')"),
        (["--output-format", "jsn"], "argument --output-format: unknown output format 'jsn'; did you mean 'json'? (see 'wflint check --help')"),
        (["--output-format", "json", "--output-format", "text"], "two output formats for standard output; give each its own --output-file"),
        (["--output-file", "a", "--output-format", "json", "--output-file", "b"], "no --output-format before --output-file 'a'"),
        (["--output-format", "json", "--output-file", "no/such/folder"], "cannot write 'no/such/folder': no such file or directory"),
        (["--diff", "--output-format", "json"], "--diff shows changes in place of a report: leave out --output-format and --output-file"),
        (["--config", "none.toml"], "none.toml: no such file or folder"),
        (["exlpain"], "cannot read 'exlpain': no such file or folder; did you mean 'wflint explain'?"),
        (["explain"], "the following arguments are required: RULE (see 'wflint explain --help')"),
        (["explain", "undefined"], "unknown rule 'undefined' (see 'wflint rules')"),
        (["explain", "undefined-stpe"], "unknown rule 'undefined-stpe'; did you mean 'undefined-step'? (see 'wflint rules')"),
        (["schema", "eachlabs-flow"], "unknown kind 'eachlabs-flow' (see 'wflint schema')"),
        (["rules", "reference"], "unexpected argument 'reference'"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_one_clear_line(wflint, words, said):
    status, out, err = wflint(*words)
    assert (status, out) == (2, "")
    assert err.startswith(f"wflint: {said}")
    assert err.count("\n") == 1


def test_a_group_is_no_rule_to_explain_but_has_some(wflint):
    status, _, err = wflint("explain", "version")
    assert status == 2
    assert err == f"wflint: 'version' is a group; its rules are {', '.join(r.id for r in all_rules() if r.group == 'version')}\n"


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["check", "--help"], ["rules", "-h"], ["explain", "-h"], ["schema", "-h"]])
def test_help(wflint, words):
    status, out, err = wflint(*words)
    assert (status, err) == (0, "")
    assert out.startswith("usage: wflint")
    assert "Traceback" not in out


def test_version(wflint):
    assert wflint("--version") == (0, f"wflint {__version__}\n", "")


# Formats, and where they go


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_the_finding(wflint, name):
    write(bad_json=BAD, good_json=GOOD)
    status, out, err = wflint("bad.json", "good.json", "--output-format", name)
    assert (status, err) == (1, "")
    for words in ("bad.json", "undefined-step", "no step 'drfat'"):
        assert words in out


def test_json_counts_what_was_done(wflint):
    write(a_json=BAD, b_yaml="steps: []\n", c_json=OTHER, d_json=GOOD)
    status, out, _ = wflint(".", "--output-format", "json", "--select", "undefined-step")
    printed = json.loads(out)
    assert status == 1
    assert printed["summary"] == {"files": 3, "skipped": 1, "errors": 1, "warnings": 0, "infos": 0}
    [finding] = printed["findings"]
    where = [finding[name] for name in ("file", "line", "column", "end_line", "end_column", "pointer")]
    assert where == ["a.json", 4, 41, 4, 57, "/steps/1/params/text"]
    assert finding["fix"]["edits"] == [{"line": 4, "column": 43, "end_line": 4, "end_column": 48, "content": "draft"}]


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ([], {None: "text"}),
        (["--output-format", "json"], {None: "json"}),
        (["--output-format", "json", "--output-file", "x"], {"x": "json"}),
        (["--output-file", "x", "--output-format", "json"], {"x": "json"}),
        (["--output-file", "x"], {"x": "text"}),
        (["--output-format", "text", "--output-format", "json", "--output-file", "x"], {None: "text", "x": "json"}),
        (["--output-format", "json", "--output-file", "x", "--output-format", "text"], {None: "text", "x": "json"}),
        (["--output-format", "json", "--output-format", "text", "--output-file", "x", "--output-file", "y"], {"x": "json", "y": "text"}),
        (["--output-format", "json", "--output-file", "x", "--output-format", "text", "--output-file", "-"], {"x": "json", None: "text"}),
    ],
)  # fmt: skip
def test_formats_go_where_they_are_told(wflint, words, files):
    write(bad_json=BAD)
    status, out, _ = wflint("bad.json", *words)
    assert status == 1
    printed = {"x": None, "y": None, None: out or None}
    printed |= {name: Path(name).read_text() for name in ("x", "y") if Path(name).exists()}
    kinds = {where: "json" if text.startswith("{") else "text" for where, text in printed.items() if text}
    assert kinds == files


def test_github_actions_get_annotations_unless_a_format_is_asked_for(wflint, monkeypatch):
    write(bad_json=BAD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, _ = wflint("bad.json")
    assert "error[undefined-step]: " in out
    assert f"\n::error file=bad.json,line=4,endLine=4,col=41,endColumn=57,title=undefined-step::{MESSAGE}" in out
    assert "::error" not in wflint("bad.json", "--output-format", "text")[1]
    assert "::error" not in wflint("bad.json", "--diff")[1]


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
def test_colour(wflint, monkeypatch, words, environment, expected):
    write(bad_json=BAD)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in wflint("bad.json", *words)[1]) == expected


def test_statistics(wflint):
    write(a_json=BAD, b_json=BAD)
    _, out, err = wflint(".", "--statistics", "--output-format", "concise")
    assert (out.splitlines()[-1], err) == ("2  undefined-step  error", "")
    _, out, err = wflint(".", "--statistics", "--output-format", "json")
    assert len(json.loads(out)["findings"]) == 2
    assert err == "2  undefined-step  error\n"


def test_quiet_is_findings_only(wflint):
    write(bad_json=BAD, good_json=GOOD, package_json=OTHER)
    assert "Found" not in wflint("bad.json", "--quiet")[1]
    assert "error[undefined-step]" in wflint("bad.json", "--quiet")[1]
    assert wflint("good.json", "-q") == (0, "", "")
    assert wflint("package.json", "--skip-unrecognized", "-q") == (0, "", "")


def test_verbose_tells_of_each_file(wflint):
    write(a_json=BAD, b_json=OTHER, c_json=GOOD)
    status, _, err = wflint(".", "--verbose")
    lines = [line.split(" (")[0] for line in err.splitlines()]
    assert status == 1
    assert lines[:3] == [
        "wflint: a.json: 1 finding",
        "wflint: b.json: passed over: no workflow",
        "wflint: c.json: 0 findings",
    ]


def test_findings_are_in_the_order_of_their_files(wflint):
    names = ["a.json", "a/b.json", "a-b.json", "b.yaml", "A.json"]
    for name in names:
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(BAD) if not path.exists() else None
    _, out, _ = wflint("b.yaml", ".", "a.json", "--output-format", "concise")
    assert [line.split(":")[0] for line in out.splitlines()] == sorted(names)


# Files


def test_nothing_to_lint_is_said(wflint):
    assert wflint() == (0, "", "wflint: no workflow files found in .\n")
    write(package_json=OTHER)
    assert wflint(".") == (0, "", "wflint: no workflow files found in . (1 file passed over)\n")


def test_a_named_file_that_is_no_workflow_is_a_finding_unless_told_otherwise(wflint):
    write(package_json=OTHER)
    status, out, _ = wflint("package.json", "--output-format", "concise")
    assert status == 1
    assert out.startswith("package.json:1:1: error unrecognized-document ")
    assert wflint("package.json", "--skip-unrecognized")[:2] == (0, "")


def test_kind_is_forced(wflint):
    write(good_json=GOOD)
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
    "absent": (lambda name: None, "no such file or folder"),
    "broken link": (lambda name: link(name, "nowhere"), "a broken symbolic link"),
    "loop of links": (make_loop, "a loop of symbolic links"),
    "pipe": (make_pipe, "not a regular file"),
    "socket": (make_socket, "not a regular file"),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_named_path_that_cannot_be_read_costs_the_others_nothing(wflint, odd):
    make, reason = ODD[odd]
    write(a_json=BAD, z_json=BAD)
    make("odd.json")
    status, out, err = wflint("a.json", "odd.json", "z.json", "--output-format", "concise")
    assert status == 2
    assert err == f"wflint: cannot read 'odd.json': {reason}\n"
    assert out == f"a.json:{CONCISE}\nz.json:{CONCISE}\n"


@pytest.mark.parametrize("odd", set(ODD) - {"absent"})
def test_what_cannot_be_read_in_a_folder_is_told_and_passed_over(wflint, odd):
    make, _ = ODD[odd]
    write(a_json=BAD, z_json=GOOD)
    make("odd.json")
    status, out, err = wflint(".", "--output-format", "concise")
    assert status == 1
    assert out == f"a.json:{CONCISE}\n"
    assert "cannot read 'odd.json': " in err
    assert wflint(".", "--quiet", "--output-format", "concise") == (1, out, "")


def test_a_file_without_permission(wflint):
    write(a_json=BAD, secret_json=BAD)
    os.chmod("secret.json", 0)
    if os.access("secret.json", os.R_OK):
        pytest.skip("this user reads everything")
    status, out, err = wflint("a.json", "secret.json", "--output-format", "concise")
    assert (status, err) == (2, "wflint: cannot read 'secret.json': permission denied\n")
    assert out == f"a.json:{CONCISE}\n"


def test_a_folder_named_like_a_file_is_walked(wflint):
    write(x_json__inner_json=BAD)
    Path("x.json").rename("y.json") if not Path("x.json").is_dir() else None
    assert wflint("x.json", "--output-format", "concise")[1] == f"x.json/inner.json:{CONCISE}\n"
    assert wflint(".", "--output-format", "concise")[1] == f"x.json/inner.json:{CONCISE}\n"


def test_a_loop_of_folders_ends(wflint):
    write(sub__bad_json=BAD)
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
def test_no_file_is_too_odd(wflint, data, suffix):
    Path(f"odd.{suffix}").write_bytes(data)
    write(z_json=BAD)
    status, out, err = wflint(f"odd.{suffix}", "z.json", "--output-format", "concise")
    lines = out.splitlines()
    assert status == 1
    assert err == ""
    assert lines[-1] == f"z.json:{CONCISE}"
    assert lines[0].startswith(f"odd.{suffix}:1:")
    assert "internal-error" not in out
    assert wflint(".", "--output-format", "concise")[1].splitlines()[-1] == f"z.json:{CONCISE}"
    wflint(f"odd.{suffix}")


def test_a_huge_file_is_not_read(wflint):
    write(a_json=BAD)
    with open("huge.json", "wb") as file:
        file.truncate(5 << 30)
    status, out, err = wflint("a.json", "huge.json", "--output-format", "concise")
    assert (status, out) == (2, f"a.json:{CONCISE}\n")
    assert err == "wflint: cannot read 'huge.json': larger than 32 MiB\n"
    assert wflint(".", "--output-format", "concise")[:2] == (1, out)


def test_a_file_that_vanishes_meanwhile(wflint, monkeypatch):
    write(a_json=BAD, b_json=BAD, c_json=BAD)
    lint = engine.lint_bytes

    def lint_and_remove(data, name, *rest):
        if name == "a.json":
            os.remove("b.json")
        return lint(data, name, *rest)

    monkeypatch.setattr(engine, "lint_bytes", lint_and_remove)
    status, out, err = wflint(".", "--output-format", "concise")
    assert (status, out) == (1, f"a.json:{CONCISE}\nc.json:{CONCISE}\n")
    assert err == "wflint: cannot read 'b.json': no such file or folder\n"


def test_a_rule_that_crashes_costs_no_other_finding(wflint, monkeypatch):
    def check(workflow):
        raise RuntimeError("a fault of ours")
        yield

    broken = Rule(severity=ERROR, on="E", id="broken", group="test", doc="Broken.", check=check)
    monkeypatch.setattr(engine, "all_rules", lambda: (*all_rules(), broken))
    engine.chosen_rules.cache_clear()
    write(bad_json=BAD)
    try:
        status, out, _ = wflint("bad.json", "--output-format", "concise")
    finally:
        engine.chosen_rules.cache_clear()
    assert status == 2
    assert f"bad.json:{CONCISE}\n" in out
    assert "error internal-error " in out
    assert "a fault of ours" in out


# Standard input


def test_standard_input(wflint):
    status, out, _ = wflint("-", stdin=BAD.encode())
    assert status == 1
    assert " --> <stdin>:4:41\n" in out
    _, out, _ = wflint("-", "--stdin-filename", "sub/flow.json", "--output-format", "concise", stdin=BAD.encode())
    assert out == f"sub/flow.json:{CONCISE}\n"
    assert wflint("-", stdin=GOOD.encode())[0] == 0


def test_fixed_standard_input_goes_to_standard_output(wflint):
    status, out, err = wflint("-", "--unsafe-fixes", stdin=b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert (status, out) == (0, "\ufeff" + MENDED.replace("\n", "\r\n"))
    assert err == "Fixed 1 finding. All good: 1 file checked.\n"


@pytest.mark.parametrize("data", [GOOD.encode(), BAD.encode(), b"\xff\xfe{", b"", b"{"])
def test_standard_input_that_cannot_be_fixed_comes_out_as_it_was(capfdbinary, monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    main(["-", "--fix"])
    assert capfdbinary.readouterr().out == data


# Fixing


def test_unsafe_fixes_are_applied_when_asked_for(wflint):
    write(bad_json=BAD)
    assert wflint("bad.json", "--fix")[0] == 1
    assert Path("bad.json").read_text() == BAD
    assert wflint("bad.json", "--unsafe-fixes") == (0, "Fixed 1 finding. All good: 1 file checked.\n", "")
    assert Path("bad.json").read_text() == MENDED


def test_diff_shows_and_writes_nothing(wflint):
    write(bad_json=BAD)
    status, out, err = wflint("bad.json", "--diff", "--unsafe-fixes")
    assert (status, err) == (1, "wflint: would fix 1 finding\n")
    assert out.splitlines()[:2] == ["--- bad.json", "+++ bad.json"]
    assert [line for line in out.splitlines() if line.startswith(("-  ", "+  "))] == [
        f"-{BAD.splitlines()[3]}",
        f"+{MENDED.splitlines()[3]}",
    ]
    assert Path("bad.json").read_text() == BAD
    assert wflint("bad.json", "--diff") == (1, "", "wflint: would fix 0 findings; 1 finding would remain\n")
    write(bad_json=MENDED)
    assert wflint("bad.json", "--diff", "--unsafe-fixes") == (0, "", "")


def test_a_file_that_cannot_be_written_is_still_reported(wflint):
    os.mkdir("locked")
    write(locked__bad_json=BAD)
    os.chmod("locked", 0o500)
    if os.access("locked", os.W_OK):
        os.chmod("locked", 0o700)
        pytest.skip("this user writes everywhere")
    status, out, err = wflint("locked/bad.json", "--unsafe-fixes", "--output-format", "concise")
    os.chmod("locked", 0o700)
    assert (status, out) == (2, f"locked/bad.json:{CONCISE}\n")
    assert err == "wflint: cannot write 'locked/bad.json': permission denied\n"


# Configuration


def test_the_nearest_configuration_counts_for_each_file(wflint):
    write(a_json=BAD, sub__b_json=BAD, sub__deep__c_json=BAD, sub__wflint_toml='ignore = ["undefined-step"]\n')
    assert wflint(".", "--output-format", "concise")[1] == f"a.json:{CONCISE}\n"
    assert len(wflint(".", "--no-config", "--output-format", "concise")[1].splitlines()) == 3
    assert wflint(".", "--config", "sub/wflint.toml")[0] == 0


def test_the_command_line_has_the_last_word(wflint):
    write(bad_json=BAD, wflint_toml='select = ["prompt"]\nignore = ["undefined-step"]\n')
    assert wflint("bad.json")[0] == 0
    assert wflint("bad.json", "--select", "undefined-step")[0] == 1
    assert wflint("bad.json", "--extend-select", "undefined-step")[0] == 1
    assert wflint("bad.json", "--extend-select", "undefined-step", "--ignore", "undefined-step")[0] == 0


def test_rules_are_ignored_for_some_files_and_files_left_out(wflint):
    write(
        a_json=BAD,
        legacy__b_json=BAD,
        generated__c_json=BAD,
        wflint_toml='exclude = ["generated/"]\n[per-file-ignores]\n"legacy/" = ["reference"]\n',
    )
    assert wflint(".", "--output-format", "concise")[1] == f"a.json:{CONCISE}\n"
    assert wflint("generated/c.json")[0] == 1, "who names a file wants it linted"
    assert wflint("generated/c.json", "--skip-unrecognized")[0] == 0, "a hook names every file"


def test_a_bad_configuration_is_told_once_and_costs_other_folders_nothing(wflint):
    write(a_json=BAD, sub__b_json=BAD, sub__c_json=BAD, sub__wflint_toml='selct = ["prompt"]\n')
    status, out, err = wflint(".", "--output-format", "concise")
    assert (status, out) == (2, f"a.json:{CONCISE}\n")
    assert err == "wflint: sub/wflint.toml:1:1: unknown key 'selct'; did you mean 'select'?\n"
    assert wflint("sub", "--output-format", "concise") == (2, "", err)
    assert wflint("--config", "sub/wflint.toml") == (2, "", err)


# Other commands


def test_rules_lists_every_rule(wflint):
    text = wflint("rules")[1]
    table = wflint("rules", "--output-format", "markdown")[1]
    records = json.loads(wflint("rules", "--output-format", "json")[1])
    assert [record["id"] for record in records] == [rule.id for rule in all_rules()]
    assert len(table.splitlines()) == len(all_rules()) + 2
    for rule in all_rules():
        assert f"  {rule.id} " in text
        assert f"| [`{rule.id}`]({rule.url}) |" in table


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_explain_shows_what_the_rule_says_of_its_example(wflint, rule):
    status, out, err = wflint("explain", rule.id)
    assert (status, err) == (0, "")
    assert rule.summary in out
    assert f"[{rule.id}]: " in out.partition("Bad\n")[2], "no frame"
    assert " --> example." in out
    assert "internal-error" not in out


def test_schemas_are_listed_printed_and_written(wflint):
    listed = [line.split()[0] for line in wflint("schema")[1].splitlines()]
    assert listed == list(KINDS)
    assert wflint("schema", "--output", "made/here")[0] == 0
    for kind in KINDS:
        text = Path(f"made/here/{kind}.json").read_text(encoding="utf-8")
        assert wflint("schema", kind) == (0, text, "")
        assert json.loads(text)["$id"].endswith(f"/{kind}.json")


# The process


def test_a_reader_that_leaves_is_no_fault():
    write(bad_json=BAD)
    run = process("bad.json", *["bad.json"] * 3)
    run.stdout.close()
    assert run.wait() == 141
    assert run.stderr.read() == b""
    run.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_line():
    write(bad_json=BAD)
    with open("/dev/full", "w") as full:
        run = subprocess.run([sys.executable, "-m", "wflint", "bad.json"], stdout=full, stderr=subprocess.PIPE)
    assert run.returncode == 2
    assert run.stderr == b"wflint: cannot write the output: no space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_is_one_line():
    write(a_json=GOOD)
    run = process("a.json", "-", "--stdin-filename", "b.json", "--verbose", stdin=subprocess.PIPE)
    with run:
        assert run.stderr.readline().startswith(b"wflint: a.json: ")
        run.send_signal(signal.SIGINT)
        assert run.wait() == 130
        assert run.stderr.read() == b"wflint: interrupted\n"


def test_a_stream_that_cannot_show_everything_gets_the_rest_escaped():
    write(bad_json=BAD.replace("drfat", "dräft\U0001f600"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = process("bad.json", "--color", "never", env=environment)
    out, err = run.communicate()
    assert (run.returncode, err) == (1, b"")
    assert b"{{dr\\xe4ft\\U0001f600.output}}" in out


def test_closed_streams():
    write(bad_json=BAD)
    script = f"exec {sys.executable} -m wflint bad.json - >&- 2>&- <&-"
    assert subprocess.run(["sh", "-c", script]).returncode == 2


SLOW = {"jsonschema", "pydantic", "referencing", "yaml", "pathlib", "dataclasses", "importlib.metadata", "tomllib"}


def test_a_clean_file_pays_for_nothing_it_does_not_use():
    write(good_json=GOOD)
    code = f"import sys; from wflint.cli import main; main(['good.json']); print(sorted({SLOW} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, env={**os.environ, "PYTHONPATH": path()})
    assert run.stdout.decode().splitlines() == ["All good: 1 file checked.", "[]"]


def path():
    return os.pathsep.join(entry for entry in sys.path if entry)
