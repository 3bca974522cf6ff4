"""The JSON type that a reference to an input brings, where that is certain."""

from __future__ import annotations

from ...embedded.json_values import type_of
from ...model import Reference, Workflow
from ...problem import Path

_URLS = frozenset(
    f"{name}{suffix}"
    for name in ("audio", "document", "file", "image", "pdf", "video", "voice")
    for suffix in ("", "_file", "_url")
)
"""The engine's further type names for what is handed over as the URL of a file."""

_STRINGS = _URLS | {"select", "string", "textarea"}

_SAMPLES: dict[str, object] = {
    "array": [],
    "boolean": True,
    "integer": 1,
    "number": 1,
    "object": {},
    "string": "",
}


def samples(workflow: Workflow, references: list[Reference]) -> dict[Path, tuple[Reference, str, object]]:
    """For strings that are just a reference to an input: it, the type declared, and a value of that type.

    A number stands for a whole number too. A string whose ``enum`` lists numbers is not certain to be one.
    """
    found: dict[Path, tuple[Reference, str, object]] = {}
    for reference in references:
        declared = workflow.inputs.get(reference.name) if reference.target == "input" else None
        if declared is None or not reference.whole or reference.wrong:
            continue
        schema: object = declared.schema
        for field in reference.fields:
            properties = schema.get("properties") if isinstance(schema, dict) else None
            schema = properties.get(field.text) if isinstance(properties, dict) else None
        name = _type(schema)
        if name is not None:
            found[reference.path] = reference, name, _SAMPLES["string" if name in _STRINGS else name]
    return found


def _type(schema: object) -> str | None:
    if not isinstance(schema, dict):
        return None
    name = schema.get("type")
    choices = schema.get("enum")
    if isinstance(choices, list) and choices:
        types = {type_of(choice) for choice in choices}
        if len(types) > 1 or any(isinstance(choice, str) and _reads_as_number(choice) for choice in choices):
            return None
        if name is None:
            name = next(iter(types))
    return name if isinstance(name, str) and (name in _SAMPLES or name in _STRINGS) else None


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
