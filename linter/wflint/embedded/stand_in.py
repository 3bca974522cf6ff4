"""python-jsonschema in the place of jsonschema-rs, with errors that read like its.

A hundred times as slow, and here only for platforms that jsonschema-rs has no wheel for. Tests hold the two
together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from ..named_tuple import NamedTuple
from ..problem import Path
from .dialects import DRAFT_03, DRAFT_2020_12, Dialect, dialect_of

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_OF_ITS_OWN = ("additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties")
"""Where ``false`` has errors of its own; elsewhere ``{"not": {}}`` stands for it: python-jsonschema does
not tell which part of the value met it."""

_ORDER = {
    keyword: number
    for number, keyword in enumerate(
        (
            *("type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
            *(
                "multipleOf",
                "minLength",
                "maxLength",
                "pattern",
                "minProperties",
                "maxProperties",
                "required",
            ),
            *("dependentRequired", "dependencies", "properties", "patternProperties", "additionalProperties"),
            *("propertyNames", "dependentSchemas", "minItems", "maxItems", "uniqueItems", "items"),
            *("additionalItems", "prefixItems", "contains", "allOf", "anyOf", "oneOf", "not", "if", "$ref"),
            *("unevaluatedItems", "unevaluatedProperties"),
        )
    )
}
"""The order in which jsonschema-rs goes through a schema, whatever the order in the file."""


class Kind(NamedTuple):
    """What an error is of."""

    name: str
    value: Any


class Alternatives(NamedTuple):
    """The same of ``anyOf`` and ``oneOf``; ``context`` has for each alternative its errors."""

    name: str
    value: Any
    context: list[list[Error]]


class Error(NamedTuple):
    """An error, with what is read of jsonschema-rs' errors."""

    kind: Kind | Alternatives
    instance: Any
    instance_path: list[str | int]
    schema_path: list[str | int]


