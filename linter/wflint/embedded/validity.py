"""Whether a value that a schema carries (a default, an example) fits that schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .forms import JSON_SCHEMA
from .json_values import is_of, key_of
from .subschemas import Subschema, Subschemas
from .type_names import KNOWN_TYPES, TYPES

_SILENT = frozenset(
    {
        "$comment",
        "contentEncoding",
        "contentMediaType",
        "default",
        "default_value",
        "deprecated",
        "description",
        "enumDescriptions",
        "enumNames",
        "example",
        "examples",
        "format",
        "markdownDescription",
        "nullable",
        "readOnly",
        "title",
        "writeOnly",
    }
)
"""Keywords that refuse nothing."""

Judge: TypeAlias = "Callable[[object, object], bool | None]"


def misfit(
    schemas: Subschemas, subschema: Subschema, value: object, form: str, without: tuple[str, ...] = ()
) -> str | None:
    """Why ``value`` does not fit ``subschema`` (its keywords ``without`` left aside), or ``None``.

    ``None`` too where that cannot be told: a broken schema, an unknown dialect, references that leave the
    document.
    """
    schema = subschema.value
    if without:
        schema = {key: held for key, held in schema.items() if key not in without}
    if form != JSON_SCHEMA:
        schema = _standard(schema)
    plain = _judge_plainly(schema, value)
    if plain is None and form == JSON_SCHEMA:
        from .validation import validate

        return validate(schemas, subschema, schema, value)
    return plain or None


def _standard(schema: dict[str, object]) -> dict[str, object]:
    """A property's schema in the engine's own form, without what JSON Schema does not know."""
    return {
        key: value
        for key, value in schema.items()
        if not (key == "required" and isinstance(value, bool)) and not (key == "type" and value not in TYPES)
    }


def _judge_plainly(schema: dict[str, object], value: object) -> str | None:
    """The verdict on simple schemas, which nearly all are: ``""``, the reason against it, or ``None``."""
    for keyword, held in schema.items():
        judge = _PLAIN.get(keyword)
        if judge is None:
            if keyword in _SILENT or keyword[:2] == "x-":
                continue
            return None
        fits = judge(held, value)
        if fits is None:
            return None
        if not fits:
            from .misfit_words import say

            return say(keyword, held, value)
    return ""


def _fits_type(held: object, value: object) -> bool | None:
    if isinstance(held, str):
        return is_of(value, (held,)) if held in KNOWN_TYPES else None
    if not isinstance(held, list) or not held or not all(name in TYPES for name in held):
        return None
    return is_of(value, held)


def _fits_enum(held: object, value: object) -> bool | None:
    if not isinstance(held, list):
        return None
    if isinstance(value, str) and value in held:
        return True
    return key_of(value) in {key_of(item) for item in held}


def _fits_const(held: object, value: object) -> bool:
    return key_of(value) == key_of(held)


def _bound(keyword: str, kind: type | tuple[type, ...], size: Callable[[Any], float]) -> Judge:
    def judge(held: object, value: object) -> bool | None:
        if isinstance(held, bool) or not isinstance(held, (int, float)):
            return None
        if size is len and (held < 0 or held % 1):
            return None  # such a bound is wrong itself
        if isinstance(value, bool) or not isinstance(value, kind):
            return True
        return size(value) >= held if keyword[:3] == "min" else size(value) <= held

    return judge


_PLAIN: dict[str, Judge] = {
    "type": _fits_type,
    "enum": _fits_enum,
    "const": _fits_const,
    "minimum": _bound("minimum", (int, float), lambda value: value),
    "maximum": _bound("maximum", (int, float), lambda value: value),
    "minLength": _bound("minLength", str, len),
    "maxLength": _bound("maxLength", str, len),
    "minItems": _bound("minItems", list, len),
    "maxItems": _bound("maxItems", list, len),
}
"""How the commonest keywords judge a value; draft-03 and -04's ``exclusiveMinimum`` is not among them."""
