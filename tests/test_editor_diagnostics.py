"""What VS Code's JSON service and the YAML server find wrong with the schemas, and what they show of a field."""

import json

import pytest

from conftest import ROOT
from editor import SERVERS
from wflint import catalog
from wflint.kinds import recognize
from wflint.readers import read
from wflint.source import Source

EXISTS = '{"expression": "$.z.primary", "operator": "exists"}'
BRANCH = '"condition_met_branch": {"steps": [{"id": "b", "type": "pass"}]}'
OPERATORS = (
    '"equals", "not_equals", "greater_than", "less_than", "greater_than_or_equal", "less_than_or_equal", '
    '"string_equals", "string_matches", "in", "not_in", "exists", "not_exists", "is_null", "is_not_null"'
)
NOT_ALLOWED = "Matches a schema that is not allowed."
"""The YAML server has no other word for a ``not``, whatever the schema says."""

STEPS = {
    # A step with a fault, and for each fault the text it is marked on and the message.
    '{"id": "a", "type": "modle", "model": "m", "params": {}}': [
        ('"modle"', 'Value is not accepted. Valid values: "model", "http", "python", "parallel", "choice", "pass".')
    ],
    '{"id": "a"}': [("{", 'Missing property "type".')],
    '{"type": "model", "model": "m", "params": {}}': [("{", 'Missing property "id".')],
    '{"id": "a", "type": "http", "url": "u", "methd": "GET"}': [('"methd"', "Property methd is not allowed.")],
    '{"id": "a", "type": "model", "model": "m"}': [("{", 'Missing property "params".')],
    '{"id": "a", "type": "model", "model": "m", "params": ["x"]}': [
        ('["x"]', "must be an object: each parameter by its name")
    ],
    '{"id": "a", "type": "pass", "timeout_seconds": "60s"}': [('"60s"', "must be a whole number of seconds")],
    '{"id": "a", "type": "pass", "continue_on_error": "yes"}': [('"yes"', "must be true or false")],
    '{"id": "a", "type": "http", "url": "u", "method": "get"}': [
        ('"get"', 'Value is not accepted. Valid values: "GET", "POST", "PUT", "DELETE", "PATCH".')
    ],
    '{"id": "a", "type": "http", "url": "u", "timeout": 30}': [("30", "Value is below the minimum of 5000.")],
    '{"id": "a", "type": "http", "url": "u", "auth": {"type": "basic", "username": "x"}}': [
        ('"auth"', 'Missing property "password".')
    ],
    '{"id": "a", "type": "model", "model": "m", "params": {}, "fallback": {"model": "n"}}': [
        ('"fallback"', 'Missing property "params".')
    ],
    '{"id": "a", "type": "choice", "condition": %s}' % EXISTS: [("{", 'Missing property "condition_met_branch".')],
    '{"id": "a", "type": "choice", "condition": {"expression": "$.z", "operator": "equal", "value": 1}, %s}' % BRANCH: [
        ('"equal"', f"Value is not accepted. Valid values: {OPERATORS}.")
    ],
    '{"id": "a", "type": "choice", "condition": {"expression": "$.z", "operator": "equals"}, %s}' % BRANCH: [
        ('"condition"', 'Missing property "value".')
    ],
    '{"id": "a", "type": "choice", "condition": {"and": [%s], "or": [%s]}, %s}' % (EXISTS, EXISTS, BRANCH): [
        (f"[{EXISTS}]", {"json": 'not allowed beside "and"', "yaml": NOT_ALLOWED})
    ],
    '{"id": "a", "type": "parallel", "branches": [{"id": "b", "type": "pass"}]}': [
        ('{"id": "b", "type": "pass"}', {"json": 'a step; put it in "steps"', "yaml": NOT_ALLOWED})
    ],
    '{"id": "a", "type": "parallel", "branches": {}}': [("{}", 'must be a list of branches, each with its "steps"')],
    '{"name": "a", "model": "m", "input": {"x": 1}}': [
        ("{", 'Missing property "id".'),
        ('"input": {"x": 1}', 'the spelling of an older guide: the engine takes "params"'),
    ],
}  # fmt: skip
GOOD_STEP = '{"id": "z", "type": "pass", "result": 1}'
DOCUMENTS = {
    '{"version": "v1", "steps": []}': [("[]", "Array has too few items. Expected 1 or more.")],
    '{"steps": [%s], "output_mapping": {"x": 3}}' % GOOD_STEP: [("3", "must be a reference, such as $.draft.primary")],
    '{"version_id": "v1", "definition": {"steps": [%s]}, "prodction": true}' % GOOD_STEP: [
        ('"prodction"', "Property prodction is not allowed.")
    ],
    '{"name": "n", "prompts": "x", "start_url": "https://a.example", "provider": "openai"}': [
        ('"x"', "must be a list of texts, even where it is one")
    ],
    '{"name": "n", "prompts": ["x"], "start_url": "https://a.example", "provider": "gemini"}': [
        ('"gemini"', 'Value is not accepted. Valid values: "openai", "anthropic".')
    ],
    '{"name": "n", "prompts": ["x"], "start_url": "a.example", "provider": "openai"}': [
        ('"a.example"', "not an absolute http(s) URL")
    ],
    '{"name": "n", "prompts": ["x"], "start_url": "https://a.example", "provider": "openai", "prompt_variables": ["a-b"]}': [
        ('"a-b"', "not a name that a template can read: letters, digits and _")
    ],
    # Of what is no workflow nothing is said.
    '{"name": "x", "on": "push", "jobs": {"a": {"steps": [{"id": "x", "run": "make"}]}}}': [],
    '{"steps": [{"id": "build", "name": "docker", "args": []}], "timeout": "600s"}': [],
    '{"steps": []}': [],
    '{"name": "x", "version": "1.0.0", "scripts": {"test": "make"}}': [],
    '["steps"]': [],
}  # fmt: skip
FAULTS = {**{f'{{"steps": [{GOOD_STEP}, {step}]}}': faults for step, faults in STEPS.items()}, **DOCUMENTS}


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(("text", "faults"), FAULTS.items(), ids=[*STEPS, *DOCUMENTS])
def test_faults(editor, server, text, faults):
    """JSON is YAML too, so one table does for both."""
    expected = [(marked, said[server] if isinstance(said, dict) else said) for marked, said in faults]
    assert editor.diagnose(server, text) == expected


