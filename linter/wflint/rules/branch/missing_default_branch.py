"""A choice that says nothing about the other case.

When the condition is not met nothing runs and the choice gives no result: what reads it fails, in some runs
and not in others, which is the hardest kind of fault to find.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Problem
from ...rule import WARNING, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
         "steps": [{"id": "gate", "type": "choice",
                    "condition": {"expression": "$.inputs.mode", "operator": "equals", "value": "fast"},
                    "condition_met_branch": {"name": "fast", "steps": [
                      {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                    "default_branch": {"name": "slow", "steps": [
                      {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
             "steps": [{"id": "gate", "type": "choice",
                              ^^^^^^ step 'gate' has no default_branch
                        "condition": {"expression": "$.inputs.mode", "operator": "equals", "value": "fast"},
                        "condition_met_branch": {"name": "fast", "steps": [
                          {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]}}]}
            """
        ),
        Example(
            """
            input_schema: {properties: {mode: {type: string}}, required: [mode]}
            steps:
              - type: choice
                step_id: gate
                         ^^^^ step 'gate' has no default_branch
                condition: {expression: $.inputs.mode, operator: equals, value: fast}
                condition_met_branch: {name: fast, steps: [{id: quick, type: model, model: m, params: {steps: 4}}]}
            """
        ),
        Example(
            """
            input_schema: {properties: {mode: {type: string}}, required: [mode]}
            steps:
              - id: gate
                type: choice
                condition: {expression: $.inputs.mode, operator: equals, value: fast}
                condition_met_branch: {name: fast, steps: [{id: quick, model: m, params: {steps: 4}}]}
                default: {name: slow, steps: [{id: fine, model: m, params: {steps: 40}}]}
              - id: door
                    ^^^^ step 'door' has no default_branch
                type: choice
                condition: {expression: $.gate.primary, operator: exists}
                condition_met_branch: {name: open, steps: [{id: enter, model: m, params: {text: $.gate.primary}}]}
            """,
            also=("unknown-field",),
        ),
    ),
    related=("empty-branch",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every choice without the second branch."""
    for step in workflow.steps:
        if step.type == "choice" and "default_branch" not in step.value:
            if is_misspelled("default_branch", step.value, "choiceStep"):
                continue
            yield Problem(
                step.place,
                f"{step.title} has no default_branch",
                "say what runs when the condition is not met: a pass step, where it is nothing",
            )
