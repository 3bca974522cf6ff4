"""Text to plain values: one module a language, chosen here and imported only when needed."""

from __future__ import annotations

from ..source import Document, Fault, Source

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is not read: no workflow is of that size, and a report on it would help nobody."""

MAX_DEPTH = 200
"""How deep objects and arrays may nest."""

MAX_NODES = 2_000_000
"""How many values a YAML document may have once its aliases are expanded."""

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


def too_deep(value: object) -> bool:
    """Whether objects and arrays nest deeper than :data:`MAX_DEPTH` (or without end)."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for item in level
            for child in (item.values() if type(item) is dict else item if type(item) is list else ())
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True


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
