"""A YAML text read once, for all its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError

from ..source import Fault, Source
from .yaml_events import events, first_reading, parser
from .yaml_reading import Unreadable
from .yaml_values import Composer, Content

if TYPE_CHECKING:
    from .yaml_nodes import Node


class Stream:
    """The documents of one text, which share one positioned pass over it.

    ``editors`` and ``proved`` belong to :mod:`.yaml_edits`: what it knows of each document, and how much
    it has read again to prove edits right.
    """

    __slots__ = ("_roots", "editors", "fault", "proved", "reading", "source", "values")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.editors: dict[int, Any] = {}
        self.proved = 0
        self.reading = first_reading(source.text)
        self.values, self.fault = self._compose()
        self._roots: list[Node] | None = None

    def _compose(self) -> tuple[list[Content], Fault | None]:
        while True:
            found: list[Content] = []
            try:
                # What came before a fault stays in the list.
                found.extend(Composer(events(self.reading), self.source.text).contents())
            except Unreadable as unreadable:
                return found, unreadable.fault
            except YAMLError as error:
                from .yaml_stand_ins import next_reading

                reading = next_reading(self.reading, error, parser)
                if reading is None:
                    from .yaml_faults import explain

                    if "document start" in (getattr(error, "problem", None) or ""):
                        del found[-1:]  # what follows it on belongs to it
                    return found, explain(self.source.text, error)
                self.reading = reading
            else:
                return found, None

    @property
    def roots(self) -> list[Node]:
        """The root nodes of all documents."""
        if self._roots is None:
            from .yaml_nodes import locate

            self._roots = locate(self.reading, len(self.values))
        return self._roots

    def root(self, index: int) -> Node:
        """The root node of the document at ``index``."""
        return self.roots[index]
