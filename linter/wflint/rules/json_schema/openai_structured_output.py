"""A schema outside the subset that OpenAI's structured output accepts (off by default).

With `strict` structured output the API refuses such a schema when the request is made, so the run fails at
its first step. The subset, as its documentation has it in 2026: an object at the root (no `anyOf` there),
`additionalProperties: false` and every property in `required` on every object, no `allOf`, `not`, `if`, …, at
most 10 levels of objects, 5,000 properties, 1,000 enum values and 120,000 characters of names and values.
Select the rule where Asteroid output schemas, or requests of your own, are sent on to such a model.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.forms import JSON_SCHEMA
from ...embedded.subschemas import Subschema, Subschemas
from ...model import SchemaDocument
from ...problem import Path, Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    enabled=False,
    related=("non-object-schema", "invalid-json-schema"),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"number": {"type": ["string", "null"]}},
                           "required": ["number"], "additionalProperties": false}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}, "to": {"not": {"type": "null"}}},
             ^^^^^^^^^^^^^^^ structured output needs 'additionalProperties' false on every object
                                                                                              ^^^^ structured output needs every property in 'required', and 'to' is not
                                                                                                     ^^^^^ structured output does not take 'not'
                               "required": ["number"]}}
            """),
    ),
)

_REFUSED = (
    *("allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies"),
    *("patternProperties", "propertyNames", "minProperties", "maxProperties", "unevaluatedProperties"),
    *(
        "prefixItems",
        "additionalItems",
        "unevaluatedItems",
        "contains",
        "minContains",
        "maxContains",
        "uniqueItems",
    ),
    *("$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "contentSchema"),
)

_LEVELS, _PROPERTIES, _ENUM_VALUES, _CHARACTERS = 10, 5_000, 1_000, 120_000

_LONG_ENUM, _LONG_ENUM_CHARACTERS = 250, 15_000


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Everything outside the subset."""
    root = schema.subschemas.root
    if schema.form != JSON_SCHEMA or root is None:
        return
    if "anyOf" in root.value:
        yield Problem(
            Place((*root.path, "anyOf"), key=True), "structured output takes no 'anyOf' at the root"
        )
    elif root.value.get("type") != "object" and "$ref" not in root.value:
        yield Problem(_own_place(root), 'structured output needs "type": "object" at the root')
    for keyword in _REFUSED:
        for subschema in schema.subschemas.having(keyword):
            place = Place((*subschema.path, keyword), key=True)
            yield Problem(place, f"structured output does not take '{keyword}'")
    for subschema in schema.subschemas.all:
        if _is_object(subschema):
            yield from _open_object(subschema)
    yield from _limits(schema.subschemas, root)


def _is_object(subschema: Subschema) -> bool:
    if "properties" in subschema.value:
        return True
    return "type" in subschema.value and "object" in subschema.types


def _own_place(subschema: Subschema) -> Place:
    """Where something missing from a schema is shown: its key, or itself in a list."""
    return Place(subschema.path, key=bool(subschema.path) and isinstance(subschema.path[-1], str))


def _open_object(subschema: Subschema) -> Iterator[Problem]:
    value = subschema.value
    if "additionalProperties" not in value:
        yield Problem(
            _own_place(subschema), "structured output needs 'additionalProperties' false on every object"
        )
    elif value["additionalProperties"] is not False:
        place = Place((*subschema.path, "additionalProperties"))
        yield Problem(place, "structured output needs 'additionalProperties' false on every object")
    properties, required = value.get("properties"), value.get("required")
    listed = required if isinstance(required, list) else []
    for name in properties if isinstance(properties, dict) else ():
        if name not in listed:
            yield Problem(
                Place((*subschema.path, "properties", name), key=True),
                f"structured output needs every property in 'required', and '{name}' is not",
                help='let it be left out by "type": ["string", "null"] instead',
            )


def _limits(schemas: Subschemas, root: Subschema) -> Iterator[Problem]:
    place = _own_place(root)
    properties = [
        name
        for subschema in schemas.having("properties")
        if isinstance(held := subschema.value["properties"], dict)
        for name in held
    ]
    if len(properties) > _PROPERTIES:
        yield Problem(place, f"structured output takes {_PROPERTIES:,} properties, not {len(properties):,}")
    enums = [
        (subschema, held)
        for subschema in schemas.having("enum")
        if isinstance(held := subschema.value["enum"], list)
    ]
    count = sum(len(held) for _, held in enums)
    if count > _ENUM_VALUES:
        yield Problem(place, f"structured output takes {_ENUM_VALUES:,} enum values, not {count:,}")
    for subschema, held in enums:
        size = sum(len(value) for value in held if isinstance(value, str))
        if len(held) > _LONG_ENUM and size > _LONG_ENUM_CHARACTERS:
            message = (
                f"structured output takes {_LONG_ENUM_CHARACTERS:,} characters in a long enum, not {size:,}"
            )
            yield Problem(Place((*subschema.path, "enum")), message)
    texts = [*properties, *(str(value) for _, held in enums for value in held)]
    texts += [str(subschema.value["const"]) for subschema in schemas.having("const")]
    for keyword in ("$defs", "definitions"):
        for subschema in schemas.having(keyword):
            held_names = subschema.value[keyword]
            texts += list(held_names) if isinstance(held_names, dict) else []
    size = sum(map(len, texts))
    if size > _CHARACTERS:
        yield Problem(
            place, f"structured output takes {_CHARACTERS:,} characters of names and values, not {size:,}"
        )
    yield from _depth(schemas)


def _depth(schemas: Subschemas) -> Iterator[Problem]:
    """The first object on each road that lies too deep; what is inside it is not said again."""
    levels: dict[Path, int] = {}
    for subschema in schemas.all:  # parents come before children
        above = levels.get(subschema.parent.path, 0) if subschema.parent is not None else 0
        level = above + (1 if _is_object(subschema) else 0)
        levels[subschema.path] = level
        if level == _LEVELS + 1 and above == _LEVELS:
            yield Problem(
                _own_place(subschema),
                f"structured output takes {_LEVELS} levels of objects, this is one more",
            )
