"""The schema for a mixed folder takes a document for the kind that wflint takes it for, or leaves it alone."""

import json
from functools import cache

import jsonschema_rs
import pytest
import yaml

from conftest import ROOT
from test_kinds import LOOK_ALIKES, NEAREST, OURS
from wflint.kinds import KINDS, recognize

SCHEMA = json.loads((ROOT / "schemas" / "any-workflow.json").read_text("utf-8"))


@cache
def refusing(kind):
    """The schema as it would be if every document of ``kind`` were wrong, and all else right."""
    schema = json.loads(json.dumps(SCHEMA))
    schema["definitions"].update({name: {"not": {}} if name == kind else {} for name in KINDS})
    return jsonschema_rs.Draft7Validator(schema)


def told(value):
    """The kinds that the schema holds ``value`` against."""
    return [kind for kind in KINDS if not refusing(kind).is_valid(value)]


def of_json(value):
    """``value`` with the keys that JSON can have."""
    return json.loads(json.dumps(yaml.safe_load(value) if isinstance(value, str) else value))


@pytest.mark.parametrize(("value", "kind"), OURS.values(), ids=OURS)
def test_ours(value, kind):
    # An editor takes the schema that the document itself names.
    assert told(value) == ([] if "$schema" in value else [kind])


@pytest.mark.parametrize("value", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alikes(value):
    assert told(of_json(value)) == []


@pytest.mark.parametrize("value", [value for value, _, _ in NEAREST])
def test_what_is_only_near(value):
    assert told(value) == []


def test_corpus(corpus):
    wrong = {}
    for path in sorted(corpus.glob("*/*.json")):
        value = json.loads(path.read_bytes())
        kind = recognize(value).kind
        if told(value) != ([kind.id] if kind else []):
            wrong[path.name] = told(value)
    assert wrong == {}


def test_it_stands_alone():
    text = json.dumps(SCHEMA)
    assert "x-wflint-" not in text
    references = {line for line in text.split('"$ref": "')[1:] if not line.startswith("#/definitions/")}
    assert references == set()
