"""Reports for services and programs, held against the schemas of those formats and read by real readers."""

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import jsonschema_rs
import pytest
import xmlschema

from conftest import ROOT, missing
from reports import EVIL, RUNS, TEXT, finding, printed, printed_by, unplaced
from wflint.finding import Severity
from wflint.source import Source

every_run = pytest.mark.parametrize("run", RUNS)


@pytest.fixture(scope="session")
def junit_schema():
    """The schema of Jenkins' xUnit plug-in, which pytest's own tests carry."""
    path = os.environ.get("WFLINT_JUNIT_XSD", "")
    if not os.path.exists(path):
        missing(
            "junit-10.xsd", "unpack pytest's source distribution, and set WFLINT_JUNIT_XSD to the file in it"
        )
    return xmlschema.XMLSchema(path)


@every_run
def test_junit_is_valid(run, junit_schema):
    junit_schema.validate(printed("junit", run))


@every_run
def test_checkstyle_is_valid(run):
    xmlschema.XMLSchema(ROOT / "tests" / "checkstyle.xsd").validate(printed("checkstyle", run))


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
@every_run
def test_xml_says_what_was_found(name, run):
    tree = ElementTree.fromstring(printed(name, run).encode())
    told = [e.get("message") for e in tree.iter("failure" if name == "junit" else "error")]
    assert len(told) == sum(map(len, RUNS[run]))
    for message, each in zip(told, (each for findings in RUNS[run] for each in findings), strict=True):
        if each.message == EVIL:
            assert "]]>&<b> \"'` |x| $a$ *b*" in message
        else:
            assert message.lower().startswith(each.message.lower())


def test_junit_counts_its_tests():
    tree = ElementTree.fromstring(printed("junit", "many files").encode())
    for suite in [tree, *tree.iter("testsuite")]:
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == sum(case.find("failure") is not None for case in cases)
    whole = ElementTree.fromstring(printed_by("junit", [], failed=True).encode())
    assert [whole.get(name) for name in ("tests", "failures", "errors")] == ["1", "0", "1"]
    assert whole.find(".//error").get("message") == "wflint could not do all of its work"


# The fields of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format, and none but those.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    # "The path must be relative to the repository": there is no ./ before it.
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {name: {"type": "integer", "minimum": 1} for name in ("begin", "end")},
                    },
                },
            },
        },
    },
}


@every_run
def test_gitlab_is_valid(run):
    jsonschema_rs.validate(GITLAB, json.loads(printed("gitlab", run)))


def test_gitlab_tells_findings_apart_and_knows_them_again():
    def fingerprints(*findings):
        return [issue["fingerprint"] for issue in json.loads(printed_by("gitlab", [findings]))]

    findings = [
        finding(),
        finding(),
        finding(line=7, end_line=8),
        finding(pointer="/steps/0/model"),
        finding(owner="draft"),
        finding(message="other"),
        finding(rule="other"),
        finding(file="b.yaml"),
    ]
    assert len(set(fingerprints(*findings))) == len(findings)
    moved = [
        each._replace(line=40, column=2, pointer=each.pointer.replace("0", "12"), document=3)
        for each in findings
    ]
    assert fingerprints(*moved) == fingerprints(*findings)
    assert fingerprints(*findings[3:]) == fingerprints(*findings)[3:], "whatever else was mended"


# The messages of reviewdog's proto/rdf/reviewdog.proto that we write. Its reader refuses any field beside those.
_POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "additionalProperties": False,
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": _POSITION, "end": _POSITION},
}


def _named(*required, **properties):
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


_STRING = {"type": "string", "minLength": 1}
RDJSON = _named(
    "source", "diagnostics",
    source=_named("name", "url", name=_STRING, url=_STRING),
    diagnostics={
        "type": "array",
        "items": _named(
            "message", "location", "severity", "code",
            message=_STRING,
            location=_named("path", path=_STRING, range=_RANGE),
            severity={"enum": ["ERROR", "WARNING", "INFO"]},
            code=_named("value", value=_STRING, url=_STRING),
            suggestions={"type": "array", "items": _named("range", "text", range=_RANGE, text={"type": "string"})},
        ),
    },
)  # fmt: skip


