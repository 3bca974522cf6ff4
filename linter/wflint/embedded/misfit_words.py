"""Why a value does not fit a schema, in words; the value itself is ``it``, a part of it ``item 2``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..shape_words import type_words
from .json_values import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema_rs import ValidationError

_IT = "it"
_LISTED = 4


def say(keyword: str, limit: Any, value: object, name: str = _IT) -> str:
    """What the value called ``name`` does against ``keyword``, whose value is ``limit``."""
    return _SAYINGS[keyword](limit, value, name)


def say_error(error: ValidationError) -> str:
    """The same of a validator's error."""
    kind, value, path = error.kind, error.instance, tuple(error.instance_path)
    if kind.name == "falseSchema":
        if error.schema_path and error.schema_path[-1] == "additionalProperties":
            return f"{_name(path)} has a property that is not allowed"
        return f"{_name(path)} is not allowed"
    if kind.name == "propertyNames":
        return f"the name of a property of {_name(path)} is not allowed: {say_error(kind.error)}"
    saying = _SAYINGS.get(kind.name)
    if saying is None:
        return f"{_name(path)} breaks '{kind.name}'"
    limit = kind.context if kind.name in ("anyOf", "oneOf") else kind.value
    return saying(limit, value, _name(path))


def _name(path: tuple[str | int, ...]) -> str:
    parts = [words(part) if isinstance(part, str) else f"item {part + 1}" for part in reversed(path)]
    return " of ".join(parts) or _IT


def _shown(value: object, name: str) -> str:
    """The value as its own name: where the message has shown it before, ``it`` is enough."""
    return _IT if name == _IT else f"{name} ({words(value)})"


def _say_type(limit: object, value: object, name: str) -> str:
    return f"{name} must be {type_words(limit)}, not {_found(value, name)}"


def _found(value: object, name: str) -> str:
    if value is None or isinstance(value, (bool, list, dict)):
        return words(value)
    what = "string" if isinstance(value, str) else "number"
    return f"a {what}" if name == _IT else f"the {what} {words(value)}"


def _say_enum(limit: list[object], value: object, name: str) -> str:
    listed = ", ".join(words(item) for item in limit[:_LISTED]) + (", …" if len(limit) > _LISTED else "")
    return f"{_shown(value, name)} is not one of {listed}"


def _say_required(limit: object, value: object, name: str) -> str:
    return f"{name} has no {words(limit)}"


def _say_unexpected(limit: list[object], value: object, name: str) -> str:
    return f"{name} has {' and '.join(words(item) for item in limit[:_LISTED])}, which is not allowed"


def _say_one_of(limit: list[list[object]], value: object, name: str) -> str:
    if sum(not errors for errors in limit) > 1:
        return f"{_shown(value, name)} fits more than one of the 'oneOf' schemas"
    return f"{_shown(value, name)} fits none of the 'oneOf' schemas"


def _against(relation: str, keyword: str) -> Callable[[Any, object, str], str]:
    return lambda limit, value, name: f"{_shown(value, name)} {relation} '{keyword}' {words(limit)}"


_SAYINGS: dict[str, Callable[[Any, object, str], str]] = {
    "type": _say_type,
    "enum": _say_enum,
    "const": lambda limit, value, name: f"{_shown(value, name)} is not {words(limit)}",
    "minimum": _against("is below", "minimum"),
    "maximum": _against("is above", "maximum"),
    "exclusiveMinimum": _against("is not above", "exclusiveMinimum"),
    "exclusiveMaximum": _against("is not below", "exclusiveMaximum"),
    "multipleOf": lambda limit, value, name: f"{_shown(value, name)} is no multiple of {words(limit)}",
    "minLength": _against("is shorter than", "minLength"),
    "maxLength": _against("is longer than", "maxLength"),
    "pattern": lambda limit, value, name: f"{_shown(value, name)} does not match {words(limit)}",
    "minItems": lambda limit, value, name: f"{name} has fewer items than 'minItems' {words(limit)}",
    "maxItems": lambda limit, value, name: f"{name} has more items than 'maxItems' {words(limit)}",
    "minProperties": lambda limit, value, name: f"{name} has fewer properties than 'minProperties' {limit}",
    "maxProperties": lambda limit, value, name: f"{name} has more properties than 'maxProperties' {limit}",
    "uniqueItems": lambda limit, value, name: f"{name} has the same item twice",
    "contains": lambda limit, value, name: f"{name} has too few or too many items that fit 'contains'",
    "required": _say_required,
    "additionalProperties": _say_unexpected,
    "unevaluatedProperties": _say_unexpected,
    "additionalItems": lambda limit, value, name: f"{name} has more items than are described",
    "unevaluatedItems": lambda limit, value, name: f"{name} has items that are not described",
    "not": lambda limit, value, name: f"{_shown(value, name)} fits the schema under 'not'",
    "anyOf": lambda limit, value, name: f"{_shown(value, name)} fits none of the 'anyOf' schemas",
    "oneOf": _say_one_of,
}
"""For each keyword (as jsonschema-rs names its kinds of error) what is said of a value that breaks it."""
