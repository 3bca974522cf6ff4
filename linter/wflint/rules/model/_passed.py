"""What steps and their fallbacks pass to models of the catalogue, gathered for all the rules of the group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from ...model import Fallback, Fields, Step, Workflow
from ...named_tuple import NamedTuple
from ...nearest import nearest
from ...problem import Path
from ...step_fields import fallback_params_of, params_of

if TYPE_CHECKING:
    from ...model_catalog import Model, ModelCatalog
    from ...request_schema import RequestSchema

REFERENCE = re.compile(r"\{\{|\$(?:\.|\{)\s*[^\W\d]")
"""What shows that a string may hold a reference, and is not known before the run."""

_HINTS = 50  # params of one step looked up for what they may have meant

_SHOWN = 100


class Named(NamedTuple):
    """A model that a step names: its slug, where that stands, and the version asked for."""

    step: Step
    fallback: Fallback | None
    path: Path
    slug: str
    version: object


class Passed(NamedTuple):
    """The params that are passed to a model; ``owner`` is how messages name who passes them."""

    owner: str
    model: Model
    fields: Fields

    @property
    def request(self) -> RequestSchema:
        """What the model says of its params."""
        return self.model.request


class Unknown(NamedTuple):
    """A param that the model does not list; ``meant`` is what it was probably to be.

    ``needed`` says that the model requires that one, and it is missing.
    """

    name: str
    meant: str | None
    needed: bool


def named_models(workflow: Workflow) -> Iterator[Named]:
    """Every model that a step or an enabled fallback names outright."""
    key, version = ("model_slug", "model_version") if workflow.system == "flow" else ("model", "version")
    for step in workflow.steps:
        if step.type != "model":
            continue
        if step.model and not REFERENCE.search(step.model):
            yield Named(step, None, (*step.path, key), step.model, step.value.get(version))
        fallback = step.fallback
        if fallback and fallback.enabled and fallback.model and not REFERENCE.search(fallback.model):
            path = (*fallback.path, "model")
            yield Named(step, fallback, path, fallback.model, fallback.value.get("version"))


@lru_cache(maxsize=1)
def passed_params(workflow: Workflow) -> tuple[Passed, ...]:
    """The params of every model that the catalogue describes, gathered once for the rules that run in turn.

    Nothing for the empty ones of a fallback whose primary has some: `missing-fallback-params` speaks of them.
    """
    return tuple(_passed_params(workflow, workflow.catalog)) if workflow.catalog is not None else ()


def _passed_params(workflow: Workflow, catalog: ModelCatalog) -> Iterator[Passed]:
    for named in named_models(workflow):
        model = catalog.find(named.slug, named.version)
        primary = params_of(named.step)
        fields = fallback_params_of(named.step) if named.fallback else primary
        if (
            model is None
            or fields is None
            or (named.fallback and not fields.value and primary and primary.value)
        ):
            continue
        owner = f"the fallback of {named.step.title}" if named.fallback else named.step.title
        yield Passed(owner, model, fields)


def unknown_params(passed: Passed) -> list[Unknown]:
    """The params that the model does not list, each with the one that was meant and is not there."""
    request, params = passed.request, passed.fields.value
    strange = [name for name in params if isinstance(name, str) and not request.admits(name)]
    if not strange:
        return []
    found: list[Unknown] = []
    needed = [name for name in request.required if name not in params]
    absent = [name for name in request.names if name not in params]
    for name in strange:
        meant = None
        if len(found) < _HINTS:
            meant = _meant(name, needed) or _meant(name, absent)
        found.append(Unknown(name, meant, meant in needed))
        # Two params cannot both become the same.
        needed = [other for other in needed if other != meant]
        absent = [other for other in absent if other != meant]
    return found


def missing_params(passed: Passed) -> list[str]:
    """The params that the model requires and that are not there, not even misspelled."""
    params = passed.fields.value
    missing = [name for name in passed.request.required if name not in params]
    if not missing:
        return missing
    misspelled = {unknown.meant for unknown in unknown_params(passed) if unknown.needed}
    return [name for name in missing if name not in misspelled]


def _meant(name: str, names: list[str]) -> str | None:
    """One of ``names``: much the same word, or the same with or without ``_url``."""
    for other in (f"{name}_url", name.removesuffix("_url")):
        if other != name and other in names:
            return other
    return nearest(name, names)


def describe_param(passed: Passed, name: str) -> str:
    """A param, with what the catalogue says of it."""
    description = passed.request.of_param(name).get("description")
    text = " ".join(description.split()).rstrip(".") if isinstance(description, str) else ""
    if text[1:2].islower():
        text = text[:1].lower() + text[1:]
    return f"'{name}' ({text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'})" if text else f"'{name}'"
