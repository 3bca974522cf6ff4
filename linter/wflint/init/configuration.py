"""A configuration to start from: ``wflint.toml``, or a table of a ``pyproject.toml`` that is there."""

from __future__ import annotations

import os
import tomllib

from .. import config
from ..files import Unreadable, read_bytes
from ..readers import decode
from .proposal import MAX_BYTES, Advice, Proposal

START = """\
# https://github.com/wflint/wflint#configuration
fail-on = "error" # or "warning", "info": the least severity that makes the exit status 1
# ignore = ["unused-step"] # rules or groups that are not for you ('wflint rules' lists them)
"""
TABLE = f"[tool.{config.TABLE}]\n{START}"


def propose(root: str) -> Proposal | Advice | None:
    """What to write for the repository in the folder ``root``; raises ``ConfigError``."""
    if config.find(root) is not None:
        return None
    path = os.path.join(root, config.SHARED_FILE)
    if not os.path.lexists(path):
        return Proposal(os.path.join(root, config.FILE), None, START)
    data = read_bytes(path, MAX_BYTES)
    text = data if isinstance(data, Unreadable) else decode(data)
    if isinstance(data, Unreadable) or not isinstance(text, str):
        return Advice(path, "it cannot be read", TABLE)
    end = "\r\n" if "\r\n" in text else "\n"
    lead = "" if not text else end if text.endswith("\n") else end * 2
    after = text + lead + TABLE.replace("\n", end)
    try:
        expected = tomllib.loads(text)
        expected.setdefault("tool", {})[config.TABLE] = tomllib.loads(START)
        if tomllib.loads(after) == expected:
            return Proposal(path, data, after)
    except (ValueError, TypeError, AttributeError):
        pass  # it is broken, or its `tool` is no table that can be added to
    return Advice(path, "there is no certain place for it", TABLE)
