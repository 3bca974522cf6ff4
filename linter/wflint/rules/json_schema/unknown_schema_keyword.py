"""A keyword that the schema's dialect does not know.

Validators ignore what they do not know, so a misspelled `required` or a keyword of another draft checks
nothing, in silence: OpenAPI's `nullable` allows no null. Names that begin with `x-` are free, and what editors
and generators keep in schemas (`markdownDescription`, `errorMessage`, …) is left alone. So are OpenAPI's words
where the schema shows that it is OpenAPI's, by a reference to `#/components/…`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.dialects import DIALECTS, Dialect
from ...embedded.forms import ENGINE, JSON_SCHEMA, MAP
from ...embedded.keyword_names import ANNOTATIONS, OPENAPI, OTHER_NAMES, PREFIXES
from ...embedded.keyword_names import ENGINE as ENGINE_WORDS
from ...embedded.subschemas import Subschema, Subschemas
from ...model import SchemaDocument
from ...nearest import nearest
from ...problem import Place, Problem, RenameKey, Repair, unsafe
from ...rule import UNSAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    fix=UNSAFE,
    related=("ignored-keyword", "property-map-schema"),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "x-owner": "sales"}}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "requried": ["number"]}}
                                                                                               ^^^^^^^^^^ no keyword 'requried' in JSON Schema; did you mean 'required'?
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
              $schema: http://json-schema.org/draft-07/schema#
              type: object
              properties: {number: {type: string}}
              dependentRequired: {number: [number]}
              ^^^^^^^^^^^^^^^^^ no keyword 'dependentRequired' in draft-07, it came with 2019-09
            """),
    ),
)


_HINTED = 500  # names looked up for what they may have meant; a bound for what is no schema at all


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every key that is no keyword."""
    schemas = schema.subschemas
    if not schemas.known or (
        schemas.uniform and schemas.by_keyword.keys() <= schemas.dialect.keywords.keys()
    ):
        return
    for number, (keyword, holders) in enumerate(schemas.by_keyword.items()):
        if keyword in ANNOTATIONS or keyword.startswith(PREFIXES):
            continue
        if keyword in ENGINE_WORDS and (schema.form != JSON_SCHEMA or schema.role == "input_schema"):
            continue
        if keyword in OPENAPI and (schema.form != JSON_SCHEMA or _is_openapi(schemas)):
            continue
        for subschema in holders:
            if keyword not in subschema.dialect.keywords and not _is_inert(keyword, subschema):
                yield from _judge(schema, subschema, keyword, hinted=number < _HINTED)


def _is_openapi(schemas: Subschemas) -> bool:
    """Whether the schema was plainly cut out of an OpenAPI document."""
    if "components" in schemas.by_keyword or "openapi" in schemas.by_keyword:
        return True
    return any(str(at.value["$ref"]).startswith("#/components/") for at in schemas.having("$ref"))


def _is_inert(keyword: str, subschema: Subschema) -> bool:
    """Whether `ignored-keyword` reports it."""
    return keyword == "additionalItems" or subschema.is_reference


def _judge(schema: SchemaDocument, subschema: Subschema, keyword: str, hinted: bool) -> Iterator[Problem]:
    dialect, value = subschema.dialect, subschema.value[keyword]
    place = Place((*subschema.path, keyword), key=True)
    history = _history(keyword, dialect)
    meant = _meant(keyword, value, subschema) if hinted else None
    misses = keyword == "example" and "examples" in dialect.keywords and "examples" not in subschema.value
    if history is None and meant is None and schema.form in (ENGINE, MAP):
        return  # the dashboard keeps words of its own there
    message = f"no keyword '{keyword}' in {dialect.name if history else 'JSON Schema'}{history or ''}"
    yield Problem(
        place,
        message + (f"; did you mean '{meant or 'examples'}'?" if meant or misses else ""),
        help=_help(keyword, value, subschema) if meant is None else None,
        repair=_repair(subschema, keyword, meant),
    )


def _history(keyword: str, dialect: Dialect) -> str | None:
    """When a keyword of another dialect came or went."""
    having = [other for other in DIALECTS if keyword in other.keywords]
    if not having:
        return None
    if DIALECTS.index(having[0]) > DIALECTS.index(dialect):
        return f", it came with {having[0].name}"
    return f", it went with {DIALECTS[DIALECTS.index(having[-1]) + 1].name}"


def _meant(keyword: str, value: object, subschema: Subschema) -> str | None:
    keywords = subschema.dialect.kinds
    other = OTHER_NAMES.get(keyword)
    found = other if other in keywords else nearest(keyword, keywords)
    if found is None or found in subschema.value or not keywords[found].fits(value):
        return None
    return found


def _help(keyword: str, value: object, subschema: Subschema) -> str:
    if keyword in OPENAPI:
        return _nullable(subschema) if keyword == "nullable" else OPENAPI[keyword]
    if isinstance(value, dict) and "type" in value and "properties" in subschema.value:
        return "the properties of an object stand under 'properties'"
    return "validators ignore it; a name of your own begins with 'x-'"


def _nullable(subschema: Subschema) -> str:
    """How null is allowed where ``nullable`` stands."""
    declared = subschema.value.get("type")
    if subschema.value["nullable"] is not True:
        return "null is not allowed anyhow: take it out"
    if isinstance(declared, str):
        return f'write "type": ["{declared}", "null"]'
    return OPENAPI["nullable"]


def _repair(subschema: Subschema, keyword: str, meant: str | None) -> Repair | None:
    if meant is None:
        return None
    return unsafe(f"rename it '{meant}'", RenameKey((*subschema.path, keyword), meant))
