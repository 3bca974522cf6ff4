"""``wflint init``: in folders as they are met, and held against what reads the files that it writes."""

import os
import pty
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from command_line import BAD, ENVIRONMENT, GOOD, bare, posix, process, wflint, write  # noqa: F401 - `bare` is a fixture
from conftest import ROOT, missing
from repository import run
from wflint.init.ci import GITHUB
from wflint.init.pre_commit import STANZA
from wflint.readers import read
from wflint.source import Source

OURS = {"repo": "https://github.com/wflint/wflint", "rev": "v0.1.0", "hooks": [{"id": "wflint"}]}
EVERYTHING = (
    *("wflint.toml", ".pre-commit-config.yaml", ".github/workflows/wflint.yml"),
    *(".wflint/any-workflow.json", ".vscode/settings.json"),
)


def init(*words):
    """In a process of its own, as what a configuration says is read once: exit status, and what was said."""
    started = process("init", *words)
    out, err = started.communicate()
    return started.returncode, (out + err).decode().replace("\r\n", "\n")


def repository(files=None):
    """Make the working folder one that git, GitHub and VS Code are used in."""
    for folder in (".git", ".github", ".vscode"):
        Path(folder).mkdir()
    write(files or {})


def settings():
    [document] = read(Source("settings.json", Path(".vscode/settings.json").read_text("utf-8"), "jsonc"))
    assert document.fault is None
    return document.value


def listed():
    return sorted(str(path) for path in Path().rglob("*") if path.is_file())


def test_an_empty_folder():
    assert init("--yes")[0] == 0
    assert listed() == ["wflint.toml"]
    assert wflint()[0] == 0
    assert init() == (0, "0 workflow files here\nnothing is missing\n")


def test_everything_is_written_and_then_nothing_is_missing():
    repository({"flows/a.json": GOOD, "my flows/b.yaml": GOOD, "c.json": GOOD, "d.eachlabs.json": GOOD})
    assert init("--yes")[0] == 0
    assert listed() == sorted([*EVERYTHING, "flows/a.json", "my flows/b.yaml", "c.json", "d.eachlabs.json"])
    assert init() == (0, "4 workflow files here\nnothing is missing\n")
    assert wflint("--fail-on", "info")[1] == "All good: 4 files checked, 4 passed over.\n"
    assert settings()["json.schemas"][0]["fileMatch"][-2:] == ["c.json", "flows/*.json"]
    assert settings()["yaml.schemas"]["./.wflint/any-workflow.json"][-1] == "my flows/*.yaml"
    assert Path(".wflint/any-workflow.json").read_text("utf-8") == wflint("schema", "any-workflow")[1]


def test_without_a_terminal_it_only_shows():
    repository({"flow.json": BAD})
    status, said = init()
    assert status == 1
    assert listed() == ["flow.json"]
    assert said.startswith("1 workflow file here, 1 error: see 'wflint'\n--- /dev/null\n+++ wflint.toml\n@@")
    assert said.endswith("wflint: nothing is written: say 'wflint init --yes'\n")
    assert all(name in said for name in EVERYTHING)
    assert "+  - repo: https://github.com/wflint/wflint\n" in said


def test_what_is_shown_is_what_is_written():
    repository({".pre-commit-config.yaml": "repos: []\n", ".vscode/settings.json": '{"a": 1}\n'})
    diff = init()[1].partition("\n")[2]
    shown = "".join(line for line in diff.splitlines(True) if line[0] in "-+@ ")
    shutil.copytree(".", "../patched", ignore=shutil.ignore_patterns(".git"))
    subprocess.run(["patch", "-p0", "--quiet"], cwd="../patched", input=shown, text=True, check=True)
    init("--yes")
    for name in EVERYTHING:
        if name != ".wflint/any-workflow.json":
            assert Path("../patched", name).read_bytes() == Path(name).read_bytes()


def test_in_a_folder_below_the_top_of_the_repository_counts(monkeypatch):
    repository({"flows/a.json": GOOD})
    monkeypatch.chdir("flows")
    assert "written: ../.pre-commit-config.yaml\n" in init("--yes")[1]
    assert Path("../wflint.toml").exists()
    assert not Path("wflint.toml").exists()


