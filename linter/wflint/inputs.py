"""The inputs that a definition declares, in every form of ``input_schema`` that runs somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .embedded.forms import listed_names, listed_properties
from .model import Input
from .problem import Path, Place

_COMBINERS = ("allOf", "anyOf", "oneOf")
_CONDITIONALS = ("if", "then", "else")
_QUANTIFIER = r"[*+{?]"


def declare(schema: object, path: Path, form: str) -> dict[str, Input]:
    """The inputs that ``schema`` (at ``path``) declares, by name.

    ``form`` is that of :class:`~wflint.model.SchemaDocument`. An input declared by a part that applies in
    some runs only (``anyOf``, ``then``) counts as declared.
    """
    if not isinstance(schema, dict):
        return {}
    if form == "map":
        names = set(listed_names(schema))
        return {
            name: _input(name, value, (*path, name), name in names or _flag(value))
            for name, value in listed_properties(schema).items()
        }
    inputs: dict[str, Input] = {}
    for part, below in _parts(schema, schema, ()):
        properties = part.get("properties")
        required = part.get("required")
        names = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
        if isinstance(properties, dict):
            for name, value in properties.items():
                if name not in inputs:
                    inputs[name] = _input(
                        name, value, (*path, *below, "properties", name), name in names or _flag(value)
                    )
        for name in names & inputs.keys():
            inputs[name] = inputs[name]._replace(required=True)
    return inputs


def _input(name: str, schema: object, path: Path, required: bool) -> Input:
    return Input(name, Place(path, key=True), schema if isinstance(schema, dict) else {}, required)


def _flag(schema: object) -> bool:
    return isinstance(schema, dict) and schema.get("required") is True


def undefined_at(root: object, names: tuple[str, ...], form: str) -> tuple[int, list[str]] | None:
    """The first of ``names`` that ``root`` does not describe, and what it lists instead.

    ``names`` lead from the root of the input schema inwards, indexes with their brackets. ``None`` where
    all are described, or where the schema is open and lists nothing.
    """
    schemas = [root]
    if form == "map" and isinstance(root, dict):
        schemas = [{"properties": listed_properties(root)}]
    for number, name in enumerate(names):
        following: list[object] = []
        listed: list[str] = []
        closed = False
        for schema in schemas:
            for part, _ in _parts(schema, root, ()):
                following += _step_into(part, name, listed)
                closed = closed or part.get("additionalProperties") is False
        if not following:
            return (number, listed) if listed or closed else None
        schemas = following
    return None


def _step_into(part: dict[str, object], name: str, listed: list[str]) -> list[object]:
    """The subschemas of ``part`` that describe its child ``name``; names it lists are added to ``listed``."""
    found: list[object] = []
    if name.startswith("["):
        key = name[1:-1].strip("'\"")
        if key != name[1:-1]:
            return _step_into(part, key, listed)
        prefix = part.get("prefixItems")
        if isinstance(prefix, list):
            found += prefix
        items = part.get("items")
        found += items if isinstance(items, list) else [items] if isinstance(items, dict) else [{}]
        return found
    properties = part.get("properties")
    if isinstance(properties, dict):
        if name in properties:
            return [properties[name]]
        listed += properties
    if name.isdecimal() and ("items" in part or "prefixItems" in part):
        return _step_into(part, f"[{name}]", listed)
    patterns = part.get("patternProperties")
    if isinstance(patterns, dict):
        for pattern, schema in patterns.items():
            if _matches(pattern, name):
                found.append(schema)
    rest = part.get("additionalProperties")
    if rest is True or isinstance(rest, dict):
        found.append(rest)
    return found


def _matches(pattern: str, name: str) -> bool:
    # A pattern is a stranger's: one that could backtrack without end is taken to match, and so is one that
    # Python cannot read. Neither is a reason to call the name undefined.
    if len(pattern) > 200 or len(name) > 200 or len(re.findall(_QUANTIFIER, pattern)) > 2:
        return True
    try:
        return re.search(pattern, name) is not None
    except re.error:
        return True


def _parts(schema: object, root: object, path: Path) -> Iterator[tuple[dict[str, object], Path]]:
    """``schema`` and every schema that applies to the same value with it, with their paths below the root."""
    seen: set[int] = set()
    waiting: list[tuple[object, Path]] = [(schema, path)]
    while waiting:
        part, where = waiting.pop()
        if not isinstance(part, dict) or id(part) in seen:
            continue
        seen.add(id(part))
        yield part, where
        found: list[tuple[object, Path]] = []
        reference = part.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            found.append(_resolve(root, reference))
        for keyword in _COMBINERS:
            branches = part.get(keyword)
            if isinstance(branches, list):
                found += [(branch, (*where, keyword, number)) for number, branch in enumerate(branches)]
        found += [(part[keyword], (*where, keyword)) for keyword in _CONDITIONALS if keyword in part]
        dependent = part.get("dependentSchemas")
        if isinstance(dependent, dict):
            found += [(branch, (*where, "dependentSchemas", name)) for name, branch in dependent.items()]
        waiting += reversed(found)


def _resolve(root: object, reference: str) -> tuple[object, Path]:
    value = root
    path: Path = ()
    for part in reference[1:].split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict) or key not in value:
            return None, ()
        value = value[key]
        path = (*path, key)
    return value, path
