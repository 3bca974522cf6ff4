"""A reference into a choice branch that may not have run.

A choice runs one of its branches. Where the other one ran, the referenced step has no output and the run
fails there. The choice itself can be referred to: its result is that of the branch that ran.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Sight, Workflow
from ...problem import Place, Problem, Related
from ...rule import WARNING, Example, Rule
from ...scope import choice_between

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        steps:
          - {id: draw, type: model, model: m, params: {prompt: a cat}}
          - id: pick
            type: choice
            condition: {expression: $.draw.primary, operator: exists}
            condition_met_branch:
              name: met
              steps:
                - {id: big, type: model, model: m, params: {image: $.draw.primary}}
            default_branch:
              name: default
              steps:
                - {id: small, type: model, model: m, params: {image: $.draw.primary}}
          - {id: frame, type: model, model: m, params: {image: $.pick.primary}}
        """,
    ),
    bad=(
        Example(
            """
            steps:
              - {id: draw, type: model, model: m, params: {prompt: a cat}}
              - id: pick
                type: choice
                condition: {expression: $.draw.primary, operator: exists}
                condition_met_branch:
                  name: met
                  steps:
                    - {id: big, type: model, model: m, params: {image: $.draw.primary}}
                default_branch:
                  name: default
                  steps:
                    - {id: small, type: model, model: m, params: {image: $.draw.primary}}
              - {id: frame, type: model, model: m, params: {image: $.big.primary}}
                                                                   ^^^^^^^^^^^^^ step 'big' is in a branch of choice 'pick' and may not have run
            """
        ),
    ),
    related=("cross-branch-reference", "forward-reference"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference from outside a choice to a step of one of its branches."""
    for reference, target, sight in workflow.doubts.unavailable:
        if sight is not Sight.CONDITIONAL:
            continue
        choice = choice_between(target, reference.step)
        name = f"choice '{choice.id}'" if choice is not None and choice.id is not None else "a choice"
        yield Problem(
            reference.place,
            f"{target.title} is in a branch of {name} and may not have run",
            f"refer to {name} itself: its output is that of the branch that ran",
            (Related(Place(target.id_path), f"{target.title} stands here"),),
        )