def test_a_fault_deep_in_a_block(editor):
    text = """\
version_id: v1
definition:
  version: v1
  steps:
    - id: fan
      type: parallel
      branches:
        - name: one
          steps:
            - id: one
              type: model
              model: m
              params:
                - prompt: x
        - name: two
          stepz: []
"""
    assert editor.diagnose("yaml", text) == [
        ("- prompt: x\n", "must be an object: each parameter by its name"),
        ("n", 'Missing property "steps".'),
        ("stepz", "Property stepz is not allowed."),
    ]


def documents():
    for path in sorted(ROOT.glob("examples/*.*")):
        if path.suffix != ".toml":
            yield path


def values(path):
    text = path.read_text("utf-8")
    return [document.value for document in read(Source(path.name, text, path.suffix[1:]))]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in documents()])
def test_the_examples_have_no_faults(editor, path):
    assert all(recognize(value).kind for value in values(path))
    for server in SERVERS if path.suffix == ".json" else ("yaml",):
        assert editor.diagnose(server, path.read_text("utf-8")) == []


@pytest.mark.parametrize("server", SERVERS)
def test_editors_and_wflint_agree_on_real_documents(editor, corpus, server):
    wrong = {}
    for path in sorted(corpus.glob("*/*.json")):
        text = path.read_text("utf-8")
        kind = recognize(json.loads(text)).kind
        right = kind is None or catalog.validator(kind).is_valid(json.loads(text))
        found = editor.diagnose(server, text)
        # Few in the worst of them.
        if right != (found == []) or len(found) > 8:
            wrong[path.name] = found
    assert wrong == {}


HOVERS = [
    # A text with the cursor on a field or a value, and what is shown: the title, and a part of the rest.
    ('{"steps": [{"id": "a", "type": "model", "model": "m", "par¦ams": {}}]}', "Parameters", "`{{inputs.topic}}`"),
    ('{"steps": [{"id": "a", "type": "mo¦del", "model": "m", "params": {}}]}', "Step type", "Runs a model of the"),
    ('{"steps": [{"i¦d": "a", "type": "pass"}]}', "Step id", "`$.draft.primary`"),
    ('{"steps": [{"id": "a", "type": "choice", "condition": {"operator": "is_nu¦ll"}, %s}]}' % BRANCH, "Operator", "takes no value"),
    ('{"steps": [{"id": "a", "type": "choice", "condi¦tion": {"operator": "is_null"}, %s}]}' % BRANCH, "Condition", "comparison"),
    ('{"steps": [{"id": "a", "type": "http", "url": "u", "ti¦meout": 9000}]}', "Timeout", "in milliseconds"),
    ('{"ste¦ps": [{"id": "a", "type": "pass", "result": 1}]}', "Steps", "run in this order"),
    ('{"prom¦pts": ["x"], "start_url": "https://a.example"}', "Prompts", "`Fill in the form with {{.data}}`"),
    ('{"ste¦ps": []}', "Steps", "run in this order"),
]  # fmt: skip


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(("text", "title", "part"), HOVERS, ids=[text for text, *_ in HOVERS])
def test_hover(editor, server, text, title, part):
    shown = editor.hover(server, text)
    assert shown.removeprefix("#### ").startswith(f"{title}\n\n")
    assert part in shown
