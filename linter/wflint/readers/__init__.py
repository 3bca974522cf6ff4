"""Text to plain values: one module a language, chosen here and imported only when needed."""

from __future__ import annotations

from gc import get_referents

from ..source import Document, Fault, Source

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is not read: no workflow is of that size, and a report on it would help nobody."""

MAX_DEPTH = 200
"""How deep objects and arrays may nest."""

TOO_DEEP = f"objects and arrays nest deeper than {MAX_DEPTH} levels"

MAX_NODES = 2_000_000
"""How many values a document may have where one can stand for many: as YAML's aliases do, once expanded."""

SUFFIXES = {
    ".json": "json",
    ".jsonc": "jsonc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The language that a file name's ending tells."""


def read(source: Source) -> list[Document]:
    """The documents of ``source``, in order; one that cannot be read carries its fault.

    After a fault the rest of a YAML stream is not read; every line of a JSON-lines file is.
    """
    if source.language == "yaml":
        from . import yaml

        return yaml.read(source)
    from . import json

    return json.read(source)


def is_too_deep(value: object) -> bool:
    """Whether objects and arrays in ``value``, which a JSON decoder made, nest deeper than they may."""
    level = [value]
    for _ in range(MAX_DEPTH):
        # Everything that they hold, by one call: a step further down costs no work in Python.
        level = get_referents(*level)
        if not level:
            return False
    return any(isinstance(item, (dict, list)) for item in level)


def excess(value: object) -> str:
    """What is too much about a plain value to be linted, in words; nothing where it can be.

    Objects and arrays may nest :data:`MAX_DEPTH` deep, and :data:`MAX_NODES` values and keys may be in it,
    one that it holds twice counted twice. A value that holds itself is too deep.
    """
    level = [value]
    count = 0
    for _ in range(MAX_DEPTH):
        if not _PLAIN.issuperset(map(type, level)):
            level = [item for item in level if type(item) in _PLAIN or isinstance(item, (dict, list))]
        level = get_referents(*level)
        if not level:
            return ""
        count += len(level)
        if count > MAX_NODES:
            return f"it holds more than {MAX_NODES:,} values"
    return TOO_DEEP if any(isinstance(item, (dict, list)) for item in level) else ""


_PLAIN = frozenset((dict, list, str, int, float, bool, type(None)))


def decode(data: bytes) -> str | Fault:
    """The text of a file's bytes: UTF-8, with or without a byte order mark.

    The ``Fault``'s range counts characters of the text decoded with replacement characters.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode("utf-8-sig", "replace"))
        byte = data[error.start]
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return Fault(0, 1, "the file is UTF-16, not UTF-8", "save it as UTF-8")
        if b"\0" in data[:8192]:
            return Fault(start, start + 1, "the file is binary, not text")
        return Fault(start, start + 1, f"byte 0x{byte:02x} is not UTF-8", "save the file as UTF-8")
