"""A condition that asks about nothing.

An expression is a reference, such as `$.inputs.mode` or `$.draft.primary`. Any other text is compared as it
stands, so one of the two branches runs every time and the other never. An expression in the wrong syntax, or
one that refers to something that is not there, is left to the rules on references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        input_schema: {properties: {mode: {type: string}}, required: [mode]}
        steps:
          - id: gate
            type: choice
            condition: {expression: $.inputs.mode, operator: equals, value: fast}
            condition_met_branch: {name: fast, steps: [{id: quick, type: model, model: m, params: {steps: 4}}]}
            default_branch: {name: slow, steps: [{id: fine, type: model, model: m, params: {steps: 40}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "inputs.mode", "operator": "equals", "value": "fast"},
                                                    ^^^^^^^^^^^^^ 'inputs.mode' refers to nothing; did you mean '$.inputs.mode'?
                        "condition_met_branch": {"name": "fast", "steps": [
                          {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                        "default_branch": {"name": "slow", "steps": [
                          {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
            """
        ),
        Example(
            """
            steps:
              - id: gate
                type: choice
                condition:
                  or:
                    - expression: "true"
                                  ^^^^^^ 'true' refers to nothing: the same branch runs every time
                      operator: equals
                      value: "true"
                    - expression: ""
                                  ^^ the expression is empty: the same branch runs every time
                      operator: equals
                      value: "true"
                condition_met_branch: {name: yes, steps: [{id: quick, type: model, model: m, params: {steps: 4}}]}
                default_branch: {name: no, steps: [{id: fine, type: model, model: m, params: {steps: 40}}]}
            """
        ),
    ),
    related=("wrong-reference-syntax",),
)

_DOLLAR = r"\$(?!\d)"
"""Of a reference, in any spelling; `$5` is money."""


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every condition whose expression is a string without a reference."""
    for condition in workflow.conditions:
        expression = condition.value.get("expression")
        if isinstance(expression, str) and not _refers(expression):
            yield Problem(
                Place((*condition.path, "expression")),
                _message(expression, workflow),
                "name what is to be compared, as $.inputs.NAME or $.STEP.primary",
            )


def _refers(expression: str) -> bool:
    """Whether a reference begins in it."""
    return "$." in expression or "{{" in expression or re.search(_DOLLAR, expression) is not None


def _message(expression: str, workflow: Workflow) -> str:
    if not expression.strip():
        return "the expression is empty: the same branch runs every time"
    shown = " ".join((expression if len(expression) <= 40 else f"{expression[:37]}…").split())
    head, dot, field = expression.partition(".")
    if dot and field and (head == "inputs" or head in workflow.by_id):
        return f"'{shown}' refers to nothing; did you mean '$.{shown}'?"
    return f"'{shown}' refers to nothing: the same branch runs every time"
