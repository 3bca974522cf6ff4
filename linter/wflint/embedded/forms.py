"""Which of the three forms an embedded schema is written in (formats.md, 1.3)."""

from __future__ import annotations

from .dialects import ANY_KEYWORDS
from .type_names import ENGINE_TYPES

JSON_SCHEMA, ENGINE, MAP = "json-schema", "engine", "map"

_FIELD_NAMES = frozenset({"const", "default", "examples", "items"})
"""Keywords that may hold a schema-like object, and are as likely the name of a field."""

_TAKES_OBJECT = frozenset(
    {
        "$defs",
        "additionalItems",
        "additionalProperties",
        "const",
        "contains",
        "contentSchema",
        "default",
        "definitions",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "disallow",
        "else",
        "examples",
        "extends",
        "if",
        "items",
        "not",
        "patternProperties",
        "properties",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
        "$vocabulary",
    }
)

_MARKS: dict[str, type | tuple[type, ...]] = {
    "type": (str, list),
    "$ref": str,
    "enum": list,
    "anyOf": list,
    "oneOf": list,
    "allOf": list,
    "properties": dict,
    "items": dict,
    "required": bool,
    "description": str,
    "title": str,
    "format": str,
    "default_value": object,
    "default": object,
    "const": object,
}
"""What shows an object to be the schema of a property, and of what type it is then."""


def form_of(value: object, role: str) -> str:
    """The form of the schema ``value`` that the field ``role`` holds.

    ``engine`` (only of an ``input_schema``) where a property has a boolean ``required``, a
    ``default_value`` or one of the engine's type names, and no ``$schema`` claims a dialect; ``map`` for
    a bare map of properties, a ``required`` list of their names beside them or not; else ``json-schema``,
    also for what is no schema at all.
    """
    if not isinstance(value, dict) or not value:
        return JSON_SCHEMA
    if role == "input_schema" and "$schema" not in value and _is_engine(value):
        return ENGINE
    return MAP if _is_map(value) else JSON_SCHEMA


def _is_engine(value: dict[str, object]) -> bool:
    properties = value.get("properties")
    if not isinstance(properties, dict):
        return False
    for schema in properties.values():
        if isinstance(schema, dict):
            declared = schema.get("type")
            if (
                isinstance(schema.get("required"), bool)
                or "default_value" in schema
                or (isinstance(declared, str) and declared in ENGINE_TYPES)
            ):
                return True
    return False


def listed_properties(schema: dict[str, object]) -> dict[str, object]:
    """The properties in a bare map: all of it but a ``required`` list."""
    return {name: value for name, value in schema.items() if name != "required" or isinstance(value, dict)}


def listed_names(schema: dict[str, object]) -> list[str]:
    """The names in the ``required`` list of a bare map."""
    listed = schema.get("required")
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _is_map(value: dict[str, object]) -> bool:
    if listed_names(value):
        value = listed_properties(value)
        if not value:
            return False
    if not all(isinstance(schema, dict) and _looks_like_property(schema) for schema in value.values()):
        return False
    structure = _TAKES_OBJECT.intersection(value)
    if not structure:
        # `title` and `type` may be two fields; one alone is rather a keyword with a wrong value.
        return len(value) > 1 or next(iter(value)) not in ANY_KEYWORDS
    # `{"items": {...}}` alone is a schema, `{"items": {...}, "total": {...}}` a map of two fields.
    return structure <= _FIELD_NAMES and any(key not in ANY_KEYWORDS for key in value)


def _looks_like_property(schema: dict[str, object]) -> bool:
    return any(key in schema and isinstance(schema[key], kind) for key, kind in _MARKS.items())
