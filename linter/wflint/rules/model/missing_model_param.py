"""A param that the model requires is not passed.

The model refuses the call, and the run stops there, after the steps before have been paid for. A fallback needs
its own model's params in full. Told only where a catalogue is given (`--catalog`, or the setting `catalog`). A
misspelled param is reported as such, by `unknown-model-param`; fallbacks that are switched off are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ._example import SETTINGS
from ._passed import describe_param, missing_params, passed_params

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        {"input_schema": {"properties": {"photo": {"type": "string"}}, "required": ["photo"]},
         "steps": [{"id": "move", "type": "model", "model": "animate-pro",
                    "params": {"image_url": "{{inputs.photo}}", "seconds": 5}}]}
        """,
    ),
    bad=(
        Example(
            """
            input_schema: {properties: {idea: {type: string}}, required: [idea]}
            steps:
              - id: draw
                type: model
                model: draw-fast
                params: {prompt: $.inputs.idea}
              - id: move
                type: model
                model: animate-pro
                params: {image_url: $.draw.primary}
                ^^^^^^ step 'move' passes no 'seconds' to 'animate-pro'
                fallback:
                  model: draw-fast
                  params: {size: wide}
                  ^^^^^^ the fallback of step 'move' passes no 'prompt' to 'draw-fast'
            """,
            also=("incomplete-fallback-params",),
            settings=SETTINGS,
        ),
        Example(
            """
            {"steps": [{"id": "move", "type": "model", "model": "animate-pro", "params": {"camera": {"zoom": 2}}}]}
                                                                               ^^^^^^^^ step 'move' passes no 'image_url' and no 'seconds' to 'animate-pro'
            """,
            settings=SETTINGS,
        ),
    ),
    related=("unknown-model-param", "missing-fallback-params"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every object of params that lacks what its model requires."""
    for passed in passed_params(workflow):
        missing = missing_params(passed)
        if missing:
            names = " and no ".join(f"'{name}'" for name in missing)
            yield Problem(
                Place(passed.fields.path, key=True),
                f"{passed.owner} passes no {names} to '{passed.model.slug}'",
                "add " + ", ".join(describe_param(passed, name) for name in missing),
            )
