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
    read = {workflow.by_id.get(name) for name in workflow.steps_read}
    read |= {steps[-1] for steps in (workflow.top, *[branch.steps for branch in workflow.branches]) if steps}
    unread = [step for step in workflow.steps if step not in read and step.type in _JUDGED]
    if not unread:
        return
    read.update(reference.reads for reference in workflow.references)
    for name in {r.name for r in workflow.references if r.reads is None and r.target != "input"}:
        # A misspelled reference is reported as such; the step it means is not unused as well.
        meant = nearest(name, workflow.by_id)
        if meant is not None:
            read.add(workflow.by_id[meant])
    for step in unread:
        if step.id is not None and step not in read:
            yield Problem(
                step.place,
                f"the output of {step.title} is read nowhere",
                "read it in a later step, or take the step out",
            )
