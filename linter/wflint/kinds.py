"""Which kind of document a value is, and why not."""

from __future__ import annotations

from itertools import islice

from .evidence import FLAGS, REQUEST_FIELDS, is_definition, may_be_definition
from .glance import looks_like_workflow, may_be_workflow
from .named_tuple import NamedTuple
from .nearest import did_you_mean, nearest

__all__ = ["KINDS", "Kind", "Recognition", "looks_like_workflow", "may_be_workflow", "recognize"]


class Kind(NamedTuple):
    """A kind of document.

    ``id`` is what ``--kind`` takes and names the bundled schema (``schemas/<id>.json``); ``title`` is how
    messages call it; ``letter`` says which rules apply: ``E`` each::labs, ``F`` flow export, ``A`` Asteroid.
    """

    id: str
    title: str
    letter: str


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("eachlabs-definition", "an each::labs workflow definition", "E"),
        Kind("eachlabs-version-request", "an each::labs version request", "E"),
        Kind("eachlabs-workflow-request", "an each::labs workflow request", "E"),
        Kind("eachlabs-version", "an each::labs workflow version", "E"),
        Kind("eachlabs-workflow", "an each::labs workflow", "E"),
        Kind("eachlabs-flow-export", "an each::labs flow export", "F"),
        Kind("asteroid-workflow", "an Asteroid workflow", "A"),
        Kind("asteroid-workflow-list", "a list of Asteroid workflow versions", "A"),
        Kind("asteroid-workflow-request", "an Asteroid workflow request", "A"),
    )
}


class Recognition(NamedTuple):
    """What a value was taken for.

    Where ``kind`` is ``None``, ``nearest`` is the kind it came nearest to (or ``None``) and ``lacks`` says
    in words what is missing from it for that kind.
    """

    kind: Kind | None
    nearest: Kind | None = None
    lacks: str = ""


_ASTEROID_FIELDS = ("user_id", "result_schema", "start_url", "prompt_variables", "workflow_options")
_PROVIDERS = ("openai", "anthropic")


def recognize(value: object) -> Recognition:
    """What kind of document ``value`` is.

    ``steps``, ``definition``, ``name`` and ``prompts`` are everybody's words, so it is the evidence together
    that counts: at least one step that reads as ours, or enough of our own words around it. One broken step
    does not hide the rest.
    """
    found = _kind_of(value)
    return Recognition(KINDS[found]) if found is not None else _nearest_kind(value)


def _kind_of(value: object) -> str | None:
    if isinstance(value, list):
        # Enough to tell, and a long list of something else is put aside quickly.
        listed = any(_asteroid(item) == "asteroid-workflow" for item in value[:8])
        return "asteroid-workflow-list" if listed else None
    if not isinstance(value, dict):
        return None
    return _named_by_schema(value) or _eachlabs(value) or _asteroid(value)


def _named_by_schema(value: dict[str, object]) -> str | None:
    """The kind whose bundled schema the document's own ``$schema`` names."""
    named = value.get("$schema")
    if not isinstance(named, str) or "wflint" not in named:
        return None
    name = named.replace("\\", "/").rpartition("/")[2].removesuffix(".json")
    return name if name in KINDS else None


# each::labs


def _eachlabs(value: dict[str, object]) -> str | None:
    steps = value.get("steps")
    if isinstance(steps, list) and _is_flow(value, steps):
        return "eachlabs-flow-export"
    if isinstance(value.get("versions"), list) and "workflow_id" in value:
        return "eachlabs-workflow"
    if "steps" in value and "definition" not in value:
        return "eachlabs-definition" if is_definition(value) else None
    if "version_id" in value and "slug" in value:
        return "eachlabs-version"
    if "definition" in value:
        return _wrapper(value, value["definition"])
    if "version_id" in value and any(flag in value for flag in FLAGS):
        return "eachlabs-version-request"
    return None


def _is_flow(value: dict[str, object], steps: list[object]) -> bool:
    if "nodes_json" in value and isinstance(value.get("inputs"), list):
        return True
    return any(
        isinstance(step, dict) and "model_slug" in step and ("params" in step or "id" in step)
        for step in steps
    )


def _wrapper(value: dict[str, object], definition: object) -> str | None:
    """The kind of request (or answer) that holds ``definition``."""
    clear = "version_id" in value and any(flag in value for flag in FLAGS)
    if not clear:
        known = value.keys() <= REQUEST_FIELDS
        if not isinstance(definition, dict):
            return "eachlabs-version-request" if known and "version_id" in value else None
        ours = known or "version_id" in value
        if not (is_definition(definition) or (ours and may_be_definition(definition))):
            return None
    if "workflow_id" in value and "version_id" in value:
        return "eachlabs-version"
    return "eachlabs-workflow-request" if "name" in value else "eachlabs-version-request"


