"""Why a value does not fit a schema, in words; the value itself is ``it``, a part of it ``item 2``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .json_values import words

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}

_LISTED = 4

_SAYINGS = {
    "const": "{it} is not {limit}",
    "minimum": "{it} is below 'minimum' {limit}",
    "maximum": "{it} is above 'maximum' {limit}",
    "exclusiveMinimum": "{it} is not above 'exclusiveMinimum' {limit}",
    "exclusiveMaximum": "{it} is not below 'exclusiveMaximum' {limit}",
    "multipleOf": "{it} is no multiple of {limit}",
    "minLength": "{it} is shorter than 'minLength' {limit}",
    "maxLength": "{it} is longer than 'maxLength' {limit}",
    "pattern": "{it} does not match {limit}",
    "minItems": "{name} has fewer items than 'minItems' {limit}",
    "maxItems": "{name} has more items than 'maxItems' {limit}",
    "minProperties": "{name} has fewer properties than 'minProperties' {limit}",
    "maxProperties": "{name} has more properties than 'maxProperties' {limit}",
    "uniqueItems": "{name} has the same item twice",
    "contains": "{name} has too few or too many items that fit 'contains'",
    "required": "{name} has no {limit}",
    "additionalItems": "{name} has more items than are described",
    "unevaluatedItems": "{name} has items that are not described",
    "falseSchema": "{name} is not allowed",
    "not": "{it} fits the schema under 'not'",
    "anyOf": "{it} fits none of the 'anyOf' schemas",
    "oneOf": "{it} fits none of the 'oneOf' schemas",
}
"""What is said of a value that breaks a keyword, by jsonschema-rs' names for kinds of error."""


def say(keyword: str, limit: object, value: object, name: str = "it") -> str:
    """What the value called ``name`` does against ``keyword``, whose own value is ``limit``."""
    shown = name if name == "it" else f"{name} ({words(value)})"
    if keyword == "type":
        return f"{name} must be {_types(limit)}, not {_found(value, name)}"
    if keyword == "enum" and isinstance(limit, list):
        listed = ", ".join(map(words, limit[:_LISTED])) + (", …" if len(limit) > _LISTED else "")
        return f"{shown} is not one of {listed}"
    if keyword in ("additionalProperties", "unevaluatedProperties") and isinstance(limit, list):
        return f"{name} has {' and '.join(map(words, limit[:_LISTED]))}, which is not allowed"
    if keyword == "oneOf" and isinstance(limit, list) and sum(not errors for errors in limit) > 1:
        return f"{shown} fits more than one of the 'oneOf' schemas"
    saying = _SAYINGS.get(keyword, f"{{it}} breaks '{keyword}'")
    return saying.format(it=shown, name=name, limit=words(limit))


def say_error(error: ValidationError) -> str:
    """The same of a validator's error, whose value may be a part of the one in question."""
    kind = error.kind
    name = _name(tuple(error.instance_path))
    if kind.name == "propertyNames":
        return f"a property of {name} has a name that is not allowed"
    if kind.name == "falseSchema" and error.schema_path[-1:] == ["additionalProperties"]:
        return f"{name} has a property that is not allowed"
    return say(kind.name, getattr(kind, "context", kind.value), error.instance, name)


def _name(path: tuple[str | int, ...]) -> str:
    parts = [words(part) if isinstance(part, str) else f"item {part + 1}" for part in reversed(path)]
    return " of ".join(parts) or "it"


def _types(limit: object) -> str:
    types = limit if isinstance(limit, list) else [limit]
    return (", " if "boolean" in types else " or ").join(_TYPES.get(str(name), str(name)) for name in types)


def _found(value: object, name: str) -> str:
    if value is None or isinstance(value, (bool, list, dict)):
        return words(value)
    what = "string" if isinstance(value, str) else "number"
    # The message has quoted the value itself; a part of it has not been seen yet.
    return f"a {what}" if name == "it" else f"the {what} {words(value)}"
