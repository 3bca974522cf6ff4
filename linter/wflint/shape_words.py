"""The words of the shape check: how a part of a document is called, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import catalog
from .nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .kinds import Kind
    from .problem import Path

_TYPE_WORDS = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}

_ITEMS = {"steps": "step", "branches": "branch", "versions": "version", "inputs": "input"}
"""What an item of the array under a key is called."""

_TITLES = {
    "steps": ("id", "step_id", "name"),
    "branches": ("name",),
    "versions": ("version_id",),
    "inputs": ("name",),
}
"""The fields that hold an item's own name."""

UNTYPED = {"required": ["type"]}
"""The subschema that a step with neither a type nor a model breaks."""

_SHOWN = 60
_WORDS = 5


class Naming:
    """How the parts of one document are called in messages."""

    def __init__(self, value: object, kind: Kind) -> None:
        self.value = value
        self.kind = kind

    def name(self, path: Path) -> str:
        """What the value at ``path`` is called: ``step 'draft'``, ``'params' of step 'draft'``."""
        words: list[str] = []
        while path:
            word, ends = self._word(path)
            words.append(word)
            if ends:
                break
            # The array that holds the branches goes without saying.
            path = path[:-2] if word.startswith("branch ") else path[:-1]
        if not words:
            return "the " + self.kind.title.partition(" ")[2]
        # Deep inside a condition the two ends are enough to find it.
        return " of ".join(words if len(words) <= _WORDS else [*words[:2], *words[-2:]])

    def _word(self, path: Path) -> tuple[str, bool]:
        """What the last part of ``path`` is called, and whether that is enough to find it."""
        last = path[-1]
        if isinstance(last, str):
            return ("the definition", True) if last == "definition" else (_quote(last), False)
        key = path[-2] if len(path) > 1 else None
        if key is None:
            return f"workflow {last + 1}", True
        word = _ITEMS.get(key) if isinstance(key, str) else None
        if word is None:
            return f"item {last + 1}", False
        own = self._title(path, str(key))
        return f"{word} {_quote(own)}" if own is not None else f"{word} {last + 1}", key != "branches"

    def _title(self, path: Path, key: str) -> str | None:
        item: Any = self.value
        for part in path:
            item = item[part]
        if isinstance(item, dict):
            for field in _TITLES.get(key, ()):
                if isinstance(item.get(field), str) and item[field]:
                    return str(item[field])
        return None


def known_fields(schema: Mapping[str, Any]) -> list[str]:
    """The fields that ``schema`` describes."""
    if schema == UNTYPED:
        return list(dict.fromkeys(field for fields in step_fields().values() for field in fields))
    return list(schema.get("properties", ()))


def step_fields() -> dict[str, list[str]]:
    """The fields of each type of step."""
    definitions = catalog.schema("eachlabs-definition")["definitions"]
    types = definitions["stepType"]["enum"]
    return {name: list(definitions[f"{name}Step"]["properties"]) for name in types}


def word_missing(
    missing: Mapping[str, Mapping[str, Any]], value: Mapping[str, Any], owner: str
) -> tuple[str, str]:
    """Message and help for fields that ``owner`` should have; ``missing`` gives the subschema of each."""
    if any(schema == UNTYPED for schema in missing.values()):
        return _word_untyped(value, owner)
    names = list(missing)
    *most, last = [_quote(name) for name in names]
    message = f"{owner} has no {', '.join(most)} and no {last}" if most else f"{owner} has no {last}"
    fields = value.get("fields")
    if len(names) == 1 and isinstance(fields, dict) and names[0] in fields:
        return message, f"move '{names[0]}' out of 'fields'"
    return message, "add " + "; ".join(_describe(name, missing[name]) for name in names)


def _word_untyped(value: Mapping[str, Any], owner: str) -> tuple[str, str]:
    fields = step_fields()
    # A field that just one type of step has tells which was meant.
    for name in ("parallel", "choice", "http", "python", "pass"):
        others = {field for other, known in fields.items() if other != name for field in known}
        if any(key in fields[name] and key not in others for key in value):
            return f"{owner} has no 'type'", f"its fields are those of a step of type '{name}'"
    return f"{owner} has neither 'type' nor 'model'", "say what it does: type is one of " + ", ".join(fields)


