"""The prompts of a workflow, parsed once for all the rules of the group."""

from __future__ import annotations

from functools import lru_cache

from ...model import Prompt, Workflow
from ...problem import Insert
from ...templates.go import Template, parse


@lru_cache(maxsize=256)
def parsed(text: str) -> Template:
    """The template that ``text`` is."""
    return parse(text)


def templates(workflow: Workflow) -> list[tuple[Prompt, Template]]:
    """Every prompt that holds an action, with its template."""
    return [(prompt, parsed(prompt.text)) for prompt in workflow.prompts if "{{" in prompt.text]


def used_names(workflow: Workflow) -> dict[str, None]:
    """The names that prompts read, in order; a name whose dot is missing is meant to be read."""
    names: dict[str, None] = {}
    for _, template in templates(workflow):
        for read in template.reads:
            names[read.name] = None
        for function in template.unknown_functions:
            if function.bare:
                names[function.name] = None
    return names


def declaration(workflow: Workflow, name: str) -> Insert:
    """The change that declares ``name``, behind the variables that are declared."""
    declared = workflow.value.get("prompt_variables")
    return Insert(workflow.variables_path, len(declared) if isinstance(declared, list) else 0, name)
