"""What a run came to, in a sentence."""

from __future__ import annotations

from . import Summary, plural
from .style import Style


def sum_up(summary: Summary, style: Style) -> str:
    """``Found 3 errors and 1 warning in 2 files (1 fixable with --fix).``, or what else there is."""
    counts = ((summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info"))
    found = [plural(count, noun) for count, noun in counts if count]
    fixed = f"Fixed {plural(summary.fixed, 'finding')}. " if summary.fixed else ""
    if found:
        *most, last = found
        total = f"{', '.join(most)} and {last}" if most else last
        role = "error" if summary.errors else "warning" if summary.warnings else "info"
        sentence = f"Found {total} in {plural(summary.faulty, 'file')}"
        return fixed + style.paint(role, sentence) + _fixable(summary) + _held(summary) + "."
    checked = f"{plural(summary.files, 'file')} checked"
    skipped = f", {summary.skipped} passed over" if summary.skipped else ""
    if summary.failed or summary.unread:
        told = f"Nothing found, but not everything could be read: {checked}{skipped}"
        return f"{fixed}{told}{_held(summary)}."
    return fixed + style.paint("good", "All good") + f": {checked}{skipped}{_held(summary)}."


def _fixable(summary: Summary) -> str:
    ways = []
    if summary.fixable:
        ways.append(f"{summary.fixable} fixable with --fix")
    if summary.guessable:
        ways.append(f"{summary.guessable}{' more' if ways else ' fixable'} with --unsafe-fixes")
    return f" ({', '.join(ways)})" if ways else ""


def _held(summary: Summary) -> str:
    return f"; the baseline holds {plural(summary.held, 'finding')}" if summary.held else ""
