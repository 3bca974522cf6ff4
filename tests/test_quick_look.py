"""What a quick look takes for right is what the rules find right: without it, they find the same."""

import json

import pytest
import yaml

import wflint.formats.references
from generated import Document
from marks import read
from test_rules import RULES
from wflint.engine import lint_source
from wflint.kinds import recognize
from wflint.model import Doubts
from wflint.options import Options
from wflint.rules import _OF_DOUBTS
from wflint.source import Source

EXAMPLES = [text for rule in RULES for text in (*rule.good, *(example.text for example in rule.bad))]


def all_in_doubt(_workflow, texts, _style, _leads, _named):
    return "", texts


def findings(source, style):
    found = lint_source(source, Options(reference_style=style)).findings
    return [finding for finding in found if finding.rule != "internal-error"]


@pytest.fixture
def compare(monkeypatch):
    def compare(text, language):
        for style in ("auto", "template", "path"):
            source = Source("example", text, language)
            quick = findings(source, style)
            with monkeypatch.context() as patch:
                patch.setattr(wflint.formats.references, "look", all_in_doubt)
                assert findings(source, style) == quick, (style, text)

    return compare


def test_generated_documents(compare):
    looked_at = 0
    for seed in range(600):
        document = Document(seed)
        if document.kind.startswith(("eachlabs", "flow")):
            looked_at += 1
            compare(document.text, document.language)
    assert looked_at > 250


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id in _OF_DOUBTS], ids=lambda rule: rule.id)
def test_rules_of_doubts_find_nothing_where_there_are_none(rule):
    for example in rule.bad:
        value = yaml.safe_load(read(example.text)[0])
        style = example.settings.get("reference-style", "auto")
        for workflow in wflint.formats.build(value, recognize(value).kind, style):
            assert list(rule.check(workflow)), "there is something to be found"
            workflow.doubts = Doubts([], [], [], [], [], [])
            assert not list(rule.check(workflow))


def test_examples_of_the_rules(compare):
    for text in EXAMPLES:
        compare(text, "yaml")


@pytest.mark.parametrize(
    "prompts",
    [
        ["{{inputs.a}}", "$.inputs.a"],
        ["$.inputs.a", "$.first.primary", "{{inputs.a}}"],
        ["$.inputs.a", "{{inputs.a}} {{inputs.b}}", "{{first.output}}"],
        ["{{inputs.a}}", "$.inputs.b $.first.primary", "$.inputs.a $.first.primary"],
        ["it costs $.50", "{{inputs.a}}"],
        ["$.gone.primary", "$.gone.primary", "{{inputs.a}}"],
        ["{{inputs}}", "{{first}}", "{{ inputs.a }}", "{{first.output.x}}", "{{first.primary}}"],
        ["{{steps.first.output}}", "{{.a}}", "${inputs.a}", "{{$.inputs.a}}", "{{inputs.a"],
        ["{{workflow.parameters.a}}", "{{inputs.a}}"],
        ["{{last.output}}", "{{second.output}}", "{{first_fallback.output}}", "{{inputs.a}}{{last.output}}"],
        ['{{inputs["a"]}}', "{{inputs['b'].c}}", "{{first[0]}}"],
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_mixtures(compare, prompts, declared):
    steps = [
        {"id": "first", "type": "model", "model": "m", "params": {"prompt": "a"}, "fallback": {"model": "n"}}
    ]
    steps += [
        {
            "id": f"step{number}",
            "type": "model",
            "model": "m",
            "params": {"prompt": prompt, "again": [prompt]},
        }
        for number, prompt in enumerate(prompts)
    ]
    steps[1]["id"] = "second"
    steps += [
        {"id": "fork", "type": "choice", "condition": {"expression": prompts[0], "operator": "equals", "value": prompts[-1]},
         "condition_met_branch": {"steps": [{"id": "met", "type": "model", "model": "m", "params": {"p": prompts[-1]}}]},
         "default_branch": {"steps": [{"id": "pass", "type": "pass", "result": {"p": prompts[0]}}]}},
        {"id": "last", "type": "model", "model": "m", "params": {"prompt": "{{met.output}} {{fork.output}}"}},
    ]  # fmt: skip
    value = {"version": "v1", "steps": steps, "output_mapping": {"x": prompts[0], "y": "{{met.output}}"}}
    if declared:
        value["input_schema"] = {
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "required": ["a"],
        }
    compare(json.dumps(value, indent=1), "json")


@pytest.mark.parametrize("name", ["inputs", "steps", "workflow", "first_fallback"])
def test_steps_that_are_called_as_references_begin(compare, name):
    steps = [
        {"id": name, "type": "model", "model": "m", "params": {"prompt": "{{inputs.a}}"}},
        {"id": "b", "type": "model", "model": "m",
         "params": {"prompt": f"{{{{{name}.output}}}} {{{{workflow.parameters.a}}}} $.steps.a.primary"}},
    ]  # fmt: skip
    schema = {"properties": {"a": {"type": "string"}, "output": {"type": "string"}}, "required": ["a"]}
    compare(json.dumps({"steps": steps, "input_schema": schema}), "json")
