"""The patterns of ``.gitignore`` files, as git reads them (gitignore(5)).

Our own, since ``pathspec`` costs every run 31 ms of import; ``tests/test_files.py`` holds it against git.
The expressions never look back over more than one ``*`` or ``**``, so hostile patterns cost linear time.
Three things differ from git: ``?`` and ``[...]`` stand for a character, not for a byte; letter case counts on
every system; and git's way with a ``**`` right behind a name is not followed where more wildcards follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r" \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}

_NAME = r"(?:.*/(?=.))?+"
"""The folders before the last name; a folder's path ends with ``/``, which is not one of them."""


class Patterns:
    """An ordered list of patterns; the last one that fits a path decides."""

    __slots__ = ("_expression",)

    def __init__(self, lines: Iterable[str]) -> None:
        self._expression = _combine([rule for line in lines if (rule := _translate(line)) is not None])

    @classmethod
    def parse(cls, data: bytes) -> Patterns:
        """The patterns of a ``.gitignore`` file's bytes."""
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        return cls(line.removesuffix("\r") for line in text.split("\n"))

    def __bool__(self) -> bool:
        return self._expression is not None

    def verdict(self, path: str, start: int = 0) -> bool | None:
        """Whether ``path[start:]`` is ignored, taken back in by ``!``, or (``None``) not spoken of.

        The path is relative to the patterns' folder and has ``/`` as separator and, for a folder, at its end.
        """
        if self._expression is None or (match := self._expression.match(path, start)) is None:
            return None
        return match.lastindex is None

    def covers(self, path: str) -> bool:
        """Whether the file at ``path``, or a folder above it, is ignored."""
        slash = path.find("/")
        while slash >= 0:
            if self.verdict(path[: slash + 1]):
                return True
            slash = path.find("/", slash + 1)
        return bool(self.verdict(path))


def _combine(rules: list[tuple[str, bool, bool]]) -> re.Pattern[str] | None:
    """One expression for all rules, the last first; it has a group where the one that fits is negated."""
    parts: list[str] = []
    names: list[str] = []
    for body, anchored, negated in reversed(rules):
        body = body + r"\Z()" if negated else body + r"\Z"
        if not anchored:
            names.append(body)
            continue
        if names:
            parts.append(f"{_NAME}(?:{'|'.join(names)})")
            names = []
        parts.append(body)
    if names:
        parts.append(f"{_NAME}(?:{'|'.join(names)})")
    return re.compile("|".join(parts), re.DOTALL) if parts else None


def _translate(line: str) -> tuple[str, bool, bool] | None:
    """A line's expression, whether it is anchored to the folder, and whether it is negated."""
    if line.startswith("#"):
        return None
    line = _strip_spaces(line)
    negated = line.startswith("!")
    pattern = line[negated:]
    folder = pattern.endswith("/")
    if folder:
        pattern = pattern[:-1]
    anchored = "/" in pattern
    tokens = _tokens(pattern.removeprefix("/"))
    if not tokens:
        return None
    segments = _segments(tokens)
    if any(not segment for segment in segments):
        return None
    return _expression(segments, anchored) + ("/" if folder else "/?"), anchored, negated


def _strip_spaces(line: str) -> str:
    """``line`` without the spaces at its end, save one that a backslash protects."""
    stripped = line.rstrip(" ")
    if stripped == line or (len(stripped) - len(stripped.rstrip("\\"))) % 2 == 0:
        return stripped
    return stripped + " "


def _segments(tokens: list[str]) -> list[list[str]]:
    segments: list[list[str]] = [[]]
    for part in tokens:
        if part == "/":
            segments.append([])
        else:
            segments[-1].append(part)
    return segments


def _expression(segments: list[list[str]], anchored: bool) -> str:
    """The expression of a pattern's segments.

    What stands between two ``**`` is taken where it first fits, and kept (``(?>...)``): nothing that
    follows could fit better further on. The same holds inside a segment for what stands between two ``*``.
    """
    pieces = [""]
    plain = True
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        if anchored and segment == ["**"]:
            pieces.append("(?:[^/]+/)*?" if index < last else ".+")
        elif anchored and plain and segment[-1] == "**" and not _is_wild(segment[:-1]):
            # git compares what comes before the first wildcard apart: the rest then begins with '**'
            pieces[-1] += "".join(segment[:-1])
            pieces.append("(?:|[^/]*/(?:[^/]+/)*?)" if index < last else ".*")
        else:
            pieces[-1] += _segment(segment) + ("/" if index < last else "")
        plain = plain and not _is_wild(segment)
    return "".join(f"(?>{piece})" for piece in pieces[:-1]) + pieces[-1]


def _is_wild(segment: list[str]) -> bool:
    return any(token[0] in "*[(" for token in segment)


def _segment(tokens: list[str]) -> str:
    chunks: list[str] = [""]
    for token in tokens:
        if token[0] == "*":
            chunks.append("")
        else:
            chunks[-1] += token
    if not any(chunks):
        return "[^/]+"
    inner = "".join(f"(?>[^/]*?{chunk})" for chunk in chunks[1:-1] if chunk)
    return chunks[0] + inner + (f"[^/]*{chunks[-1]}" if len(chunks) > 1 else "")


def _tokens(pattern: str) -> list[str]:
    """A pattern's parts: ``*``, ``**``, ``/``, or the expression of one character; empty if it never fits."""
    tokens = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            end = at
            while pattern[end : end + 1] == "*":
                end += 1
            tokens.append("**" if end > at else "*")
            at = end
        elif char == "?":
            tokens.append("[^/]")
        elif char == "[":
            found = _bracket(pattern, at)
            if found is None:
                return []
            token, at = found
            tokens.append(token)
        elif char == "\\":
            if at == len(pattern):
                return []
            tokens.append("/" if pattern[at] == "/" else f"(?:{_literal(pattern[at])})")
            at += 1
        else:
            tokens.append(_literal(char))
    return tokens


def _literal(char: str) -> str:
    return char if char.isalnum() or char in "/_" else "\\" + char


def _bracket(pattern: str, at: int) -> tuple[str, int] | None:
    """The expression of the bracket that opens before ``at``, and where it ends; ``None`` if unclosed."""
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    first, parts, before = at, "", ""
    while at < len(pattern) and (pattern[at] != "]" or at == first):
        char = pattern[at]
        if char == "[" and pattern[at + 1 : at + 2] == ":":
            end = pattern.find("]", at + 2)
            if end < 0:
                return None
            if end > at + 2 and pattern[end - 1] == ":":
                name = pattern[at + 2 : end - 1]
                if name not in _CLASSES:
                    return None
                parts, before, at = parts + _CLASSES[name], "", end + 1
                continue
        if char == "-" and before and at + 1 < len(pattern) and pattern[at + 1] != "]":
            at += 1
            at += pattern[at] == "\\"
            if at >= len(pattern):
                return None
            if before <= pattern[at]:
                parts += f"\\{_code(before)}-\\{_code(pattern[at])}"
            before = ""
        else:
            at += char == "\\"
            if at >= len(pattern):
                return None
            before = pattern[at]
            parts += f"\\{_code(before)}"
        at += 1
    if at >= len(pattern):
        return None
    if not parts:
        return ("[^/]" if negated else "(?!)"), at + 1
    return f"(?!/)[{'^' if negated else ''}{parts}]", at + 1


def _code(char: str) -> str:
    return f"U{ord(char):08x}"
