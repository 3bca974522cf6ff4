"""A branch in which nothing runs.

A choice that takes it gives no result, so what reads the choice's output fails; a parallel step does not need
it at all. Usually the steps were never written, or stand one level too high.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Branch, Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        steps:
          - id: both
            type: parallel
            branches:
              - steps: [{id: cat, type: model, model: m, params: {prompt: a cat}}]
              - steps: [{id: dog, type: model, model: m, params: {prompt: a dog}}]
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"mode": {"type": "string"}}, "required": ["mode"]},
             "steps": [{"id": "gate", "type": "choice",
                        "condition": {"expression": "$.inputs.mode", "operator": "equals", "value": "fast"},
                        "condition_met_branch": {"name": "fast", "steps": []},
                                                                          ^ the condition_met_branch of step 'gate' has no steps
                        "default_branch": {"name": "slow"}}]}
                        ^^^^^^^^^^^^^^^^ the default_branch of step 'gate' has no steps
            """
        ),
        Example(
            """
            steps:
              - id: both
                type: parallel
                branches:
                  - name: cats
                    steps: [{id: cat, type: model, model: m, params: {prompt: a cat}}]
                  - name: dogs
                    ^^^^ branch 2 of step 'both' has no steps
                  - name: birds
                    steps: []
                           ^ branch 3 of step 'both' has no steps
            """
        ),
        Example(
            """
            {"steps": [{"id": "both", "type": "parallel", "branches": [
               {"name": "cats", "stpes": [{"id": "cat", "model": "m", "params": {"prompt": "a cat"}}]},
               {"id": "dog", "type": "model", "model": "m", "params": {"prompt": "a dog"}},
               {"name": "birds", "step_id": "birds"}]},
               ^ branch 3 of step 'both' has no steps
              {"id": "show", "model": "m", "params": {"images": ["{{cat.output}}", "{{dog.output}}"]}}]}
            """,
            also=("schema-violation", "unknown-field"),
        ),
    ),
    related=("empty-definition", "missing-default-branch", "single-branch"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every branch whose steps are absent or an empty list."""
    for branch in workflow.branches:
        if "steps" not in branch.value:
            # A step that stands where a branch belongs is reported as that.
            if {"type", "model"} & branch.value.keys() or is_misspelled(
                "steps", branch.value, "branchFields"
            ):
                continue
            # A choice's branch is the value of a property, a parallel step's an item of a list.
            place = Place(branch.path, key=branch.role != "parallel")
        elif branch.value["steps"] == []:
            place = Place((*branch.path, "steps"))
        else:
            continue
        yield Problem(place, f"{_title(branch)} has no steps", "give it a step, or take the branch out")


def _title(branch: Branch) -> str:
    step, last = branch.owner, branch.path[-1]
    return f"branch {last + 1} of {step.title}" if isinstance(last, int) else f"the {last} of {step.title}"
