"""An `enum` that lists a value twice.

The second adds nothing, and usually stands where another value was meant, which the schema then refuses.
Values are compared as JSON compares them: `1` and `1.0` are equal, `1` and `true` are not, the order of an
object's keys does not count. Draft-03 and draft-04 forbid it, which makes it an error there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ...embedded.json_values import key_of, words
from ...model import SchemaDocument
from ...problem import Place, Problem, Related, Remove, safe
from ...rule import ERROR, SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    fix=SAFE,
    related=("unsatisfiable-schema", "invalid-default"),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"status": {"enum": ["open", "done"]}}}}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"status": {"enum": ["open", "done", "open"]}}}}
                                                                                                    ^^^^^^ 'enum' repeats 'open'
            """,
            fixed="""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"status": {"enum": ["open", "done"]}}}}
            """,
        ),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every value that stands in its `enum` before."""
    for subschema in schema.subschemas.having("enum"):
        listed = subschema.value["enum"]
        if not isinstance(listed, list):
            continue
        first: dict[Hashable, int] = {}
        for index, value in enumerate(listed):
            before = first.setdefault(key_of(value), index)
            if before != index:
                path = (*subschema.path, "enum", index)
                yield Problem(
                    Place(path),
                    f"'enum' repeats {words(value)}",
                    related=(Related(Place((*subschema.path, "enum", before)), "first listed here"),),
                    repair=safe("remove the repetition", Remove(path)),
                    severity=None if subschema.dialect.booleans or subschema.loose else ERROR,
                )
