"""A `$schema` that names no known dialect of JSON Schema.

Validators choose their rules by it. One that does not know the dialect refuses the schema, fetches the
address, or falls back to its own default, so that the same schema means different things in different
places. Known are draft-03, -04, -06, -07, 2019-09 and 2020-12, with or without a trailing `#`. What
depends on the dialect is not judged in such a schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.dialects import DIALECTS, DRAFT_2020_12, dialect_of
from ...model import SchemaDocument
from ...nearest import did_you_mean
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    related=("invalid-json-schema",),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"$schema": "https://json-schema.org/draft/2020-12/schema#", "type": "object"}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"$schema": "https://json-schema.org/draft/2020-21/schema", "type": "object"}}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no known dialect of JSON Schema; did you mean 'https://json-schema.org/draft/2020-12/schema'?
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every `$schema` that names no dialect."""
    for subschema in schema.subschemas.having("$schema"):
        declared = subschema.value["$schema"]
        is_resource = subschema.parent is None or subschema.dialect.id in subschema.value
        if not isinstance(declared, str) or not is_resource or dialect_of(declared) is not None:
            continue
        names = {dialect.uri: dialect for dialect in DIALECTS}
        hint = _named(declared) or did_you_mean(declared, names)
        yield Problem(
            Place((*subschema.path, "$schema")),
            f"no known dialect of JSON Schema{hint}",
            help=f"write '{DRAFT_2020_12.uri}', or leave '$schema' out" if not hint else None,
        )


def _named(declared: str) -> str:
    """The dialect whose name stands in the text (``draft-7``, ``2020-12``), as a question."""
    for dialect in DIALECTS:
        name = dialect.name
        if name in declared or name.replace("draft-0", "draft-") == declared.lower():
            return f"; did you mean '{dialect.uri}'?"
    return ""
