"""The prompts of a workflow, parsed once for all the rules of the group."""

from __future__ import annotations

from functools import lru_cache

from ...model import Prompt, Workflow
from ...problem import Insert
from ...templates.go import Template, UnknownFunction, parse


@lru_cache(maxsize=256)
def parsed(text: str) -> Template:
    """The template that ``text`` is."""
    return parse(text)


def templates(workflow: Workflow) -> list[tuple[Prompt, Template]]:
    """Every prompt that holds an action, with its template."""
    return [(prompt, parsed(prompt.text)) for prompt in workflow.prompts if "{{" in prompt.text]


def missing_dots(prompt: Prompt, template: Template) -> list[UnknownFunction]:
    """The words that want a dot: alone where a value may stand, in an action with no other unknown word.

    ``{{please enter name}}`` is no list of variables, and dots would not make it one.
    """
    unclear = {
        prompt.text.rfind("{{", 0, function.start)
        for function in template.unknown_functions
        if not function.bare
    }
    return [
        function
        for function in template.unknown_functions
        if function.bare and prompt.text.rfind("{{", 0, function.start) not in unclear
    ]


def used_names(workflow: Workflow) -> dict[str, None]:
    """The names that prompts read, in order; a name whose dot is missing is meant to be read."""
    names: dict[str, None] = {}
    for prompt, template in templates(workflow):
        names.update((read.name, None) for read in template.reads)
        names.update((function.name, None) for function in missing_dots(prompt, template))
    return names


def declaration(workflow: Workflow, name: str) -> Insert:
    """The change that declares ``name``, behind the variables that are declared."""
    declared = workflow.value.get("prompt_variables")
    return Insert(workflow.variables_path, len(declared) if isinstance(declared, list) else 0, name)
