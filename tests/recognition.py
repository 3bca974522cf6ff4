"""Documents that are of a kind, and such as only look like one."""

import yaml

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
    "asteroid, no prompts, no start": (
        {"agent_id": "x", "user_id": "y", "prompt_variables": [], "result_schema": {}},
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
    "Kubernetes": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\nspec:\n  template:\n    spec:\n      containers:\n      - {name: web, image: 'web:1', env: [{name: MODEL_URL, value: 'http://model'}]}\n",
    "Kubernetes definition": "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  names: {kind: Pipeline}\n  versions:\n  - name: v1\n    schema: {openAPIV3Schema: {type: object, properties: {steps: {type: array, items: {type: object}}, params: {type: object}}}}\n",
    "Docker Compose": "version: '3.8'\nservices:\n  web:\n    image: web\n    ports: ['80:80']\n    healthcheck: {test: curl -f http://localhost, start_period: 5s}\n",
    "GitHub Actions with inputs": "name: Release\non:\n  workflow_dispatch:\n    inputs:\n      version: {type: string, required: true}\n      kind: {type: choice, options: [a, b]}\njobs:\n  release:\n    strategy: {matrix: {python: ['3.11']}}\n    steps:\n    - id: model\n      uses: actions/github-script@v7\n      with: {result-encoding: string, script: 'return 1'}\n    - run: 'python -m build # parallel, pass?'\n",
    "GitLab CI": "stages: [build]\nbuild:\n  stage: build\n  parallel: {matrix: [{MODEL: [a, b]}]}\n  script: [make]\n",
    "Bitbucket Pipelines": "pipelines:\n  default:\n  - parallel:\n      steps:\n      - step: {name: Test, script: [make test]}\n",
    "Azure Pipelines template": "parameters:\n- {name: version, type: string, default: '3.11'}\nsteps:\n- task: UsePythonVersion@0\n  inputs: {versionSpec: '${{ parameters.version }}'}\n- ${{ each step in parameters.steps }}:\n  - ${{ step }}\n",
    "Ansible": "- hosts: all\n  vars: {model_id: 7}\n  tasks:\n  - name: Call\n    uri: {url: 'http://example.com', method: GET}\n    register: result\n",
    "Taskfile": "version: '3'\ntasks:\n  default:\n    desc: All the steps\n    cmds: [make]\n",
    "mkdocs": "site_name: Steps\nnav: [{First steps: steps.md}, {Prompts: prompts.md}]\ntheme: {name: material, features: [navigation.steps]}\n",
    "translations": "onboarding:\n  steps:\n    first: Choose a type\n    second: The result is shown\n  prompts: {ask: 'What is your name?'}\n",
    "CloudFormation": "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties: {DefinitionString: {'Fn::Sub': '{}'}, RoleArn: {'Fn::GetAtt': Role.Arn}}\n",
    "Dify": "app: {mode: workflow, name: x}\nkind: app\nversion: 0.1.5\nworkflow:\n  graph:\n    nodes:\n    - {data: {type: llm, model: {provider: openai, name: gpt-4o}, prompt_template: []}, id: '1'}\n    edges: []\n",
    "Prefect": "name: flows\ndeployments:\n- {name: d, entrypoint: 'a.py:flow', parameters: {model: x}, work_pool: {name: p}}\n",
    "Haystack": "version: ignore\ncomponents:\n- {name: Reader, type: FARMReader, params: {model: roberta}}\npipelines:\n- {name: query, nodes: [{name: Reader, inputs: [Query]}]}\n",
    "DVC": "stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n    params: [model.steps]\n    outs: [model.pkl]\n",
    "training parameters": "model: {name: unet, channels: 64}\ntrainer: {max_steps: 1000, warmup_steps: 10}\noptimizer: {type: adam, params: {lr: 0.1}}\n",
    "pnpm lock": "lockfileVersion: '9.0'\npackages:\n  next-steps@1.0.0: {resolution: {integrity: sha512-x}, engines: {node: '>=18'}}\n",
    "npm lock": {
        "name": "x",
        "version": "1.0.0",
        "lockfileVersion": 3,
        "packages": {
            "node_modules/prompts": {
                "version": "2.4.2",
                "resolved": "https://registry.npmjs.org/prompts/-/prompts-2.4.2.tgz",
                "dependencies": {"kleur": "^3.0.3"},
            }
        },
    },
    "tsconfig": {
        "$schema": "https://json.schemastore.org/tsconfig",
        "compilerOptions": {"target": "es2022", "paths": {"@/*": ["./src/*"]}},
        "include": ["src"],
    },
    "VS Code tasks": {
        "version": "2.0.0",
        "tasks": [{"label": "build", "type": "shell", "command": "make", "problemMatcher": []}],
    },
    "Postman": {
        "info": {
            "name": "API",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [{"name": "a", "request": {"method": "GET", "url": {"raw": "http://x"}}}],
    },
    "Jupyter": {
        "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# The steps\\n", "type: model"]}],
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
    },
    "ComfyUI": {
        "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 20, "cfg": 8, "model": ["4", 0]}}
    },
    "Composer lock": {
        "_readme": ["This file locks the dependencies"],
        "content-hash": "x",
        "packages": [
            {"name": "a/b", "version": "1.0", "type": "library", "dist": {"type": "zip", "url": "https://x"}}
        ],
    },
    "ESLint": {
        "extends": ["next"],
        "rules": {"no-console": "off"},
        "overrides": [{"files": ["*.ts"], "parser": "x"}],
    },
    "Lottie": {"v": "5.5.7", "fr": 30, "layers": [{"ty": 4, "nm": "steps", "ks": {"o": {"a": 0, "k": 100}}}]},
    "GeoJSON": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"steps": 3},
                "geometry": {"type": "Point", "coordinates": [1, 2]},
            }
        ],
    },
    "API answer": {
        "id": 1,
        "workflow_id": 7,
        "user_id": 3,
        "status": "done",
        "html_url": "https://example.com",
        "steps": [{"name": "Set up job", "status": "completed", "conclusion": "success", "number": 1}],
    },
    "database rows": {"rows": [{"agent_id": 1, "version_id": 2, "name": "x", "definition": "a text"}]},
    "strings": ["steps", "definitions"],
    "text": "steps",
    "nothing": None,
    "odd keys": {1: "steps", None: "definition", "steps": 3},
}


def parsed(value):
    return yaml.safe_load(value) if isinstance(value, str) else value
