"""Reports, and the streams and files they are written to."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from .arguments import UsageError, pair_outputs
from .named_tuple import NamedTuple
from .report import Report, open_report
from .work import STDIN, reason

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from .report import Summary
    from .rule import Rule
    from .streams import Console


class Output(NamedTuple):
    """A report and where it is written; ``own`` is a file that was opened for it.

    ``pieces`` are those of a report that is held until the end.
    """

    name: str
    report: Report
    stream: TextIO
    own: bool
    pieces: list[str]

    def add(self, piece: str) -> None:
        """Take what the report says of one file."""
        if self.report.held:
            self.pieces.append(piece)
        else:
            self.stream.write(piece)

    def end(self, summary: Summary) -> None:
        """Write what is left to be written."""
        self.stream.write(self.report.end(summary, self.pieces))


def open_outputs(
    wanted: Namespace, console: Console, other_rules: Callable[[], Sequence[Rule]]
) -> list[Output]:
    """What the command line asks for, or what is usual. Raises :class:`UsageError`.

    ``other_rules`` tells, at the end, the rules of the run that are not built in.
    """
    pairs = pair_outputs(wanted.outputs or [])
    unasked = not pairs and os.environ.get("GITHUB_ACTIONS") == "true"
    if not pairs:
        pairs = [("text", None), ("github", None)] if unasked else [("text", None)]
    outputs = []
    for name, path in pairs:
        if path is not None and any(_same(path, named) for named in wanted.paths):
            raise UsageError(f"--output-file '{path}' is one of the files to lint")
        stream = console.err if mends_stdin(wanted) else console.out
        if path is not None:
            try:
                stream = open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
            except (OSError, ValueError) as error:
                raise UsageError(f"cannot write '{path}': {reason(error)}") from None
        style = console.style(stream)
        report = open_report(name or "text", style, wanted.quiet, other_rules)
        outputs.append(Output(name or "text", report, stream, path is not None, []))
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if unasked and path:
        stream = _JobSummary(path, console)
        report = open_report("markdown", console.style(stream), quiet=wanted.quiet)
        outputs.append(Output("markdown", report, stream, True, []))
    return outputs


class _JobSummary(StringIO):
    """A text that is put behind what others have said of the job; that it cannot be is no failure of ours."""

    def __init__(self, path: str, console: Console) -> None:
        super().__init__()
        self.path = path
        self.console = console

    def close(self) -> None:
        """Write it."""
        try:
            with open(self.path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(self.getvalue())
        except (OSError, ValueError) as error:
            self.console.note(f"cannot write the job summary '{self.path}': {reason(error)}")
        super().close()


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def mends_stdin(wanted: Namespace) -> bool:
    """Whether the mended text of standard input goes to standard output: what is said of it cannot, then."""
    return STDIN in wanted.paths and (wanted.fix or wanted.unsafe_fixes) and not wanted.diff
