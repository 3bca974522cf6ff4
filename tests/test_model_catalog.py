"""The catalogue of models: read from what the vendor's API answers, and held against documents."""

import json
import socket

import pytest

from command_line import bare, wflint, write  # noqa: F401 - bare is used by being here
from wflint import ModelCatalog, Options, lint, lint_text, load_catalog
from wflint.model_catalog import CatalogError
from wflint.request_schema import RequestSchema
from wflint.rules import all_rules

RULES = {rule.id for rule in all_rules() if rule.group == "model"}
ONE = {"title": "M", "slug": "m", "version": "1", "output_type": None, "request_schema": {"required": ["a"]}}
TWO = {"slug": "n", "version": "1"}
LINES = f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n"


def text(value):
    return json.dumps(value)


def model(schema, slug="m"):
    return ModelCatalog([{"slug": slug, "request_schema": schema}])


def found(document, catalog):
    """Pointer, rule and message of what the group finds."""
    return [
        (f.pointer, f.rule, f.message)
        for f in lint(document, options=Options(catalog=catalog))
        if f.rule in RULES
    ]


def step(params, **more):
    return {"steps": [{"id": "s", "type": "model", "model": "m", "params": params, **more}]}


def messages(schema, params, **more):
    return [message for _, _, message in found({**step(params), **more}, model({"properties": schema}))]


@pytest.mark.parametrize(
    ("files", "slugs"),
    [
        ({"c.json": text([ONE, TWO])}, "mn"),
        ({"c.json": "\ufeff" + text([ONE])}, "m"),
        ({"c.json": text(ONE)}, "m"),
        *(
            ({"c.json": text({key: [ONE, TWO], "total": 2})}, "mn")
            for key in ("models", "data", "results", "items")
        ),
        ({"c.json": text({"data": ONE})}, "m"),
        ({"c.jsonl": LINES}, "mn"),
        ({"c/m.json": text(ONE), "c/deeper/n.json": text([TWO]), "c/README.md": "no JSON"}, "mn"),
    ],
)
def test_what_a_catalogue_may_be(files, slugs):
    write(files)
    catalog = load_catalog(next(iter(files)).split("/")[0])
    assert [slug for slug in "mno" if slug in catalog] == list(slugs)


BROKEN = [
    ({}, "c.json: no such file or folder"),
    ({"c.json": "[{]"}, "c.json:1:3: expecting property name enclosed in double quotes"),
    ({"c.json": "[]"}, "c.json: there is no model in it"),
    ({"c.json/x.txt": ""}, "c.json: there is no model in it"),
    ({"c.json": "5"}, "c.json: it is no catalogue: a list of models is expected"),
    ({"c.json": '{"steps": []}'}, "c.json: it describes no model: there is no 'slug'"),
    ({"c.json": text([ONE, {"title": "x"}])}, "c.json: item 2 describes no model: there is no 'slug'"),
    ({"c.json": b"\xff\xfe"}, "c.json: the file is UTF-16, not UTF-8"),
    ({"c.json": '[{"slug": "m", "request_schema": ' + "[" * 300 + "]" * 300 + "}]"}, "c.json: objects and arrays nest deeper than 200 levels"),
    ({"c.json": "[" * 100_000}, "c.json: it is nested too deeply, or holds a number that is too long"),
    ({"c.json": "9" * 5000}, "c.json: it is nested too deeply, or holds a number that is too long"),
    ({"c.json/a.jsonl": text(ONE) + "\n{"}, "c.json/a.jsonl:2:2: expecting property name enclosed in double quotes"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "reason"), BROKEN)
def test_a_catalogue_that_cannot_be_used(files, reason):
    write({**files, "flow.json": text(step({"a": 1}))})
    with pytest.raises(CatalogError) as caught:
        load_catalog("c.json")
    assert str(caught.value) == reason
    status, out, err = wflint("flow.json", "--catalog", "c.json")
    assert (status, out) == (2, "")
    assert err == f"wflint: --catalog: {reason}\n"
    write({"wflint.toml": 'catalog = "c.json"'})
    assert wflint("flow.json")[0::2] == (2, f"wflint: wflint.toml: 'catalog': {reason}\n")


