"""The command line: commands, options and the exit status."""

import json
from pathlib import Path

import pytest

from command_line import BAD, CONCISE, GOOD, OTHER, bare, wflint, write  # noqa: F401 - bare is used by being here
from wflint import __version__
from wflint.kinds import KINDS
from wflint.rules import all_rules


def test_a_clean_file():
    write({"good.json": GOOD})
    assert wflint("check", "good.json") == (0, "All good: 1 file checked.\n", "")


def test_check_is_the_default_command_and_here_the_default_path():
    write({"sub/bad.json": BAD, "sub/package.json": OTHER})
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
def test_exit_status(words, expected):
    write({"bad.json": BAD, "good.json": GOOD})
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
def test_fail_on(severity, fail_on, expected):
    write(
        {
            "bad.json": BAD,
            "wflint.toml": f'severity = {{undefined-step = "{severity}"}}\nfail-on = "{fail_on}"\n',
        }
    )
    status, out, _ = wflint("bad.json")
    assert (status, out.split("[")[0]) == (expected, severity)
    assert wflint("bad.json", "--fail-on", "never")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--slect", "x"], "unknown option '--slect'; did you mean '--select'? (see 'wflint check --help')"),
        (["--fix=yes"], "argument --fix: ignored explicit argument 'yes' (see 'wflint check --help')"),
        (
            ["--select", "undefined-stp"],
            "unknown rule 'undefined-stp'; did you mean 'undefined-step'? (see 'wflint rules')",
        ),
        (["--ignore", "a,refrence"], "unknown rule 'a' (see 'wflint rules')"),
        (["--kind", "asteroid"], "unknown kind 'asteroid' (see 'wflint schema')"),
        (
            ["--kind", "asteroid-workflw"],
            "unknown kind 'asteroid-workflw'; did you mean 'asteroid-workflow'? (see 'wflint schema')",
        ),
        (
            ["--output-format", "jsn"],
            "argument --output-format: unknown output format 'jsn'; did you mean 'json'? (see",
        ),
        (
            ["--output-format", "json", "--output-format", "text"],
            "two output formats for standard output; give each its own --output-file",
        ),
        (
            ["--output-file", "a", "--output-format", "json", "--output-file", "b"],
            "no --output-format before --output-file 'a'",
        ),
        (
            ["--output-format", "json", "--output-file", "no/such/folder"],
            "cannot write 'no/such/folder': no such file or directory",
        ),
        (
            ["--diff", "--output-format", "json"],
            "--diff shows changes in place of a report: leave out --output-format and --output-file",
        ),
        (["./a.json", "--output-file", "a.json"], "--output-file 'a.json' is one of the files to lint"),
        (["--config", "none.toml"], "none.toml: no such file or folder"),
        (["exlpain"], "cannot read 'exlpain': no such file or folder; did you mean 'wflint explain'?"),
        (["explain"], "the following arguments are required: RULE (see 'wflint explain --help')"),
        (["explain", "zzz"], "unknown rule 'zzz' (see 'wflint rules')"),
        (
            ["explain", "undefined-stpe"],
            "unknown rule 'undefined-stpe'; did you mean 'undefined-step'? (see 'wflint rules')",
        ),
        (["schema", "zzz"], "unknown kind 'zzz' (see 'wflint schema')"),
        (["rules", "reference"], "unexpected argument 'reference'"),
    ],
)
def test_a_wrong_command_line_is_one_clear_line(words, said):
    write({"a.json": GOOD})
    status, out, err = wflint(*words)
    assert (status, out) == (2, "")
    assert Path("a.json").read_text() == GOOD
    assert err.startswith(f"wflint: {said}")
    assert err.count("\n") == 1


def test_a_group_is_no_rule_to_explain_but_has_some():
    status, _, err = wflint("explain", "version")
    assert status == 2
    members = ", ".join(rule.id for rule in all_rules() if rule.group == "version")
    assert err == f"wflint: 'version' is a group; its rules are {members}\n"


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["check", "--help"], ["rules", "-h"], ["explain", "-h"], ["schema", "-h"]]
)
def test_help(words):
    status, out, err = wflint(*words)
    assert (status, err) == (0, "")
    assert out.startswith("usage: wflint")
    assert "Traceback" not in out


