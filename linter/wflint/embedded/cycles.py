"""References that come round to themselves without going into the value."""

from __future__ import annotations

from collections.abc import Iterator

from .references import references_in, references_of
from .subschemas import Subschema, Subschemas

_SAME_VALUE = ("allOf", "anyOf", "oneOf", "not", "if", "extends")


def cycles(schemas: Subschemas) -> Iterator[list[Subschema]]:
    """The rings of ``$ref`` that a validator would follow for ever, each once, as the schemas that refer.

    A step of a ring is a ``$ref`` or a keyword whose subschemas look at the same value; ``properties`` or
    ``items`` in between make progress, and no ring.
    """
    if not schemas.having("$ref"):
        return
    references = references_of(schemas)
    targets: dict[int, Subschema] = {}
    for subschema, keyword, _, _ in references_in(schemas):
        target = references.target(subschema).subschema if keyword == "$ref" else None
        if target is not None:
            targets[id(subschema)] = target
    done: set[int] = set()
    for start in schemas.all:
        if id(start) in targets and id(start) not in done:
            yield from _rings(schemas, start, targets, done)


def _rings(
    schemas: Subschemas, start: Subschema, targets: dict[int, Subschema], done: set[int]
) -> Iterator[list[Subschema]]:
    road: list[Subschema] = []
    on_road: dict[int, int] = {}
    pending: list[tuple[Subschema, bool]] = [(start, False)]
    while pending:
        at, leaving = pending.pop()
        if leaving:
            road.pop()
            del on_road[id(at)]
            done.add(id(at))
            continue
        if id(at) in on_road:
            ring = [subschema for subschema in road[on_road[id(at)] :] if id(subschema) in targets]
            if ring:
                yield ring
            continue
        if id(at) in done:
            continue
        on_road[id(at)] = len(road)
        road.append(at)
        pending.append((at, True))
        if not at.is_reference:
            pending.extend((child, False) for child in schemas.under(at, *_SAME_VALUE))
        if id(at) in targets:
            pending.append((targets[id(at)], False))
