"""The schema for a folder of mixed documents: it tells the kind by the keys, as ``wflint.kinds`` does.

One ``fileMatch`` then serves every kind, and of what is no workflow it says nothing. ``generate.py`` writes
it to ``schemas/any-workflow.json``; ``tests/test_any_workflow.py`` holds it against
:func:`wflint.kinds.recognize`.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from wflint import catalog
from wflint.evidence import DEFINITION_FIELDS, FLAGS, MARKS, REQUEST_FIELDS
from wflint.kinds import KINDS
from wflint.standalone import ANY, gather

Schema = dict[str, Any]

TYPES = ("model", "http", "python", "parallel", "choice", "pass")
QUIET = {"doNotSuggest": True}
"""What a condition looks at is no proposal of what to write."""


def any_workflow() -> Schema:
    """The whole schema, referring to nothing outside itself."""
    chosen: Schema = _hints()
    for kind in reversed(_object_kinds()):
        chosen = {"if": refer(f"is-{kind}"), "then": {"$ref": f"{kind}.json"}, "else": chosen}
    listed = all_of({"type": "array"}, {"contains": refer("asteroidWorkflow")})
    return gather(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "$id": f"{catalog.BASE}{ANY}.json",
            "description": "Any document that wflint knows, told by its keys; others are right as they are.",
            "if": {"type": "object"},
            "then": chosen,
            "else": {"if": listed, "then": {"$ref": "asteroid-workflow-list.json"}},
            "defaultSnippets": [s for kind in KINDS for s in catalog.schema(kind)["defaultSnippets"]],
            "definitions": {
                **_conditions(),
                **{f"is-{kind}": test for kind, test in _object_kinds().items()},
            },
        },
        ANY,
    )


def has(*keys: str) -> Schema:
    """An object with all of ``keys``."""
    return {"required": list(keys)}


def holds(key: str, schema: Schema) -> Schema:
    """An object with ``key``, where ``schema`` holds."""
    return {"required": [key], "properties": {key: {**schema, **QUIET}}}


def all_of(*schemas: Schema) -> Schema:
    """All of ``schemas`` hold."""
    return {"allOf": list(schemas)}


def any_of(*schemas: Schema) -> Schema:
    """One of ``schemas`` holds."""
    return {"anyOf": list(schemas)}


def lacks(*keys: str) -> Schema:
    """An object with none of ``keys``."""
    return {"not": any_of(*map(has, keys))}


def only(names: set[str]) -> Schema:
    """An object with no keys but ``names``."""
    return {"propertyNames": {"enum": sorted(names), **QUIET}}


def refer(name: str) -> Schema:
    """The condition ``name`` holds."""
    return {"$ref": f"#/definitions/{name}"}


ARRAY = {"type": "array"}
OBJECT = {"type": "object"}
TEXT = {"type": "string"}
NAMED = any_of(has("id"), has("step_id"))
MARKED = any_of(*map(has, MARKS))
FLAGGED = any_of(*map(has, FLAGS))


def _conditions() -> dict[str, Schema]:
    """The evidence of ``wflint.evidence`` and ``wflint.kinds``, each by its name there."""
    own = {
        "model": any_of(has("model"), has("params")),
        "http": has("url"),
        "python": has("code"),
        "parallel": holds("branches", {**ARRAY, "contains": {**OBJECT, **has("steps")}}),
        "choice": any_of(has("condition_met_branch"), has("condition", "default_branch")),
        "pass": any_of(has("result"), has("result_path")),
    }
    typed = {name: all_of(holds("type", {"const": name}), fields) for name, fields in own.items()}
    input_given = all_of(any_of(NAMED, has("name")), holds("input", OBJECT))
    reads = any_of(
        *(
            typed[name] if name in ("model", "parallel", "choice") else all_of(typed[name], NAMED)
            for name in own
        ),
        all_of(holds("model", TEXT), any_of(has("params"), input_given)),
    )
    may_read = any_of(
        refer("reads"),
        *typed.values(),
        has("step_id"),
        all_of(NAMED, any_of(has("model"), holds("type", {"enum": list(TYPES)}))),
    )
    alone = any_of(MARKED, all_of(has("version"), only(DEFINITION_FIELDS)))
    two_marks = any_of(*(has(*pair) for pair in combinations(MARKS, 2)))
    definition = any_of(
        holds("steps", {**ARRAY, "contains": refer("reads")}),
        all_of(holds("steps", {**ARRAY, "contains": refer("mayRead")}), alone),
        all_of(holds("steps", {**ARRAY, "maxItems": 0}), alone),
        all_of(holds("steps", ARRAY), two_marks),
        holds("steps", {**OBJECT, "not": {"additionalProperties": {"not": refer("reads")}}}),
        all_of(holds("steps", {"not": ARRAY}), MARKED, only(DEFINITION_FIELDS)),
    )
    # Near enough to what `nearest` takes for a misspelling of `steps`.
    misspelled = {"not": {"propertyNames": {"not": {"pattern": "^[step]{3,6}$"}}}}
    may_be = any_of(
        {"maxProperties": 0},
        MARKED,
        holds("steps", {**ARRAY, "contains": refer("mayRead")}),
        all_of(
            any_of(holds("steps", {**ARRAY, "maxItems": 0}), holds("steps", {"not": ARRAY})),
            only(DEFINITION_FIELDS),
        ),
        all_of(lacks("steps"), has("version"), misspelled),
    )
    return {
        "reads": all_of(OBJECT, reads),
        "mayRead": all_of(OBJECT, may_read),
        "isDefinition": all_of(OBJECT, definition),
        "mayBeDefinition": all_of(OBJECT, may_be),
        "texts": holds("prompts", all_of(ARRAY, any_of({"maxItems": 0}, {"contains": TEXT}))),
        "asteroidWorkflow": all_of(OBJECT, _asteroid_workflow()),
    }


_ASTEROID_FIELDS = ("user_id", "result_schema", "start_url", "prompt_variables", "workflow_options")


def _asteroid_workflow() -> Schema:
    by_texts = all_of(refer("texts"), any_of(has("agent_id"), has("id", "result_schema")))
    two = any_of(*(has("agent_id", "prompts", *some) for some in combinations(_ASTEROID_FIELDS, 2)))
    three = any_of(*(has("agent_id", *some) for some in combinations(_ASTEROID_FIELDS, 3)))
    return any_of(by_texts, two, three)


def _object_kinds() -> dict[str, Schema]:
    """The kinds of object with their conditions; the first that holds tells."""
    step = all_of(OBJECT, has("model_slug"), any_of(has("params"), has("id")))
    flow = all_of(
        holds("steps", ARRAY),
        any_of(all_of(has("nodes_json"), holds("inputs", ARRAY)), holds("steps", {"contains": step})),
    )
    wrapped = all_of(has("definition"), any_of(has("version_id"), only(REQUEST_FIELDS)))
    read = any_of(
        all_of(has("version_id"), FLAGGED),
        holds("definition", refer_all("isDefinition")),
        all_of(wrapped, holds("definition", refer_all("mayBeDefinition"))),
    )
    wrapper = all_of(has("definition"), read)
    odd = all_of(holds("definition", {"not": OBJECT}), has("version_id"), only(REQUEST_FIELDS))
    provider = holds("provider", {"enum": ["openai", "anthropic"]})
    start = any_of(has("start_url"), holds("fields", {**OBJECT, **has("start_url")}))
    other = any_of(provider, holds("fields", OBJECT), *map(has, _ASTEROID_FIELDS))
    request = any_of(
        all_of(refer("texts"), any_of(start, all_of(has("name"), other))),
        all_of(has("name"), start, any_of(has("prompts"), provider)),
    )
    version = any_of(
        all_of(any_of(lacks("steps"), has("definition")), has("version_id", "slug")),
        all_of(wrapper, has("workflow_id", "version_id")),
    )
    flags = all_of(lacks("steps", "definition"), has("version_id"), FLAGGED)
    return {
        "eachlabs-flow-export": flow,
        "eachlabs-workflow": all_of(holds("versions", ARRAY), has("workflow_id")),
        "eachlabs-definition": all_of(lacks("definition"), refer("isDefinition")),
        "eachlabs-version": version,
        "eachlabs-workflow-request": all_of(wrapper, has("name")),
        "eachlabs-version-request": any_of(wrapper, odd, flags),
        "asteroid-workflow": refer("asteroidWorkflow"),
        "asteroid-workflow-request": all_of(lacks("id", "agent_id"), request),
    }


def refer_all(name: str) -> Schema:
    """A reference beside which other keywords may stand: draft-07 does not look beside a bare one."""
    return all_of(refer(name))


_HINTS = {
    "eachlabs-definition": ("steps", "input_schema"),
    "eachlabs-version-request": ("version_id", "definition"),
    "asteroid-workflow-request": ("prompts", "start_url"),
}
"""The telling keys of what people write: they are offered where nothing tells yet."""

_SHOWN = (
    *("title", "description", "markdownDescription", "examples"),
    *("defaultSnippets", "suggestSortText"),
)


def _hints() -> Schema:
    """What helps to begin a document, and finds fault with nothing."""
    found = {
        key: _shown(kind, catalog.schema(kind)["properties"][key])
        for kind, keys in _HINTS.items()
        for key in keys
    }
    definitions = catalog.schema("eachlabs-definition")["definitions"]
    kinds = definitions["stepType"]
    step = _shown("eachlabs-definition", definitions["step"])
    step["properties"] = {
        "id": _shown("eachlabs-definition", definitions["stepId"]),
        "type": {
            **_shown("eachlabs-definition", kinds),
            "defaultSnippets": [
                {"label": name, "description": text, "body": name}
                for name, text in zip(kinds["enum"], kinds["enumDescriptions"], strict=True)
            ],
        },
    }
    # The YAML server takes an item without a type for a text, unless it has one of these keywords.
    found["steps"]["items"] = {**step, **all_of({})}
    found["definition"]["properties"] = {key: found[key] for key in _HINTS["eachlabs-definition"]}
    prompts = catalog.schema("asteroid-workflow")["definitions"]["prompts"]
    found["prompts"]["items"] = _shown("asteroid-workflow", prompts["items"])
    return {"properties": found}


def _shown(kind: str, schema: Schema) -> Schema:
    """What an editor shows of ``schema``, which stands in the file of ``kind``, without what it demands."""
    while "$ref" in schema:
        file, _, pointer = schema["$ref"].partition("#")
        kind = file.removesuffix(".json") or kind
        schema = catalog.schema(kind)
        for part in pointer.split("/")[1:]:
            schema = schema[part]
    return {key: schema[key] for key in _SHOWN if key in schema}
