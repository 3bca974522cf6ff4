"""Text to the events of a YAML stream: libyaml through PyYAML."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import yaml.events  # noqa: F401 - the package is imported before its C half, which needs it

from ..source import Fault
from .yaml_reading import Event, Reading, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml._yaml import CParser

    from .yaml_python import PythonParser


# What libyaml reads as something else without an error: in brackets the '?' of a plain value like '?x' as
# the sign of a key, and the ':' of an anchor's name as its end. What begins with a sign is searched fast.
_QUESTION = re.compile(r"\?(?<![^\s\[{,:]\?)(?=[^\s,\[\]{}])")
_ANCHOR = re.compile(r"&(?<![^\s\[{,:]&)[A-Za-z0-9_-]+[:?%@`](?=[^\s,\[\]{}])")


def first_reading(text: str) -> Reading:
    """How to read ``text``: almost always as it is."""
    reading = Reading(text, text, {})
    if not text.isascii() and ("\x85" in text or "\u2028" in text or "\u2029" in text):
        from .yaml_stand_ins import replace_line_ends

        reading = replace_line_ends(reading)
    for sign, misread in ("?", _QUESTION), ("&", _ANCHOR):
        if sign in text and misread.search(text):
            from .yaml_stand_ins import replace_misread

            reading = replace_misread(reading, misread)
    return reading


def events(reading: Reading) -> Callable[[], Event]:
    """What gives PyYAML's next event of the stream at each call, and ``None`` behind the last one.

    A call is cheaper than a step of an iterator. Raises :class:`Unreadable` and, at each call too, PyYAML's
    ``YAMLError``.
    """
    try:
        following: Callable[[], Event] = parser(reading.text).get_event
    except UnicodeEncodeError as error:
        message = "half of a surrogate pair stands in the text"
        raise Unreadable(Fault(error.start, error.start + 1, message)) from None
    if not reading.characters and not reading.halves:
        return following
    from .yaml_stand_ins import restored

    return partial(next, restored(iter(following, None), reading), None)


def parser(text: str) -> CParser | PythonParser:
    """PyYAML's parser of a text, the one over libyaml where there is one."""
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML without libyaml: the same events, ten times slower
        from .yaml_python import PythonParser

        return PythonParser(text)
    return CParser(text)
