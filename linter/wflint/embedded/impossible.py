"""What no value can satisfy: contradictions in a schema that are certain, each at its cause."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ..named_tuple import NamedTuple
from ..problem import Path
from .bounds import Crossing, count_bound, crossings
from .conjunction import conjuncts, types_of
from .json_values import is_of, key_of, words
from .patterns import matches
from .subschemas import Subschema, Subschemas
from .type_names import KNOWN_TYPES


class Contradiction(NamedTuple):
    """A contradiction: where, what, and the other place that is part of it."""

    path: Path
    message: str
    other: Path | None = None


def contradictions(schemas: Subschemas, suspects: list[Subschema]) -> Iterator[Contradiction]:
    """Every contradiction in ``suspects``, the inner ones first, each at the innermost schema that has it."""
    reported: set[tuple[str, Path]] = set()
    for subschema in suspects:
        if subschema.is_reference or (len(subschema.value) == 1 and "$ref" in subschema.value):
            continue  # the same as its target
        group = conjuncts(schemas, subschema)
        if not group:
            continue  # nothing but references to what is not known
        for name, finding in _in_group(schemas, group):
            # A conjunction has again what one of its parts has: said once, at the part.
            keys = {(name, at.path) for at in group}
            if not keys & reported:
                yield finding
            reported.add((name, subschema.path))


def _in_group(schemas: Subschemas, group: list[Subschema]) -> Iterator[tuple[str, Contradiction]]:
    types = types_of(group)
    if not types:
        yield "type", _type_clash(group)
        return
    for at in group:
        for finding in _listed(at, types, group):
            yield f"listed {finding.path}", finding
    yield from (("listed", finding) for finding in _disjoint(group))
    for crossing in crossings(group):
        yield crossing.low.keyword[3:].lower(), _crossed(group[0], crossing)
    if "array" in types:
        yield from (("items", finding) for finding in _in_arrays(schemas, group))
    if "object" in types:
        yield from ((f"object {finding.path}", finding) for finding in _in_objects(schemas, group))


def _type_clash(group: list[Subschema]) -> Contradiction:
    left = KNOWN_TYPES
    first: Subschema | None = None
    for at in group:
        if not left & at.types:
            break
        if at.types != KNOWN_TYPES:
            first = at
        left &= at.types
    other = (*first.path, "type") if first is not None else None
    wanted = _names(first) if first is not None else ""
    return Contradiction((*at.path, "type"), f"no value is both {_names(at)} and {wanted}", other)


def _names(subschema: Subschema) -> str:
    declared = subschema.value["type"]
    return " or ".join(f"'{name}'" for name in (declared if isinstance(declared, list) else [declared]))


def _crossed(top: Subschema, crossing: Crossing) -> Contradiction:
    low, high = crossing.low, crossing.high
    here, there = (high, low) if high.path[:-1] == top.path != low.path[:-1] else (low, high)
    relation = "above" if here is low else "below"
    if low.value > high.value:
        message = f"'{here.keyword}' {words(here.value)} is {relation} '{there.keyword}' {words(there.value)}"
    else:
        span = f"'{low.keyword}' {words(low.value)} and '{high.keyword}' {words(high.value)}"
        message = f"nothing lies between {span}"
    return Contradiction(here.path, f"{message}, {crossing.consequence}", there.path)


def _listed(at: Subschema, types: frozenset[str], group: list[Subschema]) -> Iterator[Contradiction]:
    """``const`` and ``enum`` against the types."""
    allowed = " or ".join(f"'{name}'" for name in _shown(types))
    typed = next(((*other.path, "type") for other in group if other.types != KNOWN_TYPES), None)
    listed = at.value.get("enum")
    if isinstance(listed, list):
        path = (*at.path, "enum")
        if not listed:
            yield Contradiction(path, "'enum' is empty, no value fits")
        elif not any(is_of(value, types) for value in listed):
            yield Contradiction(path, f"no value of 'enum' is of type {allowed}", typed)
    if "const" in at.value and "const" in at.dialect.keywords and not is_of(at.value["const"], types):
        yield Contradiction(
            (*at.path, "const"), f"'const' {words(at.value['const'])} is not of type {allowed}", typed
        )


def _disjoint(group: list[Subschema]) -> Iterator[Contradiction]:
    """``enum`` and ``const`` that share no value."""
    left: set[Hashable] | None = None
    first: Path = ()
    for at in group:
        for keyword in ("enum", "const"):
            if keyword not in at.value or keyword not in at.dialect.keywords:
                continue
            held = at.value[keyword]
            values = held if keyword == "enum" else [held]
            if not isinstance(values, list) or not values:
                continue
            keys = {key_of(value) for value in values}
            path = (*at.path, keyword)
            if left is None:
                left, first = keys, path
                continue
            left = left & keys
            if not left:
                subject = (
                    f"'const' {words(held)} is not in" if keyword == "const" else "no value of 'enum' is in"
                )
                yield Contradiction(path, f"{subject} the '{first[-1]}' that applies too", first)
                return


def _shown(types: frozenset[str]) -> list[str]:
    return sorted(types - {"integer"} if "number" in types else types)


def _in_arrays(schemas: Subschemas, group: list[Subschema]) -> Iterator[Contradiction]:
    least = count_bound(group, "minItems")
    if least is not None:
        for at in group:
            room = _room(schemas, at, any(other.value.get("uniqueItems") is True for other in group))
            if room is not None and room[0] < least.value:
                yield Contradiction(
                    least.path, f"'minItems' {words(least.value)} is above {room[1]}, {room[0]}"
                )
                break
    only_arrays = types_of(group) == {"array"}
    for at in group:
        if "contains" not in at.value or "contains" not in at.dialect.keywords:
            continue
        wanted = at.value["minContains"] if at.takes("minContains") else 1
        if not isinstance(wanted, (int, float)) or wanted < 1 or not only_arrays:
            continue
        path = (*at.path, "contains")
        most = count_bound(group, "maxItems")
        if at.value["contains"] is False:
            yield Contradiction(path, "'contains' is false, no array fits")
        elif most is not None and most.value < wanted:
            message = f"'contains' asks for {words(wanted)} of the items, but 'maxItems' allows "
            yield Contradiction(path, message + words(most.value), most.path)
        else:
            yield from _foreign_item(schemas, at, group)


def _foreign_item(schemas: Subschemas, at: Subschema, group: list[Subschema]) -> Iterator[Contradiction]:
    """``contains`` asks for a type that ``items`` rules out for every item."""
    wanted = next((child for child in schemas.under(at, "contains")), None)
    for other in group:
        items = other.value.get("items")
        if "prefixItems" in other.value or not isinstance(items, dict) or wanted is None:
            continue
        child = next(iter(schemas.under(other, "items")))
        asked = types_of(conjuncts(schemas, wanted) or [wanted])
        given = types_of(conjuncts(schemas, child) or [child])
        if asked and given and not asked & given:
            yield Contradiction(
                (*at.path, "contains"),
                "'contains' asks for a type that 'items' rules out",
                (*other.path, "items"),
            )


def _room(schemas: Subschemas, at: Subschema, unique: bool) -> tuple[int, str] | None:
    """How many items fit at most, and by what, where ``items`` tells."""
    value = at.value
    items = value.get("items")
    tuples = "prefixItems" in at.dialect.keywords
    fixed = value.get("prefixItems") if tuples else items
    if isinstance(fixed, list):
        closed = items is False if tuples else value.get("additionalItems") is False
        return (len(fixed), "the number of items described") if closed else None
    if items is False and at.dialect.booleans:
        return 0, "the number of items that 'items' false allows"
    if unique and isinstance(items, dict):
        child = next(iter(schemas.under(at, "items")))
        different = _different(schemas, child)
        return (
            (different, "the number of different values an item can have") if different is not None else None
        )
    return None


def _different(schemas: Subschemas, subschema: Subschema) -> int | None:
    """How many different values fit at most, where that is certain and small."""
    counts = []
    for at in conjuncts(schemas, subschema):
        listed = at.value.get("enum")
        if isinstance(listed, list):
            distinct: set[Hashable] = {key_of(value) for value in listed}
            counts.append(len(distinct))
        if "const" in at.value and "const" in at.dialect.keywords:
            counts.append(1)
        types = at.types
        if types <= {"boolean", "null"}:
            counts.append(2 * ("boolean" in types) + ("null" in types))
    return min(counts) if counts else None


def _in_objects(schemas: Subschemas, group: list[Subschema]) -> Iterator[Contradiction]:
    required: dict[str, Path] = {}
    for at in group:
        names = at.value.get("required")
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if isinstance(name, str):
                required.setdefault(name, (*at.path, "required", index))
    for at in group:
        for path in schemas.forbidden.get(id(at), ()):
            name = str(path[-1])
            if name in required:
                yield Contradiction(
                    required[name], f"{words(name)} is required, but its schema is false", path
                )
    yield from _forbidden_by_pattern(group, required)
    most, least = count_bound(group, "maxProperties"), count_bound(group, "minProperties")
    if most is not None and len(required) > most.value:
        message = f"'maxProperties' {words(most.value)} is below the number of required properties"
        yield Contradiction(most.path, f"{message}, {len(required)}")
    for at in group if least is not None else ():
        properties = at.value.get("properties", {})
        closed = at.value.get("additionalProperties") is False and "patternProperties" not in at.value
        if closed and isinstance(properties, dict) and least is not None and least.value > len(properties):
            message = f"'minProperties' {words(least.value)} is above the number of properties allowed"
            yield Contradiction(least.path, f"{message}, {len(properties)}")


def _forbidden_by_pattern(group: list[Subschema], required: dict[str, Path]) -> Iterator[Contradiction]:
    """Required names that ``patternProperties`` rule out."""
    for at in group:
        patterns = at.value.get("patternProperties")
        if not isinstance(patterns, dict) or not at.takes("patternProperties"):
            continue
        shut = [pattern for pattern, schema in patterns.items() if schema is False]
        for name, path in required.items():
            pattern = next((pattern for pattern in shut if matches(pattern, name)), None)
            if pattern is not None:
                message = f"{words(name)} is required, but the schema of names like {words(pattern)} is false"
                yield Contradiction(path, message, (*at.path, "patternProperties", pattern))
