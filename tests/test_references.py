"""The two reference parsers alone, and what counts as a reference."""

import time

import pytest

import wflint
from wflint.templates.references import scan


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{inputs.x}}", ["{{inputs.x}}"]),
        ("a {{ inputs.x }} b {{s.output.y[0].z}}", ["{{ inputs.x }}", "{{s.output.y[0].z}}"]),
        ("$.inputs.x", ["$.inputs.x"]),
        ("Restyle as $.inputs.style. Keep", ["$.inputs.style"]),
        ("$.a.primary.choices[0].message.content!", ["$.a.primary.choices[0].message.content"]),
        ("($.inputs.x)", ["$.inputs.x"]),
        ("it costs $.50 or $5", ["$.50"]),
        ("${HOME} ${inputs.x}", ["${HOME}", "${inputs.x}"]),
        ("a } b }} c { d", []),
        ('{"a":{"b":{{inputs.x}}}}', ["{{inputs.x}}"]),
        ("{{$.inputs.x}} {{.x}}", ["{{$.inputs.x}}", "{{.x}}"]),
        ("${{inputs.x}}", ["{{inputs.x}}"]),
        ("größe {{inputs.größe}}", ["{{inputs.größe}}"]),
        ("\U0001f600{{inputs.x}}", ["{{inputs.x}}"]),
    ],
)
def test_spellings(text, found):
    spellings, flaws, _ = scan(text)
    assert [text[s.start : s.end] for s in spellings] == found
    assert not flaws
    for spelling in spellings:
        assert spelling.text == text[spelling.start : spelling.end]
        assert text[spelling.name_start : spelling.name_end] == spelling.name
        for name, start, end in spelling.fields:
            assert text[start:end] == name


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("{{", ["{{"]),
        ("{{}}", ["{{}}"]),
        ("{{ }}", ["{{ }}"]),
        ("{{inputs.}}", ["{{inputs.}}"]),
        ("{{inputs.x} and", ["{{inputs.x}"]),
        ("{{inputs.x and {{inputs.y}}", ["{{inputs.x"]),
        ("{{a..b}}", ["{{a..b}}"]),
        ("{{ {{a.output}} }} {{}}", ["{{ {{a.output}} }}", "{{}}"]),
        ("{{#if x}}", ["{{#if x}}"]),
        ("{{x | upper}}", ["{{x | upper}}"]),
        ("{{{a.output}}}", ["{{{a.output}}"]),
    ],
)
def test_flaws(text, flaws):
    assert [text[f.start : f.end] for f in scan(text).flaws] == flaws


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 100_000,
        "{{a}} $.b.c " * 20_000,
        "$." * 100_000,
        "{{a" + ".b" * 100_000,
        "{{" + "a" * 200_000 + "}}",
    ],
)
def test_scanning_is_linear(text):
    start = time.perf_counter()
    scan(text)
    assert time.perf_counter() - start < 3


def definition(*prompts, inputs=("topic",)):
    steps = [
        {"id": f"s{n}", "type": "model", "model": "m", "params": {"p": p}} for n, p in enumerate(prompts)
    ]
    schema = {"properties": {name: {"type": "string"} for name in inputs}, "required": list(inputs)}
    return {"input_schema": schema, "steps": steps}


def rules(document):
    return [f.rule for f in wflint.lint(document) if f.severity != "info"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        # Prose stays prose.
        (definition("{{inputs.topic}} for $.50, ${HOME}, }} and {x}"), []),
        (definition("$.inputs.topic or $.notastep.output in prose"), []),
        (definition("$.inputs.topic. Then $.s0. Done"), []),
        (definition("$.inputs.topic, as in Handlebars {{#if x}}{{name}}{{/if}}"), []),
        # A whole string of that shape is a reference in a definition of paths.
        (definition("$.inputs.topic", "$.nostep.primary"), ["undefined-step"]),
        (definition("$.inputs.topic", "$.s0"), ["incomplete-reference"]),
        (definition("$.inputs.topic", "$.topic"), ["incomplete-reference"]),
        (definition("{{inputs.topic}}", "$.nostep.primary"), []),
        # Nobody's style: the only string decides.
        (definition("$.nostep.primary", inputs=()), ["undefined-step"]),
        # Of a tie the first is the definition's own.
        (definition("{{inputs.topic}}", "$.s0.primary"), ["mixed-reference-syntax"]),
        (definition("$.inputs.topic", "{{s0.output}}"), ["mixed-reference-syntax"]),
        (definition("$.inputs.topic", "see $.steps.s0.primary"), ["wrong-reference-syntax"]),
        (definition("{{inputs.topic}}", "{{input.topic}}"), ["undefined-step"]),
    ],
)
def test_what_is_a_reference(document, expected):
    assert rules(document) == expected


def test_a_path_that_is_spelled_wrong_is_told_of_once():
    steps = [
        {"id": "first", "type": "model", "model": "m", "params": {"prompt": "$.inputs.a"}},
        {"id": "last", "type": "model", "model": "m", "params": {"prompt": "$.steps.first.primary"}},
    ]
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
    found = wflint.lint({"version": "v1", "input_schema": schema, "steps": steps})
    assert [finding.rule for finding in found] == ["wrong-reference-syntax"]
