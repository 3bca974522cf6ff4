"""The patterns of ``.gitignore`` files, as git reads them (gitignore(5)).

Our own, since ``pathspec`` costs every run 31 ms of import; ``tests/test_files.py`` holds it against git.
The expressions never look back over more than one ``*`` or ``**``, so hostile patterns cost linear time.
Three things differ from git: ``?`` and ``[...]`` stand for a character, not for a byte; letter case counts on
every system; and git's way with a ``**`` right behind a name is not followed where more wildcards follow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .named_tuple import NamedTuple

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


class _Rule(NamedTuple):
    """A line's expression, of a path if it is ``anchored`` and of a name otherwise.

    ``name`` is the last name that alone fits, if there is but one; otherwise ``ending`` is what begins with
    the last dot of every name that fits, if that is the same for all.
    """

    expression: str
    anchored: bool
    negated: bool
    name: str
    ending: str


class Patterns:
    """An ordered list of patterns; the last one that fits a path decides.

    Most patterns end in a name or in a suffix: they are looked up, and not compiled before a path has that
    name. So thousands of them cost a path no more than a few.
    """

    __slots__ = ("_any_name", "_any_path", "_compiled", "_endings", "_names", "_others", "_rules")

    def __init__(self, lines: Iterable[str]) -> None:
        self._rules = [rule for line in lines if (rule := _translate(line)) is not None]
        self._rules.reverse()
        self._names: dict[str, list[int]] = {}
        self._endings: dict[str, list[int]] = {}
        self._others: list[int] = []
        for number, rule in enumerate(self._rules):
            if rule.name:
                self._names.setdefault(rule.name, []).append(number)
            elif rule.ending:
                self._endings.setdefault(rule.ending, []).append(number)
            else:
                self._others.append(number)
        self._any_name = self._any_other(anchored=False)
        self._any_path = self._any_other(anchored=True)
        self._compiled: dict[int, re.Pattern[str]] = {}

    @classmethod
    def parse(cls, data: bytes) -> Patterns:
        """The patterns of a ``.gitignore`` file's bytes."""
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
        return cls(line.removesuffix("\r") for line in text.split("\n"))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def verdict(self, path: str, start: int = 0) -> bool | None:
        """Whether ``path[start:]`` is ignored, taken back in by ``!``, or (``None``) not spoken of.

        The path is relative to the patterns' folder and has ``/`` as separator and, for a folder, at its end.
        """
        end = len(path) - 1 if path[-1:] == "/" else len(path)
        last = path.rfind("/", start, end) + 1 or start
        name = path[last:end]
        named = self._names.get(name)
        ended = self._endings.get(name[name.rfind(".") :])
        in_name = self._any_name and self._any_name.match(path, last)
        in_path = self._any_path and self._any_path.match(path, start)
        match = in_name or in_path
        if named is None and ended is None:
            if match is None:
                return None
            if in_name is None or in_path is None:
                return match.lastindex is None
        numbers = (*(named or ()), *(ended or ()), *(self._others if match else ()))
        for number in sorted(numbers):
            rule = self._rules[number]
            if self._compile(number).match(path, start if rule.anchored else last) is not None:
                return not rule.negated
        return None

    def covers(self, path: str) -> bool:
        """Whether the file at ``path``, or a folder above it, is ignored."""
        slash = path.find("/")
        while slash >= 0:
            if self.verdict(path[: slash + 1]):
                return True
            slash = path.find("/", slash + 1)
        return bool(self.verdict(path))

    def _compile(self, number: int) -> re.Pattern[str]:
        expression = self._compiled.get(number)
        if expression is None:
            expression = re.compile(self._rules[number].expression, re.DOTALL)
            self._compiled[number] = expression
        return expression

    def _any_other(self, anchored: bool) -> re.Pattern[str] | None:
        """One expression for all that are not looked up; it has a group where the first to fit is negated."""
        rules = [self._rules[number] for number in self._others]
        parts = [rule.expression + "()" * rule.negated for rule in rules if rule.anchored is anchored]
        return re.compile("|".join(parts), re.DOTALL) if parts else None


def _translate(line: str) -> _Rule | None:
    """What a line says, if anything."""
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
    name = ending = ""
    # An anchored '**' may stand for several names, and behind some for a part of one.
    if not (anchored and ("**" in segments[-1] or any("**" in part[1:] for part in segments))):
        plain = _plain_end(segments[-1])
        if len(plain) == len(segments[-1]):
            name = plain
        elif "." in plain:
            ending = plain[plain.rfind(".") :]
    expression = _expression(segments, anchored) + (r"/\Z" if folder else r"/?\Z")
    return _Rule(expression, anchored, negated, name, ending)


def _plain_end(tokens: list[str]) -> str:
    """The characters at the end of a segment, behind the last that may be another."""
    plain = ""
    for token in reversed(tokens):
        if token[0] in "*[" or token.startswith("(?!"):
            break
        plain = token.removesuffix(")" if token.startswith("(?:") else "")[-1] + plain
    return plain


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
            pieces.append("(?:(?!/)|[^/]*/(?:[^/]+/)*?)" if index < last else ".*")
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
