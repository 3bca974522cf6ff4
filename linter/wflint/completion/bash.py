"""Completion for bash, from 3.2 on. Where nothing is offered bash completes names of files."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .words import Command, Value

_START = """\
# Completion of wflint's words in bash: eval "$(wflint completion bash)"
_wflint() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=check words= head=
    # bash parts --option=value into three words
    [[ $word == "=" ]] && word=
    [[ $before == "=" ]] && before=${COMP_WORDS[COMP_CWORD-2]}
"""
_END = """\
    [[ $word == -* ]] && words=$options
    COMPREPLY=($(compgen -P "$head" -W "$words" -- "${word#"$head"}"))
}
complete -o default -F _wflint wflint
"""


def script(commands: Sequence[Command]) -> str:
    """The script."""
    names = [command.name for command in commands]
    lines = [
        f"    case ${{COMP_WORDS[1]}} in {'|'.join(names)}) command=${{COMP_WORDS[1]}} ;; esac",
        "    local options",
        "    case $command in",
    ]
    for command in commands:
        lines += [
            f"    {command.name})",
            f'        options="{_spellings(command)}"',
            "        case $before in",
        ]
        takers = sorted(
            ((option.value, option.names) for option in command.options if option.value),
            key=lambda taker: taker[0],
        )
        for value, several in groupby(takers, key=lambda taker: taker[0]):
            spelled = "|".join(name for _, names in several for name in names)
            lines.append(f"        {spelled}) {_words(value)} ;;")
        argument = command.argument
        if argument and argument.words:
            lines.append(f"        *) {_words(argument)} ;;")
        lines += ["        esac", "        ;;"]
    lines += ["    esac"]
    lines.append(f'    if ((COMP_CWORD == 1)); then words="{" ".join(names)}"; options+=" --version"; fi')
    return _START + "\n".join(lines) + "\n" + _END


def _spellings(command: Command) -> str:
    return " ".join(name for option in command.options for name in option.names)


def _words(value: Value) -> str:
    if not value.words:
        return "return"
    head = "; [[ $word == *,* ]] && head=${word%,*}," if value.several else ""
    return f'words="{" ".join(value.words)}"{head}'
