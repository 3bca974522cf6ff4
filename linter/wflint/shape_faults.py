"""What is wrong with the shape of a document, worded for the person who wrote it.

The errors of python-jsonschema against the bundled schema of its kind become one problem for each cause. A
keyword that the schema marks ``x-wflint-owner`` is another rule's to report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import catalog
from .finding import Severity
from .named_tuple import NamedTuple
from .nearest import nearest
from .problem import Path, Place, Problem, RenameKey, unsafe
from .shape_words import UNTYPED, Naming, known_fields, word_missing, word_unknown, word_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .kinds import Kind

_OF_FIELDS = ("required", "additionalProperties")

SCHEMA_VIOLATION, UNKNOWN_FIELD = "schema-violation", "unknown-field"


class Violation(NamedTuple):
    """A keyword of the bundled schema that a part of the document breaks.

    ``schema`` is the subschema that holds the keyword, ``value`` the part of the document at ``path``.
    """

    path: Path
    keyword: str
    schema: dict[str, Any]
    value: Any


def find_problems(value: object, kind: Kind, unknown_fields: bool) -> list[tuple[str, Problem]]:
    """As :func:`wflint.shape.violations`, of a document that is not right."""
    naming = Naming(value, kind)
    problems: list[tuple[str, Problem]] = []
    for path, group in _by_path(_violations(value, kind)):
        fields = [violation for violation in group if violation.keyword in _OF_FIELDS]
        if fields:
            problems += _field_problems(path, fields, naming, unknown_fields)
        others = [violation for violation in group if violation not in fields]
        if others:
            # What has the wrong type breaks other keywords as well.
            first = next((violation for violation in others if violation.keyword == "type"), others[0])
            problems.append((SCHEMA_VIOLATION, _value_problem(first, naming)))
    order = _order(value)
    return sorted(problems, key=lambda entry: order(entry[1].place.path))


def _violations(value: object, kind: Kind) -> list[Violation]:
    """Every violation that no other rule reports, in no certain order."""
    found = None if _is_large(value) else _explained(value, kind)
    if found is None:
        found = _located(value, kind)
    return [violation for violation in found if not _owned(violation)]


def _explained(value: object, kind: Kind) -> list[Violation] | None:
    """The violations as python-jsonschema explains them, or ``None`` where it cannot."""
    try:
        return [
            Violation(tuple(error.absolute_path), str(error.validator), error.schema, error.instance)
            for error in catalog.explainer(kind).iter_errors(value)
        ]
    except (RecursionError, TypeError):
        # Deep nesting costs it a dozen frames a level, and it cannot match a key that is no string
        # against a pattern.
        return None


def _located(value: object, kind: Kind) -> list[Violation]:
    """The same violations as jsonschema-rs finds them; none where it cannot read the value.

    A hundred times as fast, so that a document of megabytes with one fault in it does not take seconds.
    """
    found = []
    try:
        for error in catalog.validator(kind).iter_errors(value):
            uri, _, pointer = error.absolute_keyword_location.partition("#")
            schema: Any = catalog.retrieve(uri)
            *parents, keyword = pointer.split("/")[1:]
            for part in parents:
                schema = schema[part.replace("~1", "/").replace("~0", "~")]
            found.append(Violation(tuple(error.instance_path), keyword, schema, error.instance))
    except (AttributeError, ValueError, RecursionError):
        # Not jsonschema-rs after all, or no JSON value.
        pass
    return found


def _is_large(value: object) -> bool:
    """Whether there are more values in ``value`` than python-jsonschema gets through in a moment."""
    waiting, count = [value], 0
    while waiting:
        item = waiting.pop()
        children = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        count += len(children)
        if count > _LARGE:
            return True
        waiting.extend(children)
    return False


_LARGE = 1_000


def _owned(violation: Violation) -> bool:
    """Whether another rule reports it. A field is owned by name (``required:params``), and judged later."""
    return violation.keyword in violation.schema.get("x-wflint-owner", ())


def _by_path(found: list[Violation]) -> Iterable[tuple[Path, list[Violation]]]:
    groups: dict[Path, dict[tuple[int, str], Violation]] = {}
    for violation in found:
        # python-jsonschema names each missing field in an error of its own.
        groups.setdefault(violation.path, {}).setdefault((id(violation.schema), violation.keyword), violation)
    return [(path, list(group.values())) for path, group in groups.items()]


def _field_problems(
    path: Path, fields: list[Violation], naming: Naming, unknown_fields: bool
) -> Iterator[tuple[str, Problem]]:
    """What is missing from the object at ``path``, and what it has that it should not have.

    A required field that is only misspelled is one fault, not two: the misspelling is it.
    """
    value = fields[0].value
    missing: dict[str, dict[str, Any]] = {}
    # What is missing and another rule's to report may be misspelled all the same.
    theirs: dict[str, dict[str, Any]] = {}
    for violation in fields:
        if violation.keyword == "required":
            owners = violation.schema.get("x-wflint-owner", ())
            for name in violation.schema["required"]:
                if name not in value:
                    (theirs if f"required:{name}" in owners else missing)[name] = violation.schema
    # Each of these would do as well as the field that is missing.
    instead = {"model": "type"} if UNTYPED in missing.values() else {"step_id": "id"}
    closed = next((v.schema for v in fields if v.keyword == "additionalProperties"), None)
    schema = closed or next(iter((missing or theirs).values()), {})
    known = known_fields(schema)
    theirs = {name: owner for name, owner in theirs.items() if name in known}
    there = {*value, "id", "step_id"} if "id" in value or "step_id" in value else value
    absent = [name for name in known if name not in there]
    aliases = schema.get("x-wflint-aliases", {})
    owners = schema.get("x-wflint-owner", ())
    for key in value if known and unknown_fields else ():
        if key in known or not isinstance(key, str) or key.startswith("x-"):
            continue
        wanted = [*missing, *theirs, *(other for other, field in instead.items() if field in missing)]
        # A missing field was meant rather than another.
        meant = aliases.get(key) or nearest(key, wanted) or nearest(key, absent)
        meant = None if meant in value else meant
        lost = meant in wanted
        if lost and meant is not None:
            missing.pop(instead.get(meant, meant), None)
            theirs.pop(meant, None)
            if f"additionalProperties:{key}" in owners:
                continue
        elif closed is None:
            continue
        repair = unsafe(f"rename it to '{meant}'", RenameKey((*path, key), meant)) if meant else None
        message, advice = word_unknown(key, naming.name(path), meant, known)
        severity = Severity.ERROR if lost else None
        yield UNKNOWN_FIELD, Problem(Place((*path, key), key=True), message, advice, (), repair, severity)
    if missing:
        message, advice = word_missing(missing, value, naming.name(path))
        yield SCHEMA_VIOLATION, Problem(Place(path), message, advice)


def _value_problem(violation: Violation, naming: Naming) -> Problem:
    name = naming.name(violation.path)
    message, advice = word_value(violation.keyword, violation.schema, violation.value, name)
    return Problem(Place(violation.path), message, advice)


def _order(value: object) -> Callable[[Path], tuple[int, ...]]:
    """A sort key for paths: where they come in the document."""
    places: dict[int, dict[Any, int]] = {}

    def key(path: Path) -> tuple[int, ...]:
        at: Any = value
        found = []
        for part in path:
            if isinstance(at, dict):
                if id(at) not in places:
                    places[id(at)] = {name: number for number, name in enumerate(at)}
                found.append(places[id(at)].get(part, -1))
            else:
                found.append(part if isinstance(part, int) else -1)
            try:
                at = at[part]
            except (KeyError, IndexError, TypeError):
                break
        return tuple(found)

    return key
