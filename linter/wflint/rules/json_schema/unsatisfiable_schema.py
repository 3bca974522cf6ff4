"""A schema that contradicts itself, so that no value can satisfy it.

Every run's input or result is then refused there. Only what is certain is reported: bounds that cross,
`const` or all of `enum` outside `type` (where only some listed values are, that is `invalid-default`), an
empty `enum`, arrays that cannot be long enough or cannot contain what they must, required properties that
are forbidden. Subschemas that always apply together (`allOf`, `$ref`) are seen together.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.clashes import suspects
from ...model import SchemaDocument
from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    related=("invalid-default", "undefined-required-property"),
    good=(
        """
        {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
         "result_schema": {"type": "object", "properties": {"stars": {"type": "integer", "minimum": 1, "maximum": 5}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
             "result_schema": {"type": "object", "properties": {
               "stars": {"type": "integer", "minimum": 5, "maximum": 1},
                                                       ^ 'minimum' 5 is above 'maximum' 1, no number fits
               "mood": {"type": "string", "enum": [1, 2, 3]}}}}
                                                  ^ no value of 'enum' is of type 'string'
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every certain contradiction."""
    schemas = schema.subschemas
    found = suspects(schemas) if schemas.known else []
    if not found:
        return
    from ...embedded.impossible import contradictions

    for path, message, other in contradictions(schemas, found):
        yield Problem(
            Place(path),
            message,
            related=(Related(Place(other), "the other half of the contradiction"),)
            if other is not None
            else (),
        )
