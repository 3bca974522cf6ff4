"""PyYAML's own parser, for where it was built without libyaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.events import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from .yaml_stand_ins import join_halves

if TYPE_CHECKING:
    from .yaml_reading import Event


class PythonParser(Reader, Scanner, Parser):
    """The events that ``CParser`` gives, from the pure-Python half of PyYAML."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Event:
        """The next event, or ``None`` behind the last one."""
        event: Event = super().get_event()  # type: ignore[no-untyped-call]
        if type(event) is ScalarEvent and not event.value.isascii():
            event.value = join_halves(event.value, event)
        return event
