"""The embedded schemas' groundwork: forms, dialects, metaschemas, references, and the official suite."""

import itertools
import time

import jsonschema
import pytest

import wflint
from json_schema_suite import DRAFTS, cases
from wflint.embedded.cycles import cycles
from wflint.embedded.dialects import DIALECTS, dialect_of, is_metaschema
from wflint.embedded.forms import form_of
from wflint.embedded.json_values import key_of
from wflint.embedded.references import LOCAL, MISSING, REMOTE, references_of
from wflint.embedded.subschemas import Subschemas
from wflint.finding import Severity
from wflint.model import SchemaDocument
from wflint.rules import all_rules

RULES = [rule for rule in all_rules() if rule.group == "json-schema" and rule.enabled]

VALIDATORS = {
    "draft-03": jsonschema.Draft3Validator,
    "draft-04": jsonschema.Draft4Validator,
    "draft-06": jsonschema.Draft6Validator,
    "draft-07": jsonschema.Draft7Validator,
    "2019-09": jsonschema.Draft201909Validator,
    "2020-12": jsonschema.Draft202012Validator,
}


def problems(value, role="result_schema"):
    """What the rules of the group say: (rule id, severity, pointer, message)."""
    document = SchemaDocument((), value, role, form_of(value, role))
    return [
        (rule.id, problem.severity or rule.severity, problem.place.pointer, problem.message)
        for rule in RULES
        for problem in rule.check_schema(document)
    ]


def errors(value, role="result_schema"):
    return [problem for problem in problems(value, role) if problem[1] is Severity.ERROR]


@pytest.mark.parametrize(
    ("value", "role", "form"),
    [
        ({}, "input_schema", "json-schema"),
        ([], "input_schema", "json-schema"),
        (True, "result_schema", "json-schema"),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, "input_schema", "json-schema"),
        ({"properties": {"a": {"type": "string", "required": True}}}, "input_schema", "engine"),
        ({"properties": {"a": {"type": "string", "required": True}}}, "result_schema", "json-schema"),
        ({"properties": {"a": {"type": "image"}}}, "input_schema", "engine"),
        ({"properties": {"a": {"type": "string", "default_value": ""}}}, "input_schema", "engine"),
        ({"properties": {"a": {"type": "strnig"}}}, "input_schema", "json-schema"),
        ({"$schema": "x", "properties": {"a": {"required": True}}}, "input_schema", "json-schema"),
        ({"a": {"type": "string", "required": True}, "b": {"enum": [1]}}, "input_schema", "map"),
        ({"a": {"type": "string"}}, "result_schema", "map"),
        ({"title": {"type": "string"}, "type": {"type": "string"}}, "result_schema", "map"),
        ({"title": {"type": "string"}}, "result_schema", "json-schema"),
        ({"items": {"type": "string"}}, "result_schema", "json-schema"),
        ({"items": {"type": "array"}, "total": {"type": "integer"}}, "result_schema", "map"),
        ({"not": {"type": "string"}}, "result_schema", "json-schema"),
        ({"$defs": {"a": {"type": "string"}}}, "result_schema", "json-schema"),
        ({"properties": {"type": {"type": "string"}}}, "result_schema", "json-schema"),
        ({"a": {"type": "string"}, "b": "string"}, "result_schema", "json-schema"),
        ({"a": {}}, "result_schema", "json-schema"),
        ({"a": {"type": "string"}, "required": ["a"]}, "input_schema", "map"),
        ({"a": {"type": "string"}, "required": True}, "input_schema", "json-schema"),
        ({"required": ["a"]}, "input_schema", "json-schema"),
        ({"items": {"type": "string"}, "required": ["a"]}, "result_schema", "json-schema"),
    ],
)
def test_form(value, role, form):
    assert form_of(value, role) == form


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_dialect_is_known_however_it_is_spelled(dialect):
    bare = dialect.uri.rstrip("#").partition("://")[2]
    for scheme, end in itertools.product(("http", "https"), ("", "#")):
        assert dialect_of(f"{scheme}://{bare}{end}") is dialect
    assert dialect_of(bare) is None
    assert is_metaschema(dialect.uri)
    assert not is_metaschema(dialect.uri.replace("json-schema", "json-schemas"))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_vocabulary_is_the_metaschemas(dialect):
    """Every keyword of the official metaschema is known, and no other but what is named here."""
    validator = VALIDATORS[dialect.name]
    official = set(validator.META_SCHEMA.get("properties", {}))
    if dialect.name.startswith("20"):
        from jsonschema_specifications import REGISTRY

        for uri in REGISTRY:
            if f"/{dialect.name}/meta/" in uri:
                official |= set(REGISTRY.contents(uri).get("properties", {}))
    beyond = {"$ref", "$defs", "definitions"} - official
    assert set(dialect.keywords) == official | beyond


