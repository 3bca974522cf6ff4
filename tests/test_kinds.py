"""What is a workflow, what only looks like one, and the cheap look that must never miss one."""

import json

import pytest
import yaml

from wflint.kinds import looks_like_workflow, may_be_workflow, recognize

MODEL = {"id": "a", "type": "model", "model": "m", "params": {}}
HTTP = {"id": "a", "type": "http", "url": "https://example.com"}
WORKFLOW = {"agent_id": "x", "prompts": ["Hello"]}

OURS = {
    # The document, for people, and the kind.
    "model step": ({"steps": [MODEL]}, "eachlabs-definition"),
    "no type": ({"steps": [{"id": "a", "model": "m", "params": {}}]}, "eachlabs-definition"),
    "older guide": ({"steps": [{"name": "a", "model": "m", "input": {}}]}, "eachlabs-definition"),
    "http step": ({"steps": [HTTP]}, "eachlabs-definition"),
    "python step": (
        {"steps": [{"step_id": "a", "type": "python", "code": "result = 1"}]},
        "eachlabs-definition",
    ),
    "pass step": ({"steps": [{"id": "a", "type": "pass", "result": 1}]}, "eachlabs-definition"),
    "parallel step": ({"steps": [{"type": "parallel", "branches": [{"steps": []}]}]}, "eachlabs-definition"),
    "choice step": ({"steps": [{"type": "choice", "condition_met_branch": {}}]}, "eachlabs-definition"),
    "first step broken": ({"steps": [{"idd": 3}, "x", MODEL]}, "eachlabs-definition"),
    "type misspelled": (
        {"steps": [{"id": "a", "type": "modle", "model": "m", "params": {}}]},
        "eachlabs-definition",
    ),
    "only step broken": ({"version": "v1", "steps": [{"id": "a", "type": "model"}]}, "eachlabs-definition"),
    "only step bare": ({"version": "v1", "steps": [{"id": "a", "type": "http"}]}, "eachlabs-definition"),
    "steps by name": ({"steps": {"a": MODEL}}, "eachlabs-definition"),
    "no steps, version": ({"version": "v1", "steps": []}, "eachlabs-definition"),
    "no steps, inputs": ({"input_schema": {}, "steps": []}, "eachlabs-definition"),
    "steps of wrong type": ({"input_schema": {}, "steps": "x"}, "eachlabs-definition"),
    "flat with ids": (
        {"workflow_id": "w", "version_id": "v", "name": "n", "steps": [MODEL]},
        "eachlabs-definition",
    ),
    "schema named": ({"$schema": "https://x/wflint/schemas/eachlabs-definition.json"}, "eachlabs-definition"),
    "PUT body": ({"definition": {"steps": [MODEL]}}, "eachlabs-version-request"),
    "PUT body, empty": ({"version_id": "v1", "definition": {}}, "eachlabs-version-request"),
    "PUT body, no steps": ({"definition": {"version": "v1", "steps": []}}, "eachlabs-version-request"),
    "PUT body, flags": ({"version_id": "v1", "locked": True}, "eachlabs-version-request"),
    "PUT body, misspelled": (
        {"version_id": "v1", "production": True, "defnition": {}},
        "eachlabs-version-request",
    ),
    "PUT body, text": ({"version_id": "v1", "definition": "x"}, "eachlabs-version-request"),
    "POST body": ({"name": "n", "definition": {"steps": [MODEL]}}, "eachlabs-workflow-request"),
    "POST body, empty": ({"name": "n", "definition": {}}, "eachlabs-workflow-request"),
    "POST body, steps misspelled": (
        {"name": "n", "definition": {"version": "v1", "stpes": [MODEL]}},
        "eachlabs-workflow-request",
    ),
    "POST body, weak step": (
        {"name": "n", "definition": {"steps": [{"step_id": "a"}]}},
        "eachlabs-workflow-request",
    ),
    "version": ({"version_id": "v1", "slug": "s", "definition": {}}, "eachlabs-version"),
    "workflow": ({"workflow_id": "w", "versions": []}, "eachlabs-workflow"),
    "flow export": ({"inputs": [], "nodes_json": "[]", "steps": []}, "eachlabs-flow-export"),
    "flow export, slug": ({"steps": [{"id": "a", "model_slug": "m", "params": {}}]}, "eachlabs-flow-export"),
    "asteroid": (WORKFLOW, "asteroid-workflow"),
    "asteroid by id": ({"id": "x", "result_schema": {}, "prompts": ["Hello"]}, "asteroid-workflow"),
    "asteroid, no prompts": (
        {"agent_id": "x", "user_id": "y", "prompt_variables": [], "start_url": "u"},
        "asteroid-workflow",
    ),
    "asteroid, prompt a text": (
        {"agent_id": "x", "prompts": "x", "user_id": "y", "start_url": "u"},
        "asteroid-workflow",
    ),
    "asteroid versions": ([WORKFLOW, WORKFLOW], "asteroid-workflow-list"),
    "asteroid versions, one broken": ([3, WORKFLOW], "asteroid-workflow-list"),
    "create": ({"prompts": ["Hello"], "start_url": "u"}, "asteroid-workflow-request"),
    "create, early 2025": ({"prompts": ["Hello"], "fields": {"start_url": "u"}}, "asteroid-workflow-request"),
    "create, provider": (
        {"name": "n", "prompts": ["Hello"], "provider": "openai"},
        "asteroid-workflow-request",
    ),
    "create, fields": ({"name": "n", "prompts": ["Hello"], "fields": {}}, "asteroid-workflow-request"),
    "create, no prompts": (
        {"name": "n", "provider": "anthropic", "start_url": "u"},
        "asteroid-workflow-request",
    ),
    "create, prompt a text": ({"name": "n", "prompts": "x", "start_url": "u"}, "asteroid-workflow-request"),
}


