"""Two steps with one id.

References find steps by their ids, at whatever depth they stand: with two of a name, one of them can no
longer be read, and which one is for the engine to choose. The `step_id` of a choice's branch is another name
space and is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Step, Workflow
from ...problem import Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        input_schema: {properties: {mode: {type: string}}, required: [mode]}
        steps:
          - id: gate
            type: choice
            condition: {expression: $.inputs.mode, operator: equals, value: fast}
            condition_met_branch:
              name: fast
              step_id: quick
              steps: [{id: quick, type: model, model: m, params: {steps: 4}}]
            default_branch:
              name: slow
              step_id: fine
              steps: [{id: fine, type: model, model: m, params: {steps: 40}}]
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}},
                       {"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a dog"}}]}
                              ^^^^^^ step id 'draw' is already taken
            """
        ),
        Example(
            """
            steps:
              - id: both
                type: parallel
                branches:
                  - steps: [{id: cat, type: model, model: m, params: {prompt: a cat}}]
                  - steps: [{step_id: cat, type: model, model: m, params: {prompt: a dog}}]
                                      ^^^ step id 'cat' is already taken
              - id: both
                    ^^^^ step id 'both' is already taken
                type: model
                model: join
                params: {image: "{{cat.output}}"}
            """
        ),
    ),
    related=("conflicting-step-id", "invalid-step-id"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step whose id an earlier one has."""
    ids = [step.id for step in workflow.steps]
    if len(set(ids)) == len(ids):
        return
    first: dict[str, Step] = {}
    for step in workflow.steps:
        # That there is no id in it is another rule's to say, and once is enough.
        if not step.id:
            continue
        if step.id not in first:
            first[step.id] = step
            continue
        yield Problem(
            step.place,
            f"step id '{step.id}' is already taken",
            "give each step an id of its own, and its readers the right one",
            related=(Related(first[step.id].place, "the first step of that id"),),
        )
