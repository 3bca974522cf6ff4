"""The work on one file: it is read, linted, mended and worded, in this process or in another."""

from __future__ import annotations

import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from . import engine, files, readers
from .arguments import COMMANDS
from .config import ConfigError
from .finding import Severity
from .named_tuple import NamedTuple
from .nearest import did_you_mean
from .options import would_find
from .report import Summary, plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping, Sequence

    from .baseline import Baseline, Linted
    from .config_folder import Ignore
    from .engine import Result
    from .options import Options
    from .report import Report
    from .report.style import Style
    from .settings import Settings
    from .source import Source

STDIN = "-"

K = TypeVar("K")

Item: TypeAlias = files.Target | files.Unreadable | ConfigError
"""What there is to do: a file, or what is to be told of one that cannot be linted."""


class Note(NamedTuple):
    """Words for standard error; what is said ``once`` is not said again for other files."""

    text: str
    once: bool = False


class Piece(NamedTuple):
    """What the ``output``-th report says of a file."""

    output: int
    text: str


class Text(NamedTuple):
    """For standard output itself: a diff, or a text byte for byte."""

    data: str | bytes


Said: TypeAlias = Note | Piece | Text


class Outcome(NamedTuple):
    """What came of the work on some files; it can be pickled.

    ``counts`` says how often a rule was broken, by severity and rule. ``failing``: something was found that
    makes the exit status 1. ``said`` is to be written in its order. ``linted`` are the files for which there
    is a baseline. ``ignores`` counts the linted files that an entry of ``per-file-ignores`` fits, by whether
    it was of use in them.
    """

    summary: Summary = Summary()
    counts: Mapping[tuple[str, str], int] = {}
    failing: bool = False
    said: Sequence[Said] = ()
    linted: Sequence[Linted] = ()
    ignores: Mapping[tuple[Ignore, bool], int] = {}


PASSED_OVER = Outcome(Summary(skipped=1))
"""That of a file which holds no workflow, as nearly all of a repository's do: they are just counted."""