@pytest.mark.parametrize("config", ["wflint.toml", "pyproject.toml"])
def test_a_configuration_that_is_there_stays(config):
    write({config: "[tool.wflint]\n" if config == "pyproject.toml" else ""})
    assert init() == (0, "0 workflow files here\nnothing is missing\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[project]\nname = "a"\n',
        "[tool.ruff]\nselect = []",
        "# end\r\n[tool.ruff]\r\n",
        "[tool]\nx.y = 1\n",
    ],
)
def test_a_pyproject_gets_a_table(text):
    write({"pyproject.toml": text})
    assert init("--yes")[0] == 0
    after = Path("pyproject.toml").read_bytes().decode()
    assert after.startswith(text)
    assert "\r" not in after.replace("\r\n", "")
    assert ("\r" in text) == ("\r" in after)
    assert tomllib.loads(after)["tool"]["wflint"] == {"fail-on": "error"}
    assert listed() == ["pyproject.toml"]
    assert wflint()[0] == 0


@pytest.mark.parametrize("text", ["tool = {ruff = {}}\n", "[project\n", "tool = 1\n"])
def test_a_pyproject_without_a_certain_place_is_left(text):
    write({"pyproject.toml": text})
    status, said = init("--yes")
    assert status == 0
    assert (
        "pyproject.toml is left as it is: there is no certain place for it. Add this to it:\n[tool.wflint]"
        in said
    )
    assert Path("pyproject.toml").read_text() == text


def test_a_bad_configuration_is_told_of():
    write({"wflint.toml": "selct = []\n"})
    assert init()[0] == 2


@pytest.mark.parametrize(
    "text",
    [
        "# ours\nrepos: # all\n- repo: local\n  hooks: [{id: x}] # x\n# end\n",
        "repos:\n    -   repo: https://example.com/a\n        rev: v1\n        hooks:\n        -   id: a\nfail_fast: true\n",
        "repos: [] # none yet\n",
        "minimum_pre_commit_version: '3.2.0'\n",
        'repos: [{repo: meta, hooks: [{id: "identity"}]}]\n',
        "repos:\r\n- repo: meta\r\n  hooks:\r\n  - id: identity\r\n",
    ],
)
def test_an_existing_list_of_hooks_gets_one_more(text):
    repository({".pre-commit-config.yaml": text})
    before = yaml.safe_load(text).get("repos") or []
    init("--yes")
    after = Path(".pre-commit-config.yaml").read_bytes().decode()
    assert yaml.safe_load(after)["repos"] == [*before, OURS]
    assert [part for part in text.split() if part not in after.split() and "]" not in part] == []
    assert ("\r\n" in text) == ("\r\n" in after)


@pytest.mark.parametrize(
    "text",
    ["repos: *x\n", "repos: &x []\nother: *x\n", "repos: {}\n", "- repo: meta\n", "repos:\n", "repos: [\n"],
)
def test_a_list_of_hooks_without_a_certain_place_is_left(text):
    repository({".pre-commit-config.yaml": text})
    status, said = init("--yes")
    assert status == 0
    assert f"Add this to it:\n{STANZA}" in said
    assert Path(".pre-commit-config.yaml").read_text() == text


def test_a_hook_that_is_there_stays():
    text = "repos:\n- repo: https://example.com/mirror\n  rev: v9\n  hooks: [{id: wflint-fix}]\n"
    repository({".pre-commit-config.yaml": text})
    init("--yes")
    assert Path(".pre-commit-config.yaml").read_text() == text


@pytest.mark.parametrize(
    "text", [None, "repos: []\n", "# mine\nrepos:\n- repo: meta\n  hooks: [{id: identity}]\n"]
)
def test_pre_commit_takes_what_is_written(text):
    repository({} if text is None else {".pre-commit-config.yaml": text})
    init("--yes")
    beside = Path(sys.executable).with_name("pre-commit")
    command = str(beside) if beside.exists() else shutil.which("pre-commit")
    if command is None:
        missing("pre-commit", "pip install pre-commit")
    done = run(command, "validate-config", folder=".")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_jobs_are_what_is_published():
    repository({".gitlab-ci.yml": "# ours\nstages: [build, test]\nbuild:\n  script: [make]\n"})
    init("--yes")
    assert (
        Path(".gitlab-ci.yml")
        .read_text()
        .startswith("# ours\nstages: [build, test]\nbuild:\n  script: [make]\n")
    )
    assert (
        yaml.safe_load(Path(".gitlab-ci.yml").read_text())["wflint"]
        == yaml.safe_load((ROOT / "docs/gitlab-ci.yml").read_text())["wflint"]
    )
    for schema, file in (
        ("github-workflows", ".github/workflows/wflint.yml"),
        ("gitlab-ci", ".gitlab-ci.yml"),
    ):
        command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file)
        done = run(*command, folder=".")
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("text", ["include: x.yml\n", "stages: [build]\n", "- build\n", "[\n"])
def test_jobs_of_gitlab_without_a_certain_stage_are_left(text):
    write({".gitlab-ci.yml": text})
    assert ".gitlab-ci.yml is left as it is: " in init("--yes")[1]
    assert Path(".gitlab-ci.yml").read_text() == text


