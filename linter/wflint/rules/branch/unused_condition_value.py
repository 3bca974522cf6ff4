"""A value that the operator never looks at.

`exists`, `not_exists`, `is_null` and `is_not_null` ask about the expression alone. A value beside them
suggests a comparison that is not made: `exists` with `false` still asks whether there is something.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...operators import EXISTENCES
from ...problem import Place, Problem, Remove, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    fix=SAFE,
    good=(
        """
        input_schema: {properties: {photo: {type: string}}}
        steps:
          - id: gate
            type: choice
            condition: {expression: $.inputs.photo, operator: not_exists}
            condition_met_branch: {name: none, steps: [{id: draw, type: model, model: m, params: {scale: 2}}]}
            default_branch: {name: given, steps: [{id: edit, type: model, model: m, params: {scale: 1}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"photo": {"type": "string"}}},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.photo", "operator": "exists", "value": true},
                                                                                            ^^^^^^^ 'exists' takes no value
                        "condition_met_branch": {"name": "given", "steps": [
                          {"id": "edit", "type": "model", "model": "m", "params": {"scale": 1}}]},
                        "default_branch": {"name": "none", "steps": [
                          {"id": "draw", "type": "model", "model": "m", "params": {"scale": 2}}]}}]}
            """,
            fixed="""
            {"input_schema": {"properties": {"photo": {"type": "string"}}},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.photo", "operator": "exists"},
                        "condition_met_branch": {"name": "given", "steps": [
                          {"id": "edit", "type": "model", "model": "m", "params": {"scale": 1}}]},
                        "default_branch": {"name": "none", "steps": [
                          {"id": "draw", "type": "model", "model": "m", "params": {"scale": 2}}]}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {photo: {type: string}}}
            steps:
              - id: gate
                type: choice
                condition:
                  not:
                    expression: $.inputs.photo
                    value: null  # nothing there
                    ^^^^^ 'is_null' takes no value
                    operator: is_null
                condition_met_branch: {name: given, steps: [{id: edit, type: model, model: m, params: {scale: 1}}]}
                default_branch: {name: none, steps: [{id: draw, type: model, model: m, params: {scale: 2}}]}
            """
        ),
    ),
    related=("missing-condition-value",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every existence operator whose condition has a ``value``."""
    for condition in workflow.conditions:
        operator = condition.value.get("operator")
        if operator in EXISTENCES and "value" in condition.value:
            path = (*condition.path, "value")
            yield Problem(
                Place(path, key=True),
                f"'{operator}' takes no value",
                "take the value out, or compare with it by 'equals'",
                repair=safe("take the value out", Remove(path)),
            )
