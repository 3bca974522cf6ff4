"""What the value of a JSON Schema keyword may be: the metaschemas' demands, as checks with words.

Each kind decides quickly whether a value fits and, only where it does not, says what is wrong in
it. Agreement with the official metaschemas is tested; what another rule owns is left out here: patterns
(``invalid-pattern``), empty and repeating ``enum`` (``unsatisfiable-schema``, ``duplicate-enum-value``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .json_values import words
from .type_faults import is_type, is_type_03, repeated, type_03_faults, type_faults
from .type_names import KNOWN_TYPES
from .value_kind import Fault, Kind, must_be


def _is_any(_: object) -> bool:
    return True


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_boolean(value: object) -> bool:
    return value is True or value is False


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_positive(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_strict_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_count(value: object) -> bool:
    if isinstance(value, float):
        return value >= 0 and value.is_integer()
    return _is_strict_count(value)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_schema(value: object) -> bool:
    return isinstance(value, (dict, bool))


def _are_names(value: object) -> bool:
    if not isinstance(value, list):
        return False
    for name in value:
        if not isinstance(name, str):
            return False
    return len(set(value)) == len(value)


def _are_some_names(value: object) -> bool:
    return bool(value) and _are_names(value)


def _names_faults(keyword: str, value: object) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield from must_be("an array of property names")(keyword, value)
        return
    if not value:  # asked only under draft-04, where the array must not be empty
        yield Fault((), f"'{keyword}' must name at least one property in draft-04")
    for index, name in enumerate(value):
        if not isinstance(name, str):
            yield Fault((index,), f"'{keyword}' must hold property names, not {words(name)}")
    yield from repeated(keyword, value)


def _schema_words(name: str, value: object) -> tuple[str, str | None]:
    advice = f'write {{"type": "{value}"}}' if isinstance(value, str) and value in KNOWN_TYPES else None
    return f"{name} must be a schema (an object), not {words(value)}", advice


def _schema_faults(keyword: str, value: object) -> Iterator[Fault]:
    yield Fault((), *_schema_words(f"'{keyword}'", value))


def _list_of(is_schema: Callable[[object], bool], some: bool) -> Kind:
    """An array of schemas, with ``some`` not an empty one."""

    def fits(value: object) -> bool:
        return isinstance(value, list) and (bool(value) or not some) and all(map(is_schema, value))

    def faults(keyword: str, value: object) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield from must_be("an array of schemas")(keyword, value)
        elif not value:
            yield Fault((), f"'{keyword}' is empty, it must hold at least one schema")
        else:
            for index, item in enumerate(value):
                if not is_schema(item):
                    yield Fault((index,), *_schema_words(f"each of '{keyword}'", item))

    return Kind(fits, faults)


def _either(is_schema: Callable[[object], bool], schemas: Kind) -> Kind:
    """A schema, or an array of schemas."""

    def faults(keyword: str, value: object) -> Iterator[Fault]:
        if isinstance(value, list):
            yield from schemas.faults(keyword, value)
        else:
            yield from _schema_faults(keyword, value)

    return Kind(lambda value: is_schema(value) or schemas.fits(value), faults)


def _map_of(fits_item: Callable[[object], bool], what: str) -> Kind:
    """An object of schemas (or of what else ``fits_item``)."""

    def fits(value: object) -> bool:
        return isinstance(value, dict) and all(map(fits_item, value.values()))

    def faults(keyword: str, value: object) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield from must_be(f"an object of {what}s")(keyword, value)
            return
        noun = {"properties": "property", "$defs": "definition", "definitions": "definition"}.get(keyword)
        for name, item in value.items():
            if fits_item(item):
                continue
            title = f"{noun} '{name}'" if noun else f"'{name}' in '{keyword}'"
            if what == "schema":
                yield Fault((name,), *_schema_words(title, item))
            elif isinstance(item, list) and "names" in what:
                for fault in _names_faults(name, item):
                    yield Fault((name, *fault.path), fault.message, fault.help)
            else:
                yield Fault((name,), f"{title} must be {_article(what)} {what}, not {words(item)}")

    return Kind(fits, faults)


def _article(what: str) -> str:
    return "an" if what[0] in "aeiou" else "a"


def _matching(pattern: str, what: str) -> Kind:
    match = re.compile(pattern).search
    return Kind(lambda value: isinstance(value, str) and match(value) is not None, must_be(what))


def _union(*fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: any(test(value) for test in fits)


ANY = Kind(_is_any, must_be("anything"))
STRING = Kind(_is_string, must_be("a string"))
BOOLEAN = Kind(_is_boolean, must_be("true or false"))
NUMBER = Kind(_is_number, must_be("a number"))
POSITIVE = Kind(_is_positive, must_be("a number above 0"))
INTEGER = Kind(_is_integer, must_be("a whole number"))
COUNT = Kind(_is_count, must_be("a whole number of at least 0"))
STRICT_COUNT = Kind(_is_strict_count, must_be("a whole number of at least 0"))
LIST = Kind(_is_list, must_be("an array"))
TYPE = Kind(is_type, type_faults)
TYPE_03 = Kind(is_type_03, type_03_faults)
NAMES = Kind(_are_names, _names_faults)
SOME_NAMES = Kind(_are_some_names, _names_faults)
VOCABULARY = _map_of(_is_boolean, "boolean")
ID = _matching(r"^[^#]*#?$", "a URI without a fragment")
ANCHOR_2019 = _matching(r"^[A-Za-z][-A-Za-z0-9.:_]*$", "a name of letters, digits and '-.:_'")
ANCHOR = _matching(r"^[A-Za-z_][-A-Za-z0-9._]*$", "a name of letters, digits and '-._'")

SCHEMA = Kind(_is_schema, _schema_faults)
SCHEMAS = _list_of(_is_schema, some=True)
ITEMS = _either(_is_schema, SCHEMAS)
MAP = _map_of(_is_schema, "schema")
NAME_LISTS = _map_of(_are_names, "array of names")
DEPENDENCIES = _map_of(_union(_is_schema, _are_names), "schema or array of names")

# Before draft-06 true and false were no schemas, save in additionalProperties and additionalItems.
OBJECT = Kind(_is_object, _schema_faults)
OBJECT_OR_BOOLEAN = SCHEMA
OBJECTS = _list_of(_is_object, some=True)
ITEMS_04 = _either(_is_object, OBJECTS)
OBJECT_MAP = _map_of(_is_object, "schema")
DEPENDENCIES_04 = _map_of(_union(_is_object, _are_some_names), "schema or array of names")
ITEMS_03 = _either(_is_object, _list_of(_is_object, some=False))
DEPENDENCIES_03 = _map_of(
    _union(_is_object, _is_string, lambda value: isinstance(value, list) and all(map(_is_string, value))),
    "schema or array of names",
)