def test_a_job_that_is_there_stays():
    repository(
        {
            ".github/workflows/ci.yml": "jobs: {lint: {steps: [{run: wflint}]}}\n",
            ".gitlab-ci.yml": "wflint: {}\n",
        }
    )
    before = listed()
    init("--yes")
    assert not Path(".github/workflows/wflint.yml").exists()
    assert set(before) < set(listed())
    assert Path(".gitlab-ci.yml").read_text() == "wflint: {}\n"


@pytest.mark.parametrize(
    "text",
    [
        "{}\n",
        "",
        '// mine\n{\n\t"a": 1, // one\n\t/* two */ "b": [],\n}\n',
        '{\r\n    "editor.tabSize": 4\r\n}\r\n',
        '{"json.schemas": [], "yaml.schemas": {}}',
        '{\n  "json.schemas": [\n    {"fileMatch": ["a.json"], "url": "./a.json"} // a\n  ],\n'
        '  "yaml.schemas": {\n    "./a.json": "a.yaml"\n  }\n}\n',
    ],
)
def test_settings_that_are_there_keep_all_they_say(text):
    repository({".vscode/settings.json": text})
    before = read(Source("", text, "jsonc"))[0].value if text else {}
    init("--yes")
    after = Path(".vscode/settings.json").read_bytes().decode()
    assert [word for word in text.split() if word.strip("{}[],") not in after] == []
    value = settings()
    assert value["json.schemas"][-1]["url"] == "./.wflint/any-workflow.json"
    assert len(value["json.schemas"]) == len(before.get("json.schemas", [])) + 1
    assert {**before.get("yaml.schemas", {}), **value["yaml.schemas"]} == value["yaml.schemas"]
    assert "./.wflint/any-workflow.json" in value["yaml.schemas"]
    assert {key: value[key] for key in before if "schemas" not in key} == {
        key: item for key, item in before.items() if "schemas" not in key
    }
    assert ("\r\n" in text) == ("\r\n" in after)
    assert init() == (0, "0 workflow files here\nnothing is missing\n")


@pytest.mark.parametrize("text", ["[]\n", '{"a": \n', '{"json.schemas": 1}\n', '{"a": 1, "a": 2}\n'])
def test_settings_without_a_certain_place_are_left(text):
    repository({".vscode/settings.json": text})
    status, said = init("--yes")
    assert status == 0
    assert ".vscode/settings.json is left as it is: " in said
    assert Path(".vscode/settings.json").read_text() == text


@posix
def test_a_folder_that_cannot_be_written():
    repository()
    Path(".wflint").write_text("")
    status, said = init("--yes")
    assert status == 2
    assert "wflint: cannot write '.wflint/any-workflow.json': " in said


@posix
@pytest.mark.parametrize(
    ("answers", "written"),
    [("y\nn\nYes\n", ["wflint.toml", ".github/workflows/wflint.yml"]), ("\n\n\n", []), ("\x04", [])],
)
def test_it_asks_on_a_terminal(answers, written):
    repository()
    Path(".vscode").rmdir()
    here, there = pty.openpty()
    started = subprocess.Popen(
        [sys.executable, "-m", "wflint", "init"], stdin=there, stdout=there, stderr=there, env=ENVIRONMENT
    )
    os.close(there)
    os.write(here, answers.encode())
    said = b""
    try:
        while piece := os.read(here, 4096):
            said += piece
            if answers == "\x04" and piece.rstrip().endswith(b"[y/n]"):
                os.write(here, b"\x04")
    except OSError:  # Linux says so at the end
        pass
    os.close(here)
    assert started.wait() == 0
    assert said.count(b"? [y/n] ") == 3
    assert listed() == sorted(written)


def test_the_readme_shows_what_is_written():
    text = (ROOT / "README.md").read_text("utf-8")
    assert f"repos:\n{STANZA}".rstrip() in text
    assert GITHUB in text


def test_a_comment_is_no_hook_and_no_job():
    write(
        {
            ".pre-commit-config.yaml": "# wflint, some day\nrepos: []\n",
            ".github/workflows/ci.yml": "# wflint?\non: push\n",
        }
    )
    out = wflint("init")[1]
    assert "- id: wflint" in out
    assert "+++ .github/workflows/wflint.yml" in out
