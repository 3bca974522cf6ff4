"""The dialects of JSON Schema: which one ``$schema`` names, and the keywords each knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..named_tuple import NamedTuple

if TYPE_CHECKING:
    from .value_kind import Kind


class Dialect(NamedTuple):
    """One dialect.

    ``keywords`` says which subschemas the value of each keyword holds: ``one``, a ``list`` or a ``map`` of
    them, ``either`` one or a list, draft-03's list of names and schemas for a ``type``, a ``loose`` map of
    them that no metaschema reaches (definitions under a name that the dialect does not know), or none
    (``""``). ``id`` is the keyword that gives a schema its URI. Where ``ref_siblings`` is false, everything
    beside a ``$ref`` is ignored; where ``booleans`` is false, ``true`` and ``false`` are no schemas.
    ``needs`` names keywords that must stand beside others.
    """

    name: str
    uri: str
    keywords: dict[str, str]
    id: str = "$id"
    ref_siblings: bool = True
    booleans: bool = True
    needs: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> dict[str, Kind]:
        """What value each keyword takes: asked of schemas that are not plainly right."""
        from .keyword_kinds import KINDS

        return KINDS[self.name]


def _without(keywords: dict[str, str], *names: str) -> dict[str, str]:
    return {keyword: holds for keyword, holds in keywords.items() if keyword not in names}


_DRAFT_03 = {
    **dict.fromkeys(("$ref", "$schema", "id", "title", "description", "default", "format", "enum"), ""),
    **dict.fromkeys(
        ("required", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "divisibleBy"), ""
    ),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "pattern", "minLength", "maxLength"), ""),
    "type": "type",
    "disallow": "type",
    "extends": "either",
    "properties": "map",
    "patternProperties": "map",
    "additionalProperties": "one",
    "items": "either",
    "additionalItems": "one",
    "dependencies": "map",
    "definitions": "loose",
    "$defs": "loose",
}

_DRAFT_04 = {
    **_without(_DRAFT_03, "disallow", "extends", "divisibleBy"),
    **dict.fromkeys(("multipleOf", "minProperties", "maxProperties"), ""),
    "type": "",
    "allOf": "list",
    "anyOf": "list",
    "oneOf": "list",
    "not": "one",
    "definitions": "map",
}

_DRAFT_06 = {
    **_without(_DRAFT_04, "id"),
    **dict.fromkeys(("$id", "const", "examples"), ""),
    "contains": "one",
    "propertyNames": "one",
}

_DRAFT_07 = {
    **_DRAFT_06,
    **dict.fromkeys(("$comment", "readOnly", "contentMediaType", "contentEncoding"), ""),
    **dict.fromkeys(("if", "then", "else"), "one"),
}

_DRAFT_2019_09 = {
    **_DRAFT_07,
    **dict.fromkeys(("$anchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "dependentRequired"), ""),
    **dict.fromkeys(("minContains", "maxContains", "deprecated", "writeOnly"), ""),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "contentSchema"), "one"),
    "dependentSchemas": "map",
    "$defs": "map",
}

_DRAFT_2020_12 = {
    **_without(_DRAFT_2019_09, "additionalItems"),
    **dict.fromkeys(("$dynamicRef", "$dynamicAnchor"), ""),
    "items": "one",
    "prefixItems": "list",
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

REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
"""The keywords that refer to another schema."""

_BY_NAME = {dialect.uri.partition("://")[2].rstrip("#"): dialect for dialect in DIALECTS}

_METASCHEMA = r"https?://json-schema\.org/(draft-0[3467]|draft/20(19-09|20-12))/(schema|meta/[\w-]+)(#|$)"


def dialect_of(uri: str) -> Dialect | None:
    """The dialect that a ``$schema`` names, or ``None``; ``https`` and an empty fragment make no odds."""
    scheme, _, rest = uri.partition("://")
    return _BY_NAME.get(rest.removesuffix("#")) if scheme in ("http", "https") else None


def is_metaschema(uri: str) -> bool:
    """Whether a reference leads to (or into) one of the official metaschemas."""
    return re.match(_METASCHEMA, uri) is not None