def merge(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcomes of several files, in their order, as one."""
    summary = Summary()
    passed_over = 0
    counts: dict[tuple[str, str], int] = {}
    failing = False
    said: list[Said] = []
    linted: list[Linted] = []
    ignores: dict[tuple[Ignore, bool], int] = {}
    for outcome in outcomes:
        if outcome is PASSED_OVER:
            passed_over += 1
            continue
        summary = summary.together(outcome.summary)
        failing = failing or outcome.failing
        said += outcome.said
        linted += outcome.linted
        add_counts(counts, outcome.counts)
        add_counts(ignores, outcome.ignores)
    summary = summary._replace(skipped=summary.skipped + passed_over)
    return Outcome(summary, counts, failing, said, linted, ignores)


def add_counts(counts: dict[K, int], more: Mapping[K, int]) -> None:
    """Add ``more`` to ``counts``."""
    for key, count in more.items():
        counts[key] = counts.get(key, 0) + count


def failure(text: str, once: bool = False) -> Outcome:
    """A part of the work could not be done, and why."""
    return Outcome(Summary(failed=1), said=(Note(text, once),))


class Work(NamedTuple):
    """What a run does with each file, whatever was done with others. It can be pickled.

    ``reports`` are those of the outputs; ``style`` is that of standard output, which may be a ``terminal``.
    """

    wanted: Namespace
    settings: Settings
    reports: tuple[Report, ...]
    style: Style
    terminal: bool

    def do_all(self, items: Iterable[Item]) -> Outcome:
        """The work on several files."""
        return merge(map(self.do, items))

    def do(self, item: Item) -> Outcome:
        """The work on one file. Raises nothing: a fault of our own must not cost the others' findings."""
        if isinstance(item, files.Target):
            return _File(self, item).outcome()
        return failure(str(item), once=True) if isinstance(item, ConfigError) else self.cannot_read(item)

    def name(self, path: str) -> str:
        """How a path is called in reports."""
        return (self.wanted.stdin_filename or "<stdin>") if path == STDIN else path

    def cannot_read(self, unreadable: files.Unreadable) -> Outcome:
        """Say so; it is a failure where somebody named the path."""
        path = unreadable.path
        shown = "standard input" if path == STDIN else f"'{path}'"
        text = f"cannot read {shown}: {unreadable.reason}"
        if self.wanted.paths == [path] and not os.path.lexists(path):
            text += did_you_mean(path, COMMANDS).replace("mean '", "mean 'wflint ")
        if unreadable.named:
            return failure(text)
        return Outcome(Summary(unread=1), said=() if self.wanted.quiet else (Note(text),))


class _File:
    """The outcome of one file in the making."""

    fixed = failed = 0
    failing = False

    def __init__(self, work: Work, target: files.Target) -> None:
        self.work = work
        self.wanted = work.wanted
        self.target = target
        self.name = work.name(target.path)
        self.said: list[Said] = []

    def outcome(self) -> Outcome:
        began = perf_counter()
        path, named = self.target
        data = files.read_bytes(path, readers.MAX_BYTES, named) if path != STDIN else _read_input()
        if isinstance(data, files.Unreadable):
            return self.work.cannot_read(data)
        try:
            settings = self.work.settings
            options = settings.options(self.name, named)
            baseline = settings.baseline(self.name) if settings.has_baselines else None
        except ConfigError as error:
            return failure(str(error), once=True)
        try:
            outcome = self.lint(data, options, baseline)
        except Exception as error:
            return failure(f"internal error in '{self.name}': {trace(error)}")
        if self.wanted.verbose:
            summary = outcome.summary
            what = plural(summary.findings, "finding") if summary.files else "passed over: no workflow"
            took = f"{(perf_counter() - began) * 1000:.1f} ms"
            return outcome._replace(said=(*outcome.said, Note(f"{self.name}: {what} ({took})")))
        return outcome

    def lint(self, data: bytes, options: Options, baseline: Baseline | None) -> Outcome:
        """Lint the file, mend it where that is wanted, and word what is found."""
        source, result = engine.lint_bytes(data, self.name, options)
        if source is None and baseline is None and self.target.path != STDIN:
            return PASSED_OVER
        if self.wanted.fix or self.wanted.unsafe_fixes or self.wanted.diff:
            source, result = self.mend(data, source, result, options)
        findings = result.findings
        linted: tuple[Linted, ...] = ()
        if baseline is not None:
            findings, file = baseline.hold(findings, self.name, lambda rule: would_find(rule, options))
            linted = (file,)
        ignores: dict[tuple[Ignore, bool], int] = {}
        if result.of_use:
            fitting = self.work.settings.ignores(self.name, options)
            ignores = {(one, result.of_use[one.at]): 1 for one in fitting if one.at in result.of_use}
        if not (result.findings or result.recognized or self.said):
            return PASSED_OVER._replace(linted=linted, ignores=ignores)
        summary = Summary(
            files=int(result.recognized),
            skipped=int(not result.recognized),
            fixed=self.fixed,
            failed=self.failed + result.crashed,
            held=sum(file.held for file in linted),
        )
        counts: dict[tuple[str, str], int] = {}
        if findings:
            summary = summary.plus(findings)
            fail_on = self.work.settings.fail_on(self.name)
            for finding in findings:
                key = finding.severity.value, finding.rule
                counts[key] = counts.get(key, 0) + 1
                if fail_on != "never" and finding.severity >= Severity(fail_on):
                    self.failing = True
            for number, report in enumerate(self.work.reports):
                self.said.append(Piece(number, report.file(findings, source)))
        return Outcome(summary, counts, self.failing, self.said, linted, ignores)

    def mend(
        self, data: bytes, source: Source | None, result: Result, options: Options
    ) -> tuple[Source | None, Result]:
        """Apply the fixes that are wanted, or show them; the text and findings that remain."""
        path = self.target.path
        mended = None
        if source is not None and result.findings:
            from .fix import fix_source, is_offered

            unsafe = self.wanted.unsafe_fixes
            if any(is_offered(finding, unsafe) for finding in result.findings):
                fixed = fix_source(source, options, unsafe)
                mended = fixed if fixed.text != source.text else None
        if mended is None or source is None:
            if path == STDIN and not self.wanted.diff:
                self.said.append(Text(data))
            return source, result
        bom = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        if self.wanted.diff:
            from .report.diff import unified

            texts = (bom + source.text, bom + mended.text)
            self.said.append(Text(unified(*texts, source.name, self.work.style, self.work.terminal)))
            self.failing = True
        elif path == STDIN:
            self.said.append(Text((bom + mended.text).encode()))
        else:
            from .fix import write_atomically

            try:
                write_atomically(path, mended.text, data)
            except OSError as error:
                self.said.append(Note(f"cannot write '{path}': {reason(error)}"))
                self.failed = 1
                return source, result
        self.fixed = mended.applied
        return engine.open_source(source.name, mended.text, source.language), mended.result


def _read_input() -> bytes | files.Unreadable:
    """The bytes of standard input."""
    if sys.stdin is None:
        return files.Unreadable(STDIN, "it is closed", named=True)
    try:
        data = sys.stdin.buffer.read(readers.MAX_BYTES + 1)
    except OSError as error:
        return files.Unreadable(STDIN, reason(error), named=True)
    if len(data) > readers.MAX_BYTES:
        return files.Unreadable(STDIN, f"larger than {readers.MAX_BYTES >> 20} MiB", named=True)
    return data


def trace(error: Exception) -> str:
    """What to put into a report of a fault of wflint's own: the error, and where it came up."""
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"{type(error).__name__}: {error} ({place}); this is a fault of wflint: please report it"


def reason(error: OSError | ValueError) -> str:
    """Why the system refused something, in words for the middle of a sentence."""
    words = getattr(error, "strerror", None)
    return words.lower() if words else str(error)
