"""``--statistics``: how many findings each rule made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .style import Style


def table(counts: Iterable[tuple[str, str, int]], style: Style) -> str:
    """A line for each of ``counts`` (severity, rule, how many), the most frequent first."""
    rows = sorted(counts, key=lambda row: (-row[2], row[1], row[0]))
    if not rows:
        return ""
    number = max(len(str(count)) for _, _, count in rows)
    name = max(len(rule) for _, rule, _ in rows)
    lines = (
        f"{count:>{number}}  {rule:<{name}}  {style.paint(severity, severity)}"
        for severity, rule, count in rows
    )
    return "".join(f"{line}\n" for line in lines)
