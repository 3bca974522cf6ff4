"""A `$schema` that names no known dialect of JSON Schema.

Validators choose their rules by it. One that does not know the dialect refuses the schema, fetches the
address, or falls back to its own default, so that the same schema means different things in different
places. Known are draft-03, -04, -06, -07, 2019-09 and 2020-12, with or without a trailing `#`. What
depends on the dialect is not judged in such a schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...embedded.dialects import DIALECTS, DRAFT_2019_09, DRAFT_2020_12, Dialect, dialect_of
from ...embedded.json_values import words
from ...model import SchemaDocument
from ...nearest import nearest
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
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'https://json-schema.org/draft/2020-21/schema' names no known dialect of JSON Schema; did you mean 'https://json-schema.org/draft/2020-12/schema'?
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
        meant = _meant(declared)
        hint = f"; did you mean '{meant.uri}'?" if meant is not None else ""
        yield Problem(
            Place((*subschema.path, "$schema")),
            f"{words(declared, 80)} names no known dialect of JSON Schema{hint}",
            help=f"write '{(meant or DRAFT_2020_12).uri}', or leave '$schema' out",
        )


def _meant(declared: str) -> Dialect | None:
    """The dialect that the text comes nearest to: by a year, by a draft's number, by its spelling."""
    names = {dialect.uri: dialect for dialect in DIALECTS}
    found = nearest(declared, names)
    if "://" in declared and "json-schema.org/" not in declared:
        return names[found] if found is not None else None  # numbers in other addresses mean other things
    year = re.search(r"(?<!\d)(20\d\d)(?:-(\d{1,2}))?(?!\d)", declared)
    if year:
        return DRAFT_2019_09 if (int(year[1]), int(year[2] or 9)) < (2019, 12) else DRAFT_2020_12
    draft = re.search(r"(?i)draft[-_ /]{0,3}v?(\d{1,2})(?!\d)", declared)
    if draft:
        number = int(draft[1])
        if number > 7:
            return DRAFT_2019_09 if number == 8 else DRAFT_2020_12  # as they were called before
        # Draft-05 was published with the metaschema of draft-04.
        return min(DIALECTS[:4], key=lambda dialect: abs(int(dialect.name[-1]) - number))
    if re.search(r"json-schema\.org/(?:schema|draft/(?:next|latest))(?![\w-])", declared):
        return DRAFT_2020_12
    return names[found] if found is not None else None
