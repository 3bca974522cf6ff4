"""``wflint check``: files to reports, and fixes back into files."""

from __future__ import annotations

import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TextIO

from . import engine, files, readers
from .arguments import COMMANDS, UsageError, pair_outputs
from .config import ConfigError
from .finding import Applicability, Finding, Severity
from .nearest import did_you_mean
from .report import Report, Summary, open_report, plural
from .settings import Settings

if TYPE_CHECKING:
    from argparse import Namespace

    from .engine import Options, Result
    from .source import Source
    from .streams import Console

STDIN = "-"


class Output(NamedTuple):
    """A report and where it is written; ``own`` is a file that was opened for it."""

    name: str
    report: Report
    stream: TextIO
    own: bool


def run(wanted: Namespace, console: Console) -> int:
    """Do what ``wflint check`` was told; the exit status. Raises :class:`UsageError` before it begins."""
    settings = Settings(wanted)
    if wanted.diff and wanted.outputs:
        raise UsageError(
            "--diff shows changes in place of a report: leave out --output-format and --output-file"
        )
    outputs = [] if wanted.diff else _open_outputs(wanted, console)
    try:
        return _Check(wanted, settings, outputs, console).run()
    finally:
        for output in outputs:
            if output.own:
                output.stream.close()


def _open_outputs(wanted: Namespace, console: Console) -> list[Output]:
    pairs = pair_outputs(wanted.outputs or [])
    if not pairs:
        pairs = [("text", None)]
        if os.environ.get("GITHUB_ACTIONS") == "true":
            pairs.append(("github", None))
    outputs = []
    for name, path in pairs:
        if path is not None and any(_same(path, named) for named in wanted.paths):
            raise UsageError(f"--output-file '{path}' is one of the files to lint")
        # Where the mended text of standard input goes to standard output, what is said of it cannot.
        stream = console.err if _mends_stdin(wanted) else console.out
        if path is not None:
            try:
                stream = open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
            except (OSError, ValueError) as error:
                raise UsageError(f"cannot write '{path}': {_reason(error)}") from None
        style = console.style(stream)
        report = open_report(name or "text", style, quiet=wanted.quiet)
        outputs.append(Output(name or "text", report, stream, path is not None))
    return outputs


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _mends_stdin(wanted: Namespace) -> bool:
    return STDIN in wanted.paths and (wanted.fix or wanted.unsafe_fixes) and not wanted.diff


