"""Which files: git itself judges the ignore rules."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from wflint import files
from wflint.files import Target, Unreadable, find, read_bytes
from wflint.gitignore import Patterns

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(files.__file__).parents[1])}


def plant(root: Path, *names: str) -> None:
    """Empty files below ``root``; a name that ends with ``/`` is a folder."""
    for name in names:
        target = root / name
        (target if name.endswith("/") else target.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            target.write_text("", encoding="utf-8")


def found(*paths: str | Path, exclude: tuple[str, ...] = (), root: str = ".") -> list[str]:
    return [
        item.path for item in find([str(path) for path in paths], exclude, root) if isinstance(item, Target)
    ]


def git(root: Path, *arguments: str, data: bytes = b"") -> bytes:
    """Git's answer, whatever the machine's own configuration says."""
    settings = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    run = subprocess.run(
        ["git", *arguments], cwd=root, input=data, capture_output=True, env=settings, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def kept_by_git(root: Path, names: list[str]) -> list[str]:
    """Those of ``names`` that git does not ignore."""
    asked = "\0".join(names).encode("utf-8", "surrogateescape")
    answer = git(root, "check-ignore", "--no-index", "--stdin", "-z", data=asked)
    ignored = set(answer.decode("utf-8", "surrogateescape").split("\0"))
    return sorted(name for name in names if name not in ignored)


TRICKY = {
    ".gitignore": r"""
