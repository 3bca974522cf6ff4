"""Two validators, one verdict: jsonschema-rs on the road, python-jsonschema to explain and to stand in."""

import copy
import json
import socket
import threading
from random import Random

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from referencing import Registry
from referencing.jsonschema import specification_with

import wflint
from json_schema_suite import DRAFTS, cases, remotes
from wflint.embedded import metaschema
from wflint.embedded.dialects import DIALECTS
from wflint.embedded.misfit_words import say_error
from wflint.embedded.stand_in import StandIn
from wflint.embedded.subschemas import Subschemas
from wflint.embedded.validators import UNDECIDED, validator_for
from wflint.embedded.violations import find_violations

BOTH = {
    "draft-04": (jsonschema_rs.Draft4Validator, jsonschema.Draft4Validator),
    "draft-06": (jsonschema_rs.Draft6Validator, jsonschema.Draft6Validator),
    "draft-07": (jsonschema_rs.Draft7Validator, jsonschema.Draft7Validator),
    "2019-09": (jsonschema_rs.Draft201909Validator, jsonschema.Draft201909Validator),
    "2020-12": (jsonschema_rs.Draft202012Validator, jsonschema.Draft202012Validator),
}
"""The dialects that both know; draft-03 is python-jsonschema's, and our tables', alone."""

URIS = {dialect.name: dialect.uri for dialect in DIALECTS}

PYTHON_PATTERNS = {
    r"ECMA 262 regex escapes control codes with \c and upper letter",
    r"ECMA 262 regex escapes control codes with \c and lower letter",
    r"ECMA 262 \d matches ascii digits only",
    r"ECMA 262 \D matches everything but ascii digits",
    r"ECMA 262 \w matches ascii letters only",
    r"ECMA 262 \W matches everything but ascii letters",
    r"ECMA 262 \s matches whitespace",
    r"ECMA 262 \S matches everything but whitespace",
    r"patterns always use unicode semantics with pattern",
    r"patterns always use unicode semantics with patternProperties",
    r"\w in patterns matches [A-Za-z0-9_], not unicode letters",
    r"\w in patternProperties matches [A-Za-z0-9_], not unicode letters",
    r"\d in pattern matches [0-9], not unicode digits",
    r"\d in patternProperties matches [0-9], not unicode digits",
    r"pattern with non-ASCII digits",
    r"patternProperties with non-ASCII digits",
}
"""python-jsonschema takes patterns for Python's: `\\d` for any digit of Unicode, `\\p{L}` for a mistake.

None of the bundled schemas has such a pattern, and `invalid-pattern` asks an ECMA-262 engine.
"""

CONTENT = {
    "validation of string-encoded content based on media type",
    "validation of binary string-encoding",
    "validation of binary-encoded media type documents",
}
"""jsonschema-rs looks into encoded strings, which draft-07 lets a validator do; we leave those errors out."""

DEPENDENCIES = {
    "single dependency",
    "multiple dependents required",
    "dependencies with escaped characters",
    "single schema dependency",
    "boolean subschemas",
    "schema dependencies with escaped characters",
}
"""jsonschema-rs judges `dependencies` where it is only kept for old schemas; python-jsonschema does not."""

PATTERNS_ONLY = {"optional/ecmascript-regex.json": PYTHON_PATTERNS}
AND_DEPENDENCIES = {**PATTERNS_ONLY, "optional/dependencies-compatibility.json": DEPENDENCIES}
DIFFERENCES = {
    "draft4": PATTERNS_ONLY,
    "draft6": PATTERNS_ONLY,
    "draft7": {**PATTERNS_ONLY, "optional/content.json": CONTENT},
    "draft2019-09": AND_DEPENDENCIES,
    "draft2020-12": AND_DEPENDENCIES,
}


