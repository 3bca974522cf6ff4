"""The rules that a configuration brings: modules it names, and rules without Python.

What the JSONPath (RFC 9535) of a rule without Python selects must match its JSON Schema.

JSONPath is the business of ``jsonpath-rfc9535``, which is imported only where such rules are.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from .embedded.validators import UNDECIDED, validator_for
from .finding import Severity
from .kinds import KINDS
from .model import SchemaDocument
from .named_tuple import NamedTuple
from .plugins import PluginError, check_id, distinct, installed_rules, module_rules
from .problem import Place, Problem
from .readers import MAX_DEPTH
from .rule import CUSTOM, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonpath_rfc9535 import JSONPathQuery
    from jsonschema_rs import Validator

    from .model import Subject
    from .problem import Path

EXTRA = "wflint[jsonpath]"

_SOUND = (
    *("invalid-json-schema", "invalid-pattern", "unknown-schema-dialect", "unknown-schema-keyword"),
    *("remote-ref", "unresolvable-ref"),
)
"""The rules that a schema must keep to: what they find would make it judge wrongly, or not at all.

That nothing satisfies it is no fault: ``{not = {}}`` forbids what is selected.
"""


class WrongSetting(Exception):  # noqa: N818 - named for what it tells
    """What is wrong with a rule, and where below its table."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


class Selection(NamedTuple):
    """The check of a configured rule: a problem for each selected value that does not match.

    ``path`` is a JSONPath, ``$`` the whole document; ``schema`` the text of a JSON Schema. Without ``kinds``
    documents of all kinds are looked at.
    """

    path: str
    schema: str
    message: str
    help: str | None
    kinds: tuple[str, ...]

    def check(self, subject: Subject) -> Iterator[Problem]:
        """What is wrong with a document of one of the kinds."""
        if subject.kind is None or (self.kinds and subject.kind.id not in self.kinds):
            return
        validator = _validator(self.schema)
        value: Any = subject.document.value
        for node in _query(self.path).finditer(value):
            if any(error.kind.name not in UNDECIDED for error in validator.iter_errors(node.value)):
                yield Problem(Place(tuple(node.location)), self.message, self.help)


def rules_of(settings: Mapping[str, Any]) -> tuple[tuple[Rule, ...], list[tuple[Path, bool, str]]]:
    """The rules that ``plugins`` and ``rules`` of settings of the right shape bring, beside installed ones.

    What is wrong with them comes second, as faults of the configuration. Raises :class:`PluginError` for
    installed ones.
    """
    installed = rules = installed_rules()
    faults: list[tuple[Path, bool, str]] = []
    for index, module in enumerate(settings.get("plugins", ())):
        try:
            rules = distinct((*rules, *module_rules(module)))
        except PluginError as error:
            faults.append((("plugins", index), False, str(error)))
    for index, table in enumerate(settings.get("rules", ())):
        try:
            rules = distinct((*rules, _rule(table)))
        except WrongSetting as error:
            faults.append((("rules", index, *error.place.path), error.place.key, str(error)))
        except PluginError as error:
            faults.append((("rules", index, "id"), False, str(error)))
    return rules[len(installed) :], faults


def _rule(table: Mapping[str, Any]) -> Rule:
    """The rule that a table describes. Raises :class:`WrongSetting` and :class:`PluginError`."""
    check_id(table["id"])
    _query(table["path"])
    _check_schema(table["schema"])
    schema, kinds = json.dumps(table["schema"]), tuple(table.get("kinds", ()))
    message, advice = table["message"], table.get("help")
    return Rule(
        severity=Severity(table.get("severity", "error")),
        on="".join(dict.fromkeys(KINDS[kind].letter for kind in kinds or KINDS)),
        id=table["id"],
        group=CUSTOM,
        doc=_doc(table),
        check_document=Selection(table["path"], schema, message, advice, kinds).check,
    )


def _doc(table: Mapping[str, Any]) -> str:
    message = table["message"]
    parts = [
        f"{message[:1].upper()}{message[1:]}",
        table.get("help", ""),
        f"A rule of the configuration: what `{table['path']}` selects must match this schema:",
        f"    {json.dumps(table['schema'], ensure_ascii=False)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _check_schema(schema: dict[str, object]) -> None:
    from .rules import rules_on

    try:
        json.dumps(schema, allow_nan=False)
    except (TypeError, ValueError):
        raise WrongSetting(Place(("schema",)), "'schema' holds a value that JSON does not have") from None
    document = SchemaDocument(("schema",), schema, "schema", "json-schema")
    for rule in rules_on("J"):
        if rule.id in _SOUND and rule.check_schema is not None:
            for problem in rule.check_schema(document):
                raise WrongSetting(problem.place, problem.message)
    try:
        _validator(json.dumps(schema))
    except ValueError as error:
        raise WrongSetting(Place(("schema",)), f"'schema' cannot be used: {error}") from None


@cache
def _validator(schema: str) -> Validator:
    return validator_for(json.loads(schema), {})


@cache
def _query(path: str) -> JSONPathQuery:
    """The query that ``path`` is. Raises :class:`WrongSetting` where it is none."""
    place = Place(("path",))
    try:
        import jsonpath_rfc9535
    except ImportError:
        raise WrongSetting(
            place, f"a JSONPath needs a package that is missing: pip install '{EXTRA}'"
        ) from None

    class Environment(jsonpath_rfc9535.JSONPathEnvironment):
        max_recursion_depth = MAX_DEPTH + 1

    try:
        return Environment().compile(path)
    except jsonpath_rfc9535.JSONPathError as error:
        where = f" at character {error.token.index + 1}" if error.token else ""
        raise WrongSetting(place, f"'path' is no JSONPath: {error.args[0]}{where}") from None
    except RecursionError:
        raise WrongSetting(place, "'path' is nested too deeply") from None
