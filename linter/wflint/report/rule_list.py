"""``wflint rules``: every rule on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..rule import Rule
    from .style import Style

APPLIES_TO = {
    "E": "each::labs definitions",
    "F": "flow exports",
    "A": "Asteroid workflows",
    "J": "embedded JSON Schemas",
}
"""What the letters of :attr:`wflint.rule.Rule.on` stand for."""


def listing(rules: Iterable[Rule], output_format: str, style: Style) -> str:
    """The rules as ``text``, ``json`` or a ``markdown`` table."""
    rules = list(rules)
    if output_format == "json":
        return _json(rules)
    if output_format == "markdown":
        return _markdown(rules)
    return _text(rules, style)


def applies_to(rule: Rule) -> list[str]:
    """What a rule applies to, in words."""
    return [APPLIES_TO[letter] for letter in rule.on if letter in APPLIES_TO]


def _text(rules: list[Rule], style: Style) -> str:
    width = max((len(rule.id) for rule in rules), default=0)
    lines: list[str] = []
    group = None
    for rule in rules:
        if rule.group != group:
            lines += ["", style.paint("bold", rule.group)] if lines else [style.paint("bold", rule.group)]
            group = rule.group
        severity = style.paint(rule.severity.value, f"{rule.severity.value:<7}")
        fix = f"{'' if rule.fix is None else rule.fix.value:<6}"
        off = "" if rule.enabled else " (off by default)"
        lines.append(f"  {rule.id:<{width}}  {severity}  {fix}  {rule.on:<4}  {rule.summary}{off}")
    letters = ", ".join(f"{letter} {name}" for letter, name in APPLIES_TO.items())
    lines += [
        "",
        style.paint("dim", "third column: the fix it offers, safe (--fix) or unsafe (--unsafe-fixes)"),
    ]
    lines += [style.paint("dim", f"fourth: what it applies to: {letters}")]
    return "\n".join(lines) + "\n"


def _json(rules: list[Rule]) -> str:
    import json

    records = [
        {
            "id": rule.id,
            "group": rule.group,
            "severity": rule.severity.value,
            "fix": rule.fix.value if rule.fix else None,
            "applies_to": applies_to(rule),
            "enabled": rule.enabled,
            "summary": rule.summary,
            "explanation": rule.explanation,
            "url": rule.url,
        }
        for rule in rules
    ]
    return json.dumps(records, indent=1) + "\n"


def _markdown(rules: list[Rule]) -> str:
    lines = ["| rule | severity | fix | applies to | what it finds |", "|---|---|---|---|---|"]
    for rule in rules:
        cells = (
            f"[`{rule.id}`]({rule.url})" if rule.url else f"`{rule.id}`",
            rule.severity.value if rule.enabled else f"{rule.severity.value}, off by default",
            rule.fix.value if rule.fix else "",
            ", ".join(applies_to(rule)),
            rule.summary,
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
