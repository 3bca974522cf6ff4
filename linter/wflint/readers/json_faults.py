"""Why a text is not JSON, in a person's words and at the exact place; runs only when the decoder refused.

One walk over the tokens, without recursion: the first token that cannot stand where it stands is the
fault. What kind of misspelling a token is, is told in :mod:`json_misspellings`.
"""

from __future__ import annotations

import re
from enum import Enum
from json import JSONDecodeError

from ..named_tuple import NamedTuple
from ..source import Fault
from . import MAX_DEPTH, TOO_DEEP
from .json_misspellings import find_oversize, quote, strange_token, string_fault, token_end, word_fault

_WHITE = re.compile(r"[ \t\r\n]*+")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+"')
_SCALAR = re.compile(
    r"(?:true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+)(?![\w.+\-$@%&*?!~^|\\])"
)
_TEMPLATE = re.compile(r"\{\{[^{}\"\r\n]{0,200}\}\}")


class _Expected(Enum):
    VALUE = "a value"
    FIRST_ITEM = "a value or ']'"
    FIRST_KEY = "a key or '}'"
    KEY = "a key"
    COLON = "':'"
    NEXT = "',' or a closing bracket"
    END = "the end"


_VALUES = (_Expected.VALUE, _Expected.FIRST_ITEM)
_KEYS = (_Expected.KEY, _Expected.FIRST_KEY)
_CLOSABLE = {"}": (_Expected.NEXT, _Expected.FIRST_KEY), "]": (_Expected.NEXT, _Expected.FIRST_ITEM)}
_CLOSERS = {"{": "}", "[": "]"}


class _Scene(NamedTuple):
    """Where the walk stopped: the token at ``start``, the one before it, and the open brackets."""

    text: str
    language: str
    start: int
    expected: _Expected
    previous: tuple[int, int]
    key: str
    opened: list[int]

    @property
    def unit(self) -> str:
        return "line" if self.language == "jsonl" else "file"

    def fault(self, message: str, advice: str | None = None, *related: tuple[int, int, str]) -> Fault:
        return Fault(self.start, token_end(self.text, self.start), message, advice, related)

    def opening(self) -> tuple[int, int, str]:
        last = self.opened[-1]
        return last, last + 1, f"'{self.text[last]}' opened here"

    def after(self) -> tuple[int, int, str]:
        return (*self.previous, "after this")


def explain(text: str, language: str, error: ValueError | RecursionError | None) -> Fault:
    """The first fault of ``text``, which the decoder refused with ``error`` or which nests too deep.

    ``language`` is ``json``, ``jsonc`` (comments and trailing commas blanked) or ``jsonl`` (one line).
    """
    opened: list[int] = []
    expected = _Expected.VALUE
    position = 0
    previous = (0, 0)
    key = ""
    while True:
        start = _WHITE.match(text, position).end()  # type: ignore[union-attr] # it matches anywhere
        mark = text[start : start + 1]
        scene = (text, language, start, expected, previous, key, opened)
        if not mark:
            return _unlocated(text, error) if expected is _Expected.END else _early_end(_Scene(*scene))
        if mark == '"' and (expected in _VALUES or expected in _KEYS):
            string = _STRING.match(text, start)
            if string is None:
                return string_fault(text, start, expected in _KEYS)
            position = string.end()
            if expected in _KEYS:
                key = quote(text, start + 1, position - 1)
                expected = _Expected.COLON
            else:
                expected = _Expected.NEXT if opened else _Expected.END
        elif mark in "{[" and expected in _VALUES:
            opened.append(start)
            if len(opened) > MAX_DEPTH:
                return Fault(start, start + 1, TOO_DEEP)
            expected = _Expected.FIRST_KEY if mark == "{" else _Expected.FIRST_ITEM
            position = start + 1
        elif mark in "}]" and expected in _CLOSABLE[mark] and mark == _CLOSERS[text[opened[-1]]]:
            opened.pop()
            expected = _Expected.NEXT if opened else _Expected.END
            position = start + 1
        elif mark == "," and expected is _Expected.NEXT:
            expected = _Expected.KEY if text[opened[-1]] == "{" else _Expected.VALUE
            position = start + 1
        elif mark == ":" and expected is _Expected.COLON:
            expected = _Expected.VALUE
            position = start + 1
        elif expected in _VALUES and (scalar := _SCALAR.match(text, start)):
            position = scalar.end()
            oversize = find_oversize(text, start, position)
            if oversize is not None:
                return oversize
            expected = _Expected.NEXT if opened else _Expected.END
        else:
            return _unexpected(_Scene(*scene))
        previous = (start, position)


