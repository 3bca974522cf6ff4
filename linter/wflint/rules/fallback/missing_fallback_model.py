"""A fallback that names no model.

The engine has nothing to turn to when the primary fails, so the run fails as if there were no fallback. A
fallback that is switched off is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        {"steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                    "fallback": {"model": "flux-dev", "params": {"prompt": "a cat"}}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                        "fallback": {"params": {"prompt": "a cat"}}}]}
                        ^^^^^^^^^^ the fallback of step 'draw' names no model
            """
        ),
        Example(
            """
            steps:
              - id: draw
                type: model
                model: flux-pro
                params: {prompt: a cat}
                fallback:
                  model: ""
                         ^^ the fallback of step 'draw' names no model
                  params: {prompt: a cat}
            """
        ),
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                        "fallback": {"modle": "flux-dev", "params": {"prompt": "a cat"}}},
                       {"id": "paint", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                        "fallback": {"enabled": true}}]}
                        ^^^^^^^^^^ the fallback of step 'paint' names no model
            """,
            also=("unknown-field",),
        ),
    ),
    related=("missing-fallback-params",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every enabled fallback of a model step whose model is absent, null or blank."""
    for fallback in workflow.fallbacks:
        step = fallback.owner
        if not fallback.enabled or step.type != "model":
            continue
        model = fallback.value.get("model")
        if model is None or (isinstance(model, str) and not model.strip()):
            if is_misspelled("model", fallback.value, "fallback"):
                continue
            yield Problem(
                Place((*fallback.path, "model"))
                if "model" in fallback.value
                else Place(fallback.path, key=True),
                f"the fallback of {step.title} names no model",
                "name the model to run when the primary fails, or take the fallback out",
            )