# Asteroid


def _asteroid(value: object) -> str | None:
    if not isinstance(value, dict):
        return None
    prompts = value.get("prompts")
    texts = isinstance(prompts, list) and (not prompts or any(isinstance(text, str) for text in prompts))
    if texts and ("agent_id" in value or ("id" in value and "result_schema" in value)):
        return "asteroid-workflow"
    others = sum(key in value for key in _ASTEROID_FIELDS)
    if "agent_id" in value and others >= (2 if "prompts" in value else 3):
        return "asteroid-workflow"
    if "id" in value or "agent_id" in value:
        return None
    fields = value.get("fields")
    known_provider = value.get("provider") in _PROVIDERS
    start = "start_url" in value or (isinstance(fields, dict) and "start_url" in fields)
    if texts and (start or ("name" in value and (known_provider or isinstance(fields, dict) or others))):
        return "asteroid-workflow-request"
    if "name" in value and start and ("prompts" in value or known_provider):
        return "asteroid-workflow-request"
    return None


# What it is nearest to


def _nearest_kind(value: object) -> Recognition:
    if isinstance(value, list):
        lacks = "none of its items has 'prompts' and an 'agent_id'"
        return Recognition(None, KINDS["asteroid-workflow-list"], lacks)
    if not isinstance(value, dict):
        return Recognition(None, None, "it is no object")
    for key, (kind_id, lacks) in _TELLING.items():
        if key in value:
            words = (
                _steps_lack(value[key])
                if key == "steps"
                else _prompts_lack(value)
                if key == "prompts"
                else _versions_lack(value)
                if key == "versions"
                else ""
            )
            return Recognition(None, KINDS[kind_id], words or lacks)
    # The first keys are where a document says what it is.
    for key in islice(value, 20):
        meant = nearest(key, tuple(_HOLDS)) if isinstance(key, str) else None
        if meant is not None and key != "definitions" and isinstance(value[key], _HOLDS[meant]):
            return Recognition(
                None, KINDS[_TELLING[meant][0]], f"it has no '{meant}'; is '{key}' meant to be that?"
            )
    return Recognition(None, None, "it has none of 'steps', 'definition', 'versions' and 'prompts'")


_TELLING = {
    "prompts": (
        "asteroid-workflow-request",
        "it has 'prompts' and neither an 'agent_id' nor a 'start_url'",
    ),
    "steps": (
        "eachlabs-definition",
        "none of its 'steps' reads as a step of one",
    ),
    "definition": ("eachlabs-version-request", "its 'definition' has no steps of an each::labs workflow"),
    "start_url": ("asteroid-workflow-request", "it has a 'start_url' and no 'prompts' array"),
    "versions": ("eachlabs-workflow", "it has 'versions' and no 'workflow_id'"),
    "version_id": ("eachlabs-version-request", "it has a 'version_id' and no 'definition'"),
    "workflow_id": ("eachlabs-workflow", "it has a 'workflow_id' and no 'versions' array"),
}
"""A key that brings a document near to a kind, and what is then missing."""


_HOLDS: dict[str, tuple[type, ...]] = {
    "steps": (list,),
    "definition": (dict,),
    "prompts": (list, str),
    "versions": (list,),
}
"""What the telling keys hold: a 'version' that is a text was not meant to be 'versions'."""


def _prompts_lack(value: dict[str, object]) -> str:
    prompts, provider = value["prompts"], value.get("provider")
    if not isinstance(prompts, list):
        return "its 'prompts' is no array"
    if prompts and not any(isinstance(text, str) for text in prompts):
        return "none of its 'prompts' is a text"
    if "id" in value:
        return "it has an 'id', as a stored workflow has, but no 'agent_id' or 'result_schema'"
    if isinstance(provider, str) and provider not in _PROVIDERS:
        hint = did_you_mean(provider, _PROVIDERS)
        shown = provider if len(provider) <= 40 else provider[:39] + "…"
        return f"it has no 'start_url', and its 'provider' '{shown}' is not known{hint}"
    return ""


def _versions_lack(value: dict[str, object]) -> str:
    return "" if isinstance(value["versions"], list) else "its 'versions' is no array"


def _steps_lack(steps: object) -> str:
    if not isinstance(steps, list):
        return "its 'steps' is no array"
    return "" if steps else "its 'steps' is empty and nothing else in it tells"
