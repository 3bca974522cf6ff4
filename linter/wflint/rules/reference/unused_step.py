"""A step whose output nothing reads.

It is run and paid for, and its result is dropped. The last step of the definition and of each branch gives
the result, and what an output mapping names is read; steps that act by themselves (HTTP requests) are not
judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...nearest import nearest
from ...problem import Problem
from ...rule import INFO, Example, Rule

RULE = Rule(
    severity=INFO,
    on="EF",
    good=(
        """
        {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                   {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "a cat"}},
                              ^^^^^^^ the output of step 'draft' is read nowhere
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "a dog"}}]}
            """
        ),
    ),
)

_JUDGED = ("model", "python", "pass")


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every model, python or pass step that gives nothing to anybody."""
    read = {reference.name for reference in workflow.references if reference.target != "input"}
    # A misspelled reference is reported as such; the step it means is not unused as well.
    read |= {nearest(name, workflow.by_id) or name for name in read - workflow.by_id.keys()}
    last = {
        id(steps[-1])
        for steps in (workflow.top, *(b.steps for s in workflow.steps for b in s.branches))
        if steps
    }
    for step in workflow.steps:
        if step.id is None or step.type not in _JUDGED or id(step) in last:
            continue
        if step.id not in read and f"{step.id}_fallback" not in read:
            yield Problem(
                step.place,
                f"the output of {step.title} is read nowhere",
                "read it in a later step, or take the step out",
            )
