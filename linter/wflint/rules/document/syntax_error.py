"""A text that is not JSON or YAML.

Nothing in the file can be checked, run or uploaded until it can be read. The finding stands where reading
stopped making sense, which may be a little behind the mistake. It covers what is not in the languages either:
comments and trailing commas in `.json`, `NaN`, bytes that are not UTF-8, and documents nested or expanded
beyond what any workflow needs. A broken file met while walking a folder is reported only when it has the
words of a workflow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Subject

RULE = Rule(
    severity=ERROR,
    on="EFA",
    good=(
        """
        steps:
          - {id: draft, model: openai-chatgpt-5, params: {user_prompt: "Hello"}}
        """,
    ),
    bad=(
        Example("""
            {"steps": [{"id": "a", "model": "m", "params": {"prompt": "a boat",}}]}
                                                                              ^ trailing comma before '}'
            """),
    ),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Report why the text could not be read."""
    fault = subject.document.fault
    if fault is not None:
        related = tuple(
            Related(Place((), span=(start, end)), message) for start, end, message in fault.related
        )
        yield Problem(Place((), span=(fault.start, fault.end)), fault.message, fault.help, related)
