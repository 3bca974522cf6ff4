"""Whether the shape of a document is right: jsonschema-rs tells in microseconds.

Only what is wrong is looked at any further, by :mod:`wflint.shape_faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import catalog

if TYPE_CHECKING:
    from .kinds import Kind
    from .problem import Problem


def violations(value: object, kind: Kind, unknown_fields: bool = True) -> list[tuple[str, Problem]]:
    """The faults in the shape of ``value``, a document of ``kind``, in document order.

    Each comes with the id of the rule that reports it, ``schema-violation`` or ``unknown-field``. The list
    is empty at once where the document is right. Without ``unknown_fields`` nobody is told of those, and a
    required field that is misspelled is a missing one.
    """
    try:
        if catalog.validator(kind).is_valid(value):
            return []
    except (ValueError, RecursionError):
        # Something that no JSON text can hold (wflint.lint of a Python object): python-jsonschema may.
        pass
    from .shape_faults import find_problems

    return find_problems(value, kind, unknown_fields)
