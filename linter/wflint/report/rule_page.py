"""A rule's page: ``wflint explain`` shows it in the terminal; SARIF carries it as Markdown."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from .rule_list import applies_to

if TYPE_CHECKING:
    from ..rule import Example, Rule
    from .style import Style

_CARETS = re.compile(r"^[ \t]*\^+( .*)?\n?", re.MULTILINE)


def page(rule: Rule, style: Style) -> str:
    """The page for a terminal; the bad examples are linted, and shown as ``wflint check`` shows them."""
    severity = rule.severity.value
    parts = [
        f"{style.paint(severity, f'{severity}[{rule.id}]')}: {style.paint('bold', rule.summary)}",
        rule.explanation,
        "\n".join(f"{style.paint('dim', f'{name:<11}')} {value}" for name, value in _facts(rule)),
    ]
    parts = [part for part in parts if part]
    for example in rule.bad:
        parts += [
            style.paint("removed", "Bad"),
            _indent(plain(example.text)),
            *map(_indent, _frames(rule, example, style)),
        ]
        if example.fixed is not None:
            parts += [style.paint("added", "Fixed"), _indent(textwrap.dedent(example.fixed).strip())]
    for good in rule.good:
        parts += [style.paint("added", "Good"), _indent(plain(good))]
    catalog = _catalog(rule)
    parts += [style.paint("bold", "Catalogue of the examples"), _indent(catalog)] if catalog else []
    parts += [style.paint("bold", "Configure"), _indent(_configure(rule))]
    return "\n\n".join(parts) + "\n"


def markdown(rule: Rule) -> str:
    """The page as Markdown; carets under the bad examples show where the finding stands, and what it says."""
    parts = [
        f"# {rule.id}",
        f"{rule.summary}.",
        "\n".join(f"- {name}: {value}" for name, value in _facts(rule)),
    ]
    parts += [rule.explanation] if rule.explanation else []
    for example in rule.bad:
        parts += ["## Bad", _fence(example.text)]
        if example.fixed is not None:
            parts += ["Fixed:", _fence(example.fixed)]
    for good in rule.good:
        parts += ["## Good", _fence(good)]
    catalog = _catalog(rule)
    parts += ["## Catalogue of the examples", f"```json\n{catalog}\n```"] if catalog else []
    parts += ["## Configure", f"```text\n{_configure(rule)}\n```"]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """An example's document: its text without indentation and without caret lines."""
    return _CARETS.sub("", textwrap.dedent(text).strip() + "\n").rstrip()


def language(text: str) -> str:
    """``json`` or ``yaml``: what an example is written in."""
    return "json" if text.lstrip()[:1] in ("{", "[") else "yaml"


def _facts(rule: Rule) -> list[tuple[str, str]]:
    fixes = {"safe": "safe, applied by --fix", "unsafe": "a guess, applied by --unsafe-fixes"}
    facts = [
        ("group", rule.group),
        (
            "severity",
            rule.severity.value if rule.enabled else f"{rule.severity.value}; off unless selected by name",
        ),
        ("fix", fixes[rule.fix.value] if rule.fix else "none"),
        ("applies to", ", ".join(applies_to(rule))),
    ]
    if rule.related:
        facts.append(("see also", ", ".join(rule.related)))
    return facts


def _frames(rule: Rule, example: Example, style: Style) -> list[str]:
    from ..engine import lint_source
    from ..model_catalog import ModelCatalog
    from ..options import Options
    from ..rules import rule_ids
    from ..source import Source
    from .notice import show

    text = plain(example.text)
    source = Source(f"example.{language(text)}", text + "\n", language(text))
    settings = example.settings
    options = Options(
        select=(rule.id,),
        extend_select=tuple(settings.get("extend-select", ())),
        reference_style=settings.get("reference-style", "auto"),
        catalog=ModelCatalog(settings["catalog"]) if "catalog" in settings else None,
        rules=() if rule.id in rule_ids() else (rule,),
    )
    return [
        show(found, source, style) for found in lint_source(source, options).findings if found.rule == rule.id
    ]


def _catalog(rule: Rule) -> str:
    """The models that the rule's examples know, one a line."""
    answers = rule.bad[0].settings.get("catalog", ()) if rule.bad else ()
    return "[" + ",\n ".join(json.dumps(answer) for answer in answers) + "]" if answers else ""


def _configure(rule: Rule) -> str:
    severity = "error" if rule.severity.value == "warning" else "warning"
    on = "" if rule.enabled else f'extend-select = ["{rule.id}"]\n'
    return (
        f"# wflint.toml, or below [tool.wflint] in pyproject.toml\n{on}"
        f'ignore = ["{rule.id}"]\n'
        f'severity = {{ {rule.id} = "{severity}" }}'
    )


def _fence(text: str) -> str:
    return f"```{language(text)}\n{textwrap.dedent(text).strip()}\n```"


def _indent(text: str) -> str:
    return textwrap.indent(text, "  ")
