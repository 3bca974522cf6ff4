"""A JSON Schema that its own metaschema refuses.

A validator that meets such a schema either refuses it as a whole or skips the broken keyword in silence:
the run fails when the schema is first used, or the values it was meant to keep out come through. The
metaschema is that of the dialect ``$schema`` names (draft-03 to 2020-12), without one that of 2020-12.

Not judged here are patterns (`invalid-pattern`), a boolean `required` on a property (`boolean-required`),
an empty or repeating `enum` (`unsatisfiable-schema`, `duplicate-enum-value`), schemas of an unknown dialect,
and in an `input_schema` of the engine's own form its further type names.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.metaschema import violations
from ...model import SchemaDocument
from ...problem import Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    related=("unknown-schema-keyword", "boolean-required", "invalid-pattern"),
    good=(
        """
        name: summary
        provider: openai
        start_url: https://example.com
        prompts: [Summarise the page]
        result_schema:
          type: object
          properties:
            title: {type: string, minLength: 1}
          required: [title]
        """,
    ),
    bad=(
        Example("""
            {"name": "summary", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Summarise the page"],
             "result_schema": {"type": "object", "required": "title", "properties": {
                                                             ^^^^^^^ 'required' must be an array of property names, not 'title'
               "title": {"type": "strnig", "minLength": "1"},
                                 ^^^^^^^^ no type 'strnig' in JSON Schema; did you mean 'string'?
                                                        ^^^ 'minLength' must be a whole number of at least 0, not '1'
               "body": "string"}}}
                       ^^^^^^^^ property 'body' must be a schema (an object), not 'string'
            """),
        Example("""
            name: summary
            provider: openai
            start_url: https://example.com
            prompts: [Summarise the page]
            result_schema:
              $schema: http://json-schema.org/draft-07/schema#
              type: object
              properties:
                tags: {type: [array, nil]}
                                     ^^^ no type 'nil' in JSON Schema; did you mean 'null'?
                stars: {type: integer, minimum: 0, exclusiveMaximum: true}
                                                                     ^^^^ 'exclusiveMaximum' must be a number, not true
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Everything its metaschema refuses."""
    for violation in violations(schema.subschemas, schema.form):
        yield Problem(violation.place, violation.message, help=violation.help)
