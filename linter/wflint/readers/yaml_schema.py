"""What a YAML scalar means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).

Unlike in YAML 1.1, ``on``, ``off``, ``yes`` and ``no`` are strings, ``017`` is seventeen, ``0o17`` is
octal, and a date is a string.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

MAX_DIGITS = 3000
"""How long a number may be: Python itself refuses to print one of more than 4,300 digits."""

WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain scalars that are null or a boolean."""

BEHIND_NUMBERS = ":"
"""Sorts behind whatever begins with a digit, a sign or a dot: no plain scalar above it is a number."""

_NUMBER = re.compile(
    r"(?P<decimal>[-+]?[0-9]+)|0o(?P<octal>[0-7]+)|0x(?P<hexadecimal>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_BASES = {"decimal": 10, "octal": 8, "hexadecimal": 16}
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TAG = "tag:yaml.org,2002:"


class Refused(ValueError):  # noqa: N818 - says what is wrong with a text
    """A scalar that means nothing a workflow could hold; ``args`` are the message and the help."""


def resolve(text: str) -> Scalar:
    """What the plain scalar ``text`` means; raises :class:`Refused`."""
    if text in WORDS:
        return WORDS[text]
    if text > BEHIND_NUMBERS:
        return text
    if found := _NUMBER.fullmatch(text):
        kind = found.lastgroup or ""
        if kind == "float":
            number = float(text)
            if not isfinite(number):
                raise Refused(f"the number '{shorten(text)}' is too large", "put it in quotes if it is text")
            return number
        if len(text) > MAX_DIGITS:
            raise Refused(f"the number has more than {MAX_DIGITS:,} digits", "put it in quotes")
        return int(found[kind], _BASES[kind])
    if _NOT_FINITE.fullmatch(text):
        raise Refused(f"'{text}' is not a finite number", "put it in quotes if it is text")
    return text


def resolve_tagged(text: str, tag: str) -> Scalar:
    """What ``text`` means under ``tag``, quoted or not; raises :class:`Refused`.

    A tag that is not one of the core schema's says nothing here: the text stays a string.
    """
    name = tag.removeprefix(_TAG)
    if name == tag or name not in ("int", "float", "bool", "null"):
        return text
    value = resolve(text)
    if name == "null" and value is None:
        return None
    if name == "bool" and isinstance(value, bool):
        return value
    if name == "int" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if name == "float" and isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise Refused(f"the number '{shorten(text)}' is too large") from None
    article = "an" if name == "int" else "a"
    raise Refused(f"'{shorten(text)}' is tagged '!!{name}' but is not {article} {name}", "remove the tag")


def spell(value: Scalar) -> str:
    """The string that JSON would have for a key of this value."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def shorten(text: str) -> str:
    """``text`` for a message: one line of at most 40 characters."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
