"""Findings that their author wants to hear nothing of: what is suppressed, and what is reported as vain."""

import json

import pytest

from command_line import bare, wflint, write  # noqa: F401 - the fixture
from wflint import Options, lint, lint_text
from wflint.engine import open_source
from wflint.fix import fix_source

STEP = '{id: b, model: m, params: {text: "{{drft.output}}"}}'
VAIN = "unused-suppression"


def said(text, name="a.yaml", **options):
    """Line and rule of each finding."""
    return [(f.line, f.rule) for f in lint_text(text, name, options=Options(**options))]


def mended(text, name="a.yaml"):
    return fix_source(open_source(name, text), Options()).text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        f"steps:\n  - {STEP} # wflint: ignore[undefined-step]",
        f"steps:\n  - {STEP} # wflint: ignore[undefined-step] -- the engine knows: ]",
        f"steps:\n  - {STEP} # wflint:ignore[ reference ]\n",
        f"steps:\n  - {STEP} # wflint: ignore\n",
        f"steps:\n  # wflint: ignore[undefined-step]\n\n  # a word\n  - {STEP}\n",
        f"# wflint: ignore[undefined-step]\nsteps: [{STEP}]\n",
        f"# a word\n---\n# wflint: ignore-file[fallback, undefined-step] -- why\nsteps:\n  - {STEP}\n",
        f"# wflint: ignore-file[undefined-step]\nsteps: [{STEP}]\n---\nsteps: [{STEP}]\n",
        f"steps:\n  - id: a\n    model: m\n    params:\n      text: |\n        Hello\n"
        f"  # wflint: ignore[undefined-step]\n  - {STEP}\n",
        "steps:\n  - id: b\n    model: m\n    params:\n"
        "      # wflint: ignore[undefined-step]\n      text: {a: 1, b: '{{drft.output}}'}\n",
        "steps:\n  - id: b\n    model: m\n    params: {text: # wflint: ignore\n      '{{a.output}}' # wflint: ignore\n    }\n",
    ],
)
def test_comments_suppress(text, end):
    rules = [rule for _, rule in said(text.replace("\n", end)) if rule not in (VAIN, "unused-step")]
    assert not rules


@pytest.mark.parametrize(
    "text",
    [
        f"steps:\n  - {STEP}\n  # wflint: ignore[undefined-step]\n",
        f"steps:\n  # wflint: ignore[undefined-step]\n  - {STEP.replace(' model', chr(10) + '     model')}\n",
        f"steps:\n  - {STEP} # wflint: ignore[undefined-input]\n",
        f"steps:\n  - {STEP} # wflint: ignore[undefined-stp]\n",
        f"steps:\n  - {STEP} # wflint: ignore[undefined-step\n",
        f"steps:\n  - {STEP} # wflint: ignores\n",
        f"steps:\n  - {STEP} # wflint: ignore[]\n",
        f"steps: # wflint: ignore-file\n  - {STEP}\n",
        f"steps:\n# wflint: ignore-file[undefined-step]\n  - {STEP}\n",
    ],
)
def test_comments_that_suppress_nothing_are_reported(text):
    rules = [rule for _, rule in said(text)]
    assert "undefined-step" in rules
    assert rules.count(VAIN) == 1


@pytest.mark.parametrize(
    "text",
    [
        'steps:\n  - {id: b, model: m, params: {text: "{{drft.output}} # wflint: ignore"}}\n',
        "steps:\n  - id: b\n    model: m\n    params:\n      text: |\n"
        "        # wflint: ignore\n        {{drft.output}} # wflint: ignore\n",
        "steps:\n  - id: b\n    model: m\n    params:\n      text: >-\n        {{drft.output}}\n\n"
        "        # wflint: ignore[undefined-step]\n",
        f'steps:\n  - {STEP}\nmetadata: {{note: "wflint: ignore"}} # see wflint: ignore\n',
    ],
)
def test_only_comments_are_comments(text):
    assert [rule for _, rule in said(text)] == ["undefined-step"]


def test_comments_of_json():
    step = '{"id": "b", "model": "m", "params": {"text": "{{drft.output}}"}}'
    for text in (
        f'{{"steps": [{step}]}} // wflint: ignore[undefined-step]',
        f'{{"steps": [\n/* wflint: ignore[undefined-step] -- why */ {step},\n]}}\n',
        f'{{"steps": [\n/* wflint:\n   ignore[undefined-step] */\n\n{step}]}}\n',
        f'/* a word */ // wflint: ignore-file[reference]\n{{"steps": [\n{step}]}}\n',
    ):
        assert not said(text, "a.jsonc"), text
    assert said(f'{{"steps": [{step}], "note": "// wflint: ignore"}}', "a.jsonc") == [(1, "undefined-step")]
    # It is no comment there, and the file cannot be read.
    assert said('{"steps": []} // wflint: ignore', "a.json") == [(1, "syntax-error")]


