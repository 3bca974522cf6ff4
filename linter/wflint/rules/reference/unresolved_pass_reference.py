"""A path in a pass step's result, where paths are not resolved.

A pass step hands on its `result` as it stands: in the path style the text `$.inputs.x` itself is what later
steps then read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        input_schema: {properties: {topic: {type: string}}, required: [topic]}
        steps:
          - {id: config, type: pass, result: {style: noir}}
          - {id: draw, type: model, model: m, params: {prompt: "$.inputs.topic, $.config.style"}}
        """,
    ),
    bad=(
        Example(
            """
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: config, type: pass, result: {title: "On $.inputs.topic"}}
                                                             ^^^^^^^^^^^^^^ '$.inputs.topic' is not resolved in a pass step's result
              - {id: draw, type: model, model: m, params: {prompt: "$.inputs.topic, $.config.title"}}
            """
        ),
    ),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every path in a pass step's result, in a definition of paths."""
    if workflow.style != "path" or not any(step.type == "pass" and step.texts for step in workflow.steps):
        return
    for reference in workflow.references:
        if (
            reference.site == "result"
            and reference.style == "path"
            and not (reference.wrong or reference.target == "bare")
        ):
            yield Problem(
                reference.place,
                f"'{reference.text}' is not resolved in a pass step's result",
                "read it in the step that needs it",
            )
