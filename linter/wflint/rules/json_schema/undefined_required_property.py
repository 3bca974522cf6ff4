"""A `required` name that `properties` and `patternProperties` do not describe.

Usually a slip of the pen: the property that was meant is optional now, and every value without the
misspelled one is refused. Where `additionalProperties` is false, no value passes at all, and it is an error.
Everything that may describe the same object is seen together (`allOf`, `anyOf`, `$ref`, `if`, …). Where no
property is described at all, a `"type": "object"` that stands by itself is judged, and anything else left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...embedded.json_values import words
from ...embedded.subschemas import Subschema
from ...model import SchemaDocument
from ...nearest import nearest
from ...problem import Path, Place, Problem, Repair, SetValue, unsafe
from ...rule import ERROR, UNSAFE, WARNING, Example, Rule

if TYPE_CHECKING:
    from ...embedded.conjunction import Family

RULE = Rule(
    severity=WARNING,
    on="J",
    fix=UNSAFE,
    related=("unsatisfiable-schema", "unknown-schema-keyword"),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["nubmer"]}}
                                                                                                            ^^^^^^^^ no property 'nubmer' in the schema; did you mean 'number'?
            """,
            fixed="""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}}
            """,
        ),
        Example("""
            name: order
            provider: openai
            start_url: https://example.com
            prompts: [Order one]
            result_schema:
              type: object
              properties: {number: {type: string}}
              required: [number, customer]
                                 ^^^^^^^^ 'customer' is required, but 'additionalProperties' is false and 'customer' is not among the properties
              additionalProperties: false
            """),
    ),
)


_JOINING = ("allOf", "anyOf", "oneOf", "if", "$ref", "extends", "dependentSchemas", "not")

_HINTS = 50  # names looked up for what they may have meant; a bound for machine-made schemas


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every required name without a description."""
    schemas = schema.subschemas
    joined = schemas.has_any(_JOINING)
    suspects = [
        subschema for subschema in schemas.having("required") if joined or not _describes_all(subschema.value)
    ]
    if not suspects:
        return
    from ...embedded.conjunction import conjuncts, enclosing, families

    together = families(schemas)
    hints = _HINTS
    for subschema in suspects:
        names = subschema.value["required"]
        if not isinstance(names, list) or subschema.is_reference:
            continue
        family = together[id(subschema)]
        applying = [at for around in enclosing(subschema) for at in conjuncts(schemas, around)]
        closed = [at for at in applying if at.value.get("additionalProperties") is False]
        shut = any(at.value.get("unevaluatedProperties") is False for at in applying)
        for name, index in _positions(names):
            keyword = _closing_keyword(closed, shut, family, name)
            if keyword == _FINE and not family.lists and _stands_alone(subschema):
                keyword = ""
            if keyword == _FINE:
                continue
            hints -= 1
            meant = nearest(name, family.names) if hints >= 0 else None
            yield _problem(subschema, index, name, meant, keyword)


def _describes_all(value: dict[str, object]) -> bool:
    """Whether its own properties have every name that it requires."""
    names, properties = value["required"], value.get("properties")
    if not isinstance(names, list):
        return True
    if not isinstance(properties, dict) or not properties:
        return False
    return all(name in properties for name in names if isinstance(name, str))


_FINE = "fine"


def _positions(names: list[object]) -> list[tuple[str, int]]:
    """Each name once, with its first index."""
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if isinstance(name, str):
            first.setdefault(name, index)
    return list(first.items())


def _stands_alone(subschema: Subschema) -> bool:
    """Whether an object says all there is to say about it, and describes no property."""
    if subschema.value.get("type") != "object" or subschema.keyword in _APPLIED:
        return False
    return _DESCRIBING.isdisjoint(subschema.value)


_APPLIED = frozenset(
    {
        *("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "extends", "disallow", "type"),
        *("dependentSchemas", "dependencies", "$defs", "definitions", "contains"),
    }
)
"""Where a schema only adds to another, or is there to be added."""

_DESCRIBING = frozenset(
    {
        *("$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "not", "if", "extends"),
        *(
            "properties",
            "patternProperties",
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
        ),
        *("dependentSchemas", "dependencies", "enum", "const"),
    }
)
"""What may say more about an object's properties."""


def _closing_keyword(closed: list[Subschema], shut: bool, family: Family, name: str) -> str:
    """What makes the name impossible: a keyword, nothing, or that all is fine."""
    if any(not _has(at.value.get("properties"), at.value.get("patternProperties"), name) for at in closed):
        return "additionalProperties"
    if family.open or not family.lists or _has(family.names, family.patterns, name):
        return _FINE
    return "unevaluatedProperties" if shut else ""


def _has(names: object, patterns: object, name: str) -> bool:
    if isinstance(names, dict) and name in names:
        return True
    if not isinstance(patterns, dict) or not patterns:
        return False
    from ...embedded.patterns import may_match

    return any(may_match(pattern, name) for pattern in patterns)


def _problem(subschema: Subschema, index: int, name: str, meant: str | None, keyword: str) -> Problem:
    path = (*subschema.path, "required", index)
    if keyword:
        message = f"{words(name)} is required, but '{keyword}' is false and {words(name)} is not among the properties"
    else:
        message = f"no property {words(name)} in the schema"
    return Problem(
        Place(path),
        message + (f"; did you mean '{meant}'?" if meant else ""),
        help=f"describe {words(name)} under 'properties', or take it out of 'required'",
        repair=_repair(subschema, meant, path),
        severity=ERROR if keyword else None,
    )


def _repair(subschema: Subschema, meant: str | None, path: Path) -> Repair | None:
    listed = subschema.value["required"]
    if meant is None or not isinstance(listed, list) or meant in listed:
        return None
    return unsafe(f"require '{meant}'", SetValue(path, meant))
