"""What a text has in the place of a JSON string, number, literal or white space, named for people."""

from __future__ import annotations

import re
import sys
from math import isinf

from ..source import Fault

_WORD = re.compile(r"[^\s,:;=\[\]{}\"'`“”\u2018\u2019„«»\x00-\x1f\ufeff\u200b-\u200f\u2028-\u202e\u2060]+")
_LINE_END = re.compile(r"[^\r\n]*+")
_GOOD_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+')
_LONGEST_SHOWN = 40

_LITERALS = {
    "true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false",
    "null": "null", "none": "null", "nil": "null", "undefined": "null", "~": "null",
}  # fmt: skip
_NOT_NUMBERS = ("nan", "inf", "infinity")
_CONTROLS = {"\t": ("tab", "\\t"), "\b": ("backspace", "\\b"), "\f": ("form feed", "\\f")}
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")
_DIGIT = re.compile(r"[+-]?\.?[0-9]")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_YAML_LINE = re.compile(r"(?:---|[\w.-]+:)(?=\s|\Z)")


def quote(text: str, start: int, end: int) -> str:
    """``text[start:end]`` fit to stand in a one-line message: shortened, control characters shown."""
    shown = text[start : min(end, start + _LONGEST_SHOWN)]
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown)
    return shown if end - start <= _LONGEST_SHOWN else shown + "…"


def token_end(text: str, start: int) -> int:
    """Where the token at ``start`` ends, whether it is JSON or not."""
    if text[start] == '"':
        end = _GOOD_STRING.match(text, start).end()  # type: ignore[union-attr] # it begins with a quote
        return end + (text[end : end + 1] == '"')
    word = _WORD.match(text, start)
    return word.end() if word else start + 1


def find_oversize(text: str, start: int, end: int) -> Fault | None:
    """What is wrong with a number that is well spelled but cannot be held."""
    if end - start < 4:
        return None
    number = text[start:end]
    if not number.lstrip("-").isdigit():
        if number[0] in "-0123456789" and isinf(float(number)):
            return Fault(
                start, end, f"the number '{quote(text, start, end)}' is too large", "put it in quotes"
            )
        return None
    limit = sys.get_int_max_str_digits()
    digits = len(number.lstrip("-"))
    if limit and digits > limit:
        return Fault(start, end, f"a number of {digits} digits is too large", "put it in quotes")
    return None


def string_fault(text: str, start: int, is_key: bool) -> Fault:
    """What is wrong with the string whose opening quote stands at ``start``."""
    end = _GOOD_STRING.match(text, start).end()  # type: ignore[union-attr] # it begins with a quote
    mark = text[end : end + 1]
    if mark == "\\" and end + 1 < len(text) and text[end + 1] not in "\r\n":
        return _escape_fault(text, end)
    if mark and mark not in "\r\n\\":
        name, escape = _CONTROLS.get(mark, (f"control character U+{ord(mark):04X}", f"\\u{ord(mark):04x}"))
        return Fault(end, end + 1, f"a raw {name} in a string", f"write it as '{escape}'")
    end = max(len(text[start:end].rstrip(" \t,")) + start, start + 1)
    what = "key" if is_key else "string"
    if "”" in text[start:end] or "“" in text[start:end]:
        advice = "a typographic quote ends no string: write it as '\"'"
    elif _goes_on(text, end):
        return Fault(start, end, f"a line break in a {what}", "write it as '\\n', on one line")
    else:
        advice = "put '\"' at its end"
    return Fault(start, end, f"the {what} '{quote(text, start + 1, end)}' has no closing quote", advice)


def _goes_on(text: str, end: int) -> bool:
    """Whether a string that meets the end of its line reads as if it went on in the next ones.

    A line that begins as JSON's lines begin tells of a forgotten quote; only a few lines are looked at.
    """
    for line in text[end : end + 2000].splitlines()[1:20]:
        line = line.strip()
        if line and (line[0] in '"{}[]' or line.startswith("//")):
            return False
        if re.search(r'(?<!\\)"\s*(?:[,}\]:]|$)', line):
            return True
    return False


def _escape_fault(text: str, start: int) -> Fault:
    if text[start + 1] == "u":
        end = start + 2
        while text[end : end + 1] in _HEXADECIMAL:
            end += 1
        message = f"the escape '{text[start:end]}' needs four hexadecimal digits"
        return Fault(start, end, message, "as in '\\u00e9'")
    escape = quote(text, start, start + 2)
    advice = "write it without the backslash" if escape == "\\'" else "write a backslash itself as '\\\\'"
    return Fault(start, start + 2, f"JSON has no escape '{escape}'", advice)


def strange_token(text: str, start: int, language: str) -> Fault | None:
    """The fault of a token that belongs nowhere in the language, whatever is expected; else ``None``."""
    mark = text[start]
    line_end = _LINE_END.match(text, start).end()  # type: ignore[union-attr] # it matches anywhere
    if text.startswith(("//", "/*"), start) or mark == "#":
        return _comment_fault(text, start, line_end, language)
    if text.startswith(_MARKERS, start) and text[max(start - 1, 0)] in "\r\n" + text[start]:
        return Fault(
            start, line_end, f"a merge conflict marker '{text[start : start + 7]}'", "resolve the conflict"
        )
    if text.startswith("```", start):
        return Fault(start, line_end, "a Markdown code fence around the JSON", "remove the line")
    if text.startswith("...", start) or mark == "…":
        end = start + (1 if mark == "…" else 3)
        return Fault(start, end, f"'{text[start:end]}' is not JSON", "write out what it stands for")
    if mark in "“”„«»":
        return Fault(start, start + 1, f"the typographic quote '{mark}' opens no string", "write it as '\"'")
    if mark in "'\u2018\u2019`":
        return _quoted_fault(text, start, mark)
    if not mark.isprintable() or (mark.isspace() and mark not in " \t\r\n"):
        from unicodedata import name

        if mark == "\ufeff":
            return Fault(start, start + 1, "a byte order mark inside the text", "remove it")
        called = name(mark, "").lower()
        message = f"the invisible character U+{ord(mark):04X}{called and f' ({called})'} between tokens"
        return Fault(start, start + 1, message, "remove it, or write a plain space")
    return None


