"""How far a long run has come: one line at the foot of a terminal, which goes away again."""

from __future__ import annotations

from time import perf_counter
from typing import TextIO

from .report import plural
from .streams import columns

FIRST = 1.0
"""Seconds after which a run is long."""

PERIOD = 0.1
"""Seconds between two looks of the line."""


class Progress:
    """The line on ``stream``, a terminal, for ``total`` files."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream = stream
        self.total = total
        self.due = perf_counter() + FIRST
        self.shown = 0

    def show(self, files: int, findings: int) -> None:
        """Say that ``files`` are done and gave so many ``findings``, unless that was said just now."""
        now = perf_counter()
        if now < self.due:
            return
        self.due = now + PERIOD
        line = f"{files} of {plural(self.total, 'file')}, {plural(findings, 'finding')}"
        # A line that fills the last column would be broken, and could not be taken back.
        line = line[: columns(self.stream) - 1]
        # Noted first, for an interrupt may come between the two.
        before, self.shown = self.shown, len(line)
        self.stream.write(f"\r{line:<{before}}")
        self.stream.flush()

    def hide(self) -> None:
        """Make room for other words; the line comes back when it is next due."""
        if self.shown:
            self.stream.write(f"\r{'':<{self.shown}}\r")
            self.stream.flush()
            self.shown = 0
