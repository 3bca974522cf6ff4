"""A quick look at the strings of a definition: it tells the references that are right, nearly always all.

A reference is made into an object, and judged by the rules, only where it stands in a string that this leaves
in doubt, or where a rule asks for all of them.
"""

from __future__ import annotations

from ..model import Sight, Texts, Workflow
from ..scope import see
from ..templates.references import Plain, scan

VOTING = ("params", "fallback", "result")
"""The sites whose references show the style of a definition: all but conditions and output mappings."""

_IN_DOUBT = ("?", ())


def look(
    workflow: Workflow, texts: Texts, style: str, leads: tuple[str, ...], named: frozenset[str]
) -> tuple[str, Texts]:
    """The style in which the strings are written, and those in doubt. It errs on doubt.

    Not in doubt are strings whose references are all in that style and read what is there to be read. They
    are added to what is read of the workflow. ``style`` is empty where it is not settled, and stays so where
    no string shows it; ``leads`` is what the system resolves, ``named`` as in :func:`scan`.
    """
    by_id = workflow.by_id
    forms = {"expression": "path", "mapping": "path", "value": "", **dict.fromkeys(VOTING, style)}
    # A fallback passes on what its step does: many strings stand there twice.
    known: dict[str, tuple[str, tuple[str, ...]]] = {}
    in_doubt: Texts = []
    for step, group in texts:
        for text in group:
            value, _, _, site = text
            said = known.get(value)
            if said is None:
                said = _IN_DOUBT
                plain = scan(value, named).plain
                if plain is not None and _are_declared(workflow, plain, leads):
                    workflow.inputs_read.update(plain.inputs)
                    workflow.steps_read.update(plain.steps)
                    said = plain.form, plain.steps
                known[value] = said
            form, names = said
            if form != forms[site] and form and (site != "mapping" or said is _IN_DOUBT):
                if style or said is _IN_DOUBT or site not in VOTING:
                    in_doubt.append((step, [text]))
                    continue
                style = form
                forms.update(dict.fromkeys(VOTING, style))
            for name in names:
                target = by_id.get(name)
                # Nearly always it stands further up, and runs whatever is chosen.
                if target is None or (
                    (step is None or target.conditional or target.position[0] >= step.position[0])
                    and see(target, step) is not Sight.AVAILABLE
                ):
                    in_doubt.append((step, [text]))
                    break
    return style, in_doubt


def _are_declared(workflow: Workflow, plain: Plain, leads: tuple[str, ...]) -> bool:
    """Whether the inputs that a string reads are there, or nothing says which are."""
    if not plain.inputs:
        return True
    if plain.lead not in leads:
        return False
    if not workflow.inputs and workflow.system != "flow":
        return True
    return workflow.inputs.keys() >= set(plain.inputs)
