"""A fallback that is switched off.

It reads as if the step were insured, and the run fails all the same when the primary does. Nothing else is
said about such a fallback.
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
        {"steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                    "fallback": {"enabled": true, "model": "flux-dev", "params": {"prompt": "a cat"}}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "a cat"},
                        "fallback": {"enabled": false, "model": "flux-dev"}}]}
                                                ^^^^^ the fallback of step 'draw' is switched off
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
                  model: flux-dev
                  params: {prompt: a cat}
                  enabled: false
                           ^^^^^ the fallback of step 'draw' is switched off
            """
        ),
    ),
    related=("no-production-fallback",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every fallback with ``enabled: false``."""
    for fallback in workflow.fallbacks:
        if not fallback.enabled:
            yield Problem(
                Place((*fallback.path, "enabled")),
                f"the fallback of {fallback.owner.title} is switched off",
                "switch it on, or take it out",
            )
