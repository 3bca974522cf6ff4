"""SARIF, held against its published schema and Microsoft's validator."""

import json
import os
import platform
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest

from conftest import missing
from wflint.cli import main
from wflint.finding import Applicability, Edit, Finding, Fix, Related, Severity
from wflint.report import Summary, open_report
from wflint.report.style import Style
from wflint.rules import all_rules

HOW = (
    "npm install --prefix DIR @microsoft/sarif-multitool, and set WFLINT_NODE_MODULES=DIR/node_modules "
    "(a dotnet program: set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 where libicu is absent)"
)
FAULTS = """\
steps:
  - id: é😀
    type: model
    model: m
    params: {text: "{{drfat.output}}", more: "😀 {{nowhere.output}}"}
  - id: draft
    type: model
    model: m
    params: {text: hello}
"""


@pytest.fixture(scope="session")
def multitool():
    """The folder of Microsoft's SARIF tool: its program and the schema it comes with."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}.get(platform.system(), "linux")
    modules = Path(os.environ.get("WFLINT_NODE_MODULES", "node_modules"))
    folder = modules / "@microsoft" / f"sarif-multitool-{system}"
    if not (folder / "sarif-2.1.0.json").exists():
        missing("@microsoft/sarif-multitool", HOW)
    return folder.resolve()


def finding(**changes):
    related = (
        Related("a b/ü#.json", 1, 1, 1, 4, "/steps/0", "the step"),
        Related("x", None, None, None, None, "", "y"),
    )
    fix = Fix(Applicability.SAFE, "write 'draft'", (Edit(2, 3, 2, 5, "draft"), Edit(3, 1, 4, 1, "")))
    made = Finding(
        "a b/ü#.json", 2, 3, 2, 5, "/steps/1", "undefined-step", "reference", Severity.ERROR, "no step 'x'",
        "name a step", "https://example.org", related, fix,
    )  # fmt: skip
    return made._replace(**changes)


ODD = [
    finding(),
    finding(),
    finding(severity=Severity.WARNING, fix=None, related=(), help=None),
    finding(severity=Severity.INFO, line=None, column=None, end_line=None, end_column=None, fix=None),
    finding(rule="internal-error", group="internal", message="it failed.", pointer="", document=3),
    finding(file="/there/abso lute.json", message="{curly} \ud800 \x00 '%'"),
    finding(file="./here.json", end_column=3, related=()),
    finding(file="bytes\udcff.json", line=1, column=1, end_line=1, end_column=1),
    finding(file="<stdin>"),
]


def log(findings, failed=False):
    report = open_report("sarif", Style())
    pieces = [report.file(findings, None)] if findings else []
    return report.end(Summary(errors=len(findings), failed=failed), pieces)


@pytest.fixture
def linted(tmp_path, monkeypatch):
    """The log of a real run, with the text it is about beside it."""
    monkeypatch.chdir(tmp_path)
    Path("faults é.yaml").write_text(FAULTS, encoding="utf-8")
    assert main([".", "--output-format", "sarif", "--output-file", "out.sarif"]) == 1
    return Path("out.sarif")


def check_schema(text, multitool):
    schema = json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    faults = jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(json.loads(text))
    assert [f"{fault.instance_path}: {fault.message}" for fault in faults] == []


# The validator would fetch every address otherwise.
OFFLINE = """\
<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled" />
  </Properties>
</Properties>
"""


def validate(path, multitool):
    """The errors and warnings of Microsoft's validator, those for GitHub's code scanning included."""
    settings = path.with_suffix(".xml")
    settings.write_text(OFFLINE)
    program = multitool / "Sarif.Multitool"
    if not os.access(program, os.X_OK):  # npm may have been told to run no install scripts
        program.chmod(0o755)
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run(
        [program, "validate", path, "--config", settings, "--rule-kind", "Sarif;Ghas"],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert "1 files scanned." in run.stdout, run.stdout + run.stderr
    return [line for line in run.stdout.splitlines() if line.startswith(str(path.resolve()))]


def test_a_real_run_is_valid(linted, multitool):
    check_schema(linted.read_text(), multitool)
    assert validate(linted, multitool) == []


@pytest.mark.parametrize("findings", [[], ODD], ids=["no findings", "odd findings"])
def test_odd_findings_are_valid(findings, multitool, tmp_path):
    text = log(findings, failed=True)
    check_schema(text, multitool)
    path = tmp_path / "odd.sarif"
    path.write_text(text)
    assert validate(path, multitool) == []


def test_what_a_run_says(linted):
    whole = json.loads(linted.read_text())
    [run] = whole["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert whole["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert [rule["id"] for rule in rules] == [rule.id for rule in all_rules()]
    for rule, known in zip(rules, all_rules(), strict=True):
        assert rule["helpUri"] == known.url
        assert rule["shortDescription"]["text"].startswith(known.summary)
        assert rule["help"]["markdown"].startswith(f"# {known.id}\n")
        assert known.group in rule["properties"]["tags"]
    results = [result for result in run["results"] if result["ruleId"] == "undefined-step"]
    lines = FAULTS.splitlines()
    for result, words in zip(results, ("{{drfat.output}}", "{{nowhere.output}}"), strict=True):
        physical = result["locations"][0]["physicalLocation"]
        region = physical["region"]
        assert physical["artifactLocation"] == {"uri": "faults%20%C3%A9.yaml", "uriBaseId": "%SRCROOT%"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "error"
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == words
    [fix] = results[0]["fixes"]
    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]
    region = replacement["deletedRegion"]
    line = lines[region["startLine"] - 1]
    mended = (
        line[: region["startColumn"] - 1]
        + replacement["insertedContent"]["text"]
        + line[region["endColumn"] - 1 :]
    )
    assert mended == line.replace("drfat", "draft")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.json", {"uri": "a/b.json", "uriBaseId": "%SRCROOT%"}),
        ("./a b.json", {"uri": "a%20b.json", "uriBaseId": "%SRCROOT%"}),
        ("a:b#?%.json", {"uri": "a%3Ab%23%3F%25.json", "uriBaseId": "%SRCROOT%"}),
        ("é\udcff.json", {"uri": "%C3%A9%FF.json", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.json", {"uri": "file:///tmp/a%20b.json"}),
        ("C:/a b.json", {"uri": "file:///C:/a%20b.json"}),
    ],
)
def test_paths_are_uris(path, expected):
    [run] = json.loads(log([finding(file=path)]))["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == expected


def test_fingerprints_tell_findings_apart_and_survive_a_move():
    twice = [finding(), finding(), finding(message="other")]
    moved = [each._replace(line=40, end_line=40) for each in twice]

    def fingerprints(findings):
        [run] = json.loads(log(findings))["runs"]
        return [result["partialFingerprints"]["wflintFinding/v1"] for result in run["results"]]

    assert fingerprints(twice) == fingerprints(moved)
    assert len(set(fingerprints(twice))) == 3


def test_a_run_that_failed_says_so():
    [run] = json.loads(log([], failed=True))["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]
