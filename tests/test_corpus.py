"""The real public documents: what they must give, and what they must not."""

import json

import pytest

import wflint
from conftest import CORPUS
from wflint.engine import lint_bytes
from wflint.finding import Severity
from wflint.options import Options


def documents(pattern):
    return [pytest.param(path, id=path.name) for path in sorted(CORPUS.glob(pattern))]


def found(path):
    """The rules that find something, by severity: kinds are told from the document alone."""
    source, result = lint_bytes(path.read_bytes(), str(path), Options())
    assert source is not None
    assert result.recognized
    assert not result.crashed
    # Every span is inside the text, and a file met while walking gives what a named one does.
    for finding in result.findings:
        assert 1 <= finding.line <= finding.end_line <= len(source.line_starts)
    _, walked = lint_bytes(path.read_bytes(), str(path), Options(expected=False))
    assert walked == result
    by_severity = {severity: set() for severity in Severity}
    for finding in result.findings:
        by_severity[finding.severity].add(finding.rule)
    return by_severity


OFFICIAL = [
    p
    for pattern in ("eachlabs/docs-*.json", "eachlabs/seed-*.json", "eachlabs/skills[23]-*.json")
    for p in documents(pattern)
    if "docs-sense" not in p.id
]


@pytest.mark.skipif(not OFFICIAL, reason="the corpus of real documents is not beside this checkout")
@pytest.mark.parametrize("path", OFFICIAL + documents("flow-exports/*.json"))
def test_official_document_has_no_error(path):
    assert found(path)[Severity.ERROR] == set()


@pytest.mark.parametrize("path", documents("asteroid/docs-*.json"))
def test_asteroid_reference_has_no_finding(path):
    assert not any(found(path).values())


@pytest.mark.parametrize("path", documents("eachlabs/docs-sense-*.json"))
def test_property_maps(path):
    by_severity = found(path)
    assert by_severity[Severity.ERROR] == set()
    assert "property-map-schema" in by_severity[Severity.WARNING]
    assert by_severity[Severity.WARNING] <= {"property-map-schema", "unused-input"}


@pytest.mark.parametrize("path", documents("eachlabs/skills1-*.json"))
def test_legacy_shape(path):
    by_severity = found(path)
    assert "legacy-step-shape" in by_severity[Severity.ERROR]
    assert by_severity[Severity.ERROR] <= {"legacy-step-shape", "wrong-reference-syntax"}
    assert by_severity[Severity.WARNING] <= {"undeclared-inputs"}


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("first-sdk-no-dot.json", {"missing-dot", "schema-violation"}),
        ("reddit-summariser.json", {"schema-violation"}),
        ("w3-challenge.json", {"schema-violation"}),
    ],
)
def test_asteroid_sample(name, errors, corpus):
    by_severity = found(corpus / "asteroid" / name)
    assert by_severity[Severity.ERROR] == errors
    assert not by_severity[Severity.WARNING]


def test_start_url_in_fields_is_one_finding(corpus):
    for name in ("reddit-summariser.json", "w3-challenge.json"):
        findings = wflint.lint(json.loads((corpus / "asteroid" / name).read_text("utf-8")))
        assert [(f.rule, f.pointer) for f in findings] == [("schema-violation", "")]


def test_a_parsed_document_gives_what_its_text_gives(corpus):
    for path in sorted(corpus.glob("*/*.json")):
        if path.parent.name == "go-templates":
            continue
        text = path.read_text("utf-8")
        from_text = [(f.rule, f.pointer, f.message) for f in wflint.lint_text(text, path.name)]
        from_value = [(f.rule, f.pointer, f.message) for f in wflint.lint(json.loads(text))]
        assert sorted(from_text) == sorted(from_value)
