"""The cheap look at bytes: it never misses a workflow, and lets hardly anything else be parsed."""

import json
import time
from copy import deepcopy
from random import Random

import pytest
import yaml

from generated import Document
from oddities import Odd
from recognition import LOOK_ALIKES, OURS
from wflint import kinds, readers
from wflint.evidence import DEFINITION_FIELDS, REQUEST_FIELDS
from wflint.glance import may_be_workflow
from wflint.source import Source

SPELLINGS = {
    "json": ("json", json.dumps),
    "json compact": ("json", lambda value: json.dumps(value, separators=(",", ":"))),
    "json indented": ("json", lambda value: json.dumps(value, indent=2)),
    "json spaced": ("json", lambda value: json.dumps(value, separators=(" ,\n", " : "))),
    "yaml": ("yaml", yaml.safe_dump),
    "yaml flow": ("yaml", lambda value: yaml.safe_dump(value, default_flow_style=True)),
    "yaml quoted": ("yaml", lambda value: yaml.safe_dump(value, default_style="'")),
    "yaml double-quoted": ("yaml", lambda value: yaml.safe_dump(value, default_style='"')),
    "yaml canonical": ("yaml", lambda value: yaml.safe_dump(value, canonical=True)),
}


def is_ours(text, language):
    """Whether a document of the text is one of ours; ``None`` where the text cannot be read."""
    documents = readers.read(Source("", text, language))
    if any(document.fault is not None for document in documents):
        return None
    return any(kinds.recognize(document.value).kind is not None for document in documents)


@pytest.mark.parametrize(("language", "spell"), SPELLINGS.values(), ids=SPELLINGS)
def test_misses_nothing(language, spell):
    texts = {name: spell(value) for name, (value, _) in OURS.items()}
    assert [name for name, text in texts.items() if not is_ours(text, language)] == []
    assert [name for name, text in texts.items() if not may_be_workflow(text.encode())] == []


@pytest.mark.parametrize(
    "text",
    [
        "? steps\n: - {id: a, type: http, url: u}",
        "? # which\n  steps\n: - {id: a, type: http, url: u}",
        "\ufeff? steps\n: - {id: a, type: http, url: u}",
        "steps :\n- {id: a, type: http, url: u}",
        "key: &k steps\n*k : [{id: a, type: http, url: u}]",
        "steps:\n- id: a\n  type: !!str http\n  url: u",
        "steps:\n- id: a\n  type: !<tag:yaml.org,2002:str> http\n  url: u",
        "steps:\n- id: a\n  type: &t http\n  url: u",
        "steps:\n- id: a\n  type: # one of six, {so far}\n    http\n  url: u",
        "kind: &t http\nsteps:\n- {id: a, type: *t, url: u}",
        "steps:\n- id: a\n  type: >-\n    http\n  url: u",
        'steps:\n- id: a\n  "t\\x79pe": http\n  url: u',
        "version: v1\nsteps: # none yet\n  []",
        "version: v1\nsteps: [ # none yet\n ]",
        "none: &none []\nmetadata: {}\nsteps: *none\ninput_schema: {}",
        "name: n\ndefinition: # none yet\n  {\n  }",
        "name: n\ndefinition: { # none yet\n  }",
        "name: n\ndefinition: !!map {}",
        "tags: &none {}\nname: n\ndefinition: {<<: *none}",
    ],
)
def test_knows_yaml(text):
    assert is_ours(text.removeprefix("\ufeff"), "yaml")
    assert may_be_workflow(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        '{"steps" /* all */ : [{"id": "a", "type" /* { */ : "http", "url": "u"}]}',
        '{"steps": [{"id": "a", "type": // one of six, } so far\n "http", "url": "u"}]}',
        '{"version": "v1", "steps": [ /* none yet */ ]}',
        '{"name": "n", "definition": { // none yet\n }}',
        '{"name": "n", "definition" /* none */: {}}',
        '{"\\u0073teps": [{"id": "a", "t\\u0079pe": "htt\\u0070", "u\\u0072l": "u"}]}',
        '{"\\u0024schema": "https://example.com/wflint/eachlabs-definition.json"}',
    ],
)
def test_knows_json_with_comments_and_escapes(text):
    assert is_ours(text, "jsonc")
    assert may_be_workflow(text.encode())


