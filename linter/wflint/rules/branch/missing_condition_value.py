"""A comparison with nothing to compare with.

The engine compares with null instead, or refuses the choice; the branch that was meant never runs. Only
`exists`, `not_exists`, `is_null` and `is_not_null` stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...operators import COMPARISONS
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        input_schema: {properties: {photo: {type: string}}}
        steps:
          - id: gate
            type: choice
            condition: {expression: $.inputs.photo, operator: exists}
            condition_met_branch: {name: given, steps: [{id: edit, type: model, model: m, params: {scale: 1}}]}
            default_branch: {name: none, steps: [{id: draw, type: model, model: m, params: {scale: 2}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.mode", "operator": "equals"},
                                                                                 ^^^^^^^^ 'equals' needs a value to compare with
                        "condition_met_branch": {"name": "fast", "steps": [
                          {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                        "default_branch": {"name": "slow", "steps": [
                          {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
            """
        ),
        Example(
            """
            input_schema: {properties: {mode: {type: string}}, required: [mode]}
            steps:
              - id: gate
                type: choice
                condition:
                  or:
                    - expression: $.inputs.mode
                      operator: in
                                ^^ 'in' needs a value to compare with
                    - {expression: $.inputs.mode, operator: in, values: [fast, draft]}
                    - {expression: $.inputs.mode, operator: string_equals, value: quick}
                condition_met_branch: {name: fast, steps: [{id: quick, type: model, model: m, params: {steps: 4}}]}
                default_branch: {name: slow, steps: [{id: fine, type: model, model: m, params: {steps: 40}}]}
            """,
            also=("unknown-field",),
        ),
    ),
    related=("invalid-condition-value", "unused-condition-value"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every comparing operator whose condition has no ``value``."""
    for condition in workflow.conditions:
        operator = condition.value.get("operator")
        if operator in COMPARISONS and "value" not in condition.value:
            if is_misspelled("value", condition.value, "condition"):
                continue
            yield Problem(
                Place((*condition.path, "operator")),
                f"'{operator}' needs a value to compare with",
                "add 'value', or ask with 'exists' or 'is_not_null' whether there is anything",
            )
