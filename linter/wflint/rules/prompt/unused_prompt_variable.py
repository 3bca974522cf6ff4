"""A declared variable that no prompt uses.

Whoever starts the run is asked for a value that changes nothing; often the prompt that should use it spells
it otherwise. Not judged where a prompt uses the data as a whole, as `{{range $name, $value := .}}` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Path, Place, Problem, Remove, safe
from ...rule import SAFE, WARNING, Example, Rule
from ._templates import misspellings, templates, used_names

RULE = Rule(
    severity=WARNING,
    on="A",
    fix=SAFE,
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{with .name}}{{.}}{{else}}stranger{{end}}"], "prompt_variables": ["name"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}"], "prompt_variables": ["language", "name"]}
                                                                  ^^^^^^^^^^ variable 'language' is used in no prompt
            """,
            fixed="""
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}"], "prompt_variables": ["name"]}
            """,
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - "{{range .items}}{{.name}}{{end}}"
            prompt_variables:
              - items
              - name # of the customer
                ^^^^ variable 'name' is used in no prompt
            """,
            fixed="""
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - "{{range .items}}{{.name}}{{end}}"
            prompt_variables:
              - items
            """,
        ),
    ),
    related=("undeclared-prompt-variable", "duplicate-prompt-variable", "invalid-prompt-variable"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every declared name that nothing reads, where every prompt could be parsed and followed."""
    if not workflow.variables or not workflow.prompts:
        return
    if any(template.fault is not None or template.whole for _, template in templates(workflow)):
        return
    used = used_names(workflow)
    meant = set(misspellings(workflow).values())
    declared: dict[str, list[Path]] = {}
    for variable in workflow.variables:
        declared.setdefault(variable.name, []).append(variable.path)
    for name, paths in declared.items():
        if name in used or not is_spellable(name):
            continue
        yield Problem(
            Place(paths[0]),
            f"variable '{name}' is used in no prompt",
            f"use it as {{{{.{name}}}}}, or take it out",
            # Where a prompt seems to misspell it, it is the prompt that wants mending.
            repair=None if name in meant else safe(f"take '{name}' out", *map(Remove, paths)),
        )


def is_spellable(name: str) -> bool:
    """Whether a field of a Go template can have this name: letters, digits and ``_``, no digit first."""
    return (
        bool(name) and not name[0].isdigit() and all(c == "_" or c.isalpha() or c.isdecimal() for c in name)
    )
