"""The rules: one folder a group, one file a rule. Nothing else names them."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from types import ModuleType

from ..rule import Rule


def register(module: ModuleType, rule_id: str, group: str) -> Rule:
    """The rule that ``module`` holds, with its id, group, documentation and checks."""
    rule: Rule = module.RULE
    return rule._replace(
        id=rule_id,
        group=group,
        doc=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_schema=getattr(module, "check_schema", None),
        check_document=getattr(module, "check_document", None),
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every built-in rule, by group and id."""
    found = []
    here = os.path.dirname(__file__)
    for group in sorted(entry.name for entry in os.scandir(here) if entry.is_dir() and entry.name[0] != "_"):
        for name in sorted(os.listdir(os.path.join(here, group))):
            stem, suffix = os.path.splitext(name)
            if suffix == ".py" and not stem.startswith("_"):
                module = import_module(f"{__name__}.{group}.{stem}")
                found.append(register(module, stem.replace("_", "-"), group.replace("_", "-")))
    return tuple(found)
