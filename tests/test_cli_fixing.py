"""The command line: standard input, and fixes."""

import os
from pathlib import Path

import pytest

from command_line import BAD, CONCISE, GOOD, MENDED, bare, open_folder, posix, powerless, wflint, write  # noqa: F401 - bare is used by being here


def test_standard_input():
    status, out, _ = wflint("-", stdin=BAD.encode())
    assert status == 1
    assert " --> <stdin>:4:41\n" in out
    _, out, _ = wflint(
        "-", "--stdin-filename", "sub/flow.json", "--output-format", "concise", stdin=BAD.encode()
    )
    assert out == f"sub/flow.json:{CONCISE}\n"
    assert wflint("-", stdin=GOOD.encode())[0] == 0


def test_fixed_standard_input_goes_to_standard_output():
    status, out, err = wflint(
        "-", "--unsafe-fixes", stdin=b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode()
    )
    assert (status, out) == (0, "\ufeff" + MENDED.replace("\n", "\r\n"))
    assert err == "Fixed 1 finding. All good: 1 file checked.\n"


@pytest.mark.parametrize("data", [GOOD.encode(), BAD.encode(), b"\xff\xfe{", b"", b"{"])
def test_standard_input_that_cannot_be_fixed_comes_out_as_it_was(data):
    out = wflint("-", "--fix", stdin=data)[1]
    assert out.encode("utf-8", "surrogateescape") == data


def test_unsafe_fixes_are_applied_when_asked_for():
    write({"bad.json": BAD})
    assert wflint("bad.json", "--fix")[0] == 1
    assert Path("bad.json").read_text() == BAD
    assert wflint("bad.json", "--unsafe-fixes") == (0, "Fixed 1 finding. All good: 1 file checked.\n", "")
    assert Path("bad.json").read_text() == MENDED


def test_diff_shows_and_writes_nothing():
    write({"bad.json": BAD})
    status, out, err = wflint("bad.json", "--diff", "--unsafe-fixes")
    assert (status, err) == (1, "wflint: would fix 1 finding\n")
    assert out.splitlines()[:2] == ["--- bad.json", "+++ bad.json"]
    assert [line for line in out.splitlines() if line.startswith(("-  ", "+  "))] == [
        f"-{BAD.splitlines()[3]}",
        f"+{MENDED.splitlines()[3]}",
    ]
    assert Path("bad.json").read_text() == BAD
    assert wflint("bad.json", "--diff") == (1, "", "wflint: would fix 0 findings; 1 finding would remain\n")
    write({"bad.json": MENDED})
    assert wflint("bad.json", "--diff", "--unsafe-fixes") == (0, "", "")


@posix
def test_a_file_that_cannot_be_written_is_still_reported():
    with open_folder():
        write({"locked/bad.json": BAD})
        os.chmod("locked", 0o555)
        wflint("locked/bad.json", "--diff", "--unsafe-fixes")
        with powerless():
            status, out, err = wflint("locked/bad.json", "--unsafe-fixes", "--output-format", "concise")
    assert (status, out) == (2, f"locked/bad.json:{CONCISE}\n")
    assert err == "wflint: cannot write 'locked/bad.json': permission denied\n"


@posix
@pytest.mark.parametrize("what", ["read-only", "hard link"])
def test_a_file_that_cannot_be_replaced_is_left_alone(what):
    write({"bad.json": BAD})
    if what == "read-only":
        os.chmod("bad.json", 0o444)
    else:
        os.link("bad.json", "other.json")
    status, _, err = wflint("bad.json", "--unsafe-fixes")
    assert status == 2
    assert what.replace("hard link", "other names") in err
    assert Path("bad.json").read_text() == BAD
    assert not [name for name in os.listdir() if name.startswith(".wflint")]
