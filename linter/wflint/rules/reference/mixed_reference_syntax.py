"""A reference in a style that is not the definition's own.

Both `{{inputs.x}}` and `$.inputs.x` are documented, and an engine resolves one of them: in a definition of
paths, `{{…}}` is sent to the model as literal text. The definition's own style is the one that most of its
strings use.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...formats.references import respell
from ...model import Workflow
from ...problem import Problem, SetText, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    fix=SAFE,
    good=(
        """
        input_schema: {properties: {topic: {type: string}}, required: [topic]}
        steps:
          - {id: draft, type: model, model: m, params: {prompt: $.inputs.topic}}
          - {id: final, type: model, model: m, params: {prompt: "Shorten: $.draft.primary"}}
        output_mapping: {text: $.final.primary}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{inputs.topic}}"}},
                       {"id": "check", "type": "model", "model": "m", "params": {"prompt": "$.draft.primary, please"}},
                                                                                            ^^^^^^^^^^^^^^^ '$.draft.primary' is a path among '{{…}}' references
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{check.output}}"}}]}
            """,
            fixed="""
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{inputs.topic}}"}},
                       {"id": "check", "type": "model", "model": "m", "params": {"prompt": "{{draft.primary}}, please"}},
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{check.output}}"}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {topic: {type: string}, style: {type: string}}, required: [topic, style]}
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: On $.inputs.topic
                  style: "{{inputs.style}}"
                          ^^^^^^^^^^^^^^^^ '{{inputs.style}}' is a template among '$.' references
            """,
            fixed="""
            input_schema: {properties: {topic: {type: string}, style: {type: string}}, required: [topic, style]}
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: On $.inputs.topic
                  style: "$.inputs.style"
            """,
        ),
    ),
    related=("wrong-reference-syntax",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference of the other style, outside conditions and output mappings."""
    for reference in workflow.doubts.foreign:
        if reference.style == "path":
            message = f"'{reference.text}' is a path among '{{{{…}}}}' references"
        else:
            message = f"'{reference.text}' is a template among '$.' references"
        # A path in a pass step's result would not be resolved there: no fix for one trouble with another.
        lost = reference.site == "result" and workflow.style == "path"
        right = None if lost else respell(workflow, reference, workflow.style)
        yield Problem(
            reference.place,
            message,
            f"use one style: write '{right}'" if right else "use one style throughout the definition",
            repair=safe(f"write '{right}'", SetText(reference.path, reference.start, reference.end, right))
            if right
            else None,
        )
