"""Whether a value that a schema carries (a default, an example) fits that schema."""

from __future__ import annotations

from typing import Any

from .dialects import DRAFT_03
from .forms import JSON_SCHEMA
from .json_values import is_of, key_of, words
from .metaschema import violations
from .references import LOCAL, references_in, references_of
from .subschemas import Subschema, Subschemas
from .values import TYPES

_ROOT = "urn:wflint:schema"

_SILENT = frozenset(
    """
    $comment contentEncoding contentMediaType default default_value deprecated description enumDescriptions
    enumNames example examples format markdownDescription nullable readOnly title writeOnly
    """.split()
)
"""Keywords that refuse nothing."""

_SIZES = {
    "minLength": (str, "it is shorter than 'minLength'"),
    "maxLength": (str, "it is longer than 'maxLength'"),
    "minItems": (list, "it has fewer items than 'minItems'"),
    "maxItems": (list, "it has more items than 'maxItems'"),
    "minProperties": (dict, "it has fewer properties than 'minProperties'"),
    "maxProperties": (dict, "it has more properties than 'maxProperties'"),
}


def misfit(schemas: Subschemas, subschema: Subschema, value: object, form: str, without: tuple[str, ...] = ()) -> str | None:
    """Why ``value`` does not fit ``subschema`` (its keywords ``without`` left aside), or ``None``.

    ``None`` too where that cannot be told: a broken schema, an unknown dialect, references that leave the
    document.
    """
    schema = {key: held for key, held in subschema.value.items() if key not in without}
    if subschema.is_reference:
        schema = {"$ref": schema["$ref"]}
    if form != JSON_SCHEMA:
        schema = _standard(schema)
    if not schemas.known:
        return None
    plain = _judge_plainly(schema, value, subschema.dialect.booleans)
    if plain is not True:
        return plain if isinstance(plain, str) else _validate(schemas, subschema, schema, value, form)
    return None


def _standard(schema: dict[str, object]) -> dict[str, object]:
    """A property's schema in the engine's own form, without what JSON Schema does not know."""
    return {
        key: value
        for key, value in schema.items()
        if not (key == "required" and isinstance(value, bool)) and not (key == "type" and value not in TYPES)
    }


def _judge_plainly(schema: dict[str, object], value: object, booleans: bool) -> bool | str | None:
    """The verdict on simple schemas, which nearly all are: true, the reason against it, or ``None``."""
    for keyword, held in schema.items():
        if keyword in _SILENT or keyword[:2] == "x-":
            continue
        if keyword == "type":
            names = [held] if isinstance(held, str) else held
            if not isinstance(names, list) or not names or not all(name in TYPES for name in names):
                return None
            if not is_of(value, frozenset(names)):
                return "it is not of type " + " or ".join(f"'{name}'" for name in names)
        elif keyword == "enum" and isinstance(held, list):
            if key_of(value) not in {key_of(item) for item in held}:
                shown = ", ".join(words(item) for item in held[:4]) + (", …" if len(held) > 4 else "")
                return f"it is not one of {shown}"
        elif keyword == "const":
            if key_of(value) != key_of(held):
                return f"it is not {words(held)}"
        elif keyword in ("minimum", "maximum"):
            if "exclusiveMinimum" in schema or "exclusiveMaximum" in schema:
                return None
            reason = _compare(keyword, held, value)
            if reason is not True:
                return reason
        elif keyword in _SIZES:
            kind, reason_text = _SIZES[keyword]
            if isinstance(held, bool) or not isinstance(held, int):
                return None
            if isinstance(value, kind):
                size = len(value)
                if size < held if keyword[:3] == "min" else size > held:
                    return f"{reason_text} {held}"
        else:
            return None
    return True


def _compare(keyword: str, held: object, value: object) -> bool | str | None:
    if isinstance(held, bool) or not isinstance(held, (int, float)):
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    if keyword == "minimum":
        return f"it is below 'minimum' {words(held)}" if value < held else True
    return f"it is above 'maximum' {words(held)}" if value > held else True


def _validate(schemas: Subschemas, subschema: Subschema, schema: dict[str, object], value: object, form: str) -> str | None:
    """The verdict of a real validator."""
    dialect = subschema.dialect
    if dialect is DRAFT_03 or form != JSON_SCHEMA or not _is_sound(schemas):
        return None
    import jsonschema_rs

    options: dict[str, Any] = {"validate_formats": False}
    asked: dict[str, object] = {**schema, "$schema": dialect.uri}
    try:
        if any(True for _ in references_in(schemas)):
            root = schemas.value
            if not isinstance(root, dict) or schemas.having("$id") or schemas.having("id"):
                return None
            options["registry"] = jsonschema_rs.Registry([(_ROOT, {**root, "$schema": dialect.uri})])
            asked = _reaching_root(asked)
        validator = jsonschema_rs.validator_for(asked, **options)
        error = next(validator.iter_errors(value), None)
    except (ValueError, TypeError, RecursionError, jsonschema_rs.ReferencingError, jsonschema_rs.ValidationError):
        return None  # a feature that this validator lacks (a pattern, say) is no fault of the value
    return None if error is None else _words(error)


def _reaching_root(value: Any) -> Any:
    """The schema with its local references led to the whole schema it was cut out of."""
    if isinstance(value, list):
        return [_reaching_root(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _ROOT + held if key == "$ref" and isinstance(held, str) and held[:1] == "#" else _reaching_root(held)
        for key, held in value.items()
    }


def _is_sound(schemas: Subschemas) -> bool:
    """Whether a validator can be asked: no fault in the schema, every reference local and progressing."""
    from .cycles import cycles

    if any(True for _ in violations(schemas, JSON_SCHEMA)):
        return False
    references = references_of(schemas)
    for subschema, keyword, _, _ in references_in(schemas):
        if keyword != "$ref" or references.target(subschema, keyword).status != LOCAL:
            return False
    return not any(True for _ in cycles(schemas))


def _words(error: Any) -> str:
    message = str(error.message)
    where = "/".join(str(part) for part in error.instance_path)
    text = message.replace('"', "'")
    text = text if len(text) <= 120 else text[:119] + "…"
    return f"{text}, at '{where}'" if where else text
