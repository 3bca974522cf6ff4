"""Which files: walking folders, what is left out of them, and reading bytes with care."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, TypeAlias

from .gitignore import Patterns
from .named_tuple import NamedTuple
from .readers import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEFAULT_EXCLUDES = frozenset(
    (
        *(".git", ".hg", ".svn", ".jj"),
        *("node_modules", "bower_components", "site-packages", "__pycache__"),
        *(".venv", "venv", ".tox", ".nox", ".eggs", ".direnv"),
        *(".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
        *(".next", ".nuxt", ".svelte-kit", ".parcel-cache", ".turbo", ".terraform", ".gradle"),
        *("dist", "build", "_build", "htmlcov"),
    )
)
"""Folders that are left out wherever they are met, unless an ``exclude`` pattern with ``!`` takes them in."""

MARKS = frozenset(("CACHEDIR.TAG", "pyvenv.cfg"))
"""Files that say of their folder that it is a cache (bford.info/cachedir) or a virtual environment."""

_SPECIAL = MARKS | {".git", ".gitignore"}
"""What tells something about the folder that it stands in."""

MAX_IGNORE_BYTES = 256 * 1024
"""A larger ``.gitignore`` was not written by anybody, and is passed over: its patterns would take seconds."""

# A pipe that nobody writes to is opened at once, and a terminal does not become our own.
_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)

_NOT_REGULAR = "not a regular file"
_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "a loop of symbolic links",
    errno.ENXIO: _NOT_REGULAR,  # a socket is not opened at all
    errno.EOPNOTSUPP: _NOT_REGULAR,
    errno.ENAMETOOLONG: "the path is too long",
}


class Target(NamedTuple):
    """A file to lint.

    ``path`` is as given on the command line, or joined to the folder given, with ``/`` on every system.
    ``named`` says that it was itself named there, not met while walking.
    """

    path: str
    named: bool


class Unreadable(NamedTuple):
    """A path that cannot be linted, and why, in words."""

    path: str
    reason: str
    named: bool


class _Layer(NamedTuple):
    """Patterns, and where in an absolute path begins what is relative to their folder."""

    patterns: Patterns
    start: int


class _Folder(NamedTuple):
    """A folder still to be listed.

    ``shown`` and ``path`` (absolute) are what the names in it are put behind. Of ``top`` (what ``exclude``
    says) and ``layers`` the first that speaks of a name decides. An ``asked`` folder was named, or taken in
    by an ``exclude`` pattern.
    """

    shown: str
    path: str
    top: _Layer
    layers: tuple[_Layer, ...]
    asked: bool


_Found: TypeAlias = tuple[Target | Unreadable, str]
"""What a walk found, with its absolute path."""


def find(paths: Sequence[str], exclude: Sequence[str] = (), root: str = ".") -> Iterator[Target | Unreadable]:
    """The files that ``paths`` name, and those with a suffix of ours below the folders they name.

    Folders are walked in the order of path strings, without following symbolic links to folders. Left out
    is what ``exclude`` (patterns as in ``.gitignore``, relative to the folder ``root``) or a
    ``.gitignore`` names, and :data:`DEFAULT_EXCLUDES`; what is itself in ``paths`` never is. A file that
    is reached twice is given once.
    """
    places = [(path, absolute(path), os.path.isdir(path)) for path in paths]
    named = {place for _, place, _ in places}
    seen: set[str] = set()
    base = _inside(absolute(root))
    patterns = Patterns(exclude)
    for path, place, folder in places:
        # outside of `root` the patterns count from the folder that is walked
        top = _Layer(patterns, len(base if _inside(place).startswith(base) else _inside(place)))
        for item, key in _walk(path, place, top) if folder else [(_look(path), place)]:
            if len(places) > 1:
                if key in seen:
                    continue
                seen.add(key)
            yield item._replace(named=True) if key in named else item


def read_bytes(path: str, limit: int, named: bool = False) -> bytes | Unreadable:
    """The bytes of a regular file of at most ``limit`` bytes; nothing is read from anything else.

    Not more than ``limit + 1`` bytes are read.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode):
                return Unreadable(path, _NOT_REGULAR, named)
            size = state.st_size
            data = os.read(descriptor, size + 1) if size <= limit else b""
            if len(data) == size:  # one byte less than was asked for: that was all
                return data
            while size <= limit >= len(data):
                more = os.read(descriptor, min(max(len(data), 4096), limit + 1 - len(data)))
                if not more:
                    break
                data += more
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        return Unreadable(path, _reason(path, error), named)
    return data if max(size, len(data)) <= limit else Unreadable(path, f"larger than {_size(limit)}", named)


def absolute(path: str) -> str:
    """``path`` from the root of the file system, with ``/`` on every system; links are not resolved."""
    return os.path.abspath(path).replace(os.sep, "/")


def _look(path: str) -> Target | Unreadable:
    """A named path that is no folder: a target if it is a regular file, else why not."""
    shown = path.replace(os.sep, "/")
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        return Unreadable(shown, _reason(path, error), named=True)
    return Target(shown, named=True) if regular else Unreadable(shown, _NOT_REGULAR, named=True)


