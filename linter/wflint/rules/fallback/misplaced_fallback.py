"""A fallback on a step that cannot have one.

Only a model step, and since August 2026 an HTTP step, has something to turn to. On any other step the engine
passes the fallback over, and a failure there ends the run.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        steps:
          - id: fetch
            type: http
            url: https://api.example.com/rates
            fallback: {url: https://mirror.example.com/rates}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "count", "type": "python", "code": "result = 1",
                        "fallback": {"model": "counter", "params": {"text": "one"}}}]}
                        ^^^^^^^^^^ step 'count' is a python step: its fallback never runs
            """
        ),
        Example(
            """
            steps:
              - id: settings
                type: pass
                result: {style: plain}
                fallback:
                ^^^^^^^^ step 'settings' is a pass step: its fallback never runs
                  model: flux-dev
                  params: {prompt: a cat}
            """
        ),
    ),
    related=("missing-fallback-params",),
)

_WITHOUT = ("python", "parallel", "choice", "pass")


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every enabled fallback of a step that is neither a model nor a request."""
    for fallback in workflow.fallbacks:
        step = fallback.owner
        if fallback.enabled and step.type in _WITHOUT:
            yield Problem(
                Place(fallback.path, key=True),
                f"{step.title} is a {step.type} step: its fallback never runs",
                "move it to the model or http step that may fail, or set 'continue_on_error'",
            )
