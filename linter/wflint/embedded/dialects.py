"""The dialects of JSON Schema: which one ``$schema`` names, and the keywords each knows."""

from __future__ import annotations

import re
from typing import NamedTuple

from . import values as v
from .value_kind import Kind


class Dialect(NamedTuple):
    """One dialect.

    ``keywords`` says what value each keyword takes. ``id`` is the keyword that gives a schema its URI.
    Where ``ref_siblings`` is false, everything beside a ``$ref`` is ignored; where ``booleans`` is false,
    ``true`` and ``false`` are no schemas. ``needs`` names keywords that must stand beside others.
    """

    name: str
    uri: str
    keywords: dict[str, Kind]
    id: str = "$id"
    ref_siblings: bool = True
    booleans: bool = True
    needs: tuple[tuple[str, str], ...] = ()


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
    "definitions": v.LOOSE_MAP,
    "$defs": v.LOOSE_MAP,
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

_EXCLUSIVE = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))

DRAFT_03 = Dialect(
    "draft-03", "http://json-schema.org/draft-03/schema#", _DRAFT_03, "id", False, False, _EXCLUSIVE
)
DRAFT_04 = Dialect(
    "draft-04", "http://json-schema.org/draft-04/schema#", _DRAFT_04, "id", False, False, _EXCLUSIVE
)
DRAFT_06 = Dialect("draft-06", "http://json-schema.org/draft-06/schema#", _DRAFT_06, ref_siblings=False)
DRAFT_07 = Dialect("draft-07", "http://json-schema.org/draft-07/schema#", _DRAFT_07, ref_siblings=False)
DRAFT_2019_09 = Dialect("2019-09", "https://json-schema.org/draft/2019-09/schema", _DRAFT_2019_09)
DRAFT_2020_12 = Dialect("2020-12", "https://json-schema.org/draft/2020-12/schema", _DRAFT_2020_12)

DIALECTS = (DRAFT_03, DRAFT_04, DRAFT_06, DRAFT_07, DRAFT_2019_09, DRAFT_2020_12)

ANY_KEYWORDS: frozenset[str] = frozenset().union(*(dialect.keywords for dialect in DIALECTS))
"""Every keyword of every dialect."""

_BY_NAME = {dialect.uri.partition("://")[2].rstrip("#"): dialect for dialect in DIALECTS}

_METASCHEMA = r"https?://json-schema\.org/(draft-0[3467]|draft/20(19-09|20-12))/(schema|meta/[\w-]+)(#|$)"


def dialect_of(uri: str) -> Dialect | None:
    """The dialect that a ``$schema`` names, or ``None``; ``https`` and an empty fragment make no odds."""
    scheme, _, rest = uri.partition("://")
    return _BY_NAME.get(rest.removesuffix("#")) if scheme in ("http", "https") else None


def is_metaschema(uri: str) -> bool:
    """Whether a reference leads to (or into) one of the official metaschemas."""
    return re.match(_METASCHEMA, uri) is not None
