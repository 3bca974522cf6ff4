"""``wflint check``: files to reports, and fixes back into files."""

from __future__ import annotations

import os
from contextlib import closing
from time import perf_counter
from typing import TYPE_CHECKING

from . import files
from .arguments import UsageError
from .config import ConfigError
from .outputs import mends_stdin, open_outputs
from .report import Summary, plural
from .settings import Settings
from .work import PASSED_OVER, STDIN, Note, Piece, Text, Work, add_counts, failure, reason

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator, Sequence

    from .baseline import Linted
    from .config_folder import Ignore
    from .git_changes import Changes
    from .outputs import Output
    from .progress import Progress
    from .streams import Console
    from .work import Item, Outcome, Said

BEFORE_SPREADING = 0.03
"""Seconds of work in this process that tell how long the rest of it would take here."""

LONG = 1.0
"""Seconds of work left that need not be known any better to be spread."""

WORTH_SPREADING = 0.15
"""Seconds of work left that two processes shorten: starting them and what it takes costs 0.03 to 0.06."""

WORTH_A_PROCESS = 0.05
"""Seconds of work left for each process that is started, at 0.008."""


def run(wanted: Namespace, console: Console) -> int:
    """Do what ``wflint check`` was told; the exit status. Raises :class:`UsageError` before it begins."""
    settings = Settings(wanted)
    if wanted.diff and wanted.outputs:
        raise UsageError(
            "--diff shows changes in place of a report: leave out --output-format and --output-file"
        )
    if wanted.diff and wanted.write_baseline:
        raise UsageError("--diff writes nothing: leave out --write-baseline")
    changes = None
    if wanted.changed_since is not None:
        from .git_changes import changes_since

        changes = changes_since(wanted.changed_since, wanted.paths)
    outputs = [] if wanted.diff else open_outputs(wanted, console, settings.other_rules)
    try:
        return _Check(wanted, settings, outputs, console, changes).run()
    finally:
        for output in outputs:
            if output.own:
                output.stream.close()