def verdict(judge, value):
    try:
        return judge(value)
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("draft", DIFFERENCES)
def test_official_suite(draft):
    """Every test of the suite but those of formats: one verdict, save in the cases that are named above."""
    rs, python = BOTH[DRAFTS[draft]]
    documents = remotes()
    specification = specification_with(URIS[DRAFTS[draft]])
    registry = Registry(retrieve=lambda uri: specification.create_resource(documents[uri]))
    differing, tests = {}, 0
    for file, case in cases(draft):
        if "format" in file:
            continue
        quick = rs(case["schema"], validate_formats=False, retriever=documents.__getitem__)
        slow = python(case["schema"], registry=registry)
        for test in case["tests"]:
            tests += 1
            if verdict(quick.is_valid, test["data"]) is not verdict(slow.is_valid, test["data"]):
                differing.setdefault(file, set()).add(case["description"])
    assert differing == DIFFERENCES[draft]
    assert tests > 600


@pytest.mark.parametrize("draft", DIFFERENCES)
def test_official_suite_by_the_stand_in(draft):
    """Where the stand-in can use a schema, it has jsonschema-rs' verdict, and gives a reason where that does."""
    uri, usable = URIS[DRAFTS[draft]], 0
    for file, case in cases(draft):
        named = DIFFERENCES[draft].get(file, ())
        if "format" in file or case["description"] in named or not isinstance(case["schema"], dict):
            continue
        schema = {"$schema": uri, **case["schema"]}
        try:
            quick, slow = validator_for(schema, {}), StandIn(schema, {})
            errors = [
                (list(quick.iter_errors(t["data"])), slow.iter_errors(t["data"])) for t in case["tests"]
            ]
        except ValueError:
            continue  # a schema that refers to others, as a rule
        usable += 1
        for ours, theirs in errors:
            assert bool(ours) == bool(theirs), (file, case["description"])
            assert all(map(say_error, (*ours, *theirs)))
    assert usable > 150