def test_option_setting_and_api_agree():
    write({"flow.json": text(step({})), "c.json": text(ONE), "d/n.json": text({**ONE, "slug": "x"})})
    assert wflint("flow.json", "--output-format", "concise")[0] == 0
    said = "flow.json:1:55: error missing-model-param step 's' passes no 'a' to 'm'\n"
    assert wflint("flow.json", "--output-format", "concise", "--quiet", "--catalog", "c.json") == (
        1,
        said,
        "",
    )
    both = wflint(
        "flow.json", "--output-format", "concise", "--quiet", "--catalog", "d", "--catalog", "c.json"
    )
    assert both == (1, said, "")
    write({"sub/wflint.toml": 'catalog = "../c.json"', "sub/flow.json": text(step({}))})
    assert wflint("sub", "--output-format", "concise", "--quiet") == (1, f"sub/{said}", "")
    # What the command line says goes before the configuration.
    status, out, _ = wflint("sub", "--output-format", "concise", "--quiet", "--catalog", "d")
    assert (status, "unknown-model" in out) == (1, True)
    catalog = load_catalog("c.json")
    assert [f.rule for f in lint_text(text(step({})), options=Options(catalog=catalog))] == [
        "missing-model-param"
    ]


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network is used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    schema = {"properties": {"a": {"$ref": "http://127.0.0.1:9/a.json"}, "b": {"type": "string"}}}
    assert found(step({"a": 1, "b": 2}), model(schema)) == []


KNOWN = ModelCatalog([{"slug": slug} for slug in ("flux-dev", "flux-pro", "speak")])


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ({"steps": [{"id": "s", "model": "flux-dve", "params": {}}]}, ["/steps/0/model"]),
        ({"steps": [{"name": "s", "model": "flux-dve", "input": {"a": 1}}]}, ["/steps/0/model"]),
        ({"steps": [{"id": "s", "model": "flux-dev", "params": {"a": 1}, "fallback": {"model": "x", "params": {"a": 1}}}]},
         ["/steps/0/fallback/model"]),
        ({"steps": [{"id": "s", "model": "flux-dev", "params": {}, "fallback": {"model": "x", "enabled": False}}]}, []),
        ({"steps": [{"id": "s", "model": "{{inputs.m}}", "params": {}}]}, []),
        ({"steps": [{"id": "s", "model": "$.inputs.m", "params": {}}]}, []),
        ({"steps": [{"id": "s", "model": slug, "params": {}} for slug in
                    ("eachlabs-http-step", "eachlabs-python-step", "eachlabs-llm-router")]}, []),
        ({"steps": [{"id": "s", "type": "http", "url": "https://example.com", "model": "x"}]}, []),
        ({"inputs": [], "steps": [{"id": "step1", "model_slug": "x", "params": {}}]}, ["/steps/0/model_slug"]),
        ({"steps": [{"id": "p", "type": "parallel", "branches": [{"steps": [{"id": "s", "model": "x", "params": {}}]}]}]},
         ["/steps/0/branches/0/steps/0/model"]),
    ],
)  # fmt: skip
def test_unknown_models(document, pointers):
    assert [pointer for pointer, rule, _ in found(document, KNOWN) if rule == "unknown-model"] == pointers


def test_several_versions_of_a_model():
    catalog = ModelCatalog(
        {"slug": "m", "version": version, "request_schema": {"required": [name]}}
        for version, name in (("1", "a"), ("2", "b"))
    )
    for version, missing in (
        ({"version": "1"}, "a"),
        ({"version": "2"}, "b"),
        ({"version": "9"}, "b"),
        ({}, "b"),
    ):
        said = [message for _, _, message in found(step({}, **version), catalog)]
        assert said == [f"step 's' passes no '{missing}' to 'm'"]


REQUEST = {"required": ["image_url", "prompt"], "properties": {"image_url": {}, "prompt": {}, "seed": {}}}
FULL = {"image_url": "https://example.com/a.png", "prompt": "x"}


