"""What can stand where on the command line, asked of the parsers themselves."""

from __future__ import annotations

import argparse
import re

from ..arguments import COMMANDS, parser
from ..kinds import KINDS
from ..named_tuple import NamedTuple
from ..report import FORMATS
from ..rules import rule_names
from ..standalone import titles

FILES, FOLDERS = "files", "folders"


class Value(NamedTuple):
    """What an option or an argument takes: one of ``words``, or ``several`` with commas between them.

    ``place`` is :data:`FILES` or :data:`FOLDERS` where it names one; with neither it may be anything.
    """

    name: str
    words: tuple[str, ...] = ()
    several: bool = False
    place: str = ""


class Option(NamedTuple):
    """An option's spellings, what it does in a few words, and what it takes (``None``: nothing)."""

    names: tuple[str, ...]
    about: str
    value: Value | None


class Command(NamedTuple):
    """A command, its options, and what stands without one."""

    name: str
    about: str
    options: tuple[Option, ...]
    argument: Value | None


def commands() -> list[Command]:
    """Every command."""
    return [_command(name) for name in COMMANDS]


def _command(name: str) -> Command:
    made = parser(name)
    options = tuple(
        Option(tuple(action.option_strings), _short(action.help), _value(action, name))
        for action in made._actions
        if action.option_strings
    )
    arguments = [_value(action, name) for action in made._actions if not action.option_strings]
    return Command(name, _short(made.description), options, arguments[0] if arguments else None)


def _value(action: argparse.Action, command: str) -> Value | None:
    """What an action takes; what that is called tells what it is."""
    if action.nargs == 0:
        return None
    if action.choices is not None:
        return Value(str(action.metavar or action.dest).upper(), tuple(action.choices))
    name = str(action.metavar)
    groups = rule_names()
    rules = tuple(sorted(rule for rules in groups.values() for rule in rules))
    known = {
        "FORMAT": Value(name, FORMATS),
        "RULE": Value(name, rules),
        "RULE[,RULE]": Value("RULE", (*groups, *rules), several=True),
        "KIND": Value(name, tuple(titles() if command == "schema" else KINDS)),
        "DIR": Value(name, place=FOLDERS),
        "PATH": Value(name, place=FILES),
        "FILE": Value(name, place=FILES),
        "NAME": Value(name, place=FILES),
    }
    return known.get(name, Value(name))


def _short(text: str | None) -> str:
    return re.split(r"[:(]|\.\s", (text or "").replace("\n", " "))[0].strip().rstrip(".")
