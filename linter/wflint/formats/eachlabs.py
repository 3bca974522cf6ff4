"""each::labs definitions, in whatever they are wrapped."""

from __future__ import annotations

from collections.abc import Iterator

from ..embedded.forms import form_of
from ..inputs import declare
from ..kinds import Kind
from ..model import Branch, Condition, Fallback, SchemaDocument, Step, Workflow
from ..problem import Path
from ..step_fields import PYTHON_MODEL, requests_and_codes
from .references import find_references, gather_texts

STEP_TYPES = ("model", "http", "python", "parallel", "choice", "pass")

_SITES = dict.fromkeys(
    ("params", "input", "url", "headers", "query_params", "body", "auth", "inputs"), "params"
) | {site: site for site in ("fallback", "result", "condition")}
"""The fields of a step whose strings may hold references, with their site (see :class:`Reference`)."""


def build(document: object, kind: Kind, reference_style: str) -> tuple[Workflow, ...]:
    """The definitions in ``document``: the document itself, the one it wraps, or those of its versions."""
    if not isinstance(document, dict):
        return ()
    if kind.id == "eachlabs-definition":
        return (_workflow(document, (), None, (), reference_style),)
    if kind.id == "eachlabs-workflow":
        versions = document.get("versions")
        return tuple(
            _workflow(
                version["definition"],
                ("versions", number, "definition"),
                version,
                ("versions", number),
                reference_style,
            )
            for number, version in enumerate(versions if isinstance(versions, list) else ())
            if isinstance(version, dict)
            and isinstance(version.get("definition"), dict)
            and version["definition"]
        )
    definition = document.get("definition")
    if not isinstance(definition, dict) or (kind.id == "eachlabs-version" and not definition):
        return ()
    return (_workflow(definition, ("definition",), document, (), reference_style),)


def _workflow(
    value: dict[str, object],
    path: Path,
    body: dict[str, object] | None,
    body_path: Path,
    reference_style: str,
) -> Workflow:
    workflow = Workflow("eachlabs", value, path)
    workflow.body, workflow.body_path = body, body_path
    workflow.top = _steps(workflow, value.get("steps"), (*path, "steps"), (), None)
    for step in [step for step in workflow.steps if "step_id" in step.value]:
        # Where the two spellings of the id differ, both are the step's.
        other = step.value["step_id"]
        if isinstance(other, str):
            workflow.by_id.setdefault(other, step)
    workflow.requests, workflow.codes = requests_and_codes(workflow.steps)
    schemas = []
    for role in ("input_schema", "output_schema"):
        schema = value.get(role)
        if isinstance(schema, dict | bool):
            document = SchemaDocument((*path, role), schema, role, form_of(schema, role))
            schemas.append(document)
            if role == "input_schema":
                workflow.inputs_path = document.path
                workflow.inputs = declare(schema, document.path, document.form)
    workflow.schemas = tuple(schemas)
    _gather(workflow)
    find_references(workflow, reference_style)
    return workflow


def _steps(
    workflow: Workflow, value: object, path: Path, position: tuple[int, ...], parent: Step | None
) -> tuple[Step, ...]:
    """The steps of a list; they and all the steps inside them are added to the workflow in text order."""
    if not isinstance(value, list):
        return ()
    steps = []
    for number, item in enumerate(value):
        if isinstance(item, dict):
            step = _step(workflow, item, (*path, number), (*position, number), parent)
            steps.append(step)
            if not item.keys().isdisjoint(_BRANCHING):
                step.branches = tuple(_branches(workflow, step))
    return tuple(steps)


