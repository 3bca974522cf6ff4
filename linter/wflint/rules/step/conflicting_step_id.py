"""A step with two ids that differ.

`id` and `step_id` are two spellings of one field, and either will do. Where both are given and differ,
references to one of them find nothing; which one is not known, so that neither is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        {"steps": [{"id": "draw", "step_id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "step_id": "paint", "type": "model", "model": "flux",
                                                 ^^^^^^^ step_id is 'paint', but id is 'draw'
                        "params": {"prompt": "a cat"}}]}
            """
        ),
        Example(
            """
            steps:
              - step_id: step1
                         ^^^^^ step_id is 'step1', but id is 'draw'
                id: draw
                model: flux
                params: {prompt: a cat}
              - id: frame
                model: flux
                params: {image: "{{draw.output}}", beside: "{{step1.output}}"}
            """
        ),
    ),
    related=("duplicate-step-id",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step whose ``id`` and ``step_id`` are two different strings."""
    for step in workflow.steps:
        if "step_id" not in step.value:
            continue
        own, other = step.value.get("id"), step.value["step_id"]
        if isinstance(own, str) and isinstance(other, str) and own != other:
            yield Problem(
                Place((*step.path, "step_id")),
                f"step_id is '{other}', but id is '{own}'",
                "keep the one that references use",
                related=(Related(Place((*step.path, "id")), f"id is '{own}'"),),
            )
