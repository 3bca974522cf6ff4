"""Findings left out by ``per-file-ignores``, and the entries that suppress nothing."""

import subprocess
from pathlib import Path

import pytest

from command_line import BAD, GOOD, OTHER, bare, wflint, write  # noqa: F401 - the fixture
from wflint import Options
from wflint.engine import lint_source, open_source
from wflint.fix import fix_source
from wflint.rule import ERROR, Rule

TOML = """\
[per-file-ignores]
"drafts/*" = ["reference", "fallback"]
"a.json" = {rules = ["undefined-step"], reason = "it is mended in May"}
"a.json#/steps/0" = ["reference"]
"nowhere/*" = ["reference"]
"*.jsonc" = ["reference", "unknown-model"]
"""
FILES = {
    "wflint.toml": TOML,
    "a.json": BAD,
    "drafts/a.json": BAD,
    "drafts/b.json": GOOD,
    "drafts/c.jsonc": GOOD,
    "drafts/package.json": OTHER,
}
VAIN = [
    """"*.jsonc": 'reference' suppresses nothing in the 1 file of this run that it fits""",
    """"a.json#/steps/0": 'reference' suppresses nothing in the 2 files of this run that it fits""",
    """"drafts/*": 'fallback' suppresses nothing in the 3 files of this run that it fits""",
]


def notes(*words):
    """What is said of entries that suppress nothing."""
    start = "wflint: wflint.toml: per-file-ignores "
    return [line.removeprefix(start) for line in wflint(*words)[2].splitlines() if line.startswith(start)]


def of_use(text, ignore_at, name="a.json", **options):
    """Which rules are reported, and which entries were of use."""
    result = lint_source(open_source(name, text), Options(ignore_at=ignore_at, **options))
    return [finding.rule for finding in result.findings], dict(result.of_use)


def test_entries_that_suppress_nothing_are_told_of():
    write(FILES)
    status, out, err = wflint("--output-format", "concise")
    assert (status, out) == (0, "")
    assert notes() == notes(".") == VAIN
    assert err.count("per-file-ignores") == len(VAIN)


def test_a_part_of_the_run_tells_nothing():
    write(FILES)
    for words in (
        ["a.json", "drafts/b.json", "drafts/c.jsonc"],
        ["--quiet"],
        ["--select", "reference"],
        ["--ignore", "prompt"],
        ["--no-config"],
    ):
        assert notes(*words) == [], words
    for git in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *git], check=True)
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *identity, "commit", "-qm", "x"], check=True)
    write({"drafts/b.json": GOOD + "\n"})
    assert wflint("--changed-since", "HEAD", "--verbose")[2].count("drafts/b.json") == 1
    assert notes("--changed-since", "HEAD") == []
    assert notes() == VAIN


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_processes_add_up_what_was_of_use(jobs):
    write(FILES | {f"more/{n}.json": BAD if n == 7 else GOOD for n in range(12)})
    write({"wflint.toml": TOML + '"more/" = ["undefined-step", "unused-step"]\n'})
    found = """"more/": 'unused-step' suppresses nothing in the 12 files of this run that it fits"""
    assert notes("--jobs", jobs) == [*VAIN, found]


def test_what_stands_in_a_broken_file_is_not_called_vain():
    write(
        {
            "wflint.toml": '[per-file-ignores]\n"b.json" = ["syntax-error", "reference"]\n',
            "b.json": BAD[:-4],
            "good.json": GOOD,
        }
    )
    assert wflint(".")[0] == 0
    assert wflint("b.json")[0] == 0
    assert notes() == []
    write({"sub/b.json": GOOD})
    assert notes() == [""""b.json": 'reference' suppresses nothing in the 1 file of this run that it fits"""]


def test_only_rules_that_run_are_missed():
    write(
        {
            "wflint.toml": 'ignore = ["fallback"]\n' + TOML,
            **{k: v for k, v in FILES.items() if k != "wflint.toml"},
        }
    )
    assert notes() == VAIN[:2]


def test_fixes_of_what_is_suppressed_are_not_made():
    options = Options(ignore_at=(("undefined-step", ""),))
    assert fix_source(open_source("a.json", BAD), Options(), unsafe=True).text != BAD
    assert fix_source(open_source("a.json", BAD), options, unsafe=True).text == BAD
    write(
        {"wflint.toml": '[per-file-ignores]\n"a.json" = ["undefined-step"]\n', "a.json": BAD, "b.json": BAD}
    )
    wflint("--fix", "--unsafe-fixes")
    assert Path("a.json").read_text() == BAD
    assert Path("b.json").read_text() != BAD
    assert notes() == []


def test_a_rule_that_is_named_is_meant_whatever_is_left_out_as_a_group():
    whole = (("reference", ""),)
    assert of_use(BAD, whole) == ([], {("reference", ""): True})
    assert of_use(BAD, whole, select=("undefined-step",)) == (["undefined-step"], {("reference", ""): False})
    named = (("undefined-step", ""),)
    assert of_use(BAD, named, select=("undefined-step",)) == ([], {("undefined-step", ""): True})


def test_suppressions_of_what_is_left_out_are_not_in_vain():
    text = "# wflint: ignore-file[reference]\n" + "steps: [{id: a, model: m, params: {}}]\n"
    assert of_use(text, (), "a.yaml")[0] == ["unused-suppression"]
    assert of_use(text, (("reference", ""),), "a.yaml")[0] == []
    assert of_use(text, (("unused-suppression", ""),), "a.yaml") == ([], {("unused-suppression", ""): True})


def test_a_required_field_that_is_misspelled_is_a_missing_one_where_unknown_ones_are_left_out():
    text = GOOD.replace('"model": "m"', '"modell": "m"')
    assert of_use(text, ())[0] == ["unknown-field"]
    missing = of_use(text, (), ignore=("unknown-field",))[0]
    assert missing == ["schema-violation"]
    assert of_use(text, (("unknown-field", ""),)) == (missing, {("unknown-field", ""): True})
    assert of_use(GOOD, (("unknown-field", ""),)) == ([], {("unknown-field", ""): False})


def test_a_rule_that_fails_costs_nothing_where_it_is_left_out():
    def fail(_):
        raise ZeroDivisionError

    rule = Rule(id="house", group="custom", severity=ERROR, on="EFA", check=fail)
    assert of_use(BAD, (), rules=(rule,))[0] == ["internal-error", "undefined-step"]
    found, used = of_use(BAD, (("house", ""), ("prompt", "")), rules=(rule,))
    assert found == ["undefined-step"]
    assert used == {("house", ""): True, ("prompt", ""): False}