SPOKEN = [
    ({"type": "string"}, 1),
    ({"type": ["string", "null"]}, 1),
    ({"enum": [1, "a"]}, 2),
    ({"const": {"a": 1}}, 2),
    ({"minimum": 3}, 1),
    ({"maximum": 3}, 4.5),
    ({"exclusiveMinimum": 3, "exclusiveMaximum": 2}, 3),
    ({"multipleOf": 2}, 3),
    ({"minLength": 2}, "a"),
    ({"maxLength": 2, "pattern": "^b"}, "abc"),
    ({"minItems": 2}, []),
    ({"maxItems": 1, "uniqueItems": True}, [1, 1]),
    ({"items": {"type": "string"}}, ["a", 1, "b", 2]),
    ({"items": False}, [1, 2]),
    ({"prefixItems": [{"type": "string"}], "items": {"type": "null"}}, [1, 2]),
    ({"contains": {"type": "string"}, "minContains": 2}, ["a"]),
    ({"contains": {"type": "string"}, "maxContains": 1}, ["a", "b"]),
    ({"minProperties": 2}, {"a": 1}),
    ({"maxProperties": 1}, {"a": 1, "b": 2}),
    ({"required": ["b", "a", "c"]}, {"a": 1}),
    ({"properties": {"a": {"type": "string"}, "b": False}}, {"a": 1, "b": 2}),
    ({"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}, {"b": 1, "a": 2}),
    ({"properties": {"a": {}}, "additionalProperties": False}, {"a": 1, "b": 2, "c": 3}),
    ({"patternProperties": {"^a": {"type": "null"}}, "additionalProperties": False}, {"a": 1, "b": 2}),
    ({"patternProperties": {"^a": False}}, {"a": 1}),
    ({"additionalProperties": False}, {"a": 1}),
    ({"additionalProperties": {"type": "string"}}, dict.fromkeys("dacb", 1)),
    ({"propertyNames": {"maxLength": 1}}, {"ab": 1}),
    ({"dependentRequired": {"a": ["b", "c"]}}, {"a": 1, "c": 2}),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": 1}),
    ({"unevaluatedProperties": False, "properties": {"a": {}}}, {"a": 1, "b": 2, "c": 3}),
    ({"unevaluatedItems": False, "prefixItems": [{}]}, [1, 2]),
    ({"allOf": [{"minimum": 3}, {"maximum": 1}]}, 2),
    ({"anyOf": [{"type": "string"}, {"properties": {"a": {"type": "null"}}, "required": ["b"]}]}, {"a": 1}),
    ({"oneOf": [{"type": "string"}, {"minimum": 3}]}, 2),
    ({"oneOf": [{}, {}]}, 2),
    ({"not": {"type": "integer"}}, 2),
    ({"if": {"type": "integer"}, "then": {"minimum": 3}}, 2),
    ({"if": {"type": "string"}, "else": {"minimum": 3}}, 2),
    ({"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"items": {"type": "string"}}}}, {"a": [1]}),
    ({"$schema": URIS["draft-07"], "items": [{}], "additionalItems": False}, [1, 2]),
    ({"$schema": URIS["draft-07"], "dependencies": {"a": ["b"], "c": {"required": ["d"]}}}, {"a": 1, "c": 2}),
    ({"$schema": URIS["draft-04"], "minimum": 3, "exclusiveMinimum": True}, 3),
]


def spoken(error):
    kind = error.kind
    context = [[spoken(inner) for inner in errors] for errors in getattr(kind, "context", ())]
    # Of what `additionalProperties: false` forbids, jsonschema-rs now and then tells the part, not the whole.
    instance = json.dumps(error.instance) if kind.name != "falseSchema" else ""
    return kind.name, error.instance_path, error.schema_path, instance, say_error(error), context


@pytest.mark.parametrize(("schema", "value"), SPOKEN, ids=[json.dumps(schema) for schema, _ in SPOKEN])
def test_the_stand_in_speaks_as_jsonschema_rs_does(schema, value):
    ours = [spoken(error) for error in validator_for(schema, {}).iter_errors(value)]
    theirs = [spoken(error) for error in StandIn(schema, {}).iter_errors(value)]
    assert ours
    assert theirs == ours


def test_the_stand_in_refers_to_resources():
    resources = {"urn:a": {"$schema": URIS["2020-12"], "$defs": {"b": {"type": "string"}}}}
    schema = {"$schema": URIS["2020-12"], "properties": {"p": {"$ref": "urn:a#/$defs/b"}}}
    ours = [spoken(error) for error in validator_for(schema, resources).iter_errors({"p": 1})]
    assert ours
    assert [spoken(error) for error in StandIn(schema, resources).iter_errors({"p": 1})] == ours


UNUSABLE = [
    {"$schema": "http://example.com/unknown"},
    {"$schema": URIS["draft-03"]},
    {"$ref": "other.json"},
    {"type": "strnig"},
    {"pattern": "("},
    {"patternProperties": {"(": {}}},
]


@pytest.mark.parametrize("schema", UNUSABLE)
@pytest.mark.parametrize("make", [validator_for, StandIn])
def test_unusable_schemas(schema, make):
    with pytest.raises(ValueError, match=r"."):
        list(make(schema, {}).iter_errors({"a": 1}))


PARTS = st.sampled_from(
    [
        *({"type": name} for name in ("string", "integer", "object", "array", "null")),
        *(
            {"minimum": 2},
            {"maxLength": 1},
            {"enum": ["a", 2]},
            {"const": None},
            {"required": ["b"]},
            {},
            True,
        ),
        *({"minItems": 1}, {"uniqueItems": True}, {"maxProperties": 1}, False),
    ]
)
WHOLES = st.recursive(
    PARTS,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
            "additionalProperties": inner,
            "items": inner,
            "contains": inner,
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "type": st.sampled_from(["object", "array"]),
        },
    ),
    max_leaves=8,
)
VALUES = st.recursive(
    st.sampled_from([None, True, 1, 2, 2.5, "", "a", "ab"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(WHOLES, VALUES)
def test_generated_schemas(schema, value):
    """The same errors by both, whatever their order: jsonschema-rs looks at some pairs of keywords together."""
    if isinstance(schema, dict):
        ours = [spoken(error) for error in validator_for(schema, {}).iter_errors(value)]
        theirs = [spoken(error) for error in StandIn(schema, {}).iter_errors(value)]
        assert in_any_order(theirs) == in_any_order(ours)


def in_any_order(errors):
    return sorted(
        (*map(str, error), [in_any_order(inner) for inner in context]) for *error, context in errors
    )


# Metaschemas


def mutated(schema, random):
    """``schema`` with up to three of its parts taken out or replaced."""
    schema = copy.deepcopy(schema)
    for _ in range(random.randint(1, 3)):
        places = [(holder, key) for holder in holders(schema) for key in keys(holder)]
        if places:
            holder, key = random.choice(places)
            if random.random() < 0.3:
                del holder[key]
            else:
                holder[key] = copy.deepcopy(random.choice(STRANGE))
    return schema


STRANGE = [
    None,
    True,
    False,
    0,
    -1,
    1.0,
    1.5,
    "",
    "string",
    "strnig",
    "#",
    [],
    ["a", "a"],
    [{}],
    {},
    {"a": 1},
    {"a": {}},
]


def holders(value):
    if isinstance(value, dict | list):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from holders(item)


def keys(holder):
    return list(holder) if isinstance(holder, dict) else range(len(holder))


@pytest.mark.parametrize("draft", DRAFTS)
def test_metaschemas(draft):
    """The suite's schemas, changed at random: refused by jsonschema-rs exactly where python-jsonschema does.

    And our tables, which say what is wrong, say so exactly then. What they leave to other rules is not
    counted: a broken or empty ``enum``, and patterns, which are a format to the metaschemas.
    """
    name, random = DRAFTS[draft], Random(draft)
    if name in BOTH:
        official = BOTH[name][1](BOTH[name][1].META_SCHEMA)
    else:
        official = jsonschema.Draft3Validator(jsonschema.Draft3Validator.META_SCHEMA)
    wrong, verdicts = [], set()
    for _, case in cases(draft):
        if not isinstance(case["schema"], dict):
            continue
        for _ in range(4):
            changed = mutated(case["schema"], random)
            if not isinstance(changed, dict):
                continue
            changed["$schema"] = URIS[name]
            schemas = Subschemas(changed, (), "json-schema")
            if not schemas.uniform or any(not enum_is_fine(s.value["enum"]) for s in schemas.having("enum")):
                continue
            valid = official.is_valid(changed)
            quick = verdict(jsonschema_rs.meta.is_valid, changed) if name in BOTH else valid
            tables = not any(True for _ in find_violations(schemas, "json-schema"))
            road = not any(True for _ in metaschema.violations(schemas, "json-schema"))
            verdicts.add(valid)
            if not valid == quick == tables == road:
                wrong.append((changed, valid, quick, tables, road))
    assert wrong == []
    assert verdicts == {True, False}


def enum_is_fine(value):
    return not isinstance(value, list) or len(value) == len({json.dumps(item) for item in value}) > 0


# The network


@pytest.fixture
def server():
    """A server on this machine that counts what it is asked for."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(1000).partition(b"\r\n")[0])
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked


def test_nothing_is_fetched(server):
    """Addresses wherever a validator might look for one, with a default that only a validator can judge."""
    address, asked = server
    carried = {"default": {"a": 1}, "properties": {"a": {"type": "string"}}}
    for schema in (
        {"$schema": f"{address}/root", **carried},
        {"$ref": f"{address}/ref", **carried},
        {"$id": f"{address}/id", **carried},
        {**carried, "allOf": [{"$ref": f"{address}/ref"}]},
        {**carried, "properties": {"a": {"$id": "a", "$schema": f"{address}/nested"}}},
        {**carried, "properties": {"a": {"$schema": f"{address}/nested"}}},
        {**carried, "$defs": {"a": {"$id": f"{address}/a", "$schema": f"{address}/b", "$ref": "c"}}},
        {**carried, "properties": {"a": {"$dynamicRef": f"{address}/dynamic"}}},
    ):
        document = {"name": "n", "provider": "openai", "start_url": "https://example.com", "prompts": ["Go"]}
        wflint.lint(document | {"result_schema": schema})
    jsonschema_rs.validator_for(
        {"$schema": URIS["2020-12"], "properties": {"a": {"$schema": f"{address}/x"}}}
    )
    assert asked == [b"GET /x HTTP/1.1"], (
        "the server is only ever asked by the line above, which is not wflint's"
    )


def test_undecided_kinds_are_not_spoken_of():
    encoded = {
        "$schema": URIS["draft-07"],
        "contentMediaType": "application/json",
        "contentEncoding": "base64",
    }
    for schema, value in ((encoded, "{:}"), ({"pattern": "^(a|a?)+$"}, "a" * 40 + "b")):
        errors = validator_for(schema, {}).iter_errors(value)
        assert {error.kind.name for error in errors} - set(UNDECIDED) <= {"pattern"}
