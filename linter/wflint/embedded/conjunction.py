"""Which subschemas apply to a value together, and which describe the same object."""

from __future__ import annotations

from collections.abc import Iterator

from .dialects import REFERENCES
from .json_values import is_of
from .references import references_of
from .subschemas import Subschema, Subschemas

_IN_PLACE = frozenset(
    {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies", "extends"}
)
"""The keywords whose subschemas look at the very value that the schema around them looks at."""

_CERTAIN = ("allOf", "extends")

_UNDER = frozenset({"allOf", "anyOf", "oneOf", "then", "else", "extends"})
"""Where a subschema applies only to values that must satisfy the schema around it too."""

_CONJOINING = frozenset({"$ref", *_CERTAIN})

_MOST = 40  # schemas looked at together; a bound, so that long chains stay linear

_OUTWARDS = 8  # how far around a schema is looked, for the same reason


def conjuncts(schemas: Subschemas, subschema: Subschema) -> list[Subschema]:
    """The subschemas that always apply where this one does: itself first, ``allOf``, ``$ref`` targets."""
    if not _CONJOINING & subschema.value.keys():
        return [subschema]
    known = schemas.conjunctions.get(id(subschema))
    if known is not None:
        return known
    found = [subschema]
    seen = {id(subschema)}
    for at in found:  # grows while it is walked
        if len(found) > _MOST:
            break
        for other in _joined(schemas, at):
            if id(other) not in seen and len(found) <= _MOST:
                seen.add(id(other))
                found.append(other)
    schemas.conjunctions[id(subschema)] = found = [at for at in found if not at.is_reference]
    return found


def _joined(schemas: Subschemas, at: Subschema) -> Iterator[Subschema]:
    if isinstance(at.value.get("$ref"), str):
        target = references_of(schemas).target(at)
        if target.subschema is not None:
            yield target.subschema
    if not at.is_reference:
        # A resource with a URI of its own is there to be referred to, and looked at by itself.
        yield from (child for child in schemas.under(at, *_CERTAIN) if child.dialect.id not in child.value)


def enclosing(subschema: Subschema) -> Iterator[Subschema]:
    """The schema itself and those around it that a value must satisfy too for it to matter."""
    at: Subschema | None = subschema
    for _ in range(_OUTWARDS):
        if at is None:
            return
        yield at
        at = at.parent if at.keyword in _UNDER else None


class Family:
    """Subschemas that describe one object between them, in whatever combination they apply.

    ``names`` and ``patterns`` are those of the properties they describe; ``lists`` says that they describe
    any; ``open`` that more may be described where it cannot be seen: behind a reference that cannot be
    followed, or by a schema under ``additionalProperties``.
    """

    __slots__ = ("lists", "names", "open", "patterns")

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.patterns: dict[str, None] = {}
        self.lists = False
        self.open = False

    def add(self, subschema: Subschema) -> None:
        """Take in what one more subschema describes."""
        if subschema.is_reference:
            return
        properties, patterns = subschema.value.get("properties"), subschema.value.get("patternProperties")
        if isinstance(properties, dict):
            self.names.update(dict.fromkeys(properties))
            self.lists = True
        if isinstance(patterns, dict):
            self.patterns.update(dict.fromkeys(patterns))
            self.lists = True
        others = subschema.value.get("additionalProperties")
        if isinstance(others, dict) and others:
            self.open = True


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
            elif isinstance(subschema.value["$ref"], str):
                uncertain.append(subschema)
        if "$dynamicRef" in subschema.value or "$recursiveRef" in subschema.value:
            uncertain.append(subschema)
    groups: dict[int, Family] = {}
    for subschema in schemas.all:
        groups.setdefault(find(id(subschema)), Family()).add(subschema)
    for subschema in uncertain:
        groups[find(id(subschema))].open = True
    return {id(subschema): groups[find(id(subschema))] for subschema in schemas.all}


def family_of(schemas: Subschemas, subschema: Subschema) -> Family:
    """Those that may look at the same value as ``subschema``; alone, as a rule."""
    if schemas.has_any((*_IN_PLACE, *REFERENCES)):
        return families(schemas)[id(subschema)]
    family = Family()
    family.add(subschema)
    return family


def types_of(group: list[Subschema]) -> frozenset[str]:
    """The types that are left where all these subschemas apply."""
    return frozenset.intersection(*(subschema.types for subschema in group))


def values_of(subschema: Subschema) -> list[object] | None:
    """The only values that its ``enum`` or ``const`` allows, or ``None``."""
    value = subschema.value
    if "const" in value and "const" in subschema.dialect.keywords:
        return [value["const"]]
    listed = value.get("enum")
    return listed if isinstance(listed, list) else None


def allows_type(subschema: Subschema, name: str) -> bool:
    """Whether its own ``type``, ``enum`` and ``const`` leave room for a value of this type."""
    if name not in subschema.types:
        return False
    listed = values_of(subschema)
    return listed is None or any(is_of(value, frozenset({name})) for value in listed)
