"""``sarif``: SARIF 2.1.0, for code scanning and the viewers that read it.

Section numbers are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html.
"""

from __future__ import annotations

import json
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...fingerprint import fingerprints
from .. import Report, Summary
from ..notice import sentence, sentences
from ..repository import path_in_repository, uri_path
from ..rule_list import applies_to
from ..rule_page import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...finding import Edit, Finding, Fix, Related
    from ...rule import Rule
    from ...source import Source

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/wflint/wflint"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class Format(Report):
    """One run with every rule's metadata and every finding."""

    held = True

    @cached_property
    def indexes(self) -> dict[str, int]:
        """Where in the run's rules each built-in rule stands; others are found by their ids."""
        from ...rules import rule_names

        ids = (rule for rules in rule_names().values() for rule in rules)
        return {rule: index for index, rule in enumerate(ids)}

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """The results of a file as items of the list."""
        results = map(self._result, findings, fingerprints(findings))
        return ",\n".join(map(json.dumps, results))

    def end(self, summary: Summary, pieces: Sequence[str] = (), /) -> str:
        """The whole log."""
        from ... import __version__
        from ...rules import all_rules

        driver = {
            "name": "wflint",
            "semanticVersion": __version__,
            "informationUri": HOME,
            "rules": [_descriptor(rule) for rule in (*all_rules(), *self.other_rules())],
        }
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not summary.failed}],
            "originalUriBaseIds": {
                "%SRCROOT%": {"description": {"text": "The repository, or the folder wflint was run in."}}
            },
            "columnKind": "unicodeCodePoints",
        }
        results = ",\n".join(pieces)
        return (
            f'{{"$schema": {json.dumps(SCHEMA)},\n"version": "2.1.0",\n'
            f'"runs": [{json.dumps(run, indent=1)[:-2]},\n "results": [\n{results}]\n}}]}}\n'
        )

    def _result(self, finding: Finding, fingerprint: str) -> dict[str, Any]:
        index = self.indexes.get(finding.rule)
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            **({} if index is None else {"ruleIndex": index}),
            "level": _LEVELS[finding.severity.value],
            "message": {"text": sentences(finding)},
            "locations": [_location(finding)],
            "partialFingerprints": {"wflintFinding/v1": fingerprint},
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **_location(place), "message": {"text": place.message}}
                for number, place in enumerate(finding.related, 1)
            ]
        if finding.fix is not None and finding.fix.edits:
            result["fixes"] = [_fix(finding.file, finding.fix)]
        return result


def _descriptor(rule: Rule) -> dict[str, Any]:
    """§3.49 reportingDescriptor."""
    text = f"{rule.summary}.\n\n{rule.explanation}" if rule.explanation else f"{rule.summary}."
    return {
        "id": rule.id,
        "name": _name(rule.id),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": markdown(rule)},
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"enabled": rule.enabled, "level": _LEVELS[rule.severity.value]},
        "properties": {"tags": [rule.group, *applies_to(rule)], "precision": "very-high"},
    }


def _name(rule_id: str) -> str:
    """A rule's name as SARIF wants it: ``UndefinedStep``."""
    return "".join(word.capitalize() for word in rule_id.split("-"))


def _location(place: Finding | Related) -> dict[str, Any]:
    """§3.28; consumers want a region: what has no place in the text stands at its beginning."""
    span = (place.line, place.column, place.end_line, place.end_column)
    region = _region(*span) if place.line is not None else _region(1, 1, 1, 1)
    physical = {"artifactLocation": _artifact(place.file), "region": region}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": place.pointer}]
    return location


def _region(
    line: int | None, column: int | None, end_line: int | None, end_column: int | None
) -> dict[str, Any]:
    """§3.30: counted from 1, the end column exclusive, as ours are."""
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _artifact(path: str) -> dict[str, Any]:
    """§3.4: a relative path is relative to the repository, whose own place is nobody's business."""
    path = path_in_repository(path)
    if not os.path.isabs(path) and path[1:3] != ":/":
        return {"uri": uri_path(path), "uriBaseId": "%SRCROOT%"}
    drive, path = (path[:2], path[2:]) if path[1:2] == ":" else ("", path)
    return {"uri": f"file://{'/' if drive else ''}{drive}{uri_path(path)}"}


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    """§3.55."""
    return {
        "description": {"text": sentence(fix.message)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": [*map(_replacement, fix.edits)]}
        ],
        "properties": {"applicability": fix.applicability.value},
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    region = _region(edit.line, edit.column, edit.end_line, edit.end_column)
    return {"deletedRegion": region, **({"insertedContent": {"text": edit.content}} if edit.content else {})}
