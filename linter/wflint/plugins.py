"""Rules of others, as modules like the built-in ones: from installed packages, or named by a configuration.

They are found where Python finds what is installed, and nowhere else: a repository that is linted is not put
on ``sys.path``, so that its configuration can name code but never bring any.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from .rule import CUSTOM, Rule
from .rules import register, rule_ids, rule_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

ENTRY_POINTS = "wflint.rules"
"""The group of entry points that name modules of rules; how the entry points are called does not matter."""


class PluginError(ValueError):
    """A module of rules that cannot be used: one line for people."""


@cache
def installed_rules() -> tuple[Rule, ...]:
    """The rules of the packages that announce some. Raises :class:`PluginError`."""
    if not _announced():
        return ()
    # It takes half as long to import as wflint does, hence the look before.
    from importlib.metadata import entry_points

    modules = sorted({point.module for point in entry_points(group=ENTRY_POINTS)})
    return distinct(rule for module in modules for rule in module_rules(module))


def load_rules(*modules: str) -> tuple[Rule, ...]:
    """The rules of installed plugins and of ``modules``, by their dotted names, for ``Options(rules=…)``.

    A module is one rule, or a package of such modules. Raises :class:`ValueError` where one cannot be used.
    """
    return distinct((*installed_rules(), *(rule for module in modules for rule in module_rules(module))))


def distinct(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Each rule once. Raises :class:`PluginError` where one is called as another rule, or as a group."""
    found: dict[str, Rule] = {}
    for rule in rules:
        if found.setdefault(rule.id, rule) != rule:
            raise PluginError(f"there are two rules '{rule.id}'")
    groups = {rule.group for rule in found.values()}
    for name in found.keys() & groups:
        raise PluginError(f"'{name}' is a rule and a group")
    return tuple(found.values())


@cache
def module_rules(name: str) -> tuple[Rule, ...]:
    """The rules in the module ``name``: its own, or of the modules in it. Raises :class:`PluginError`."""
    if name.partition(".")[0] in sys.stdlib_module_names:
        raise PluginError(f"'{name}' is a part of Python, not a plugin")
    module = _import(name)
    if hasattr(module, "RULE") or not hasattr(module, "__path__"):
        return (_rule(module, name),)
    from pkgutil import iter_modules

    names = sorted(info.name for info in iter_modules(module.__path__) if info.name[0] != "_")
    if not names:
        raise PluginError(f"there are no rules in '{name}'")
    return tuple(_rule(_import(f"{name}.{inner}"), f"{name}.{inner}") for inner in names)


def check_id(rule_id: str) -> None:
    """Raises :class:`PluginError` where a rule of somebody else's cannot be called ``rule_id``."""
    if rule_id in rule_ids():
        raise PluginError(f"wflint itself has a rule '{rule_id}'")
    if rule_id in (CUSTOM, *rule_names()):
        raise PluginError(f"'{rule_id}' is a group of rules")


def _rule(module: ModuleType, name: str) -> Rule:
    rule_id = name.rpartition(".")[2].replace("_", "-")
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        raise PluginError(f"there is no RULE in '{name}'")
    try:
        check_id(rule_id)
    except PluginError as error:
        raise PluginError(f"{error} ('{name}')") from None
    if rule.group in rule_ids():
        raise PluginError(f"the group '{rule.group}' of '{name}' is a rule of wflint")
    rule = register(module, rule_id, rule.group or CUSTOM, rule.url)
    if not (rule.check or rule.check_schema or rule.check_document):
        raise PluginError(f"there is no check, check_schema or check_document in '{name}'")
    return rule


def _import(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and f"{name}.".startswith(f"{error.name}."):
            raise PluginError(f"there is no module '{error.name}' among what is installed") from None
        raise PluginError(f"'{name}' cannot be imported: {error}") from None
    except (Exception, SystemExit) as error:
        raise PluginError(f"'{name}' cannot be imported: {type(error).__name__}: {error}") from None


def _announced() -> bool:
    """Whether an installed package has such entry points; it may be wrong only in saying yes."""
    return any(ENTRY_POINTS.encode() in _content(path) for path in _entry_point_files())


def _entry_point_files() -> Iterator[str]:
    for folder in sys.path:
        if os.path.isfile(folder):  # an archive, which importlib.metadata looks into
            continue
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                yield os.path.join(folder, name, "entry_points.txt")


def _content(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return b""