def _unlocated(text: str, error: ValueError | RecursionError | None) -> Fault:
    """The decoder's own words, should it ever refuse what this walk finds no fault with."""
    if isinstance(error, JSONDecodeError):
        start = min(error.pos, len(text))
        return Fault(start, min(start + 1, len(text)), error.msg[:1].lower() + error.msg[1:])
    if isinstance(error, RecursionError):
        return Fault(0, 0, "objects and arrays nest too deep to be read here")
    return Fault(0, 0, "the text cannot be read as JSON")


def _early_end(scene: _Scene) -> Fault:
    end = scene.previous[1]
    related = [(start, start + 1, f"'{scene.text[start]}' opened here") for start in scene.opened[:-4:-1]]
    if scene.expected in _CLOSABLE["}"] or scene.expected is _Expected.FIRST_ITEM:
        closers = "".join(_CLOSERS[scene.text[start]] for start in scene.opened[:-4:-1])
        message = f"missing '{closers[0]}' at the end of the {scene.unit}"
        rest = f"; '{closers}' are missing in all" if len(scene.opened) in (2, 3) else ""
        advice = f"close what was opened{rest}"
    else:
        message = f"the {scene.unit} ends where {scene.expected.value} is expected"
        advice = "the text looks cut off"
    if scene.language == "jsonl":
        advice = "JSON lines hold one whole document on each line"
    return Fault(end, end, message, advice, tuple(related))


def _unexpected(scene: _Scene) -> Fault:
    """The fault of a token that cannot stand where it does."""
    text, start, expected = scene.text, scene.start, scene.expected
    mark = text[start]
    if mark == "{" and expected is _Expected.FIRST_KEY and (found := _TEMPLATE.match(text, start - 1)):
        end = found.end()
        message = f"the reference '{quote(text, start - 1, end)}' is not in quotes"
        return Fault(start - 1, end, message, 'put it in double quotes, as in "{{…}}"')
    strange = strange_token(text, start, scene.language)
    if strange is not None:
        return strange
    if expected is _Expected.END:
        return _after_end(scene)
    if mark in "}]":
        return _wrong_closer(scene)
    if expected is _Expected.COLON:
        return _missing_colon(scene)
    if expected is _Expected.NEXT:
        return _missing_comma(scene)
    if mark == ",":
        if text[scene.previous[0]] == ",":
            return scene.fault("two commas in a row", "remove one of them", scene.after())
        if text[scene.previous[0]] == ":":
            return _valueless(scene)
        return scene.fault("a comma before the first item", "remove it")
    if mark in ":=" and expected in _VALUES:
        return scene.fault(f"unexpected '{mark}' where a value is expected")
    if mark in "{[:" or (mark in "=;" and expected in _KEYS):
        what = f"'{mark}' where a key is expected"
        return scene.fault(what, "each item of an object is a key in double quotes, ':' and a value")
    return word_fault(text, start, expected in _KEYS, not scene.opened)


