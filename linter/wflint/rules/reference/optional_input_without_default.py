"""An input that is read, may be left out, and has no default.

A run that is started without it fails at the first step that reads it. An input whose presence a condition
asks for is not judged: its author has thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Reference, Workflow
from ...problem import Problem, Related
from ...rule import INFO, Example, Rule

RULE = Rule(
    severity=INFO,
    on="E",
    good=(
        """
        {"input_schema": {"properties": {"topic": {"type": "string"}, "style": {"type": "string", "default": "noir"}},
                          "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m",
                    "params": {"prompt": "{{inputs.topic}} in {{inputs.style}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"},
                                             "style": {"type": "string"}},
                                             ^^^^^^^ input 'style' may be left out and has no default
                              "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m",
                        "params": {"prompt": "{{inputs.topic}} in {{inputs.style}}"}}]}
            """
        ),
    ),
    related=("unused-input",),
)

_PRESENCE = ("exists", "not_exists", "is_null", "is_not_null")


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every input that is read though it may be missing."""
    if all(declared.required or declared.has_default for declared in workflow.inputs.values()):
        return
    first: dict[str, Reference] = {}
    asked = set()
    for reference in workflow.references:
        if reference.target == "input":
            first.setdefault(reference.name, reference)
            if reference.site == "expression" and reference.step is not None:
                operators = (c.value.get("operator") for c in reference.step.conditions)
                if any(operator in _PRESENCE for operator in operators):
                    asked.add(reference.name)
    for name, reference in first.items():
        declared = workflow.inputs.get(name)
        if declared is not None and not declared.required and not declared.has_default and name not in asked:
            yield Problem(
                declared.place,
                f"input '{name}' may be left out and has no default",
                "make it required, or give it a default",
                (Related(reference.place, "it is read here"),),
            )
