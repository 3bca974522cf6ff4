"""A declared input that nothing reads.

Whoever starts the run is asked for a value that changes nothing; often the reference that should read it is
misspelled or was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...nearest import nearest
from ...problem import Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="EF",
    good=(
        """
        {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"required": ["topic", "style"],
                              "properties": {"topic": {"type": "string"},
                                             "style": {"type": "string"}}},
                                             ^^^^^^^ input 'style' is read nowhere
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}}]}
            """
        ),
        Example(
            """
            name: Old export
            inputs:
              - {name: image, type: image, default_value: ""}
              - {name: language, type: string, default_value: en}
                       ^^^^^^^^ input 'language' is read nowhere
            steps:
              - id: step1
                name: Describe
                type: 1019Model
                model_slug: describe
                model_version: 0.0.1
                params: {image: "{{workflow.parameters.image}}"}
            """
        ),
    ),
    related=("undefined-input", "undeclared-inputs"),
)


_WORD = r"[\w-]+"


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every declared input that no reference reads, however it is spelled."""
    if not workflow.inputs or not workflow.steps:
        return
    if workflow.inputs.keys() <= workflow.inputs_read:
        return
    read = {reference.name for reference in workflow.references if reference.target != "step"}
    if "inputs" in read or workflow.inputs.keys() <= read:
        return
    for flaw in workflow.doubts.malformed:
        read.update(re.findall(_WORD, flaw.text))
    for reference in workflow.doubts.steps:
        lost = reference.reads is None and reference.fields
        if lost and nearest(reference.name, ("inputs",)):
            read.add(reference.fields[0].text)
    # A misspelled reference is reported as such; the input it means is not unused as well.
    read |= {nearest(name, workflow.inputs) or name for name in read - workflow.inputs.keys()}
    for name, declared in workflow.inputs.items():
        if name not in read:
            yield Problem(
                declared.place,
                f"input '{name}' is read nowhere",
                "read it in a step, or do not declare it",
            )