def _after_end(scene: _Scene) -> Fault:
    mark = scene.text[scene.start]
    if mark in "}]":
        opener = "{" if mark == "}" else "["
        return scene.fault(f"'{mark}' closes nothing: no '{opener}' is open", "remove it")
    message = f"unexpected '{quote(scene.text, scene.start, token_end(scene.text, scene.start))}'"
    message += " after the end of the document"
    if scene.language == "jsonl":
        return scene.fault(message, "JSON lines hold one document on each line")
    between = scene.text[scene.previous[1] : scene.start]
    if mark in '{["' and ("\n" in between or "\r" in between):
        return scene.fault(
            message, "several documents, one on each line, are JSON lines: name the file .jsonl"
        )
    if mark == ":" and scene.text[scene.previous[0]] == '"':
        return scene.fault(message, "an object stands in '{' and '}'", scene.after())
    return scene.fault(message, "a file holds one document; remove what follows it", scene.after())


def _wrong_closer(scene: _Scene) -> Fault:
    mark = scene.text[scene.start]
    if not scene.opened:
        return scene.fault(f"'{mark}' closes nothing", "remove it")
    closer = _CLOSERS[scene.text[scene.opened[-1]]]
    if mark != closer:
        return scene.fault(f"'{mark}' where '{closer}' is expected", None, scene.opening())
    if (
        scene.expected is _Expected.VALUE and scene.text[scene.previous[0]] == ":"
    ) or scene.expected is _Expected.COLON:
        return _valueless(scene)
    advice = "remove one of the two commas"
    if scene.language != "jsonc":
        advice = "remove it: JSON takes no trailing commas"
        if scene.language == "json":
            advice += " (a file named .jsonc does)"
    return Fault(*scene.previous, f"trailing comma before '{mark}'", advice)


def _valueless(scene: _Scene) -> Fault:
    advice = "write its value, or null"
    return scene.fault(f"the key '{scene.key}' has no value", advice, scene.after())


def _missing_colon(scene: _Scene) -> Fault:
    text, start = scene.text, scene.start
    assignment = re.compile(r":?=>?").match(text, start)
    if assignment:
        return Fault(
            start, assignment.end(), f"'{assignment[0]}' instead of ':'", "write ':' between key and value"
        )
    if text[start] == ",":
        return _valueless(scene)
    if _touches_word(scene):
        return _quote_inside(scene)
    return scene.fault(f"missing ':' after the key '{scene.key}'", None, scene.after())


def _missing_comma(scene: _Scene) -> Fault:
    text, start = scene.text, scene.start
    in_object = text[scene.opened[-1]] == "{"
    if text[start] == ";":
        return scene.fault("';' instead of ','")
    if text[start] in ":=" and not in_object:
        advice = "an object, with keys, stands in '{' and '}'"
        return scene.fault(f"'{text[start]}' in an array", advice, scene.opening())
    if text[start] in ":=":
        return scene.fault(
            f"unexpected '{text[start]}' after the value of '{scene.key}'", "is ',' meant?", scene.after()
        )
    if _touches_word(scene):
        return _quote_inside(scene)
    if not in_object:
        return scene.fault("missing ',' before the next item", None, scene.after())
    if text[start] == '"':
        key = quote(text, start + 1, token_end(text, start) - 1)
        return scene.fault(f"missing ',' before the key '{key}'", None, scene.after())
    return scene.fault(f"missing ',' after the value of '{scene.key}'", None, scene.after())


def _touches_word(scene: _Scene) -> bool:
    first, end = scene.previous
    return end == scene.start and scene.text[first] == '"' and scene.text[end] not in '"{['


def _quote_inside(scene: _Scene) -> Fault:
    word = quote(scene.text, scene.start, token_end(scene.text, scene.start))
    advice = 'write a quote inside a string as \\"; or a quote is missing further up'
    if "”" in scene.text[scene.previous[0] : scene.previous[1]]:
        advice = "a typographic quote ends no string: write it as '\"'"
    return scene.fault(
        f"unexpected '{word}' right behind a string", advice, (*scene.previous, "the string ends here")
    )
