"""A declared variable that no template can spell.

`{{.user-id}}` and `{{.1st}}` are refused by Go: a value given under such a name never reaches a prompt. A name
is letters, digits and `_`, and begins with no digit. One that a prompt reads with `index` is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ._templates import used_names
from .unused_prompt_variable import is_spellable

RULE = Rule(
    severity=ERROR,
    on="A",
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{.user_id}}"], "prompt_variables": ["user_id"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello"], "prompt_variables": ["user-id", "1st"]}
                                                        ^^^^^^^^^ no template can spell the variable 'user-id'
                                                                   ^^^^^ no template can spell the variable '1st'
            """
        ),
    ),
    related=("unused-prompt-variable",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every declared name that is no Go field name."""
    for variable in workflow.variables or ():
        if not is_spellable(variable.name) and variable.name not in used_names(workflow):
            what = f"the variable '{variable.name}'" if variable.name else "an empty variable name"
            yield Problem(
                Place(variable.path),
                f"no template can spell {what}",
                "use letters, digits and '_', no digit first",
            )
