"""Standard input and output: made so that no text can break them, and asked what they can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from .report.style import Style

DEFAULT_WIDTH = 100
"""Columns where there is no terminal to ask."""


class Console(NamedTuple):
    """Where text goes. ``color`` is ``auto``, ``always`` or ``never``."""

    out: TextIO
    err: TextIO
    color: str = "auto"

    def note(self, text: str) -> None:
        """Say something on standard error that is not part of a report."""
        from .report.style import visible

        self.err.write(f"wflint: {visible(text)}\n")

    def style(self, stream: TextIO) -> Style:
        """What ``stream`` can show."""
        from .report.style import Style

        color, encoding = self._colors(stream), stream.encoding or "utf-8"
        if not (color and stream.isatty()):
            return Style(color, columns(stream), encoding)
        if os.name == "nt":
            # A Windows console acts on escape sequences when it was told to, as its shell does at its start.
            os.system("")  # noqa: S605, S607
        # The Linux console knows no links, and would show them.
        return Style(color, columns(stream), encoding, links=os.environ.get("TERM") != "linux")

    def _colors(self, stream: TextIO) -> bool:
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
            return True
        return stream.isatty() and os.environ.get("TERM") != "dumb"


def open_console(color: str = "auto") -> Console:
    """The process's own streams, which escape what they cannot encode instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    return Console(sys.stdout or open_nowhere(), sys.stderr or open_nowhere(), color)


def open_nowhere() -> TextIO:
    """A stream for a process whose standard output was closed."""
    return open(os.devnull, "w", encoding="utf-8")


def silence() -> None:
    """Let what is still buffered for standard output go nowhere: the reader has left."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # no descriptor stands behind the stream, so nothing is written at exit either


def columns(stream: TextIO | None) -> int:
    """How many columns there are: the terminal's, or what ``COLUMNS`` says, or :data:`DEFAULT_WIDTH`."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    try:
        if stream is None:
            return DEFAULT_WIDTH
        return os.get_terminal_size(stream.fileno()).columns or DEFAULT_WIDTH
    except (OSError, ValueError):
        return DEFAULT_WIDTH
