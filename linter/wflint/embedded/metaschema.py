"""Whether an embedded schema keeps to its metaschema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..problem import Place
from .forms import JSON_SCHEMA
from .json_values import words
from .subschemas import Subschema, Subschemas


class Violation(NamedTuple):
    """A fault in a schema, in words."""

    place: Place
    message: str
    help: str | None = None


def violations(schemas: Subschemas, form: str) -> Iterator[Violation]:
    """What the metaschema of its dialect refuses in a schema, nothing where the dialect is unknown.

    Left out is what other rules own, and what the engine's own form has its own way.
    """
    if not isinstance(schemas.value, (dict, bool)):
        yield Violation(Place(schemas.path), f"a schema must be an object, not {words(schemas.value)}")
    if not schemas.known:
        return
    if isinstance(schemas.value, bool) and not schemas.dialect.booleans:
        return
    for keyword, holders in schemas.by_keyword.items():
        for subschema in holders:
            kind = subschema.dialect.keywords.get(keyword)
            if kind is None:
                continue
            value = subschema.value[keyword]
            if kind.fits(value) or subschema.loose or _is_owned(subschema, keyword, value, form):
                continue
            for fault in kind.faults(keyword, value):
                place = Place((*subschema.path, keyword, *fault.path))
                yield Violation(place, fault.message, fault.help or _advice(keyword, value))
    for keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        for subschema in schemas.having(keyword):
            for dependent, needed in subschema.dialect.needs:
                if dependent == keyword and needed not in subschema.value and not subschema.loose:
                    message = f"'{keyword}' needs '{needed}' beside it in {subschema.dialect.name}"
                    yield Violation(Place((*subschema.path, keyword), key=True), message)


def _advice(keyword: str, value: object) -> str | None:
    """What to do about a value that was right in another draft."""
    if keyword == "items" and isinstance(value, list):
        return "2020-12 spells the array form 'prefixItems'"
    if keyword in ("exclusiveMinimum", "exclusiveMaximum") and isinstance(value, bool):
        return f"since draft-06 '{keyword}' is the bound itself"
    return None


def _is_owned(subschema: Subschema, keyword: str, value: object, form: str) -> bool:
    if keyword == "required" and isinstance(value, bool):
        return subschema.is_property or form != JSON_SCHEMA
    if keyword == "type" and form != JSON_SCHEMA:
        return isinstance(value, str)
    return False
