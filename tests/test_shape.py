"""What the shape check says: one finding a cause, in a person's words, and nothing that another rule says."""

import copy
import time

import pytest

from wflint import catalog, shape
from wflint.finding import Severity
from wflint.kinds import KINDS, recognize

OK = {"id": "a", "type": "model", "model": "m", "params": {}}
STEP = {"id": "x", "type": "model", "model": "m", "params": {}}
HTTP = {"id": "x", "type": "http", "url": "u"}
HTTP_FIELDS = ("method", "headers", "query_params", "auth", "timeout", "timeout_seconds", "validate_ssl")
UUID = "123e4567-e89b-12d3-a456-426614174000"
ANSWER = {
    "id": UUID,
    "user_id": UUID,
    "agent_id": UUID,
    "name": "n",
    "prompts": ["p"],
    "result_schema": {},
    "start_url": "http://x",
}
CREATE = {"name": "n", "prompts": ["p"], "provider": "openai", "start_url": "http://x"}


def choice(condition, **fields):
    return {
        "id": "c",
        "type": "choice",
        "condition": condition,
        "condition_met_branch": {"steps": [OK]},
        **fields,
    }


def http_model(**params):
    return {**STEP, "model": "eachlabs-http-step", "params": {"url": "u", **params}}


def without(value, *keys):
    return {key: item for key, item in value.items() if key not in keys}


def found(value, kind="eachlabs-definition"):
    return [
        (rule[0], problem.place.pointer + (" key" if problem.place.key else ""), problem.message)
        for rule, problem in shape.violations(value, KINDS[kind])
    ]