def _describe(name: str, schema: Mapping[str, Any]) -> str:
    """A field with what its schema says of it."""
    known = schema.get("properties", {}).get(name, {})
    if known.get("$ref", "").startswith("#/definitions/"):
        known = catalog.schema("eachlabs-definition")["definitions"].get(known["$ref"].rpartition("/")[2], {})
    text = str(known.get("description", "")).rstrip(".")
    return f"'{name}': {text[0].lower()}{text[1:]}" if text else f"'{name}'"


def word_unknown(key: str, owner: str, meant: str | None, known: Iterable[str]) -> tuple[str, str]:
    """Message and help for a field that ``owner`` does not have."""
    message = f"unknown field {_quote(key)} in {owner}"
    if meant is not None:
        return f"{message}; did you mean '{meant}'?", f"rename it to '{meant}'"
    return message, "its fields are " + ", ".join(name for name in known if name[0] != "$")


def word_value(keyword: str, schema: Mapping[str, Any], value: object, name: str) -> tuple[str, str | None]:
    """Message and help for a value that breaks ``keyword`` of ``schema``."""
    limit = schema.get(keyword)
    if keyword == "type":
        return f"{name} must be {type_words(limit)}, not {_found(value)}", None
    if keyword == "enum" and isinstance(limit, list):
        meant = nearest(value, limit) if isinstance(value, str) else None
        options = "one of " + ", ".join(str(option) for option in limit)
        if meant is not None:
            return f"{name} cannot be {_show(value)}; did you mean '{meant}'?", f"it is {options}"
        return f"{name} cannot be {_show(value)}: it is {options}", None
    if keyword == "pattern" and "patternErrorMessage" in schema:
        return f"{name} is {schema['patternErrorMessage']}", _example(schema)
    if keyword == "not" and "errorMessage" in schema:
        return f"{name} is {schema['errorMessage'].replace(chr(34), chr(39))}", None
    if keyword in ("minimum", "maximum"):
        more = "more" if keyword == "minimum" else "less"
        return f"{name} must be {limit} or {more}, not {_show(value)}", None
    if keyword == "minLength" and limit == 1:
        return f"{name} is empty", _example(schema)
    if keyword in ("minItems", "maxItems"):
        bound = "at least" if keyword == "minItems" else "at most"
        return f"{name} must have {bound} {limit} {'item' if limit == 1 else 'items'}", None
    return f"{name} cannot be {_show(value)}", _example(schema)


def type_words(types: object) -> str:
    """What a value of one of these JSON Schema types is called: ``a string or null``."""
    names = types if isinstance(types, list) else [types]
    if names == ["object", "boolean"]:
        # A JSON Schema may be true or false as well, which nobody means who wrote something else.
        names = ["object"]
    between = ", " if "boolean" in names else " or "
    return between.join(_TYPE_WORDS.get(str(name), str(name)) for name in names)


def _found(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return _show(value)
    if isinstance(value, str):
        return "a string"
    if isinstance(value, int | float):
        return f"the number {_show(value)}" if abs(value) < 10**_SHOWN else "a number"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    return f"a Python {type(value).__name__}"


def _example(schema: Mapping[str, Any]) -> str | None:
    examples = schema.get("examples")
    return f"write it like {_show(examples[0])}" if isinstance(examples, list) and examples else None


def _show(value: object) -> str:
    if isinstance(value, str):
        return _quote(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(value) if not isinstance(value, int) or abs(value) < 10**_SHOWN else "so large"
    return _found(value)


def _quote(text: str) -> str:
    return f"'{_cut(text)}'"


def _cut(text: str) -> str:
    text = text[: _SHOWN + 1]
    if not text.isprintable():
        # One line of a report must stay one line, and half a surrogate pair cannot be written at all.
        text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
