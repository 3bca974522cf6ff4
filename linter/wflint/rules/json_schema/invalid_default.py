"""A `default`, an example or a listed value that does not fit its own schema.

A default is what the run uses when nothing is given: one that its own schema refuses makes exactly those
runs fail that say nothing. An example shows models and people what to write. A value of `enum` or `const`
that has another type or breaks a bound can never match. (Where no listed value is of the type, nothing fits at
all: `unsatisfiable-schema`.)
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.conjunction import ALL_TYPES, conjuncts, types_of
from ...embedded.forms import ENGINE, JSON_SCHEMA
from ...embedded.json_values import is_of, key_of, words
from ...embedded.subschemas import Subschema
from ...embedded.validity import misfit
from ...model import SchemaDocument
from ...problem import Path, Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    related=("unsatisfiable-schema", "duplicate-enum-value"),
    good=(
        """
        {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
         "result_schema": {"type": "object", "properties": {"stars": {"type": "integer", "maximum": 5, "default": 3}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "rate", "provider": "openai", "start_url": "https://example.com", "prompts": ["Rate the page"],
             "result_schema": {"type": "object", "properties": {
               "stars": {"type": "integer", "maximum": 5, "default": "3"},
                                                                     ^^^ 'default' '3' does not fit its own schema: it must be a whole number, not a string
               "mood": {"enum": ["good", "bad"], "examples": ["bad", "worse"]}}}}
                                                                     ^^^^^^^ 'examples' holds 'worse', which does not fit its own schema: it is not one of 'good', 'bad'
            """),
    ),
)

_CARRIED = ("default", "examples", "default_value", "enum", "const")

_LISTS = ("const", "enum")


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every carried value that its own schema refuses."""
    if not schema.subschemas.known:
        return
    for keyword in _CARRIED:
        if keyword == "default_value" and schema.form == JSON_SCHEMA:
            continue
        for subschema in schema.subschemas.having(keyword):
            if subschema.is_reference:
                continue
            if keyword in _LISTS:
                if schema.form != ENGINE:
                    yield from _judge_listed(schema, subschema, keyword)
                continue
            if len(subschema.value) == 1:
                continue
            held = subschema.value[keyword]
            path = (*subschema.path, keyword)
            if keyword != "examples":
                shown = "" if isinstance(held, (list, dict)) else f" {words(held)}"
                yield from _judge(schema, subschema, held, path, f"'{keyword}'{shown} does")
            elif isinstance(held, list):
                for index, value in enumerate(held):
                    yield from _judge(
                        schema,
                        subschema,
                        value,
                        (*path, index),
                        f"'{keyword}' holds {words(value)}, which does",
                    )


def _judge(
    schema: SchemaDocument, subschema: Subschema, value: object, path: Path, subject: str
) -> Iterator[Problem]:
    reason = misfit(schema.subschemas, subschema, value, schema.form)
    if reason is not None:
        yield Problem(Place(path), f"{subject} not fit its own schema: {reason}")


def _judge_listed(schema: SchemaDocument, subschema: Subschema, keyword: str) -> Iterator[Problem]:
    """Each listed value against the keywords beside it."""
    if subschema.value.keys() <= _ALONE and subschema.keyword not in ("allOf", "extends"):
        return
    held = subschema.value[keyword]
    if keyword == "const" and keyword not in subschema.dialect.keywords:
        return
    values = [(path, value) for path, value in _with_paths(subschema, keyword, held)]
    types = _types_around(schema, subschema)
    if not any(is_of(value, types) for _, value in values):
        return
    seen = set()
    for path, value in values:
        key = key_of(value)
        if key in seen:
            continue
        seen.add(key)
        if is_of(value, types):
            reason = misfit(schema.subschemas, subschema, value, schema.form, without=_LISTS)
        else:
            from ...embedded.misfit_words import say

            reason = say("type", sorted(types - {"integer"} if "number" in types else types), value)
        if reason is not None:
            subject = (
                f"'const' {words(value)} does"
                if keyword == "const"
                else f"'enum' holds {words(value)}, which does"
            )
            yield Problem(Place(path), f"{subject} not fit its own schema: {reason}")


_ALONE = frozenset({"enum", "const", "title", "description", "default", "examples", "$comment"})


def _types_around(schema: SchemaDocument, subschema: Subschema) -> frozenset[str]:
    """The types that its own keywords and all that always applies with them leave."""
    types = ALL_TYPES
    at: Subschema | None = subschema
    while at is not None:
        for part in conjuncts(schema.subschemas, at):
            types &= types_of(part)
        at = at.parent if at.keyword in ("allOf", "extends") else None
    return types


def _with_paths(subschema: Subschema, keyword: str, held: object) -> Iterator[tuple[Path, object]]:
    path = (*subschema.path, keyword)
    if keyword == "const":
        yield path, held
    elif isinstance(held, list):
        yield from (((*path, index), value) for index, value in enumerate(held))