STEPS = [
    # A step (the second of two), and what is said of it: pointer behind the step's, message.
    (without(STEP, "params"), ["s", "", "step 'x' has no 'params'"]),
    (without(STEP, "params", "model"), ["s", "", "step 'x' has no 'model' and no 'params'"]),
    (without(STEP, "id"), ["s", "", "step 2 has no 'id'"]),
    ({"id": "x"}, ["s", "", "step 'x' has neither 'type' nor 'model'"]),
    ({"id": "x", "branches": []}, ["s", "", "step 'x' has no 'type'"]),
    ("x", ["s", "", "step 2 must be an object, not a string"]),
    (None, ["s", "", "step 2 must be an object, not null"]),
    # A misspelled field that has to be there is one fault.
    ({**without(STEP, "params"), "parms": {}}, ["u", "/parms key", "unknown field 'parms' in step 'x'; did you mean 'params'?"]),
    ({**without(STEP, "model"), "modle": "m"}, ["u", "/modle key", "unknown field 'modle' in step 'x'; did you mean 'model'?"]),
    ({**without(STEP, "params"), "inputs": {}}, ["u", "/inputs key", "unknown field 'inputs' in step 'x'; did you mean 'params'?"]),
    ({**STEP, "input": {}}, ["u", "/input key", "unknown field 'input' in step 'x'"]),
    ({**without(STEP, "id"), "stepid": "x"}, ["u", "/stepid key", "unknown field 'stepid' in step 2; did you mean 'step_id'?"]),
    ({"id": "x", "tpye": "http", "url": "u"}, ["u", "/tpye key", "unknown field 'tpye' in step 'x'; did you mean 'type'?"]),
    ({"id": "x", "modle": "m", "params": {}}, ["u", "/modle key", "unknown field 'modle' in step 'x'; did you mean 'model'?"]),
    # So is one that another rule would miss.
    ({**STEP, "fallback": {"model": "n", "parms": {}}}, ["u", "/fallback/parms key", "unknown field 'parms' in 'fallback' of step 'x'; did you mean 'params'?"]),
    ({**HTTP, "auth": {"type": "bearer", "tokn": "t"}}, ["u", "/auth/tokn key", "unknown field 'tokn' in 'auth' of step 'x'; did you mean 'token'?"]),
    (choice({"expression": "$.a", "operator": "equals", "vlaue": 1}),
     ["u", "/condition/vlaue key", "unknown field 'vlaue' in 'condition' of step 'c'; did you mean 'value'?"]),
    (choice({"expression": "$.a", "operator": "exists"}, default={"steps": [OK]}),
     ["u", "/default key", "unknown field 'default' in step 'c'; did you mean 'default_branch'?"]),
    ({**without(choice({"expression": "$.a", "operator": "exists"}), "condition_met_branch"), "condition_met": {"steps": [OK]}},
     ["u", "/condition_met key", "unknown field 'condition_met' in step 'c'; did you mean 'condition_met_branch'?"]),
    # A step where a branch belongs is one fault.
    ({"id": "x", "type": "parallel", "branches": [STEP]}, ["s", "/branches/0", "branch 1 of step 'x' is a step; put it in 'steps'"]),
    (choice({"expression": "$.a", "operator": "exists"}, default_branch={"model": "m", "parms": 3}),
     ["s", "/default_branch", "'default_branch' of step 'c' is a step; put it in 'steps'"]),
    # The models that stand for an HTTP or Python step have its params.
    ({**STEP, "model": "eachlabs-http-step"}, ["s", "/params", "'params' of step 'x' has no 'url'"]),
    (http_model(method="FETCH"), ["s", "/params/method", "'method' of 'params' of step 'x' cannot be 'FETCH': it is one of GET, POST, PUT, DELETE, PATCH"]),
    (http_model(headers=[]), ["s", "/params/headers", "'headers' of 'params' of step 'x' must be an object, not an array"]),
    (http_model(timeout="soon"), ["s", "/params/timeout", "'timeout' of 'params' of step 'x' must be a whole number, not a string"]),
    (http_model(auth={}), ["s", "/params/auth", "'auth' of 'params' of step 'x' has no 'type'"]),
    ({**STEP, "fallback": {"model": "eachlabs-http-step", "params": {"body": 1}}}, ["s", "/fallback/params", "'params' of 'fallback' of step 'x' has no 'url'"]),
    ({**STEP, "model": "eachlabs-python-step"}, ["s", "/params", "'params' of step 'x' has no 'code'"]),
    ({**STEP, "model": "eachlabs-python-step", "params": {"code": "result = 1", "inputs": []}},
     ["s", "/params/inputs", "'inputs' of 'params' of step 'x' must be an object, not an array"]),
    # An HTTP step's fallback is a request, unless it holds what is not known.
    ({**HTTP, "fallback": {"enabled": True, "method": "GET"}}, ["s", "/fallback", "'fallback' of step 'x' has no 'url'"]),
    # What is there and empty.
    ({**STEP, "model": ""}, ["s", "/model", "'model' of step 'x' is empty"]),
    ({**HTTP, "url": ""}, ["s", "/url", "'url' of step 'x' is empty"]),
    # A misspelled type sets off nothing else.
    ({**STEP, "type": "modle"}, ["s", "/type", "'type' of step 'x' cannot be 'modle'; did you mean 'model'?"]),
    ({"id": "x", "type": "loop"}, ["s", "/type", "'type' of step 'x' cannot be 'loop': it is one of model, http, python, parallel, choice, pass"]),
    ({**STEP, "type": 3}, ["s", "/type", "'type' of step 'x' must be a string, not the number 3"]),
    # Types.
    ({**STEP, "model": 3}, ["s", "/model", "'model' of step 'x' must be a string, not the number 3"]),
    ({**STEP, "params": []}, ["s", "/params", "'params' of step 'x' must be an object, not an array"]),
    ({**STEP, "timeout_seconds": "5"}, ["s", "/timeout_seconds", "'timeout_seconds' of step 'x' must be a whole number, not a string"]),
    ({**STEP, "timeout_seconds": -1}, ["s", "/timeout_seconds", "'timeout_seconds' of step 'x' must be 0 or more, not -1"]),
    ({**STEP, "continue_on_error": "yes"}, ["s", "/continue_on_error", "'continue_on_error' of step 'x' must be true or false, not a string"]),
    ({**STEP, "fallback": True}, ["s", "/fallback", "'fallback' of step 'x' must be an object, not true"]),
    ({**HTTP, "timeout": "abc"}, ["s", "/timeout", "'timeout' of step 'x' must be a whole number, not a string"]),
    ({**HTTP, "method": "get"}, ["s", "/method", "'method' of step 'x' cannot be 'get'; did you mean 'GET'?"]),
    ({**HTTP, "auth": {}}, ["s", "/auth", "'auth' of step 'x' has no 'type'"]),
    ({"id": "x", "type": "parallel", "branches": {}}, ["s", "/branches", "'branches' of step 'x' must be an array, not an object"]),
    ({"id": "x", "type": "parallel", "branches": []}, ["s", "/branches", "'branches' of step 'x' must have at least 1 item"]),
    ({"id": "x", "type": "parallel", "branches": [3]}, ["s", "/branches/0", "branch 1 of step 'x' must be an object, not the number 3"]),
    ({"id": "x", "type": "parallel", "branches": [{"name": "b", "steps": {}}]},
     ["s", "/branches/0/steps", "'steps' of branch 'b' of step 'x' must be an array, not an object"]),
    # The innermost step is named.
    ({"id": "x", "type": "parallel", "branches": [{"steps": [{**STEP, "id": "in", "model": 3}]}]},
     ["s", "/branches/0/steps/0/model", "'model' of step 'in' must be a string, not the number 3"]),
    # Unknown fields.
    ({**STEP, "colour": 1}, ["u", "/colour key", "unknown field 'colour' in step 'x'"]),
    ({**STEP, "retry": {"retries": 1}}, ["u", "/retry/retries key", "unknown field 'retries' in 'retry' of step 'x'"]),
    ({**STEP, "fallback": {"model": "n", "params": {}, "verison": "1"}},
     ["u", "/fallback/verison key", "unknown field 'verison' in 'fallback' of step 'x'; did you mean 'version'?"]),
    (choice({"expression": "$.a", "operator": "exists", "vlaue": 1}),
     ["u", "/condition/vlaue key", "unknown field 'vlaue' in 'condition' of step 'c'; did you mean 'value'?"]),
    (choice({"not": {"or": [{"operator": "exists"}]}}),
     ["s", "/condition/not/or/0", "item 1 of 'or' of 'not' of 'condition' of step 'c' has no 'expression'"]),
    (choice({"and": [{"expression": "$.a", "operator": "exists"}], "expression": "$.a", "operator": "exists"}),
     ["s", "/condition/expression", "'expression' of 'condition' of step 'c' is not allowed beside 'and'"]),
    (choice({"expression": "$.a"}), ["s", "/condition", "'condition' of step 'c' has no 'operator'"]),
]  # fmt: skip


