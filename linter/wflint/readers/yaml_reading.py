"""A YAML text on its way to the parser, and what is said when it is not read."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..named_tuple import NamedTuple
from ..source import Fault

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
    surrogates were replaced too, ``tab`` (the stand-in for a tab in a text) and ``tabs`` (where a space
    stands for one) where tabs were. See :mod:`.yaml_stand_ins` and :mod:`.yaml_tabs`.
    """

    original: str
    text: str
    characters: dict[int, int]
    halves: bool = False
    tab: int = 0
    tabs: tuple[int, ...] = ()
