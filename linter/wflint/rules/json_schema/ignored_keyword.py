"""A keyword that has no effect where it stands.

`minLength` says nothing about an integer, and `then` nothing without `if`: what the author meant to check
is not checked. Before 2019-09 everything beside a `$ref` is ignored too, and 2020-12 dropped the array form
of `items` with its `additionalItems`. Annotations are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.subschemas import Subschema, Subschemas
from ...embedded.type_names import KNOWN_TYPES
from ...model import SchemaDocument
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    related=("unknown-schema-keyword", "unsatisfiable-schema"),
    good=(
        """
        {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
         "result_schema": {"type": "object", "properties": {"stars": {"type": "integer", "minimum": 1}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
             "result_schema": {"type": "object", "properties": {"stars": {"type": "integer", "minLength": 1}}}}
                                                                                             ^^^^^^^^^^^ 'minLength' has no effect on type 'integer'
            """),
        Example("""
            name: rate
            provider: openai
            start_url: https://example.com
            prompts: [Rate the page]
            result_schema:
              $schema: http://json-schema.org/draft-07/schema#
              type: object
              properties:
                mood: {$ref: '#/definitions/mood', maxLength: 5}
                                                   ^^^^^^^^^ 'maxLength' has no effect beside '$ref' in draft-07
              then: {required: [mood]}
              ^^^^ 'then' has no effect without 'if'
              definitions:
                mood: {type: string}
            """),
    ),
)

_ACTS_ON: dict[str, frozenset[str]] = {
    **dict.fromkeys(("minLength", "maxLength", "pattern"), frozenset({"string"})),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "divisibleBy"),
        frozenset({"integer", "number"}),
    ),
    **dict.fromkeys(
        (
            *("items", "prefixItems", "additionalItems", "contains", "minContains", "maxContains"),
            *("minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
        ),
        frozenset({"array"}),
    ),
    **dict.fromkeys(
        (
            *("properties", "patternProperties", "additionalProperties", "propertyNames", "minProperties"),
            *("maxProperties", "required", "dependencies", "dependentRequired", "dependentSchemas"),
            "unevaluatedProperties",
        ),
        frozenset({"object"}),
    ),
}

_NEEDS = {
    "then": "if",
    "else": "if",
    "minContains": "contains",
    "maxContains": "contains",
}

_PARTNERED = (*_NEEDS, "additionalItems")

_BESIDE_REF = frozenset(_ACTS_ON) | {
    *(
        "type",
        "enum",
        "const",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "extends",
        "disallow",
        "format",
    ),
}


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every keyword without effect."""
    schemas = schema.subschemas
    if not schemas.known:
        return
    if not schemas.dialect.ref_siblings:
        yield from _beside_ref(schemas)
    if schemas.has_any(_PARTNERED):
        yield from _without_partner(schemas)
    for keyword, holders in schemas.by_keyword.items():
        acting = _ACTS_ON.get(keyword)
        if acting is None:
            continue
        for subschema in holders:
            declared = subschema.value.get("type")
            if declared is not None and not (isinstance(declared, str) and declared in acting):
                yield from _on_type(subschema, keyword, declared)


def _acts(subschema: Subschema, keyword: str) -> bool:
    """Whether the keyword would act, were it elsewhere: one with a wrong value is reported as that."""
    kind = subschema.dialect.kinds.get(keyword)
    return kind is not None and kind.fits(subschema.value[keyword]) and not subschema.is_reference


def _on_type(subschema: Subschema, keyword: str, declared: object) -> Iterator[Problem]:
    acting = _ACTS_ON[keyword]
    types = subschema.types
    if types & acting or types == KNOWN_TYPES or not _acts(subschema, keyword):
        return
    if subschema.parent is None and "object" in acting:
        return  # the type is what is wrong: non-object-schema
    if isinstance(subschema.value[keyword], bool) and keyword == "required":
        return  # draft-03's, which says something about the property and nothing about its value
    names = " or ".join(f"'{name}'" for name in (declared if isinstance(declared, list) else [declared]))
    yield Problem(
        Place((*subschema.path, keyword), key=True),
        f"'{keyword}' has no effect on type {names}",
        help=f"it acts on values of type {' and '.join(sorted(acting))}",
    )


def _beside_ref(schemas: Subschemas) -> Iterator[Problem]:
    for subschema in schemas.having("$ref"):
        if subschema.is_reference:
            for keyword in subschema.value:
                kind = subschema.dialect.kinds.get(keyword)
                if keyword in _BESIDE_REF and kind is not None and kind.fits(subschema.value[keyword]):
                    yield Problem(
                        Place((*subschema.path, keyword), key=True),
                        f"'{keyword}' has no effect beside '$ref' in {subschema.dialect.name}",
                        help="put the two under 'allOf', each in a schema of its own",
                    )


def _without_partner(schemas: Subschemas) -> Iterator[Problem]:
    for keyword, needed in _NEEDS.items():
        for subschema in schemas.having(keyword):
            if needed not in subschema.value and _acts(subschema, keyword):
                place = Place((*subschema.path, keyword), key=True)
                yield Problem(place, f"'{keyword}' has no effect without '{needed}'")
    for subschema in schemas.having("additionalItems"):
        if subschema.is_reference:
            continue
        place = Place((*subschema.path, "additionalItems"), key=True)
        if "prefixItems" in subschema.dialect.keywords:
            advice = "put the schema of the further items under 'items', the first ones under 'prefixItems'"
            yield Problem(place, f"'additionalItems' has no effect in {subschema.dialect.name}", help=advice)
        elif (
            not isinstance(subschema.value.get("items"), list)
            and "array" in subschema.types
            and _acts(subschema, "additionalItems")
        ):
            yield Problem(place, "'additionalItems' has no effect unless 'items' is an array")
