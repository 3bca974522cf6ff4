"""``sarif``: SARIF 2.1.0, for code scanning and the viewers that read it.

Section numbers are those of https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .rule_list import applies_to
from .rule_page import markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..finding import Edit, Finding, Fix, Related
    from ..rule import Rule
    from ..source import Source
    from . import Summary

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/wflint/wflint"

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


class SarifReport:
    """One run with every rule's metadata and every finding."""

    def __init__(self) -> None:
        from ..rules import all_rules

        self.rules = [_descriptor(rule) for rule in all_rules()]
        self.indexes = {rule["id"]: index for index, rule in enumerate(self.rules)}
        self.results: list[dict[str, Any]] = []
        self.seen: dict[str, int] = {}

    def file(self, findings: Sequence[Finding], _source: Source | None, /) -> str:
        """Nothing yet: a run is one object."""
        self.results += [self._result(finding) for finding in findings]
        return ""

    def end(self, summary: Summary, /) -> str:
        """The whole log."""
        from .. import __version__

        driver = {
            "name": "wflint",
            "semanticVersion": __version__,
            "informationUri": HOME,
            "rules": self.rules,
        }
        run = {
            "tool": {"driver": driver},
            "invocations": [{"executionSuccessful": not summary.failed}],
            "originalUriBaseIds": {
                "%SRCROOT%": {"description": {"text": "The folder that wflint was run in."}}
            },
            "columnKind": "unicodeCodePoints",
            "results": self.results,
        }
        return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"

    def _result(self, finding: Finding) -> dict[str, Any]:
        index = self.indexes.get(finding.rule)
        if index is None:
            index = self.indexes[finding.rule] = len(self.rules)
            self.rules.append(_unlisted(finding))
        text = (
            f"{_sentence(finding.message)} {_sentence(finding.help)}"
            if finding.help
            else _sentence(finding.message)
        )
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": index,
            "level": _LEVELS[finding.severity.value],
            "message": {"text": text},
            "locations": [_location(finding)],
            "partialFingerprints": {"wflintFinding/v1": self._fingerprint(finding)},
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **_location(place), "message": {"text": place.message}}
                for number, place in enumerate(finding.related, 1)
            ]
        if finding.fix is not None and finding.fix.edits:
            result["fixes"] = [_fix(finding.file, finding.fix)]
        return result

    def _fingerprint(self, finding: Finding) -> str:
        """The same for the same fault when lines move; the n-th of equal ones is told from the others."""
        from hashlib import sha256

        parts = (finding.file, finding.rule, str(finding.document), finding.pointer, finding.message)
        digest = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        count = self.seen[digest] = self.seen.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}:{count}"


def _descriptor(rule: Rule) -> dict[str, Any]:
    """§3.49 reportingDescriptor."""
    text = f"{rule.summary}.\n\n{rule.explanation}" if rule.explanation else f"{rule.summary}."
    return {
        "id": rule.id,
        "name": _name(rule.id),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": markdown(rule)},
        "helpUri": rule.url,
        "defaultConfiguration": {"enabled": rule.enabled, "level": _LEVELS[rule.severity.value]},
        "properties": {"tags": [rule.group, *applies_to(rule)], "precision": "very-high"},
    }


def _unlisted(finding: Finding) -> dict[str, Any]:
    """What there is to say of a finding that no rule made."""
    words = finding.rule.replace("-", " ").capitalize()
    return {
        "id": finding.rule,
        "name": _name(finding.rule),
        "shortDescription": {"text": f"{words}."},
        "fullDescription": {"text": _sentence(finding.help or words)},
        "help": {"text": _sentence(finding.help or words)},
        "helpUri": finding.url or f"{HOME}/issues",
        "properties": {"tags": [finding.group]},
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
    """§3.4: a relative path is relative to the folder of the run, whose own place is nobody's business."""
    path = path.removeprefix("./")
    uri = quote(path, safe="/", errors="surrogateescape" if _is_encodable(path) else "replace")
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if len(path) > 2 and path[1:3] == ":/":
        return {"uri": f"file:///{path[:2]}{quote(path[2:])}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _is_encodable(path: str) -> bool:
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    """§3.55."""
    return {
        "description": {"text": _sentence(fix.message)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": [*map(_replacement, fix.edits)]}
        ],
        "properties": {"applicability": fix.applicability.value},
    }


def _replacement(edit: Edit) -> dict[str, Any]:
    region = _region(edit.line, edit.column, edit.end_line, edit.end_column)
    return {"deletedRegion": region, **({"insertedContent": {"text": edit.content}} if edit.content else {})}


def _sentence(text: str) -> str:
    """As SARIF wants a message: a sentence with its full stop (§3.11.3)."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
