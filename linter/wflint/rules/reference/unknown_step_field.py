"""A reference reads a field that a step does not have.

What a step gives is its `output` (also spelled `primary`); anything else behind the step's id resolves to
nothing. A pass step also has its result's own keys, and a choice step `selected`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Reference, Step, Workflow
from ...nearest import nearest
from ...problem import Problem, SetText, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule
from ...templates.references import OUTPUTS

RULE = Rule(
    severity=ERROR,
    on="EF",
    fix=UNSAFE,
    good=(
        """
        {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                   {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.output.text}}"}}]}
        """,
        """
        steps:
          - {id: config, type: pass, result: {style: noir}}
          - {id: draw, type: model, model: m, params: {style: $.config.style}}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.outptu}}"}}]}
                                                                                            ^^^^^^^^^^^^^^^^ step 'draft' has no field 'outptu'; did you mean 'output'?
            """,
            fixed="""
            {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
            """,
        ),
        Example(
            """
            steps:
              - {id: draft, type: model, model: m, params: {prompt: a cat}}
              - id: final
                type: model
                model: m
                params:
                  prompt: >-
                    Like this,
                    $.draft.result,
                    ^^^^^^^^^^^^^^ step 'draft' has no field 'result'
                    but shorter
            """,
            fixed="""
            steps:
              - {id: draft, type: model, model: m, params: {prompt: a cat}}
              - id: final
                type: model
                model: m
                params:
                  prompt: >-
                    Like this,
                    $.draft.primary,
                    but shorter
            """,
        ),
    ),
    related=("incomplete-reference", "undefined-step"),
)


_SYNONYMS = frozenset(("out", "response", "result", "results", "value"))
"""What the output itself is called elsewhere; any other name is taken for a field of the output."""


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to a step whose first field the step does not have."""
    for reference in workflow.doubts.steps:
        target = reference.reads
        if target is None or not reference.fields or reference.fields[0].text in OUTPUTS:
            continue
        known = _fields(target, reference)
        if known is not None and reference.fields[0].text not in known:
            yield _problem(workflow, reference, target, known)


def _problem(workflow: Workflow, reference: Reference, target: Step, known: tuple[str, ...]) -> Problem:
    field = reference.fields[0]
    message = f"{target.title} has no field '{field.text}'"
    output = "primary" if reference.style == "path" else "output"
    inner = workflow.by_id.get(field.text)
    if inner is not None and inner.position[: len(target.position)] == target.position:
        return Problem(
            reference.place,
            f"{message}; {inner.title} inside it is read by its own id",
            f"write '{field.text}' without '{reference.name}.'",
            repair=unsafe(
                f"take '{reference.name}.' out",
                SetText(reference.path, reference.name_start, field.start, ""),
            ),
        )
    found = nearest(field.text, known)
    right = found or (output if field.text.lower() in _SYNONYMS else f"{output}.{field.text}")
    return Problem(
        reference.place,
        f"{message}; did you mean '{found}'?" if found else message,
        f"read its {' or '.join(repr(name) for name in known)}",
        repair=None
        if field.text.startswith("[")
        else unsafe(f"write '{right}'", SetText(reference.path, field.start, field.end, right)),
    )


def _fields(step: Step, reference: Reference) -> tuple[str, ...] | None:
    """What may follow the step's id, or ``None`` where anything may."""
    if step.type == "choice":
        return (*OUTPUTS, "selected")
    if step.type == "pass":
        result = step.value.get("result")
        if "result_path" in step.value or not isinstance(result, dict):
            return None
        return (*OUTPUTS, *result)
    if reference.style == "path" and reference.fields[0].text == "outputs":
        return None
    return OUTPUTS
