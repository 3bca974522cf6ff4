"""A bundled schema with all that it refers to in one document, for editors.

Some language servers resolve a reference against ``$id``, which is an address on the network, others against
the place of the file. What refers only into itself works in all of them, wherever it lies.
"""

from __future__ import annotations

import json
from typing import Any

from . import catalog
from .kinds import KINDS

ANY = "any-workflow"
"""The schema for a folder of mixed documents: it tells the kind by the keys."""

OURS = "x-wflint-"
"""What the keywords that only wflint reads begin with; they are left out."""


def titles() -> dict[str, str]:
    """The schemas that there are for editors, each with what it is for; the first tells the kind."""
    return {ANY: "any of these, told by its keys", **{kind.id: kind.title for kind in KINDS.values()}}


def standalone_text(name: str) -> str:
    """The text of the schema ``name``, referring to nothing outside itself."""
    if name == ANY:
        return catalog.file_text(ANY)
    return text_of(gather(catalog.schema(name), name)) + "\n"


def gather(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """``schema``, which stands in the file ``name``, with what it refers to in other files among its own.

    What was ``#/definitions/x`` in the file ``y`` is then ``#/definitions/y.x``.
    """
    wanted: dict[str, Any] = {}

    def copy(node: object, file: str) -> Any:  # noqa: ANN401 - as deep as it is given
        if isinstance(node, list):
            return [copy(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: refer(item, file) if key == "$ref" else copy(item, file)
            for key, item in node.items()
            if not key.startswith(OURS)
        }

    def refer(reference: str, file: str) -> str:
        other, _, pointer = reference.partition("#")
        other = other.removesuffix(".json") or file
        if other == name:
            return f"#{pointer}"
        definition = pointer.rpartition("/")[2]
        key = f"{other}.{definition}" if definition else other
        if key not in wanted:
            wanted[key] = None  # it may refer to itself
            target = catalog.schema(other)
            wanted[key] = copy(target["definitions"][definition] if definition else _inner(target), other)
        return f"#/definitions/{key}"

    made: dict[str, Any] = copy(schema, name)
    if wanted:
        made["definitions"] = {**made.pop("definitions", {}), **dict(sorted(wanted.items()))}
    return made


def _inner(schema: dict[str, Any]) -> dict[str, Any]:
    """A whole schema as a part of another one."""
    return {key: item for key, item in schema.items() if key not in ("$schema", "$id", "definitions")}


def text_of(value: object, indent: str = "") -> str:
    """``value`` as JSON, with what is short on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _LINE or not isinstance(value, dict | list) or not value:
        return line
    inner = indent + "  "
    if isinstance(value, list):
        parts = [text_of(item, inner) for item in value]
        return "[" + ",".join(f"\n{inner}{part}" for part in parts) + f"\n{indent}]"
    parts = [f"{json.dumps(key, ensure_ascii=False)}: {text_of(item, inner)}" for key, item in value.items()]
    return "{" + ",".join(f"\n{inner}{part}" for part in parts) + f"\n{indent}}}"


_LINE = 100
