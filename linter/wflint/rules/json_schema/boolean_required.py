"""A boolean `required` on a property, where JSON Schema takes a list on the object.

Since draft-04 `required` lists names beside `properties`. A boolean on the property is refused by strict
validators and ignored by the others, which then let values without the property through. In an
`input_schema` of the engine's own form the boolean is right; there it is a fault to mix it with a
`required` list, since one of the two is then not read. The fix moves the name into the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.dialects import DRAFT_03
from ...embedded.forms import ENGINE, MAP
from ...embedded.json_values import words
from ...embedded.subschemas import Subschema
from ...model import SchemaDocument
from ...problem import Change, Insert, Place, Problem, Remove, Repair, safe
from ...rule import ERROR, SAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="J",
    fix=SAFE,
    related=("property-map-schema", "invalid-json-schema"),
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
             "result_schema": {"type": "object", "properties": {"number": {"type": "string", "required": true}}}}
                                                                                                         ^^^^ 'required' must be a list on the object that has property 'number', not true
            """,
            fixed="""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["Order one"],
             "result_schema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}}
            """,
        ),
        Example(
            """
            input_schema:
              properties:
                topic:
                  type: string
                  required: true
                            ^^^^ a boolean 'required' on property 'topic' beside a 'required' list
                style:
                  type: string
                  default: dry
              required: [style]
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: "{{inputs.topic}}, {{inputs.style}}"
            """,
            fixed="""
            input_schema:
              properties:
                topic:
                  type: string
                style:
                  type: string
                  default: dry
              required: [style, topic]
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: "{{inputs.topic}}, {{inputs.style}}"
            """,
        ),
    ),
)


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """Every boolean `required` that no reader of the schema understands."""
    if schema.form == MAP or not schema.subschemas.known:
        return
    for subschema in schema.subschemas.having("required"):
        value = subschema.value["required"]
        around = subschema.parent
        if not isinstance(value, bool) or not subschema.is_property or around is None:
            continue
        if subschema.dialect is DRAFT_03 or subschema.loose:
            continue
        name = words(subschema.path[-1])
        if schema.form != ENGINE:
            message = f"'required' must be a list on the object that has property {name}, not {words(value)}"
        elif isinstance(around.value.get("required"), list):
            message = f"a boolean 'required' on property {name} beside a 'required' list"
        else:
            continue
        yield Problem(
            Place((*subschema.path, "required")),
            message,
            help="name the properties that must be there in one list, beside 'properties'",
            repair=_repair(subschema, around, value),
        )


def _repair(subschema: Subschema, around: Subschema, value: bool) -> Repair | None:
    name = str(subschema.path[-1])
    listed = around.value.get("required", [])
    if not isinstance(listed, list):
        return None  # the list has to be made of something else first
    changes: list[Change] = [Remove((*subschema.path, "required"))]
    if value and name not in listed:
        if "required" in around.value:
            changes.append(Insert((*around.path, "required"), len(listed), name))
        else:
            changes.append(Insert(around.path, "required", [name], after="properties"))
    elif not value and name in listed:
        return None  # the two contradict each other
    return safe(f"move '{name}' into the 'required' list" if value else "remove 'required'", *changes)
