"""Which subschemas may contradict themselves: cheap questions, so that most are looked at no closer."""

from __future__ import annotations

from .json_values import is_of
from .subschemas import Subschema, Subschemas

_UPPER = ("maximum", "exclusiveMaximum")

_CLASHES: dict[str, tuple[str, ...]] = {
    "enum": (),
    "const": (),
    "contains": (),
    "minimum": _UPPER,
    "exclusiveMinimum": _UPPER,
    "minLength": ("maxLength",),
    "minItems": ("maxItems", "items", "prefixItems", "additionalItems"),
    "minContains": ("maxContains",),
    "minProperties": ("maxProperties", "additionalProperties"),
    "required": ("maxProperties", "properties", "patternProperties"),
}
"""What can contradict what: keywords, each with those it needs for it (none: it may contradict the type)."""

_CONJOINING = ("allOf", "$ref", "extends")


def suspects(schemas: Subschemas) -> list[Subschema]:
    """The subschemas that may contradict themselves or what applies with them, the inner ones first."""
    found: set[int] = set()
    for keyword, partners in _CLASHES.items():
        if keyword == "required" and not _may_forbid(schemas):
            continue
        for subschema in schemas.having(keyword):
            value = subschema.value
            if partners and value.keys().isdisjoint(partners):
                continue
            if not _is_plain(keyword, value):
                found.add(id(subschema))
    for keyword in _CONJOINING:
        found.update(id(subschema) for subschema in schemas.having(keyword))
    return [subschema for subschema in reversed(schemas.all) if id(subschema) in found] if found else []


def _may_forbid(schemas: Subschemas) -> bool:
    """Whether a property that is required can be forbidden anywhere."""
    return bool(schemas.forbidden) or schemas.has_any(("maxProperties", "patternProperties"))


def _is_plain(keyword: str, value: dict[str, object]) -> bool:
    """Whether it is plain that ``keyword`` clashes with nothing beside it."""
    if keyword == "enum":
        listed, declared = value["enum"], value.get("type")
        if not isinstance(listed, list) or not listed or "const" in value:
            return False
        return declared is None or (isinstance(declared, str) and is_of(listed[0], (declared,)))
    if keyword == "minItems" and isinstance(value.get("items", {}), dict):
        if "prefixItems" in value or "uniqueItems" in value:
            return False
        return "maxItems" not in value or _is_wide(value["minItems"], value["maxItems"])
    if keyword in ("minimum", "minLength"):
        if "exclusiveMinimum" in value or "exclusiveMaximum" in value:
            return False
        return _is_wide(value[keyword], value[f"max{keyword[3:]}"])
    return False


def _is_wide(low: object, high: object) -> bool:
    """Whether there is room between two bounds, for a whole number too."""
    return isinstance(low, (int, float)) and isinstance(high, (int, float)) and high - low >= 1