def test_version():
    assert wflint("--version") == (0, f"wflint {__version__}\n", "")


def test_the_nearest_configuration_counts_for_each_file():
    write(
        {
            "a.json": BAD,
            "sub/b.json": BAD,
            "sub/deep/c.json": BAD,
            "sub/wflint.toml": 'ignore = ["undefined-step"]\n',
        }
    )
    assert wflint(".", "--output-format", "concise")[1] == f"a.json:{CONCISE}\n"
    assert len(wflint(".", "--no-config", "--output-format", "concise")[1].splitlines()) == 3
    assert wflint(".", "--config", "sub/wflint.toml")[0] == 0


def test_the_command_line_has_the_last_word():
    write({"bad.json": BAD, "wflint.toml": 'select = ["prompt"]\nignore = ["undefined-step"]\n'})
    assert wflint("bad.json")[0] == 0
    assert wflint("bad.json", "--select", "undefined-step")[0] == 1
    assert wflint("bad.json", "--extend-select", "undefined-step")[0] == 1
    assert wflint("bad.json", "--extend-select", "undefined-step", "--ignore", "undefined-step")[0] == 0


def test_rules_are_ignored_for_some_files_and_files_left_out():
    write(
        {
            "a.json": BAD,
            "legacy/b.json": BAD,
            "generated/c.json": BAD,
            "wflint.toml": 'exclude = ["generated/"]\n[per-file-ignores]\n"legacy/" = ["reference"]\n',
        }
    )
    assert wflint(".", "--output-format", "concise")[1] == f"a.json:{CONCISE}\n"
    assert wflint("generated/c.json")[0] == 1, "who names a file wants it linted"
    assert wflint("generated/c.json", "--skip-unrecognized")[0] == 0, "a hook names every file"


def test_a_bad_configuration_is_told_once_and_costs_other_folders_nothing():
    write({"a.json": BAD, "sub/b.json": BAD, "sub/c.json": BAD, "sub/wflint.toml": 'selct = ["prompt"]\n'})
    status, out, err = wflint(".", "--output-format", "concise")
    assert (status, out) == (2, f"a.json:{CONCISE}\n")
    assert err == "wflint: sub/wflint.toml:1:1: unknown key 'selct'; did you mean 'select'?\n"
    assert wflint("sub", "--output-format", "concise") == (2, "", err)
    assert wflint("--config", "sub/wflint.toml") == (2, "", err)


def test_rules_lists_every_rule():
    text = wflint("rules")[1]
    table = wflint("rules", "--output-format", "markdown")[1]
    records = json.loads(wflint("rules", "--output-format", "json")[1])
    assert [record["id"] for record in records] == [rule.id for rule in all_rules()]
    assert len(table.splitlines()) == len(all_rules()) + 2
    for rule in all_rules():
        assert f"  {rule.id} " in text
        assert f"| [`{rule.id}`]({rule.url}) |" in table


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_explain_shows_what_the_rule_says_of_its_example(rule):
    status, out, err = wflint("explain", rule.id)
    assert (status, err) == (0, "")
    assert rule.summary in out
    assert f"[{rule.id}]: " in out.partition("Bad\n")[2], "no frame"
    assert " --> example." in out
    assert "internal-error" not in out


def test_schemas_are_listed_printed_and_written():
    listed = [line.split()[0] for line in wflint("schema")[1].splitlines()]
    assert listed == ["any-workflow", *KINDS]
    assert wflint("schema", "--output", "made/here")[0] == 0
    for kind in listed:
        text = Path(f"made/here/{kind}.json").read_text(encoding="utf-8")
        assert wflint("schema", kind) == (0, text, "")
        assert json.loads(text)["$id"].endswith(f"/{kind}.json")