def _step(
    workflow: Workflow, value: dict[str, object], path: Path, position: tuple[int, ...], parent: Step | None
) -> Step:
    """A step, but for its branches; it and what it holds are added to the workflow."""
    kind, model = value.get("type"), value.get("model")
    if not isinstance(kind, str):
        kind = "model" if "model" in value else ""
    step = Step(value, path, position, parent, kind, model if isinstance(model, str) else None)
    workflow.steps.append(step)
    name, key = value.get("id"), "id"
    if not isinstance(name, str):
        key = "step_id" if key in value or "step_id" in value else "name"
        name = value.get(key)
    if isinstance(name, str):
        step.id, step.id_key = name, key
        workflow.by_id.setdefault(name, step)
    if "input" in value:
        step.legacy = key == "name" or (kind == "model" and "params" not in value)
    elif key == "name":
        step.legacy = key in value
    fallback = value.get("fallback")
    if isinstance(fallback, dict):
        params, model = fallback.get("params"), fallback.get("model")
        step.fallback = Fallback._make(
            (
                step,
                (*path, "fallback"),
                fallback,
                fallback.get("enabled") is not False,
                model if isinstance(model, str) else None,
                params if isinstance(params, dict) else None,
            )
        )
        workflow.fallbacks.append(step.fallback)
    if kind == "choice":
        step.conditions = tuple(_conditions(value.get("condition"), (*path, "condition")))
        workflow.conditions += step.conditions
    return step


_ROLES = {"condition_met_branch": "met", "default_branch": "default"}
_BRANCHING = ("branches", *_ROLES)
"""What holds further steps."""


def _branches(workflow: Workflow, step: Step) -> Iterator[Branch]:
    """The branches of a step; they and their steps are added to the workflow."""
    value, path = step.value, step.path
    holders: list[tuple[str, dict[str, object], Path]] = []
    branches = value.get("branches")
    if isinstance(branches, list):
        for number, branch in enumerate(branches):
            if isinstance(branch, dict):
                holders.append(("parallel", branch, (*path, "branches", number)))
    for key, role in _ROLES.items():
        branch = value.get(key)
        if isinstance(branch, dict):
            holders.append((role, branch, (*path, key)))
    for number, (role, branch, where) in enumerate(holders):
        inner = _steps(workflow, branch.get("steps"), (*where, "steps"), (*step.position, number), step)
        found = Branch(step, where, role, branch, inner)
        workflow.branches.append(found)
        yield found


def _conditions(value: object, path: Path) -> Iterator[Condition]:
    """The simple conditions in ``value``, at any depth of ``and``, ``or`` and ``not``."""
    if not isinstance(value, dict):
        return
    if "expression" in value or "operator" in value:
        yield Condition(path, value)
    for key in ("and", "or"):
        parts = value.get(key)
        if isinstance(parts, list):
            for number, part in enumerate(parts):
                yield from _conditions(part, (*path, key, number))
    if "not" in value:
        yield from _conditions(value["not"], (*path, "not"))


def _gather(workflow: Workflow) -> None:
    """Find every string of the definition that may hold references."""
    for step in workflow.steps:
        # Python's own braces are no references.
        skipped = "code" if step.type == "python" or step.model == PYTHON_MODEL else ""
        path, found, fallback = step.path, step.texts, step.fallback
        for key, value in step.value.items():
            if key not in _SITES:
                continue
            site = _SITES[key]
            if site == "params":
                gather_texts(found, value, (*path, key), site, skipped)
            elif site == "fallback":
                if fallback is not None:
                    for part, inner in fallback.value.items():
                        if part in _SITES and _SITES[part] == "params":
                            gather_texts(found, inner, (*fallback.path, part), site, skipped)
            elif site == "result":
                gather_texts(found, value, (*path, key), site)
            else:
                for condition in step.conditions:
                    for part in ("expression", "value"):
                        gather_texts(found, condition.value.get(part), (*condition.path, part), part)
    metadata = workflow.value.get("metadata")
    for holder, path in (
        (workflow.value, workflow.path),
        (metadata, (*workflow.path, "metadata")),
        (workflow.body, workflow.body_path),
    ):
        if isinstance(holder, dict):
            gather_texts(workflow.texts, holder.get("output_mapping"), (*path, "output_mapping"), "mapping")
