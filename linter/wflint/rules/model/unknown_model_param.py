"""A param that the model does not list.

Most models pass over what they do not know, so that the setting has no effect and nobody is told; some refuse
the call. An error where it stands in for a param that the model requires and that is missing: the call is then
refused for certain. Told only where a catalogue is given (`--catalog`, or the setting `catalog`), of models
whose schema lists params and does not welcome others.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, RenameKey, unsafe
from ...rule import ERROR, UNSAFE, WARNING, Example, Rule
from ._example import SETTINGS
from ._passed import passed_params, unknown_params

RULE = Rule(
    severity=WARNING,
    on="EF",
    fix=UNSAFE,
    good=(
        """
        steps:
          - {id: draw, type: model, model: draw-fast, params: {prompt: A lighthouse, num_images: 2, size: wide}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "draw-fast",
                        "params": {"prompt": "A lighthouse", "num_image": 2, "quality": "high"}}]}
                                                             ^^^^^^^^^^^ 'draw-fast' has no param 'num_image'; did you mean 'num_images'?
                                                                             ^^^^^^^^^ 'draw-fast' has no param 'quality'
            """,
            fixed="""
            {"steps": [{"id": "draw", "type": "model", "model": "draw-fast",
                        "params": {"prompt": "A lighthouse", "num_images": 2, "quality": "high"}}]}
            """,
            settings=SETTINGS,
        ),
        Example(
            """
            steps:
              - id: draw
                type: model
                model: draw-fast
                params:
                  promt: A lighthouse
                  ^^^^^ 'draw-fast' has no param 'promt'; did you mean 'prompt'?
              - id: move
                type: model
                model: animate-pro
                params:
                  image: $.draw.primary
                  ^^^^^ 'animate-pro' has no param 'image'; did you mean 'image_url'?
                  seconds: 5
            """,
            fixed="""
            steps:
              - id: draw
                type: model
                model: draw-fast
                params:
                  prompt: A lighthouse
              - id: move
                type: model
                model: animate-pro
                params:
                  image_url: $.draw.primary
                  seconds: 5
            """,
            settings=SETTINGS,
        ),
    ),
    related=("missing-model-param", "invalid-model-param"),
)

_LISTED = 12


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every param that its model's schema does not list."""
    for passed in passed_params(workflow):
        for unknown in unknown_params(passed):
            path = (*passed.fields.path, unknown.name)
            message = f"'{passed.model.slug}' has no param '{unknown.name}'"
            if unknown.meant is None:
                names = passed.request.names
                listed = ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
                yield Problem(Place(path, key=True), message, f"its params are {listed}")
                continue
            repair = unsafe(f"rename it to '{unknown.meant}'", RenameKey(path, unknown.meant))
            yield Problem(
                Place(path, key=True),
                f"{message}; did you mean '{unknown.meant}'?",
                f"the model requires '{unknown.meant}'"
                if unknown.needed
                else f"rename it to '{unknown.meant}'",
                repair=repair,
                severity=ERROR if unknown.needed else None,
            )
