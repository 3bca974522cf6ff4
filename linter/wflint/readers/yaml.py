"""The YAML reader: the core schema of YAML 1.2 over libyaml's events, through PyYAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..source import Document, Duplicate, Fault, Source, TextEdit, Unlocatable
from .yaml_stream import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..problem import Change, Place

_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[\]{\"\d-])")


class YamlDocument(Document):
    """One document of a YAML stream."""

    __slots__ = ("_index", "_repeats", "_stream")

    def __init__(self, stream: Stream, index: int, number: int | None) -> None:
        content = stream.values[index] if index < len(stream.values) else None
        super().__init__(content and content.value, number, None if content else stream.fault)
        self._stream = stream
        self._index = index
        self._repeats = content is not None and content.repeats

    @property
    def duplicates(self) -> tuple[Duplicate, ...]:
        """Every repeated key, in text order."""
        if not self._repeats:
            return ()
        from .yaml_locations import duplicates

        return duplicates(self._stream.source.text, self._stream.root(self._index))

    @property
    def comments(self) -> Sequence[tuple[int, int]]:
        """The comments of the whole stream; none where a part of it cannot be read."""
        if self._stream.fault is not None:
            return ()
        from .yaml_comments import find_comments

        text, roots = self._stream.source.text, self._stream.roots
        return find_comments(text, 0, roots, len(text))

    def span(self, place: Place) -> tuple[int, int]:
        """Where ``place`` stands; see the base class."""
        if place.span is not None:
            return place.span
        if self.fault is not None:
            return self.fault.start, self.fault.end
        from .yaml_locations import span

        return span(self._stream.source.text, self._stream.root(self._index), place)

    def edits(self, changes: tuple[Change, ...]) -> list[TextEdit]:
        """The edits that make ``changes``; see the base class."""
        if self.fault is not None:
            raise Unlocatable("a document that cannot be read is not edited")
        from .yaml_edits import edit

        return edit(self._stream, self._index, changes)


def _read_json(source: Source) -> list[Document] | None:
    from json import loads

    try:
        loads(source.text)  # far cheaper than to have the JSON reader find out why not
    except (ValueError, RecursionError):
        return None
    from . import json

    documents = json.read(Source(source.name, source.text, "json"))
    return documents if all(document.fault is None for document in documents) else None


def read(source: Source) -> list[Document]:
    """The documents of a YAML text that are not empty, in order.

    A text that is JSON is read as that: libyaml takes neither its tabs nor all of its escapes.
    """
    if _JSON.match(source.text) and (documents := _read_json(source)):
        return documents
    stream = Stream(source)
    count = len(stream.values) + (stream.fault is not None)
    if not count:
        fault = Fault(0, min(1, len(source.text)), "the file holds no document", "write one, or delete it")
        return [Document(None, None, fault)]
    return [YamlDocument(stream, index, index if count > 1 else None) for index in range(count)]