@pytest.mark.parametrize(("value", "kind"), OURS.values(), ids=OURS)
def test_ours(value, kind):
    recognition = recognize(value)
    assert recognition.kind is not None, recognition.lacks
    assert recognition.kind.id == kind


SPELLINGS = {
    "json": json.dumps,
    "json indented": lambda value: json.dumps(value, indent=2),
    "json spaced": lambda value: json.dumps(value, separators=(" ,\n", " : ")),
    "yaml": yaml.safe_dump,
    "yaml flow": lambda value: yaml.safe_dump(value, default_flow_style=True),
    "yaml quoted": lambda value: yaml.safe_dump(value, default_style="'"),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_the_cheap_look_misses_nothing(spell):
    assert [name for name, (value, _) in OURS.items() if not may_be_workflow(spell(value).encode())] == []


@pytest.mark.parametrize(
    "text",
    [
        "? steps\n: - {id: a, type: http, url: u}",
        "steps :\n- {id: a, type: http, url: u}",
        "steps:\n- id: a\n  type: !!str http\n  url: u",
        "steps:\n- id: a\n  type: &t http\n  url: u",
        "kind: &t http\nsteps:\n- {id: a, type: *t, url: u}",
        "steps:\n- id: a\n  type: >-\n    http\n  url: u",
        "version: v1\nsteps: # none yet\n  []",
        "name: n\ndefinition: # none yet\n  {\n  }",
    ],
)
def test_the_cheap_look_knows_yaml(text):
    assert recognize(yaml.safe_load(text)).kind is not None
    assert may_be_workflow(text.encode())


LOOK_ALIKES = {
    "Azure Pipelines": "trigger: [main]\npool: {vmImage: ubuntu-latest}\nsteps:\n- task: UsePythonVersion@0\n  inputs: {versionSpec: '3.11'}\n- script: make\n  displayName: Build\n",
    "GitHub Actions": "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/checkout@v4\n    - id: test\n      run: make test\n",
    "GitHub composite action": "name: Set up\ndescription: d\ninputs: {version: {required: true}}\nruns:\n  using: composite\n  steps:\n  - {run: make, shell: bash}\n",
    "GitHub dispatch": "on:\n  workflow_dispatch:\n    inputs:\n      env: {type: choice, options: [a, b]}\njobs: {a: {steps: [{id: x, run: y}]}}\n",
    "CircleCI": "version: 2.1\njobs:\n  build:\n    docker: [{image: python:3.11}]\n    steps:\n    - checkout\n    - run: {name: Test, command: make}\n",
    "Argo": "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: x}\nspec:\n  entrypoint: main\n  templates:\n  - name: main\n    steps:\n    - - {name: a, template: echo}\n",
    "Tekton": "apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  params: [{name: model}]\n  steps:\n  - {name: echo, image: alpine, script: echo hi}\n",
    "Google Cloud Build": "steps:\n- id: build\n  name: gcr.io/cloud-builders/docker\n  args: [build, .]\ntimeout: 600s\n",
    "Google Cloud Workflows": "main:\n  params: [args]\n  steps:\n  - fetch:\n      call: http.get\n      args: {url: 'https://example.com'}\n      result: answer\n",
    "Buildkite": "steps:\n- label: test\n  key: test\n  command: make\n  branches: main\n- wait\n- {block: Release, type: block}\n",
    "Home Assistant": "alias: Lights\ntrigger: [{platform: sun, event: sunset}]\naction:\n- parallel:\n  - {service: light.turn_on}\n",
    "promptflow": "inputs: {q: {type: string}}\nnodes:\n- name: ask\n  type: llm\n  inputs: {model: gpt-4o, q: '${inputs.q}'}\n  connection: c\n",
    "MLflow recipe": "recipe: regression/v1\nsteps:\n  train: {using: automl, model: x}\n",
    "Arazzo": "arazzo: 1.0.1\nworkflows:\n- workflowId: w\n  steps:\n  - {stepId: a, operationId: get}\n",
    "OpenAPI": "openapi: 3.1.0\ninfo: {title: t, version: v1}\npaths: {/steps: {get: {responses: {'200': {description: ok}}}}}\ncomponents: {schemas: {Step: {properties: {steps: {type: array}, model: {type: string}}}}}\n",
    "AWS Step Functions": {
        "Comment": "c",
        "StartAt": "A",
        "States": {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {}}], "End": True}},
    },
    "AWS state machine in a wrapper": {"name": "x", "definition": {"StartAt": "A", "States": {}}, "tags": {}},
    "Azure Logic Apps": {
        "definition": {
            "$schema": "https://schema.management.azure.com/x",
            "actions": {},
            "triggers": {},
            "outputs": {},
        },
        "kind": "Stateful",
    },
    "n8n": {
        "name": "My workflow",
        "nodes": [{"id": "1", "type": "n8n-nodes-base.httpRequest", "parameters": {"url": "u"}}],
        "connections": {},
        "versionId": "v",
    },
    "Mastra": {
        "id": "w",
        "inputSchema": {},
        "steps": {"a": {"id": "a", "description": "d", "inputSchema": {}}},
        "stepGraph": [{"type": "step", "step": {"id": "a"}}, {"type": "parallel", "steps": []}],
    },
    "LangChain prompt": {"_type": "prompt", "input_variables": ["a"], "template": "{a}"},
    "MCP prompts": {"name": "server", "version": "1.0.0", "prompts": [{"name": "p", "arguments": []}]},
    "MCP tool": {
        "name": "t",
        "description": "d",
        "input_schema": {"type": "object", "properties": {"steps": {}}},
    },
    "package.json": {"name": "steps", "version": "1.0.0", "scripts": {"test": "make"}, "dependencies": {}},
    "web app manifest": {"name": "App", "start_url": "/", "icons": []},
    "Chrome recording": {"title": "t", "steps": [{"type": "navigate", "url": "https://example.com"}]},
    "recipe": {"name": "Soup", "version": "1", "steps": ["Cut", "Boil"]},
    "training": {"steps": 500, "model": "resnet", "params": {}},
    "dictionary": {"name": "word", "definition": "what it means"},
    "glossary": {"name": "word", "definition": {"text": "what it means"}},
    "prompt list": {"name": "x", "prompts": ["Hello"]},
    "older Asteroid": {
        "workflow_name": "x",
        "start_url": "https://example.com",
        "prompt": "Fill in {{.DATA}}",
    },
    "strings": ["steps", "definitions"],
    "text": "steps",
    "nothing": None,
    "odd keys": {1: "steps", None: "definition", "steps": 3},
}


