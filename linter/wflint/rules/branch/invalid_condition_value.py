"""A value that the operator cannot compare with.

`in` and `not_in` look into a list; the four orderings compare numbers, written as such or as text. Anything
else makes the choice fail, or sends every run down the same branch. So does a value that an input can never
have, for it is not in the input's `enum`, and an ordering of an input that is declared a string. A value
that holds a reference is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Condition, Input, Workflow
from ...nearest import did_you_mean
from ...operators import COMPARISONS, MEMBERSHIPS, ORDERINGS
from ...problem import Path, Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        {"input_schema": {"properties": {"size": {"type": "integer"}, "mode": {"enum": ["fast", "fine"]}},
                          "required": ["size", "mode"]},
         "steps": [{"id": "gate", "type": "choice",
                    "condition": {"or": [{"expression": "$.inputs.size", "operator": "less_than", "value": "2.5"},
                                         {"expression": "$.inputs.mode", "operator": "in", "value": ["fast"]}]},
                    "condition_met_branch": {"name": "fast", "steps": [
                      {"id": "quick", "type": "model", "model": "m", "params": {"steps": 4}}]},
                    "default_branch": {"name": "slow", "steps": [
                      {"id": "fine", "type": "model", "model": "m", "params": {"steps": 40}}]}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"size": {"type": "integer"}, "name": {"type": "string"}},
                              "required": ["size", "name"]},
             "steps": [{"id": "gate", "type": "choice", "condition": {"and": [
                          {"expression": "$.inputs.size", "operator": "greater_than", "value": "ten"},
                                                                                               ^^^^^ 'greater_than' needs a number, not 'ten'
                          {"expression": "$.inputs.size", "operator": "in", "value": 10},
                                                                                     ^^ 'in' needs a list, not a number
                          {"expression": "$.inputs.name", "operator": "less_than", "value": 10}]},
                                                                                            ^^ 'less_than' compares numbers, and input 'name' is a string
                        "condition_met_branch": {"name": "big", "steps": [
                          {"id": "shrink", "type": "model", "model": "m", "params": {"scale": 1}}]},
                        "default_branch": {"name": "small", "steps": [
                          {"id": "keep", "type": "model", "model": "m", "params": {"scale": 2}}]}}]}
            """
        ),
        Example(
            """
            input_schema:
              type: object
              required: [format]
              properties:
                format: {type: string, enum: [jpeg, png, webp]}
            steps:
              - id: gate
                type: choice
                condition:
                  or:
                    - {expression: $.inputs.format, operator: string_equals, value: jpg}
                                                                                    ^^^ input 'format' is never 'jpg'; did you mean 'jpeg'?
                    - expression: $.inputs.format
                      operator: in
                      value: [png, tiff]
                                   ^^^^ input 'format' is never 'tiff'
                condition_met_branch: {name: flat, steps: [{id: keep, type: model, model: m, params: {scale: 1}}]}
                default_branch: {name: other, steps: [{id: turn, type: model, model: m, params: {scale: 2}}]}
            """
        ),
    ),
    related=("missing-condition-value", "unknown-operator"),
)

_NUMBER = r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*\Z"
_REFERENCE = r"\{\{|\$(?:\.|\{)\s*[^\W\d]"
_INPUTS = "$.inputs."
_EQUALITIES = ("equals", "not_equals", "string_equals")


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every value of a comparing operator."""
    for condition in workflow.conditions:
        operator = condition.value.get("operator")
        if not isinstance(operator, str) or operator not in COMPARISONS or "value" not in condition.value:
            continue
        value = condition.value["value"]
        if isinstance(value, str) and re.search(_REFERENCE, value):
            continue
        path = (*condition.path, "value")
        problem = _wrong_type(operator, value, path)
        compared = _compared_input(workflow, condition)
        if problem is not None:
            yield problem
        elif compared is not None and operator in ORDERINGS:
            yield from _string_ordered(operator, compared, path)
        elif compared is not None and operator in _EQUALITIES:
            yield from _outside_enum(compared, value, path)
        elif compared is not None and operator in MEMBERSHIPS and isinstance(value, list):
            for number, item in enumerate(value):
                yield from _outside_enum(compared, item, (*path, number))


def _wrong_type(operator: str, value: object, path: Path) -> Problem | None:
    if operator in MEMBERSHIPS and not isinstance(value, list):
        wanted, advice = "a list", "write the values it may have as a list"
    elif operator in ORDERINGS and not _is_number(value):
        wanted, advice = "a number", "write a number, or compare text with 'string_equals' or 'in'"
    else:
        return None
    return Problem(Place(path), f"'{operator}' needs {wanted}, not {_name(value)}", advice)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return re.match(_NUMBER, value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _name(value: object) -> str:
    if isinstance(value, str):
        shown = " ".join(value.split())
        return f"'{shown if len(shown) <= 40 else f'{shown[:37]}…'}'"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "a number"


def _compared_input(workflow: Workflow, condition: Condition) -> Input | None:
    """The input that the condition compares, where it compares just that."""
    expression = condition.value.get("expression")
    if not isinstance(expression, str) or not expression.startswith(_INPUTS):
        return None
    return workflow.inputs.get(expression.removeprefix(_INPUTS))


def _string_ordered(operator: str, compared: Input, path: Path) -> Iterator[Problem]:
    choices = compared.schema.get("enum")
    if isinstance(choices, list) and choices and all(map(_is_number, choices)):
        # Numbers spelled as text: those the engine can order.
        return
    if compared.schema.get("type") == "string":
        yield Problem(
            Place(path),
            f"'{operator}' compares numbers, and input '{compared.name}' is a string",
            "declare the input a number, or compare it with 'string_equals' or 'in'",
        )


def _outside_enum(compared: Input, value: object, path: Path) -> Iterator[Problem]:
    choices = compared.schema.get("enum")
    if not isinstance(choices, list) or not choices or isinstance(value, dict | list | None):
        return
    if isinstance(value, str) and re.search(_REFERENCE, value):
        return
    # '5' and 5 may well be equal to the engine, and a default need not be among the choices.
    possible = [
        _spelled(item)
        for item in (*choices, compared.schema.get("default"), compared.schema.get("default_value"))
    ]
    if _spelled(value) not in possible:
        names = [item for item in choices if isinstance(item, str)]
        yield Problem(
            Place(path),
            f"input '{compared.name}' is never '{_spelled(value)}'" + did_you_mean(_spelled(value), names),
            f"its enum allows {', '.join(_spelled(item) for item in choices[:12])}{', …' if len(choices) > 12 else ''}",
        )


def _spelled(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
