"""How a JSON text is laid out, and new values written the same way."""

from __future__ import annotations

import re
from json import JSONEncoder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..source import Source
    from .json_comments import Blanked
    from .json_locations import Container

WIDTH = 80
"""A new array or object is written in one line up to here."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_INDENTED = re.compile(r"[\r\n]([ \t]+)[^ \t\r\n]")
_COLON = re.compile(r'":([ \t]*)')
_SURROGATE = re.compile("[\ud800-\udfff]")
_strict = JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def encode(value: object) -> str:
    """The JSON of ``value``, of which UTF-8 can be made: lone surrogates are escaped.

    Raises ``ValueError`` or ``TypeError`` for what JSON cannot hold.
    """
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", _strict(value))


class Layout:
    """Line ends, indentation and spacing of the document in ``text[start:end]`` of ``source``."""

    __slots__ = ("_blanked", "_colon", "_compact", "_source", "line_end", "one_line", "unit")

    def __init__(self, source: Source, blanked: Blanked, start: int, end: int) -> None:
        self._source = source
        self._blanked = blanked
        self.one_line = source.language == "jsonl"
        line_end = _LINE_END.search(source.text)
        self.line_end = line_end[0] if line_end else "\n"
        indented = _INDENTED.search(blanked.text, start, end)
        self.unit = indented[1] if indented else "  "
        colon = _COLON.search(blanked.text, start, end)
        self._colon = ":" + colon[1] if colon else ": "
        self._compact = JSONEncoder(
            ensure_ascii=False, allow_nan=False, separators=("," + self._colon[1:2], self._colon)
        ).encode

    def indent(self, offset: int) -> str:
        """The white space with which the line of ``offset`` begins."""
        start = end = offset - self._source.position(offset)[1] + 1
        text = self._source.text
        while end < len(text) and text[end] in " \t":
            end += 1
        return text[start:end]

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before ``offset`` on its line."""
        before = self.white_before(offset)
        return before == 0 or self._source.text[before - 1] in "\r\n"

    def white_before(self, offset: int) -> int:
        """The offset at which the spaces and tabs before ``offset`` begin."""
        text = self._source.text
        while offset > 0 and text[offset - 1] in " \t":
            offset -= 1
        return offset

    def white_after(self, offset: int) -> int:
        """The offset at which the spaces and tabs from ``offset`` on end."""
        text = self._source.text
        while offset < len(text) and text[offset] in " \t":
            offset += 1
        return offset

    def tail(self, offset: int) -> int | None:
        """The end of the line of ``offset``, if only white space and comments stand up to there."""
        text = self._source.text
        while offset < len(text) and text[offset] not in "\r\n":
            if text[offset] in " \t":
                offset += 1
                continue
            comment = self._blanked.comment_end(offset)
            if comment is None:
                return None
            offset = comment
        return offset

    def spread(self, container: Container) -> bool:
        """Whether ``container`` has its items on lines of their own."""
        if self.one_line:
            return False
        if container.items:
            return self.begins_line(container.items[0].outset)
        inside = self._source.text[container.start : container.end]
        return "\n" in inside or "\r" in inside

    def separator(self, container: Container) -> str:
        """What stands between the comma and the next item of a one-line container."""
        if len(container.items) > 1:
            between = self._source.text[container.items[0].comma + 1 : container.items[1].outset]
            if not between.strip(" \t"):
                return between
        return self._colon[1:2]

    def child_indent(self, container: Container) -> str:
        """The indentation of a new item of ``container`` on a line of its own."""
        if container.items and self.begins_line(container.items[0].outset):
            return self.indent(container.items[0].outset)
        return self.indent(container.start) + self.unit

    def render(self, value: object, indent: str | None = None, key: str | None = None) -> str:
        """The JSON of ``value``, with ``key`` before it: in one line, or over lines from ``indent`` on.

        Raises ``ValueError``, ``TypeError`` or ``RecursionError`` for what JSON cannot hold.
        """
        name = "" if key is None else encode(key) + self._colon
        line = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", self._compact(value))
        if indent is None or self.one_line or not value or not isinstance(value, dict | list | tuple):
            return name + line
        fits = len(indent) + len(name) + len(line) <= WIDTH
        if (
            fits
            and not isinstance(value, dict)
            and not any(isinstance(item, dict | list | tuple) for item in value)
        ):
            return name + line
        inner = indent + self.unit
        if isinstance(value, dict):
            brackets = "{}"
            items = [self.render(item, inner, str(inside)) for inside, item in value.items()]
        else:
            brackets = "[]"
            items = [self.render(item, inner) for item in value]
        lines = f",{self.line_end}{inner}".join(items)
        return f"{name}{brackets[0]}{self.line_end}{inner}{lines}{self.line_end}{indent}{brackets[1]}"
