"""What is a workflow, and what only looks like one."""

import json

import pytest

from recognition import LOOK_ALIKES, MODEL, OURS, parsed
from wflint.kinds import looks_like_workflow, may_be_workflow, recognize


@pytest.mark.parametrize(("value", "kind"), OURS.values(), ids=OURS)
def test_ours(value, kind):
    recognition = recognize(value)
    assert recognition.kind is not None, recognition.lacks
    assert recognition.kind.id == kind


@pytest.mark.parametrize("value", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alikes(value):
    recognition = recognize(parsed(value))
    assert recognition.kind is None
    assert recognition.lacks


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
