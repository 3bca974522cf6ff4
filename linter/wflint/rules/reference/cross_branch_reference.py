"""A reference to a step of a sibling branch.

The branches of a parallel step run at the same time and cannot see each other; of a choice's two branches
only one runs. Either way the value is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Sight, Step, Workflow
from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        steps:
          - id: both
            type: parallel
            branches:
              - steps:
                  - {id: cat, type: model, model: m, params: {prompt: a cat}}
              - steps:
                  - {id: dog, type: model, model: m, params: {prompt: a dog}}
          - {id: scene, type: model, model: m, params: {prompt: "{{cat.output}} with {{dog.output}}"}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "both", "type": "parallel", "branches": [
                {"steps": [{"id": "cat", "type": "model", "model": "m", "params": {"prompt": "a cat"}}]},
                {"steps": [{"id": "dog", "type": "model", "model": "m", "params": {"prompt": "near {{cat.output}}"}}]}]}]}
                                                                                                   ^^^^^^^^^^^^^^ step 'cat' runs in another branch of step 'both'
            """
        ),
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
                    - {id: small, type: model, model: m, params: {image: $.big.primary}}
                                                                         ^^^^^^^^^^^^^ step 'big' is in the other branch of choice 'pick'
            """
        ),
    ),
    related=("forward-reference", "conditional-reference"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference across the branches of one step."""
    for reference, target, sight in workflow.doubts.unavailable:
        reader = reference.step
        if reader is None or sight is not Sight.SIBLING:
            continue
        owner = _shared_owner(target, reader)
        if owner.type == "choice":
            message = f"{target.title} is in the other branch of choice '{owner.id}'"
            help_text = "only one branch of a choice runs: read what both can see"
        else:
            message = f"{target.title} runs in another branch of {owner.title}"
            help_text = f"branches run at the same time: read it in a step after {owner.title}"
        yield Problem(
            reference.place,
            message,
            help_text,
            (Related(Place(target.id_path), f"{target.title} stands here"),),
        )


def _shared_owner(target: Step, reader: Step) -> Step:
    """The innermost step that encloses both."""
    owner = target.parent
    while owner is not None and reader.position[: len(owner.position)] != owner.position:
        owner = owner.parent
    return owner if owner is not None else target
