"""A parallel step with more branches than the engine takes.

Forty is the limit; the API refuses the definition. A second parallel step behind the first takes the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

_LIMIT = 40


def _branches(count: int) -> str:
    """JSON items for the examples."""
    step = '{{"steps": [{{"id": "cat{0}", "type": "model", "model": "m", "params": {{"seed": {0}}}}}]}}'
    return ",\n             ".join(step.format(number) for number in range(1, count + 1))


RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        f"""
            {{"steps": [{{"id": "cats", "type": "parallel", "branches": [
             {_branches(40)}]}}]}}
        """,
    ),
    bad=(
        Example(
            f"""
            {{"steps": [{{"id": "cats", "type": "parallel", "branches": [
                                                          ^^^^^^^^^^ 41 branches in step 'cats': at most 40 may run at once
             {_branches(41)}]}}]}}
            """
        ),
    ),
    related=("single-branch",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every parallel step with more than forty branches."""
    for step in workflow.steps:
        if step.type != "parallel":
            continue
        branches = step.value.get("branches")
        if isinstance(branches, list) and len(branches) > _LIMIT:
            yield Problem(
                Place((*step.path, "branches"), key=True),
                f"{len(branches)} branches in {step.title}: at most {_LIMIT} may run at once",
                "move the rest into a second parallel step behind this one",
            )
