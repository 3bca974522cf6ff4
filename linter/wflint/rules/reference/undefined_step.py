"""A reference to a step that is not in the definition.

The engine finds out only when the run gets there, after the earlier steps were paid for. The output of a
fallback, `<step>_fallback`, counts as defined where that step has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from ...model import Reference, Workflow
from ...nearest import nearest
from ...problem import Problem, SetText, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule
from ...templates.references import NAME

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
        # Steps that stand where none belong are there all the same; the id of a branch is none of a step's.
        Example(
            """
            steps:
              - id: fan
                type: parallel
                branches:
                  left: {step_id: side, steps: [{id: cat, model: m, params: {id: bird}}]}
              - id: gate
                type: choice
                condition: {expression: $.cat.primary, operator: exists}
                condition_met_branch: [{id: dog, model: m, params: {prompt: a dog}}]
                default: {steps: [{id: fan2, type: parallel, branches: [{id: cow, model: m, params: {}}]}]}
              - id: both
                type: parallel
                branches:
                  - {step_id: herd, steps: [{id: sheep, model: m, params: {prompt: a sheep}}]}
                  - {name: b, stpes: [{step_id: goat, model: m, params: {prompt: a goat}}]}
              - id: show
                type: model
                model: m
                params:
                  images: "{{cat.output}} {{dog.output}} {{cow.output}} {{sheep.output}} {{goat.output}}"
                  bird: "{{bird.output}}"
                         ^^^^^^^^^^^^^^^ no step 'bird'
                  herd: "{{herd.output}}"
                         ^^^^^^^^^^^^^^^ no step 'herd'
            """,
            also=("schema-violation", "unknown-field"),
        ),
    ),
    related=("undefined-input", "forward-reference"),
)


_DATA = frozenset(
    [
        "params",
        "input",
        "inputs",
        "fallback",
        "url",
        "headers",
        "query_params",
        "body",
        "auth",
        "code",
        "result",
        "condition",
        "retry",
        "input_schema",
        "output_schema",
        "output_mapping",
        "metadata",
        "nodes_json",
        "edges_json",
    ]
)
"""The fields of a step or a definition in which no steps stand."""


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to a step whose id no step has."""
    claimed = None
    for reference in workflow.doubts.steps:
        if reference.reads is not None:
            continue
        if claimed is None:
            claimed = _claimed(workflow)
        if reference.name not in claimed:
            yield _problem(workflow, reference)


def _claimed(workflow: Workflow) -> set[object]:
    """Names that steps without an id may have meant to have, and the ids of steps where no steps belong.

    Their shape is reported, not what reads them.
    """
    claimed: set[object] = {
        value
        for step in workflow.steps
        if step.id is None
        for value in step.value.values()
        if isinstance(value, str)
    }
    known = {id(workflow.value)}
    known.update(id(step.value) for step in workflow.steps)
    known.update(id(branch.value) for step in workflow.steps for branch in step.branches if branch.steps)
    waiting: list[object] = [workflow.value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if id(value) not in known:
                claimed.update(value[key] for key in ("id", "step_id") if isinstance(value.get(key), str))
            if isinstance(value.get("steps"), dict):
                claimed.update(value["steps"])
            waiting += [item for key, item in value.items() if key not in _DATA]
    return claimed


def _problem(workflow: Workflow, reference: Reference) -> Problem:
    name = reference.name
    spellable = re.compile(NAME).fullmatch
    found = nearest(name, chain(("inputs",), filter(spellable, workflow.by_id)))
    if found is None:
        ids = ", ".join(islice(workflow.by_id, 8))
        return Problem(reference.place, f"no step '{name}'", f"the steps are {ids}" if ids else None)
    return Problem(
        reference.place,
        f"no step '{name}'; did you mean '{found}'?",
        "inputs are read as 'inputs.NAME'" if found == "inputs" else "a reference names a step by its id",
        repair=unsafe(
            f"write '{found}'", SetText(reference.path, reference.name_start, reference.name_end, found)
        ),
    )
