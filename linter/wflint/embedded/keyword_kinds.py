"""What value each keyword of each dialect takes."""

from __future__ import annotations

from . import values as v
from .value_kind import Kind


def _without(keywords: dict[str, Kind], *names: str) -> dict[str, Kind]:
    return {keyword: kind for keyword, kind in keywords.items() if keyword not in names}


_ANNOTATIONS = {"title": v.STRING, "description": v.STRING, "default": v.ANY, "format": v.STRING}

_DRAFT_03: dict[str, Kind] = {
    **_ANNOTATIONS,
    "$ref": v.STRING,
    "$schema": v.STRING,
    "id": v.STRING,
    "type": v.TYPE_03,
    "disallow": v.TYPE_03,
    "extends": v.ITEMS_03,
    "properties": v.OBJECT_MAP,
    "patternProperties": v.OBJECT_MAP,
    "additionalProperties": v.OBJECT_OR_BOOLEAN,
    "items": v.ITEMS_03,
    "additionalItems": v.OBJECT_OR_BOOLEAN,
    "dependencies": v.DEPENDENCIES_03,
    "required": v.BOOLEAN,
    "minimum": v.NUMBER,
    "maximum": v.NUMBER,
    "exclusiveMinimum": v.BOOLEAN,
    "exclusiveMaximum": v.BOOLEAN,
    "divisibleBy": v.POSITIVE,
    "minItems": v.STRICT_COUNT,
    "maxItems": v.STRICT_COUNT,
    "uniqueItems": v.BOOLEAN,
    "pattern": v.STRING,
    "minLength": v.STRICT_COUNT,
    "maxLength": v.INTEGER,
    "enum": v.LIST,
    "definitions": v.ANY,
    "$defs": v.ANY,
}

_DRAFT_04: dict[str, Kind] = {
    **_without(_DRAFT_03, "disallow", "extends", "divisibleBy"),
    "$ref": v.ANY,
    "type": v.TYPE,
    "required": v.SOME_NAMES,
    "multipleOf": v.POSITIVE,
    "items": v.ITEMS_04,
    "dependencies": v.DEPENDENCIES_04,
    "maxLength": v.STRICT_COUNT,
    "minProperties": v.STRICT_COUNT,
    "maxProperties": v.STRICT_COUNT,
    "allOf": v.OBJECTS,
    "anyOf": v.OBJECTS,
    "oneOf": v.OBJECTS,
    "not": v.OBJECT,
    "definitions": v.OBJECT_MAP,
}

_DRAFT_06: dict[str, Kind] = {
    **_without(_DRAFT_04, "id"),
    **{name: v.COUNT for name, kind in _DRAFT_04.items() if kind is v.STRICT_COUNT},
    **{name: v.MAP for name, kind in _DRAFT_04.items() if kind is v.OBJECT_MAP},
    **{name: v.SCHEMAS for name, kind in _DRAFT_04.items() if kind is v.OBJECTS},
    "$id": v.STRING,
    "$ref": v.STRING,
    "required": v.NAMES,
    "exclusiveMinimum": v.NUMBER,
    "exclusiveMaximum": v.NUMBER,
    "items": v.ITEMS,
    "dependencies": v.DEPENDENCIES,
    "not": v.SCHEMA,
    "const": v.ANY,
    "contains": v.SCHEMA,
    "propertyNames": v.SCHEMA,
    "examples": v.LIST,
}

_DRAFT_07: dict[str, Kind] = {
    **_DRAFT_06,
    "$comment": v.STRING,
    "readOnly": v.BOOLEAN,
    "contentMediaType": v.STRING,
    "contentEncoding": v.STRING,
    "if": v.SCHEMA,
    "then": v.SCHEMA,
    "else": v.SCHEMA,
}

_DRAFT_2019_09: dict[str, Kind] = {
    **_DRAFT_07,
    "$id": v.ID,
    "$anchor": v.ANCHOR_2019,
    "$recursiveRef": v.STRING,
    "$recursiveAnchor": v.BOOLEAN,
    "$vocabulary": v.VOCABULARY,
    "$defs": v.MAP,
    "dependentSchemas": v.MAP,
    "dependentRequired": v.NAME_LISTS,
    "unevaluatedItems": v.SCHEMA,
    "unevaluatedProperties": v.SCHEMA,
    "minContains": v.COUNT,
    "maxContains": v.COUNT,
    "deprecated": v.BOOLEAN,
    "writeOnly": v.BOOLEAN,
    "contentSchema": v.SCHEMA,
}

_DRAFT_2020_12: dict[str, Kind] = {
    **_without(_DRAFT_2019_09, "additionalItems"),
    "$anchor": v.ANCHOR,
    "$dynamicRef": v.STRING,
    "$dynamicAnchor": v.ANCHOR,
    "$recursiveAnchor": v.ANCHOR,
    "items": v.SCHEMA,
    "prefixItems": v.SCHEMAS,
}

KINDS = {
    "draft-03": _DRAFT_03,
    "draft-04": _DRAFT_04,
    "draft-06": _DRAFT_06,
    "draft-07": _DRAFT_07,
    "2019-09": _DRAFT_2019_09,
    "2020-12": _DRAFT_2020_12,
}
"""For each dialect, by its name, what each of its keywords takes; no keyword beside those it knows."""
