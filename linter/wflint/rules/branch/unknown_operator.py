"""A condition with an operator that does not exist.

There are fourteen operators, all of them words; what other languages call `==`, `contains` or `gt` has a name
of its own here. A run fails at the choice, with every step before it paid for.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...nearest import nearest
from ...operators import OPERATORS, meant_by
from ...problem import Place, Problem, SetValue, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    fix=UNSAFE,
    good=(
        """
        {"input_schema": {"properties": {"size": {"type": "integer"}}, "required": ["size"]},
         "steps": [{"id": "gate", "type": "choice",
                    "condition": {"expression": "$.inputs.size", "operator": "greater_than", "value": 10},
                    "condition_met_branch": {"name": "big", "steps": [
                      {"id": "shrink", "type": "model", "model": "m", "params": {"size": "$.inputs.size"}}]},
                    "default_branch": {"name": "small", "steps": [
                      {"id": "keep", "type": "model", "model": "m", "params": {"size": "$.inputs.size"}}]}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.mode", "operator": "==", "value": "fast"},
                                                                                 ^^^^ no operator '=='; did you mean 'equals'?
                        "condition_met_branch": {"name": "fast", "steps": [
                          {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                        "default_branch": {"name": "slow", "steps": [
                          {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
            """,
            fixed="""
            {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.mode", "operator": "equals", "value": "fast"},
                        "condition_met_branch": {"name": "fast", "steps": [
                          {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                        "default_branch": {"name": "slow", "steps": [
                          {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {size: {type: integer}, name: {type: string}}, required: [size, name]}
            steps:
              - id: gate
                type: choice
                condition:
                  and:
                    - {expression: $.inputs.size, operator: greater_then, value: 10}
                                                            ^^^^^^^^^^^^ no operator 'greater_then'; did you mean 'greater_than'?
                    - not: {expression: $.inputs.name, operator: contains, value: draft}
                                                                 ^^^^^^^^ no operator 'contains'; did you mean 'string_matches'?
                    - {expression: $.inputs.name, operator: sounds_like, value: draft}
                                                            ^^^^^^^^^^^ no operator 'sounds_like'
                condition_met_branch: {name: big, steps: [{id: shrink, type: model, model: m, params: {scale: 1}}]}
                default_branch: {name: small, steps: [{id: keep, type: model, model: m, params: {scale: 2}}]}
            """
        ),
    ),
    related=("missing-condition-value", "invalid-condition-value"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every condition whose operator is a string, and none of the fourteen."""
    for condition in workflow.conditions:
        operator = condition.value.get("operator")
        if not isinstance(operator, str) or operator in OPERATORS:
            continue
        right = meant_by(operator) or nearest(operator, OPERATORS)
        path = (*condition.path, "operator")
        yield Problem(
            Place(path),
            f"no operator '{operator}'" + (f"; did you mean '{right}'?" if right else ""),
            f"the operators are {', '.join(OPERATORS)}",
            repair=unsafe(f"write '{right}'", SetValue(path, right)) if right else None,
        )
