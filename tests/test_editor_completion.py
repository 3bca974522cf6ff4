"""What VS Code's JSON service and the YAML server offer with the schemas, and what comes of taking it."""

import json

import pytest

import wflint
from conftest import ROOT
from editor import SERVERS
from wflint.editors import vscode_settings
from wflint.kinds import KINDS, recognize
from wflint.readers import read
from wflint.source import Source

DEFINITIONS = json.loads((ROOT / "schemas" / "eachlabs-definition.json").read_text("utf-8"))["definitions"]
STEPS = [snippet["label"] for snippet in DEFINITIONS["step"]["defaultSnippets"]]
STARTS = {
    json.loads((ROOT / "schemas" / f"{kind}.json").read_text("utf-8"))["defaultSnippets"][0]["label"]: kind
    for kind in KINDS
}


def described(schema):
    return dict(zip(schema["enum"], schema["enumDescriptions"], strict=True))


def findings(text, server):
    """What wflint finds above the level of a remark; more inputs are declared than are read."""
    found = wflint.lint_text(text, f"flow.{server}", options=wflint.Options(ignore=("unused-input",)))
    return [f"{f.rule}: {f.message}" for f in found if f.severity != "info"]


def plain(item):
    documentation = item.get("documentation", "")
    return documentation["value"] if isinstance(documentation, dict) else documentation


@pytest.mark.parametrize("server", SERVERS)
def test_an_empty_file_is_offered_a_document_of_each_kind(editor, server):
    offered = editor.complete(server, "¦")
    assert [label for label in offered if label in STARTS] == list(STARTS)
    for label in STARTS:
        assert plain(offered[label]).endswith(".")


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(("label", "kind"), STARTS.items())
def test_a_starting_document_is_right(editor, server, label, kind):
    text = editor.insert(server, "¦", label)
    [document] = read(Source("flow", text, server))
    assert recognize(document.value).kind.id == kind
    assert findings(text, server) == []
    assert editor.diagnose(server, text) == []


@pytest.mark.parametrize("schema", ["any-workflow", "eachlabs-definition"])
@pytest.mark.parametrize(
    ("server", "text"),
    [
        ("json", '{"steps": [¦]}'),
        ("json", '{"steps": [{"id": "a", "type": "pass"}, ¦]}'),
        ("json", '{"steps": ¦}'),
        ("yaml", "steps:\n  - ¦"),
        ("yaml", "steps:\n- ¦"),
        ("yaml", "steps:\n  - id: a\n    type: pass\n  - ¦"),
    ],
)
def test_every_step_is_offered(editor, server, text, schema):
    offered = editor.complete(server, text, schema=schema)
    assert [label for label in offered if label in STEPS] == STEPS
    for snippet in DEFINITIONS["step"]["defaultSnippets"]:
        assert offered[snippet["label"]]["documentation"] == snippet["description"]
    if server == "json":
        assert list(offered) == STEPS, "and nothing else"


def test_there_is_a_snippet_for_every_type_of_step():
    snippets = {snippet["body"]["type"] for snippet in DEFINITIONS["step"]["defaultSnippets"]}
    assert snippets == set(DEFINITIONS["stepType"]["enum"])


INPUTS = ("topic", "language", "token", "username", "password", "key")
DECLARED = [f"{name}: {{type: string}}" for name in INPUTS]
HEAD = "\n    ".join(["input_schema:\n  properties:", *DECLARED]) + "\nsteps:\n"
JSON_HEAD = json.dumps({"input_schema": {"properties": {key: {"type": "string"} for key in INPUTS}}})[:-1]
JSON_HEAD += ', "steps": ['


def documents(json_steps, yaml_steps, after=("", "")):
    """A document in JSON and in YAML, each with its cursor."""
    return JSON_HEAD + ", ".join(json_steps) + "]" + after[0] + "}", HEAD + "".join(yaml_steps) + after[1]


DRAFT = '{"id": "draft", "type": "model", "model": "m", "params": {}}'
YAML_DRAFT = "  - id: draft\n    type: model\n    model: m\n    params: {}\n"
REQUEST = '{"id": "a", "type": "http", "url": "https://example.com"}'
YAML_REQUEST = "  - id: a\n    type: http\n    url: https://example.com\n"
PYTHON = '{"id": "b", "type": "python", "code": "result = 1"}'
YAML_PYTHON = "  - id: b\n    type: python\n    code: result = 1\n"
BRANCH = '{"steps": [{"id": "%s", "type": "pass", "result": 1}]}'
YAML_BRANCH = "      steps:\n        - {id: %s, type: pass, result: 1}\n"
CHOICE = '{"id": "b", "type": "choice", "condition_met_branch": %s, "default_branch": %s, "condition": ¦}' % (
    BRANCH % "met",
    BRANCH % "other",
)
YAML_CHOICE = (
    "  - id: b\n    type: choice\n    condition_met_branch:\n%s    default_branch:\n%s    condition:\n      ¦\n"
    % (YAML_BRANCH % "met", YAML_BRANCH % "other")
)
PARALLEL = '{"id": "b", "type": "parallel", "branches": [%s, ¦]}' % (BRANCH % "c")
YAML_PARALLEL = (
    "  - id: b\n    type: parallel\n    branches:\n      - steps:\n"
    "          - {id: c, type: pass, result: 1}\n      - ¦\n"
)