@pytest.mark.parametrize(("step", "said"), STEPS)
def test_step(step, said):
    rule, pointer, message = said
    assert found({"steps": [OK, step]}) == [(rule, f"/steps/1{pointer}", message)]


DOCUMENTS = [
    ({"version": 1, "steps": [OK]}, "eachlabs-definition", "/version", "'version' must be a string, not the number 1"),
    ({"steps": {}}, "eachlabs-definition", "/steps", "'steps' must be an array, not an object"),
    (3, "eachlabs-definition", "", "the each::labs workflow definition must be an object, not the number 3"),
    ({"steps": [OK], "input_schema": "x"}, "eachlabs-definition", "/input_schema", "'input_schema' must be an object, not a string"),
    ({"version_id": "v1"}, "eachlabs-version-request", "", "the each::labs version request has no 'definition'"),
    ({"definition": {"steps": [OK]}, "locked": "yes"}, "eachlabs-version-request", "/locked", "'locked' must be true or false, not a string"),
    ({"definition": {"steps": [OK], "version": 1}}, "eachlabs-version-request", "/definition/version", "'version' of the definition must be a string, not the number 1"),
    ({"definition": {"steps": [OK]}}, "eachlabs-workflow-request", "", "the each::labs workflow request has no 'name'"),
    ({"version_id": "v", "status": "live"}, "eachlabs-version", "/status", "'status' cannot be 'live': it is one of active, archived, deleted"),
    ({"version_id": "v", "created_at": "today"}, "eachlabs-version", "/created_at", "'created_at' is not a date and time (RFC 3339)"),
    ({"workflow_id": "w", "versions": [{"version_id": "v", "locked": 1}]}, "eachlabs-workflow", "/versions/0/locked", "'locked' of version 'v' must be true or false, not the number 1"),
    ({"inputs": {}, "steps": [{"id": "a", "model_slug": "m", "params": {}}]}, "eachlabs-flow-export", "/inputs", "'inputs' must be an array, not an object"),
    ({"inputs": [], "steps": [{"id": "a", "model_slug": "m"}]}, "eachlabs-flow-export", "/steps/0", "step 'a' has no 'params'"),
    ({**ANSWER, "id": "x"}, "asteroid-workflow", "/id", "'id' is not a UUID"),
    ({**ANSWER, "id": UUID + "\n"}, "asteroid-workflow", "/id", None),
    ([ANSWER, {**ANSWER, "agent_id": "x"}], "asteroid-workflow-list", "/1/agent_id", "'agent_id' of workflow 2 is not a UUID"),
    (without(CREATE, "start_url"), "asteroid-workflow-request", "", "the Asteroid workflow request has no 'start_url'"),
    ({**CREATE, "provider": "opnai"}, "asteroid-workflow-request", "/provider", "'provider' cannot be 'opnai'; did you mean 'openai'?"),
    ({**CREATE, "prompts": "x"}, "asteroid-workflow-request", "/prompts", "'prompts' must be an array, not a string"),
    ({**CREATE, "result_schema": None}, "asteroid-workflow-request", "/result_schema", "'result_schema' must be an object, not null"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "kind", "pointer", "message"), DOCUMENTS)
