"""A reference to a step that runs later.

Steps run in list order: when this one runs, the other has given nothing yet, and the run fails. A choice's
condition cannot read the steps of its own branches either.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Sight, Workflow
from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                   {"id": "check", "type": "model", "model": "m", "params": {"text": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "check", "type": "model", "model": "m", "params": {"text": "{{draft.output}}"}},
                                                                                          ^^^^^^^^^^^^^^^^ step 'draft' runs after step 'check'
                       {"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}}]}
            """
        ),
        Example(
            """
            steps:
              - id: pick
                type: choice
                condition: {expression: $.inner.primary, operator: exists}
                                        ^^^^^^^^^^^^^^^ step 'inner' runs after step 'pick'
                condition_met_branch:
                  name: met
                  steps:
                    - {id: inner, type: model, model: m, params: {prompt: a cat}}
                default_branch:
                  name: default
                  steps:
                    - {id: other, type: model, model: m, params: {prompt: a dog}}
            """
        ),
    ),
    related=("self-reference", "cross-branch-reference", "undefined-step"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to a step further down."""
    for reference, target, sight in workflow.doubts.unavailable:
        if sight is Sight.LATER:
            reader = reference.step.title if reference.step is not None else "the run"
            in_turn = any(other.reads is reference.step for other in workflow.references_of(target))
            yield Problem(
                reference.place,
                f"{target.title} runs after {reader}",
                f"{target.title} reads {reader} in its turn: one of them must do without the other"
                if in_turn
                else f"move {target.title} up, before {reader}",
                (Related(Place(target.id_path), f"{target.title} stands here"),),
            )
