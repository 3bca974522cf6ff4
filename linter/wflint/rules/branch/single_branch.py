"""A parallel step with one branch.

Nothing runs beside it, so the step only adds a level. Often the second branch was lost in an edit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import INFO, Example, Rule

RULE = Rule(
    severity=INFO,
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
            {"steps": [{"id": "both", "type": "parallel",
                        "branches": [{"steps": [{"id": "cat", "type": "model", "model": "m",
                        ^^^^^^^^^^ step 'both' has one branch: nothing runs in parallel
                                                 "params": {"prompt": "a cat"}}]}]}]}
            """
        ),
        Example(
            """
            steps:
              - id: both
                type: parallel
                branches:
                ^^^^^^^^ step 'both' has one branch: nothing runs in parallel
                  - name: cats
                    steps:
                      - {id: cat, type: model, model: m, params: {prompt: a cat}}
                      - {id: dog, type: model, model: m, params: {image: "{{cat.output}}"}}
            """
        ),
    ),
    related=("empty-branch", "too-many-branches"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every parallel step whose list of branches has one item."""
    for step in workflow.steps:
        if step.type != "parallel":
            continue
        branches = step.value.get("branches")
        if isinstance(branches, list) and len(branches) == 1:
            yield Problem(
                Place((*step.path, "branches"), key=True),
                f"{step.title} has one branch: nothing runs in parallel",
                "add the other branch, or put its steps in place of the parallel step",
            )
