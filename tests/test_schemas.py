"""The bundled schemas: right by their metaschema, helpful in an editor, agreed on by two validators."""

import copy
import itertools
import json
import subprocess
import sys
from random import Random

import jsonschema_rs
import pytest
from jsonschema import Draft7Validator

from conftest import ROOT
from generated import Document
from snippets import value_of
from wflint import catalog
from wflint.kinds import KINDS, recognize
from wflint.rules import all_rules

FOLDER = ROOT / "schemas"
SCHEMAS = {kind: json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8")) for kind in KINDS}


def subschemas(schema, path=""):
    """Every subschema with its path, ``if`` conditions left out."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for key in ("then", "else", "items", "not", "additionalProperties"):
        yield from subschemas(schema.get(key), f"{path}/{key}")
    for key in ("properties", "definitions"):
        for name, inner in schema.get(key, {}).items():
            yield from subschemas(inner, f"{path}/{key}/{name}")


ALL = [
    pytest.param(kind, path, schema, id=f"{kind}{path}")
    for kind, s in SCHEMAS.items()
    for path, schema in subschemas(s)
]


def samples(schema):
    """What an editor offers for a value of ``schema``: each of these must be right."""
    return [*schema.get("examples", ()), *(value_of(s["body"]) for s in schema.get("defaultSnippets", ()))]


def resolved(kind, schema):
    """``schema``, or what its reference leads to."""
    if "$ref" not in schema:
        return schema
    registry = catalog.registry()
    return registry.resolver(SCHEMAS[kind]["$id"]).lookup(schema["$ref"]).contents


@pytest.mark.parametrize("kind", SCHEMAS)
def test_is_draft_7(kind):
    Draft7Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert SCHEMAS[kind]["$id"] == f"{catalog.BASE}{kind}.json"


@pytest.mark.parametrize(("kind", "path", "schema"), ALL)
def test_subschema(kind, path, schema):
    assert not {"oneOf", "anyOf"} & schema.keys(), "an author would see an error for each of them"
    described = resolved(kind, schema)
    if path.rpartition("/")[0].endswith(("properties", "definitions")) or not path:
        assert described.get("title"), path
        assert described.get("description", "").endswith(".") or described.get("format"), path
    if "$ref" in schema:
        assert schema.keys() == {"$ref"}, "draft-07 does not look beside a $ref"
        assert not schema["$ref"].startswith("http")
    assert len(schema.get("enumDescriptions", ())) == len(schema.get("enum", ()))
    for keyword in schema.get("x-wflint-owner", {}):
        name, _, field = keyword.partition(":")
        assert name in schema
        # One unknown field may be another rule's to report.
        assert not field or name == "additionalProperties" or field in schema[name]
    for example in samples(schema):
        pointer = catalog.BASE + f"{kind}.json#{path}"
        found = catalog.registry().resolver().lookup(pointer)
        validator = Draft7Validator(found.contents, registry=catalog.registry(), _resolver=found.resolver)
        assert list(validator.iter_errors(example)) == []


def test_owners_are_rules():
    owners = {owner for _, _, s in (p.values for p in ALL) for owner in s.get("x-wflint-owner", {}).values()}
    assert owners <= {rule.id for rule in all_rules()}


def test_what_is_closed():
    closed = {f"{p.values[0]}{p.values[1]}" for p in ALL if p.values[2].get("additionalProperties") is False}
    steps = ("model", "http", "python", "parallel", "choice", "pass")
    parts = (*(f"{name}Step" for name in steps), "fallback", "branchFields", "condition", "auth", "retry")
    assert closed == {
        *(f"eachlabs-definition/definitions/{name}" for name in parts),
        "eachlabs-flow-export/definitions/step",
        "eachlabs-version-request",
        "asteroid-workflow-request",
    }
    for param in ALL:
        if param.values[2].get("additionalProperties") is False:
            assert param.values[2]["patternProperties"] == {"^x-": True}


def test_nothing_is_fetched():
    with pytest.raises(LookupError):
        catalog.retrieve("https://example.com/eachlabs-definition.json")
    with pytest.raises(LookupError):
        catalog.retrieve(catalog.BASE + "../secret.json")
    with pytest.raises(KeyError):
        catalog.schema("../pyproject")


def test_clean_documents_need_no_python_jsonschema():
    code = """
import sys
from wflint import shape
from wflint.kinds import recognize
document = {"steps": [{"id": "a", "model": "m", "params": {}}]}
assert shape.violations(document, recognize(document).kind) == []
print(sorted({"jsonschema", "referencing", "pydantic"} & sys.modules.keys()))
"""
    env = {"PYTHONPATH": str(ROOT / "linter")}
    assert (
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True).stdout == "[]\n"
    )


def test_official_documents(corpus):
    faulty = set()
    for path in [
        *corpus.glob("eachlabs/*.json"),
        *corpus.glob("flow-exports/*.json"),
        *corpus.glob("asteroid/*.json"),
    ]:
        value = json.loads(path.read_bytes())
        kind = recognize(value).kind
        if kind is not None and not catalog.validator(kind).is_valid(value):
            faulty.add(path.stem.partition("-skills-")[0])
    assert faulty == {"skills1", "first-sdk-no-dot", "reddit-summariser", "w3-challenge"}


def mutations(value):
    """``value`` with each of its parts in turn taken out or replaced."""
    for key in value if isinstance(value, dict) else range(len(value)):
        for other in (None, 3, "x", [], {}, True):
            changed = copy.copy(value)
            changed[key] = other
            yield changed
        changed = copy.copy(value)
        del changed[key]
        yield changed
        if isinstance(value[key], dict | list):
            for inner in mutations(value[key]):
                changed = copy.copy(value)
                changed[key] = inner
                yield changed


def assert_agreed(kind, values):
    """Both validators of ``kind`` have one verdict on each of ``values``; returns what there was."""
    quick, slow = catalog.validator(KINDS[kind]), catalog.explainer(KINDS[kind])
    assert isinstance(quick, jsonschema_rs.Draft7Validator)
    verdicts = set()
    for value in values:
        verdict = quick.is_valid(value)
        assert verdict == slow.is_valid(value), value
        verdicts.add(verdict)
    return verdicts


@pytest.mark.parametrize("kind", SCHEMAS)
def test_two_validators_agree_on_examples(kind):
    examples = [value for _, schema in subschemas(SCHEMAS[kind]) for value in samples(schema)]
    if kind == "eachlabs-definition":
        steps = SCHEMAS[kind]["definitions"]
        examples = [
            {"steps": [e]} for name in steps if name.endswith("Step") for e in steps[name].get("examples", ())
        ]
    changed = (other for value in examples if isinstance(value, dict | list) for other in mutations(value))
    assert assert_agreed(kind, changed) == {True, False}


STRANGE = [
    None,
    True,
    False,
    0,
    -1,
    2.0,
    2.5,
    10**30,
    "",
    "x",
    "model",
    "$.a.primary",
    [],
    [None],
    {},
    {"x": 1},
    {"id": "a"},
]


def disturbed(value, random):
    """``value`` changed in up to four places, at any depth, some of them by parts of its own."""
    value = copy.deepcopy(value)
    for _ in range(random.randint(1, 4)):
        holders = [part for part in parts(value) if isinstance(part, dict | list) and part]
        if not holders:
            break
        holder = random.choice(holders)
        key = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        what = random.randrange(5)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[random.choice(NAMES)] = holder.pop(key)
        elif what == 2:
            holder[key] = copy.deepcopy(random.choice(list(parts(value))))
        else:
            holder[key] = copy.deepcopy(random.choice(STRANGE))
    return value


NAMES = (
    "id",
    "step_id",
    "type",
    "model",
    "params",
    "steps",
    "name",
    "retry",
    "x-own",
    "version",
    "fields",
    "Unknown",
)


def parts(value):
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(part)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_two_validators_agree_on_disturbed_documents(kind):
    """Whole documents of the kind, sound and faulty ones, changed in several places at once."""
    random = Random(kind)
    made = [
        value for value in (Document(seed).value for seed in range(60)) if recognize(value).kind is not None
    ]
    own = [value for value in made if recognize(value).kind.id == kind] or made
    changed = (disturbed(random.choice(own), random) for _ in range(300))
    # A document of another kind is as good a test, save that it is never right.
    assert assert_agreed(kind, itertools.chain(own, changed)) >= {False}