def test_what_cannot_be_read_has_no_comments():
    assert said("steps: [ # wflint: ignore\n") == [(1, "syntax-error")]
    stream = f"steps: [{STEP}] # wflint: ignore[undefined-step]\n---\nsteps: ]\n"
    assert said(stream) == [(1, "undefined-step"), (3, "syntax-error")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1 # wflint: ignore\n", "a: 1\n"),
        ("a: 1 # wflint: ignore[undefined-step] -- why", "a: 1"),
        ("# wflint: ignore\na: 1\n", "a: 1\n"),
        ("# a word\n  # wflint: ignore[undefined-step]\na: 1\n", "# a word\na: 1\n"),
        ("a: 1 # wflint: ignore[undefined-step, reference,unused-step]\n", "a: 1\n"),
        (
            "b: [] # wflint: ignore[undefined-step, invalid-step-id, forward-reference] -- why\n",
            "b: []\n",
        ),
        ("a: 1\n# wflint: ignore", "a: 1\n"),
        ("a: |\n  # wflint: ignore\n# wflint: ignore\n", "a: |\n  # wflint: ignore\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_vain_comments_are_taken_out(before, after, end):
    start = "steps:\n  - {id: draft, model: m, params: {}}\nmetadata: # kept\n"
    before, after = (
        start + "".join(f"  {line}" for line in text.splitlines(keepends=True)) for text in (before, after)
    )
    assert mended(before.replace("\n", end)) == after.replace("\n", end)


def test_of_several_names_those_in_use_stay():
    text = f"steps:\n  - {STEP} # wflint: ignore[empty-branch, undefined-step, fallback] -- why\n"
    assert mended(text) == text.replace("empty-branch, ", "").replace(", fallback", "")
    assert mended(
        '{"steps": [ /* wflint: ignore */ {"id": "b", "model": "m", "params": {}}]}', "a.jsonc"
    ) == ('{"steps": [ {"id": "b", "model": "m", "params": {}}]}')


def test_a_suppressed_finding_is_not_mended():
    text = 'name: w\nprovider: openai\nprompts: ["{{x}}"] # wflint: ignore[missing-dot]\nstart_url: https://example.com\n'
    assert not said(text)
    assert mended(text) == text
    assert mended(text.replace("missing-dot", "empty-prompt")) != text


def definition(*entries, **more):
    return {
        "steps": [
            {"id": "a", "model": "m", "params": {"text": "{{drft.output}}"}},
            {"id": "b", "model": "m", "params": {"text": "{{a.output}} {{drft.output}}"}},
        ],
        "metadata": {"wflint": {"ignore": list(entries)}, **more},
    }


@pytest.mark.parametrize(
    ("entries", "left"),
    [
        ([], ["/steps/0/params/text", "/steps/1/params/text"]),
        (["undefined-step"], []),
        (["reference:"], []),
        (["undefined-step:/steps/0"], ["/steps/1/params/text"]),
        (["undefined-step:/steps/1/params/text"], ["/steps/0/params/text"]),
        ([{"rule": "undefined-step", "pointer": "/steps", "reason": "the engine knows"}], []),
        ([{"rule": "undefined-step"}], []),
        (["undefined-step:/steps/0", "undefined-step:/steps/1"], []),
    ],
)
def test_documents_suppress(entries, left):
    value = definition(*entries)
    assert [f.pointer for f in lint(value)] == left
    wrapped = {"version_id": "v1", "definition": definition(*json.loads(
        json.dumps(entries).replace("/steps", "/definition/steps")
    ))}  # fmt: skip
    assert [f.pointer for f in lint(wrapped)] == [f"/definition{pointer}" for pointer in left]
    assert len(said(json.dumps(value), "a.json")) == len(left)
    stream = f"{json.dumps(definition())}\n{json.dumps(value)}\n"
    assert len(said(stream, "a.jsonl")) == 2 + len(left)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("undefined-stp", "unknown rule 'undefined-stp'; did you mean 'undefined-step'?"),
        ("unused-input:/steps/0", "there is no 'unused-input' to suppress here"),
        ("undefined-step:/steps/00", "there is no 'undefined-step' to suppress here"),
        ("undefined-step:steps", "'steps' is no JSON Pointer"),
    ],
)
def test_vain_entries_are_reported(entry, message):
    [found] = [f for f in lint(definition("undefined-step", entry)) if f.rule == VAIN]
    assert (found.message, found.pointer) == (message, "/metadata/wflint/ignore/1")


