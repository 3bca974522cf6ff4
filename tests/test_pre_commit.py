"""The hooks, run by pre-commit itself against this checkout."""

import re
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, missing
from repository import git, run
from wflint import files
from wflint.readers import SUFFIXES

GOOD = '{"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a poem"}}]}\n'
BAD = """\
steps:
  - id: draft
    type: model
    model: m
    params: {prompt: "{{drfat.output}}"}
"""
FIXABLE = """\
input_schema: {properties: {topic: {type: string}}, required: [topic]}
steps:
  - {id: draft, type: model, model: m, params: {prompt: "On {{topic}}"}} # kept
"""
OTHERS = {
    "package.json": '{"name": "left-pad"}\n',
    "docker-compose.yml": "services: {web: {image: nginx}}\n",
    "tsconfig.json": '{"compilerOptions": {/* a comment */ "strict": true,}}\n',
    "broken.json": '{"name": \n',
    "chart/templates/pod.yaml": "name: {{ .Values.name }}\n{{- if .x }}\n",
}


@pytest.fixture(scope="module")
def pre_commit():
    """The command that starts pre-commit."""
    if shutil.which("git") is None:
        missing("git", "install git")
    beside = Path(sys.executable).with_name("pre-commit")
    found = str(beside) if beside.exists() else shutil.which("pre-commit")
    if found is None:
        missing("pre-commit", "pip install pre-commit")
    return found


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """This checkout as it stands, committed to a repository of its own."""
    folder = tmp_path_factory.mktemp("hooks")
    if (ROOT / ".git").exists():
        listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=ROOT).split("\0")
    else:  # an unpacked source distribution
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
    for name in listed:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git("init", "--quiet", folder=folder)
    git("add", "--all", "--force", folder=folder)
    git("commit", "--quiet", "--message", "hooks", folder=folder)
    return folder, git("rev-parse", "HEAD", folder=folder).strip()


@pytest.fixture(scope="module")
def repository(pre_commit, hooks, tmp_path_factory):
    """A repository of a user, with both hooks installed."""
    folder, revision = hooks
    user = tmp_path_factory.mktemp("user")
    home = tmp_path_factory.mktemp("home")
    (user / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {folder}\n    rev: {revision}\n    hooks: [{{id: wflint}}]\n", encoding="utf-8"
    )
    git("init", "--quiet", folder=user)
    git("add", "--all", folder=user)
    installed = run(pre_commit, "install", "--install-hooks", folder=user, env={"PRE_COMMIT_HOME": str(home)})
    assert installed.returncode == 0, installed.stdout
    return user, {"PRE_COMMIT_HOME": str(home)}


@pytest.fixture
def commit(repository):
    """Commit files; the exit status and what was said. What was refused is forgotten."""
    user, environment = repository

    def commit(files):
        for name, text in files.items():
            (user / name).parent.mkdir(parents=True, exist_ok=True)
            (user / name).write_text(text, encoding="utf-8")
        git("add", "--all", folder=user)
        done = run("git", "commit", "--message", "change", folder=user, env=environment)
        return done.returncode, done.stdout

    yield commit
    if run("git", "rev-parse", "--verify", "HEAD", folder=user).returncode == 0:
        git("reset", "--quiet", "--hard", folder=user)
    else:
        git("rm", "--quiet", "-r", "--cached", "--ignore-unmatch", ".", folder=user)
        git("clean", "--quiet", "-d", "--force", "--exclude", ".pre-commit-config.yaml", folder=user)


def test_a_fault_stops_the_commit(commit):
    status, said = commit({"flow.yaml": BAD})
    assert status == 1
    assert "error[undefined-step]: no step 'drfat'; did you mean 'draft'?" in said
    assert " --> flow.yaml:5:23\n" in said


def test_a_clean_file_passes(commit):
    status, said = commit({"flow.json": GOOD})
    assert status == 0, said
    assert re.search(r"^wflint\.+Passed$", said, re.MULTILINE)


def test_other_json_and_yaml_is_left_alone(commit):
    status, said = commit(OTHERS)
    assert status == 0, said
    assert re.search(r"^wflint\.+Passed$", said, re.MULTILINE)


def test_text_that_is_neither_is_not_looked_at(commit):
    status, said = commit({"flow.txt": BAD, "yaml": BAD})
    assert status == 0, said
    assert "(no files to check)Skipped" in said


def test_the_fixing_hook_fixes(repository, pre_commit, hooks):
    user, environment = repository
    (user / "fixable.yaml").write_text(FIXABLE, encoding="utf-8")
    git("add", "fixable.yaml", folder=user)
    folder, revision = hooks
    command = ("try-repo", folder, "wflint-fix", "--ref", revision, "--files", "fixable.yaml")
    done = run(pre_commit, *command, folder=user, env=environment)
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (user / "fixable.yaml").read_text(encoding="utf-8") == FIXABLE.replace(
        "{{topic}}", "{{inputs.topic}}"
    )
    again = run(pre_commit, *command, folder=user, env=environment)
    assert again.returncode == 0, again.stdout
    git("rm", "--quiet", "--force", "fixable.yaml", folder=user)


def test_several_files_of_any_name_and_every_document_of_a_stream(commit):
    stream = "---\n" + GOOD + "---\n" + BAD
    names = ["my flow.yaml", "Überblick/流程.yaml", "d/-flow.yml", "it's.YAML"]
    status, said = commit({"good.json": GOOD, **dict.fromkeys(names, BAD), "stream.yaml": stream, **OTHERS})
    assert status == 1
    places = re.findall(r"^ --> (.*)$", said, re.MULTILINE)
    assert sorted(places) == sorted([*(f"{name}:5:23" for name in names), "stream.yaml:8:23"])


def test_lines_of_json_are_documents_each(commit):
    status, said = commit({"flows.jsonl": GOOD + GOOD.replace('"a poem"', '"{{drfat.output}}"')})
    assert status == 1
    assert " --> flows.jsonl:2:" in said


GIVEN = [
    *("flow.json", "a/b.c/flow.yaml", "flow.yml", "flow.jsonc", "flow.jsonl", "flow.ndjson", "FLOW.JSON"),
    *("流程.json", "my flow.yaml", "new\nline.json", ".hidden.json", ".json", "-x.json", "a.eachlabs.YML"),
]
NOT_GIVEN = [
    *("json", "flow.json.bak", "flow.json5", "flow.yaml.j2", "flow.yamll", "flowjson", "flow.json.d/a.txt"),
    *("flow.jso", "flow.py", "yaml", "flow.json~", "flow.xjson"),
]


@pytest.mark.parametrize("hook", yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")))
def test_which_names_the_hooks_are_given(hook):
    assert hook["types"] == ["file"], "whatever else identify takes a file for"
    assert [name for name in GIVEN if not re.search(hook["files"], name)] == []
    assert [name for name in NOT_GIVEN if re.search(hook["files"], name)] == []
    assert [
        name for name in (f"flow{suffix}" for suffix in SUFFIXES) if not re.search(hook["files"], name)
    ] == []


def test_a_walk_looks_into_the_files_that_the_hooks_are_given(tmp_path):
    for name in (*GIVEN, *NOT_GIVEN):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    walked = {target.path[len(str(tmp_path)) + 1 :] for target in files.find([str(tmp_path)])}
    assert walked == set(GIVEN)


def test_the_manifest_is_one(pre_commit):
    done = run(pre_commit, "validate-manifest", ROOT / ".pre-commit-hooks.yaml", folder=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
