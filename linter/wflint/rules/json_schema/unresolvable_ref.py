"""A reference inside a schema that leads nowhere.

A validator that follows a `$ref` (`$dynamicRef`, `$recursiveRef`) to a missing definition or anchor fails the
first time a value gets there, so that only some runs fail. References that come round to themselves
without going into the value make it recurse for ever. References to other documents are `remote-ref`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.dialects import REFERENCES
from ...model import SchemaDocument
from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    related=("remote-ref",),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"to": {"$ref": "#/$defs/Address"}},
                           "$defs": {"Address": {"type": "object", "properties": {"street": {"type": "string"}}}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"to": {"$ref": "#/$defs/Adress"}},
                                                                               ^^^^^^^^^^^^^^^^ no definition 'Adress'; did you mean 'Address'?
                               "$defs": {"Address": {"type": "object", "properties": {"street": {"type": "string"}}}}}}
            """),
        Example("""
            name: order
            provider: openai
            start_url: https://example.com
            prompts: [Order one]
            result_schema:
              type: object
              properties:
                to: {$ref: '#/$defs/a'}
              $defs:
                a: {$ref: '#/$defs/b'}
                          ^^^^^^^^^^^ '$ref' comes round to itself: '#/$defs/a' leads to '#/$defs/b' leads to '#/$defs/a'
                b: {$ref: '#/$defs/a'}
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every reference to nowhere, and every ring of references."""
    schemas = schema.subschemas
    if not schemas.has_any(REFERENCES):
        return
    from ...embedded.cycles import cycles
    from ...embedded.references import MISSING, references_in, references_of

    for subschema, keyword, path, _ in references_in(schemas):
        target = references_of(schemas).target(subschema, keyword)
        if target.status == MISSING:
            yield Problem(Place(path), target.message)
    for ring in cycles(schemas):
        steps = [str(subschema.value["$ref"]) for subschema in ring]
        yield Problem(
            Place((*ring[0].path, "$ref")),
            f"'$ref' comes round to itself: {_road(steps)}",
            help="a schema may contain itself below 'properties' or 'items', not be itself",
            related=tuple(Related(Place((*other.path, "$ref")), "by way of this") for other in ring[1:]),
        )


def _road(steps: list[str]) -> str:
    return " leads to ".join(f"'{step}'" for step in [steps[-1], *steps[:4]])
