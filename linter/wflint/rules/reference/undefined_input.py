"""A reference to an input that the input schema does not declare.

The value will not be there when the run needs it: the step is sent an empty text or the run stops. Nested
paths are followed through `properties`, `items` and local `$ref`s, and judged only where the schema lists
what is there; a name that a pattern or `additionalProperties` admits is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...formats.references import joined
from ...inputs import undefined_at
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
        input_schema:
          type: object
          required: [user]
          properties:
            user: {type: object, properties: {name: {type: string}}}
        steps:
          - {id: greet, type: model, model: m, params: {prompt: "Hello {{inputs.user.name}}"}}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"prompt": {"type": "string"}}, "required": ["prompt"]},
             "steps": [{"id": "draft", "type": "model", "model": "m",
                        "params": {"prompt": "\\u00bb{{inputs.promt}}\\u00ab, \\"{{inputs.prompt}}\\""}}]}
                                                    ^^^^^^^^^^^^^^^^ no input 'promt'; did you mean 'prompt'?
            """,
            fixed="""
            {"input_schema": {"properties": {"prompt": {"type": "string"}}, "required": ["prompt"]},
             "steps": [{"id": "draft", "type": "model", "model": "m",
                        "params": {"prompt": "\\u00bb{{inputs.prompt}}\\u00ab, \\"{{inputs.prompt}}\\""}}]}
            """,
        ),
        Example(
            """
            input_schema:
              type: object
              required: [user]
              properties:
                user: {type: object, properties: {name: {type: string}}}
            steps:
              - id: greet
                type: model
                model: m
                params:
                  prompt: Hello $.inputs.user.nmae. Welcome!
                                ^^^^^^^^^^^^^^^^^^ no 'nmae' in input 'user'; did you mean 'name'?
            """,
            fixed="""
            input_schema:
              type: object
              required: [user]
              properties:
                user: {type: object, properties: {name: {type: string}}}
            steps:
              - id: greet
                type: model
                model: m
                params:
                  prompt: Hello $.inputs.user.name. Welcome!
            """,
        ),
    ),
    related=("undeclared-inputs", "unused-input"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference to an input that is not described, where inputs are declared at all."""
    if not workflow.inputs and workflow.system != "flow":
        return
    for reference in workflow.doubts.inputs:
        if reference.name in workflow.inputs and not reference.fields:
            continue
        if workflow.system == "flow":
            if reference.name not in workflow.inputs:
                yield _problem(reference, 0, list(workflow.inputs))
            continue
        schema = next(schema for schema in workflow.schemas if schema.role == "input_schema")
        names = (reference.name, *(field.text for field in reference.fields))
        missing = undefined_at(schema.value, names, schema.form)
        if missing is not None:
            yield _problem(reference, *missing)


def _problem(reference: Reference, depth: int, listed: list[str]) -> Problem:
    if depth == 0:
        name, start, end = reference.name, reference.name_start, reference.name_end
        message = f"no input '{name}'"
    else:
        name, start, end = reference.fields[depth - 1]
        owner = joined([reference.name, *(field.text for field in reference.fields[: depth - 1])])
        message = f"no '{name}' in input '{owner}'"
    found = nearest(name, listed)
    if found is None:
        names = ", ".join(listed[:8])
        return Problem(
            reference.place, message, f"declared are {names}" if names else "nothing is declared there"
        )
    return Problem(
        reference.place,
        f"{message}; did you mean '{found}'?",
        "name an input that is declared, or declare this one",
        repair=unsafe(f"write '{found}'", SetText(reference.path, start, end, found)),
    )
