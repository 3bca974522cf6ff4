"""A step refers to itself, or to a step that it stands in.

Its output is there only when it has ended: the reference can never be resolved while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Sight, Workflow
from ...problem import Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                   {"id": "again", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
                                                                                            ^^^^^^^^^^^^^^^^ step 'draft' refers to itself
            """
        ),
        Example(
            """
            steps:
              - id: both
                type: parallel
                branches:
                  - steps:
                      - {id: cat, type: model, model: m, params: {prompt: a cat}}
                  - steps:
                      - id: dog
                        type: model
                        model: m
                        params: {prompt: "like {{both.output}}"}
                                               ^^^^^^^^^^^^^^^ step 'dog' refers to step 'both', which it is a part of
            """
        ),
    ),
    related=("forward-reference", "cross-branch-reference"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to the step that makes it, or to one that encloses it."""
    for reference, target, sight in workflow.doubts.unavailable:
        reader = reference.step
        if reader is None or sight is not Sight.ITSELF:
            continue
        if target is reader:
            message = f"{reader.title} refers to itself"
        else:
            message = f"{reader.title} refers to {target.title}, which it is a part of"
        yield Problem(reference.place, message, "refer to a step that has ended before this one begins")
