"""What a reference may see from where it stands.

Steps run in list order; a parallel step's branches run at the same time, a choice runs one of its two.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Reference, Sight, Step


def see(target: Step, reader: Step | None) -> Sight:
    """How ``target`` is seen by a reference that ``reader`` makes (``None``: after the whole run)."""
    here = reader.position if reader is not None else ()
    there = target.position
    shared = 0
    while shared < len(here) and shared < len(there) and here[shared] == there[shared]:
        shared += 1
    if reader is not None:
        if shared == len(there):
            return Sight.ITSELF
        if shared == len(here):
            return Sight.LATER
        if shared % 2:
            return Sight.SIBLING
        if there[shared] > here[shared]:
            return Sight.LATER
    # It has run, unless a choice took another way. Positions alternate list place and branch number, so
    # each enclosing step beyond the shared part stands two shorter.
    parent = target.parent
    while parent is not None and len(parent.position) > shared:
        if parent.type == "choice":
            return Sight.CONDITIONAL
        parent = parent.parent
    return Sight.AVAILABLE


def unavailable(references: list[Reference]) -> Iterator[tuple[Reference, Step, Sight]]:
    """Every reference to a step that has not run, or may not have run, where the reference stands."""
    for reference in references:
        target = reference.reads
        if target is not None:
            sight = see(target, reference.step)
            if sight is not Sight.AVAILABLE:
                yield reference, target, sight


def choice_between(target: Step, reader: Step | None) -> Step | None:
    """The outermost choice that encloses ``target`` and not ``reader``."""
    found = None
    parent = target.parent
    here = reader.position if reader is not None else ()
    while parent is not None and here[: len(parent.position)] != parent.position:
        if parent.type == "choice":
            found = parent
        parent = parent.parent
    return found
