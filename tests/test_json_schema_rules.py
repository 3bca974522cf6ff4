"""What the json-schema rules say of small schemas, and what they pass."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wflint.embedded.dialects import ANY_KEYWORDS
from wflint.embedded.forms import form_of
from wflint.engine import lint_source
from wflint.finding import Severity
from wflint.fix import fix_source
from wflint.model import SchemaDocument
from wflint.options import Options
from wflint.rules import all_rules
from wflint.source import Source

RULES = [rule for rule in all_rules() if rule.group == "json-schema"]

DRAFT_03 = "http://json-schema.org/draft-03/schema#"
DRAFT_04 = "http://json-schema.org/draft-04/schema#"
DRAFT_06 = "http://json-schema.org/draft-06/schema#"
DRAFT_07 = "http://json-schema.org/draft-07/schema#"
DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def said(value, role="result_schema", only=None):
    """Every problem of the default rules, as (rule, pointer, message)."""
    document = SchemaDocument((), value, role, form_of(value, role))
    return sorted(
        (rule.id, problem.place.pointer + ("~" if problem.place.key else ""), problem.message)
        for rule in RULES
        if (rule.id == only if only else rule.enabled)
        for problem in rule.check_schema(document)
    )


def prop(schema, **more):
    return {"type": "object", "properties": {"p": schema}, **more}


SPEAKS = [
    # invalid-json-schema
    ({"type": "object", "properties": []}, "invalid-json-schema", "/properties", "'properties' must be an object of schemas, not an empty array"),
    (prop({"type": "str"}), "invalid-json-schema", "/properties/p/type", "no type 'str' in JSON Schema; did you mean 'string'?"),
    (prop({"type": ["string", "nul"]}), "invalid-json-schema", "/properties/p/type/1", "no type 'nul' in JSON Schema; did you mean 'null'?"),
    (prop({"type": []}), "invalid-json-schema", "/properties/p/type", "'type' is an empty array, it must name at least one type"),
    (prop({"enum": "a"}), "invalid-json-schema", "/properties/p/enum", "'enum' must be an array, not 'a'"),
    (prop({"type": "array", "items": [{}]}), "invalid-json-schema", "/properties/p/items", "'items' must be a schema (an object), not an array"),
    (prop({"multipleOf": 0}), "invalid-json-schema", "/properties/p/multipleOf", "'multipleOf' must be a number above 0, not 0"),
    (prop({"anyOf": []}), "invalid-json-schema", "/properties/p/anyOf", "'anyOf' is empty, it must hold at least one schema"),
    (prop({"anyOf": ["string"]}), "invalid-json-schema", "/properties/p/anyOf/0", "each of 'anyOf' must be a schema (an object), not 'string'"),
    (prop({}, required=["p", "p"]), "invalid-json-schema", "/required/1", "'required' repeats 'p'"),
    (prop({}, required=True), "invalid-json-schema", "/required", "'required' must be an array of property names, not true"),
    (prop({"$anchor": "1st"}), "invalid-json-schema", "/properties/p/$anchor", "'$anchor' must be a name of letters, digits and '-._', not '1st'"),
    (prop({}, **{"$schema": DRAFT_04, "required": []}), "invalid-json-schema", "/required", "'required' must name at least one property in draft-04"),
    (prop({"exclusiveMinimum": True}, **{"$schema": DRAFT_04}), "invalid-json-schema", "/properties/p/exclusiveMinimum~", "'exclusiveMinimum' needs 'minimum' beside it in draft-04"),
    (prop({"exclusiveMinimum": True}), "invalid-json-schema", "/properties/p/exclusiveMinimum", "'exclusiveMinimum' must be a number, not true"),
    (prop({"required": ["a"]}, **{"$schema": DRAFT_03}), "invalid-json-schema", "/properties/p/required", "'required' must be true or false, not an array"),
    ([], "invalid-json-schema", "", "a schema must be an object, not an empty array"),
    (prop({"exclusiveMinimum": 3}, **{"$schema": DRAFT_04}), "invalid-json-schema", "/properties/p/exclusiveMinimum", "'exclusiveMinimum' must be true or false, not 3"),
    ({"type": "object", "allOf": [{"maxProperties": -1}]}, "invalid-json-schema", "/allOf/0/maxProperties", "'maxProperties' must be a whole number of at least 0, not -1"),
    (prop({"maxItems": -1, "default": []}), "invalid-json-schema", "/properties/p/maxItems", "'maxItems' must be a whole number of at least 0, not -1"),
    (prop({"type": "array", "contains": {}, "minContains": 1.5, "maxItems": 1}), "invalid-json-schema", "/properties/p/minContains", "'minContains' must be a whole number of at least 0, not 1.5"),
    # unknown-schema-dialect
    *[
        ({"$schema": uri}, "unknown-schema-dialect", "/$schema", f"'{uri}' names no known dialect of JSON Schema; did you mean '{meant}'?")
        for uri, meant in {
            "http://json-schema.org/schema#": DRAFT_2020,
            "https://json-schema.org/draft/next/schema": DRAFT_2020,
            "https://json-schema.org/draft/2020-21/schema": DRAFT_2020,
            "https://json-schema.org/draft/2019-9/schema": DRAFT_2019,
            "http://json-schema.org/draft-05/schema#": DRAFT_04,
            "http://json-schema.org/drft-07/schema#": DRAFT_07,
        }.items()
    ],
    ({"$schema": "https://schema.example.com/2019-04-01/mine.json"}, "unknown-schema-dialect", "/$schema", "'https://schema.example.com/2019-04-01/mine.json' names no known dialect of JSON Schema"),
    ({"$schema": "http://json-schema.org/draft-08/schema#"}, "unknown-schema-dialect", "/$schema", "'http://json-schema.org/draft-08/schema#' names no known dialect of JSON Schema; did you mean 'https://json-schema.org/draft/2019-09/schema'?"),
    ({"$schema": "draft-7"}, "unknown-schema-dialect", "/$schema", "'draft-7' names no known dialect of JSON Schema; did you mean 'http://json-schema.org/draft-07/schema#'?"),
    ({"$schema": "https://example.com/mine", "type": "strnig", "minLength": "1", "enum": []}, "unknown-schema-dialect", "/$schema", "'https://example.com/mine' names no known dialect of JSON Schema"),
    # property-map-schema, boolean-required
    ({"a": {"type": "string", "required": True}, "b": {"type": "image"}}, "property-map-schema", "", "a bare map of properties, not a JSON Schema"),
    ({"a": {"type": "string"}, "required": ["a"]}, "property-map-schema", "", "a bare map of properties, not a JSON Schema"),
    (prop({"type": "string", "required": False}), "boolean-required", "/properties/p/required", "'required' must be a list on the object that has property 'p', not false"),
    # non-object-schema
    ({"type": ["string", "null"]}, "non-object-schema", "/type", "the schema describes a string or a null, not an object"),
    (False, "non-object-schema", "", "the schema refuses everything"),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "array", "items": {}}}}, "non-object-schema", "/$defs/a/type", "the schema describes an array, not an object"),
    ({"allOf": [{"type": "integer"}]}, "non-object-schema", "/allOf/0/type", "the schema describes an integer, not an object"),
    ({"anyOf": [{"type": "string"}, {"type": "array"}]}, "non-object-schema", "/anyOf", "no schema of 'anyOf' describes an object"),
    ({"enum": ["a", "b"]}, "non-object-schema", "/enum", "the schema allows no object, only 'a', 'b'"),
    ({"type": "array", "properties": {"a": {}}}, "non-object-schema", "/type", "the schema describes an array, not an object"),
    # unresolvable-ref, remote-ref
    (prop({"$ref": "#/definitions/a"}, **{"$defs": {"a": {}}}), "unresolvable-ref", "/properties/p/$ref", "no 'definitions' in the schema; did you mean '$defs'?"),
    (prop({"$ref": "#/properties/q"}), "unresolvable-ref", "/properties/p/$ref", "no property 'q'"),
    (prop({"$ref": "#Addres"}, **{"$defs": {"Address": {}}}), "unresolvable-ref", "/properties/p/$ref", "no anchor 'Addres' in the schema; did you mean '#/$defs/Address'?"),
    (prop({"$dynamicRef": "#a"}), "unresolvable-ref", "/properties/p/$dynamicRef", "no anchor 'a' in the schema"),
    ({"type": "object", "allOf": [{"$ref": "#"}]}, "unresolvable-ref", "/allOf/0/$ref", "'$ref' comes round to itself: '#' leads to '#'"),
    (prop({"$ref": "Address"}, **{"$defs": {"Address": {}}}), "remote-ref", "/properties/p/$ref", "the schema at 'Address' is in another document, which is not fetched; did you mean '#/$defs/Address'?"),
    (prop({"$ref": "$defs/a"}, **{"$defs": {"a": {}}}), "remote-ref", "/properties/p/$ref", "the schema at '$defs/a' is in another document, which is not fetched; did you mean '#/$defs/a'?"),
    (prop({"$ref": "#$defs/a"}, **{"$defs": {"a": {}}}), "unresolvable-ref", "/properties/p/$ref", "no anchor '$defs/a' in the schema; did you mean '#/$defs/a'?"),
    (prop({"$ref": "#definitions/a"}, **{"$defs": {"a": {}}}), "unresolvable-ref", "/properties/p/$ref", "no anchor 'definitions/a' in the schema; did you mean '#/$defs/a'?"),
    # undefined-required-property
    ({"type": "object", "required": ["x"]}, "undefined-required-property", "/required/0", "no property 'x' in the schema"),
    (prop({"type": "object", "required": ["x"]}), "undefined-required-property", "/properties/p/required/0", "no property 'x' in the schema"),
    (prop({}, required=["q"], additionalProperties=False), "undefined-required-property", "/required/0", "'q' is required, but 'additionalProperties' is false and 'q' is not among the properties"),
    (prop({}, required=["other"], unevaluatedProperties=False), "undefined-required-property", "/required/0", "'other' is required, but 'unevaluatedProperties' is false and 'other' is not among the properties"),
    (prop({}, additionalProperties=False, allOf=[{"properties": {"name": {}}, "required": ["name"]}]), "undefined-required-property", "/allOf/0/required/0", "'name' is required, but 'additionalProperties' is false and 'name' is not among the properties"),
    (prop({}, anyOf=[{"required": ["pp"]}]), "undefined-required-property", "/anyOf/0/required/0", "no property 'pp' in the schema"),
    ({"type": "object", "patternProperties": {"^x": {}}, "required": ["y"]}, "undefined-required-property", "/required/0", "no property 'y' in the schema"),
    # unsatisfiable-schema
    (prop({"exclusiveMinimum": 1, "maximum": 1}), "unsatisfiable-schema", "/properties/p/exclusiveMinimum", "nothing lies between 'exclusiveMinimum' 1 and 'maximum' 1, no number fits"),
    (prop({"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}), "unsatisfiable-schema", "/properties/p/exclusiveMinimum", "nothing lies between 'exclusiveMinimum' 1 and 'exclusiveMaximum' 2, no whole number fits"),
    (prop({"minimum": 1, "exclusiveMinimum": True, "maximum": 1}, **{"$schema": DRAFT_04}), "unsatisfiable-schema", "/properties/p/minimum", "nothing lies between 'minimum' 1 and 'maximum' 1, no number fits"),
    (prop({"type": "string", "minLength": 3, "maxLength": 2}), "unsatisfiable-schema", "/properties/p/minLength", "'minLength' 3 is above 'maxLength' 2, no string fits"),
    (prop({"allOf": [{"minItems": 3}], "maxItems": 2}), "unsatisfiable-schema", "/properties/p/maxItems", "'maxItems' 2 is below 'minItems' 3, no array fits"),
    (prop({"enum": []}), "unsatisfiable-schema", "/properties/p/enum", "'enum' is empty, no value fits"),
    (prop({"enum": []}, **{"$schema": DRAFT_04}), "unsatisfiable-schema", "/properties/p/enum", "'enum' is empty, no value fits"),
    (prop({"type": "integer", "const": "1"}), "unsatisfiable-schema", "/properties/p/const", "'const' '1' is not of type 'integer'"),
    (prop({"type": "string", "enum": ["a", None]}), "invalid-default", "/properties/p/enum/1", "'enum' holds null, which does not fit its own schema: it must be a string, not null"),
    (prop({"enum": ["a"], "const": "b"}), "unsatisfiable-schema", "/properties/p/const", "'const' 'b' is not in the 'enum' that applies too"),
    (prop({"allOf": [{"type": "string"}, {"type": "integer"}]}), "unsatisfiable-schema", "/properties/p/allOf/1/type", "no value is both 'integer' and 'string'"),
    (prop({"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True, "minItems": 3}), "unsatisfiable-schema", "/properties/p/minItems", "'minItems' 3 is above the number of different values an item can have, 2"),
    (prop({"type": "array", "prefixItems": [{}], "items": False, "minItems": 2}), "unsatisfiable-schema", "/properties/p/minItems", "'minItems' 2 is above the number of items described, 1"),
    (prop({"type": "array", "contains": False}), "unsatisfiable-schema", "/properties/p/contains", "'contains' is false, no array fits"),
    (prop({"type": "array", "contains": {}, "maxItems": 0}), "unsatisfiable-schema", "/properties/p/contains", "'contains' asks for 1 of the items, but 'maxItems' allows 0"),
    (prop({"type": "array", "contains": {"type": "string"}, "items": {"type": "integer"}}), "unsatisfiable-schema", "/properties/p/contains", "'contains' asks for a type that 'items' rules out"),
    (prop(False, required=["p"]), "unsatisfiable-schema", "/required/0", "'p' is required, but its schema is false"),
    (prop({}, required=["p"], maxProperties=0), "unsatisfiable-schema", "/maxProperties", "'maxProperties' 0 is below the number of required properties, 1"),
    (prop({}, additionalProperties=False, minProperties=2), "unsatisfiable-schema", "/minProperties", "'minProperties' 2 is above the number of properties allowed, 1"),
    ({"type": "object", "required": ["ab"], "patternProperties": {"^a": False}}, "unsatisfiable-schema", "/required/0", "'ab' is required, but the schema of names like '^a' is false"),
    (prop({}, required=["p"], allOf=[{"patternProperties": {"^p": False}}]), "unsatisfiable-schema", "/required/0", "'p' is required, but the schema of names like '^p' is false"),
    # invalid-pattern
    (prop({"pattern": "*.txt"}), "invalid-pattern", "/properties/p/pattern", "not an ECMA-262 regular expression: a quantifier has nothing before it to repeat"),
    (prop({"pattern": "[z-a]"}), "invalid-pattern", "/properties/p/pattern", "not an ECMA-262 regular expression: a range in brackets runs backwards"),
    (prop({"pattern": "(?i)a"}), "invalid-pattern", "/properties/p/pattern", "not an ECMA-262 regular expression: flags like '(?i)' are not known"),
    (prop({"pattern": "a++"}), "invalid-pattern", "/properties/p/pattern", "not an ECMA-262 regular expression: possessive quantifiers are not known"),
    (prop({"patternProperties": {"(": {}}}), "invalid-pattern", "/properties/p/patternProperties/(~", "not an ECMA-262 regular expression: unbalanced parenthesis"),
    # invalid-default
    (prop({"type": "string", "default": None}), "invalid-default", "/properties/p/default", "'default' null does not fit its own schema: it must be a string, not null"),
    (prop({"enum": ["a"], "default": "b"}), "invalid-default", "/properties/p/default", "'default' 'b' does not fit its own schema: it is not one of 'a'"),
    (prop({"pattern": "^a", "default": "b"}), "invalid-default", "/properties/p/default", "'default' 'b' does not fit its own schema: it does not match '^a'"),
    (prop({"items": {"$ref": "#/$defs/a"}, "default": [1]}, **{"$defs": {"a": {"type": "string"}}}), "invalid-default", "/properties/p/default", "'default' does not fit its own schema: item 1 must be a string, not the number 1"),
    (prop({"enum": [1, 9], "maximum": 5}), "invalid-default", "/properties/p/enum/1", "'enum' holds 9, which does not fit its own schema: it is above 'maximum' 5"),
    (prop({"const": "abc", "maxLength": 2}), "invalid-default", "/properties/p/const", "'const' 'abc' does not fit its own schema: it is longer than 'maxLength' 2"),
    (prop({"type": "string", "allOf": [{"enum": ["a", 3]}]}), "invalid-default", "/properties/p/allOf/0/enum/1", "'enum' holds 3, which does not fit its own schema: it must be a string, not a number"),
    *[
        (prop({**schema, "default": value}), "invalid-default", "/properties/p/default", f"'default'{shown} does not fit its own schema: {reason}")
        for schema, value, shown, reason in [
            ({"items": {"type": "string"}}, ["a", 1], "", "item 2 must be a string, not the number 1"),
            ({"items": {"properties": {"x": {"enum": ["q"]}}}}, [{"x": "w"}], "", "'x' of item 1 ('w') is not one of 'q'"),
            ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 3, " 3", "it fits none of the 'anyOf' schemas"),
            ({"oneOf": [{"type": "number"}, {"type": "integer"}]}, 3, " 3", "it fits more than one of the 'oneOf' schemas"),
            ({"not": {"type": "string"}}, "x", " 'x'", "it fits the schema under 'not'"),
            ({"multipleOf": 2}, 3, " 3", "it is no multiple of 2"),
            ({"exclusiveMinimum": 3}, 3, " 3", "it is not above 'exclusiveMinimum' 3"),
            ({"properties": {"a": {}}, "required": ["a"]}, {}, "", "it has no 'a'"),
            ({"properties": {"a": {}}, "additionalProperties": False}, {"b": 1}, "", "it has 'b', which is not allowed"),
            ({"additionalProperties": False}, {"b": 1}, "", "it has a property that is not allowed"),
            ({"propertyNames": {"maxLength": 1}}, {"bb": 1}, "", "a property of it has a name that is not allowed"),
            ({"properties": {"a": False}}, {"a": 1}, "", "'a' is not allowed"),
            ({"minItems": 2}, [1], "", "it has fewer items than 'minItems' 2"),
            ({"minProperties": 2}, {}, "", "it has fewer properties than 'minProperties' 2"),
            ({"uniqueItems": True}, [1, 1], "", "it has the same item twice"),
            ({"contains": {"type": "string"}}, [1], "", "it has too few or too many items that fit 'contains'"),
            ({"type": "boolean"}, "true", " 'true'", "it must be true or false, not a string"),
        ]
    ],
    # unknown-schema-keyword
    *[
        (prop({"type": "string", word: value}), "unknown-schema-keyword", f"/properties/p/{word}~", f"no keyword '{word}' in JSON Schema{hint}")
        for word, value, hint in [
            ("nullable", True, ""), ("example", "a", "; did you mean 'examples'?"), ("xml", {}, ""), ("discriminator", {}, ""),
            ("externalDocs", {}, ""), ("options", [], ""), ("order", 1, ""), ("component", "a", ""),
        ]
    ],
    (prop({"minLenght": 1}), "unknown-schema-keyword", "/properties/p/minLenght~", "no keyword 'minLenght' in JSON Schema; did you mean 'minLength'?"),
    (prop({"min": 1}), "unknown-schema-keyword", "/properties/p/min~", "no keyword 'min' in JSON Schema; did you mean 'minimum'?"),
    (prop({"note": "text"}), "unknown-schema-keyword", "/properties/p/note~", "no keyword 'note' in JSON Schema"),
    (prop({"const": 1}, **{"$schema": DRAFT_04}), "unknown-schema-keyword", "/properties/p/const~", "no keyword 'const' in draft-04, it came with draft-06"),
    (prop({"divisibleBy": 2}), "unknown-schema-keyword", "/properties/p/divisibleBy~", "no keyword 'divisibleBy' in 2020-12, it went with draft-04; did you mean 'multipleOf'?"),
    # ignored-keyword
    (prop({"type": ["string", "null"], "minimum": 1}), "ignored-keyword", "/properties/p/minimum~", "'minimum' has no effect on type 'string' or 'null'"),
    (prop({"type": "string", "properties": {"a": {}}}), "ignored-keyword", "/properties/p/properties~", "'properties' has no effect on type 'string'"),
    (prop({"minContains": 1}), "ignored-keyword", "/properties/p/minContains~", "'minContains' has no effect without 'contains'"),
    (prop({"type": "array", "additionalItems": False}), "ignored-keyword", "/properties/p/additionalItems~", "'additionalItems' has no effect in 2020-12"),
    (prop({"items": {}, "additionalItems": False}, **{"$schema": DRAFT_07}), "ignored-keyword", "/properties/p/additionalItems~", "'additionalItems' has no effect unless 'items' is an array"),
    # duplicate-enum-value
    (prop({"enum": [1, True, 1.0]}), "duplicate-enum-value", "/properties/p/enum/2", "'enum' repeats 1.0"),
    (prop({"enum": [{"a": 1, "b": 2}, {"b": 2, "a": 1}]}), "duplicate-enum-value", "/properties/p/enum/1", "'enum' repeats an object"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "rule", "pointer", "message"), SPEAKS)
def test_speaks(schema, rule, pointer, message):
    assert said(schema) == [(rule, pointer, message)]


SILENT = [
    True,
    {},
    {"required": ["x"]},
    {"type": "object", "required": ["x"], "additionalProperties": True},
    {"type": "object", "required": ["x"], "additionalProperties": {"type": "string"}},
    {"type": "object", "anyOf": [{"type": "object", "required": ["x"]}]},
    {"type": "object", "required": ["b"], "properties": {"b": {}}, "patternProperties": {"^a": False}},
    prop({"type": ["object", "null"], "properties": {"a": {}}}),
    prop({"type": "string", "errorMessage": "a", "_note": "a", "x-order": 1, "markdownDescription": "b"}),
    prop(
        {"$ref": "#/$defs/a", "description": "kept"},
        **{"$schema": DRAFT_07, "$defs": {"a": {"type": "string"}}},
    ),
    prop({"$ref": "#/$defs/a", "minLength": 1}, **{"$defs": {"a": {"type": "string"}}}),
    prop({"$ref": "#"}),
    prop({"$ref": "http://json-schema.org/draft-07/schema#"}),
    prop({}, required=["q"], additionalProperties={"type": "string"}),
    prop({}, required=["q"], allOf=[{"properties": {"q": {}}}]),
    prop({}, required=["q"], allOf=[{"$ref": "#/$defs/b"}], **{"$defs": {"b": {"properties": {"q": {}}}}}),
    prop({}, allOf=[{"$ref": "#/$defs/b"}], **{"$defs": {"b": {"properties": {"q": {}}, "required": ["p"]}}}),
    {"type": "object", "patternProperties": {"^x-": {}}, "required": ["x-a"]},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "properties": {"a": {}, "b": {}}},
    prop({"minimum": 1, "maximum": 1}),
    prop({"minimum": 5, "exclusiveMinimum": False, "maximum": 5}, **{"$schema": DRAFT_04}),
    prop({"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 2}),
    prop({"type": "integer", "const": 1.0}),
    prop({"type": "number", "enum": [1, 2]}),
    prop({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    prop({"anyOf": [{"minimum": 5}, {"maximum": 1}]}),
    prop({"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 3}),
    prop({"type": "array", "contains": {"type": "string"}, "minContains": 0, "maxItems": 0}),
    prop({"pattern": "^\\p{L}+(?<!x)$"}),
    prop({"pattern": "^[\\w-.]+\\-$"}),
    prop({"type": "string", "default": "", "examples": ["a"]}),
    prop({"type": "string", "format": "uri", "default": "not one"}),
    prop({"type": "number", "default": 1}),
    prop({"type": "string", "required": True}, **{"$schema": DRAFT_03}),
    prop({"type": "any"}, **{"$schema": DRAFT_03}),
    {
        "$schema": DRAFT_2019 + "#",
        "type": "object",
        "$recursiveAnchor": True,
        "properties": {"p": {"$recursiveRef": "#"}},
    },
    {
        "$schema": DRAFT_06,
        "type": "object",
        "definitions": {"a": {"$id": "#a"}},
        "properties": {"p": {"$ref": "#a"}},
    },
]


@pytest.mark.parametrize("schema", SILENT, ids=json.dumps)
def test_is_silent(schema):
    assert said(schema) == []


def test_what_a_remote_reference_may_add_is_not_judged():
    remote = (
        "remote-ref",
        "/allOf/0/$ref",
        "the schema at 'other.json' is in another document, which is not fetched",
    )
    assert said(prop({"type": "array", "default": 1}, required=["q"], allOf=[{"$ref": "other.json"}])) == [
        (
            "invalid-default",
            "/properties/p/default",
            "'default' 1 does not fit its own schema: it must be an array, not a number",
        ),
        remote,
    ]


ENGINE = [
    ({"p": {"type": "image", "required": True}, "q": {"type": "json_array", "default_value": []}}, None, []),
    ({"p": {"type": "string", "required": False, "default_value": "16:9", "label": "Ratio"}}, None, []),
    ({"p": {"type": "anything", "required": True}}, None, []),
    ({"p": {"type": "string[]", "required": True}, "q": {"type": "slider"}, "r": {"type": "text"}}, None, []),
    ({"p": {"type": "strng", "required": True}}, None, [("invalid-json-schema", "/properties/p/type")]),
    ({"p": {"type": "STRING", "required": True}}, None, [("invalid-json-schema", "/properties/p/type")]),
    ({"p": {"type": "imgae", "required": True}}, None, [("invalid-json-schema", "/properties/p/type")]),
    ({"p": {"type": "string", "required": True, "nullable": True, "options": [], "order": 1}}, None, []),
    ({"p": {"type": "image"}}, ["p"], []),
    ({"p": {"type": "string", "required": True}}, ["p"], [("boolean-required", "/properties/p/required")]),
    (
        {"p": {"type": "string", "required": True, "minLength": -1}},
        None,
        [("invalid-json-schema", "/properties/p/minLength")],
    ),
    (
        {"p": {"type": "string", "required": True, "pattern": "("}},
        None,
        [("invalid-pattern", "/properties/p/pattern")],
    ),
    (
        {"p": {"type": "integer", "default_value": "x"}},
        None,
        [("invalid-default", "/properties/p/default_value")],
    ),
    (
        {"p": {"type": "voice", "descripton": "x"}},
        None,
        [("unknown-schema-keyword", "/properties/p/descripton~")],
    ),
]


@pytest.mark.parametrize(("properties", "required", "wanted"), ENGINE)
def test_engine_form(properties, required, wanted):
    schema = {"properties": properties, **({"required": required} if required else {})}
    assert [found[:2] for found in said(schema, "input_schema")] == wanted


def test_map_is_judged_as_if_wrapped():
    found = said(
        {"a": {"type": "string", "required": True, "pattern": "("}, "b": {"type": "integer", "default": "x"}}
    )
    assert [entry[:2] for entry in found] == [
        ("invalid-default", "/b/default"),
        ("invalid-pattern", "/a/pattern"),
        ("property-map-schema", ""),
    ]


def test_severities():
    def severities(schema):
        document = SchemaDocument((), schema, "result_schema", form_of(schema, "result_schema"))
        return [p.severity or r.severity for r in RULES if r.enabled for p in r.check_schema(document)]

    error, warning = Severity.ERROR, Severity.WARNING
    assert severities(prop({}, required=["q"])) == [warning]
    assert severities(prop({}, required=["q"], additionalProperties=False)) == [error]
    assert severities(prop({"enum": [1, 1]})) == [warning]
    assert severities(prop({"enum": [1, 1]}, **{"$schema": DRAFT_04})) == [error]
    assert severities(prop({"type": "string", "enum": [1, 2]})) == [error]
    assert severities(prop({"type": "string", "enum": ["a", 2]})) == [warning]
    assert severities({"type": "object", "required": ["q"]}) == [warning]


@pytest.mark.parametrize(
    ("schema", "advice"),
    [
        ({"type": "string", "nullable": True}, 'write "type": ["string", "null"]'),
        ({"type": "string", "nullable": False}, "null is not allowed anyhow: take it out"),
        ({"additionalProperties": "false"}, "write false, without quotes"),
        ({"uniqueItems": "True"}, "write true, without quotes"),
        ({"minLength": "3"}, "write 3, without quotes"),
        ({"minLength": "3.5"}, None),
        ({"items": "string"}, 'write {"type": "string"}'),
    ],
)
def test_help(schema, advice):
    document = SchemaDocument((), prop(schema), "result_schema", "json-schema")
    assert [p.help for r in RULES if r.enabled for p in r.check_schema(document)] == [advice]


def test_openapi_s_words_are_left_where_the_schema_is_openapi_s():
    schema = prop({"$ref": "#/components/schemas/a"}, example={}, nullable=True)
    assert {rule for rule, *_ in said(schema)} == {"unresolvable-ref"}


STRICT = {
    "type": "object",
    "properties": {"p": {"type": "string"}},
    "required": ["p"],
    "additionalProperties": False,
}


def nested(levels):
    schema = STRICT
    for _ in range(levels - 1):
        schema = {**STRICT, "properties": {"p": schema}}
    return schema


def many(count, **more):
    names = [f"p{n}" for n in range(count)]
    return {**STRICT, "properties": {name: {"type": "string", **more} for name in names}, "required": names}


@pytest.mark.parametrize(
    ("schema", "pointers"),
    [
        (STRICT, []),
        ({"anyOf": [STRICT]}, ["/anyOf~"]),
        ({"type": "array", "items": STRICT}, [""]),
        ({**STRICT, "required": []}, ["/properties/p~"]),
        ({**STRICT, "additionalProperties": True}, ["/additionalProperties"]),
        ({**STRICT, "properties": {"p": {"type": "object"}}}, ["/properties/p~"]),
        ({**STRICT, "properties": {"p": {"oneOf": [{"type": "string"}]}}}, ["/properties/p/oneOf~"]),
        (nested(10), []),
        (nested(11), ["/properties/p" * 10 + "~"]),
        (nested(13), ["/properties/p" * 10 + "~"]),
        (many(5000), []),
        (many(5001), [""]),
        ({**STRICT, "properties": {"p": {"enum": list(range(1001))}}}, [""]),
        ({**STRICT, "properties": {"p": {"enum": [f"{n:0100d}" for n in range(251)]}}}, ["/properties/p/enum"]),
        ({**STRICT, "properties": {"p": {"const": "x" * 120_000}}}, [""]),
    ],
    ids=range(15),
)  # fmt: skip
def test_openai_structured_output(schema, pointers):
    assert [pointer for _, pointer, _ in said(schema, only="openai-structured-output")] == pointers


FIXED = [
    (
        {
            "type": "object",
            "properties": {"a": {"required": True}, "b": {"required": True}, "c": {"required": False}},
        },
        {"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "required": ["a", "b"]},
    ),
    (
        {"type": "object", "properties": {"a": {"required": True, "properties": {"b": {"required": True}}}}},
        {
            "type": "object",
            "properties": {"a": {"properties": {"b": {}}, "required": ["b"]}},
            "required": ["a"],
        },
    ),
    (prop({"enum": ["a", "b", "a", "a"]}), prop({"enum": ["a", "b"]})),
    (
        {"a": {"type": "string"}, "b": {"type": "string", "required": True}, "required": ["a"]},
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "required": ["a", "b"],
        },
    ),
    (prop({"minLenght": 1, "min": 2}), prop({"minLength": 1, "minimum": 2})),
    (
        {"type": "object", "properties": {"number": {}}, "required": ["nubmer"]},
        {"type": "object", "properties": {"number": {}}, "required": ["number"]},
    ),
    (
        {
            "a": {"type": "string", "required": True},
            "b": {"type": "object", "properties": {"c": {"required": True}}},
        },
        {
            "type": "object",
            "properties": {
                "a": {"type": "string"},
                "b": {"type": "object", "properties": {"c": {}}, "required": ["c"]},
            },
            "required": ["a"],
        },
    ),
]


@pytest.mark.parametrize(("schema", "wanted"), FIXED)
def test_fixes_combine(schema, wanted):
    request = {"name": "n", "provider": "openai", "start_url": "https://example.com", "prompts": ["Go"]}
    for indent in (None, 2):
        source = Source("n.json", json.dumps({**request, "result_schema": schema}, indent=indent), "json")
        fixed = fix_source(source, Options(), unsafe=True)
        assert json.loads(fixed.text)["result_schema"] == wanted
        assert [f.rule for f in lint_source(Source("n.json", fixed.text, "json")).findings] == []


SCALARS = st.none() | st.booleans() | st.integers(-3, 5) | st.floats(allow_nan=False) | st.sampled_from(
    ["string", "object", "array", "integer", "#", "#/$defs/a", "#a", "a", "", "(", "^a", DRAFT_04, DRAFT_07, DRAFT_2019]
)  # fmt: skip
KEYS = st.sampled_from([*sorted(ANY_KEYWORDS), "a", "b", "requried", "default_value"])
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6)
)


@settings(max_examples=300, deadline=None)
@given(ANYTHING, st.sampled_from(["input_schema", "result_schema"]))
def test_no_schema_is_too_strange(schema, role):
    """Whatever a stranger puts there: every rule gets through, and every place exists."""
    for _, pointer, message in said(schema, role):
        at = schema
        for token in pointer.rstrip("~").split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            at = at[int(token)] if isinstance(at, list) else at[token]
        assert message
        assert not message.endswith(".")
