"""Whether a value that a schema carries (a default, an example) fits that schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .dialects import DRAFT_03
from .expansion import expansion
from .forms import JSON_SCHEMA
from .json_values import is_of, key_of
from .metaschema import violations
from .references import LOCAL, references_in, references_of
from .subschemas import Subschema, Subschemas
from .type_names import TYPES

_ROOT = "urn:wflint:schema"

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

_UNDECIDED = ("backtrackLimitExceeded", "regexEngineFailure", "referencing", "fromUtf8")
"""Errors of the validator's own, which say nothing of the value."""

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
        return _validate(schemas, subschema, schema, value)
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
        if keyword in _SILENT or keyword[:2] == "x-":
            continue
        judge = _PLAIN.get(keyword)
        fits = judge(held, value) if judge is not None else None
        if fits is None:
            return None
        if not fits:
            from .misfit_words import say

            return say(keyword, held, value)
    return ""


def _fits_type(held: object, value: object) -> bool | None:
    names = [held] if isinstance(held, str) else held
    if not isinstance(names, list) or not names or not all(name in TYPES for name in names):
        return None
    return is_of(value, names)


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


class Validation:
    """A real validator over one embedded schema, asked only where the plain verdict cannot be given."""

    __slots__ = ("_recursive", "_registry", "usable")

    def __init__(self, schemas: Subschemas) -> None:
        self._registry: Any = None
        self.usable = schemas.dialect is not DRAFT_03 and _is_sound(schemas)
        self._recursive = False
        if self.usable:
            self.usable, self._recursive = expansion(schemas)
        if self.usable and any(True for _ in references_in(schemas)):
            root = schemas.value
            if not isinstance(root, dict) or schemas.having("$id") or schemas.having("id"):
                self.usable = False
            else:
                self._registry = {**root, "$schema": schemas.dialect.uri}

    def reason(self, schema: dict[str, object], uri: str, value: object) -> str | None:
        """Why the value does not fit, in words; ``None`` also where the validator cannot tell."""
        if self._recursive and _is_nested(value):
            return None  # each level may take as many times longer as there are references to come back by
        import jsonschema_rs

        options: dict[str, Any] = {"validate_formats": False}
        asked: dict[str, object] = {**schema, "$schema": uri}
        refused = (
            ValueError,
            TypeError,
            RecursionError,
            jsonschema_rs.ReferencingError,
            jsonschema_rs.ValidationError,
        )
        try:
            if self._registry is not None:
                if isinstance(self._registry, dict):
                    self._registry = jsonschema_rs.Registry([(_ROOT, self._registry)])
                options["registry"] = self._registry
                asked = {key: _reaching_root(held, key) for key, held in asked.items()}
            error = next(jsonschema_rs.validator_for(asked, **options).iter_errors(value), None)
        except refused:
            return None  # a feature that this validator lacks (a pattern, say) is no fault of the value
        if error is None or error.kind.name in _UNDECIDED:
            return None
        from .misfit_words import say_error

        return say_error(error)


def _is_nested(value: object) -> bool:
    """Whether there are values three levels down in ``value``."""
    level = [value]
    for _ in range(3):
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        ]
    return bool(level)


def _validate(
    schemas: Subschemas, subschema: Subschema, schema: dict[str, object], value: object
) -> str | None:
    if not isinstance(schemas.validation, Validation):
        schemas.validation = Validation(schemas)
    if not schemas.validation.usable:
        return None
    return schemas.validation.reason(schema, subschema.dialect.uri, value)


def _reaching_root(value: object, keyword: str) -> object:
    """A part of a schema with its local references led to the whole schema it was cut out of."""
    if isinstance(value, list):
        return [_reaching_root(item, "") for item in value]
    if isinstance(value, dict):
        return {key: _reaching_root(held, key) for key, held in value.items()}
    return _ROOT + value if keyword == "$ref" and isinstance(value, str) and value[:1] == "#" else value


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
