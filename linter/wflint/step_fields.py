"""The fields of a step, wherever its way of being written puts them.

An HTTP or Python step is either a type of its own, with its fields in the step, or the model
``eachlabs-http-step`` or ``eachlabs-python-step``, with the same fields in ``params``. The older guide's
steps keep their params under ``input``.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import catalog
from .model import Fields, Reference, Step, Workflow
from .nearest import nearest
from .problem import Path

HTTP_MODEL = "eachlabs-http-step"
PYTHON_MODEL = "eachlabs-python-step"
_MODELS = (HTTP_MODEL, PYTHON_MODEL)


def params_of(step: Step) -> Fields | None:
    """What the step passes to its model, or ``None`` where there is no such object."""
    return _params(step, step.path, step.value)


def fallback_params_of(step: Step) -> Fields | None:
    """What the step's fallback passes to its model, or ``None`` where there is no such object."""
    if step.fallback is None:
        return None
    return _params(step, step.fallback.path, step.fallback.value)


def _params(step: Step, path: Path, holder: dict[str, object]) -> Fields | None:
    key = "input" if step.legacy and "params" not in holder else "params"
    value = holder.get(key)
    return Fields(step, (*path, key), value) if isinstance(value, dict) else None


def requests_and_codes(steps: Iterable[Step]) -> tuple[tuple[Fields, ...], tuple[Fields, ...]]:
    """The fields of all HTTP requests that ``steps`` make, and those of all Python steps.

    A fallback's second request is one, too.
    """
    requests: list[Fields] = []
    codes: list[Fields] = []
    for step in steps:
        kind, fallback = step.type, step.fallback
        if kind == "model":
            if step.model in _MODELS or (fallback is not None and fallback.model in _MODELS):
                requests += _fields_of_model(step, HTTP_MODEL)
                codes += _fields_of_model(step, PYTHON_MODEL)
        elif kind == "http":
            requests.append(Fields(step, step.path, step.value))
            if fallback is not None:
                requests.append(Fields(step, fallback.path, fallback.value))
        elif kind == "python":
            codes.append(Fields(step, step.path, step.value))
    return tuple(requests), tuple(codes)


def _fields_of_model(step: Step, model: str) -> list[Fields]:
    found = [
        params_of(step) if step.model == model else None,
        fallback_params_of(step) if step.fallback is not None and step.fallback.model == model else None,
    ]
    return [fields for fields in found if fields is not None]


def is_misspelled(
    name: str, value: dict[str, object], part: str = "", kind: str = "eachlabs-definition"
) -> bool:
    """Whether ``value`` lacks the field ``name`` only because it is misspelled there.

    ``part`` says what ``value`` is: a definition in the bundled schema of ``kind`` (``fallback``,
    ``branchFields``, …), or its root. The unknown field is reported as such; it is not missing as well.
    """
    schema = catalog.schema(kind)
    if part:
        schema = schema["definitions"][part]
    aliases = schema.get("x-wflint-aliases", {})
    unknown = [
        key
        for key in value
        if isinstance(key, str) and key not in schema["properties"] and not key.startswith("x-")
    ]
    return name not in value and any(name in (aliases.get(key), nearest(key, (name,))) for key in unknown)


def references_in(workflow: Workflow, fields: Fields) -> list[Reference]:
    """The references inside ``fields``, a part of the workflow, in the order of its text."""
    depth = len(fields.path)
    return [one for one in workflow.references_of(fields.step) if one.path[:depth] == fields.path]
