"""Completion for zsh, by its own ``_arguments``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .words import FILES, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .words import Command, Option, Value

_START = """\
#compdef wflint
# Completion of wflint's words in zsh: eval "$(wflint completion zsh)", or a file _wflint on the fpath
_wflint() {
  local command=check
  local -a commands=(
%s
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    _files
    return
  fi
  if (( $commands[(I)$words[2]:*] )); then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  fi
  case $command in
"""
_END = """\
  esac
}
if [[ $funcstack[1] == _wflint ]]; then _wflint "$@"; else compdef _wflint wflint; fi
"""


def script(commands: Sequence[Command]) -> str:
    """The script."""
    known = "\n".join(f"    {_quoted(f'{command.name}:{command.about}')}" for command in commands)
    parts = [_START % known]
    for command in commands:
        specs = [_spec(option, name) for option in command.options for name in option.names]
        if command.argument:
            specs.append(_quoted(f"*{_value(command.argument)}"))
        joined = " \\\n      ".join(specs)
        parts.append(f"    {command.name})\n    _arguments -S \\\n      {joined}\n    ;;\n")
    return "".join(parts) + _END


def _spec(option: Option, name: str) -> str:
    about = re.sub(r"([\[\]:\\])", r"\\\1", option.about)
    equals = "=" if option.value and name.startswith("--") else ""
    return _quoted(f"*{name}{equals}[{about}]{_value(option.value) if option.value else ''}")


def _value(value: Value) -> str:
    words = " ".join(value.words)
    if value.several:
        return f":{value.name}:_values -s , {value.name} {words}"
    if words:
        return f":{value.name}:({words})"
    return f":{value.name}:" + {FILES: "_files", FOLDERS: "_files -/"}.get(value.place, " ")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
