"""There is no prompt, or a blank one.

The agent is started, and paid for, without being told what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="A",
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com", "prompts": ["Fill in the form"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Fill in the form", " "]}
                                             ^^^ prompt 2 is blank
            """
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts: []
                     ^ there are no prompts
            """
        ),
    ),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """An empty list of prompts, and every blank prompt."""
    if workflow.value.get("prompts") == []:
        yield Problem(
            Place((*workflow.path, "prompts")), "there are no prompts", "say what the agent is to do"
        )
    for prompt in workflow.prompts:
        if not prompt.text.strip():
            number = prompt.path[-1]
            yield Problem(
                Place(prompt.path),
                f"prompt {int(number) + 1} is blank",
                "say what the agent is to do, or take it out",
            )
