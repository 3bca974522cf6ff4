"""Python code that reads an input its step does not supply.

The code sees the step's own `inputs` and nothing else of the workflow: `inputs["x"]` raises a `KeyError` and
fails the run, `inputs.get("x")` goes on with `None`. A name is reported once, where it is first read. Not
judged: a name that the code sets or tests for itself, and code that gives `inputs` another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...model import Workflow
from ...nearest import did_you_mean
from ...problem import Path, Place, Problem, Related
from ...rule import ERROR, Example, Rule
from ...step_fields import is_misspelled

if TYPE_CHECKING:
    from ...python_code import Read

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        input_schema: {properties: {title: {type: string}}, required: [title]}
        steps:
          - id: shorten
            type: python
            inputs: {title: $.inputs.title}
            code: |
              limit = inputs["limit"] if "limit" in inputs else 10
              result = inputs["title"][:limit]
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"title": {"type": "string"}}, "required": ["title"]},
             "steps": [{"id": "shorten", "type": "python", "inputs": {"title": "{{inputs.title}}"},
                        "code": "text = inputs[\\"titel\\"]\\nresult = (text, inputs['title'])"}]}
                                               ^^^^^^^^^ step 'shorten' has no input 'titel'; did you mean 'title'?
            """,
        ),
        Example(
            """
            steps:
              - id: pick
                type: python
                code: |
                  given = inputs
                  size = given.get("größe", 3)
                                   ^^^^^^^ step 'pick' has no input 'größe'
                  result = [size, given["größe"], inputs["name"]]
                                                         ^^^^^^ step 'pick' has no input 'name'
            """
        ),
        Example(
            """
            input_schema: {properties: {title: {type: string}}, required: [title]}
            steps:
              - id: shorten
                type: python
                input: {title: "{{inputs.title}}"}
                code: result = inputs["title"][:10]
              - id: count
                type: python
                inputs: {text: "{{shorten.output}}"}
                code: result = len(inputs["txt"])
                                          ^^^^^ step 'count' has no input 'txt'; did you mean 'text'?
            """,
            also=("unknown-field",),
        ),
    ),
    related=("unused-python-input",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every name that the code of a Python step reads and the step's inputs lack."""
    if not workflow.codes:
        return
    # Python's parser takes long to load, and few workflows hold code.
    from ...python_code import read_code

    for fields in workflow.codes:
        code, supplied = fields.value.get("code"), fields.value.get("inputs")
        if not isinstance(code, str) or not isinstance(supplied, dict | None):
            continue
        known = read_code(code)
        if known.rebound:
            continue
        missing: dict[str, list[Read]] = {}
        for read in known.reads:
            if read.name not in (supplied or ()) and read.name not in known.supplied:
                missing.setdefault(read.name, []).append(read)
        # Among a model's params nothing is unknown.
        own = fields.value is fields.step.value
        if missing and own and is_misspelled("inputs", fields.value, "pythonStep"):
            continue
        for name, reads in missing.items():
            yield Problem(
                _place((*fields.path, "code"), reads[0]),
                f"{fields.step.title} has no input '{name}'" + did_you_mean(name, supplied or ()),
                f"its inputs are {', '.join(map(str, supplied))}" if supplied else "supply it under 'inputs'",
                related=tuple(
                    Related(_place((*fields.path, "code"), r), "it is read here too") for r in reads[1:4]
                ),
            )


def _place(path: Path, read: Read) -> Place:
    return Place(path, start=read.start, end=read.end)
