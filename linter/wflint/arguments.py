"""What can be said on the command line: one parser a command, built only for the command in use."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from .nearest import did_you_mean
from .streams import columns

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = ("check", "rules", "explain", "schema", "init", "completion")

HELP = """\
usage: wflint [COMMAND] [OPTIONS]

Find mistakes in AI-workflow definitions before a paid run does: each::labs
and Asteroid, in JSON and YAML.

commands:
  check [PATH ...]  lint files, folders (default: .) or - (standard input);
                    the default command: 'wflint PATH' is 'wflint check PATH'
  rules             list every rule
  explain RULE      what a rule finds, why it matters, a bad and a good example
  schema [KIND]     print a bundled JSON Schema, or list the kinds
  init              write a configuration, the pre-commit hook, a CI job and
                    editor settings where they are missing, when you say so
  completion SHELL  print a script for bash, zsh or fish that completes all this

'wflint COMMAND --help' tells the options of a command.

  -h, --help        show this help
  --version         show the version
"""

_CHECK_EXAMPLES = """\
examples:
  wflint                                  lint every workflow below this folder
  wflint check flow.json --fix            mend what can be mended safely
  wflint --changed-since origin/main      lint what this branch changes
  wflint check . --output-format sarif --output-file wflint.sarif
  cat flow.yaml | wflint check - --stdin-filename flow.yaml

exit status:
  0  no finding at or above --fail-on
  1  findings
  2  the work could not be done: a bad option or configuration, a path that
     cannot be read, an internal error; what could be linted is reported
"""


class UsageError(Exception):
    """The command line asks for something that there is not; the message is one line for people."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Told its width: argparse would ask ``shutil`` for it, a slow import, whether help is shown or not."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=min(columns(sys.stdout), 100) - 2)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, with the nearest right option."""

    def __init__(self, command: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=f"wflint {command}",
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )

    def error(self, message: str) -> NoReturn:
        """Raise :class:`UsageError` with ``message`` and where to look further."""
        raise UsageError(f"{message} (see '{self.prog} --help')")

    def read(self, words: list[str]) -> argparse.Namespace:
        """The options that ``words`` give. Raises :class:`UsageError`."""
        options, unknown = self.parse_known_args(words)
        for word in unknown:
            if word.startswith("-"):
                name = word.partition("=")[0]
                known = [option for option in self._option_string_actions if option.startswith("--")]
                self.error(f"unknown option '{name}'{did_you_mean(name, known)}")
            self.error(f"unexpected argument '{word}'")
        return options


def parser(command: str) -> Parser:
    """The parser of one of :data:`COMMANDS`."""
    if command == "check":
        return _check()
    if command == "rules":
        return _rules()
    if command == "explain":
        return _explain()
    if command == "init":
        return _init()
    if command == "completion":
        return _completion()
    return _schema()


def _check() -> Parser:
    from .report import FORMATS

    made = Parser("check", "Lint workflow files, and every workflow below folders.", _CHECK_EXAMPLES)
    add = made.add_argument
    add("paths", nargs="*", metavar="PATH", help="a file, a folder or - for standard input (default: .)")

    group = made.add_argument_group("output")
    add = group.add_argument
    add(
        "--output-format",
        dest="outputs",
        action=_Output,
        type=_choice("output format", FORMATS),
        metavar="FORMAT",
        help=f"how to report: {', '.join(FORMATS)} (default: text, in GitHub Actions with annotations and "
        "a job summary); may be repeated",
    )
    add(
        "--output-file",
        dest="outputs",
        action=_Output,
        metavar="FILE",
        help="where to write the --output-format before it; - is standard output",
    )
    add("--statistics", action="store_true", help="count the findings of each rule")
    add(
        "--quiet",
        "-q",
        action="store_true",
        help="print findings only: no summary, no notes on what was passed over",
    )
    add(
        "--verbose",
        "-v",
        action="store_true",
        help="tell on standard error what was done with each file, and how long it took",
    )
    add(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colour text (default: auto: on a terminal; NO_COLOR and FORCE_COLOR are heeded)",
    )

    add(
        "--jobs",
        "-j",
        type=_count,
        metavar="N",
        help="lint in N processes (default: one for each processor, where a run is long enough)",
    )

    group = made.add_argument_group("what to look for")
    add = group.add_argument
    add("--select", **_NAMES, help="run these rules or groups only, in place of the configured ones")
    add("--ignore", **_NAMES, help="leave these rules or groups out")
    add("--extend-select", **_NAMES, help="run these rules or groups as well")
    add(
        "--kind", metavar="KIND", help="take every document for one of this kind ('wflint schema' lists them)"
    )
    add(
        "--skip-unrecognized",
        action="store_true",
        help="pass over named files that are no workflow, as those met in folders are",
    )
    add(
        "--changed-since",
        metavar="REV",
        help="lint only the files changed in git since this revision, or since ours left the branch REV: "
        "committed or not, new ones too",
    )
    add("--stdin-filename", metavar="NAME", help="the file name of what comes from standard input")
    add(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="the least severity that makes the exit status 1 (default: error)",
    )

    group = made.add_argument_group("fixing")
    add = group.add_argument
    add("--fix", action="store_true", help="apply the fixes that keep what the author meant")
    add("--unsafe-fixes", action="store_true", help="apply the fixes that guess, too; --fix is understood")
    add("--diff", action="store_true", help="write nothing; show what would be changed")

    group = made.add_argument_group("configuration")
    only_one = group.add_mutually_exclusive_group()
    only_one.add_argument("--config", metavar="FILE", help="take the configuration from this file")
    only_one.add_argument("--no-config", action="store_true", help="look at no configuration file")
    group.add_argument(
        "--catalog",
        action="append",
        metavar="FILE",
        help="the models that there are, as the vendor's API answers: a file or a folder; may be repeated",
    )

    group = made.add_argument_group("known findings")
    add = group.add_argument
    add("--baseline", metavar="FILE", help="look past the findings that this file holds")
    add(
        "--write-baseline",
        metavar="FILE",
        help="put what is found into this file, for --baseline, and take out what is not found any more",
    )
    return made


def _rules() -> Parser:
    made = Parser("rules", "List every rule: its id, severity, fix, what it applies to, and one line on it.")
    made.add_argument(
        "--output-format",
        choices=("text", "json", "markdown"),
        default="text",
        help="how to list them (default: text)",
    )
    return made


def _explain() -> Parser:
    made = Parser(
        "explain", "Tell what a rule finds, why it matters, and how to configure it, with examples."
    )
    made.add_argument("rule", metavar="RULE", help="the id of a rule, as in 'undefined-step'")
    made.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colour text (default: auto)"
    )
    return made


def _schema() -> Parser:
    made = Parser(
        "schema", "Print the bundled JSON Schema of a kind of document; without KIND list the kinds."
    )
    made.add_argument(
        "kind",
        metavar="KIND",
        nargs="?",
        help="a kind of document, as in 'eachlabs-definition', or 'any-workflow'",
    )
    made.add_argument("--output", metavar="DIR", help="write every schema into this folder, for an editor")
    return made


def _init() -> Parser:
    made = Parser(
        "init",
        "Look at the repository, show as a diff what it lacks to be linted, and write what you agree to:\n"
        "a configuration, the pre-commit hook, a job for the CI (.github/ or .gitlab-ci.yml) and settings\n"
        "for VS Code (.vscode/). What is there stays as it is; where there is no certain place to add\n"
        "something, it is shown instead.",
        "exit status: 1 where something is missing and nobody can be asked, 2 for a failure, else 0",
    )
    made.add_argument("--yes", action="store_true", help="write all of it without asking")
    return made


def _completion() -> Parser:
    made = Parser(
        "completion",
        "Print a script that completes commands, options and what they take.",
        'bash and zsh: eval "$(wflint completion bash)" in ~/.bashrc; fish: wflint completion fish | source',
    )
    made.add_argument("shell", choices=("bash", "zsh", "fish"), help="whose script")
    return made


class _Output(argparse.Action):
    """Notes ``--output-format`` and ``--output-file`` in the order they are given: they belong together."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        noted = getattr(namespace, self.dest) or []
        setattr(namespace, self.dest, [*noted, (option_string, values)])