def field(step, yaml_step, name, before=False):
    """A document in which the cursor stands where the value of the field ``name`` of the step goes."""
    json_steps = [f'{step[:-1]}, "{name}": ¦}}']
    yaml_steps = [f"{yaml_step}    {name}:\n      ¦\n"]
    return documents([DRAFT] * before + json_steps, [YAML_DRAFT] * before + yaml_steps)


PLACES = {
    # What is completed there, and the text in JSON and in YAML.
    "step": documents(["¦"], ["  - ¦\n"]),
    "condition": documents([DRAFT, CHOICE], [YAML_DRAFT, YAML_CHOICE]),
    "fallback": field(DRAFT, YAML_DRAFT, "fallback"),
    "httpFallback": field(REQUEST, YAML_REQUEST, "fallback"),
    "auth": field(REQUEST, YAML_REQUEST, "auth"),
    "headers": field(REQUEST, YAML_REQUEST, "headers"),
    "queryParams": field(REQUEST, YAML_REQUEST, "query_params"),
    "body": field(REQUEST, YAML_REQUEST, "body", before=True),
    "retry": field(DRAFT, YAML_DRAFT, "retry"),
    "branch": documents([PARALLEL], [YAML_PARALLEL]),
    "outputMapping": documents([DRAFT], [YAML_DRAFT], (', "output_mapping": ¦', "output_mapping:\n  ¦\n")),
    "pythonInputs": field(PYTHON, YAML_PYTHON, "inputs", before=True),
}


def taken():
    for name, texts in PLACES.items():
        for snippet in DEFINITIONS[name]["defaultSnippets"]:
            for server, text in zip(SERVERS, texts, strict=True):
                yield pytest.param(server, text, snippet["label"], id=f"{name}-{snippet['label']}-{server}")


@pytest.mark.parametrize(("server", "text", "label"), list(taken()))
def test_a_snippet_inserts_what_is_right(editor, server, text, label):
    made = editor.insert(server, text, label)
    expected = ["unused-python-input"] if label == "inputs" else []
    assert [found.partition(":")[0] for found in findings(made, server)] == expected, made
    assert editor.diagnose(server, made) == []


def test_no_snippet_is_left_untried():
    tried = set(PLACES)
    others = {name for name, schema in DEFINITIONS.items() if "defaultSnippets" in schema} - tried
    assert others == {"inputSchema", "outputSchema"}


ENUMS = [
    ("stepType", '{"steps": [{"id": "a", "type": ¦}]}', "steps:\n  - id: a\n    type: ¦"),
    (
        "operator",
        '{"steps": [{"id": "a", "type": "choice", "condition": {"expression": "$.a.primary", "operator": ¦}}]}',
        "steps:\n  - id: a\n    type: choice\n    condition:\n      expression: $.a.primary\n      operator: ¦",
    ),
    (
        "method",
        '{"steps": [{"id": "a", "type": "http", "url": "x", "method": ¦}]}',
        "steps:\n  - id: a\n    type: http\n    url: x\n    method: ¦",
    ),
]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(("name", "json_text", "yaml_text"), ENUMS, ids=[name for name, *_ in ENUMS])
def test_values_come_with_what_they_mean(editor, server, name, json_text, yaml_text):
    schema = DEFINITIONS["condition"]["properties"]["operator"] if name == "operator" else DEFINITIONS[name]
    offered = editor.complete(
        server, json_text if server == "json" else yaml_text, schema="eachlabs-definition"
    )
    told = {label.strip('"'): item.get("documentation") for label, item in offered.items()}
    assert told == described(schema)


