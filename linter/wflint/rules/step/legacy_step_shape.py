"""A step in the shape of an older guide.

It was written `name` and `input`; the engine reads `id` and `params`, and refuses the step or runs its model
with nothing. The references of that guide, `{{steps.NAME.output}}`, are reported where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, RenameKey, safe
from ...rule import ERROR, SAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    fix=SAFE,
    good=(
        """
        {"steps": [{"id": "draw", "name": "Draw a cat", "model": "flux", "params": {"prompt": "a cat"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"name": "draw", "model": "flux", "version": "0.0.1", "input": {"prompt": "a cat"}}]}
                        ^^^^^^ 'name' and 'input' are an older shape: the engine reads 'id' and 'params'
            """,
            fixed="""
            {"steps": [{"id": "draw", "model": "flux", "version": "0.0.1", "params": {"prompt": "a cat"}}]}
            """,
        ),
        Example(
            """
            steps:
              - name: draw
                ^^^^ 'name' is an older shape: the engine reads 'id'
                type: model
                model: flux
                params: {prompt: a cat}  # or a dog
            """,
            fixed="""
            steps:
              - id: draw
                type: model
                model: flux
                params: {prompt: a cat}  # or a dog
            """,
        ),
        Example(
            """
            {"steps": [{"id": "draw", "name": "Draw a cat", "model": "flux", "input": {"prompt": "a cat"}}]}
                                                                             ^^^^^^^ 'input' is an older shape: the engine reads 'params'
            """,
            fixed="""
            {"steps": [{"id": "draw", "name": "Draw a cat", "model": "flux", "params": {"prompt": "a cat"}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {idea: {type: string}}, required: [idea]}
            steps:
              - id: draw
                model: flux
                input: {prompt: "{{inputs.idea}}"}
                ^^^^^ 'input' is an older shape: the engine reads 'params'
                fallback: {model: sketch, input: {prompt: "{{inputs.idea}}"}}
            """,
            also=("unknown-field",),
        ),
    ),
    related=("conflicting-step-id", "wrong-reference-syntax"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step with a ``name`` in place of an id, or an ``input`` in place of params."""
    for step in workflow.steps:
        if not step.legacy:
            continue
        # Beside an id a name is a label.
        named = "id" in step.value or "step_id" in step.value
        older = (("input", "params"),) if named else (("name", "id"), ("input", "params"))
        renames = [(old, new) for old, new in older if old in step.value]
        old = " and ".join(f"'{name}'" for name, _ in renames)
        new = " and ".join(f"'{name}'" for _, name in renames)
        # Half a change would leave a step of neither shape.
        free = all(name not in step.value for _, name in renames)
        yield Problem(
            Place((*step.path, renames[0][0]), key=True),
            f"{old} {'is' if len(renames) == 1 else 'are'} an older shape: the engine reads {new}",
            f"write {new} instead",
            repair=safe(
                f"rename {old} to {new}",
                *(RenameKey((*step.path, before), after) for before, after in renames),
            )
            if free
            else None,
        )
