"""The prompts of a workflow, parsed once for all the rules of the group."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from ...model import Prompt, Workflow
from ...nearest import nearest
from ...problem import Insert
from ...templates.go import Template, UnknownFunction, parse

_ACTION = re.compile(r"(?=\{\{)")


@lru_cache(maxsize=256)
def parsed(text: str) -> Template:
    """The template that ``text`` is."""
    return parse(text)


def templates(workflow: Workflow) -> list[tuple[Prompt, Template]]:
    """Every prompt that holds an action, with its template."""
    return [(prompt, parsed(prompt.text)) for prompt in workflow.prompts if "{{" in prompt.text]


def missing_dots(prompt: Prompt, template: Template) -> list[UnknownFunction]:
    """The words that want a dot: where a value may stand, in an action that is otherwise in order.

    ``{{please enter name}}`` is no list of variables, and dots would not make it one.
    """
    starts = [start.start() for start in _ACTION.finditer(prompt.text)]
    unclear = {_action(starts, word.start) for word in template.unknown_functions if not word.bare}
    if template.fault is not None:
        unclear.add(_action(starts, template.fault.start + 2))
    return [
        word
        for word in template.unknown_functions
        if word.bare and _action(starts, word.start) not in unclear
    ]


def _action(starts: list[int], inside: int) -> int:
    """The number of the action that ``inside`` is a place in, by where they start."""
    return bisect_left(starts, inside - 1)


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


def misspellings(workflow: Workflow) -> dict[str, str]:
    """Names that are used and not declared, each with the one it seems to mean: declared, near and unused."""
    used = used_names(workflow)
    declared = [variable.name for variable in workflow.variables or ()]
    unused = [name for name in declared if name not in used]
    found = {name: nearest(name, unused) for name in used if name not in declared}
    return {name: meant for name, meant in found.items() if meant is not None}
