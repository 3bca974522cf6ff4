"""The hook: ``.pre-commit-config.yaml``."""

from __future__ import annotations

import os
from typing import Any

from .. import __version__
from ..problem import Insert
from .proposal import Advice, Proposal, find, mentions_wflint

FILE = ".pre-commit-config.yaml"
REPOSITORY = "https://github.com/wflint/wflint"
STANZA = f"""\
  - repo: {REPOSITORY}
    rev: v{__version__}
    hooks:
      - id: wflint
"""
_ITEM: dict[str, Any] = {"repo": REPOSITORY, "rev": f"v{__version__}", "hooks": [{"id": "wflint"}]}


def propose(root: str) -> Proposal | Advice | None:
    """What to write for the repository in the folder ``root``."""
    path = os.path.join(root, FILE)
    found = find(path, "yaml", STANZA)
    if found is None:
        return (
            Proposal(path, None, f"repos:\n{STANZA}") if os.path.lexists(os.path.join(root, ".git")) else None
        )
    if isinstance(found, Advice):
        return found
    if mentions_wflint(found.source.text):
        return None
    value = found.document.value if found.document else None
    repos = value.get("repos") if isinstance(value, dict) else None
    if isinstance(value, dict) and "repos" not in value:
        return found.changed(Insert((), "repos", [_ITEM]), otherwise=STANZA)
    count = len(repos) if isinstance(repos, list) else 0
    return found.changed(Insert(("repos",), count, _ITEM), otherwise=STANZA)