VALUES = [
    None, True, False, 0, 1, -1, 1.0, 1.5, "", "a", "string", "strnig", "#", [], [1], ["a"], ["a", "a"], ["string"],
    ["string", "null"], ["string", "string"], [{}], [True], [{"type": "x"}], {}, {"a": 1}, {"a": True}, {"a": {}},
    {"a": []}, {"a": ["b"]}, {"a": ["b", "b"]}, {"a": "b"}, {"a": {"type": "x"}}, {"minLength": -1}, {"type": "string"},
    {"properties": {"a": {"minLength": "1"}}}, 10**30, "a b",
]  # fmt: skip


def official_verdict(dialect, value):
    validator = VALIDATORS[dialect.name]
    return validator(validator.META_SCHEMA).is_valid(value)


def reached(dialect, keyword, value):
    """The schema with the keyword at its root, and with the same inside a property."""
    schema = {"$schema": dialect.uri, "x-here": 1, keyword: value}
    yield schema
    yield {"$schema": dialect.uri, "type": "object", "properties": {"p": {"x-here": 1, keyword: value}}}


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_verdict_is_the_metaschemas(dialect):
    """Thousands of small schemas: refused by the rules exactly where the metaschema refuses them.

    ``unsatisfiable-schema`` and ``unresolvable-ref`` judge more than a metaschema can, so they may add to
    its verdict, never take away.
    """
    every = set().union(*(other.keywords for other in DIALECTS))
    beyond = {"unsatisfiable-schema", "unresolvable-ref", "unknown-schema-dialect"}
    wrong = []
    for keyword, value in itertools.product(sorted(every - {"$schema", "pattern"}), VALUES):
        for schema in reached(dialect, keyword, value):
            found = errors(schema)
            refused = bool(found)
            strictly = any(rule not in beyond for rule, *_ in found)
            valid = official_verdict(dialect, schema)
            if (valid and strictly) or (not valid and not refused):
                wrong.append((schema, valid, found))
    assert wrong == []


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_one_finding_for_one_fault(dialect):
    wrong = []
    for keyword, value in itertools.product(
        sorted(dialect.keywords.keys() - {"$schema", "pattern"}), (None, 1.5, "a b")
    ):
        schema = next(reached(dialect, keyword, value))
        if not official_verdict(dialect, schema) and keyword not in dict(dialect.needs):
            found = problems(schema)
            if len(found) != 1:
                wrong.append((keyword, value, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("schema", "reference", "status"),
    [
        ({}, "#", LOCAL),
        ({"$defs": {"a": {}}}, "#/$defs/a", LOCAL),
        ({"$defs": {"a/b": {}, "c~d": {}, "e%f": {}}}, "#/$defs/a~1b", LOCAL),
        ({"$defs": {"a/b": {}, "c~d": {}, "e%f": {}}}, "#/$defs/c~0d", LOCAL),
        ({"$defs": {"a/b": {}, "c~d": {}, "e%f": {}}}, "#/$defs/e%25f", LOCAL),
        ({"allOf": [{}, {}]}, "#/allOf/1", LOCAL),
        ({"allOf": [{}, {}]}, "#/allOf/2", MISSING),
        ({"allOf": [{}, {}]}, "#/allOf/x", MISSING),
        ({"type": "object"}, "#/type", MISSING),
        ({"type": "object"}, "#/type/x", MISSING),
        ({}, "#/$defs/a", MISSING),
        ({"$defs": {"a": {"$anchor": "here"}}}, "#here", LOCAL),
        ({"$defs": {"a": {"$anchor": "here"}}}, "#there", MISSING),
        ({"$defs": {"a": {"$id": "a.json", "$defs": {"b": {}}}}}, "a.json#/$defs/b", LOCAL),
        ({"$defs": {"a": {"$id": "a.json", "$defs": {"b": {}}}}}, "a.json#/$defs/c", MISSING),
        ({"$id": "https://e.com/s", "$defs": {"a": {}}}, "https://e.com/s#/$defs/a", LOCAL),
        ({"$id": "https://e.com/s", "$defs": {"a": {"$id": "t"}}}, "t", LOCAL),
        (
            {"$schema": "http://json-schema.org/draft-07/schema#", "definitions": {"a": {"$id": "#a"}}},
            "#a",
            LOCAL,
        ),
        (
            {"$schema": "http://json-schema.org/draft-04/schema#", "definitions": {"a": {"id": "#a"}}},
            "#a",
            LOCAL,
        ),
        ({}, "other.json", REMOTE),
        ({}, "https://example.com/x#/a", REMOTE),
        ({}, "http://[broken", REMOTE),
        ({}, "http://json-schema.org/draft-07/schema#", "unknown"),
    ],
)
def test_reference(schema, reference, status):
    schemas = Subschemas({**schema, "properties": {"p": {"$ref": reference}}}, (), "json-schema")
    referring = next(s for s in schemas.having("$ref") if s.is_property)
    assert references_of(schemas).target(referring).status == status


@pytest.mark.parametrize(
    ("schema", "rings"),
    [
        ({"$ref": "#"}, [1]),
        ({"properties": {"a": {"$ref": "#"}}}, []),
        ({"allOf": [{"$ref": "#"}]}, [1]),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}, [2]),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}}, []),
        ({"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "null"}]}}}, [1]),
        ({"$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}, {"$ref": "#/$defs/b"}]}, "b": {}}}, []),
    ],
)
def test_ring(schema, rings):
    assert [len(ring) for ring in cycles(Subschemas(schema, (), "json-schema"))] == rings


def test_equality_is_jsons():
    assert key_of(1) == key_of(1.0)
    assert key_of({"a": [1], "b": 2}) == key_of({"b": 2.0, "a": [1.0]})
    assert len({key_of(value) for value in (1, True, "1", None, [1], [True], {"a": 1}, 0, False, "")}) == 10


def test_long_chains_stay_quick():
    """Ten thousand references in a row, and as deep a nest: no recursion, no quadratic time."""
    links = 10_000
    chain = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(links)}
    assert errors({"$ref": "#/$defs/d0", "$defs": {**chain, f"d{links}": {"type": "object"}}}) == []
    assert len(errors({"$ref": "#/$defs/d0", "$defs": {**chain, f"d{links}": {"$ref": "#"}}})) == 1
    wide = {"type": "object", "allOf": [{"required": [f"p{n}"]} for n in range(links)]}
    assert errors(wide) == []


# The official JSON Schema test suite


def is_custom(schema):
    """Whether the suite hands over the schema's metaschema separately: no tool knows that dialect."""
    return isinstance(schema, dict) and str(schema.get("$schema")).startswith("http://localhost:1234/")


@pytest.mark.parametrize("draft", DRAFTS)
def test_suite_is_left_alone(draft):
    """No error on any schema of the official suite, valid schemas all.

    Not even on those that it makes unsatisfiable on purpose, since it does so in ways that are none of
    ours (`false`, `not: {}`), and with one exception in kind: an unknown `$schema` is an error by design.
    """
    wrong, schemas = [], 0
    dialect = next(dialect for dialect in DIALECTS if dialect.name == DRAFTS[draft])
    for file, case in cases(draft):
        schema = case["schema"]
        if isinstance(schema, dict) and "$schema" not in schema:
            schema = {"$schema": dialect.uri, **schema}
        found = errors(schema)
        if is_custom(schema):
            assert [rule for rule, *_ in found] == ["unknown-schema-dialect"]
        elif found:
            wrong.append((file, case["description"], found))
        schemas += 1
    assert wrong == []
    assert schemas > 50


@pytest.mark.parametrize("combiner", ["anyOf", "allOf"])
def test_references_that_multiply_do_not_take_for_ever(combiner):
    """Forty definitions that refer three times to the next: 3 ** 40 roads, and a default to judge."""
    definitions = {f"d{n}": {combiner: [{"$ref": f"#/$defs/d{n + 1}"}] * 3} for n in range(40)}
    definitions["d40"] = {"type": "string"}
    schema = {"properties": {"a": {"$ref": "#/$defs/d0", "default": 1}}, "$defs": definitions}
    ring = {"properties": {"a": {"anyOf": [{"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}]}}}
    value = 1
    for _ in range(60):
        value = {"a": value}
    began = time.perf_counter()
    for result_schema in (
        schema,
        ring | {"default": value},
        {"properties": {"a": {"pattern": "a|" * 50_000}}},
    ):
        document = {"name": "n", "provider": "openai", "start_url": "https://example.com", "prompts": ["Go"]}
        wflint.lint(document | {"result_schema": result_schema})
    assert time.perf_counter() - began < 3
