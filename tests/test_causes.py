"""One finding for one cause: what a fault must not set off besides."""

import json

import pytest

import wflint

STEP = {"id": "a", "type": "model", "model": "m", "params": {"prompt": "a cat"}}
TOPIC = {"type": "object", "properties": {"topic": {"type": "string"}}, "required": ["topic"]}


def step(name="b", **fields):
    return {"id": name, "type": "model", "model": "m", "params": {}} | fields


def definition(*steps, schema=None, **fields):
    return {"input_schema": schema or {}, "steps": list(steps)} | fields


def export(prompt, inputs=("img",)):
    """A flow export of two steps."""
    steps = [
        {
            "id": f"step{n}",
            "name": "n",
            "type": "1019Model",
            "model_slug": "m",
            "model_version": "1",
            "params": {"p": p},
        }
        for n, p in ((1, "{{workflow.parameters.img}}" if inputs else "x"), (2, prompt))
    ]
    return {
        "name": "n",
        "inputs": [{"name": n, "type": "image", "default_value": ""} for n in inputs],
        "steps": steps,
    }


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        # A misspelled reference: what it means is not unused as well.
        (definition(step(params={"p": "{{inputs.topik}}"}), schema=TOPIC), ["undefined-input"]),
        (definition(STEP, step(params={"p": "{{aa.output}}"}), step("c", params={"p": "{{b.output}}"})), ["undefined-step"]),
        (definition(step(params={"p": "{{inputs.topic"}), schema=TOPIC), ["malformed-template"]),
        (definition(step(params={"p": "{{topic}}"}), schema=TOPIC), ["incomplete-reference"]),
        (definition(step(params={"p": "${inputs.topic}"}), schema=TOPIC), ["wrong-reference-syntax"]),
        # A wrong input schema declares nothing, and that is not the fault.
        (definition(step(params={"p": "{{inputs.topic}}"}), input_schema=[]), ["schema-violation"]),
        (definition(step(params={"p": "{{inputs.topic}}"}), input_schema=None), ["schema-violation"]),
        # A step without an id may be the one that is meant.
        (definition(step(idd="x", id=1), step("c", params={"p": "{{x.output}}"})), ["schema-violation", "unknown-field"]),
        # Flow exports have their own spellings.
        (export("{{workflow.parameters.img}} {{step1.output}}"), []),
        (export("{{inputs.img}} {{step1.output}}"), ["wrong-reference-syntax"]),
        (export("$.step1.output"), ["wrong-reference-syntax"]),
        (export("it costs $.step1.output"), []),
        (export("{{workflow.parameters.imgs}} {{step1.output}}"), ["undefined-input"]),
        (export("{{workflow.parameters.other}}{{step1.output}}", inputs=()), ["undefined-input"]),
        (export("{{step9.output}}"), ["undefined-step"]),
        (export("{{ workflow.parameters.a b }} {{step1.output}}", inputs=("img", "a b")), []),
        (export("{{workflow.parameters.a c}} {{step1.output}}"), ["malformed-template"]),
    ],
)  # fmt: skip
def test_one_cause(document, rules):
    assert [f.rule for f in wflint.lint(document) if f.severity != "info"] == rules


def test_what_an_alias_repeats_is_found_once():
    text = """\
d: &d {p: "{{nope.output}}"}
steps:
  - {id: a, type: model, model: m, params: *d}
  - {id: b, type: model, model: m, params: *d}
"""
    assert [(f.rule, f.line) for f in wflint.lint_text(text, "a.yaml") if f.severity == "error"] == [
        ("undefined-step", 1)
    ]


@pytest.mark.parametrize(
    ("prompt", "message", "content"),
    [
        ("{{a.outptu}}", "step 'a' has no field 'outptu'; did you mean 'output'?", "output"),
        ("{{a.result}}", "step 'a' has no field 'result'", "output"),
        ("{{a.body}}", "step 'a' has no field 'body'", "output.body"),
        ("{{p.x}}", "step 'p' has no field 'x'; step 'x' inside it is read by its own id", ""),
        ("{{step9.output}}", "no step 'step9'", None),
    ],
)
def test_what_is_offered(prompt, message, content):
    inner = {"id": "p", "type": "parallel", "branches": [{"steps": [step("x")]}, {"steps": [step("y")]}]}
    text = json.dumps(definition(STEP, step("step1"), inner, step("z", params={"p": prompt})))
    (finding,) = (f for f in wflint.lint_text(text) if f.severity == "error")
    assert finding.message == message
    assert (finding.fix and finding.fix.edits[0].content) == content


@pytest.mark.parametrize(
    ("variables", "prompt", "edits"),
    [
        (["firstName", "lastName"], "{{.fistName}} {{.lastName}}", {"undeclared-prompt-variable": "unsafe", "unused-prompt-variable": None}),
        (["a"], "{{.a}} {{.city}}", {"undeclared-prompt-variable": "safe"}),
        (["a", "b"], "{{.a}}", {"unused-prompt-variable": "safe"}),
        (["a", "b"], "{{range $k, $v := .}}{{$v}}{{end}}", {}),
        (["first"], "{{.first name}}", {"invalid-prompt-template": None}),
        (["first"], "{{please enter name}} {{.first}}", {"invalid-prompt-template": None}),
        (["first"], "{{first", {"invalid-prompt-template": None}),
        (["a"], "{{.a}} {{b}}", {"missing-dot": "safe"}),
    ],
)  # fmt: skip
def test_fixes_of_prompts_keep_what_was_meant(variables, prompt, edits):
    document = {"name": "n", "provider": "openai", "start_url": "https://example.com", "prompts": [prompt]}
    found = wflint.lint(document | {"prompt_variables": variables})
    assert {f.rule: f.fix and f.fix.applicability for f in found} == edits
