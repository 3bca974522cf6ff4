"""A `default`, an example or a listed value that does not fit its own schema.

A default is what the run uses when nothing is given: one that its own schema refuses makes exactly those
runs fail that say nothing. An example shows models and people what to write. A value of `enum` or `const`
that breaks a bound can never match. (Values outside `type` are `unsatisfiable-schema`.)
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.conjunction import types_of
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
                                                                     ^^^ 'default' '3' does not fit its own schema: it is not of type 'integer'
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
            if len(subschema.value) == 1 or subschema.is_reference:
                continue
            if keyword in _LISTS:
                if schema.form != ENGINE:
                    yield from _judge_listed(schema, subschema, keyword)
                continue
            held = subschema.value[keyword]
            path = (*subschema.path, keyword)
            if keyword != "examples":
                yield from _judge(schema, subschema, held, path, f"'{keyword}' {words(held)} does")
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
    """Each listed value against the keywords beside it; its type is judged elsewhere."""
    if subschema.value.keys() <= _ALONE:
        return
    held = subschema.value[keyword]
    if keyword == "const" and keyword not in subschema.dialect.keywords:
        return
    values = [(path, value) for path, value in _with_paths(subschema, keyword, held)]
    types = types_of(subschema)
    seen = set()
    for path, value in values:
        key = key_of(value)
        if key in seen or not is_of(value, types):
            continue
        seen.add(key)
        reason = misfit(schema.subschemas, subschema, value, schema.form, without=_LISTS)
        if reason is not None:
            subject = (
                f"'const' {words(value)} does"
                if keyword == "const"
                else f"'enum' holds {words(value)}, which does"
            )
            yield Problem(Place(path), f"{subject} not fit its own schema: {reason}")


_ALONE = frozenset({"type", "enum", "const", "title", "description", "default", "examples", "$comment"})


def _with_paths(subschema: Subschema, keyword: str, held: object) -> Iterator[tuple[Path, object]]:
    path = (*subschema.path, keyword)
    if keyword == "const":
        yield path, held
    elif isinstance(held, list):
        yield from (((*path, index), value) for index, value in enumerate(held))
