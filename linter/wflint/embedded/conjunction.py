"""Which subschemas apply to a value together, and which describe the same object."""

from __future__ import annotations

from collections.abc import Iterator

from .json_values import is_of
from .references import LOCAL, references_of
from .subschemas import Subschema, Subschemas
from .values import TYPES

_IN_PLACE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies", "extends"})
"""The keywords whose subschemas look at the very value that the schema around them looks at."""

_CERTAIN = ("allOf", "extends")

_UNDER = frozenset({"allOf", "anyOf", "oneOf", "then", "else", "extends"})
"""Where a subschema applies only to values that must satisfy the schema around it too."""

ALL_TYPES = frozenset(TYPES)

_CONJOINING = frozenset({"$ref", *_CERTAIN})

_MOST = 200  # schemas looked at together; a bound, so that long chains stay linear


def conjuncts(schemas: Subschemas, subschema: Subschema) -> list[Subschema]:
    """The subschemas that always apply where this one does: itself first, ``allOf``, ``$ref`` targets."""
    if not _CONJOINING & subschema.value.keys():
        return [subschema]
    found = [subschema]
    seen = {id(subschema)}
    for at in found:  # grows while it is walked
        if len(found) > _MOST:
            break
        for other in _joined(schemas, at):
            if id(other) not in seen:
                seen.add(id(other))
                found.append(other)
    return [at for at in found if not at.is_reference]


def _joined(schemas: Subschemas, at: Subschema) -> Iterator[Subschema]:
    if isinstance(at.value.get("$ref"), str):
        target = references_of(schemas).target(at)
        if target.subschema is not None:
            yield target.subschema
    if not at.is_reference and at.children:
        yield from at.under(*_CERTAIN)


def enclosing(subschema: Subschema) -> Iterator[Subschema]:
    """The schema itself and those around it that a value must satisfy too for it to matter."""
    at: Subschema | None = subschema
    while at is not None:
        yield at
        at = at.parent if at.keyword in _UNDER else None


class Family(list[Subschema]):
    """Subschemas that describe one object between them, in whatever combination they apply.

    ``open`` says that something in it cannot be followed, so that nothing is certain about what is
    missing.
    """

    open = False


def families(schemas: Subschemas) -> dict[int, Family]:
    """For each subschema (by identity) those that may look at the same value.

    A ``$ref`` joins both its ends, so that a base definition sees what its users add.
    """
    parent: dict[int, int] = {id(subschema): id(subschema) for subschema in schemas.all}

    def find(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    uncertain = []
    for subschema in schemas.all:
        if subschema.keyword in _IN_PLACE and subschema.parent is not None and id(subschema.parent) in parent:
            parent[find(id(subschema))] = find(id(subschema.parent))
        if "$ref" in subschema.value:
            target = references_of(schemas).target(subschema)
            if target.subschema is not None:
                parent[find(id(subschema))] = find(id(target.subschema))
            elif target.status != LOCAL or isinstance(subschema.value["$ref"], str):
                uncertain.append(subschema)
        if "$dynamicRef" in subschema.value or "$recursiveRef" in subschema.value:
            uncertain.append(subschema)
    groups: dict[int, Family] = {}
    for subschema in schemas.all:
        groups.setdefault(find(id(subschema)), Family()).append(subschema)
    for subschema in uncertain:
        groups[find(id(subschema))].open = True
    return {id(subschema): groups[find(id(subschema))] for subschema in schemas.all}


def types_of(subschema: Subschema) -> frozenset[str]:
    """The types that its own ``type`` allows; all of them where it is absent or not understood.

    ``number`` includes ``integer``.
    """
    declared = subschema.value.get("type")
    names = [declared] if isinstance(declared, str) else declared
    if not isinstance(names, list) or not names or not all(name in ALL_TYPES for name in names if isinstance(name, str)):
        return ALL_TYPES
    if not all(isinstance(name, str) for name in names):
        return ALL_TYPES
    types = frozenset(name for name in names if isinstance(name, str))
    return types | {"integer"} if "number" in types else types


def values_of(subschema: Subschema) -> list[object] | None:
    """The only values that its ``enum`` or ``const`` allows, or ``None``."""
    value = subschema.value
    if "const" in value and "const" in subschema.dialect.keywords:
        return [value["const"]]
    listed = value.get("enum")
    return listed if isinstance(listed, list) else None


def allows_type(subschema: Subschema, name: str) -> bool:
    """Whether its own ``type``, ``enum`` and ``const`` leave room for a value of this type."""
    if name not in types_of(subschema):
        return False
    listed = values_of(subschema)
    return listed is None or any(is_of(value, frozenset({name})) for value in listed)
