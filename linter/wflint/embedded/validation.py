"""Whether a value fits a schema that only a real validator can judge."""

from __future__ import annotations

from typing import Any

from .dialects import DRAFT_03
from .expansion import expansion
from .forms import JSON_SCHEMA
from .metaschema import violations
from .references import LOCAL, references_in, references_of
from .subschemas import Subschema, Subschemas
from .validators import UNDECIDED, validator_for

_ROOT = "urn:wflint:schema"


class Validation:
    """A real validator over one embedded schema, asked only where the plain verdict cannot be given."""

    __slots__ = ("_recursive", "_resources", "usable")

    def __init__(self, schemas: Subschemas) -> None:
        self._resources: dict[str, Any] = {}
        self.usable = schemas.dialect is not DRAFT_03 and _is_sound(schemas)
        self._recursive = False
        if self.usable:
            self.usable, self._recursive = expansion(schemas)
        if self.usable and any(True for _ in references_in(schemas)):
            root = schemas.value
            if not isinstance(root, dict) or schemas.having("$id") or schemas.having("id"):
                self.usable = False
            else:
                self._resources = {_ROOT: {**root, "$schema": schemas.dialect.uri}}

    def reason(self, schema: dict[str, object], uri: str, value: object) -> str | None:
        """Why the value does not fit, in words; ``None`` also where the validator cannot tell."""
        if self._recursive and _is_nested(value):
            return None  # each level may take as many times longer as there are references to come back by
        asked: dict[str, Any] = {**schema, "$schema": uri}
        if self._resources:
            asked = {key: _reaching_root(held, key) for key, held in asked.items()}
        try:
            errors = validator_for(asked, self._resources).iter_errors(value)
            error = next((error for error in errors if error.kind.name not in UNDECIDED), None)
        except (ValueError, TypeError, RecursionError):
            return None  # a feature that the validator lacks (a pattern, say) is no fault of the value
        if error is None:
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


def validate(
    schemas: Subschemas, subschema: Subschema, schema: dict[str, object], value: object
) -> str | None:
    """Why ``value`` does not fit ``schema``, ``subschema`` or part of it; ``None`` as of ``misfit``."""
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
