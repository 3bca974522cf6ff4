"""How much a schema becomes when its references are followed: what a validator has to go through."""

from __future__ import annotations

from .references import references_in, references_of
from .subschemas import Subschema, Subschemas

_MOST = 20_000
"""Subschemas, each counted once for every road of references that leads to it."""


def expansion(schemas: Subschemas) -> tuple[bool, bool]:
    """Whether following every reference stays in bounds, and whether one comes round to where it stands.

    Ten definitions that refer to the next one three times each are 59,049 subschemas to a validator.
    """
    references = references_of(schemas)
    following: dict[int, list[Subschema]] = {}
    for subschema in schemas.all:
        if subschema.parent is not None:
            following.setdefault(id(subschema.parent), []).append(subschema)
    for subschema, keyword, _, _ in references_in(schemas):
        target = references.target(subschema, keyword).subschema
        if target is not None:
            following.setdefault(id(subschema), []).append(target)
    sizes: dict[int, int] = {}
    recursive = False
    road: set[int] = set()
    pending = [(subschema, False) for subschema in schemas.all if subschema.parent is None]
    while pending:
        at, leaving = pending.pop()
        if leaving:
            road.discard(id(at))
            sizes[id(at)] = 1 + sum(sizes.get(id(child), 1) for child in following.get(id(at), ()))
            if sizes[id(at)] > _MOST:
                return False, recursive
        elif id(at) in road:
            recursive = True
        elif id(at) not in sizes:
            road.add(id(at))
            pending.append((at, True))
            pending.extend((child, False) for child in following.get(id(at), ()))
    return True, recursive
