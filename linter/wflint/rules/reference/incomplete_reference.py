"""A reference with no field to read.

`{{inputs}}` and `{{draft}}` name a bag of values, not a value, and `{{prompt}}` names nothing the engine
knows: inputs are read as `{{inputs.prompt}}`, steps as `{{draft.output}}`. The run fails at that step, or the
model is sent the braces.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...formats.references import input_form, respell, step_form
from ...model import Reference, Workflow
from ...nearest import did_you_mean
from ...problem import Problem, Repair, SetText, safe, unsafe
from ...rule import ERROR, SAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    fix=SAFE,
    good=(
        """
        {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
                   {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{topic}}"}}]}
                                                                                               ^^^^^^^^^ '{{topic}}' is an input; it is read as '{{inputs.topic}}'
            """,
            fixed="""
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{inputs.topic}}"}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: draft, type: model, model: m, params: {prompt: "On {{inputs.topic}}"}}
              - id: final
                type: model
                model: m
                params:
                  prompt: Shorten {{draft}}
                                  ^^^^^^^^^ '{{draft}}' names a step but no field of it
                  context: "{{inputs}}"
                            ^^^^^^^^^^ '{{inputs}}' names no input
            """,
            fixed="""
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: draft, type: model, model: m, params: {prompt: "On {{inputs.topic}}"}}
              - id: final
                type: model
                model: m
                params:
                  prompt: Shorten {{draft.output}}
                  context: "{{inputs}}"
            """,
        ),
    ),
    related=("malformed-template", "undefined-step", "undefined-input"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference that stops at its first word."""
    for reference in workflow.doubts.unjudged:
        if reference.target == "bare" and not reference.wrong and reference.site != "value":
            yield _problem(workflow, reference)


def _problem(workflow: Workflow, reference: Reference) -> Problem:
    text, name = reference.text, reference.name
    repair: Repair | None = None
    if name in workflow.inputs:
        right = respell(workflow, reference._replace(target="input"), reference.style)
        message = f"'{text}' is an input; it is read as '{right or name}'"
        if right is not None:
            repair = safe(f"write '{right}'", SetText(reference.path, reference.start, reference.end, right))
    elif reference.reads is not None:
        right = respell(workflow, reference._replace(target="step"), reference.style)
        message = f"'{text}' names a step but no field of it"
        if right is not None:
            repair = unsafe(
                f"write '{right}'", SetText(reference.path, reference.start, reference.end, right)
            )
    elif name in ("inputs", "parameters"):
        message = f"'{text}' names no input"
        return Problem(reference.place, message, f"name the input to read{_listing(workflow)}")
    else:
        names = (*workflow.inputs, *workflow.by_id)
        message = f"'{text}' is neither an input nor a step{did_you_mean(name, names)}"
    forms = (
        f"an input is read as {input_form(workflow, reference.style)}, a step as {step_form(reference.style)}"
    )
    return Problem(reference.place, message, forms, repair=repair)


def _listing(workflow: Workflow) -> str:
    names = ", ".join(list(workflow.inputs)[:8])
    return f": {names}" if names else ""
