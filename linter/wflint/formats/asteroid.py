"""Asteroid workflows: prompts, the variables they use, and the schema of the answer."""

from __future__ import annotations

from ..embedded.forms import form_of
from ..kinds import Kind
from ..model import Prompt, SchemaDocument, Variable, Workflow
from ..problem import Path


def build(document: object, kind: Kind) -> tuple[Workflow, ...]:
    """The workflow versions in ``document``: one, or those of a list."""
    if kind.id == "asteroid-workflow-list" and isinstance(document, list):
        return tuple(
            _workflow(item, (number,)) for number, item in enumerate(document) if isinstance(item, dict)
        )
    return (_workflow(document, ()),) if isinstance(document, dict) else ()


def _workflow(value: dict[str, object], path: Path) -> Workflow:
    workflow = Workflow("asteroid", value, path)
    prompts = value.get("prompts")
    if isinstance(prompts, list):
        workflow.prompts = tuple(
            Prompt((*path, "prompts", number), text)
            for number, text in enumerate(prompts)
            if isinstance(text, str)
        )
    variables = value.get("prompt_variables")
    if isinstance(variables, list):
        workflow.variables_path = (*path, "prompt_variables")
        workflow.variables = tuple(
            Variable((*workflow.variables_path, number), name)
            for number, name in enumerate(variables)
            if isinstance(name, str)
        )
    schema = value.get("result_schema")
    if isinstance(schema, dict | bool):
        where = (*path, "result_schema")
        workflow.schemas = (SchemaDocument(where, schema, "result_schema", form_of(schema, "result_schema")),)
    return workflow
