"""Findings that are known and left for later: a file of them, which a run looks past."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from .files import Unreadable, absolute, read_bytes
from .fingerprint import fingerprints
from .named_tuple import NamedTuple
from .report import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .finding import Finding

MAX_BYTES = 256 * 1024 * 1024
"""A larger baseline is refused."""

VERSION = 1


class BaselineError(Exception):
    """A baseline that cannot be used; the message is one line that names it."""


class Entry(NamedTuple):
    """A finding: ``file`` is relative to the baseline's folder, ``step`` is the owner of the finding."""

    file: str
    rule: str
    step: str
    fingerprint: str


class Linted(NamedTuple):
    """A file that was linted, beside what the baseline at ``path`` says of it.

    ``held`` findings are not reported, ``new`` ones of them were not there before, and of what is there
    ``gone`` is not found any more. Where the baseline is ``written``, ``entries`` are what it is to say.
    """

    path: str
    file: str
    written: bool
    entries: tuple[Entry, ...]
    held: int
    new: int
    gone: int


class Baseline(NamedTuple):
    """The entries of the baseline at ``path``, by file; its folder is ``root``.

    Where it is ``written`` anew by this run, it holds whatever is found.
    """

    path: str
    root: str
    entries: Mapping[str, frozenset[Entry]]
    written: bool = False

    def hold(
        self, findings: Sequence[Finding], name: str, runs: Callable[[str], bool]
    ) -> tuple[tuple[Finding, ...], Linted]:
        """The findings of the file ``name`` that are not held.

        ``runs`` says whether a rule has run: the entries of others can be neither found nor gone. That
        wflint itself has failed is never held.
        """
        file = self._inside(name)
        known = self.entries.get(file, frozenset())
        prints = fingerprints(findings, file)
        made = [Entry(file, f.rule, f.owner or "", p) for f, p in zip(findings, prints, strict=True)]
        held = {
            entry
            for finding, entry in zip(findings, made, strict=True)
            if finding.group != "internal" and (self.written or entry in known)
        }
        ran = {rule for rule in {entry.rule for entry in known - held} if runs(rule)}
        gone = {entry for entry in known - held if entry.rule in ran}
        rest = tuple(finding for finding, entry in zip(findings, made, strict=True) if entry not in held)
        entries = tuple(held | (known - gone)) if self.written else ()
        return rest, Linted(self.path, file, self.written, entries, len(held), len(held - known), len(gone))

    def write(self, linted: Iterable[Linted]) -> None:
        """Write what was found, and what was known of files that are there and were not linted.

        One entry stands on each line, sorted. Raises :class:`OSError`.
        """
        found = {file.file: file.entries for file in linted}
        entries = [entry for some in found.values() for entry in some]
        for file, known in self.entries.items():
            if file not in found and self._is_there(file):
                entries += known
        lines = ",\n".join(f"  {json.dumps(entry._asdict())}" for entry in sorted(entries))
        with open(self.path, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n')

    def deleted(self) -> Linted:
        """What is known of files that are there no more."""
        gone = sum(len(known) for file, known in self.entries.items() if not self._is_there(file))
        return Linted(self.path, "", self.written, (), 0, 0, gone)

    def _is_there(self, file: str) -> bool:
        return os.path.lexists(os.path.join(self.root, file))

    def _inside(self, name: str) -> str:
        place = absolute(name)
        try:
            return os.path.relpath(place, self.root).replace(os.sep, "/")
        except ValueError:  # on another drive
            return place


def load(path: str) -> Baseline:
    """The baseline in the file at ``path``. Raises :class:`BaselineError`."""
    data = read_bytes(path, MAX_BYTES, named=True)
    if isinstance(data, Unreadable):
        raise BaselineError(f"{path}: {data.reason}")
    entries: dict[str, set[Entry]] = {}
    try:
        document = json.loads(data)
        if document["version"] != VERSION:
            raise BaselineError(f"{path}: it is of version {document['version']!r}, not {VERSION}")
        for item in document["findings"]:
            entry = Entry(item["file"], item["rule"], item["step"], item["fingerprint"])
            entries.setdefault(entry.file, set()).add(entry)
    except (ValueError, TypeError, LookupError, RecursionError):
        raise BaselineError(f"{path}: it is no baseline; --write-baseline writes one") from None
    return Baseline(path, _folder(path), {file: frozenset(some) for file, some in entries.items()})


def begin(path: str) -> Baseline:
    """The baseline that a run writes to ``path``, with what is there. Raises :class:`BaselineError`."""
    there = load(path) if os.path.lexists(path) else Baseline(path, _folder(path), {})
    return there._replace(written=True)


def tell(linted: Iterable[Linted]) -> Iterator[str]:
    """A line on each baseline that was written, or that holds what is not found any more."""
    paths: dict[str, list[Linted]] = {}
    for file in linted:
        paths.setdefault(file.path, []).append(file)
    for path, files in paths.items():
        held, new, gone = (sum(counts) for counts in zip(*(file[-3:] for file in files), strict=True))
        if files[0].written:
            yield f"'{path}' now holds {plural(held, 'finding')} of this run: {new} new, {gone} taken out"
        elif gone:
            known = f"'{path}' holds {plural(gone, 'finding')} no longer there"
            yield f"{known}; the same command with --write-baseline {path} takes out what is gone"


def _folder(path: str) -> str:
    return absolute(os.path.dirname(path) or ".")
