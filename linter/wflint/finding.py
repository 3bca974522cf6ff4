"""What users and programs get: findings, with positions in the file."""

from __future__ import annotations

from enum import StrEnum

from .named_tuple import NamedTuple


class Severity(StrEnum):
    """How bad a finding is; ordered, so that ``Severity.ERROR > Severity.WARNING``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return _RANKS[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


_RANKS = {"error": 3, "warning": 2, "info": 1}


class Applicability(StrEnum):
    """Whether a fix keeps what the author meant (safe) or guesses at it (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace a range of the file by ``content``.

    Lines and columns count from 1, columns in Unicode code points; the end is exclusive.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    content: str


class Fix(NamedTuple):
    """Edits that together mend one finding: all of them are made, or none.

    ``edits`` is empty where there is no text to edit (:func:`wflint.lint` of a parsed document).
    """

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """A second place in the same file, and what stands there; ``None`` lines where there is no text."""

    file: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    pointer: str
    message: str


class Finding(NamedTuple):
    """One fault in one file.

    Lines and columns count from 1, columns in Unicode code points, the end is exclusive; all four are
    ``None`` where there is no text. ``pointer`` is an RFC 6901 JSON Pointer into the document, and
    ``document`` counts the documents of a YAML stream or a JSON-lines file from 0 (``None`` where the
    file holds just one). ``owner`` is the id of the step that it is in or else of the version, if any.
    """

    file: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    pointer: str
    rule: str
    group: str
    severity: Severity
    message: str
    help: str | None = None
    url: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    document: int | None = None
    owner: str | None = None
