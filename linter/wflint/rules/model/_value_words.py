"""How a value that a model does not take is spoken of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...embedded.json_values import is_of, words
from ...embedded.patterns import may_match
from ...model import Reference
from ...nearest import did_you_mean
from ...problem import Path, Place, Problem
from ...shape_words import type_words, word_value

if TYPE_CHECKING:
    from ...request_schema import Misfit

_LISTED = 12


def name_value(path: Path, slug: str) -> str:
    """What the value at ``path`` below the params of a model is called: ``'zoom' of 'camera' of 'm'``."""
    parts = [f"'{part}'" if isinstance(part, str) else f"item {part + 1}" for part in reversed(path)]
    return " of ".join((*parts, f"'{slug}'"))


def word_input(reference: Reference, declared: str, wanted: object, name: str) -> str:
    """The message where an input of the type ``declared`` is passed for a value of another type."""
    field = ".".join((reference.name, *(field.text for field in reference.fields)))
    article = "an" if declared[0] in "aeio" else "a"
    found = type_words(declared) if declared != "boolean" else "a boolean"
    if found == declared:
        found = f"{article} {declared.replace('_', ' ')}"
    return f"input '{field}' is {found}, and {name} must be {type_words(wanted)}"


def word_misfit(misfit: Misfit, path: Path, name: str, advice: str | None) -> Iterator[Problem]:
    """The problems of one misfit; ``path`` leads to it from the document's root."""
    keyword, schema, value = misfit.keyword, misfit.schema, misfit.value
    if keyword == "required" and isinstance(value, dict):
        missing = [key for key in schema["required"] if key not in value]
        place = Place(path, key=isinstance(path[-1], str))
        yield Problem(place, f"{name} has no " + " and no ".join(f"'{key}'" for key in missing), advice)
    elif keyword == "additionalProperties" and isinstance(value, dict):
        known = list(schema.get("properties", ()))
        patterns = schema.get("patternProperties", ())
        for key in value:
            if key not in known and not any(may_match(pattern, key) for pattern in patterns):
                hint = did_you_mean(key, [other for other in known if other not in value])
                yield Problem(Place((*path, key), key=True), f"{name} has no '{key}'{hint}", advice)
    else:
        message, own_advice = _word(misfit, name)
        yield Problem(Place(path), message, own_advice or advice)


def _word(misfit: Misfit, name: str) -> tuple[str, str | None]:
    keyword, schema, value = misfit.keyword, misfit.schema, misfit.value
    limit = schema.get(keyword)
    if keyword in ("minLength", "maxLength"):
        bound = "at least" if keyword == "minLength" else "at most"
        letters = "character" if limit == 1 else "characters"
        return f"{name} must have {bound} {limit} {letters}, not {len(str(value))}", None
    if keyword in ("exclusiveMinimum", "exclusiveMaximum"):
        return (
            f"{name} must be {'more' if keyword[9:] == 'Minimum' else 'less'} than {limit}, not {words(value)}",
            None,
        )
    if keyword == "multipleOf":
        return f"{name} must be a multiple of {limit}, not {words(value)}", None
    if keyword == "const":
        return f"{name} must be {words(limit)}, not {words(value)}", None
    if keyword == "pattern":
        return f"{name} cannot be {words(value)}", f"it must match the pattern {limit}"
    if keyword == "enum" and isinstance(limit, list) and len(limit) > _LISTED:
        hint = (
            did_you_mean(value, [other for other in limit if isinstance(other, str)])
            if isinstance(value, str)
            else ""
        )
        listed = ", ".join(words(other).strip("'") for other in limit[:_LISTED])
        return f"{name} cannot be {words(value)}{hint}", f"it is one of {listed}, …"
    if keyword == "uniqueItems":
        return f"{name} must not have the same item twice", None
    message, advice = word_value(keyword, schema, value, name)
    return message, _unquoted(limit, value) if keyword == "type" else advice


def _unquoted(wanted: object, value: object) -> str | None:
    """The advice where only the quotes are wrong."""
    types = [wanted] if isinstance(wanted, str) else wanted if isinstance(wanted, list) else []
    if isinstance(value, str) and len(value) <= 40:
        try:
            meant = json.loads(value.lower())
        except ValueError:
            return None
        if not isinstance(meant, dict | list | None) and is_of(meant, types):
            return f"write it without quotes: {json.dumps(meant)}"
    if "string" in types and isinstance(value, int | float):
        return f'write it in quotes: "{json.dumps(value)}"'
    return None