@pytest.mark.parametrize(
    ("params", "more", "expected"),
    [
        (FULL, {}, []),
        ({}, {}, [("/steps/0/params", "missing-model-param")]),
        ({"prompt": None, "image_url": "x"}, {}, []),
        ("x", {}, []),
        ({"promt": "x", "image": "y"}, {},
         [("/steps/0/params/image", "unknown-model-param"), ("/steps/0/params/promt", "unknown-model-param")]),
        ({**FULL, "promt": "x"}, {}, [("/steps/0/params/promt", "unknown-model-param")]),
        (FULL, {"fallback": {"model": "m", "params": {"prompt": "x"}}},
         [("/steps/0/fallback/params", "missing-model-param")]),
        (FULL, {"fallback": {"model": "m", "enabled": False, "params": {}}}, []),
        # missing-fallback-params, missing-fallback-model and schema-violation speak of these
        (FULL, {"fallback": {"model": "m", "params": {}}}, []),
        (FULL, {"fallback": {"model": "m"}}, []),
        (FULL, {"fallback": {"params": {}}}, []),
    ],
)  # fmt: skip
def test_missing_and_unknown_params(params, more, expected):
    assert sorted((p, r) for p, r, _ in found(step(params, **more), model(REQUEST))) == expected


def test_two_params_do_not_both_become_the_same():
    findings = lint(step({"promt": 1, "prmpt": 2, "image_url": 3}), options=Options(catalog=model(REQUEST)))
    said = [(f.message, f.severity.value, f.fix is not None) for f in findings if f.rule in RULES]
    assert said == [
        ("'m' has no param 'prmpt'", "warning", False),
        ("'m' has no param 'promt'; did you mean 'prompt'?", "error", True),
    ]


