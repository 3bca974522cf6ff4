"""Which values of ``type`` are right, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator

from ..nearest import did_you_mean, nearest
from .json_values import key_of, words
from .type_names import ENGINE_TYPES, KNOWN_TYPES, TYPES
from .value_kind import Fault, must_be

_OTHER_TYPE_NAMES = {
    "any": "leave 'type' out to allow any value",
    "bool": "boolean",
    "date": "string",
    "datetime": "string",
    "dict": "object",
    "double": "number",
    "enum": "string",
    "float": "number",
    "int": "integer",
    "json": "object",
    "list": "array",
    "long": "integer",
    "map": "object",
    "nil": "null",
    "none": "null",
    "record": "object",
    "str": "string",
    "text": "string",
    "url": "string",
    "uuid": "string",
}


def is_type(value: object) -> bool:
    """Whether it is the name of a type, or a list of different ones."""
    if isinstance(value, str):
        return value in KNOWN_TYPES
    return isinstance(value, list) and bool(value) and not any(_type_list_faults("type", value))


def type_faults(keyword: str, value: object) -> Iterator[Fault]:
    """What keeps a value from being that."""
    if isinstance(value, str):
        yield _unknown_type((), value)
    elif isinstance(value, list) and value:
        yield from _type_list_faults(keyword, value)
    elif isinstance(value, list):
        yield Fault((), "'type' is an empty array, it must name at least one type")
    else:
        yield from must_be("the name of a type or an array of such names")(keyword, value)


def _type_list_faults(keyword: str, value: list[object]) -> Iterator[Fault]:
    seen = set()
    for index, name in enumerate(value):
        if not isinstance(name, str):
            yield Fault((index,), f"'{keyword}' must hold names of types, not {words(name)}")
        elif name not in KNOWN_TYPES:
            yield _unknown_type((index,), name)
        elif name in seen:
            yield Fault((index,), f"'{keyword}' repeats '{name}'")
        else:
            seen.add(name)


def _unknown_type(path: tuple[str | int, ...], name: str) -> Fault:
    other = _OTHER_TYPE_NAMES.get(name.lower())
    hint = f"; did you mean '{other}'?" if other in KNOWN_TYPES else did_you_mean(name, TYPES)
    advice = other if other is not None and other not in KNOWN_TYPES else f"the types are {', '.join(TYPES)}"
    return Fault(path, f"no type {words(name)} in JSON Schema{hint}", advice)


_ENGINE_LISTS = frozenset(f"{name}{suffix}" for name in TYPES for suffix in ("s", "[]", "_array", "_list"))


def may_be_engine_type(value: object) -> bool:
    """Whether it may be a type of the engine's own form: any name that is no slip in a known one."""
    if not isinstance(value, str):
        return False
    return value in KNOWN_TYPES or value in ENGINE_TYPES or value in _ENGINE_LISTS or _slip(value) is None


def engine_type_faults(value: str) -> Iterator[Fault]:
    """What is wrong with a name that is a slip in a known one."""
    advice = f"the types are {', '.join(TYPES)} and the engine's own, such as image, video, audio and file"
    yield Fault((), f"no type {words(value)}; did you mean '{_slip(value)}'?", advice)


def _slip(name: str) -> str | None:
    return nearest(name, TYPES) or nearest(name, _ENGINE_NAMES)


_ENGINE_NAMES = tuple(sorted(ENGINE_TYPES))


def is_type_03(value: object) -> bool:
    """Whether draft-03 takes it for a type: any name, or a list of names and schemas."""
    if isinstance(value, str):
        return True
    return isinstance(value, list) and not any(type_03_faults("type", value))


def type_03_faults(keyword: str, value: object) -> Iterator[Fault]:
    """What keeps a value from being that."""
    if not isinstance(value, list):
        yield from must_be("the name of a type or an array")(keyword, value)
        return
    for index, item in enumerate(value):
        if not isinstance(item, (str, dict)):
            yield Fault((index,), f"'{keyword}' must hold names of types and schemas, not {words(item)}")
    yield from repeated(keyword, value)


def repeated(keyword: str, value: list[object]) -> Iterator[Fault]:
    """Every item that is equal to one before it."""
    seen = set()
    for index, item in enumerate(value):
        key = key_of(item)
        if key in seen:
            yield Fault((index,), f"'{keyword}' repeats {words(item)}")
        seen.add(key)
