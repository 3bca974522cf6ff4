"""What could be written into a repository, and existing texts that it can be added to with certainty."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..files import Unreadable, read_bytes
from ..named_tuple import NamedTuple
from ..readers import decode, read
from ..readers.yaml_edits import apply_edits
from ..source import Document, Source, Unlocatable

if TYPE_CHECKING:
    from ..problem import Change

MAX_BYTES = 1024 * 1024
"""A larger file is not one that people keep such settings in."""


class Proposal(NamedTuple):
    """The text that the file at ``path`` should have; ``before`` are its bytes now, if it is there.

    ``about`` says what a file holds that is too long to be shown.
    """

    path: str
    before: bytes | None
    after: str
    about: str = ""


class Advice(NamedTuple):
    """What somebody has to put into the file at ``path`` by hand, and why we do not."""

    path: str
    reason: str
    text: str


class Existing(NamedTuple):
    """A file that is there: ``document`` is what it holds, where it holds one that can be read."""

    path: str
    data: bytes
    source: Source
    document: Document | None

    def changed(self, *changes: Change, otherwise: str) -> Proposal | Advice:
        """The file with ``changes`` made and all else as it is, or advice to add what ``otherwise`` says."""
        if self.document is None:
            return Advice(self.path, "it cannot be read with certainty", otherwise)
        try:
            edits = self.document.edits(changes)
        except Unlocatable:
            return Advice(self.path, "there is no certain place for it", otherwise)
        return Proposal(self.path, self.data, apply_edits(self.source.text, edits))


def find(path: str, language: str, otherwise: str) -> Existing | Advice | None:
    """The file at ``path``, ``None`` where there is none."""
    if not os.path.lexists(path):
        return None
    data = read_bytes(path, MAX_BYTES)
    if isinstance(data, Unreadable):
        return Advice(path, data.reason, otherwise)
    text = decode(data)
    if not isinstance(text, str):
        return Advice(path, text.message, otherwise)
    source = Source(path, text, language)
    documents = read(source)
    good = len(documents) == 1 and documents[0].fault is None and not documents[0].duplicates
    return Existing(path, data, source, documents[0] if good else None)


def mentions_wflint(text: str) -> bool:
    """Whether a YAML text speaks of wflint outside of its comments."""
    return any("wflint" in line.partition("#")[0] for line in text.splitlines())