_STEP_FIELDS = (
    *("id", "step_id", "type", "model", "params", "input", "url", "code", "branches", "condition"),
    *("condition_met_branch", "default_branch", "result", "result_path", "model_slug", "name"),
)
_ASTEROID = (
    *("id", "agent_id", "user_id", "prompts", "start_url", "provider", "fields", "result_schema"),
    *("prompt_variables", "workflow_options"),
)
KEYS = sorted(
    {*DEFINITION_FIELDS, *REQUEST_FIELDS, *_STEP_FIELDS, *_ASTEROID}
    | {"versions", "workflow_id", "slug", "nodes_json", "inputs", "stpes", "other"}
)
VALUES = (
    *("model", "http", "python", "parallel", "choice", "pass", "openai", "anthropic", "text"),
    *({}, [], None, True, 3, ["text"], {"steps": []}, [{"id": "a", "type": "http"}], {"start_url": "u"}),
)


def mutate(value, random):
    """A value of the same words with other places for them."""
    value = deepcopy(value)
    for _ in range(random.randrange(7)):
        objects = [found for found in nodes(value) if isinstance(found, dict)]
        if not objects:
            break
        target = random.choice([objects[0], *objects])
        key = random.choice([*target, random.choice(KEYS)])
        change = random.randrange(5)
        if change == 0:
            target.pop(key, None)
        elif change == 1:
            target[random.choice(KEYS)] = target.pop(key, None)
        elif change == 2:
            target[key] = deepcopy(random.choice(VALUES))
        elif change == 3:
            target[random.choice(KEYS)] = deepcopy(random.choice(VALUES))
        else:
            value = random.choice(({"definition": value}, {"steps": [value]}, [value], target))
    return value


def nodes(value):
    yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


@pytest.mark.parametrize("seed", range(8))
def test_never_rejects_what_is_recognized(seed):
    """Every document that is read and recognized has passed, however it was made and spelled."""
    random = Random(seed)
    values = [value for value, _ in OURS.values()]
    recognized = dict.fromkeys([*SPELLINGS, "generated", "odd yaml", "odd jsonc"], 0)
    missed = []

    def look(name, text, language):
        if is_ours(text, language):
            recognized[name] += 1
            if not may_be_workflow(text.encode()):
                missed.append((name, text))

    for number in range(150):
        value = mutate(random.choice(values), random)
        for name in random.sample(list(SPELLINGS), 3):
            language, spell = SPELLINGS[name]
            look(name, spell(value), language)
        for language in ("yaml", "jsonc"):
            odd = Odd(language, random, random.choice((0.05, 0.2, 0.5)))
            look(f"odd {language}", odd.spell(value), language)
        if number % 10 == 0:
            document = Document(seed * 1000 + number)
            look("generated", document.text, document.language)
    assert missed == []
    assert all(count > 2 for count in recognized.values()), recognized
    assert recognized["odd yaml"] > 30 < recognized["odd jsonc"], recognized


def spell_as_kept(value):
    return value if isinstance(value, str) else json.dumps({str(k): v for k, v in value.items()}, indent=2)


def test_puts_nearly_everything_else_aside():
    texts = {n: spell_as_kept(v) for n, v in LOOK_ALIKES.items() if isinstance(v, str | dict)}
    passed = {name for name, text in texts.items() if may_be_workflow(text.encode())}
    # These have so many of our words that only parsing tells.
    assert passed == {
        "GitHub Actions with inputs",
        "MCP tool",
        "OpenAPI",
        "database rows",
        "odd keys",
        "training",
    }


@pytest.mark.parametrize(
    "text",
    [
        b"? " * 400_000 + b"steps",
        b"? \n" * 300_000 + b"steps",
        b"\n" * 900_000 + b"steps ? *" + b"a" * 900_000,
        b"-" * 900_000 + b"\n" + b"- " * 300_000 + b"steps?",
        b"{ " * 400_000 + b"prompts ?" + b" " * 500_000,
        b"*" * 900_000 + b" definition",
        b"*a" * 400_000 + b" definition",
        b"steps: type: http url" + b"steps: type: " * 90_000 + b"\n",
        b"steps: " + b"type:" + b" " * 900_000 + b"type" + b" " * 900_000,
        b"steps: version" + b"steps" * 90_000 + b" " * 900_000,
        b"definition: " + b"definition:\n{ " * 90_000 + b" " * 900_000,
        b"steps " * 200_000 + b"type: " * 100_000 + b"http url version",
        b"_" * 900_000 + b"steps: agent_id" + b"_id" * 300_000,
        b"\\" * 900_000 + b"\\u00" * 200_000,
    ],
    ids=range(14),
)
def test_is_linear(text):
    began = time.process_time()
    may_be_workflow(text)
    assert time.process_time() - began < 1
