"""Go's literals: quoting, unquoting, and what its ``strconv`` says of a number.

After ``strconv`` (Quote, Unquote, ParseInt, ParseUint, ParseFloat) and ``fmt.Sscan`` for complex numbers.
"""

from __future__ import annotations

import re

_QUOTED = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    '"': '\\"',
    "\\": "\\\\",
}
_SIMPLE = {
    "a": b"\a",
    "b": b"\b",
    "f": b"\f",
    "n": b"\n",
    "r": b"\r",
    "t": b"\t",
    "v": b"\v",
    "\\": b"\\",
    "'": b"'",
    '"': b'"',
}
# patterns are compiled when they are needed for the first time: most prompts hold no literal at all
_ESCAPE = r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'\"]))"
_INTEGER = r"[+-]?(?:0[xX]([0-9a-fA-F_]+)|0[oO]([0-7_]+)|0[bB]([01_]+)|(0[0-7_]*)|([1-9][0-9_]*))"
_BASES = (16, 8, 2, 8, 10)
_FLOAT = r"[+-]?(?=[._]*[0-9])[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?"
_HEX_FLOAT = r"[+-]?0[xX](?=[._]*[0-9a-fA-F])[0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?[pP][+-]?[0-9][0-9_]*"
# what fmt.Sscan takes for one part of a complex number: an i directly after the sign it takes for the
# start of Inf, and then misses it at the end
_PART = (
    r"[+-]?i?"
    r"(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?"
    r"|[0-9_]*(?:\.[0-9_]*)?(?:[eEpP][+-]?[0-9_]*)?)"
)
_STRAY_UNDERSCORE = r"_(?![0-9])|(?<![0-9])_"
_STRAY_HEX_UNDERSCORE = r"_(?![0-9a-fA-F])|(?<![0-9a-fA-F])_"
_PREFIX = r"[+-]?0[bBoOxX]"
_NO_COMPLEX = "syntax error scanning complex number"


def quote(text: str) -> str:
    """``text`` as Go prints it with ``%q``; a lone byte is held as a surrogate (see ``unquote``)."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{"".join(map(_quoted, text))}"'


def _quoted(char: str) -> str:
    if char in _QUOTED:
        return _QUOTED[char]
    if char.isprintable():
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def unicode_point(char: str) -> str:
    """``char`` as Go prints it with ``%#U``: ``U+0021 '!'``."""
    shown = f" '{char}'" if char.isprintable() else ""
    return f"U+{ord(char):04X}{shown}"


def unquote(literal: str) -> str | None:
    """The value of a string literal, quotes included, or ``None`` where Go says ``invalid syntax``.

    A Go string is bytes: one that is not part of a character becomes a surrogate, as with Python's
    ``surrogateescape``.
    """
    body = literal[1:-1]
    if literal[0] == "`":
        return body.replace("\r", "")
    if "\\" not in body:
        return body
    value = bytearray()
    at = 0
    while (escape := body.find("\\", at)) >= 0:
        value += body[at:escape].encode()
        unescaped = _unescaped(body, escape, '"')
        if unescaped is None:
            return None
        piece, at = unescaped
        value += piece
    value += body[at:].encode()
    return value.decode("utf-8", "surrogateescape")


def _unescaped(text: str, at: int, quotes: str) -> tuple[bytes, int] | None:
    """The bytes that the escape at ``at`` stands for and where it ends."""
    match = re.compile(_ESCAPE).match(text, at)
    if match is None:
        return None
    byte, short, long, octal, simple = match.groups()
    if simple:
        if simple in "'\"" and simple != quotes:
            return None
        return _SIMPLE[simple], match.end()
    if byte or octal:
        code = int(byte, 16) if byte else int(octal, 8)
        return (bytes((code,)), match.end()) if code <= 0xFF else None
    code = int(short or long, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code).encode(), match.end()


def character_fault(literal: str) -> str | None:
    """What Go says of a character constant, quotes included; ``None`` if it is one."""
    end = 2
    if literal[1] == "'":
        return "invalid syntax"
    if literal[1] == "\\":
        unescaped = _unescaped(literal, 1, "'")
        if unescaped is None:
            return "invalid syntax"
        end = unescaped[1]
    return None if literal[end:] == "'" else f"malformed character constant: {literal}"


def number_fault(literal: str) -> str | None:
    """What Go says of a number that is not a complex pair; ``None`` if it is one."""
    if literal[-1] == "i" and float_fault(literal[:-1]) is None:
        return None
    if _is_integer(literal):
        return None
    if float_fault(literal) is None:
        if any(mark in literal for mark in ".eEpP"):
            return None
        return f"integer overflow: {quote(literal)}"
    return f"illegal number syntax: {quote(literal)}"


def _is_integer(literal: str) -> bool:
    """Whether the literal is an integer of 64 bits, with or without a sign."""
    match = re.fullmatch(_INTEGER, literal)
    if match is None or not _underscores_fit(literal):
        return False
    index = (match.lastindex or 0) - 1
    digits = match[index + 1].replace("_", "").lstrip("0")
    # no integer of 64 bits has more digits than this in any base; Python is slow with long ones
    if len(digits) > 64:
        return False
    value = int(digits or "0", _BASES[index])
    if literal[0] == "-":
        return value <= 1 << 63
    return value < 1 << (63 if literal[0] == "+" else 64)


def float_fault(literal: str) -> str | None:
    """What ``ParseFloat`` says of the literal: ``invalid syntax``, ``value out of range`` or nothing."""
    hexadecimal = re.fullmatch(_HEX_FLOAT, literal) is not None
    if not (hexadecimal or re.fullmatch(_FLOAT, literal)) or not _underscores_fit(literal):
        return "invalid syntax"
    digits = literal.replace("_", "")
    try:
        value = float.fromhex(digits) if hexadecimal else float(digits)
    except OverflowError:
        return "value out of range"
    return "value out of range" if value in (float("inf"), float("-inf")) else None


def _underscores_fit(literal: str) -> bool:
    """An underscore stands between digits, or between the prefix of a base and a digit."""
    if "_" not in literal:
        return True
    prefix = re.match(_PREFIX, literal)
    if prefix is None:
        return not re.search(_STRAY_UNDERSCORE, literal)
    stray = _STRAY_HEX_UNDERSCORE if prefix[0][-1] in "xX" else _STRAY_UNDERSCORE
    return not re.search(stray, "0" + literal[prefix.end() :])


def complex_fault(literal: str) -> str | None:
    """What Go says of a pair like ``1+2i``; ``None`` if it is a complex number."""
    real = _part(literal, 0)
    if literal[real : real + 1] not in ("+", "-"):
        return _NO_COMPLEX
    imaginary = _part(literal, real + 1)
    if literal[imaginary : imaginary + 1] != "i":
        return _NO_COMPLEX
    for part in (literal[:real], literal[real:imaginary]):
        fault = float_fault(part)
        if fault is not None:
            return f"strconv.ParseFloat: parsing {quote(part)}: {fault}"
    return None


def _part(literal: str, start: int) -> int:
    """Where the real or imaginary part that starts at ``start`` ends."""
    match = re.compile(_PART).match(literal, start)
    return match.end() if match else start