def _walk(shown: str, path: str, top: _Layer) -> Iterator[_Found]:
    """The files below the folder ``path``, which is called ``shown``, in the order of path strings."""
    shown = "" if shown == "." else _inside(shown.replace(os.sep, "/"))
    path = _inside(path)
    stack: list[_Folder | _Found] = [_Folder(shown, path, top, _layers_above(path), asked=True)]
    while stack:
        item = stack.pop()
        if isinstance(item, _Folder):
            _list(item, stack)
        else:
            yield item


def _list(folder: _Folder, stack: list[_Folder | _Found]) -> None:
    """Put what is wanted of a folder on the stack, the last first."""
    shown, path, top, layers, asked = folder
    entries: dict[str, os.DirEntry[str]] = {}
    special = set()
    try:
        with os.scandir(shown or ".") as scan:
            for entry in scan:
                name = entry.name
                if name in _SPECIAL:
                    special.add(name)
                if entry.is_dir(follow_symlinks=False):
                    entries[name + "/"] = entry
                elif name[name.rfind(".") :].lower() in SUFFIXES:
                    entries[name] = entry
    except OSError as error:
        reason = _reason(path, error)
        stack.append((Unreadable(shown.rstrip("/") or ".", reason, named=False), path.rstrip("/")))
        return
    if not asked:
        if not MARKS.isdisjoint(special):
            return
        if ".git" in special:
            layers = _repository_layer(path)
    if ".gitignore" in special:
        layers = (*_layer(path + ".gitignore", path), *layers)
    speaking = (top, *layers) if top.patterns else layers
    for name in sorted(entries, reverse=True):
        if speaking and _is_ignored(path + name, speaking):
            continue
        if name[-1] == "/":
            wanted = top.patterns.verdict(path + name, top.start) is False
            if wanted or name[:-1] not in DEFAULT_EXCLUDES:
                stack.append(_Folder(shown + name, path + name, top, layers, wanted))
        elif (item := _meet(shown + name, entries[name])) is not None:
            stack.append((item, path + name))


def _is_ignored(path: str, layers: Sequence[_Layer]) -> bool:
    for patterns, start in layers:
        verdict = patterns.verdict(path, start)
        if verdict is not None:
            return verdict
    return False


def _meet(path: str, entry: os.DirEntry[str]) -> Target | Unreadable | None:
    """What a walk makes of an entry that is no folder; ``None`` for a link to one."""
    try:
        if entry.is_file():
            return Target(path, False)
        if entry.is_dir():
            return None
    except OSError as error:
        return Unreadable(path, _reason(entry.path, error), named=False)
    return Unreadable(
        path, "a broken symbolic link" if entry.is_symlink() else "not a regular file", named=False
    )


def _layers_above(path: str) -> tuple[_Layer, ...]:
    """The patterns that hold for a folder from outside it, the nearest first; none outside a repository."""
    layers: list[_Layer] = []
    folder = path
    while not os.path.lexists(folder + ".git"):
        parent = _inside(os.path.dirname(folder.rstrip("/")) or "/")
        if parent == folder:
            return ()
        folder = parent
        layers.extend(_layer(folder + ".gitignore", folder))
    return (*layers, *_repository_layer(folder))


def _repository_layer(path: str) -> tuple[_Layer, ...]:
    """``info/exclude`` of the repository whose working tree is ``path``."""
    git = path + ".git"
    if not os.path.isdir(git):  # the file of a worktree or a submodule: gitrepository-layout(5)
        pointer = read_bytes(git, 4096)
        if isinstance(pointer, Unreadable) or not pointer.startswith(b"gitdir: "):
            return ()
        git = os.path.join(path, os.fsdecode(pointer[8:].strip()))
        common = read_bytes(os.path.join(git, "commondir"), 4096)
        if isinstance(common, bytes):
            git = os.path.join(git, os.fsdecode(common.strip()))
    return _layer(os.path.join(git, "info", "exclude"), path)


def _layer(file: str, folder: str) -> tuple[_Layer, ...]:
    """The patterns of a file, relative to ``folder``, unless there are none; git follows no link to it."""
    if os.path.islink(file):
        return ()
    data = read_bytes(file, MAX_IGNORE_BYTES)
    patterns = Patterns.parse(data) if isinstance(data, bytes) else None
    return (_Layer(patterns, len(folder)),) if patterns else ()


def _inside(folder: str) -> str:
    """What the names in a folder are put behind."""
    return folder if folder.endswith("/") else folder + "/"


def _reason(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):  # a name with NUL in it
        return "no such file or folder"
    if error.errno == errno.ENOENT and os.path.islink(path):
        return "a broken symbolic link"
    return _REASONS.get(error.errno or 0) or (error.strerror or "unreadable").lower()


def _size(limit: int) -> str:
    return f"{limit // 1048576} MiB" if limit >= 1048576 else f"{limit // 1024} KiB"
