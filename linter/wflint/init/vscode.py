"""Completion as people type: the schema, and the settings of VS Code that give it their files."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from ..editors import FOLDER, vscode_settings
from ..file_names import JSON, PATTERNS, YAML
from ..problem import Change, Insert
from ..standalone import ANY, standalone_text
from .proposal import Advice, Proposal, find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def propose(root: str, workflows: Iterable[str]) -> Iterator[Proposal | Advice]:
    """What to write for the repository in ``root``; ``workflows`` are relative to it, with ``/``."""
    if not os.path.isdir(os.path.join(root, ".vscode")):
        return
    path = os.path.join(root, FOLDER, f"{ANY}.json")
    if not os.path.lexists(path):
        yield Proposal(path, None, standalone_text(ANY), f"the JSON Schema that 'wflint schema {ANY}' prints")
    settings = _settings(os.path.join(root, ".vscode", "settings.json"), _with_patterns(workflows))
    if settings is not None:
        yield settings


def _with_patterns(workflows: Iterable[str]) -> dict[str, Any]:
    """The settings, with patterns for the folders of ``workflows`` whose names do not say what they are."""
    wanted = vscode_settings()
    spoken = tuple(pattern[1:] for pattern in PATTERNS)
    more: set[str] = set()
    for path in workflows:
        if not path.lower().endswith(spoken):
            folder, slash, name = path.rpartition("/")
            pattern = f"{folder}/*{os.path.splitext(name)[1]}" if slash else name
            more.add(re.sub(r"[\[\]{}?!]", "*", pattern))
    [schemas] = wanted["json.schemas"]
    schemas["fileMatch"] += sorted(pattern for pattern in more if pattern.endswith(JSON))
    for patterns in wanted["yaml.schemas"].values():
        patterns += sorted(pattern for pattern in more if pattern.endswith(YAML))
    return wanted


def _settings(path: str, wanted: dict[str, Any]) -> Proposal | Advice | None:
    text = json.dumps(wanted, indent=2, ensure_ascii=False) + "\n"
    found = find(path, "jsonc", text)
    if found is None:
        return Proposal(path, None, text)
    if isinstance(found, Advice):
        return found
    if not found.source.text.strip():
        return Proposal(path, found.data, text)
    value = found.document.value if found.document else None
    if not isinstance(value, dict):
        return Advice(path, "it cannot be read with certainty", text)
    changes = [*_json_changes(value, wanted["json.schemas"]), *_yaml_changes(value, wanted["yaml.schemas"])]
    return found.changed(*changes, otherwise=text) if changes else None


def _json_changes(value: dict[str, Any], wanted: list[dict[str, Any]]) -> list[Change]:
    there = value.get("json.schemas")
    if "json.schemas" not in value:
        return [Insert((), "json.schemas", wanted)]
    [ours] = wanted
    if isinstance(there, list) and any(
        isinstance(item, dict) and item.get("url") == ours["url"] for item in there
    ):
        return []
    return [Insert(("json.schemas",), len(there) if isinstance(there, list) else 0, ours)]


def _yaml_changes(value: dict[str, Any], wanted: dict[str, list[str]]) -> list[Change]:
    there = value.get("yaml.schemas")
    if "yaml.schemas" not in value:
        return [Insert((), "yaml.schemas", wanted)]
    missing = [
        (url, patterns) for url, patterns in wanted.items() if not (isinstance(there, dict) and url in there)
    ]
    return [Insert(("yaml.schemas",), url, patterns) for url, patterns in missing]
