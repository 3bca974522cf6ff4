"""A reference to a step that is not in the definition.

The engine finds out only when the run gets there, after the earlier steps were paid for. The output of a
fallback, `<step>_fallback`, counts as defined where that step has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Reference, Workflow
from ...nearest import nearest
from ...problem import Problem, SetText, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    fix=UNSAFE,
    good=(
        """
        {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
                   {"id": "review", "type": "model", "model": "m", "params": {"text": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
                       {"id": "review", "type": "model", "model": "m",
                        "params": {"text": "Review: {{drfat.output}}", "style": "{{draft.output}}"}}]}
                                                    ^^^^^^^^^^^^^^^^ no step 'drfat'; did you mean 'draft'?
            """,
            fixed="""
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
                       {"id": "review", "type": "model", "model": "m",
                        "params": {"text": "Review: {{draft.output}}", "style": "{{draft.output}}"}}]}
            """,
        ),
        Example(
            """
            input_schema:
              properties:
                topic: {type: string, required: true}
            steps:
              - id: draft
                type: model
                model: m
                params:
                  prompt: >
                    Write about
                    $.input.topic and
                    $.inputs.topic
                  system: $.guide.primary
                          ^^^^^^^^^^^^^^^ no step 'guide'
            """,
        ),
    ),
    related=("undefined-input", "forward-reference"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to a step whose id no step has."""
    claimed = None
    for reference in workflow.judged:
        if reference.target != "step" or workflow.step_of(reference) is not None:
            continue
        if claimed is None:
            claimed = _claimed(workflow)
        if reference.name not in claimed:
            yield _problem(workflow, reference)


def _claimed(workflow: Workflow) -> set[object]:
    """Names that steps without an id may have meant to have: their shape is reported, not what reads them."""
    return {
        value
        for step in workflow.steps
        if step.id is None
        for value in step.value.values()
        if isinstance(value, str)
    }


def _problem(workflow: Workflow, reference: Reference) -> Problem:
    name = reference.name
    found = nearest(name, ("inputs", *workflow.by_id))
    if found is None:
        ids = ", ".join(list(workflow.by_id)[:8])
        return Problem(reference.place, f"no step '{name}'", f"the steps are {ids}" if ids else None)
    return Problem(
        reference.place,
        f"no step '{name}'; did you mean '{found}'?",
        "a reference names a step by its id",
        repair=unsafe(
            f"write '{found}'", SetText(reference.path, reference.name_start, reference.name_end, found)
        ),
    )
