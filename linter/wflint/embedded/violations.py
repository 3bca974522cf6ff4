"""What is wrong in a schema that its metaschema refuses, in words and place by place."""

from __future__ import annotations

from collections.abc import Iterator

from ..named_tuple import NamedTuple
from ..problem import Place
from .forms import JSON_SCHEMA
from .json_values import words
from .subschemas import Subschema, Subschemas
from .type_faults import engine_type_faults, may_be_engine_type
from .value_kind import Kind


class Violation(NamedTuple):
    """A fault in a schema, in words."""

    place: Place
    message: str
    help: str | None = None


def find_violations(schemas: Subschemas, form: str) -> Iterator[Violation]:
    """Every violation, ``metaschema.violations`` says which."""
    if not isinstance(schemas.value, (dict, bool)):
        yield Violation(Place(schemas.path), f"a schema must be an object, not {words(schemas.value)}")
    if not schemas.known:
        return
    if isinstance(schemas.value, bool) and not schemas.dialect.booleans:
        return
    for keyword, holders in schemas.by_keyword.items():
        for subschema in holders:
            kind = subschema.dialect.kinds.get(keyword)
            if kind is None:
                continue
            value = subschema.value[keyword]
            if kind.fits(value) or subschema.loose or _is_owned(subschema, keyword, value, form):
                continue
            if keyword == "type" and form != JSON_SCHEMA and isinstance(value, str):
                faults = engine_type_faults(value)
            else:
                faults = kind.faults(keyword, value)
            for fault in faults:
                place = Place((*subschema.path, keyword, *fault.path))
                yield Violation(place, fault.message, fault.help or _advice(kind, keyword, value))
    for keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        for subschema in schemas.having(keyword):
            for dependent, needed in subschema.dialect.needs:
                if dependent != keyword or not isinstance(subschema.value[keyword], bool):
                    continue
                if needed not in subschema.value and not subschema.loose:
                    message = f"'{keyword}' needs '{needed}' beside it in {subschema.dialect.name}"
                    yield Violation(Place((*subschema.path, keyword), key=True), message)


def _advice(kind: Kind, keyword: str, value: object) -> str | None:
    """What to do about a value that was right in another draft, or without its quotes."""
    meant = _unquoted(value)
    if meant is not None and kind.fits(meant):
        return f"write {words(meant)}, without quotes"
    if keyword == "items" and isinstance(value, list):
        return "2020-12 spells the array form 'prefixItems'"
    if keyword in ("exclusiveMinimum", "exclusiveMaximum") and isinstance(value, bool):
        return f"since draft-06 '{keyword}' is the bound itself"
    return None


def _is_owned(subschema: Subschema, keyword: str, value: object, form: str) -> bool:
    if keyword == "required" and isinstance(value, bool):
        return subschema.is_property or form != JSON_SCHEMA
    if keyword == "type" and form != JSON_SCHEMA:
        return may_be_engine_type(value)
    return False


def _unquoted(value: object) -> bool | int | float | None:
    """The boolean or the number that a string spells."""
    if not isinstance(value, str) or len(value) > 20:
        return None
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    try:
        return int(value) if value.lstrip("-").isdecimal() else float(value)
    except ValueError:
        return None
