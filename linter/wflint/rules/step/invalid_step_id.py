"""A step id that no reference can spell.

A reference names a step by letters, digits, `_` and `-`, and ends the name at a dot. A step with any other id
runs, and nothing can ever read what it gave; and `inputs` is what the workflow's own inputs are called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...problem import Problem
from ...rule import ERROR, Example, Rule
from ...templates.references import NAME

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        steps:
          - {id: 1st-draft_a, type: model, model: m, params: {prompt: a cat}}
          - {id: final, type: model, model: m, params: {text: "{{1st-draft_a.output}}"}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "my draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                              ^^^^^^^^^^ no reference can spell the step id 'my draft'
                       {"id": "", "type": "model", "model": "m", "params": {"prompt": "a dog"}},
                              ^^ the step id is empty
                       {"id": "step.3", "type": "model", "model": "m", "params": {"prompt": "a bird"}}]}
                              ^^^^^^^^ no reference can spell the step id 'step.3'
            """
        ),
        Example(
            """
            steps:
              - step_id: inputs
                         ^^^^^^ the step id 'inputs' is what the workflow's own inputs are called
                type: model
                model: m
                params: {prompt: a cat}
            """
        ),
    ),
    related=("duplicate-step-id", "reserved-step-id"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step whose id is no single name."""
    ids = workflow.by_id
    if "".join(ids).replace("_", "").isalnum() and "" not in ids and "inputs" not in ids:
        return
    for step in workflow.steps:
        if step.id is None:
            continue
        if not step.id.strip():
            message = "the step id is empty"
        elif step.id == "inputs":
            message = "the step id 'inputs' is what the workflow's own inputs are called"
        elif re.fullmatch(NAME, step.id) is None:
            shown = " ".join(step.id.split())
            message = (
                f"no reference can spell the step id '{shown if len(shown) <= 60 else f'{shown[:57]}…'}'"
            )
        else:
            continue
        yield Problem(step.place, message, "use letters, digits, '_' and '-' only, as in 'first-draft'")
