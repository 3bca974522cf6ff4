"""A step called what the output of a fallback is called.

When the fallback of step `draft` runs, the run shows an output `draft_fallback`. A step of that name hides
it, or is hidden by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, Related
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        steps:
          - {id: draw, type: model, model: m, params: {prompt: a cat}}
          - {id: draw_fallback, type: model, model: m, params: {prompt: a dog, image: "{{draw.output}}"}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "m", "params": {"prompt": "a cat"},
                        "fallback": {"model": "m2", "params": {"prompt": "a cat"}}},
                       {"id": "draw_fallback", "type": "model", "model": "m", "params": {"prompt": "a dog"}}]}
                              ^^^^^^^^^^^^^^^ 'draw_fallback' is what the output of the fallback of step 'draw' is called
            """
        ),
        Example(
            """
            steps:
              - step_id: draw_fallback
                         ^^^^^^^^^^^^^ 'draw_fallback' is what the output of the fallback of step 'draw' is called
                model: m
                params: {prompt: a dog}
              - step_id: draw
                model: m
                params: {image: "{{draw_fallback.output}}"}
                fallback: {model: m2, params: {image_url: "{{draw_fallback.output}}"}}
            """
        ),
    ),
    related=("invalid-step-id",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step ``<x>_fallback`` where step ``<x>`` has a fallback."""
    if "_fallback" not in " ".join(workflow.by_id):
        return
    for step in workflow.steps:
        if step.id is None or not step.id.endswith("_fallback"):
            continue
        other = workflow.by_id.get(step.id.removesuffix("_fallback"))
        if other is not None and other.fallback is not None:
            yield Problem(
                step.place,
                f"'{step.id}' is what the output of the fallback of {other.title} is called",
                "call this step something else",
                related=(Related(Place(other.fallback.path, key=True), f"the fallback of {other.title}"),),
            )