def parsed(value):
    return yaml.safe_load(value) if isinstance(value, str) else value


@pytest.mark.parametrize("value", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alikes(value):
    recognition = recognize(parsed(value))
    assert recognition.kind is None
    assert recognition.lacks


def test_the_cheap_look_puts_most_aside():
    passed = {name for name, value in LOOK_ALIKES.items() if may_be_workflow(str(value).encode())}
    # These have so many of our words that only parsing tells.
    assert passed <= {
        "AWS state machine in a wrapper",
        "Azure Logic Apps",
        "Chrome recording",
        "MCP tool",
        "OpenAPI",
        "Tekton",
        "odd keys",
        "older Asteroid",
        "promptflow",
        "training",
    }


NEAREST = [
    (
        {"prompts": ["x"]},
        "asteroid-workflow-request",
        "it has 'prompts' and neither an 'agent_id' nor a 'start_url'",
    ),
    ({"prompts": 3}, "asteroid-workflow-request", "its 'prompts' is no array"),
    (
        {"id": "x", "name": "n", "provider": "openai", "start_url": "u", "prompts": ["a"]},
        "asteroid-workflow-request",
        "it has an 'id', as a stored workflow has, but no 'agent_id' or 'result_schema'",
    ),
    (
        {"name": "x", "provider": "gemini", "prompts": ["a"]},
        "asteroid-workflow-request",
        "it has no 'start_url', and its 'provider' 'gemini' is not known",
    ),
    (
        {"name": "x", "provider": "opnai", "prompts": ["a"]},
        "asteroid-workflow-request",
        "it has no 'start_url', and its 'provider' 'opnai' is not known; did you mean 'openai'?",
    ),
    (
        {"prompts": [{}], "start_url": "u"},
        "asteroid-workflow-request",
        "none of its 'prompts' is a text",
    ),
    ({"workflow_id": "w", "versions": {}}, "eachlabs-workflow", "its 'versions' is no array"),
    (
        {"name": "p", "version": "1.0.0", "scripts": {}},
        None,
        "it has none of 'steps', 'definition', 'versions' and 'prompts'",
    ),
    ({"start_url": "u"}, "asteroid-workflow-request", "it has a 'start_url' and no 'prompts' array"),
    ({"steps": []}, "eachlabs-definition", "its 'steps' is empty and nothing else in it tells"),
    ({"steps": {}}, "eachlabs-definition", "its 'steps' is no array"),
    ({"steps": [{"run": "x"}]}, "eachlabs-definition", "none of its 'steps' reads as a step of one"),
    ({"setps": [MODEL]}, "eachlabs-definition", "it has no 'steps'; is 'setps' meant to be that?"),
    ({"a": 1}, None, "it has none of 'steps', 'definition', 'versions' and 'prompts'"),
    ([1], "asteroid-workflow-list", "none of its items has 'prompts' and an 'agent_id'"),
    (3, None, "it is no object"),
]


@pytest.mark.parametrize(("value", "nearest", "lacks"), NEAREST)
def test_what_is_nearest(value, nearest, lacks):
    recognition = recognize(value)
    assert recognition.kind is None
    assert (recognition.nearest and recognition.nearest.id, recognition.lacks) == (nearest, lacks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"steps": [{"step_id": "a",}]}', True),
        ("steps:\n  - model: m\n    params: {\n", True),
        ('{"prompts": ["a" "b"], "start_url": 3}', True),
        ("definition:\n\tsteps:\n  input_schema: {}", True),
        ("jobs:\n  a:\n    steps:\n      - run: [\n", False),
        ('{"prompts": ["a",]}', False),
        ('{"text": "the steps and the model and its params",}', False),
    ],
)
def test_broken_texts(text, expected):
    assert looks_like_workflow(text) is expected