def test_document(value, kind, pointer, message):
    ((rule, where, said),) = found(value, kind)
    assert (rule, where) == ("s", pointer)
    assert message in (None, said)


def test_misspelled_steps():
    assert found({"version": "v1", "stpes": [OK]}) == [
        (
            "u",
            "/stpes key",
            "unknown field 'stpes' in the each::labs workflow definition; did you mean 'steps'?",
        )
    ]
    assert found({"version_id": "v1", "definition": {"stpes": [OK]}}, "eachlabs-version-request") == [
        ("u", "/definition/stpes key", "unknown field 'stpes' in the definition; did you mean 'steps'?")
    ]


def test_unknown_field_of_a_closed_document():
    assert found({"definition": {"steps": [OK]}, "lokced": True}, "eachlabs-version-request") == [
        (
            "u",
            "/lokced key",
            "unknown field 'lokced' in the each::labs version request; did you mean 'locked'?",
        )
    ]
    assert found({**without(CREATE, "prompts"), "promts": ["p"]}, "asteroid-workflow-request") == [
        (
            "u",
            "/promts key",
            "unknown field 'promts' in the Asteroid workflow request; did you mean 'prompts'?",
        )
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({**ANSWER, "anything": 1}, "asteroid-workflow"),
        ({"steps": [OK], "anything": 1, "metadata": {"any": 1}}, "eachlabs-definition"),
        ({"steps": [{**OK, "x-note": 1, "name": "n", "description": "d"}]}, "eachlabs-definition"),
        (
            {"steps": [choice({"and": [{"expression": "$.a", "operator": "exists"}], "x-note": 1})]},
            "eachlabs-definition",
        ),
        (
            {"steps": [http_model(**dict.fromkeys(HTTP_FIELDS, "{{inputs.a}}"), more=1)]},
            "eachlabs-definition",
        ),
        ({"steps": [http_model(**dict.fromkeys(HTTP_FIELDS, "$.inputs.a"))]}, "eachlabs-definition"),
        (
            {
                "steps": [
                    {
                        **STEP,
                        "model": "eachlabs-python-step",
                        "params": {"code": "", "inputs": "{{a.output}}"},
                    }
                ]
            },
            "eachlabs-definition",
        ),
        ({"steps": [{**HTTP, "fallback": {"enabled": False}}]}, "eachlabs-definition"),
        ({"steps": [{**HTTP, "fallback": {"model": "m"}}]}, "eachlabs-definition"),
        ({"steps": [{**HTTP, "fallback": {"request": {"url": "u"}}}]}, "eachlabs-definition"),
        ({"version_id": "v", "slug": "s", "definition": {}}, "eachlabs-version"),
        ({"version_id": "v", "definition": None, "anything": 1}, "eachlabs-version"),
        ({"name": "n", "definition": {"steps": [OK]}, "anything": 1}, "eachlabs-workflow-request"),
    ],
)
def test_open_where_the_format_is(value, kind):
    assert found(value, kind) == []


