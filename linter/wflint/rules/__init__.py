"""The rules: one folder a group, one file a rule. Nothing else names them."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import ModuleType

from ..rule import Rule

_URL = "https://github.com/wflint/wflint/blob/main/docs/rules/{}/{}.md"

_ON = {"branch": "E", "fallback": "E", "json-schema": "J", "model": "M", "prompt": "A", "reference": "EF"}
"""The groups that speak of some documents only, with the letters of ``Rule.on`` their rules have between them.

They are not imported for other documents, which is all that this is for; a test holds it against the rules.
The letter ``M`` stands for a catalogue of the models, without which those of ``model`` are silent.
"""

_OF_DOUBTS = frozenset(
    (
        *("conditional-reference", "cross-branch-reference", "forward-reference", "self-reference"),
        *("incomplete-reference", "malformed-template", "mixed-reference-syntax", "wrong-reference-syntax"),
        *("undefined-input", "undefined-step", "unknown-step-field"),
    )
)
"""The rules that look at nothing but ``Workflow.doubts``. The letter ``D`` says that there are some."""


def register(module: ModuleType, rule_id: str, group: str, url: str | None) -> Rule:
    """The rule that ``module`` holds, with its id, group, page, documentation and checks."""
    rule: Rule = module.RULE
    return rule._replace(
        id=rule_id,
        group=group,
        url=url,
        doc=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_schema=getattr(module, "check_schema", None),
        check_document=getattr(module, "check_document", None),
        check_unused=getattr(module, "check_unused", None),
    )


@cache
def rule_names() -> dict[str, tuple[str, ...]]:
    """The ids of the built-in rules by their group, in order; no rule is imported to tell."""
    found = {}
    here = os.path.dirname(__file__)
    for group in sorted(entry.name for entry in os.scandir(here) if entry.is_dir() and entry.name[0] != "_"):
        names = sorted(name for name in os.listdir(os.path.join(here, group)) if name[0] != "_")
        found[_spoken(group)] = tuple(_spoken(name[:-3]) for name in names if name.endswith(".py"))
    return found


@cache
def rule_ids() -> frozenset[str]:
    """The ids of the built-in rules."""
    return frozenset(rule for rules in rule_names().values() for rule in rules)


def all_rules() -> tuple[Rule, ...]:
    """Every built-in rule, by group and id."""
    return tuple(_load(group, name) for group, names in rule_names().items() for name in names)


def rules_on(letters: str) -> tuple[Rule, ...]:
    """Those that may find something in a document which ``letters``, those of ``Rule.on``, apply to.

    Rules that look at whole documents are among them, whatever the letters.
    """
    rules = [
        _load(group, name)
        for group, names in rule_names().items()
        if group not in _ON or not set(letters).isdisjoint(_ON[group])
        for name in names
        if name not in _OF_DOUBTS or "D" in letters
    ]
    return tuple(rule for rule in rules if rule.check_document or not set(letters).isdisjoint(rule.on))


@cache
def _load(group: str, rule_id: str) -> Rule:
    path = f"{group}.{rule_id}".replace("-", "_")
    url = _URL.format(group, rule_id)
    return register(import_module(f"{__name__}.{path}"), rule_id, group, url)


def _spoken(name: str) -> str:
    return name.replace("_", "-")
