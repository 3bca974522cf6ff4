"""Inputs are referenced, and no input schema declares any.

Without a schema nobody is asked for these inputs and nothing checks them: the run starts, and fails where the
first one is read. One finding names them all; the fix writes the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Insert, Place, Problem, Related, SetValue, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    fix=SAFE,
    good=(
        """
        {"input_schema": {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {},
                             ^ no input schema declares 'topic', 'style'
             "steps": [{"id": "draft", "type": "model", "model": "m",
                        "params": {"prompt": "{{inputs.topic}} in {{inputs.style}}"}}]}
            """,
            fixed="""
            {"input_schema": {"type": "object", "properties": {"topic": {}, "style": {}}, "required": ["topic", "style"]},
             "steps": [{"id": "draft", "type": "model", "model": "m",
                        "params": {"prompt": "{{inputs.topic}} in {{inputs.style}}"}}]}
            """,
        ),
        Example(
            """
            version: v1
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: On $.inputs.topic
                             ^^^^^^^^^^^^^^ no input schema declares 'topic'
            """,
            fixed="""
            version: v1
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: On $.inputs.topic
            input_schema:
              type: object
              properties:
                topic: {}
              required:
                - topic
            """,
        ),
    ),
    related=("undefined-input", "unused-input"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """One finding when no input is declared: at the schema that should, else at the first reference."""
    declared = workflow.value.get("input_schema", {})
    if workflow.inputs or not isinstance(declared, dict):
        # What has the wrong type is reported as that.
        return
    names: dict[str, None] = {}
    first = None
    for reference in workflow.references:
        if reference.target == "input" and reference.form != "dot":
            first = first or reference
            names[reference.name] = None
    if first is None:
        return
    path = (*workflow.path, "input_schema")
    schema = {"type": "object", "properties": {name: {} for name in names}, "required": list(names)}
    place, related = first.place, None
    if "input_schema" in workflow.value:
        place, related = Place(path), Related(first.place, "the first of them is read here")
    repair = None
    if "input_schema" not in workflow.value:
        repair = safe("write the input schema", Insert(workflow.path, "input_schema", schema))
    elif workflow.value["input_schema"] == {}:
        repair = safe("write the input schema", SetValue(path, schema))
    listing = ", ".join(f"'{name}'" for name in names)
    yield Problem(
        place,
        f"no input schema declares {listing}",
        "declare every input with its type",
        (related,) if related else (),
        repair,
    )