OWNED = {
    "legacy-step-shape": [
        {"name": "x", "model": "m", "input": {}},
        {"name": "x", "type": "http", "url": "u"},
        {"id": "x", "model": "m", "input": {}},
        {"step_id": "x", "type": "model", "model": "m", "input": {}},
    ],
    "unknown-operator": [choice({"expression": "$.a", "operator": "==", "value": 1})],
    "missing-condition-value": [choice({"expression": "$.a", "operator": "equals"})],
    "unused-condition-value": [choice({"expression": "$.a", "operator": "exists", "value": 1})],
    "invalid-condition-value": [choice({"expression": "$.a", "operator": "in", "value": 1})],
    "missing-default-branch": [choice({"expression": "$.a", "operator": "exists"})],
    "empty-branch": [choice({"expression": "$.a", "operator": "exists"}, default_branch={"steps": []})],
    "too-many-branches": [{"id": "x", "type": "parallel", "branches": [{"steps": [OK]}] * 41}],
    "missing-fallback-params": [
        {**STEP, "fallback": {"model": "n"}},
        {**STEP, "fallback": {"model": "n", "params": None}},
        {**STEP, "fallback": {"model": "eachlabs-http-step", "params": {}}},
    ],
    "missing-fallback-model": [
        {**STEP, "fallback": {"params": {}}},
        {**STEP, "fallback": {"model": None, "params": {}}},
    ],
    "misplaced-fallback": [{"id": "x", "type": "pass", "fallback": {"model": "n", "params": {}}}],
    "incomplete-auth": [{**HTTP, "auth": {"type": "basic"}}, {**HTTP, "auth": {"type": "bearer"}}],
    "timeout-out-of-range": [{**HTTP, "timeout": 10}],
    "conflicting-step-id": [{**STEP, "step_id": "y"}],
    "invalid-step-id": [{**STEP, "id": ""}],
}


@pytest.mark.parametrize(
    "step", [s for steps in OWNED.values() for s in steps], ids=[r for r, s in OWNED.items() for _ in s]
)
def test_left_to_its_rule(step):
    assert found({"steps": [OK, step]}) == []


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"version": "v1"}, "eachlabs-definition"),
        ({"version": "v1", "steps": []}, "eachlabs-definition"),
        ({"version_id": "v1", "definition": {}}, "eachlabs-version-request"),
        ({"inputs": []}, "eachlabs-flow-export"),
        ({**CREATE, "prompts": []}, "asteroid-workflow-request"),
        ({**CREATE, "start_url": "example.com"}, "asteroid-workflow-request"),
        ({**CREATE, "prompt_variables": ["a", "a", "user-id", ""]}, "asteroid-workflow-request"),
    ],
)
def test_document_left_to_its_rule(value, kind):
    assert found(value, kind) == []


