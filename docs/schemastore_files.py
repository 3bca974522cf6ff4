"""What a pull request to SchemaStore takes, made from what wflint itself goes by.

``generate.py`` writes it below ``docs/schemastore/``, whose README says what goes where.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wflint.catalog import BASE
from wflint.file_names import PATTERNS
from wflint.standalone import ANY, text_of

ROOT = Path(__file__).resolve().parent.parent

CATALOG: list[dict[str, Any]] = [
    {
        "name": "AI workflow",
        "description": "AI workflow of each::labs or Asteroid: definitions, versions and requests",
        "fileMatch": list(PATTERNS),
        "url": f"{BASE}{ANY}.json",
    },
    {
        "name": "wflint",
        "description": "Configuration of wflint, a linter for AI workflows",
        "fileMatch": ["wflint.toml"],
        "url": f"{BASE}wflint-config.json",
    },
]

VALIDATION: dict[str, Any] = {
    "ajvNotStrictMode": [f"{ANY}.json"],
    "options": {
        f"{ANY}.json": {
            "unknownKeywords": [
                "deprecationMessage",
                "doNotSuggest",
                "errorMessage",
                "patternErrorMessage",
                "suggestSortText",
            ]
        }
    },
}
"""What ``src/schema-validation.jsonc`` must say of a schema that is hosted there."""

NEGATIVE: dict[str, Any] = {
    "unknown-step-type": {"steps": [{"id": "draft", "type": "modle", "model": "m", "params": {}}]},
    "unknown-field": {"version_id": "v1", "definition": {"steps": []}, "prodction": True},
    "missing-params": {"version": "v1", "steps": [{"id": "draft", "type": "model", "model": "m"}]},
    "prompts-as-text": {"name": "n", "prompts": "Fill in the form", "start_url": "https://www.example.com"},
}

_MODELINE = f"# yaml-language-server: $schema=../../schemas/json/{ANY}.json\n"


def files() -> dict[Path, str]:
    """Every file's text, by its path below ``docs/schemastore/``."""
    made = {
        Path("catalog.json"): text_of(CATALOG) + "\n",
        Path("schema-validation.json"): text_of(VALIDATION) + "\n",
    }
    for example in sorted((ROOT / "examples").glob("*.*")):
        text = example.read_text("utf-8")
        if example.suffix == ".json":
            made[Path("src", "test", ANY, example.name)] = text
        elif example.suffix == ".yaml":
            made[Path("src", "test", ANY, example.name)] = _MODELINE + text
    for name, document in NEGATIVE.items():
        made[Path("src", "negative_test", ANY, f"{name}.json")] = json.dumps(document, indent=2) + "\n"
    return made
