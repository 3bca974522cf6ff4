"""A bare map of properties where a JSON Schema is expected.

`{"prompt": {"type": "string"}}` reads as a list of fields, but to JSON Schema `prompt` is an unknown keyword,
which is ignored: the schema accepts anything, and nothing checks the values. An older guide writes input
schemas so. A `required` list beside the fields does not change that. The fix wraps the map in `type` and
`properties`, keeps that list, and adds to it each field with `required: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.forms import MAP, listed_names, listed_properties
from ...model import SchemaDocument
from ...problem import Place, Problem, SetValue, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    fix=SAFE,
    related=("boolean-required", "unknown-schema-keyword"),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
         "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"number": {"type": "string", "required": true}}}
                              ^ a bare map of properties, not a JSON Schema
            """,
            fixed="""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}}
            """,
        ),
        Example("""
            input_schema:
              photo:
              ^^^^^ a bare map of properties, not a JSON Schema
                type: string
                required: true
              style:
                type: string
                default: realistic
            steps:
              - id: restyle
                type: model
                model: m
                params:
                  image: "{{inputs.photo}}"
                  style: "{{inputs.style}}"
            """),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """The map, where the schema is one."""
    if schema.form == MAP and isinstance(schema.value, dict):
        yield Problem(
            Place(schema.path),
            "a bare map of properties, not a JSON Schema",
            help='put the map under \'properties\', beside "type": "object"',
            repair=safe("wrap the map in a schema", SetValue(schema.path, _wrapped(schema.value))),
        )


def _wrapped(schema: dict[str, object]) -> dict[str, object]:
    """The map as a JSON Schema, with the ``required`` list that stood among its properties."""
    wrapped = _wrap(listed_properties(schema))
    names = dict.fromkeys((*listed_names(schema), *listed_names(wrapped)))
    return {**wrapped, "required": list(names)} if names else wrapped


def _wrap(properties: dict[str, object]) -> dict[str, object]:
    """The map as a JSON Schema: its boolean ``required`` become a list, at every depth."""
    wrapped: dict[str, object] = {
        "type": "object",
        "properties": {k: _listed(s) for k, s in properties.items()},
    }
    required = [
        name
        for name, schema in properties.items()
        if isinstance(schema, dict) and schema.get("required") is True
    ]
    return {**wrapped, "required": required} if required else wrapped


def _listed(schema: object) -> object:
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key != "required" or not isinstance(value, bool)}
    properties = kept.get("properties")
    if isinstance(properties, dict):
        inner = _wrap(properties)
        kept["properties"] = inner["properties"]
        if "required" in inner and "required" not in kept:
            kept["required"] = inner["required"]
    if isinstance(kept.get("items"), dict):
        kept["items"] = _listed(kept["items"])
    return kept
