"""The names that say what a file holds: one list for the walk, the hook, editors and SchemaStore."""

import json
import re
from pathlib import Path

import pytest
import yaml

import wflint
from command_line import wflint as run
from conftest import ROOT
from wflint.editors import vscode_settings
from wflint.file_names import PATTERNS, claims_workflow
from wflint.readers import SUFFIXES

FOREIGN = '{"jobs": {"build": {}}}'
MISSPELLED = "setps:\n  - {id: a, type: pass, result: 1}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_the_patterns():
    assert (
        tuple(
            f"*.{word}.{suffix}"
            for word in ("workflow", "eachlabs", "asteroid")
            for suffix in ("json", "jsonc", "yaml", "yml")
        )
        == PATTERNS
    )


def test_the_walk_and_the_hook_take_every_name():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for pattern in PATTERNS:
        name = pattern.replace("*", "a/b")
        assert name[name.rfind(".") :] in SUFFIXES
        assert all(re.search(hook["files"], name) for hook in hooks)


def test_the_settings_of_vscode_have_every_name():
    settings = vscode_settings()
    names = [*settings["json.schemas"][0]["fileMatch"]]
    for patterns in settings["yaml.schemas"].values():
        names += patterns
    assert sorted(names) == sorted(PATTERNS)


def test_the_readme_shows_these_settings():
    text = (ROOT / "README.md").read_text("utf-8")
    shown = text.partition("<!-- vscode -->\n```jsonc\n")[2].partition("```")[0]
    assert json.loads(shown.partition("\n")[2]) == vscode_settings()


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("a.eachlabs.json", True),
        ("deep/er/a.asteroid.yml", True),
        ("A.EachLabs.YAML", True),
        ("a.workflow.json", False),
        ("a.json", False),
        ("eachlabs.json", False),
        ("a.eachlabs.json.bak", False),
        ("a.eachlabs.ts", False),
        ("a.eachlabs/b.json", False),
    ],
)
def test_which_names_claim_to_be_ours(name, claims):
    assert claims_workflow(name) is claims


@pytest.mark.parametrize(
    "options", [(".",), ("--skip-unrecognized", "a.eachlabs.yaml")], ids=["walk", "hook"]
)
def test_a_name_that_claims_is_held_to_it(options):
    Path("a.eachlabs.yaml").write_text(MISSPELLED)
    status, out, _ = run("check", "--output-format", "concise", *options)
    assert status == 1
    assert "unrecognized-document" in out
    assert "is 'setps' meant to be that?" in out


def test_a_broken_file_that_claims_is_found_in_a_walk():
    Path("a.asteroid.json").write_text('{"naem": ')
    assert "syntax-error" in run("check", "--output-format", "concise")[1]


@pytest.mark.parametrize("name", ["a.workflow.json", "a.json"])
def test_other_names_are_passed_over_when_nothing_tells(name):
    Path(name).write_text(FOREIGN)
    assert run("check", "--output-format", "concise")[0] == 0
    assert run("check", "--skip-unrecognized", name)[0] == 0
    assert run("check", name)[0] == 1, "named by somebody"


def test_python_heeds_the_names_too():
    Path("a.eachlabs.json").write_text(FOREIGN)
    Path("a.workflow.json").write_text(FOREIGN)
    assert [(f.file.rpartition("/")[2], f.rule) for f in wflint.lint_path(".")] == [
        ("a.eachlabs.json", "unrecognized-document")
    ]
