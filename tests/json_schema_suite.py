"""The official JSON Schema test suite: its cases by draft, and the documents that they refer to."""

import json
import os
from pathlib import Path

from conftest import missing

DRAFTS = {
    "draft3": "draft-03",
    "draft4": "draft-04",
    "draft6": "draft-06",
    "draft7": "draft-07",
    "draft2019-09": "2019-09",
    "draft2020-12": "2020-12",
}
"""The suite's folders, with our names of the dialects."""


def folder():
    path = Path(os.environ.get("WFLINT_JSON_SCHEMA_SUITE", ""))
    if not (path / "tests" / "draft7").is_dir():
        missing(
            "the official JSON Schema test suite",
            "pip download --no-binary :all: --no-deps jsonschema, unpack it, and set WFLINT_JSON_SCHEMA_SUITE to its json/",
        )
    return path


def cases(draft):
    """Every case for a draft: its file, and the case with its ``description``, ``schema`` and ``tests``."""
    root = folder() / "tests" / draft
    for file in sorted(root.rglob("*.json")):
        for case in json.loads(file.read_text("utf-8")):
            yield file.relative_to(root).as_posix(), case


def remotes():
    """The documents at ``http://localhost:1234/``, by address."""
    root = folder() / "remotes"
    return {
        f"http://localhost:1234/{file.relative_to(root).as_posix()}": json.loads(file.read_text("utf-8"))
        for file in root.rglob("*.json")
    }
