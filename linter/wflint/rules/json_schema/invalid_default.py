"""A `default`, an example or a listed value that does not fit its own schema.

A default is what the run uses when nothing is given: one that its own schema refuses makes exactly those
runs fail that say nothing. An example shows models and people what to write. A value of `enum` or `const`
that has another type or breaks a bound can never match. (Where no listed value is of the type, nothing fits at
all: `unsatisfiable-schema`.)
"""

from __future__ import annotations

from collections.abc import Iterator

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

_CARRIED = ("default", "examples", "default_value")

_LISTS = ("const", "enum")


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every carried value that its own schema refuses."""
    schemas = schema.subschemas
    if not schemas.known:
        return
    for keyword in _CARRIED:
        if keyword == "default_value" and schema.form == JSON_SCHEMA:
            continue
        for subschema in schemas.having(keyword):
            if subschema.is_reference or len(subschema.value) == 1:
                continue
            held = subschema.value[keyword]
            if keyword != "examples":
                reason = misfit(schemas, subschema, held, schema.form)
                if reason is not None:
                    shown = "" if isinstance(held, (list, dict)) else f" {words(held)}"
                    yield _problem((*subschema.path, keyword), f"'{keyword}'{shown} does", reason)
                continue
            for index, value in enumerate(held if isinstance(held, list) else ()):
                reason = misfit(schemas, subschema, value, schema.form)
                if reason is not None:
                    subject = f"'{keyword}' holds {words(value)}, which does"
                    yield _problem((*subschema.path, keyword, index), subject, reason)
    if schema.form != ENGINE:
        for keyword in _LISTS:
            for subschema in schemas.having(keyword):
                if not subschema.is_reference and not _is_plain(subschema, keyword):
                    yield from _judge_listed(schema, subschema, keyword)


def _problem(path: Path, subject: str, reason: str) -> Problem:
    return Problem(Place(path), f"{subject} not fit its own schema: {reason}")


def _is_plain(subschema: Subschema, keyword: str) -> bool:
    """Whether nothing stands beside the listed values but, at most, a type that all of them have."""
    value = subschema.value
    if not value.keys() <= _ALONE or subschema.keyword in ("allOf", "extends"):
        return False
    declared = value.get("type")
    if declared is None:
        return True
    held = value[keyword]
    listed = [held] if keyword == "const" else held
    if not isinstance(declared, str) or not isinstance(listed, list):
        return False
    return all(is_of(item, (declared,)) for item in listed)


_ALONE = frozenset({"type", "enum", "const", "title", "description", "default", "examples", "$comment"})


def _judge_listed(schema: SchemaDocument, subschema: Subschema, keyword: str) -> Iterator[Problem]:
    """Each listed value against the keywords beside it."""
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
            yield _problem(path, subject, reason)


def _types_around(schema: SchemaDocument, subschema: Subschema) -> frozenset[str]:
    """The types that its own keywords and all that always applies with them leave."""
    from ...embedded.conjunction import conjuncts, types_of

    group: list[Subschema] = []
    at: Subschema | None = subschema
    while at is not None:
        group += conjuncts(schema.subschemas, at)
        at = at.parent if at.keyword in ("allOf", "extends") else None
    return types_of(group)


def _with_paths(subschema: Subschema, keyword: str, held: object) -> Iterator[tuple[Path, object]]:
    path = (*subschema.path, keyword)
    if keyword == "const":
        yield path, held
    elif isinstance(held, list):
        yield from (((*path, index), value) for index, value in enumerate(held))
