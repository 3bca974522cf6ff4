"""``jsonl``: one finding a line, each as ``json`` has it, for programs that read as they go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .. import Report
from .json import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Finding
    from ...source import Source


class Format(Report):
    """A JSON object a line."""

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """A line for each finding."""
        return "".join(f"{json.dumps(record(finding))}\n" for finding in findings)
