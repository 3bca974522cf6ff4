"""Braces that make no reference.

The engine looks for `{{` and reads a reference up to `}}`. Where it cannot, the text is sent to the model as
it stands, or the run stops there, after the earlier steps were paid for. A lone `}}` or `{` is text and is
not judged, and in a definition that uses `$.` references neither are other people's `{{…}}` templates.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...formats.references import input_form, step_form
from ...model import Workflow
from ...problem import Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        {"input_schema": {"properties": {"style": {"type": "string"}}, "required": ["style"]},
         "steps": [{"id": "draw", "type": "model", "model": "m",
                    "params": {"prompt": "a } and a }} in {{inputs.style}} style"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"style": {"type": "string"}}, "required": ["style"]},
             "steps": [{"id": "draw", "type": "model", "model": "m",
                        "params": {"prompt": "a cat in {{inputs.style}} by {{inputs.style"}}]}
                                                                           ^^^^^^^^^^^^^^ '{{inputs.style' is never closed: '}}' is missing
            """
        ),
        Example(
            """
            input_schema: {properties: {style: {type: string}}, required: [style]}
            steps:
              - id: draw
                type: model
                model: m
                params:
                  prompt: |
                    A cat,
                    {{inputs..style}} style, {{}}, {{inputs.}}
                    ^^^^^^^^^^^^^^^^^ '{{inputs..style}}' has two dots in a row
                                             ^^^^ '{{}}' is empty: it names nothing
                                                   ^^^^^^^^^^^ nothing follows the dot in '{{inputs.}}'
                  negative: "{{inputs.style}} and {{ {{inputs.style}} }}"
                                                  ^^^^^^^^^^^^^^^^^^^^^^ '{{' inside '{{ {{inputs.style}} }}': references do not nest
            """
        ),
    ),
    related=("incomplete-reference", "wrong-reference-syntax"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every flaw the reference parser met."""
    forms = f"{input_form(workflow, 'template')} or {step_form('template')}"
    for flaw in workflow.doubts.malformed:
        yield Problem(flaw.place, flaw.message, f"write a reference as {forms}, or take the braces out")