**/
!*/
# a comment
\#hash.json
\!bang.json
trailing.json@@@
kept space\@
/anchored.json
deep/anchored.json
*.tmp.json
!keep.tmp.json
only-folder/
**/anywhere/x.json
from/**/to.json
all-inside/**
!all-inside/back.json
closed/
!closed/back.json
open/*
!open/back.json
open2/*
!open2/sub/
[a-c]1.json
[!a-c]2.json
[^x]3.json
[]]4.json
[[:digit:][:upper:]]5.json
[unclosed.json
q?.json
esc\*aped.json
back\\slash.json
dir-or-file
*middle*star*.json
a/**/**/b.json
pre**/x.json
mid/pre**/x.json
tail/pre**
folder.json/
é.json
double//slash.json
half\
crlf.json
""".replace("crlf.json", "crlf.json\r").replace("@", " "),
    "sub/.gitignore": "!trailing.json\nanchored.json\n/here.json\n!/deep/\n",
    "sub/sub/.gitignore": "\ufeff*\n!*/\n!yes.json\n",
    ".git/info/exclude": "excluded.json\n/sub/also.json\n!anchored.json\n",
}

TRICKY_FILES = """
#hash.json !bang.json trailing.json sub/trailing.json anchored.json sub/anchored.json deep/anchored.json
sub/deep/anchored.json a.tmp.json keep.tmp.json sub/keep.tmp.json only-folder/a.json x/only-folder/b.json
anywhere/x.json k/anywhere/x.json k/l/anywhere/x.json from/to.json from/1/to.json from/1/2/to.json
x/from/to.json all-inside/a.json all-inside/back.json all-inside/s/back.json closed/a.json
closed/back.json open/a.json open/back.json open/s/back.json open2/a.json open2/sub/a.json a1.json
d1.json a2.json d2.json x3.json y3.json ]4.json [4.json 75.json Q5.json q5.json [unclosed.json q1.json
q12.json sub/q1.json esc*aped.json escXaped.json back\\slash.json dir-or-file/a.json middlestar.json
a-middle-b-star-c.json a/b.json a/x/b.json a/x/y/b.json prex.json pre/x.json pre-a/x.json pre-a/b/x.json
mid/prex.json mid/pre/q/x.json tail/pre.json tail/pre/a.json tail/x.json x/tail/pre.json
folder.json/a.json x/folder.json é.json sub/é.json double/slash.json crlf.json sub/here.json here.json
sub/x/here.json sub/sub/no.json sub/sub/yes.json sub/sub/n/yes.json sub/sub/n/no.json excluded.json
x/excluded.json sub/also.json also.json sub/sub/excluded.json half half.json
""".split()  # noqa: SIM905 - a table of ninety lines reads no better


def test_a_tricky_tree_is_walked_as_git_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    plant(tmp_path, *TRICKY_FILES, "kept space .json", "kept space ")
    for name, text in TRICKY.items():
        (tmp_path / name).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    names = [name for name in TRICKY_FILES if name.endswith(".json")]
    kept = kept_by_git(tmp_path, names)
    assert 20 < len(kept) < len(names) - 20
    assert [name for name in found(".") if name != "kept space .json"] == kept
    for folder in ("sub", "sub/sub", "from/1"):
        inside = [name for name in kept if name.startswith(folder + "/")]
        assert found(folder) == inside


NAMES = (
    "a",
    "b",
    "ab",
    "ba",
    "a-b",
    "aab",
    "x",
    "[",
    "]",
    "!",
    "#",
    "*",
    "a b",
    "a.b",
    ".b",
    "b.",
    "A",
    "a.B",
)
PARTS = (
    *(
        "a",
        "b",
        "x",
        "-",
        " ",
        "#",
        "!",
        "*",
        "*",
        "**",
        "?",
        "/",
        "/",
        "/**/",
        "**/",
        "/**",
        "\\",
        "\\*",
        "\\ ",
        "\\.",
        ".",
        ".b",
        "*.b",
        "A",
    ),
    *(
        "[ab]",
        "[!a]",
        "[^b]",
        "[a-]",
        "[]]",
        "[",
        "]",
        "[a-z]",
        "[[:alpha:]]",
        "[[:punct:]]",
        "[[:x:]]",
        "[\\]]",
        "ab",
    ),
)


@pytest.mark.parametrize("seed", range(12))
def test_random_patterns_mean_what_they_mean_to_git(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many small trees in one repository, each with patterns of its own."""
    chance = random.Random(seed)
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    names = []
    for tree in range(40):
        for _ in range(25):
            path = "/".join(chance.choice(NAMES) for _ in range(chance.randint(1, 4)))
            names.append(f"t{tree}/{path}/x.json" if chance.random() < 0.5 else f"t{tree}/{path}.json")
        for folder in (f"t{tree}", f"t{tree}/a"):
            lines = [random_pattern(chance) for _ in range(chance.randint(1, 5))]
            plant(tmp_path, f"{folder}/")
            (tmp_path / folder / ".gitignore").write_bytes("\n".join(lines).encode())
    lines = [random_pattern(chance) for _ in range(3)]
    (tmp_path / ".git/info/exclude").write_bytes("\n".join(lines).encode())
    names = sorted(set(names))
    plant(tmp_path, *names)
    assert found(".") == kept_by_git(tmp_path, names)


def random_pattern(chance: random.Random) -> str:
    body = "".join(chance.choice(PARTS) for _ in range(chance.randint(1, 6)))
    return (
        ("!" if chance.random() < 0.3 else "") + body + chance.choice(("", "", ".json", "/", "*", "*.json"))
    )


def test_patterns_of_worktrees_and_nested_repositories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, tree = tmp_path / "main", tmp_path / "tree"
    plant(tmp_path, "main/")
    git(main, "init", "-q")
    author = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    git(main, *author, "commit", "-q", "--allow-empty", "-m", "empty")
    git(main, "worktree", "add", "-q", str(tree))
    (main / ".git/info/exclude").write_text("secret.json\n")
    (tree / ".gitignore").write_text("all.json\n")
    names = ["secret.json", "sub/secret.json", "sub/all.json", "sub/kept.json"]
    plant(tree, *names, "inner/all.json", "inner/secret.json", "inner/own.json")
    git(tree / "inner", "init", "-q")
    (tree / "inner/.git/info/exclude").write_text("own.json\n")
    monkeypatch.chdir(tree)
    assert found(".") == ["inner/all.json", "inner/secret.json", *kept_by_git(tree, names)]
    assert found("sub") == ["sub/kept.json"]
    assert kept_by_git(tree / "inner", ["all.json", "own.json"]) == ["all.json"]


def test_gitignore_counts_outside_a_repository(tmp_path: Path) -> None:
    plant(tmp_path, "a.json", "b.json", "s/b.json", "s/c.json")
    (tmp_path / ".gitignore").write_text("b.json\n")
    (tmp_path / "s/.gitignore").write_text("!b.json\nc.json\n")
    assert found(tmp_path) == [f"{tmp_path}/a.json", f"{tmp_path}/s/b.json"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (".", ["a.json", "s/b.yaml"]),
        ("./", ["./a.json", "./s/b.yaml"]),
        ("./s", ["./s/b.yaml"]),
        ("s/", ["s/b.yaml"]),
        ("s/../s", ["s/../s/b.yaml"]),
        ("./a.json", ["./a.json"]),
    ],
)
def test_paths_are_shown_as_given(
    given: str, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.json", "s/b.yaml")
    monkeypatch.chdir(tmp_path)
    assert found(given) == shown


def test_only_our_suffixes_in_the_order_of_path_strings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        "Z.JSON",
        "a/x.json",
        "a-b.json",
        "a.json",
        "a.yml",
        ".h/x.jsonl",
        "b.jsonc",
        "c.ndjson",
        "x.json/y.yaml",
    ]
    plant(tmp_path, *wanted, "a.txt", "json", "b.py", "c.json.bak", "a/yaml")
    monkeypatch.chdir(tmp_path)
    assert found(".") == sorted(wanted)
    assert found("x.json") == ["x.json/y.yaml"]


def test_default_excludes_hold_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "build/a.json", "s/node_modules/m/a.json", "s/a.json", "env/pyvenv.cfg", "env/a.json")
    plant(tmp_path, "target/CACHEDIR.TAG", "target/a.json", "dist.json", ".git/a.json")
    monkeypatch.chdir(tmp_path)
    assert found(".") == ["dist.json", "s/a.json"]
    assert found("build") == ["build/a.json"]
    assert found("env", "s/node_modules/m") == ["env/a.json", "s/node_modules/m/a.json"]
    assert found("build/a.json") == ["build/a.json"]
    assert found(".", exclude=("!build/", "!target/", "s")) == ["build/a.json", "dist.json", "target/a.json"]