class _Check:
    """One run over all that was named."""

    def __init__(
        self,
        wanted: Namespace,
        settings: Settings,
        outputs: list[Output],
        console: Console,
        changes: Changes | None,
    ) -> None:
        self.wanted = wanted
        self.settings = settings
        self.outputs = outputs
        self.console = console
        self.changes = changes
        reports = tuple(output.report for output in outputs)
        self.work = Work(wanted, settings, reports, console.style(console.out), console.out.isatty())
        self.summary = Summary()
        self.passed_over = 0
        self.counts: dict[tuple[str, str], int] = {}
        self.failing = False
        self.told: set[str] = set()
        self.linted: list[Linted] = []
        self.ignores: dict[tuple[Ignore, bool], int] = {}
        self.progress: Progress | None = None

    def run(self) -> int:
        """Lint everything and report; the exit status."""
        began = perf_counter()
        items = self.items()
        self.progress = self.open_progress(len(items))
        done = 0
        try:
            with closing(self.results(items)) as results:
                for size, outcome in results:
                    done += size
                    self.take(outcome)
                    if self.progress is not None:
                        self.progress.show(done, self.summary.findings)
        finally:
            self.make_room()
        self.summary = self.summary._replace(skipped=self.summary.skipped + self.passed_over)
        self.end()
        if self.linted or self.wanted.write_baseline:
            self.end_baseline()
        if self.ignores and self.sees_all(items):
            self.end_ignores()
        if self.wanted.verbose:
            self.console.note(f"{plural(self.summary.files, 'file')} in {perf_counter() - began:.2f} s")
        return 2 if self.summary.failed else 1 if self.failing else 0

    def items(self) -> list[Item]:
        """What to lint, in the order in which it is reported: by name, as findings are sorted."""
        paths = self.wanted.paths or ["."]
        found = list(self.settings.find([path for path in paths if path != STDIN]))
        if self.changes is not None:
            hold = self.changes.hold
            found = [item for item in found if not isinstance(item, files.Target) or hold(item.path)]
        if STDIN in paths:
            found.append(files.Target(STDIN, named=True))
        return sorted(
            found, key=lambda item: "" if isinstance(item, ConfigError) else self.work.name(item.path)
        )

    def results(self, items: list[Item]) -> Generator[tuple[int, Outcome], None, None]:
        """What comes of the items, in order: of how many, and what.

        The first ones are done here, the others in more processes where that pays, which are born with what
        was imported for the first.
        """
        jobs = 1 if self.keeps_to_itself(items) else self.wanted.jobs or _cores()
        began = 0.0
        for number, item in enumerate(items):
            if number and jobs > 1:
                began = began or perf_counter()
                workers = self.workers(jobs, perf_counter() - began, number - 1, len(items) - number)
                if workers > 1:
                    yield from self.spread(items[number:], workers)
                    return
            yield 1, self.work.do(item)

    def workers(self, jobs: int, seconds: float, done: int, left: int) -> int:
        """How many processes to start for what is left, when ``done`` items took so many seconds."""
        if self.wanted.jobs:
            return min(jobs, left)
        rest = seconds / done * left if done else 0.0
        if seconds < BEFORE_SPREADING and rest < LONG:
            return 0
        return min(jobs, left, int(rest / WORTH_A_PROCESS)) if rest >= WORTH_SPREADING else 0

    def keeps_to_itself(self, items: list[Item]) -> bool:
        """Whether the files have to be linted one after the other, in this process."""
        if STDIN in self.wanted.paths:
            return True
        if not (self.wanted.fix or self.wanted.unsafe_fixes) or self.wanted.diff:
            return False
        # A file that has two names is mended under the first, and then is as the second finds it.
        places = [os.path.realpath(item.path) for item in items if isinstance(item, files.Target)]
        return len(set(places)) < len(places)

    def spread(self, items: Sequence[Item], workers: int) -> Generator[tuple[int, Outcome], None, None]:
        """As :meth:`results`, by so many processes."""
        from .jobs import Died, spread

        for output in self.outputs:
            output.stream.flush()
        with closing(spread(self.work.do_all, items, workers)) as results:
            for size, outcome in results:
                if isinstance(outcome, Died):
                    name = getattr(outcome.item, "path", outcome.item)
                    yield size, failure(f"cannot lint '{name}': the process at work on it {outcome.how}")
                else:
                    yield size, outcome

    def open_progress(self, total: int) -> Progress | None:
        """A line on how far the run has come, for whoever watches and asked for neither more nor less."""
        err = self.console.err
        if self.wanted.quiet or self.wanted.verbose or not err.isatty() or os.environ.get("TERM") == "dumb":
            return None
        from .progress import Progress

        return Progress(err, total)

    def make_room(self) -> None:
        """Take the progress away: something else is to be written, maybe to the same terminal."""
        if self.progress is not None:
            self.progress.hide()

    def take(self, outcome: Outcome) -> None:
        """Write what is said of some files, and add them to what is known of the run."""
        if outcome is PASSED_OVER:
            self.passed_over += 1
            return
        self.summary = self.summary.together(outcome.summary)
        self.failing = self.failing or outcome.failing
        self.linted += outcome.linted
        add_counts(self.counts, outcome.counts)
        add_counts(self.ignores, outcome.ignores)
        if outcome.said:
            self.make_room()
        for said in outcome.said:
            self.write(said)

    def write(self, said: Said) -> None:
        """Put one thing where it belongs."""
        if isinstance(said, Piece):
            self.outputs[said.output].add(said.text)
        elif isinstance(said, Note):
            self.note(said)
        elif isinstance(said, Text):
            self.put_out(said.data)

    def note(self, note: Note) -> None:
        """Say each of its lines on standard error."""
        if not note.once:
            self.console.note(note.text)
        elif note.text not in self.told:
            self.told.add(note.text)
            for line in note.text.splitlines():
                self.console.note(line)

    def put_out(self, data: str | bytes) -> None:
        """Write a diff, or the text of standard input, mended or as it came, byte for byte."""
        out = self.console.out
        if isinstance(data, str):
            out.write(data)
        else:
            out.flush()
            out.buffer.write(data)
            out.buffer.flush()

    def end(self) -> None:
        """Write the ends of the reports, and what else there is to say."""
        summary, console, wanted = self.summary, self.console, self.wanted
        for output in self.outputs:
            output.end(summary)
        if wanted.diff and not wanted.quiet and (summary.fixed or summary.faulty):
            would = f"would fix {plural(summary.fixed, 'finding')}"
            remain = f"; {plural(summary.findings, 'finding')} would remain" if summary.findings else ""
            console.note(would + remain)
        if not summary.files and not summary.faulty and not summary.failed and not wanted.quiet:
            passed = f" ({plural(summary.skipped, 'file')} passed over)" if summary.skipped else ""
            since = f" that changed since {wanted.changed_since}" if wanted.changed_since else ""
            console.note(f"no workflow files found in {', '.join(wanted.paths or ['.'])}{since}{passed}")
        if wanted.statistics:
            from .report.statistics import table

            lines = any(output.name in ("text", "concise") and not output.own for output in self.outputs)
            stream = console.out if lines and not mends_stdin(wanted) else console.err
            counts = [(*key, count) for key, count in self.counts.items()]
            stream.write(table(counts, console.style(stream)))

    def end_baseline(self) -> None:
        """Put what was found into the baseline that was asked for; say what that changes, or would."""
        from .baseline import load, tell

        baseline = self.settings.only_baseline
        known = [baseline] if baseline is not None else map(load, sorted({file.path for file in self.linted}))
        if baseline is not None and baseline.written:
            try:
                baseline.write(self.linted)
            except OSError as error:
                self.console.note(f"cannot write '{baseline.path}': {reason(error)}")
                self.summary = self.summary._replace(failed=self.summary.failed + 1)
                return
        if not self.wanted.quiet and not self.wanted.diff:
            for line in tell([*self.linted, *(one.deleted() for one in known)]):
                self.console.note(line)

    def sees_all(self, items: list[Item]) -> bool:
        """Whether whole folders were linted, by all rules of their configurations."""
        wanted = self.wanted
        if wanted.select or wanted.ignore or self.changes is not None:
            return False
        return any(isinstance(item, files.Target) and not item.named for item in items)

    def end_ignores(self) -> None:
        """Say which entries of ``per-file-ignores`` suppress nothing."""
        if self.wanted.quiet:
            return
        for ignore, used in sorted(self.ignores):
            if not used and (ignore, True) not in self.ignores:
                fitting = plural(self.ignores[ignore, False], "file")
                self.console.note(
                    f"{ignore.config}: per-file-ignores \"{ignore.key}\": '{ignore.name}' suppresses nothing "
                    f"in the {fitting} of this run that it fits"
                )


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
