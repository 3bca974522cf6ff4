"""The one road: API, selection, crashes, limits, threads, and that nothing is fetched."""

import json
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import wflint
from wflint import kinds, options
from wflint.engine import lint_bytes, lint_source, lint_value
from wflint.finding import Severity
from wflint.options import Options, UnknownName
from wflint.rule import Rule
from wflint.source import Source

TYPO = {
    "input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
    "steps": [
        {"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
        {
            "id": "final",
            "type": "model",
            "model": "m",
            "params": {"prompt": "{{darft.output}} {{draft.output}}"},
        },
    ],
}


def test_lint_names_pointers():
    (finding,) = wflint.lint(TYPO)
    assert finding.rule == "undefined-step"
    assert finding.group == "reference"
    assert finding.severity is Severity.ERROR
    assert finding.pointer == "/steps/1/params/prompt"
    assert (finding.file, finding.line, finding.column, finding.document) == ("", None, None, None)
    assert finding.fix.edits == ()


def test_lint_text_names_positions():
    text = json.dumps(TYPO, indent=2)
    (finding,) = wflint.lint_text(text, "a.json")
    line = text.split("\n")[finding.line - 1]
    assert line[finding.column - 1 : finding.end_column - 1] == "{{darft.output}}"
    (edit,) = finding.fix.edits
    assert line[edit.column - 1 : edit.end_column - 1] == "darft"
    assert edit.content == "draft"


@pytest.mark.parametrize("text", [json.dumps(TYPO), json.dumps(TYPO).encode(), "\ufeff" + json.dumps(TYPO)])
def test_lint_text_takes_text_and_bytes(text):
    assert [f.rule for f in wflint.lint_text(text)] == ["undefined-step"]


def test_lint_path(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(TYPO))
    (tmp_path / "other.json").write_text('{"steps": [1, 2]}')
    (tmp_path / "b.yaml").write_text("steps:\n  - run: echo\n")
    findings = wflint.lint_path(str(tmp_path))
    assert [f.rule for f in findings] == ["undefined-step"]
    assert findings[0].file.endswith("a.json")
    assert [f.rule for f in wflint.lint_path(str(tmp_path / "other.json"))] == ["unrecognized-document"]
    with pytest.raises(OSError, match="missing"):
        wflint.lint_path(str(tmp_path / "missing.json"))


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (Options(), ["undefined-step"]),
        (Options(select=("reference",)), ["undefined-step"]),
        (Options(select=("fallback",)), []),
        (Options(ignore=("undefined-step",)), []),
        (Options(ignore=("reference",)), []),
        (Options(select=("undefined-step",), ignore=("reference",)), ["undefined-step"]),
    ],
)
def test_selection(options, rules):
    assert [f.rule for f in wflint.lint(TYPO, options=options)] == rules


def test_severity_is_overridden():
    (finding,) = wflint.lint(TYPO, options=Options(severity={"undefined-step": "info"}))
    assert finding.severity is Severity.INFO


def test_unknown_names_are_told():
    with pytest.raises(UnknownName, match="did you mean 'undefined-step'"):
        wflint.lint(TYPO, options=Options(select=("undefind-step",)))
    with pytest.raises(UnknownName, match="did you mean 'eachlabs-definition'"):
        wflint.lint(TYPO, kind="eachlab-definition")


def test_a_crashing_rule_costs_no_other_finding(monkeypatch):
    def check(workflow):
        yield from ()
        raise RuntimeError(f"no {workflow.system}")

    broken = Rule(severity=Severity.ERROR, on="E", id="broken", group="reference", check=check)
    chosen = options.chosen_rules((), (), (), "DE")
    monkeypatch.setattr(options, "chosen_rules", lambda *_: (broken, *chosen))
    options.chosen_checks.cache_clear()
    try:
        result = lint_source(Source("a.json", json.dumps(TYPO), "json"))
    finally:
        options.chosen_checks.cache_clear()
    assert result.crashed
    assert [f.rule for f in result.findings] == ["internal-error", "undefined-step"]
    assert "broken" in result.findings[0].message
    assert "no eachlabs" in result.findings[0].message


def deep(levels):
    value = "{{inputs.x}}"
    for _ in range(levels):
        value = [value]
    return {"steps": [{"id": "a", "type": "model", "model": "m", "params": {"p": value}}]}


def test_values_that_hold_themselves_or_one_another_many_times():
    endless: list[object] = []
    endless += [endless, endless]
    doubled: object = ["x"]
    for _ in range(60):
        doubled = [doubled, doubled]
    for value in (endless, doubled):
        (finding,) = wflint.lint(
            {"steps": [{"id": "a", "model": "m", "params": {"x": value}}], "version": "1"}
        )
        assert (finding.rule, finding.message) == ("syntax-error", "it holds more than 2,000,000 values")
    chain: list[object] = []
    chain.append(chain)
    (finding,) = wflint.lint({"steps": chain})
    assert finding.message == "objects and arrays nest deeper than 200 levels"


