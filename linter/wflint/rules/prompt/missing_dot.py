"""A variable without its dot.

`{{name}}` calls a function; the variable is `{{.name}}`. Go refuses the template with `function "name" not
defined`, and the run ends before it has begun.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Change, Place, Problem, SetText, safe
from ...rule import ERROR, SAFE, Example, Rule
from ._templates import declaration, missing_dots, templates

RULE = Rule(
    severity=ERROR,
    on="A",
    fix=SAFE,
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{.name}}"], "prompt_variables": ["name"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{name}}, it is {{- day -}}"], "prompt_variables": ["name", "day"]}
                                  ^^^^ function "name" not defined; write '.name'
                                                    ^^^ function "day" not defined; write '.day'
            """,
            fixed="""
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}, it is {{- .day -}}"], "prompt_variables": ["name", "day"]}
            """,
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - Say "{{name}}"
                       ^^^^ function "name" not defined; write '.name'
            """,
            fixed="""
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - Say "{{.name}}"
            """,
        ),
    ),
    related=("invalid-prompt-template", "undeclared-prompt-variable"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every bare word in an action that is no function."""
    declared = None if workflow.variables is None else {variable.name for variable in workflow.variables}
    for prompt, template in templates(workflow):
        for function in missing_dots(prompt, template):
            name, right = function.name, f".{function.name}"
            changes: list[Change] = [SetText(prompt.path, function.start, function.end, right)]
            if declared is not None and name not in declared:
                # The variable it becomes would be an undeclared one.
                changes.append(declaration(workflow, name))
            yield Problem(
                Place(prompt.path, start=function.start, end=function.end),
                f"function \"{name}\" not defined; write '{right}'",
                "a word alone is a function; a variable begins with a dot",
                repair=safe(f"write '{right}'", *changes),
            )
