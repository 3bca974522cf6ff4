"""What a model's ``request_schema`` says of the params that a step passes.

A catalogue is a stranger's: what is no JSON Schema in it (a type ``image``, ``required: true`` on a property)
is left aside, and the rest counts. Nothing is ever fetched.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from .embedded.conjunction import Family, conjuncts, family_of
from .embedded.forms import MAP, form_of, listed_names, listed_properties
from .embedded.metaschema import is_right
from .embedded.patterns import may_match
from .embedded.subschemas import Subschema, Subschemas
from .embedded.validators import UNDECIDED, validator_for
from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema_rs import ValidationError, Validator

    from .problem import Path

ROLE = "request_schema"


class Misfit(NamedTuple):
    """A keyword that the value at ``path`` below the params breaks; ``schema`` is what holds the keyword."""

    path: Path
    keyword: str
    schema: dict[str, Any]
    value: object


class RequestSchema:
    """The schema of a model's params, read when it is first asked."""

    def __init__(self, value: object) -> None:
        self._given = value

    @cached_property
    def _schemas(self) -> Subschemas:
        """The schema without what is no JSON Schema; an empty one where there is none."""
        if not isinstance(self._given, dict):
            return Subschemas({}, (), "")
        given = Subschemas(self._given, (), "")
        is_map = form_of(self._given, ROLE) == MAP
        if given.known and not is_map and is_right(given):
            return given
        value = {name: _copied(item) for name, item in self._given.items()}
        if is_map:
            value = {"properties": listed_properties(value), "required": listed_names(value)}
        schemas = Subschemas(value, (), "")
        if not schemas.known:
            del value["$schema"]
        for subschema in schemas.all:
            kinds = subschema.dialect.kinds
            for keyword in list(subschema.value):
                kind = kinds.get(keyword)
                if kind is not None and not kind.fits(subschema.value[keyword]):
                    del subschema.value[keyword]
        return Subschemas(value, (), "")

    @cached_property
    def _certain(self) -> list[Subschema]:
        """What every object of params must satisfy: the schema, its ``allOf``, what its ``$ref`` leads to."""
        return conjuncts(self._schemas, self._schemas.all[0])

    @cached_property
    def _family(self) -> Family:
        return family_of(self._schemas, self._schemas.all[0])

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The params that must be passed, ``required: true`` on a property counted."""
        names: dict[str, None] = {}
        for part in self._certain:
            listed = part.value.get("required")
            names.update(dict.fromkeys(listed if isinstance(listed, list) else ()))
        given = self._given if isinstance(self._given, dict) else {}
        properties = given if form_of(given, ROLE) == MAP else given.get("properties")
        for name, schema in properties.items() if isinstance(properties, dict) else ():
            if isinstance(schema, dict) and schema.get("required") is True:
                names[name] = None
        return tuple(names)

    @property
    def names(self) -> tuple[str, ...]:
        """The params that it lists, wherever in it."""
        return tuple(self._family.names)

    @cached_property
    def is_open(self) -> bool:
        """Whether other params than those it lists are welcome, or it lists none."""
        family = self._family
        others = [part.value.get("additionalProperties") for part in self._certain]
        silent = not family.names and not family.patterns and False not in others
        return silent or family.open or any(value is True or value == {} for value in others)

    def admits(self, name: str) -> bool:
        """Whether a param is listed, or as good as listed."""
        family = self._family
        return name in family.names or self.is_open or any(may_match(p, name) for p in family.patterns)

    def of_param(self, name: str) -> dict[str, Any]:
        """What the schema says of one param, as far as it says so outright."""
        for part in self._certain:
            properties = part.value.get("properties")
            found = properties.get(name) if isinstance(properties, dict) else None
            if isinstance(found, dict):
                return found
        return {}

    @cached_property
    def _validator(self) -> Validator | None:
        """A validator, or ``None`` where the schema is too broken for one."""
        try:
            return validator_for(self._schemas.all[0].value, {})
        except ValueError:
            return None

    def misfits(self, params: dict[str, object]) -> Iterator[Misfit]:
        """What is wrong with the values of ``params``; missing and unknown params are not.

        Of several faults at one place the first is told, a wrong type before others.
        """
        if self._validator is None:
            return
        try:
            errors = [error for error in self._validator.iter_errors(params) if error.instance_path]
        except (ValueError, TypeError, RecursionError):
            return  # something that no JSON text can hold
        found: dict[Path, Misfit] = {}
        for error in errors:
            for misfit in self._read(error, params):
                known = found.get(misfit.path)
                if known is None or (misfit.keyword == "type" and known.keyword != "type"):
                    found[misfit.path] = misfit
        yield from found.values()

    def _read(self, error: ValidationError, params: dict[str, object]) -> Iterator[Misfit]:
        """An error, or those of the one alternative that was meant, by the type of the value."""
        if error.kind.name in UNDECIDED:
            return
        *parents, last = error.schema_path or [""]
        path = tuple(error.instance_path)
        schema = _object_at(parents, self._schemas.value)
        if error.kind.name == "falseSchema":
            if last == "additionalProperties":
                # jsonschema-rs now and then tells the property, in the place of the object that has it.
                yield Misfit(path, last, schema, _object_at(error.instance_path, params))
            else:
                yield Misfit(path, "", {}, error.instance)
            return
        if last in ("anyOf", "oneOf"):
            alternatives = getattr(error.kind, "context", ())
            apt = [errors for errors in alternatives if not any(_is_of_type(e, path) for e in errors)]
            if len(apt) == 1 and apt[0]:
                for inner in apt[0]:
                    yield from self._read(inner, params)
                return
            types = [branch.get("type") for branch in schema.get(last, ()) if isinstance(branch, dict)]
            if not apt and types and all(isinstance(name, str) for name in types):
                yield Misfit(path, "type", {"type": types}, error.instance)
                return
        yield Misfit(path, *((str(last), schema) if last in schema else ("", {})), error.instance)


def _object_at(path: list[str | int], value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """The object at ``path`` in ``value``; an empty one where there is none."""
    try:
        for part in path:
            value = value[part]
    except (LookupError, TypeError):
        return {}
    return value if isinstance(value, dict) else {}


def _is_of_type(error: ValidationError, path: Path) -> bool:
    """Whether an error says that the value at ``path`` itself has the wrong type."""
    return bool(error.kind.name == "type" and tuple(error.instance_path) == path)


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value
