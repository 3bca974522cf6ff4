"""The command line: which command, streams, exit status."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from .arguments import COMMANDS, HELP, UsageError, parser
from .nearest import did_you_mean
from .streams import open_console, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rule import Rule
    from .streams import Console

FOUND_NOTHING, FOUND_SOMETHING, FAILED = 0, 1, 2
INTERRUPTED = 130
PIPE_CLOSED = 141


def run() -> None:
    """The ``wflint`` command: :func:`main` on the process's arguments, and out."""
    # The collector walks in vain what is imported and what a file is made into. It comes rarely, not never: a
    # workflow lets go of its steps, but embedded schemas hold one another, and so do the errors of libraries.
    gc.set_threshold(50_000)
    spare_email()
    spare_translations()
    sys.exit(main())


def spare_translations() -> None:
    """Keep argparse from looking for its words in other languages, for which it imports ``locale``.

    They are told in English either way, beside ours. Only for a process of our own.
    """
    import argparse

    argparse._ = str  # type: ignore[attr-defined]


def spare_email() -> None:
    """Let jsonschema-rs be imported without ``email.utils``: a fifth of the time of a run on one file.

    It asks that module once, for the date of its build, and with it come sockets, random numbers and more.
    What stands in for it answers that one question and is gone. Only for a process of our own.
    """
    name = "email.utils"
    stand_in = ModuleType(name)

    def parsedate_to_datetime(date: str) -> str:
        sys.modules.pop(name, None)
        return date

    def other(attribute: str) -> object:
        sys.modules.pop(name, None)
        return getattr(import_module(name), attribute)

    stand_in.__dict__.update(parsedate_to_datetime=parsedate_to_datetime, __getattr__=other)
    sys.modules.setdefault(name, stand_in)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what ``argv`` (by default the process's arguments) says; the exit status.

    0: nothing found at or above ``--fail-on``; 1: something; 2: the work could not be done; 130 and 141 where
    the run was interrupted, or nobody reads its output any more.
    """
    console = open_console()
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv), console)
        console.out.flush()
        return status
    except UsageError as error:
        for line in str(error).splitlines():
            console.note(line)
        return FAILED
    except BrokenPipeError:
        silence()
        return PIPE_CLOSED
    except OSError as error:
        silence()
        console.note(f"cannot go on: {(error.strerror or str(error)).lower()}")
        return FAILED
    except Exception as error:
        from .work import trace

        silence()
        console.note(f"internal error: {trace(error)}")
        return FAILED
    except KeyboardInterrupt:
        silence()
        console.note("interrupted")
        return INTERRUPTED


def _dispatch(words: list[str], console: Console) -> int:
    first = words[0] if words else ""
    if first in ("-h", "--help"):
        console.out.write(HELP)
        return FOUND_NOTHING
    if first == "--version":
        from . import __version__

        console.out.write(f"wflint {__version__}\n")
        return FOUND_NOTHING
    command = first if first in COMMANDS else "check"
    try:
        wanted = parser(command).read(words[1:] if first == command else words)
    except SystemExit:  # argparse has shown the help
        return FOUND_NOTHING
    if command == "check":
        from . import check

        return check.run(wanted, console._replace(color=wanted.color))
    if command == "rules":
        return _list_rules(wanted.output_format, console)
    if command == "explain":
        return _explain(wanted.rule, console._replace(color=wanted.color))
    if command == "init":
        from .init import command as init

        return init.run(wanted.yes, console)
    if command == "completion":
        from .completion import script

        console.out.write(script(wanted.shell))
        return FOUND_NOTHING
    return _show_schemas(wanted.kind, wanted.output, console)


def _list_rules(output_format: str, console: Console) -> int:
    from .report.rule_list import listing
    from .rules import all_rules

    rules = sorted((*all_rules(), *_other_rules()), key=lambda rule: rule.group)
    console.out.write(listing(rules, output_format, console.style(console.out)))
    return FOUND_NOTHING


def _explain(name: str, console: Console) -> int:
    from .report.rule_page import page

    console.out.write(page(_rule(name), console.style(console.out)))
    return FOUND_NOTHING


def _rule(name: str) -> Rule:
    from .rules import all_rules

    rules = {rule.id: rule for rule in all_rules()}
    if name not in rules:
        rules.update({rule.id: rule for rule in _other_rules()})
    if name in rules:
        return rules[name]
    members = [rule.id for rule in rules.values() if rule.group == name]
    if members:
        raise UsageError(f"'{name}' is a group; its rules are {', '.join(members)}")
    raise UsageError(f"unknown rule '{name}'{did_you_mean(name, rules)} (see 'wflint rules')")


def _other_rules() -> tuple[Rule, ...]:
    """The rules that are installed, or that the configuration of the working folder brings."""
    from .config import ConfigError, nearest
    from .plugins import PluginError, installed_rules

    try:
        return installed_rules() + nearest(".").rules
    except (ConfigError, PluginError) as error:
        raise UsageError(str(error)) from None


def _show_schemas(kind: str | None, folder: str | None, console: Console) -> int:
    from .standalone import standalone_text, titles

    known = titles()
    if kind is not None and kind not in known:
        raise UsageError(f"unknown kind '{kind}'{did_you_mean(kind, known)} (see 'wflint schema')")
    if folder is not None:
        return _write_schemas([kind] if kind else list(known), folder, console)
    if kind is not None:
        console.out.write(standalone_text(kind))
        return FOUND_NOTHING
    width = max(map(len, known))
    for name, title in known.items():
        console.out.write(f"{name:<{width}}  {title}\n")
    return FOUND_NOTHING


def _write_schemas(kinds: list[str], folder: str, console: Console) -> int:
    import os

    from .standalone import standalone_text

    try:
        os.makedirs(folder, exist_ok=True)
        for kind in kinds:
            path = os.path.join(folder, f"{kind}.json")
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(standalone_text(kind))
            console.out.write(f"{path}\n")
    except OSError as error:
        raise UsageError(
            f"cannot write the schemas to '{folder}': {(error.strerror or str(error)).lower()}"
        ) from None
    return FOUND_NOTHING