@every_run
def test_rdjson_is_valid(run):
    text = printed("rdjson", run)
    jsonschema_rs.validate(RDJSON, json.loads(text))
    assert "\\ud" not in text.replace("\\ud83d\\ude00", "").replace("\\\\ud", ""), (
        "reviewdog refuses lone surrogates"
    )


@every_run
def test_rdjson_passes_the_validator_of_the_format(run, tmp_path):
    package = (
        Path(os.environ.get("WFLINT_NODE_MODULES", "node_modules")) / "@umbrelladocs" / "rdformat-validator"
    )
    if not package.exists():
        missing(
            "rdformat-validator",
            "npm install --prefix DIR @umbrelladocs/rdformat-validator, and set WFLINT_NODE_MODULES=DIR/node_modules",
        )
    path = tmp_path / "out.json"
    path.write_text(printed("rdjson", run))
    program = package.resolve() / "bin" / "rdformat-validator.js"
    done = subprocess.run(["node", program, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_rdjson_counts_bytes_and_its_suggestions_mend():
    [diagnostic] = json.loads(printed("rdjson", "one finding"))["diagnostics"]
    lines = [line.encode() for line in TEXT.splitlines()]

    def words(span):
        start, end = span["start"], span["end"]
        assert start["line"] == end["line"]
        return lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1].decode()

    assert words(diagnostic["location"]["range"]) == "{{drfat.output}}"
    [suggestion] = diagnostic["suggestions"]
    assert (words(suggestion["range"]), suggestion["text"]) == ("drfat", "draft")


def test_rdjson_suggests_edits_that_belong_together_as_one():
    first, second = json.loads(printed("rdjson", "several edits"))["diagnostics"]
    [suggestion] = first["suggestions"]
    assert suggestion["text"] == 'draft.output}}"}\n  - {id: x'
    assert suggestion["range"]["end"] == {"line": 3, "column": 15}
    assert "suggestions" not in second


def test_rdjson_suggests_nothing_that_repeats_a_secret():
    secret = finding(rule="hardcoded-secret", line=2, column=28, end_line=2, end_column=42, fix=None)
    text = printed_by("rdjson", [[finding(), secret]], [Source("a.yaml", TEXT, "yaml")])
    assert "suggestions" not in text


def test_rdjson_takes_linear_time():
    import time

    text = "[" + "é, " * 500_000 + "1]"
    findings = [
        finding(line=1, end_line=1, column=n * 100 + 1, end_column=n * 100 + 3, fix=None)
        for n in range(10_000)
    ]
    began = time.process_time()
    printed_by("rdjson", [findings], [Source("a.yaml", text, "yaml")])
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("workspace", "folder", "expected"),
    [
        ("", "", "flows/a.yaml"),
        ("sub", "sub", "flows/a.yaml"),
        ("", "sub", "sub/flows/a.yaml"),
        ("elsewhere", "sub", "flows/a.yaml"),
    ],
)
def test_paths_are_those_of_the_repository(workspace, folder, expected, tmp_path, monkeypatch):
    for name in (workspace, folder):
        (tmp_path / name).mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / folder)
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.setenv(name, str(tmp_path / workspace))
    each = unplaced(file="./flows/a.yaml", severity=Severity.INFO)
    assert json.loads(printed_by("gitlab", [[each]]))[0]["location"]["path"] == expected
    assert printed_by("github", [[each]]).startswith(f"::notice file={expected},")
    [run] = json.loads(printed_by("sarif", [[each]]))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == expected


def test_annotations_begin_with_the_errors():
    printed = printed_by("github", [[finding(severity=each) for each in reversed(Severity)]] * 2)
    commands = [line.split(" ")[0] for line in printed.splitlines()]
    assert commands == ["::error"] * 2 + ["::warning"] * 2 + ["::notice"] * 2
