"""Completion for fish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import FILES, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .words import Command, Option, Value

_START = """\
# Completion of wflint's words in fish: wflint completion fish | source
function __wflint_command
    set -l words (commandline -opc)
    if set -q words[2]; and contains -- $words[2] %s
        echo $words[2]
    else
        echo check
    end
end
"""
_FIRST = "test (count (commandline -opc)) -eq 1"


def script(commands: Sequence[Command]) -> str:
    """The script."""
    names = " ".join(command.name for command in commands)
    return _START % names + "".join(f"complete -c wflint {line}\n" for line in _lines(commands))


def _lines(commands: Sequence[Command]) -> Iterator[str]:
    for command in commands:
        yield f"-n {_quoted(_FIRST)} -a {command.name} -d {_quoted(command.about)}"
    for command in commands:
        here = f"-n {_quoted(f'test (__wflint_command) = {command.name}')}"
        for option in command.options:
            yield f"{here} {_spellings(option)}{_value(option.value)} -d {_quoted(option.about)}"
        if command.argument and command.argument.words:
            yield f"{here}{_value(command.argument)}"
        elif command.argument is None:
            yield f"{here} -f"


def _spellings(option: Option) -> str:
    return " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)


def _value(value: Value | None) -> str:
    if value is None:
        return ""
    words = " ".join(value.words)
    if value.several:
        return f" -x -a {_quoted(f'(__fish_append , {words})')}"
    if words:
        return f" -x -a {_quoted(words)}"
    return {FILES: " -r -F", FOLDERS: " -x -a '(__fish_complete_directories)'"}.get(value.place, " -x")


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