class _Check:
    """One run over all that was named."""

    def __init__(
        self, wanted: Namespace, settings: Settings, outputs: list[Output], console: Console
    ) -> None:
        self.wanted = wanted
        self.settings = settings
        self.outputs = outputs
        self.console = console
        self.mending = wanted.fix or wanted.unsafe_fixes or wanted.diff
        self.summary = Summary()
        self.counts: dict[tuple[str, str], int] = {}
        self.refused: set[str] = set()
        self.failing = False

    def run(self) -> int:
        """Lint everything and report; the exit status."""
        began = perf_counter()
        for target in self.targets():
            if isinstance(target, ConfigError):
                self.bad_config(target)
            elif isinstance(target, files.Unreadable):
                self.cannot_read(target)
            else:
                self.lint(target)
        self.end()
        if self.wanted.verbose:
            self.console.note(f"{plural(self.summary.files, 'file')} in {perf_counter() - began:.2f} s")
        return 2 if self.summary.failed else 1 if self.failing else 0

    def targets(self) -> list[files.Target | files.Unreadable | ConfigError]:
        """What to lint, in the order in which it is reported: by name, as findings are sorted."""
        paths = self.wanted.paths or ["."]
        found = list(self.settings.find([path for path in paths if path != STDIN]))
        if STDIN in paths:
            found.append(files.Target(STDIN, named=True))
        return sorted(found, key=lambda item: "" if isinstance(item, ConfigError) else self.name(item.path))

    def name(self, path: str) -> str:
        """How a path is called in reports."""
        return (self.wanted.stdin_filename or "<stdin>") if path == STDIN else path

    def lint(self, target: files.Target) -> None:
        """Lint one file, mend it where that is wanted, and report on it."""
        began = perf_counter()
        data = self.read(target)
        if isinstance(data, files.Unreadable):
            self.cannot_read(data)
            return
        name = self.name(target.path)
        try:
            options = self.settings.options(name, target.named)
        except ConfigError as error:
            self.bad_config(error)
            return
        try:
            source, result = engine.lint_bytes(data, name, options)
            if self.mending:
                source, result = self.mend(target, data, source, result, options)
            pieces = [
                output.report.file(result.findings, source) for output in self.outputs if result.findings
            ]
        except OSError:
            raise
        except Exception as error:  # a fault of wflint's own in one file must not cost the others' findings
            self.fail(f"internal error in '{name}': {trace(error)}")
            return
        self.count(name, result)
        for output, piece in zip(self.outputs, pieces, strict=False):
            output.stream.write(piece)
        if self.wanted.verbose:
            outcome = (
                plural(len(result.findings), "finding") if result.recognized else "passed over: no workflow"
            )
            self.console.note(f"{name}: {outcome} ({(perf_counter() - began) * 1000:.1f} ms)")

    def read(self, target: files.Target) -> bytes | files.Unreadable:
        """A file's bytes, or those of standard input."""
        if target.path != STDIN:
            return files.read_bytes(target.path, readers.MAX_BYTES, target.named)
        if sys.stdin is None:
            return files.Unreadable(STDIN, "it is closed", named=True)
        data = sys.stdin.buffer.read(readers.MAX_BYTES + 1)
        if len(data) > readers.MAX_BYTES:
            return files.Unreadable(STDIN, f"larger than {readers.MAX_BYTES >> 20} MiB", named=True)
        return data

    def mend(
        self, target: files.Target, data: bytes, source: Source | None, result: Result, options: Options
    ) -> tuple[Source | None, Result]:
        """Apply the fixes that are wanted, or show them; the text and findings that remain."""
        mended = None
        if source is not None and any(self.applies(finding) for finding in result.findings):
            from .fix import fix_source

            fixed = fix_source(source, options, self.wanted.unsafe_fixes)
            if fixed.text != source.text:
                mended = fixed
        if mended is None or source is None:
            if target.path == STDIN and not self.wanted.diff:
                self.put_out(data)
            return source, result
        bom = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
        if self.wanted.diff:
            from .report.diff import unified

            out = self.console.out
            style = self.console.style(out)
            out.write(unified(bom + source.text, bom + mended.text, source.name, style, out.isatty()))
            self.failing = True
        elif target.path == STDIN:
            self.put_out((bom + mended.text).encode())
        else:
            from .fix import write_atomically

            try:
                write_atomically(target.path, mended.text, data)
            except OSError as error:
                self.fail(f"cannot write '{target.path}': {_reason(error)}")
                return source, result
        self.summary = self.summary._replace(fixed=self.summary.fixed + mended.applied)
        return engine.open_source(source.name, mended.text, source.language), mended.result

    def applies(self, finding: Finding) -> bool:
        """Whether the finding's fix is one that is wanted."""
        fix = finding.fix
        if fix is None or not fix.edits:
            return False
        return self.wanted.unsafe_fixes or fix.applicability is Applicability.SAFE

    def put_out(self, data: bytes) -> None:
        """The text of standard input, mended or as it came, byte for byte."""
        self.console.out.flush()
        self.console.out.buffer.write(data)
        self.console.out.buffer.flush()

    def count(self, name: str, result: Result) -> None:
        """Add what was found in a file to what is known of the run."""
        findings = result.findings
        self.summary = self.summary._replace(
            files=self.summary.files + result.recognized,
            skipped=self.summary.skipped + (not result.recognized),
            failed=self.summary.failed or result.crashed,
        )
        if not findings:
            return
        self.summary = self.summary.plus(findings)
        fail_on = self.settings.fail_on(name)
        for finding in findings:
            key = finding.severity.value, finding.rule
            self.counts[key] = self.counts.get(key, 0) + 1
            if fail_on != "never" and finding.severity >= Severity(fail_on):
                self.failing = True

    def end(self) -> None:
        """Write the ends of the reports, and what else there is to say."""
        summary, console, wanted = self.summary, self.console, self.wanted
        for output in self.outputs:
            output.stream.write(output.report.end(summary))
        if wanted.diff and not wanted.quiet and (summary.fixed or summary.faulty):
            would = f"would fix {plural(summary.fixed, 'finding')}"
            left = summary.errors + summary.warnings + summary.infos
            remain = f"; {plural(left, 'finding')} would remain" if left else ""
            console.note(would + remain)
        if not summary.files and not summary.faulty and not summary.failed and not wanted.quiet:
            passed = f" ({plural(summary.skipped, 'file')} passed over)" if summary.skipped else ""
            console.note(f"no workflow files found in {', '.join(wanted.paths or ['.'])}{passed}")
        if wanted.statistics:
            from .report.statistics import table

            lines = any(output.name in ("text", "concise") and not output.own for output in self.outputs)
            stream = console.out if lines and not _mends_stdin(wanted) else console.err
            stream.write(table([(*key, count) for key, count in self.counts.items()], console.style(stream)))

    def cannot_read(self, unreadable: files.Unreadable) -> None:
        """Say so; it is a failure where somebody named the path."""
        path = unreadable.path
        shown = "standard input" if path == STDIN else f"'{path}'"
        text = f"cannot read {shown}: {unreadable.reason}"
        if self.wanted.paths == [path] and not os.path.lexists(path):
            text += did_you_mean(path, COMMANDS).replace("mean '", "mean 'wflint ")
        if unreadable.named:
            self.fail(text)
        elif not self.wanted.quiet:
            self.console.note(text)

    def bad_config(self, error: ConfigError) -> None:
        """Say once what is wrong with a configuration; the files below it are not linted."""
        if str(error) not in self.refused:
            self.refused.add(str(error))
            for line in str(error).splitlines():
                self.fail(line)

    def fail(self, text: str) -> None:
        """Say why a part of the work could not be done."""
        self.console.note(text)
        self.summary = self.summary._replace(failed=True)


def trace(error: Exception) -> str:
    """What to put into a report of a fault of wflint's own: the error, and where it came up."""
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    return f"{type(error).__name__}: {error} ({place}); this is a fault of wflint: please report it"


def _reason(error: Exception) -> str:
    words = getattr(error, "strerror", None)
    return words.lower() if words else str(error)
