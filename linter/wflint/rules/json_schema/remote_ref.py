"""A reference inside a schema that leads to another document.

wflint never fetches anything, and neither do most engines: they refuse the schema, or accept anything
there. What stands behind the reference is not judged. References to the official metaschemas are fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.dialects import REFERENCES
from ...embedded.json_values import words
from ...model import SchemaDocument
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    related=("unresolvable-ref",),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"to": {"$ref": "#/$defs/address"}},
                           "$defs": {"address": {"type": "string"}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"to": {"$ref": "https://example.com/address.json"}}}}
                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the schema at 'https://example.com/address.json' is in another document, which is not fetched
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every reference that leaves the document."""
    schemas = schema.subschemas
    if not schemas.has_any(REFERENCES):
        return
    from ...embedded.references import REMOTE, references_in, references_of

    references = references_of(schemas)
    for subschema, keyword, path, reference in references_in(schemas):
        if references.target(subschema, keyword).status != REMOTE:
            continue
        meant = references.suggestion(reference)
        yield Problem(
            Place(path),
            f"the schema at {words(reference)} is in another document, which is not fetched"
            + (f"; did you mean '{meant}'?" if meant else ""),
            help=f"write '{meant}': without the '#' it is the address of another document"
            if meant
            else "copy what it refers to into '$defs' and refer to that",
        )
