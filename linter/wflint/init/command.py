"""``wflint init``: look, show, ask, write."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from .. import config, readers
from ..arguments import UsageError, parser
from ..engine import lint_bytes
from ..files import Target, read_bytes
from ..finding import Severity
from ..fix import write_atomically
from ..readers import decode
from ..report import plural
from ..report.diff import unified
from ..settings import Settings
from ..work import reason
from . import ci, configuration, pre_commit, vscode
from .proposal import Advice, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..streams import Console

SHOWN_ONLY = 1
"""The exit status where something is missing and nobody was there to be asked."""


def run(yes: bool, console: Console) -> int:
    """Propose what is missing and write what is wanted: with ``yes`` all of it; the exit status.

    Raises :class:`UsageError` where the configuration that there is cannot be used, or a file not be written.
    """
    root = _root()
    try:
        workflows = _look(root, console)
        proposals = list(_proposals(root, workflows))
    except config.ConfigError as error:
        raise UsageError(str(error)) from None
    asks = not yes and sys.stdin is not None and sys.stdin.isatty() and console.out.isatty()
    missing = 0
    for proposal in proposals:
        name = os.path.relpath(proposal.path)
        if isinstance(proposal, Advice):
            console.out.write(
                f"{name} is left as it is: {proposal.reason}. Add this to it:\n{proposal.text}\n"
            )
            continue
        console.out.write(_shown(proposal, name, console))
        if yes or (asks and _agreed(name, console)):
            _write(proposal, name)
            console.out.write(f"written: {name}\n")
        else:
            missing += 1
    if not proposals:
        console.out.write("nothing is missing\n")
    elif missing and not asks:
        console.note("nothing is written: say 'wflint init --yes'")
        return SHOWN_ONLY
    return 0


def _root() -> str:
    """The top folder of the repository around the working folder, or that folder itself."""
    here = folder = os.getcwd()
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return here
        folder = above
    return folder


def _proposals(root: str, workflows: list[str]) -> Iterator[Proposal | Advice]:
    for proposal in (configuration.propose(root), pre_commit.propose(root)):
        if proposal is not None:
            yield proposal
    yield from ci.propose(root)
    yield from vscode.propose(root, workflows)


def _look(root: str, console: Console) -> list[str]:
    """The workflows below ``root``, relative to it, as ``wflint check`` finds them; tells of them."""
    settings = Settings(parser("check").read([]))
    workflows: list[str] = []
    errors = 0
    for found in settings.find([os.path.relpath(root)]):
        if isinstance(found, config.ConfigError):
            raise found
        data = read_bytes(found.path, readers.MAX_BYTES) if isinstance(found, Target) else None
        if isinstance(data, bytes):
            result = lint_bytes(data, found.path, settings.options(found.path, named=False))[1]
            errors += sum(finding.severity is Severity.ERROR for finding in result.findings)
            if result.recognized:
                workflows.append(os.path.relpath(found.path, root).replace(os.sep, "/"))
    see = f", {plural(errors, 'error')}: see 'wflint'" if errors else ""
    console.out.write(f"{plural(len(workflows), 'workflow file')} here{see}\n")
    return workflows


def _shown(proposal: Proposal, name: str, console: Console) -> str:
    if proposal.about:
        return f"{name} is missing: {proposal.about}\n"
    before = decode(proposal.before or b"")
    assert isinstance(before, str)  # noqa: S101 - it was read so
    return unified(before, proposal.after, name, console.style(console.out), console.out.isatty())


def _agreed(name: str, console: Console) -> bool:
    console.out.write(f"write {name}? [y/n] ")
    console.out.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):  # nobody there any more
        console.out.write("\n")
    return answer.strip().lower() in ("y", "yes")


def _write(proposal: Proposal, name: str) -> None:
    try:
        if proposal.before is not None:
            write_atomically(proposal.path, proposal.after, proposal.before)
            return
        os.makedirs(os.path.dirname(proposal.path), exist_ok=True)
        with open(proposal.path, "x", encoding="utf-8", newline="") as file:
            file.write(proposal.after)
    except OSError as error:
        raise UsageError(f"cannot write '{name}': {reason(error)}") from None
