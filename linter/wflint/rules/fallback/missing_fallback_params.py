"""A fallback that passes nothing to its model.

A fallback does not inherit the primary's params: when the primary fails, the second model is called with
nothing, fails as well, and the run ends on the very day the fallback was meant for. Judged only where the
primary has params and the fallback has a model; a fallback that is switched off is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Fallback, Fields, Workflow
from ...problem import Insert, Place, Problem, Repair, SetValue, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule
from ...step_fields import is_misspelled, params_of, references_in

RULE = Rule(
    severity=ERROR,
    on="E",
    fix=UNSAFE,
    good=(
        """
        {"input_schema": {"properties": {"idea": {"type": "string"}}, "required": ["idea"]},
         "steps": [{"id": "draw", "type": "model", "model": "flux-pro", "params": {"prompt": "{{inputs.idea}}"},
                    "fallback": {"model": "flux-dev", "params": {"prompt": "{{inputs.idea}}"}}}]}
        """,
        """
        steps:
          - id: draw
            type: model
            model: random-picture
            params: {}
            fallback: {model: flux-dev}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"idea": {"type": "string"}}, "required": ["idea"]},
             "steps": [{"id": "draw", "type": "model", "model": "flux-pro",
                        "params": {"prompt": "A stamp of {{inputs.idea}}", "steps": 30},
                        "fallback": {"model": "flux-dev"}}]}
                        ^^^^^^^^^^ the fallback of step 'draw' passes no params to 'flux-dev'
            """,
            fixed="""
            {"input_schema": {"properties": {"idea": {"type": "string"}}, "required": ["idea"]},
             "steps": [{"id": "draw", "type": "model", "model": "flux-pro",
                        "params": {"prompt": "A stamp of {{inputs.idea}}", "steps": 30},
                        "fallback": {"model": "flux-dev", "params": {"prompt": "A stamp of {{inputs.idea}}"}}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {idea: {type: string}}, required: [idea]}
            steps:
              - id: draw
                type: model
                model: flux-pro
                params:
                  prompt: $.inputs.idea
                fallback:
                  model: flux-dev
                  params: {}
                          ^ the fallback of step 'draw' passes no params to 'flux-dev'
              - id: enlarge
                type: model
                model: upscale
                params: {image: $.draw.primary}
                fallback:
                  model: enlarge
                  params: null
                          ^^^^ the fallback of step 'enlarge' passes no params to 'enlarge'
            """,
            fixed="""
            input_schema: {properties: {idea: {type: string}}, required: [idea]}
            steps:
              - id: draw
                type: model
                model: flux-pro
                params:
                  prompt: $.inputs.idea
                fallback:
                  model: flux-dev
                  params:
                    prompt: $.inputs.idea
              - id: enlarge
                type: model
                model: upscale
                params: {image: $.draw.primary}
                fallback:
                  model: enlarge
                  params:
                    image: $.draw.primary
            """,
        ),
        Example(
            """
            steps:
              - id: greet
                type: model
                model: speak
                params: {text: Good morning}
                fallback:
                ^^^^^^^^ the fallback of step 'greet' passes no params to 'speak-slow'
                  model: speak-slow
                  enabled: true
            """,
        ),
        Example(
            """
            {"steps": [{"id": "greet", "type": "model", "model": "speak", "params": {"text": "Good morning"},
                        "fallback": {"model": "speak-slow", "parms": {"text": "Good morning"}}},
                       {"id": "part", "type": "model", "model": "speak", "params": {"text": "Good night"},
                        "fallback": {"enabled": true}},
                       {"id": "wait", "type": "model", "model": "speak", "params": {"text": "Hold on"},
                        "fallback": {"mdel": "speak-slow"}}]}
                        ^^^^^^^^^^ the fallback of step 'wait' passes no params
            """,
            also=("missing-fallback-model", "unknown-field"),
        ),
    ),
    related=("incomplete-fallback-params", "missing-fallback-model"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every enabled fallback of a model step whose params are absent, null or empty."""
    for fallback in workflow.fallbacks:
        step = fallback.owner
        if not fallback.enabled or step.type != "model" or fallback.params:
            continue
        primary = params_of(step)
        if not primary or not primary.value:
            continue
        key = "input" if step.legacy and "params" not in fallback.value else "params"
        value = fallback.value.get(key)
        if (value is not None and value != {}) or is_misspelled("params", fallback.value, "fallback"):
            continue
        if not fallback.model and not is_misspelled("model", fallback.value, "fallback"):
            # That there is no model is reported, and it is the model that says what params are needed.
            continue
        there = key in fallback.value
        whom = f" to '{fallback.model}'" if fallback.model else ""
        yield Problem(
            Place((*fallback.path, key)) if there else Place(fallback.path, key=True),
            f"the fallback of {step.title} passes no params{whom}",
            "a fallback inherits nothing from the primary: write out the params its own model needs",
            repair=_repair(workflow, primary, fallback, key if there else None),
        )


def _repair(workflow: Workflow, primary: Fields, fallback: Fallback, key: str | None) -> Repair | None:
    depth = len(primary.path)
    names = {reference.path[depth] for reference in references_in(workflow, primary)}
    params = {name: value for name, value in primary.value.items() if name in names}
    if not params:
        return None
    if key is not None:
        return unsafe("pass what the primary passes by reference", SetValue((*fallback.path, key), params))
    behind = next((name for name in ("version", "model") if name in fallback.value), None)
    return unsafe(
        "pass what the primary passes by reference", Insert(fallback.path, "params", params, after=behind)
    )