class StandIn:
    """A validator for ``schema``, as ``validators.validator_for`` describes it."""

    def __init__(self, schema: dict[str, Any], resources: dict[str, dict[str, Any]]) -> None:
        from jsonschema.exceptions import SchemaError
        from jsonschema.validators import extend, validator_for
        from referencing import Registry
        from referencing.jsonschema import specification_with

        declared = schema.get("$schema", DRAFT_2020_12.uri)
        dialect = dialect_of(declared) if isinstance(declared, str) else None
        if dialect is None or dialect is DRAFT_03:
            raise ValueError(f"'{declared}' is not known")
        made = validator_for({"$schema": dialect.uri})
        self._paths: dict[int, Path] = {}
        self._false: set[int] = set()
        registry: Registry[Any] = Registry()
        try:
            made.check_schema(schema)
            specification = specification_with(dialect.uri)
            for uri, contents in resources.items():
                prepared = self._prepared(contents, dialect, ())
                registry = registry.with_resource(uri, specification.create_resource(prepared))
            ordered = extend(  # type: ignore[no-untyped-call]
                made, {"properties": _properties, "additionalProperties": _additional_properties}
            )
            self._validator = ordered(self._prepared(schema, dialect, ()), registry=registry)
        except (SchemaError, TypeError, RecursionError, re.error) as error:
            raise ValueError(str(error)) from None

    def iter_errors(self, instance: object) -> list[Error]:
        """Every keyword that ``instance`` breaks. Raises :class:`ValueError` where that cannot be told."""
        from referencing.exceptions import Unresolvable

        try:
            return [
                self._read(error, instance) for error in self._validator.iter_errors(cast("Any", instance))
            ]
        except (Unresolvable, TypeError, RecursionError, re.error) as error:
            raise ValueError(str(error)) from None

    def _prepared(self, schema: dict[str, Any], dialect: Dialect, path: Path) -> dict[str, Any]:
        """A copy in jsonschema-rs' order and without ``false``; where its parts stand is remembered."""
        copy = {}
        for keyword in sorted(schema, key=lambda keyword: _ORDER.get(keyword, 0)):
            held, holds, at = schema[keyword], dialect.keywords.get(keyword, ""), (*path, keyword)
            if keyword == "$ref" and not isinstance(held, str):
                continue  # draft-04 lets it stand, and it refers to nothing
            if keyword == "pattern":
                re.compile(held)
            if holds in ("map", "loose") and isinstance(held, dict):
                if keyword == "patternProperties":
                    any(map(re.compile, held))
                held = {name: self._part(item, dialect, (*at, name)) for name, item in held.items()}
            elif isinstance(held, list) and holds:
                held = [self._part(item, dialect, (*at, index)) for index, item in enumerate(held)]
            elif holds and keyword not in _OF_ITS_OWN:
                held = self._part(held, dialect, at)
            elif holds and isinstance(held, dict):
                held = self._prepared(held, dialect, at)
            copy[keyword] = held
        self._paths[id(copy)] = path
        return copy

    def _part(self, value: object, dialect: Dialect, path: Path) -> object:
        if isinstance(value, dict):
            return self._prepared(value, dialect, path)
        if value is not False:
            return value
        stands: dict[str, Any] = {"not": {}}
        self._false.add(id(stands))
        self._paths[id(stands)] = path
        return stands

    def _read(self, error: ValidationError, instance: object) -> Error:
        path = list(error.absolute_path)
        schema: Any = error.schema
        place = list(self._paths.get(id(schema), ()))
        if id(schema) in self._false:
            return Error(Kind("falseSchema", None), error.instance, path, place)
        kind = self._kind(error, schema, instance)
        place.append(kind.name if kind.name.startswith("exclusive") else str(error.validator))
        at: Any = instance
        for part in path:
            at = at[part]
        if at is not error.instance:  # the name of a property
            return Error(Kind("propertyNames", None), at, path, place)
        return Error(kind, at, path, place)

    def _kind(self, error: ValidationError, schema: dict[str, Any], instance: object) -> Kind | Alternatives:
        name, limit = str(error.validator), cast("Any", error.validator_value)
        value = cast("Any", error.instance)
        if name in ("anyOf", "oneOf"):
            context: list[list[Error]] = [[] for _ in limit]
            for inner in error.context or ():
                context[int(inner.relative_schema_path[0])].append(self._read(inner, instance))
            return Alternatives(name, limit, context)
        if name in ("minContains", "maxContains"):
            return Kind("contains", None)
        if name == "type" and isinstance(limit, list):
            return Kind(name, sorted(limit))
        if name == "additionalProperties":
            described = "properties" in schema or "patternProperties" in schema
            return Kind(name, list(_undescribed(value, schema))) if described else Kind("falseSchema", None)
        if name == "unevaluatedProperties":
            return Kind(name, [key for key in value if repr(key) in error.message])
        if name in ("required", "dependentRequired", "dependencies"):
            listed = limit if name == "required" else [key for keys in limit.values() for key in keys]
            return Kind("required", next(key for key in listed if error.message.startswith(f"{key!r} is a ")))
        if name in ("minimum", "maximum") and schema.get(f"exclusive{name.capitalize()}") is True:
            return Kind(f"exclusive{name.capitalize()}", limit)  # draft-04's
        return Kind(name, limit)


def _properties(
    validator: object, properties: dict[str, Any], value: object, _: object
) -> Iterator[ValidationError]:
    """The keyword in the order of the value, which is jsonschema-rs', not in that of the schema."""
    descend = cast("Any", validator).descend
    for name, item in value.items() if isinstance(value, dict) else ():
        if name in properties:
            yield from descend(item, properties[name], path=name, schema_path=name)


def _additional_properties(
    validator: object, limit: object, value: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """The same of this keyword, whose own order differs from run to run."""
    from jsonschema.exceptions import ValidationError

    descend = cast("Any", validator).descend
    if not isinstance(value, dict):
        return
    for name in _undescribed(value, schema):
        if limit is False:
            yield ValidationError(f"'{name}' is not described")
            return
        yield from descend(value[name], limit, path=name)


def _undescribed(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    for name in value:
        patterns = schema.get("patternProperties", ())
        if name not in schema.get("properties", ()) and not any(re.search(p, name) for p in patterns):
            yield name
