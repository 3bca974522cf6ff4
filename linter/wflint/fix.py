"""Fixes applied to text: in rounds, re-linted, and not at all on any doubt."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .engine import Options, Result, lint_source
from .finding import Applicability, Edit, Finding
from .source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

_Key: TypeAlias = tuple[str, str, str]

ROUNDS = 20
"""How often fixes are applied before what is left is left: each round's may make room for others."""


class Fixed(NamedTuple):
    """A text with fixes applied.

    ``applied`` counts the findings that were mended; ``result`` is what linting ``text`` gives. Where
    nothing could be mended safely, ``text`` is the source's own.
    """

    text: str
    applied: int
    result: Result


def fix_source(source: Source, options: Options, unsafe: bool = False) -> Fixed:
    """Apply the safe fixes (and with ``unsafe`` the others) until none is left.

    A round's fixes do not overlap: of two that do, the first in the text is applied and the other has its
    turn in the next round. A fix after which the text reads worse (it brings a finding that was not there,
    or mends nothing) is not applied at all.
    """
    result = lint_source(source, options)
    applied = 0
    refused: set[_Key] = set()
    for _ in range(ROUNDS):
        chosen = _choose(source, result.findings, unsafe, refused)
        if not chosen:
            break
        attempt = _attempt(source, options, result, chosen)
        if attempt is None:
            # One of them spoils the round: try each alone, and leave out what does harm.
            attempt = _one_by_one(source, options, result, chosen, refused)
            if attempt is None:
                break
        source, after, count = attempt
        applied += count
        result = after
    return Fixed(source.text, applied, result)


def _choose(source: Source, findings: Iterable[Finding], unsafe: bool, refused: set[_Key]) -> list[Finding]:
    """Fixable findings whose edits do not overlap or touch, first come first served."""
    chosen: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.edits or _key(finding) in refused:
            continue
        if fix.applicability is Applicability.UNSAFE and not unsafe:
            continue
        ranges = [_range(source, edit) for edit in fix.edits]
        if any(start <= other_end and other <= end for start, end in ranges for other, other_end in taken):
            continue
        taken += ranges
        chosen.append(finding)
    return chosen


def _attempt(
    source: Source, options: Options, before: Result, chosen: list[Finding]
) -> tuple[Source, Result, int] | None:
    """The source after the fixes of ``chosen``, or ``None`` where they do not make it better."""
    text = apply_edits(
        source, [edit for finding in chosen for edit in (finding.fix.edits if finding.fix else ())]
    )
    if text == source.text:
        return None
    fixed = Source(source.name, text, source.language)
    after = lint_source(fixed, options)
    if after.crashed or len(after.findings) >= len(before.findings):
        return None
    if _tally(after.findings) - _tally(before.findings):
        return None
    return fixed, after, len(chosen)


def _one_by_one(
    source: Source, options: Options, before: Result, chosen: list[Finding], refused: set[_Key]
) -> tuple[Source, Result, int] | None:
    for finding in chosen:
        attempt = _attempt(source, options, before, [finding])
        if attempt is not None:
            return attempt
        refused.add(_key(finding))
    return None


def _key(finding: Finding) -> _Key:
    return finding.rule, finding.pointer, finding.message


def _tally(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    """What is said, wherever it stands: lines and indexes move when others are mended."""
    return {(finding.rule, finding.message) for finding in findings}


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """The source's text with ``edits`` made; they do not overlap."""
    text = source.text
    pieces: list[str] = []
    position = 0
    for start, end, content in sorted((*_range(source, edit), edit.content) for edit in edits):
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
    with open(target, "rb") as file:
        if file.read() != before:
            raise OSError(f"{path} was changed by somebody else meanwhile")
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    mode = os.stat(target).st_mode
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".wflint-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mark + text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
