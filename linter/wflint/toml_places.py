"""Where keys and values stand in a TOML text; asked only to word a fault.

``tomllib`` keeps no positions. The text has been through it, so its syntax is known to be right.
"""

from __future__ import annotations

import re

from .named_tuple import NamedTuple

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")


class TomlPlace(NamedTuple):
    """Offsets of a key and of its value; of an array's item both are the item's, of a table its header's."""

    key: int
    value: int


def locate(text: str) -> dict[Path, TomlPlace]:
    """The place of every key and every item of ``text``, by its path."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.places


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both from 1, the column in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, TomlPlace] = {}
        self.lengths: dict[Path, int] = {}
        """How many tables an array of tables has had so far."""

    def document(self) -> None:
        table: Path = ()
        self.skip(_GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(_GAP)

    def skip(self, what: re.Pattern[str]) -> str:
        """What of the text was skipped."""
        match = what.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def header(self) -> Path:
        """A ``[table]`` or ``[[table]]``; inside an array of tables the last one so far is meant."""
        repeated = self.text.startswith("[[", self.at)
        self.at += 2 if repeated else 1
        path: Path = ()
        offset = self.at
        for name, offset in self.key():
            path = self.enter((*path, name), offset)
        self.at += 2 if repeated else 1
        if not repeated:
            return path
        if path and isinstance(path[-1], int):
            path = path[:-1]
        count = self.lengths.get(path, 0)
        self.lengths[path] = count + 1
        self.places[(*path, count)] = TomlPlace(offset, offset)
        return (*path, count)

    def enter(self, path: Path, offset: int) -> Path:
        self.places.setdefault(path, TomlPlace(offset, offset))
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def key(self) -> list[tuple[str, int]]:
        """The names of a dotted key, each with its offset."""
        names = []
        while True:
            self.skip(_SPACE)
            offset = self.at
            raw = self.skip(_BARE) or self.skip(_STRING)
            names.append((_plain(raw), offset))
            self.skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return names
            self.at += 1

    def pair(self, table: Path) -> None:
        path, offset = table, self.at
        for name, offset in self.key():
            path = (*path, name)
            self.places.setdefault(path, TomlPlace(offset, offset))
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.places[path] = TomlPlace(offset, self.at)
        self.value(path)

    def value(self, path: Path) -> None:
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self.array(path)
        elif first == "{":
            self.inline_table(path)
        elif not self.skip(_STRING):
            self.skip(_SCALAR)

    def array(self, path: Path) -> None:
        self.at += 1
        self.skip(_GAP)
        index = 0
        while self.at < len(self.text) and self.text[self.at] != "]":
            self.places[(*path, index)] = TomlPlace(self.at, self.at)
            self.value((*path, index))
            index += 1
            self.separator()
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        self.skip(_GAP)
        while self.at < len(self.text) and self.text[self.at] != "}":
            self.pair(path)
            self.separator()
        self.at += 1

    def separator(self) -> None:
        self.skip(_GAP)
        if self.text[self.at : self.at + 1] == ",":
            self.at += 1
            self.skip(_GAP)


def _plain(raw: str) -> str:
    """A key as it is meant."""
    if raw[:1] not in ("'", '"'):
        return raw
    import tomllib

    return next(iter(tomllib.loads(f"{raw} = 0")))