def test_exclude_counts_from_its_root_and_goes_before_gitignore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "p/a.json", "p/q/a.json", "p/q/b.json", "p/c.json", "a.json")
    (tmp_path / ".gitignore").write_text("c.json\n")
    monkeypatch.chdir(tmp_path)
    for folder in (".", "p"):
        kept = found(folder, exclude=("/p/a.json", "b.json", "!c.json"))
        assert [name for name in kept if name != "a.json"] == ["p/c.json", "p/q/a.json"]
    monkeypatch.chdir(tmp_path / "p")
    assert found(".", exclude=("/p/a.json", "q/"), root="..") == ["c.json"]
    assert found("a.json", exclude=("*.json",)) == ["a.json"]


def test_a_file_reached_twice_is_given_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.json", "s/b.json", "s/c.json")
    monkeypatch.chdir(tmp_path)
    given = list(find(["s/c.json", ".", "s", "./a.json", str(tmp_path / "s/b.json"), "s/x/../c.json"]))
    assert given == [Target("s/c.json", True), Target("a.json", True), Target("s/b.json", True)]


def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "real/a.json", "w/b.json")
    links = {
        "w/to-file.json": "b.json",
        "w/folder": "../real",
        "w/folder.json": "../real",
        "w/gone.json": "no",
    }
    for name, target in {
        **links,
        "w/loop.json": "loop.json",
        "w/around": ".",
        "l1": "l2",
        "l2": "l1",
    }.items():
        (tmp_path / name).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    assert list(find(["w"])) == [
        Target("w/b.json", False),
        Unreadable("w/gone.json", "a broken symbolic link", False),
        Unreadable("w/loop.json", "a loop of symbolic links", False),
        Target("w/to-file.json", False),
    ]
    assert found("w/folder") == ["w/folder/a.json"]
    assert list(find(["w/gone.json", "l1"])) == [
        Unreadable("w/gone.json", "a broken symbolic link", True),
        Unreadable("l1", "a loop of symbolic links", True),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_only_regular_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the writer of a pipe: the test would not end. Nor is anything taken out of one."""
    plant(tmp_path, "a.json")
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.json")
    os.mkfifo(".gitignore")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("socket.yaml")
    walked = [
        Target("a.json", False),
        *(Unreadable(n, "not a regular file", False) for n in ("pipe.json", "socket.yaml")),
    ]
    assert list(find(["."])) == walked
    for name in ("pipe.json", "socket.yaml", os.devnull):
        assert list(find([name])) == [Unreadable(name, "not a regular file", True)]
        assert read_bytes(name, 10, named=True) == Unreadable(name, "not a regular file", True)
    listener.close()
    pipe = os.open("pipe.json", os.O_RDWR)
    os.write(pipe, b"{}")
    assert read_bytes("pipe.json", 10) == Unreadable("pipe.json", "not a regular file", False)
    assert os.read(pipe, 10) == b"{}"
    os.close(pipe)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("no.json", "no such file or folder"),
        ("a.json/b.json", "no such file or folder"),
        ("", "no such file or folder"),
        ("a\0b", "no such file or folder"),
        ("x" * 5000, "the path is too long"),
    ],
)
def test_why_a_path_is_unreadable(
    path: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, "a.json")
    monkeypatch.chdir(tmp_path)
    assert list(find([path, "a.json"])) == [Unreadable(path, reason, True), Target("a.json", True)]
    assert read_bytes(path, 10) == Unreadable(path, reason, False)


REFUSED = """
import os, sys
from wflint.files import find, read_bytes
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setuid(65534)
print([tuple(item) for item in find([".", "closed"])], read_bytes("secret.json", 9).reason)
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_permission_denied() -> None:
    """In a process of its own, since root may read everything."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        plant(root, "a.json", "closed/b.json", "secret.json", "z.json")
        root.chmod(0o755)
        (root / "closed").chmod(0)
        (root / "secret.json").chmod(0)
        run = subprocess.run(
            [sys.executable, "-c", REFUSED, name],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        (root / "closed").chmod(0o755)
    denied = "permission denied"
    walked = [("a.json", False), ("closed", denied, True), ("secret.json", False), ("z.json", False)]
    assert run.stdout == f"{walked} {denied}\n", run.stderr


def test_read_bytes_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for size, limit, answer in [
        (0, 9, None),
        (9, 9, None),
        (10, 9, "larger than 0 KiB"),
        (4096, 2048, "larger than 2 KiB"),
    ]:
        path.write_bytes(b"x" * size)
        assert read_bytes(str(path), limit) == (
            b"x" * size if answer is None else Unreadable(str(path), answer, False)
        )
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert read_bytes(str(path), 32 << 20) == Unreadable(str(path), "larger than 32 MiB", False)


@pytest.mark.skipif(
    not os.path.exists("/proc/self/status"), reason="a file that says it is empty, and is not"
)
def test_read_bytes_does_not_believe_the_size() -> None:
    text = read_bytes("/proc/self/status", 1 << 20)
    assert isinstance(text, bytes)
    assert text.startswith(b"Name:")
    assert isinstance(read_bytes("/proc/self/status", 10), Unreadable)


def test_a_deep_tree_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper than Python may call."""
    monkeypatch.chdir(tmp_path)
    depth = 1500
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("x.json").touch()
    os.chdir(tmp_path)
    assert found(".") == ["d/" * depth + "x.json"]
    for _ in range(depth):  # pytest's own cleaning would call itself too deep
        os.chdir("d")
    os.unlink("x.json")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")


@pytest.mark.parametrize(
    "hostile", ["*a" * 40 + "b", "**/a/" * 40 + "b", "/x/" + "a*" * 60 + "b", "[a" * 5000, "**" * 900 + "b"]
)
def test_hostile_patterns_cost_little(hostile: str) -> None:
    paths = ["a" * 250, "a/" * 900 + "a", "x/" + "a" * 4000]
    started = time.process_time()
    patterns = Patterns([hostile])
    assert [patterns.covers(path) for path in paths] == [False] * 3
    assert time.process_time() - started < 2


def test_ten_thousand_patterns_cost_little() -> None:
    lines = (f"folder{i}/file_{i}.json\n*.ending{i}\n/name_{i}/" for i in range(10_000))
    started = time.process_time()
    patterns = Patterns(line for three in lines for line in three.split("\n"))
    paths = ["folder7/file_7.json", "folder7/file_8.json", "a/b.ending9999", "name_3/", "x/name_3/", "name_3"]
    assert [patterns.verdict(path) for path in paths] == [True, None, True, True, None, None]
    assert all(patterns.verdict(f"a/b{i}.json") is None for i in range(10_000))
    assert time.process_time() - started < 3


def test_a_folder_of_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "real.ts", "w/.gitignore")
    (tmp_path / "w/.gitignore").write_text("1*.json\n")
    for number in range(10_000):
        for ending in ("ts", "json"):
            os.symlink("../real.ts", tmp_path / f"w/{number:05}.{ending}")
    monkeypatch.chdir(tmp_path)
    started = time.process_time()
    assert found("w") == [f"w/{number:05}.json" for number in range(10_000)]
    assert time.process_time() - started < 3
