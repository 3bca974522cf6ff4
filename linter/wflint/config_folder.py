"""What a configuration says of the files in one folder: patterns are asked of the folder once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from .gitignore import Patterns
from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .config import Config

T = TypeVar("T")


class _Word(NamedTuple, Generic[T]):
    """What is said of the files that ``patterns`` fit; ``whole``: of everything in the folder."""

    patterns: Patterns
    whole: bool
    said: T


class Ignore(NamedTuple):
    """A rule or a group under a key of ``per-file-ignores`` in the configuration at the path ``config``."""

    config: str | None
    key: str
    name: str

    @property
    def at(self) -> tuple[str, str]:
        """The name, and the JSON Pointer of the part of the file that is meant."""
        return self.name, split_pointer(self.key)[1]


class FolderConfig:
    """``config`` for the files in ``folder``, an absolute path with ``/``; any path of a file will do."""

    __slots__ = ("_exclude", "_ignores", "_inner", "_kinds", "config", "is_divided")

    def __init__(self, config: Config, folder: str) -> None:
        self.config = config
        root, below = (path.rstrip("/") + "/" for path in (config.root, folder))
        # Patterns with a `/` do not fit what is outside of the root.
        self._inner = below[len(root) :] if below.startswith(root) else below.lstrip("/")
        self._kinds = self._words(config.kinds.items())
        self._ignores = self._words(
            (split_pointer(key)[0], tuple(Ignore(config.path, key, name) for name in names))
            for key, names in config.per_file_ignores.items()
        )
        self._exclude = self._words([(config.exclude, True)] if config.exclude else [])
        # Whether what is said of one file may not be what is said of another.
        self.is_divided = bool(self._kinds or self._ignores)

    def kind_for(self, path: str) -> str | None:
        """The kind that ``kinds`` gives to a file; of several patterns the last one counts."""
        kind = None
        for word in self._kinds:
            if self._fits(word, path):
                kind = word.said
        return kind

    def ignored_for(self, path: str) -> tuple[Ignore, ...]:
        """What ``per-file-ignores`` takes from a file or from a part of it."""
        return tuple(ignore for word in self._ignores if self._fits(word, path) for ignore in word.said)

    def excludes(self, path: str) -> bool:
        """Whether ``exclude`` leaves out a file, or a folder above it."""
        return any(self._fits(word, path) for word in self._exclude)

    def _fits(self, word: _Word[T], path: str) -> bool:
        return word.whole or bool(word.patterns.verdict(self._inner + path[path.rfind("/") + 1 :]))

    def _words(self, said: Iterable[tuple[str | tuple[str, ...], T]]) -> list[_Word[T]]:
        words = []
        for globs, what in said:
            patterns = _patterns(*([globs] if isinstance(globs, str) else globs))
            words.append(_Word(patterns, patterns.covers(self._inner), what))
        return words


def split_pointer(key: str) -> tuple[str, str]:
    """The pattern of a key of ``per-file-ignores``, and the JSON Pointer behind ``#``: empty without one."""
    glob, mark, pointer = key.partition("#/")
    return glob, f"/{pointer}" if mark else ""


@cache
def _patterns(*globs: str) -> Patterns:
    return Patterns(globs)