@pytest.mark.parametrize(
    ("schema", "unknown"),
    [
        (None, False),
        ("x", False),
        ({}, False),
        ({"type": "object"}, False),
        ({"properties": {}}, False),
        ({"properties": {}, "additionalProperties": False}, True),
        ({"properties": {"a": {}}}, True),
        ({"properties": {"a": {}}, "additionalProperties": False}, True),
        ({"properties": {"a": {}}, "additionalProperties": True}, False),
        ({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}, False),
        ({"properties": {"a": {}}, "patternProperties": {"^z": {}}}, False),
        ({"properties": {"a": {}}, "patternProperties": {"^y": {}}}, True),
        ({"properties": {"a": {}}, "allOf": [{"properties": {"zz": {}}}]}, False),
        ({"properties": {"a": {}}, "anyOf": [{"properties": {"zz": {}}}]}, False),
        ({"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"zz": {}}}}}, False),
        ({"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"a": {}}}}}, True),
        ({"a": {"type": "string"}, "b": {"type": "integer"}}, True),
    ],
)
def test_which_schemas_list_their_params(schema, unknown):
    assert [r for _, r, _ in found(step({"zz": 1}), model(schema))] == ["unknown-model-param"] * unknown


def test_required_through_references_and_as_a_flag():
    schema = {
        "allOf": [{"$ref": "#/$defs/x"}],
        "anyOf": [{"required": ["or"]}, {"required": ["other"]}],
        "properties": {"flag": {"type": "image", "required": True}},
        "$defs": {"x": {"required": ["referred"]}},
    }
    assert RequestSchema(schema).required == ("referred", "flag")


NULLABLE = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
NESTED = {
    "type": "object",
    "required": ["x"],
    "properties": {"x": {}, "yes": {}},
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"type": "integer"}, 5, None),
        ({"type": "integer"}, 5.0, None),
        ({"type": "number"}, 5, None),
        ({"type": "integer"}, 5.5, "'a' of 'm' must be a whole number, not the number 5.5"),
        ({"type": "integer"}, "5", "'a' of 'm' must be a whole number, not a string"),
        ({"type": "integer"}, True, "'a' of 'm' must be a whole number, not true"),
        ({"type": "string"}, 5, "'a' of 'm' must be a string, not the number 5"),
        ({"type": "string"}, "", None),
        ({"type": "array"}, "x", "'a' of 'm' must be an array, not a string"),
        ({"enum": ["jpg", "png"]}, "jpgg", "'a' of 'm' cannot be 'jpgg'; did you mean 'jpg'?"),
        ({"enum": ["jpg", "png"]}, "tiff", "'a' of 'm' cannot be 'tiff': it is one of jpg, png"),
        ({"enum": list(range(20))}, 30, "'a' of 'm' cannot be 30"),
        ({"x-enum-partial": ["jpg"]}, "tiff", None),
        ({"minimum": 1, "maximum": 4}, 5, "'a' of 'm' must be 4 or less, not 5"),
        ({"exclusiveMinimum": 0}, 0, "'a' of 'm' must be more than 0, not 0"),
        ({"minimum": 0, "exclusiveMinimum": True}, 0, None),
        ({"multipleOf": 8}, 9, "'a' of 'm' must be a multiple of 8, not 9"),
        ({"maxLength": 3}, "four", "'a' of 'm' must have at most 3 characters, not 4"),
        ({"pattern": "^#"}, "red", "'a' of 'm' cannot be 'red'"),
        ({"const": "x"}, "y", "'a' of 'm' must be 'x', not 'y'"),
        ({"format": "uri"}, "no uri", None),
        ({"type": "image"}, 5, None),
        ({"type": "string", "pattern": "("}, 5, None),
        ({"minItems": 2}, [1], "'a' of 'm' must have at least 2 items"),
        ({"items": {"type": "string"}}, ["x", 5], "item 2 of 'a' of 'm' must be a string, not the number 5"),
        ({"uniqueItems": True}, [1, 1], "'a' of 'm' must not have the same item twice"),
        (NULLABLE, None, None),
        (NULLABLE, "x", "'a' of 'm' must be a whole number or null, not a string"),
        ({"oneOf": [{"type": "string"}, NESTED]}, {}, "'a' of 'm' has no 'x'"),
        ({**NESTED, "patternProperties": {"^z": {}}}, {"x": 1, "zz": 2, "w": 3}, "'a' of 'm' has no 'w'"),
        (NESTED, {"x": 1, "yse": 2}, "'a' of 'm' has no 'yse'; did you mean 'yes'?"),
        ({"additionalProperties": False}, {"x": 1}, "'a' of 'm' has no 'x'"),
        ({"additionalProperties": False}, {"x": {}}, "'a' of 'm' has no 'x'"),
        ({"properties": {"type": False}}, {"type": 1}, "'type' of 'a' of 'm' cannot be 1"),
        ({"not": {}}, 1, "'a' of 'm' cannot be 1"),
        (False, 1, "'a' of 'm' cannot be 1"),
        # What holds a reference is not known, save for what is around it.
        ({"type": "integer"}, "{{s.output}}", None),
        ({"enum": ["jpg"]}, "$.s.primary", None),
        ({"enum": ["jpg"]}, "a {{inputs.x}}", None),
        ({"type": "integer"}, ["{{s.output}}"], "'a' of 'm' must be a whole number, not an array"),
        ({"enum": [[1]]}, ["{{s.output}}"], None),
        ({"maxItems": 1}, ["{{s.output}}", 1], "'a' of 'm' must have at most 1 item"),
        ({"items": {"type": "integer"}}, ["{{s.output}}", "x"], "item 2 of 'a' of 'm' must be a whole number, not a string"),
    ],
)  # fmt: skip
def test_values(schema, value, expected):
    assert messages({"a": schema}, {"a": value}) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("declared", "wanted", "refused"),
    [
        ({"type": "string"}, {"type": "integer"}, "a string, and 'a' of 'm' must be a whole number"),
        ({"type": "string", "enum": ["1", "x"]}, {"type": "integer"}, None),
        ({"enum": ["x", "y"]}, {"type": "integer"}, "a string, and 'a' of 'm' must be a whole number"),
        ({"type": "number"}, {"type": "integer"}, None),
        ({"type": "integer"}, {"type": "number"}, None),
        ({"type": "integer"}, {"type": "string"}, "a whole number, and 'a' of 'm' must be a string"),
        ({"type": "boolean"}, {"type": "string"}, "a boolean, and 'a' of 'm' must be a string"),
        (
            {"type": "array"},
            {"type": ["string", "null"]},
            "an array, and 'a' of 'm' must be a string or null",
        ),
        ({"type": ["string", "null"]}, {"type": "integer"}, None),
        ({"type": "string"}, {"enum": ["x"]}, None),
        ({"type": "string"}, {"type": "string", "minLength": 3}, None),
        ({"type": "image"}, {"type": "string"}, None),
        ({"type": "image"}, {"type": "array"}, "an image, and 'a' of 'm' must be an array"),
        ({"type": "json_array"}, {"type": "string"}, None),
        ({}, {"type": "integer"}, None),
    ],
)
@pytest.mark.parametrize("reference", ["{{inputs.x}}", "$.inputs.x"])
def test_types_through_references(declared, wanted, refused, reference):
    said = messages(
        {"a": wanted}, {"a": reference}, input_schema={"properties": {"x": declared}, "required": ["x"]}
    )
    assert said == ([f"input 'x' is {refused}"] if refused else [])


