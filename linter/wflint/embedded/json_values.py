"""JSON values as JSON sees them: equality, and how messages quote them."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable

_SHOWN = 40


def key_of(value: object) -> Hashable:
    """A key that is equal for equal JSON values: 1 and 1.0 are equal, 1 and true are not."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, (int, float)):
        return "number", value
    if isinstance(value, list):
        return "array", tuple([key_of(item) for item in value])
    if isinstance(value, dict):
        return "object", frozenset([(name, key_of(item)) for name, item in value.items()])
    return "other", repr(value)


def type_of(value: object) -> str:
    """The JSON Schema type of a value; a whole number is an ``integer`` (1.0 too)."""
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    if isinstance(value, list):
        return "array"
    if isinstance(value, dict):
        return "object"
    return "null"


def is_of(value: object, types: Collection[str]) -> bool:
    """Whether a value is of one of these JSON Schema types."""
    found = type_of(value)
    return found in types or (found == "integer" and "number" in types)


def words(value: object, most: int = _SHOWN) -> str:
    """A value as a message quotes it: strings in quotes, cut after ``most`` letters; collections by type."""
    if isinstance(value, str):
        shown = value if len(value) <= most else value[: most - 1] + "…"
        return "'" + shown.replace("\n", "\\n").replace("\r", "\\r") + "'"
    if isinstance(value, list):
        return "an array" if value else "an empty array"
    if isinstance(value, dict):
        return "an object"
    shown = json.dumps(value, default=repr)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
