"""An input of a Python step that its code never reads.

Usually the code reads another one in its place, or the name was changed on one side only. Not judged where
the code passes `inputs` on, goes through it, or reads it by a name worked out at run time.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...nearest import nearest
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        input_schema: {properties: {title: {type: string}, tone: {type: string}}, required: [title, tone]}
        steps:
          - id: compose
            type: python
            inputs: {title: $.inputs.title, tone: $.inputs.tone}
            code: result = "\\n".join(f"{name}. {value}" for name, value in inputs.items())
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]},
             "steps": [{"id": "join", "type": "python",
                        "inputs": {"first": "{{inputs.a}}", "second": "{{inputs.b}}"},
                                                            ^^^^^^^^ the code of step 'join' never reads input 'second'
                        "code": "result = inputs['first'].strip()"}]}
            """
        ),
        Example(
            """
            steps:
              - id: shorten
                model: eachlabs-python-step
                params:
                  inputs:
                    title: A cat on a mat
                    limit: 10
                    ^^^^^ the code of step 'shorten' never reads input 'limit'
                  code: |
                    result = inputs["title"][:10]
            """
        ),
    ),
    related=("undefined-python-input",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every entry of ``inputs`` that the code, as far as it can be followed, does not mention."""
    if not workflow.codes:
        return
    # Python's parser takes long to load, and few workflows hold code.
    from ...python_code import read_code

    for fields in workflow.codes:
        code, inputs = fields.value.get("code"), fields.value.get("inputs")
        if not isinstance(code, str) or not isinstance(inputs, dict) or not inputs:
            continue
        known = read_code(code)
        if not known.followed:
            continue
        # A misspelled read is reported as such; the input it means is not unused as well.
        meant = {nearest(read.name, inputs) for read in known.reads if read.name not in inputs}
        for name in inputs:
            if name not in known.mentioned and name not in meant:
                yield Problem(
                    Place((*fields.path, "inputs", name), key=True),
                    f"the code of {fields.step.title} never reads input '{name}'",
                    "read it, or take it out",
                )