def pair_outputs(noted: list[tuple[str, str]]) -> list[tuple[str | None, str | None]]:
    """Formats and the files they are written to; ``None`` for a format not given, or standard output.

    With as many files as formats the n-th file is the n-th format's; otherwise a file is that of the
    format before it. Raises :class:`UsageError` where that leaves a file or two formats for one place.
    """
    formats = [value for kind, value in noted if kind == "--output-format"]
    files = [value for kind, value in noted if kind == "--output-file"]
    pairs: list[tuple[str | None, str | None]]
    if len(formats) == len(files):
        pairs = list(zip(formats, files, strict=True))
    elif not formats and len(files) == 1:
        pairs = [(None, files[0])]
    else:
        pairs = []
        for kind, value in noted:
            if kind == "--output-format":
                pairs.append((value, None))
            elif not pairs or pairs[-1][1] is not None:
                raise UsageError(f"no --output-format before --output-file '{value}'")
            else:
                pairs[-1] = (pairs[-1][0], value)
    pairs = [(name, None if file == "-" else file) for name, file in pairs]
    places = [file for _, file in pairs]
    for place in places:
        if places.count(place) > 1:
            what = "standard output" if place is None else f"'{place}'"
            raise UsageError(f"two output formats for {what}; give each its own --output-file")
    return pairs


def _choice(what: str, known: tuple[str, ...]) -> Callable[[str], str]:
    def choose(word: str) -> str:
        if word not in known:
            nearest = did_you_mean(word, known) or f"; there are {', '.join(known)}"
            raise argparse.ArgumentTypeError(f"unknown {what} '{word}'{nearest}")
        return word

    return choose


def _count(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"'{word}' is no number from 1 on")
    return int(word)


def _names(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


_NAMES: dict[str, Any] = {"action": "extend", "type": _names, "default": None, "metavar": "RULE[,RULE]"}