def test_the_cheap_look_is_linear():
    # Each of these took a naive pattern quadratic time.
    for text in (b"? " * 400_000 + b"steps", b"steps " * 200_000 + b"type: " * 100_000 + b"http url version"):
        assert may_be_workflow(text) in (True, False)


KIND_OF_SHAPE = {
    "definition": "eachlabs-definition",
    "version-request (flat": "eachlabs-definition",
    "version-request": "eachlabs-version-request",
    "version-response": "eachlabs-version",
    "create-request": "eachlabs-workflow-request",
    "workflow-detail": "eachlabs-workflow",
}


def test_corpus(corpus):
    rows = [line.split("\t") for line in (corpus / "eachlabs/index.tsv").read_text().splitlines()[1:]]
    for name, shape, *_ in rows:
        word = next(
            (known for known in KIND_OF_SHAPE if " (" in known and shape.startswith(known)),
            shape.split(" ")[0],
        )
        data = (corpus / "eachlabs" / name).read_bytes()
        assert may_be_workflow(data), name
        assert recognize(json.loads(data)).kind.id == KIND_OF_SHAPE[word], name
    for path in (corpus / "flow-exports").glob("*.json"):
        assert may_be_workflow(path.read_bytes()), path.name
        assert recognize(json.loads(path.read_bytes())).kind.id == "eachlabs-flow-export", path.name
    kinds = {
        path.stem: recognize(json.loads(path.read_bytes())).kind
        for path in (corpus / "asteroid").glob("*.json")
    }
    assert kinds.pop("commercial-auto-insurance") is None
    assert kinds.pop("docs-versions-response").id == "asteroid-workflow-list"
    assert {kind.id for kind in kinds.values()} == {"asteroid-workflow-request"}