def test_deep_documents():
    assert "undeclared-inputs" in {f.rule for f in wflint.lint(deep(150))}
    for finding in (wflint.lint(deep(5000))[0], wflint.lint_text(json.dumps(deep(900)), "a.json")[0]):
        assert finding.rule == "syntax-error"
        assert "200 levels" in finding.message
    endless = {"steps": []}
    endless["steps"].append(endless)
    assert [f.rule for f in wflint.lint(endless)] == ["syntax-error"]


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        "x",
        [],
        {},
        [[]],
        {"steps": None},
        {"steps": {}},
        {"steps": [None, 1, "x", [], {}]},
        {"definition": 1},
        {"definition": []},
        {"definition": {"steps": [[]]}, "version_id": []},
        {
            "steps": [
                {"id": 1, "type": [], "model": {}, "params": 3, "fallback": 4, "branches": 5, "condition": 6}
            ]
        },
        {"steps": [{"id": "a", "type": "parallel", "branches": [1, {"steps": 2}, {"steps": [3]}]}]},
        {
            "steps": [
                {
                    "id": "a",
                    "type": "choice",
                    "condition": {"and": [1, {"or": 2}, {"not": []}]},
                    "default_branch": 1,
                }
            ]
        },
        {
            "steps": [
                {
                    "id": "a",
                    "type": "model",
                    "model": "m",
                    "params": {},
                    "fallback": {"params": [], "model": 1},
                }
            ]
        },
        {"input_schema": 1, "steps": []},
        {"input_schema": {"properties": [], "required": 1}, "steps": [{}]},
        {
            "input_schema": {"properties": {"a": 1}, "allOf": 1, "$ref": 1},
            "steps": [{"params": "{{inputs.b}}"}],
        },
        {"prompts": 1, "agent_id": 2},
        {"prompts": [1], "start_url": 2, "prompt_variables": [1, None]},
        {"prompts": ["{{"], "prompt_variables": "x", "start_url": "", "result_schema": []},
        {"workflow_id": 1, "versions": [1, {"definition": 2}, {"version_id": {}}]},
        {"steps": [{"id": "a\ud800", "model": "m", "params": {"\ud800": "{{\ud800.output}}"}}]},
    ],
)
@pytest.mark.parametrize("kind", [None, *kinds.KINDS])
def test_any_value_gives_findings_and_no_crash(value, kind):
    for finding in wflint.lint(value, kind=kind):
        assert finding.rule != "internal-error", finding.message


def test_bytes_that_are_no_text():
    for data, word in (
        (b"", "empty"),
        (b"\xff\xfe{\0", "UTF-16"),
        (b'{"a": "\xe9"}', "0xe9"),
        (b"PK\x03\x04\0\xff", "binary"),
    ):
        _, result = lint_bytes(data, "a.json")
        assert [f.rule for f in result.findings] == ["syntax-error"]
        assert word in result.findings[0].message


def test_threads_agree():
    documents = [json.loads(json.dumps(TYPO).replace("topic", f"topic{n}")) for n in range(200)]
    alone = [wflint.lint(d) for d in documents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(wflint.lint, documents)) == alone


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    schema = {
        "type": "object",
        "properties": {"a": {"$ref": "https://example.com/schema.json"}},
        "required": ["a"],
    }
    document = {
        "name": "n", "provider": "openai", "start_url": "https://example.com", "prompts": ["Go"],
        "result_schema": schema | {"$schema": "https://example.com/dialect"},
    }  # fmt: skip
    assert {f.rule for f in wflint.lint(document)} <= {"remote-ref", "unknown-schema-dialect"}
    document["result_schema"] = schema
    assert [f.rule for f in wflint.lint(document)] == ["remote-ref"]


def test_importing_has_no_side_effect():
    code = (
        "import sys, wflint; print(wflint.__version__); sys.exit(bool(wflint.lint({'prompts': []}) is None))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == (wflint.__version__, "")


def with_schema(schema, field="input_schema"):
    steps = [{"id": "a", "type": "model", "model": "m", "params": {"prompt": "a cat"}}]
    return {"version": "v1", "steps": steps, field: schema}


def schema_faults(value, chosen):
    return [finding.rule for finding in lint_value(value, chosen).findings if finding.group == "json-schema"]


def remembered(chosen):
    return options.chosen_checks(chosen.select, chosen.ignore, chosen.extend_select, "EJ", chosen.rules).right


RIGHT = {"type": "object", "properties": {"n": {"type": "integer", "default": 3}}}
WRONG = {"type": "object", "properties": {"n": {"type": "integer", "default": "3"}}}


def test_a_right_schema_is_remembered_and_a_wrong_one_told_of_again():
    chosen = Options(ignore=("unused-input",))
    for _ in range(3):
        assert schema_faults(with_schema(RIGHT), chosen) == []
        assert schema_faults(with_schema(WRONG), chosen) == ["invalid-default"]
    assert len(remembered(chosen)) == 1


def test_what_is_right_in_one_field_is_judged_in_another():
    chosen = Options(ignore=("undefined-input",))
    engine_only = {"properties": {"n": {"type": "string", "required": True}}}
    assert schema_faults(with_schema(engine_only), chosen) == []
    assert schema_faults(with_schema(engine_only, "output_schema"), chosen) == ["boolean-required"]


def test_what_is_equal_to_python_is_not_alike():
    chosen = Options(ignore=("undefined-step",))
    for value, faults in ((1, []), (True, ["invalid-default"]), (1.0, [])):
        schema = {"properties": {"n": {"type": "integer", "default": value}}}
        assert schema_faults(with_schema(schema), chosen) == faults


def test_only_so_many_schemas_are_remembered():
    chosen = Options(ignore=("unused-step",))
    for number in range(450):
        assert schema_faults(with_schema({"properties": {f"n{number}": {"type": "string"}}}), chosen) == []
    assert 0 < len(remembered(chosen)) <= 200


def test_where_a_rule_is_silenced_nothing_is_taken_for_right():
    assert schema_faults(with_schema(WRONG), Options(ignore_at=(("invalid-default", ""),))) == []
    assert schema_faults(with_schema(WRONG), Options()) == ["invalid-default"]
