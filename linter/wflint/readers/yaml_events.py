"""Text to the events of a YAML stream: libyaml through PyYAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml.events  # noqa: F401 - the package is imported before its C half, which needs it

from ..source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml._yaml import CParser

    from .yaml_python import PythonParser

Event: TypeAlias = Any
"""An event of PyYAML, whose two parsers share no type."""


class Unreadable(Exception):  # noqa: N818 - says what is wrong with a text
    """The text is not YAML, or no YAML that is read here; ``fault`` says why and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Reading(NamedTuple):
    """A text as libyaml is given it, of the same length as the ``original``, and how to undo that.

    ``characters`` maps stand-ins back to what they stand for; ``halves`` is set where the escapes of
    surrogates were replaced too. See :mod:`.yaml_stand_ins`.
    """

    original: str
    text: str
    characters: dict[int, int]
    halves: bool = False


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
        stream = iter(_parser(reading.text).get_event, None)
    except UnicodeEncodeError as error:
        message = "half of a surrogate pair stands in the text"
        raise Unreadable(Fault(error.start, error.start + 1, message)) from None
    if not reading.characters and not reading.halves:
        return stream
    from .yaml_stand_ins import restored

    return restored(stream, reading)


def _parser(text: str) -> CParser | PythonParser:
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML without libyaml: the same events, ten times slower
        from .yaml_python import PythonParser

        return PythonParser(text)
    return CParser(text)
