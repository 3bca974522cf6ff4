r"""A `pattern` or a key of `patternProperties` that is no ECMA-262 regular expression.

JSON Schema's patterns are those of JavaScript, not of Python or PCRE: `(?i)` and `(?P<name>…)` are unknown,
and lookbehind and `\p{…}` are known. A validator refuses the whole schema, or takes the pattern as one
that matches nothing. A pattern passes when it compiles with or without the `u` flag, as validators differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import SchemaDocument
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    related=("invalid-json-schema",),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"number": {"type": "string", "pattern": "^[A-Z]{2}-(?<year>\\\\d{4})$"}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string", "pattern": "(?P<year>[0-9]{4})"}}}}
                                                                                                        ^^^^^^^^^^^^^^^^^^^^ not an ECMA-262 regular expression: named groups are '(?<name>…)', without 'P'
            """),
        Example("""
            name: order
            provider: openai
            start_url: https://example.com
            prompts: [Order one]
            result_schema:
              type: object
              patternProperties:
                "^[a-z": {type: string}
                ^^^^^^^ not an ECMA-262 regular expression: unbalanced bracket
            """),
    ),
)

_HELP = "JSON Schema's patterns are JavaScript's, written without slashes and flags"


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every pattern that does not compile."""
    if not schema.subschemas.has_any(("pattern", "patternProperties")):
        return
    from ...embedded.patterns import fault_of

    for subschema in schema.subschemas.having("pattern"):
        value = subschema.value["pattern"]
        if isinstance(value, str):
            fault = fault_of(value)
            if fault is not None:
                yield Problem(Place((*subschema.path, "pattern")), _message(fault), help=_HELP)
    for subschema in schema.subschemas.having("patternProperties"):
        held = subschema.value["patternProperties"]
        for name in held if isinstance(held, dict) else ():
            fault = fault_of(name)
            if fault is not None:
                place = Place((*subschema.path, "patternProperties", name), key=True)
                yield Problem(place, _message(fault), help=_HELP)


def _message(fault: str) -> str:
    return f"not an ECMA-262 regular expression: {fault}"
