"""A fallback that repeats the primary.

The same model in the same version with the same params fails for the same reason, and the run waits, and
pays, twice. To try the same model again is what `retry` is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule
from ...step_fields import fallback_params_of, params_of

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        {"steps": [{"id": "draw", "type": "model", "model": "flux", "version": "2", "params": {"prompt": "a cat"},
                    "fallback": {"model": "flux", "version": "1", "params": {"prompt": "a cat"}}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "flux", "version": "2", "params": {"prompt": "a cat"},
                        "fallback": {"model": "flux", "params": {"prompt": "a cat"}}}]}
                        ^^^^^^^^^^ the fallback of step 'draw' is 'flux' again, with the same version and params
            """
        ),
        Example(
            """
            steps:
              - id: draw
                type: model
                model: flux
                params: {prompt: a cat, steps: 4}
                fallback:
                ^^^^^^^^ the fallback of step 'draw' is 'flux' again, with the same version and params
                  enabled: true
                  model: flux
                  params: {steps: 4, prompt: a cat}
            """
        ),
    ),
    related=("missing-fallback-params",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every enabled fallback that would do exactly what the primary did."""
    for fallback in workflow.fallbacks:
        step = fallback.owner
        if not fallback.enabled or step.type != "model":
            continue
        if not step.model or fallback.model != step.model:
            continue
        version = step.value.get("version")
        if not _same(version, fallback.value.get("version") or version):
            continue
        primary, own = params_of(step), fallback_params_of(step)
        if _same(primary.value if primary else {}, own.value if own else {}):
            yield Problem(
                Place(fallback.path, key=True),
                f"the fallback of {step.title} is '{step.model}' again, with the same version and params",
                "it will fail the same way: name another model, or use 'retry' to try this one again",
            )


def _same(one: object, other: object) -> bool:
    """Equality of JSON values; Python's own takes ``true`` for 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other