def _comment_fault(text: str, start: int, line_end: int, language: str) -> Fault:
    if text[start] == "#" or text[start + 1] == "/":
        end = line_end
    else:
        close = text.find("*/", start + 2)
        end = len(text) if close < 0 else close + 2
        if language == "jsonc":
            return Fault(start, start + 2, "a comment without an end", "close it by '*/'")
    if language == "jsonc":
        return Fault(start, end, "a comment that begins with '#'", "begin it with '//'")
    advice = (
        "remove it, or name the file .jsonc" if language == "json" and text[start] == "/" else "remove it"
    )
    return Fault(start, end, "JSON has no comments", advice)


def _quoted_fault(text: str, start: int, mark: str) -> Fault:
    closer = "\u2019" if mark == "\u2018" else mark
    close = text.find(closer, start + 1, start + 1000)
    line_end = _LINE_END.match(text, start).end()  # type: ignore[union-attr] # it matches anywhere
    end = close + 1 if 0 <= close < line_end else start + 1
    quotes = {"'": "single quotes", "`": "backquotes"}.get(mark, "typographic quotes")
    inside = f"'{quote(text, start + 1, end - 1)}' stands" if end > start + 2 else "a string stands"
    return Fault(start, end, f"{inside} in {quotes}", "write double quotes")


def word_fault(text: str, start: int, is_key: bool, at_root: bool) -> Fault:
    """The fault of a bare word or a misspelled number in the place of a key or a value."""
    end = token_end(text, start)
    word = text[start:end]
    shown = quote(text, start, end)
    if at_root and _YAML_LINE.match(text, start):
        return Fault(start, end, f"unexpected '{shown}' where JSON begins", "is it YAML? name the file .yaml")
    if at_root and word[0] == "<":
        return Fault(start, end, f"unexpected '{shown}' where JSON begins", "this looks like HTML or XML")
    if text[end : end + 1] == '"' and word[-1] not in "{[(":
        what = "key" if is_key else "string"
        return Fault(start, end + 1, f"the {what} '{shown}' has no opening quote", "put '\"' before it")
    if is_key:
        return Fault(start, end, f"the key '{shown}' is not in quotes", "put it in double quotes")
    literal = _LITERALS.get(word.lower())
    if literal is not None:
        where = " (that is Python)" if word in ("True", "False", "None") else ""
        return Fault(start, end, f"JSON has no '{shown}'{where}", f"write {literal}")
    if word.lstrip("+-").lower() in _NOT_NUMBERS:
        return Fault(start, end, f"JSON has no '{shown}'", "write null, or put it in quotes")
    if word == "-" or _DIGIT.match(word):
        return _number_fault(start, end, word, shown)
    if word[0].isalnum() or word[0] in "_$<./@":
        from difflib import get_close_matches

        near = get_close_matches(word[:20].lower(), ("true", "false", "null"), 1, 0.7)
        advice = f"put it in double quotes, or write {near[0]}" if near else "put it in double quotes"
        return Fault(start, end, f"the text '{shown}' is not in quotes", advice)
    return Fault(start, end, f"unexpected '{shown}' where a value is expected")


def _number_fault(start: int, end: int, word: str, shown: str) -> Fault:
    digits = word.lstrip("+-")
    if word[0] == "+" and re.fullmatch(r"[0-9.eE+-]+", word):
        return Fault(start, end, f"the number '{shown}' has a plus sign", "write it without")
    if word == "-":
        return Fault(start, end, "a minus sign without a number")
    if re.fullmatch(r"0[xXoObB][0-9a-fA-F]+", digits):
        return Fault(start, end, f"the number '{shown}' is not decimal", _decimal(digits, word[0] == "-"))
    if re.fullmatch(r"\.[0-9]+(?:[eE][+-]?[0-9]+)?", digits):
        return Fault(start, end, f"no digit before the point of '{shown}'", "write a 0 before the point")
    if re.fullmatch(r"[0-9]+\.(?:[eE][+-]?[0-9]+)?", digits):
        return Fault(
            start, end, f"no digit after the point of '{shown}'", "write a digit, or leave the point out"
        )
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?", digits):
        return Fault(start, end, f"the exponent of '{shown}' has no digits")
    if re.fullmatch(r"[0-9]+(?:_[0-9]+)+", digits):
        return Fault(start, end, f"the number '{shown}' has underscores", "write the digits alone")
    if re.fullmatch(r"0[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", digits):
        return Fault(start, end, f"the number '{shown}' has a leading zero", "write it without, or in quotes")
    return Fault(start, end, f"'{shown}' is neither a number nor in quotes", "put it in double quotes")


def _decimal(digits: str, negative: bool) -> str | None:
    if len(digits) > 18:
        return None
    try:
        return f"write {'-' if negative else ''}{int(digits, 0)}"
    except ValueError:  # 0b12
        return None
