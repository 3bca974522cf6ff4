"""Whether an object reads as an each::labs definition.

``steps`` is everybody's word. What counts is a step that has the fields of one of our types, or our own words
around steps that only may be ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MARKS = ("input_schema", "output_schema", "output_mapping")
"""The fields of a definition that hardly anything else has."""

FLAGS = ("locked", "production", "allowed_to_share", "published")
"""What is said of a version beside its definition."""

_LABELS = ("$schema", "name", "description")
DEFINITION_FIELDS = {*_LABELS, *MARKS, "version", "steps", "metadata", "timeout_seconds", "retry"}
_CATALOGUE = ("categories", "tags", "visibility")
REQUEST_FIELDS = {*_LABELS, *FLAGS, *_CATALOGUE, "version_id", "definition", "output_mapping"}

_READS, _MAY_READ = 2, 1


def is_definition(value: dict[str, object]) -> bool:
    """Whether this is a definition by itself, with nothing around it."""
    steps = value.get("steps")
    marks = sum(mark in value for mark in MARKS)
    if isinstance(steps, list):
        strength = _strength_of_any(steps)
        if strength == _READS:
            return True
        if strength or not steps:
            return marks > 0 or ("version" in value and value.keys() <= DEFINITION_FIELDS)
        return marks > 1
    if isinstance(steps, dict) and _strength_of_any(steps.values()) == _READS:
        return True
    return "steps" in value and marks > 0 and value.keys() <= DEFINITION_FIELDS


def may_be_definition(value: dict[str, object]) -> bool:
    """Whether this is a definition where something around it says so."""
    steps = value.get("steps")
    if not value or any(mark in value for mark in MARKS):
        return True
    if isinstance(steps, list) and steps:
        return _strength_of_any(steps) > 0
    if "steps" in value:
        return value.keys() <= DEFINITION_FIELDS
    return "version" in value and any(isinstance(key, str) and nearest(key, ("steps",)) for key in value)


def _strength_of_any(steps: Iterable[object]) -> int:
    strongest = 0
    for step in steps:
        strength = _strength(step)
        if strength == _READS:
            return strength
        strongest = max(strongest, strength)
    return strongest


def _strength(step: object) -> int:
    """How surely ``step`` is one of ours: beyond doubt, perhaps (1), or not (0)."""
    if not isinstance(step, dict):
        return 0
    named = "id" in step or "step_id" in step
    declared = step.get("type")
    own = _OWN_FIELDS.get(declared) if isinstance(declared, str) else None
    if own is not None and own(step):
        return _READS if named or declared in ("model", "parallel", "choice") else _MAY_READ
    if isinstance(step.get("model"), str) and (
        "params" in step or ((named or "name" in step) and isinstance(step.get("input"), dict))
    ):
        return _READS
    weak = "step_id" in step or (named and ("model" in step or own is not None))
    return _MAY_READ if weak else 0


def _has_inner_steps(step: dict[str, object]) -> bool:
    branches = step.get("branches")
    if not isinstance(branches, list):
        return False
    return any(isinstance(branch, dict) and "steps" in branch for branch in branches)


def _branches_off(step: dict[str, object]) -> bool:
    return "condition_met_branch" in step or ("condition" in step and "default_branch" in step)


_OWN_FIELDS: dict[str, Callable[[dict[str, object]], bool]] = {
    "model": lambda step: "model" in step or "params" in step,
    "http": lambda step: "url" in step,
    "python": lambda step: "code" in step,
    "parallel": _has_inner_steps,
    "choice": _branches_off,
    "pass": lambda step: "result" in step or "result_path" in step,
}
"""For each type of step, whether the step has that type's own fields."""
