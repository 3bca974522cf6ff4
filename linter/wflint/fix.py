"""Fixes applied to text: in rounds, re-linted, and not at all on any doubt."""

from __future__ import annotations

import errno
import os
import tempfile
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from .engine import Result, lint_source
from .finding import Applicability, Edit, Finding
from .named_tuple import NamedTuple
from .options import Options
from .room import Room
from .source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

_Key: TypeAlias = tuple[str, str, str]
_Place: TypeAlias = tuple[str, int | None]

ROUNDS = 20
"""How often fixes are applied before what is left is left: each round's may make room for others."""

BUDGET = 5_000_000
"""How many characters are linted anew in search of the fixes that do harm; a finding counts as a thousand."""

_DEPTH = 4
"""How many faults may come to light one behind the other."""


class Fixed(NamedTuple):
    """A text with fixes applied.

    ``applied`` counts the findings that were mended; ``result`` is what linting ``text`` gives. Where
    nothing could be mended safely, ``text`` is the source's own.
    """

    text: str
    applied: int
    result: Result


def fix_source(source: Source, options: Options, unsafe: bool = False, rounds: int = ROUNDS) -> Fixed:
    """Apply the safe fixes (and with ``unsafe`` the others) until none is left, in ``rounds`` at most.

    A round's fixes do not overlap: of two that do, the first in the text is applied and the other has its
    turn in the next round. A fix after which the text reads worse (it brings a finding that was not there
    and that no fix mends, or mends nothing) is not applied at all.
    """
    result = lint_source(source, options)
    applied = 0
    refused: set[_Key] = set()
    stale = False
    budget = max(6, BUDGET // (len(source.text) + 1000 * len(result.findings) + 1))
    for _ in range(rounds):
        chosen = _choose(source, result.findings, unsafe, refused)
        if not chosen and stale:
            # What did harm before others were mended may do none now.
            refused, stale = set(), False
            chosen = _choose(source, result.findings, unsafe, refused)
        if not chosen:
            break
        trial = _Round(source, options, result, unsafe, budget)
        count = len(trial.sift(chosen))
        if not count and not trial.refused:
            break
        budget -= trial.lints
        refused |= trial.refused
        stale = bool(refused) and (stale or count > 0)
        source, result = trial.best
        applied += count
    return Fixed(source.text, applied, result)


def _choose(source: Source, findings: Iterable[Finding], unsafe: bool, refused: set[_Key]) -> list[Finding]:
    """Fixable findings whose edits do not get in each other's way, first come first served."""
    chosen: list[Finding] = []
    room = Room(by_lines=source.language == "yaml")
    for finding in findings:
        if finding.fix is None or not is_offered(finding, unsafe) or _key(finding) in refused:
            continue
        if room.take([(*_range(source, edit), edit.content) for edit in finding.fix.edits]):
            chosen.append(finding)
    return chosen


def is_offered(finding: Finding, unsafe: bool) -> bool:
    """Whether the finding has a fix that may be applied: a safe one, or any with ``unsafe``."""
    fix = finding.fix
    return fix is not None and bool(fix.edits) and (unsafe or fix.applicability is Applicability.SAFE)


class _Round:
    """Fixes tried on one text. ``best`` is the best text so far, and what linting it gave.

    ``lints`` counts how often the text was linted, ``budget`` says how often it may be; ``refused`` are the
    findings whose fix alone makes the text no better. ``harm`` is where the last fixes that were tried did
    some.
    """

    def __init__(self, source: Source, options: Options, before: Result, unsafe: bool, budget: int) -> None:
        self.source = source
        self.options = options
        self.before = before
        self.unsafe = unsafe
        self.budget = budget
        self.best = source, before
        self.lints = 0
        self.refused: set[_Key] = set()
        self.harm: set[_Place] = set()

    def sift(self, chosen: list[Finding]) -> list[Finding]:
        """As many of ``chosen`` as can be mended together.

        Where some do harm, those at its places are set apart; where that tells nothing, halves are tried.
        """
        good: list[Finding] = []
        waiting = [[chosen]]
        while waiting and (self.lints < self.budget or not self.lints):
            groups = waiting.pop()
            some = [finding for group in groups for finding in group]
            if self._is_better([*good, *some]):
                good += some
            elif len(some) > 1:
                waiting += self._halves(groups)
            elif not good:
                self.refused.add(_key(some[0]))
        return good

    def _halves(self, groups: list[list[Finding]]) -> Iterable[list[list[Finding]]]:
        """What to try of these, the last part first."""
        some = [finding for group in groups for finding in group]
        suspects = [finding for finding in some if _place(finding) in self.harm]
        if 0 < len(suspects) < len(some):
            return [suspects], [[finding for finding in some if _place(finding) not in self.harm]]
        parts = _parts(groups)
        return parts[len(parts) // 2 :], parts[: len(parts) // 2]

    def _is_better(self, chosen: list[Finding]) -> bool:
        """Whether the fixes of ``chosen`` improve the text; it is the best one then."""
        source = self.source
        self.harm = set()
        for _ in range(_DEPTH):
            source = self._fixed(source, chosen)
            self.lints += 1
            after = lint_source(source, self.options)
            if after.crashed:
                return False
            new = find_new(self.before.findings, after.findings)
            if not new:
                break
            # Behind one fault another may come to light: it counts as mended if it is mended at once.
            if not all(is_offered(finding, self.unsafe) for finding in new):
                self.harm = set(map(_place, new))
                return False
            chosen = _choose(source, new, self.unsafe, set())
        if new or len(after.findings) >= len(self.before.findings):
            return False
        self.best = source, after
        return True

    def _fixed(self, source: Source, chosen: list[Finding]) -> Source:
        # Things put in at one place come in the order of the findings, whatever order they are tried in.
        chosen = sorted(chosen, key=lambda finding: (finding.line or 0, finding.column or 0))
        edits = [edit for finding in chosen if finding.fix for edit in finding.fix.edits]
        return Source(source.name, apply_edits(source, edits), source.language)


def _parts(groups: list[list[Finding]]) -> list[list[Finding]]:
    """The groups, if there are several; else what the one is made of.

    What is said twice in the same words mostly has to be mended twice (a primary and its fallback).
    """
    if len(groups) > 1:
        return groups
    said: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(groups[0], key=lambda finding: finding.rule):
        said.setdefault((finding.rule, finding.message), []).append(finding)
    return list(said.values()) if len(said) > 1 else [[finding] for finding in groups[0]]


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.pointer, finding.message


def _place(finding: Finding) -> _Place:
    return finding.pointer, finding.document


def find_new(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings of ``after`` that were not there ``before``.

    A finding is the same as one that says the same anywhere, for lines and indexes move when others are
    mended, or that says something else by the same rule at the same place, for messages quote the text.
    """
    said = Counter((finding.rule, finding.message) for finding in before)
    others: list[Finding] = []
    for finding in after:
        said[finding.rule, finding.message] -= 1
        if said[finding.rule, finding.message] < 0:
            others.append(finding)
    gone: Counter[tuple[str, str, int | None]] = Counter()
    for finding in before if others else ():
        if said[finding.rule, finding.message] > 0:
            said[finding.rule, finding.message] -= 1
            gone[finding.rule, finding.pointer, finding.document] += 1
    new: list[Finding] = []
    for finding in others:
        place = finding.rule, finding.pointer, finding.document
        gone[place] -= 1
        if gone[place] < 0:
            new.append(finding)
    return new


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """The source's text with ``edits`` made; they do not overlap, and the same one is made once."""
    text = source.text
    pieces: list[str] = []
    position = 0
    ranges = dict.fromkeys((*_range(source, edit), edit.content) for edit in edits)
    for start, end, content in sorted(ranges, key=lambda piece: piece[:2]):
        pieces += (text[position:start], content)
        position = end
    return "".join((*pieces, text[position:]))


def _range(source: Source, edit: Edit) -> tuple[int, int]:
    starts = source.line_starts
    return starts[edit.line - 1] + edit.column - 1, starts[edit.end_line - 1] + edit.end_column - 1


def write_atomically(path: str, text: str, before: bytes) -> None:
    """Put ``text`` into the file at ``path``, all of it or nothing.

    ``before`` are the bytes that were linted: a byte order mark is kept, and a file that has changed since
    is left alone. Links are followed, the file's permissions kept. Raises :class:`OSError` where that
    cannot be done; the file is then as it was.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    if not status.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", path)
    if status.st_nlink > 1:
        raise OSError(
            errno.EMLINK, "the file has other names (hard links), which would keep the old text", path
        )
    with open(target, "rb") as file:
        if file.read() != before:
            raise OSError(f"{path} was changed by somebody else meanwhile")
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".wflint-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mark + text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, status.st_mode & 0o777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