def test_repair_and_severity():
    ((_, lost),) = shape.violations(
        {"steps": [{**without(STEP, "params"), "parms": {}}]}, KINDS["eachlabs-definition"]
    )
    assert lost.severity is Severity.ERROR
    ((_, other),) = shape.violations({"steps": [{**STEP, "verison": "1"}]}, KINDS["eachlabs-definition"])
    assert other.severity is None
    assert [change.name for change in other.repair.changes] == ["version"]
    # There is one already, so that was not it.
    ((_, twice),) = shape.violations(
        {"steps": [{**STEP, "verison": "1", "version": "1"}]}, KINDS["eachlabs-definition"]
    )
    assert twice.repair is None


def test_order_is_the_documents():
    steps = [{**STEP, "zzzzzz": 1, "model": 3, "aaaaaa": 1}, without(STEP, "params"), "x"]
    pointers = [
        problem.place.pointer
        for _, problem in shape.violations({"steps": steps, "version": 1}, KINDS["eachlabs-definition"])
    ]
    assert pointers == [
        "/steps/0/model",
        "/steps/0/zzzzzz",
        "/steps/0/aaaaaa",
        "/steps/1",
        "/steps/2",
        "/version",
    ]


def test_deep_nesting():
    steps = [{**STEP, "params": []}]
    for _ in range(45):
        steps = [{"id": "p", "type": "parallel", "branches": [{"steps": steps}]}]
    assert [said for _, _, said in found({"steps": steps})] == [
        "'params' of step 'x' must be an object, not an array"
    ]
    condition = {"operator": "exists"}
    for _ in range(190):
        condition = {"not": condition}
    ((_, _, said),) = found({"steps": [choice(condition)]})
    assert said == "'not' of 'not' of 'condition' of step 'c' has no 'expression'"


@pytest.mark.parametrize(
    "value",
    [
        {"steps": [{**STEP, "model": 3, "id": f"s{number}"} for number in range(10_000)]},
        {"steps": [{**STEP, **{f"field{number}": 1 for number in range(10_000)}}]},
        {"steps": ["x"] * 10_000},
    ],
    ids=["in 10,000 steps", "in one step", "no steps at all"],
)
def test_many_faults(value):
    start = time.perf_counter()
    assert len(found(value)) == 10_000
    assert time.perf_counter() - start < 20, "not linear"


STRANGE = [
    {1: 2, "steps": [{"id": "a", 2: 3, "model": 3}]},
    {"steps": (1, 2)},
    {"steps": object()},
    {"version": 10**400, "steps": [OK]},
    {"version": float("nan"), "steps": [OK]},
    {"steps": [{"id": "x", "type": "pass", "\ud800\n": 1}]},
    {"steps": [{**STEP, "id": "x" * 100_000, "model": 3}]},
]


@pytest.mark.parametrize("value", STRANGE)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_strange_values(value, kind):
    recognize(value)
    for _, problem in shape.violations(value, kind):
        assert problem.message.isprintable()
        assert len(problem.message) < 300


CASES = [({"steps": [OK, step]}, "eachlabs-definition") for step, _ in STEPS] + [
    case[:2] for case in DOCUMENTS
]
CASES += [({"steps": [step]}, "eachlabs-definition") for steps in OWNED.values() for step in steps]


@pytest.mark.parametrize(("value", "kind"), CASES)
def test_two_explanations_agree(value, kind, monkeypatch):
    explained = shape.violations(copy.deepcopy(value), KINDS[kind])

    def refuse(_):
        raise RecursionError

    monkeypatch.setattr(catalog, "explainer", refuse)
    assert shape.violations(value, KINDS[kind]) == explained
