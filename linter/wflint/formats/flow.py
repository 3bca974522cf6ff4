"""each::labs flow exports: the older dashboard's files.

Inputs are a list, references read ``{{workflow.parameters.NAME}}`` and ``{{stepN.output}}``. The copy of the
flow in ``nodes_json`` draws the dashboard's canvas and is not judged.
"""

from __future__ import annotations

from ..model import Input, Step, Workflow
from ..problem import Place
from .references import find_references, gather_texts


def build(document: object) -> tuple[Workflow, ...]:
    """The one workflow of the export."""
    if not isinstance(document, dict):
        return ()
    workflow = Workflow("flow", document, ())
    workflow.inputs_path = ("inputs",)
    inputs = document.get("inputs")
    for number, item in enumerate(inputs if isinstance(inputs, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("name"), str):
            name = item["name"]
            workflow.inputs.setdefault(name, Input(name, Place(("inputs", number, "name")), item, False))
    steps = document.get("steps")
    for number, item in enumerate(steps if isinstance(steps, list) else ()):
        if isinstance(item, dict):
            slug = item.get("model_slug")
            model = slug if isinstance(slug, str) else None
            step = Step(item, ("steps", number), (number,), None, "model", model)
            if isinstance(item.get("id"), str):
                step.id, step.id_key = item["id"], "id"
                workflow.by_id.setdefault(step.id, step)
            workflow.steps.append(step)
    workflow.top = tuple(workflow.steps)
    for step in workflow.steps:
        gather_texts(step.texts, step.value.get("params"), (*step.path, "params"), "params")
    find_references(workflow, "template")
    return (workflow,)
