"""A model step of a production version that has no fallback.

Models are overloaded, renamed and withdrawn; a version that serves users is where that hurts. Judged only in
a version marked `production: true`. HTTP and Python steps are not models, in whichever way they are written.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Problem
from ...rule import INFO, Example, Rule
from ...step_fields import HTTP_MODEL, PYTHON_MODEL, is_misspelled

RULE = Rule(
    severity=INFO,
    on="E",
    good=(
        """
        {"version_id": "v1", "production": true,
         "definition": {"version": "v1",
           "steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                      "fallback": {"model": "flux-dev", "params": {"prompt": "a cat"}}}]}}
        """,
        """
        version_id: v1
        production: false
        definition:
          steps: [{id: draw, type: model, model: flux-pro, params: {prompt: a cat}}]
        """,
    ),
    bad=(
        Example(
            """
            {"version_id": "v1", "production": true,
             "definition": {"version": "v1",
               "steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"}}]}}
                                ^^^^^^ step 'draw' of a production version has no fallback
            """
        ),
        Example(
            """
            version_id: v1
            production: true
            definition:
              steps:
                - type: parallel
                  id: both
                  branches:
                    - steps: [{step_id: cat, model: flux, params: {prompt: a cat}}]
                                        ^^^ step 'cat' of a production version has no fallback
                    - steps:
                        - step_id: dog
                          model: flux
                          params: {prompt: a dog}
                          fallback: {model: sketch, params: {prompt: a dog}}
                - id: bird
                  model: flux
                  params: {prompt: a bird}
                  fallbak: {model: sketch, params: {prompt: a bird}}
            """,
            also=("unknown-field",),
        ),
    ),
    related=("disabled-fallback",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every model step without a fallback, where the version is in production."""
    if workflow.body is None or workflow.body.get("production") is not True:
        return
    for step in workflow.steps:
        if (
            step.type == "model"
            and step.value.get("fallback") is None
            and step.model not in (HTTP_MODEL, PYTHON_MODEL)
            and not is_misspelled("fallback", step.value, "modelStep")
        ):
            yield Problem(
                step.place,
                f"{step.title} of a production version has no fallback",
                "name a second model that runs when this one fails",
            )
