"""A `required` name that `properties` and `patternProperties` do not describe.

Usually a slip of the pen: the property that was meant is optional now, and every value without the
misspelled one is refused. Where `additionalProperties` is false, no value passes at all, and it is an error.
Everything that may describe the same object is seen together (`allOf`, `anyOf`, `$ref`, `if`, …), and an
object of which no property is described at all is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.conjunction import Family, conjuncts, enclosing, families
from ...embedded.json_values import words
from ...embedded.patterns import may_match
from ...embedded.subschemas import Subschema, Subschemas
from ...model import SchemaDocument
from ...nearest import nearest
from ...problem import Path, Place, Problem, Repair, SetValue, unsafe
from ...rule import ERROR, UNSAFE, WARNING, Example, Rule

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
                                 ^^^^^^^^ 'customer' is required, but 'additionalProperties' is false and no property 'customer' is described
              additionalProperties: false
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    schemas = schema.subschemas
    joined = any(keyword in schemas.by_keyword for keyword in _JOINING)
    together: dict[int, Family] | None = None
    for subschema in schemas.having("required"):
        names = subschema.value["required"]
        if not isinstance(names, list) or subschema.is_reference:
            continue
        properties = subschema.value.get("properties")
        own = properties if isinstance(properties, dict) else {}
        if not joined and all(name in own for name in names if isinstance(name, str)):
            continue
        if together is None:
            together = families(schemas)
        family = together[id(subschema)]
        for index, name in enumerate(names):
            if isinstance(name, str) and names.index(name) == index:
                path = (*subschema.path, "required", index)
                yield from _judge(schemas, subschema, family, name, path)


_JOINING = ("allOf", "anyOf", "oneOf", "if", "$ref", "extends", "dependentSchemas", "not")


def _judge(schemas: Subschemas, subschema: Subschema, family: Family, name: str, path: Path) -> Iterator[Problem]:
    closed = next((at for at in _applying(schemas, subschema) if _closes(at, "additionalProperties", name)), None)
    described = any(_describes(at, name) for at in family)
    if closed is None:
        if family.open or described:
            return
        if not any(isinstance(at.value.get("properties"), dict) or "patternProperties" in at.value for at in family):
            return
    candidates = [known for at in ([closed] if closed else family) for known in _properties(at)]
    meant = nearest(name, candidates)
    if closed is not None:
        message = f"{words(name)} is required, but 'additionalProperties' is false and no property {words(name)} is described"
    elif any(at.value.get("unevaluatedProperties") is False for at in _applying(schemas, subschema)):
        message = f"{words(name)} is required, but 'unevaluatedProperties' is false and no property {words(name)} is described"
        closed = subschema
    else:
        message = f"no property {words(name)} in the schema"
    yield Problem(
        Place(path),
        message + (f"; did you mean '{meant}'?" if meant else ""),
        help=f"describe {words(name)} under 'properties', or take it out of 'required'",
        repair=_repair(subschema, meant, path),
        severity=ERROR if closed is not None else None,
    )


def _applying(schemas: Subschemas, subschema: Subschema) -> Iterator[Subschema]:
    """The schemas that a value must satisfy wherever this ``required`` matters."""
    for around in enclosing(subschema):
        yield from conjuncts(schemas, around)


def _properties(subschema: Subschema) -> list[str]:
    properties = subschema.value.get("properties")
    return list(properties) if isinstance(properties, dict) and not subschema.is_reference else []


def _describes(subschema: Subschema, name: str) -> bool:
    if subschema.is_reference:
        return False
    others = subschema.value.get("additionalProperties")
    return _names(subschema, name) or (isinstance(others, dict) and bool(others))


def _names(subschema: Subschema, name: str) -> bool:
    """Whether ``properties`` or ``patternProperties`` have this name; a doubtful pattern has every name."""
    if name in _properties(subschema):
        return True
    patterns = subschema.value.get("patternProperties")
    return isinstance(patterns, dict) and any(may_match(pattern, name) for pattern in patterns)


def _closes(subschema: Subschema, keyword: str, name: str) -> bool:
    return subschema.value.get(keyword) is False and not _names(subschema, name)


def _repair(subschema: Subschema, meant: str | None, path: Path) -> Repair | None:
    listed = subschema.value["required"]
    if meant is None or not isinstance(listed, list) or meant in listed:
        return None
    return unsafe(f"require '{meant}'", SetValue(path, meant))
