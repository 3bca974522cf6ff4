"""``--changed-since``: the files that git says have changed since a revision."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from .arguments import UsageError
from .named_tuple import NamedTuple
from .work import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_MERGE_BASE = 1
"""The exit status of ``git merge-base`` where two commits share no history that is here."""


class Changes(NamedTuple):
    """Changed files, as resolved absolute paths, in the repository whose files lie in ``folder``."""

    folder: str
    files: frozenset[str]

    def hold(self, path: str) -> bool:
        """Whether the file at ``path`` has changed."""
        folder, name = os.path.split(os.path.abspath(path))
        return os.path.join(_resolved(folder), name) in self.files


def changes_since(revision: str, paths: Sequence[str]) -> Changes:
    """What differs between the files as they lie there and ``revision``, with files that git does not know.

    Of a branch that went on since, the commit counts from which our work began (the merge base): what others
    have changed there is not ours. Where a shallow clone does not hold that commit, the branch itself counts,
    so that more is linted rather than less. Raises :class:`UsageError` where git cannot tell, and for one of
    ``paths`` that does not lie in the repository of the working folder.
    """
    if revision.startswith("-"):  # git would take it for an option
        raise UsageError(f"--changed-since: '{revision}' is no revision")
    if STDIN in paths:
        raise UsageError("--changed-since: git knows nothing of standard input")
    folder = os.path.realpath(os.fsdecode(_git(["rev-parse", "--show-toplevel"]).removesuffix(b"\n")))
    for path in paths:
        place = os.path.realpath(path)
        if place != folder and not place.startswith(os.path.join(folder, "")):
            raise UsageError(f"--changed-since: '{path}' is outside of the repository in '{folder}'")
    base = _git(["merge-base", revision, "HEAD"], may_exit=NO_MERGE_BASE).decode().strip() or revision
    # Deleted files are left out, and one that was renamed is a new one.
    changed = _git(["diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--"], folder)
    unknown = _git(["ls-files", "-z", "--others", "--exclude-standard"], folder)
    names = os.fsdecode(changed + unknown).split("\0")
    return Changes(folder, frozenset(os.path.join(folder, os.path.normpath(name)) for name in names if name))


@cache
def _resolved(folder: str) -> str:
    return os.path.realpath(folder)


def _git(words: list[str], folder: str | None = None, may_exit: int = 0) -> bytes:
    """What git answers. Raises :class:`UsageError` with git's own words where it fails."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)  # noqa: S603, S607 - a fixed command, and the git that the user has
    except OSError as error:
        reason = (
            "is not installed"
            if isinstance(error, FileNotFoundError | NotADirectoryError)
            else f"cannot be run: {error.strerror}"
        )
        raise UsageError(f"--changed-since needs git, which {reason}") from None
    if done.returncode not in (0, may_exit):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [
            f"it left with {done.returncode}"
        ]
        raise UsageError(f"--changed-since: git says: {said[-1].removeprefix('fatal: ')}")
    return done.stdout
