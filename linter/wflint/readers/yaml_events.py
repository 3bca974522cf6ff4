"""Text to the events of a YAML stream: libyaml through PyYAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml.events  # noqa: F401 - the package is imported before its C half, which needs it

from ..source import Fault
from .yaml_reading import Event, Reading, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml._yaml import CParser

    from .yaml_python import PythonParser


def first_reading(text: str) -> Reading:
    """How to read ``text``: almost always as it is."""
    reading = Reading(text, text, {})
    if text.isascii() or not ("\x85" in text or "\u2028" in text or "\u2029" in text):
        return reading
    from .yaml_stand_ins import replace_line_ends

    return replace_line_ends(reading)


def events(reading: Reading) -> Iterator[Event]:
    """PyYAML's events of the whole stream.

    Raises :class:`Unreadable` and, while they are taken too, PyYAML's ``YAMLError``.
    """
    try:
        stream = iter(parser(reading.text).get_event, None)
    except UnicodeEncodeError as error:
        message = "half of a surrogate pair stands in the text"
        raise Unreadable(Fault(error.start, error.start + 1, message)) from None
    if not reading.characters and not reading.halves:
        return stream
    from .yaml_stand_ins import restored

    return restored(stream, reading)


def parser(text: str) -> CParser | PythonParser:
    """PyYAML's parser of a text, the one over libyaml where there is one."""
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML without libyaml: the same events, ten times slower
        from .yaml_python import PythonParser

        return PythonParser(text)
    return CParser(text)
