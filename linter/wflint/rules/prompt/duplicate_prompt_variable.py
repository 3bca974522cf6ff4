"""A variable that is declared twice.

The second one changes nothing; it is often the misspelling of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Path, Place, Problem, Related, Remove, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="A",
    fix=SAFE,
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{.name}} {{.age}}"], "prompt_variables": ["name", "age"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}"], "prompt_variables": ["name", "name"]}
                                                                          ^^^^^^ variable 'name' is declared twice
            """,
            fixed="""
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}"], "prompt_variables": ["name"]}
            """,
        ),
    ),
    related=("unused-prompt-variable",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every declaration behind the first one of its name."""
    first: dict[str, Path] = {}
    for variable in workflow.variables or ():
        if variable.name in first:
            yield Problem(
                Place(variable.path),
                f"variable '{variable.name}' is declared twice",
                "take one of the two out",
                (Related(Place(first[variable.name]), "first declared here"),),
                safe(f"take the second '{variable.name}' out", Remove(variable.path)),
            )
        else:
            first[variable.name] = variable.path