FIELDS = [
    ('{"steps": [{¦}]}', ["id", "type"]),
    ('{"steps": [{"id": "a", ¦}]}', ["type"]),
    ('{"version": "v", "steps": [], ¦}', ["$schema", "name", "description", "input_schema", "output_schema", "output_mapping", "timeout_seconds", "retry", "metadata"]),
    ('{"steps": [{"id": "a", "type": "pass", "result": 1, ¦}]}', ["step_id", "name", "description", "continue_on_error", "timeout_seconds", "retry", "result_path", "fallback"]),
    ('{"steps": [{"id": "a", "type": "http", "url": "u", "auth": {¦}}]}', ["type", "username", "password", "token"]),
    ('{¦}', ["steps", "input_schema", "version_id", "definition", "prompts", "start_url"]),
    ('{"definition": {¦}}', ["$schema", "version", "name", "description", "input_schema", "output_schema", "steps", "output_mapping", "timeout_seconds", "retry", "metadata"]),
    ('{"prompts": ["x"], "start_url": "https://a.example", ¦}', ["$schema", "name", "result_schema", "prompt_variables", "workflow_options", "fields", "user_id", "provider"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), FIELDS, ids=[text for text, _ in FIELDS])
def test_the_fields_that_may_stand_there_are_offered(editor, text, fields):
    offered = editor.complete("json", text)
    assert list(offered) == fields
    assert all(plain(item) for item in offered.values())


def test_the_type_comes_first(editor):
    """VS Code sorts by ``sortText``, where there is one, else by the label."""
    offered = editor.complete("json", '{"steps": [{"model": "m", ¦}]}', schema="eachlabs-definition")
    ordered = sorted(offered, key=lambda label: offered[label].get("sortText", label))
    assert ordered[:3] == ["type", "id", "params"]


def test_yaml_blocks_are_indented(editor):
    made = editor.insert("yaml", "version: v1\nsteps:\n  - id: a\n    type: choice\n    ¦\n", "condition")
    assert made.endswith("    condition:\n      \n")
    made = editor.insert("yaml", "definition:\n  steps:\n    - ¦\n", "pass step")
    assert made == (
        "definition:\n  steps:\n    - id: settings\n      type: pass\n      result:\n        style: watercolour\n"
    )


# Which schema is taken


@pytest.fixture
def repository(editor):
    """The folder of a repository in which ``wflint schema --output .wflint`` has run."""
    return editor.schemas.parent


FAULT = {
    "json": '{%s"steps": [{"id": "a", "type": "modle"}, {"id": "b", "type": "pass", "result": 1}]}',
    "yaml": "%ssteps:\n  - id: a\n    type: modle\n  - id: b\n    type: pass\n    result: 1\n",
}
NAMES = {
    "json": '"$schema": "../.wflint/eachlabs-definition.json", ',
    "yaml": "# yaml-language-server: $schema=../.wflint/eachlabs-definition.json\n",
}


@pytest.mark.parametrize("server", SERVERS)
def test_a_document_names_its_schema_by_a_relative_path(editor, repository, server):
    uri = (repository / "flows" / f"a.{server}").as_uri()
    [(marked, _)] = editor.diagnose(server, FAULT[server] % NAMES[server], uri=uri, associations=[])
    assert marked.strip('"') == "modle"
    assert editor.diagnose(server, FAULT[server] % "", uri=uri, associations=[]) == []


def test_yaml_may_name_its_schema_as_json_does(editor, repository):
    uri = (repository / "flows" / "a.yaml").as_uri()
    text = FAULT["yaml"] % "$schema: ../.wflint/eachlabs-definition.json\n"
    assert [marked for marked, _ in editor.diagnose("yaml", text, uri=uri, associations=[])] == ["modle"]
    assert [f.rule for f in wflint.lint_text(text, "a.yaml") if f.severity == "error"] == ["schema-violation"]


@pytest.mark.parametrize("name", ["a.workflow", "deep/er/b.eachlabs", "c.asteroid"])
@pytest.mark.parametrize("server", SERVERS)
def test_the_settings_of_vscode_serve_the_names(editor, repository, server, name):
    settings = vscode_settings()
    if server == "json":
        [served] = settings["json.schemas"]
        pairs = [(served["url"], served["fileMatch"])]
    else:
        pairs = list(settings["yaml.schemas"].items())
    root = repository.as_uri()
    associations = [{"uri": f"{root}/{url.removeprefix('./')}", "fileMatch": match} for url, match in pairs]
    [(marked, _)] = editor.diagnose(
        server, FAULT[server] % "", uri=f"{root}/{name}.{server}", associations=associations
    )
    assert marked.strip('"') == "modle"
    assert (
        editor.diagnose(server, FAULT[server] % "", uri=f"{root}/other.{server}", associations=associations)
        == []
    )


def test_every_schema_is_taken_without_the_network(editor):
    """The services may read files only: a reference to another address would be a fault."""
    for schema in sorted(path.stem for path in editor.schemas.glob("*.json")):
        for server in SERVERS:
            assert not [
                m for _, m in editor.diagnose(server, "{}", schema=schema) if "nable to" in m or "roblem" in m
            ]
