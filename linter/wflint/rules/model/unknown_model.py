"""A model that the catalogue does not have.

The run stops at the step, or at its fallback on the very day that is needed. Told only where a catalogue is
given (`--catalog`, or the setting `catalog`); an older catalogue may lack the newest models. Models that the
engine itself provides (`eachlabs-http-step`, `eachlabs-python-step`, `eachlabs-llm-router`), slugs that hold a
reference, and fallbacks that are switched off are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, SetValue, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule
from ._example import SETTINGS
from ._passed import named_models

RULE = Rule(
    severity=ERROR,
    on="EF",
    fix=UNSAFE,
    good=(
        """
        steps:
          - {id: draw, type: model, model: draw-fast, params: {prompt: A lighthouse at dusk}}
          - {id: fetch, type: model, model: eachlabs-http-step, params: {url: "https://example.com/{{draw.output}}"}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "draw-fats", "params": {"prompt": "A lighthouse"},
                                                                ^^^^^^^^^^^ no model 'draw-fats' in the catalogue; did you mean 'draw-fast'?
                        "fallback": {"model": "sketch-xl", "params": {"prompt": "A lighthouse"}}}]}
                                              ^^^^^^^^^^^ no model 'sketch-xl' in the catalogue
            """,
            fixed="""
            {"steps": [{"id": "draw", "type": "model", "model": "draw-fast", "params": {"prompt": "A lighthouse"},
                        "fallback": {"model": "sketch-xl", "params": {"prompt": "A lighthouse"}}}]}
            """,
            settings=SETTINGS,
        ),
        Example(
            """
            inputs:
              - {name: idea, type: string}
            steps:
              - id: step1
                name: Draw
                type: model
                model_slug: Draw_Fast
                            ^^^^^^^^^ no model 'Draw_Fast' in the catalogue; did you mean 'draw-fast'?
                model_version: 0.0.1
                params: {prompt: "{{workflow.parameters.idea}}"}
            """,
            fixed="""
            inputs:
              - {name: idea, type: string}
            steps:
              - id: step1
                name: Draw
                type: model
                model_slug: draw-fast
                model_version: 0.0.1
                params: {prompt: "{{workflow.parameters.idea}}"}
            """,
            settings=SETTINGS,
        ),
    ),
    related=("missing-model-param", "missing-fallback-model"),
)

_HINTS = 50  # slugs of one definition looked up for what they may have meant


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every slug that is not in the catalogue."""
    catalog = workflow.catalog
    if catalog is None:
        return
    looked_up: set[str] = set()
    for named in named_models(workflow):
        slug = named.slug
        if slug in catalog or not slug.strip():
            continue
        meant = None
        if len(looked_up) < _HINTS or slug in looked_up:
            looked_up.add(slug)
            meant = catalog.nearest(slug)
        message = f"no model '{slug}' in the catalogue"
        yield Problem(
            Place(named.path),
            f"{message}; did you mean '{meant}'?" if meant else message,
            "write the slug as the catalogue does, or bring the catalogue up to date",
            repair=unsafe(f"write '{meant}'", SetValue(named.path, meant)) if meant else None,
        )