def test_types_through_references_inside_of_inputs_and_of_params():
    inputs = {
        "properties": {"x": {"type": "object", "properties": {"y": {"type": "string"}}}},
        "required": ["x"],
    }
    said = messages(
        {"a": {"items": {"type": "integer"}}},
        {"a": [1, "{{inputs.x.y}}", "{{inputs.x.z}}"]},
        input_schema=inputs,
    )
    assert said == ["input 'x.y' is a string, and item 2 of 'a' of 'm' must be a whole number"]


def test_types_through_references_of_a_flow_export():
    document = {
        "inputs": [{"name": "n", "type": "string", "default_value": "3"}],
        "steps": [
            {"id": "step1", "type": "model", "model_slug": "m", "params": {"a": "{{workflow.parameters.n}}"}}
        ],
    }
    [(pointer, rule, _)] = found(document, model({"properties": {"a": {"type": "integer"}}}))
    assert (pointer, rule) == ("/steps/0/params/a", "invalid-model-param")


@pytest.mark.parametrize(
    "value", [object(), float("nan"), {1: 2}, "\ud800", 10**400, b"x"], ids=lambda v: type(v).__name__
)
def test_what_no_json_holds_is_no_crash(value):
    findings = lint(
        step({"a": value, 3: 4}), options=Options(catalog=model({"properties": {"a": {"type": "array"}}}))
    )
    assert not [f for f in findings if f.rule == "internal-error"]


def test_a_machine_made_document_takes_no_longer_for_its_faults():
    steps = [
        {"id": f"s{n}", "type": "model", "model": f"flux-dev-{n}", "params": {f"p{k}": 1 for k in range(3)}}
        for n in range(2000)
    ]
    catalog = ModelCatalog([{"slug": f"flux-{n}"} for n in range(500)])
    options = Options(select=("model",), catalog=catalog)
    findings = lint({"steps": steps}, options=options)
    assert len(findings) == 2000
    assert sum("did you mean" in f.message for f in findings) <= 50


def test_the_shared_catalogue(corpus):
    catalog = load_catalog(str(corpus / "models.json"))
    answers = json.loads((corpus / "models.json").read_text("utf-8"))
    assert len(answers) == 448
    for answer in answers:
        request = catalog.find(answer["slug"]).request
        properties = answer["request_schema"]["properties"]
        assert set(request.names) == set(properties)
        assert list(request.required) == answer["request_schema"].get("required", [])
        # Every schema is one that a validator takes, and takes its own defaults.
        assert not list(request.misfits({k: p["default"] for k, p in properties.items() if "default" in p}))
        assert list(request.misfits(dict.fromkeys(properties, object))) == []
        assert {m.path for m in request.misfits({key: {} for key in properties})} == {
            (name,) for name, schema in properties.items() if schema["type"] != "object"
        }


def test_official_values_are_taken(corpus):
    """Of what official documents pass, the shared catalogue refuses just one value, and it does not list it."""
    options = Options(select=("invalid-model-param",), catalog=load_catalog(str(corpus / "models.json")))
    said = {
        finding.message
        for folder in ("eachlabs", "flow-exports")
        for path in (corpus / folder).glob("*.json")
        for finding in lint_text(path.read_text("utf-8"), path.name, options=options)
    }
    assert said == {"'output_format' of 'flux-1-1-pro' cannot be 'webp': it is one of jpg, png"}
