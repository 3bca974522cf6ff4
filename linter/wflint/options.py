"""What a run may be told, and which rules it runs by that."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from . import kinds
from .named_tuple import NamedTuple
from .nearest import did_you_mean
from .rules import rule_ids, rule_names, rules_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .model_catalog import ModelCatalog
    from .problem import Problem
    from .rule import Rule


class Options(NamedTuple):
    """What a run may be told.

    ``kind`` forces a kind of document. ``expected`` says that the file was named by somebody: a document
    of no known kind is a finding then, and is passed over otherwise. ``select``, ``ignore`` and
    ``extend_select`` hold ids of rules or groups; an empty ``select`` means the default rules.
    ``severity`` overrides a rule's own. ``reference_style`` is ``auto``, ``template`` or ``path``.
    ``catalog`` tells the models that there are; the rules of the group ``model`` are silent without it.
    ``rules`` are run beside the built-in ones.
    ``ignore_at`` holds rules or groups with a JSON Pointer each, at and below which they are not reported;
    with an empty one it is as if they were in ``ignore``, but the result says whether that was of use.
    """

    kind: str | None = None
    expected: bool = True
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    reference_style: str = "auto"
    catalog: ModelCatalog | None = None
    rules: tuple[Rule, ...] = ()
    ignore_at: tuple[tuple[str, str], ...] = ()


class UnknownName(ValueError):  # noqa: N818 - named for what it tells
    """A rule, group or kind was asked for that does not exist; the message names the nearest."""


@lru_cache(maxsize=64)
def check_names(names: tuple[str, ...], rules: tuple[Rule, ...] = ()) -> None:
    """Raises :class:`UnknownName` where one of ``names`` is no rule or group, built-in or of ``rules``."""
    known = known_names(rules)
    for name in names:
        if name not in known:
            raise UnknownName(f"unknown rule '{name}'{did_you_mean(name, sorted(known))}")


def known_names(rules: tuple[Rule, ...] = ()) -> set[str]:
    """The names of all rules and groups, built-in or of ``rules``."""
    return {*rule_names(), *rule_ids(), *(name for rule in rules for name in (rule.id, rule.group))}


def chosen_rules(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    letters: str,
    rules: tuple[Rule, ...] = (),
) -> tuple[Rule, ...]:
    """The rules that run on a document which ``letters``, those of ``Rule.on``, apply to.

    ``rules`` are chosen from beside the built-in ones.
    """

    def named(rule: Rule, names: tuple[str, ...]) -> bool:
        # A group brings in what is on by default; a rule that is off has to be named itself.
        return rule.id in names or (rule.enabled and rule.group in names)

    return tuple(
        rule
        for rule in (*rules_on(letters), *rules)
        if (named(rule, select) if select else rule.enabled) or named(rule, extend_select)
        # A rule named itself is meant, whatever is ignored as a group.
        if rule.id not in ignore and (rule.group not in ignore or rule.id in (*select, *extend_select))
    )


def would_find(name: str | None, options: Options) -> bool:
    """Whether all that ``name`` means runs under ``options``, so that its silence tells something.

    It is a rule, a group, or ``None`` for every rule that is on by default.
    """
    letters = "ADEFJ" if options.catalog is None else "ADEFJM"
    meant = {
        rule.id
        for rule in (*rules_on(letters), *options.rules)
        if rule.id == name or (rule.enabled and name in (None, rule.group))
    }
    ignore = (*options.ignore, *(name for name, pointer in options.ignore_at if not pointer))
    running = chosen_rules(options.select, ignore, options.extend_select, letters, options.rules)
    return bool(meant) and meant.issubset(rule.id for rule in running)


class Checks(NamedTuple):
    """What the chosen rules do to a document, to a workflow (by its letter), a schema and a suppression.

    ``right`` tells the schemas in which these rules found nothing; see ``SchemaDocument.likeness``.
    """

    document: list[Check]
    workflow: dict[str, list[Check]]
    schema: list[Check]
    unused: list[Check]
    right: set[bytes]


Check: TypeAlias = "tuple[Rule, Callable[[Any], Iterator[Problem]]]"


@lru_cache(maxsize=64)
def chosen_checks(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...],
    letters: str,
    rules: tuple[Rule, ...] = (),
) -> Checks:
    """The checks of :func:`chosen_rules`."""
    rules = chosen_rules(select, ignore, extend_select, letters, rules)
    return Checks(
        [(rule, rule.check_document) for rule in rules if rule.check_document is not None],
        {
            letter: [(rule, rule.check) for rule in rules if rule.check is not None and letter in rule.on]
            for letter in letters
        },
        [(rule, rule.check_schema) for rule in rules if rule.check_schema is not None],
        [(rule, rule.check_unused) for rule in rules if rule.check_unused is not None],
        set(),
    )


def kind_named(name: str | None) -> kinds.Kind | None:
    """The kind called ``name``. Raises :class:`UnknownName` when there is none."""
    if name is None:
        return None
    if name not in kinds.KINDS:
        raise UnknownName(f"unknown kind '{name}'{did_you_mean(name, kinds.KINDS)}")
    return kinds.KINDS[name]