def test_vain_entries_are_taken_out_with_what_they_leave_empty():
    clean = definition(owner="x")
    del clean["metadata"]["wflint"]
    for step in clean["steps"]:
        step["params"] = {"text": "{{a.output}}"} if step["id"] == "b" else {}
    bare_one = {"steps": clean["steps"]}
    for entries in (["undefined-step"], ["undefined-step", {"rule": "empty-branch"}, "reference:/steps"]):
        for before, after in (
            ({**clean, "metadata": {"owner": "x", "wflint": {"ignore": entries}}}, clean),
            ({**clean, "metadata": {"wflint": {"ignore": entries}}}, bare_one),
        ):
            assert json.loads(mended(json.dumps(before, indent=2), "a.json")) == after
    left = {"steps": clean["steps"], "metadata": {"wflint": {"x-own": 1}}}
    before = {**left, "metadata": {"wflint": {"ignore": ["undefined-step"], "x-own": 1}}}
    assert json.loads(mended(json.dumps(before), "a.json")) == left


def test_each_version_speaks_for_itself():
    versions = [
        {"version_id": "1", "slug": "s", "definition": definition("undefined-step")},
        {"version_id": "2", "slug": "s", "definition": definition("undefined-step:/versions/1/definition/steps/0")},
        {"version_id": "3", "slug": "s", "definition": definition("undefined-step:/versions/0")},
    ]  # fmt: skip
    found = lint({"workflow_id": "w", "versions": versions})
    assert sorted((f.pointer, f.rule) for f in found) == [
        ("/versions/1/definition/steps/1/params/text", "undefined-step"),
        ("/versions/2/definition/metadata/wflint/ignore/0", VAIN),
        ("/versions/2/definition/steps/0/params/text", "undefined-step"),
        ("/versions/2/definition/steps/1/params/text", "undefined-step"),
    ]


def test_asteroid_workflows_keep_it_in_their_fields():
    value = {"name": "w", "provider": "openai", "start_url": "https://example.com", "prompts": ["{{x}}", " "]}
    assert [f.rule for f in lint(value)] == ["empty-prompt", "missing-dot"]
    value["fields"] = {"wflint": {"ignore": ["missing-dot:/prompts/0"]}}
    assert [f.rule for f in lint(value)] == ["empty-prompt"]


@pytest.mark.parametrize(
    "settings", [None, [], "x", {}, {"ignore": None}, {"ignore": [None, {"rule": 1}, {}]}]
)
def test_settings_of_another_shape_do_no_harm(settings):
    value = definition()
    value["metadata"]["wflint"] = settings
    assert {f.rule for f in lint(value)} <= {"undefined-step", "schema-violation"}


def test_only_rules_that_run_are_missed():
    text = "# wflint: ignore-file[undefined-step, unknown-model]\nsteps: # wflint: ignore\n  - {id: a, model: m, params: {}}\n"
    assert said(text) == [(1, VAIN), (2, VAIN)]
    assert said(text, ignore=("undefined-step",)) == []
    assert said(text, select=("unused-suppression",)) == []
    assert said(text, select=("reference",)) == []
    assert said(text, ignore=("unused-suppression",)) == []
    assert said(text, select=("document", "undefined-step")) == [(1, VAIN)]


def test_parts_of_files_are_configured():
    write(
        {
            "wflint.toml": '[per-file-ignores]\n"flows/*.json#/steps/0" = ["reference"]\n"b.json" = ["unused-step"]\n',
            "flows/a.json": json.dumps(definition()),
            "b.json": json.dumps(definition()),
        }
    )
    _, out, _ = wflint("--output-format", "json")
    assert [(f["file"], f["pointer"]) for f in json.loads(out)["findings"]] == [
        ("b.json", "/steps/0/params/text"),
        ("b.json", "/steps/1/params/text"),
        ("flows/a.json", "/steps/1/params/text"),
    ]
    write({"wflint.toml": '[per-file-ignores]\n"*.json#/a~b" = ["reference"]\n'})
    status, _, err = wflint("--config", "wflint.toml")
    assert status == 2
    assert "wflint.toml:2:1: '/a~b' is no JSON Pointer" in err


def test_a_comment_speaks_of_a_text_of_many_lines_that_begins_on_its_line():
    text = """\
steps:
  - id: a
    model: m
    params:
      # wflint: ignore[undefined-step]
      prompt: |
        one

        {{nope.output}}
      other: >-  # wflint: ignore[undefined-step]
        a
        {{nope.output}}
      list:
        - |  # wflint: ignore[undefined-step]
          a
          {{nope.output}}
      last: |
        {{nope.output}}
"""
    found = [f for f in lint_text(text, "a.yaml") if f.rule in ("undefined-step", "unused-suppression")]
    assert [(f.rule, f.line) for f in found] == [("undefined-step", 18)]
