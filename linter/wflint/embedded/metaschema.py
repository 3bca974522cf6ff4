"""Whether an embedded schema keeps to its metaschema.

jsonschema-rs says so of a whole schema in microseconds. What it refuses or cannot judge is held against the
tables of ``keyword_kinds``, which say what is wrong and where. Tests hold the two, and python-jsonschema,
together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from .dialects import DRAFT_03
from .forms import JSON_SCHEMA
from .subschemas import Subschemas

if TYPE_CHECKING:
    from .violations import Violation


def violations(schemas: Subschemas, form: str) -> Iterable[Violation]:
    """What the metaschema of its dialect refuses in a schema, nothing where the dialect is unknown.

    Left out is what other rules own, and what the engine's own form has its own way.
    """
    if form == JSON_SCHEMA and is_right(schemas):
        return ()
    from .violations import find_violations

    return find_violations(schemas, form)


def is_right(schemas: Subschemas) -> bool:
    """Whether jsonschema-rs takes the schema; false too where it cannot tell."""
    value = schemas.value
    judge = _quick_judge()
    if judge is None or not isinstance(value, dict) or not schemas.uniform or schemas.dialect is DRAFT_03:
        return False
    if isinstance(value.get("$schema"), str):
        # In the one spelling that needs no looking up: a dialect that jsonschema-rs does not know is fetched.
        value = {**value, "$schema": schemas.dialect.uri}
    try:
        return judge(value)
    except (TypeError, ValueError, RecursionError):
        return False


@cache
def _quick_judge() -> Callable[[Any], bool] | None:
    """What jsonschema-rs judges schemas with, or ``None`` where it is not installed."""
    try:
        from jsonschema_rs import meta
    except ImportError:
        return None
    return meta.is_valid
