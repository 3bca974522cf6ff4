"""``--changed-since``, with the real git."""

import os
import shutil
from pathlib import Path

import pytest

from command_line import BAD, GOOD, bare, posix, wflint, write  # noqa: F401 - `bare` is a fixture
from conftest import missing
from repository import git as run_git


def git(*words, folder="."):
    return run_git(*words, folder=folder)


@pytest.fixture(autouse=True)
def repository(bare):  # noqa: ARG001, F811
    """The working folder as a repository with one commit, tagged ``start``, of faulty workflows."""
    if shutil.which("git") is None:
        missing("git", "install git")
    git("init", "--quiet", "--initial-branch", "main")
    write({"old.json": BAD, "flows/kept.json": BAD, "flows/renamed.json": BAD, "gone.json": BAD})
    commit("start")
    git("tag", "start")


def commit(message):
    git("add", "--all")
    git("commit", "--quiet", "--message", message)


def linted(*words):
    """The faulty files that are reported."""
    status, out, err = wflint(
        "check", "--output-format", "concise", "--quiet", "--select", "undefined-step", *words
    )
    assert status in (0, 1), err
    return [line.partition(":")[0] for line in out.splitlines()]


def test_everything_that_changed_and_nothing_else():
    write({"committed.json": BAD})
    commit("more")
    write({"staged.json": BAD, "flows/kept.json": BAD + "\n"})
    git("add", "staged.json")
    git("mv", "flows/renamed.json", "flows/anew.json")
    Path("gone.json").unlink()
    write({"untracked.json": BAD, "ignored.json": BAD, ".gitignore": "ignored.json\n"})
    changed = ["flows/anew.json", "flows/kept.json", "staged.json", "untracked.json"]
    assert linted("--changed-since", "HEAD") == changed
    assert linted("--changed-since", "start") == sorted([*changed, "committed.json"])


def test_nothing_changed():
    assert wflint("--changed-since", "HEAD") == (
        0,
        "",
        "wflint: no workflow files found in . that changed since HEAD\n",
    )


def test_what_is_staged_and_taken_back_in_the_file_has_not_changed():
    write({"old.json": GOOD})
    git("add", "--all")
    write({"old.json": BAD})
    assert linted("--changed-since", "HEAD") == []


def test_a_file_that_git_forgets_and_that_still_lies_there_is_linted():
    git("rm", "--quiet", "--cached", "old.json")
    assert linted("--changed-since", "HEAD") == ["old.json"]


def test_in_a_folder_below_with_paths_as_filter(monkeypatch):
    write({"flows/deep/new.json": BAD, "flows/new.json": BAD, "new.json": BAD})
    assert linted("--changed-since", "HEAD", "flows") == ["flows/deep/new.json", "flows/new.json"]
    monkeypatch.chdir("flows")
    assert linted("--changed-since", "HEAD") == ["deep/new.json", "new.json"]
    assert linted("--changed-since", "HEAD", "../new.json", "deep") == ["../new.json", "deep/new.json"]
    assert linted("--changed-since", "HEAD", "kept.json", "new.json") == ["new.json"]


def test_settings_of_git_change_nothing(monkeypatch):
    git("config", "diff.relative", "true")
    git("config", "diff.renames", "copies")
    git("config", "diff.external", "false")
    git("config", "color.ui", "always")
    git("config", "status.showUntrackedFiles", "no")
    write({"old.json": BAD + "\n", "flows/new.json": BAD})
    monkeypatch.chdir("flows")
    assert linted("--changed-since", "HEAD", "..") == ["../flows/new.json", "../old.json"]


@posix
def test_names_as_people_give_them():
    names = ["-x.json", "a b.json", 'quo"te.json', "tab\t.json", "Überblick/流程.json", "\U0001f600.json"]
    write(dict.fromkeys(names, BAD) | {"new\nline.json": BAD})
    with open(b"not-utf-8-\xff.json", "w") as file:
        file.write(BAD)
    assert len(linted("--changed-since", "HEAD")) == len(names) + 2
    commit("names")
    assert len(linted("--changed-since", "HEAD~")) == len(names) + 2
    assert linted("--changed-since", "HEAD") == []


@posix
def test_a_folder_behind_a_link():
    write({"flows/new.json": BAD})
    os.symlink("flows", "link")
    assert linted("--changed-since", "HEAD", "link/new.json", "link/kept.json") == ["link/new.json"]


def test_of_a_branch_that_went_on_the_common_commit_counts():
    git("switch", "--quiet", "--create", "work")
    write({"mine.json": BAD})
    commit("mine")
    git("switch", "--quiet", "main")
    write({"old.json": BAD + "\n"})
    commit("theirs")
    git("switch", "--quiet", "work")
    assert linted("--changed-since", "main") == ["mine.json"]


def test_without_a_common_commit_the_revision_itself_counts():
    git("switch", "--quiet", "--orphan", "apart")
    write({"old.json": BAD, "mine.json": BAD})
    commit("apart")
    assert linted("--changed-since", "main") == ["mine.json"]


def test_a_shallow_clone(tmp_path, monkeypatch):
    write({"mine.json": BAD})
    commit("mine")
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth", "1", tmp_path.as_uri(), clone)
    monkeypatch.chdir(clone)
    assert wflint("--changed-since", "HEAD~")[0] == 2
    git("fetch", "--quiet", "--depth", "1", "origin", "tag", "start")
    assert linted("--changed-since", "start") == ["mine.json"]


def test_in_another_working_tree_of_the_repository(monkeypatch):
    git("worktree", "add", "--quiet", "tree")
    monkeypatch.chdir("tree")
    write({"new.json": BAD})
    assert linted("--changed-since", "main") == ["new.json"]


def test_with_several_processes():
    write({f"new{number}.json": BAD for number in range(4)})
    assert linted("--changed-since", "HEAD", "--jobs", "2") == [f"new{number}.json" for number in range(4)]


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("nowhere", "git says: Not a valid object name nowhere"),
        ("HEAD:flows", "git says: Not a valid commit name"),
        ("", "git says: Not a valid object name"),
        ("--all", "'--all' is no revision"),
        ("--output=written", "'--output=written' is no revision"),
    ],
)
def test_what_is_no_revision(revision, words):
    status, out, err = wflint(f"--changed-since={revision}", "--output-file", "report")
    assert (status, out) == (2, "")
    assert err.startswith(f"wflint: --changed-since: {words}")
    assert not Path("report").exists()
    assert not Path("written").exists()


def test_a_repository_without_a_commit(tmp_path, monkeypatch):
    (tmp_path / "fresh").mkdir()
    monkeypatch.chdir(tmp_path / "fresh")
    git("init", "--quiet")
    assert wflint("--changed-since", "HEAD") == (
        2,
        "",
        "wflint: --changed-since: git says: Not a valid object name HEAD\n",
    )


def test_no_repository(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("apart")
    assert wflint("--changed-since", "HEAD", folder)[2].startswith(
        f"wflint: --changed-since: '{folder}' is outside"
    )
    monkeypatch.chdir(folder)
    status, _, err = wflint("--changed-since", "HEAD")
    assert status == 2
    assert err.startswith("wflint: --changed-since: git says: not a git repository")


def test_no_git(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    assert wflint("--changed-since", "HEAD") == (
        2,
        "",
        "wflint: --changed-since needs git, which is not installed\n",
    )


def test_standard_input():
    assert wflint("-", "--changed-since", "HEAD") == (
        2,
        "",
        "wflint: --changed-since: git knows nothing of standard input\n",
    )
