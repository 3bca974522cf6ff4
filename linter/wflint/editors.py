"""What editors are told: which schema serves which files."""

from __future__ import annotations

from typing import Any

from .file_names import JSON, PATTERNS, YAML
from .standalone import ANY

FOLDER = ".wflint"
"""The folder of a repository into which ``wflint schema --output`` writes the schemas, by convention."""


def vscode_settings() -> dict[str, Any]:
    """What ``.vscode/settings.json`` must hold, once ``wflint schema --output .wflint`` has run.

    ``yaml.schemas`` are the settings of the YAML extension (Red Hat); JSON needs none.
    """
    schema = f"./{FOLDER}/{ANY}.json"
    return {
        "json.schemas": [{"fileMatch": _ending(JSON), "url": schema}],
        "yaml.schemas": {schema: _ending(YAML)},
    }


def _ending(suffixes: tuple[str, ...]) -> list[str]:
    return [pattern for pattern in PATTERNS if pattern.endswith(suffixes)]
