"""``wflint completion``: scripts for shells, made from the parsers of the command line."""

from __future__ import annotations

from importlib import import_module

from .words import commands


def script(shell: str) -> str:
    """What ``shell`` (``bash``, ``zsh`` or ``fish``) is to run to complete the words of ``wflint``."""
    text: str = import_module(f".{shell}", __name__).script(commands())
    return text
