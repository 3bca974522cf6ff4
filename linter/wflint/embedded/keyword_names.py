"""Names found in schemas that are no keywords of JSON Schema, and what they are."""

from __future__ import annotations

ANNOTATIONS = frozenset(
    {
        "$comment",
        "$defs",
        "$id",
        "$schema",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "definitions",
        "deprecated",
        "examples",
        "readOnly",
        "writeOnly",
        "allowEmptyValue",
        "allowReserved",
        "collectionFormat",
        "deprecationMessage",
        "discriminator",
        "doNotSuggest",
        "defaultSnippets",
        "enumDescriptions",
        "enumNames",
        "enumTitles",
        "errorMessage",
        "example",
        "explode",
        "externalDocs",
        "faker",
        "fakerKeys",
        "markdownDescription",
        "markdownEnumDescriptions",
        "nullable",
        "option",
        "options",
        "patternErrorMessage",
        "propertyOrder",
        "style",
        "suggestSortText",
        "transform",
        "tsType",
        "tsEnumNames",
        "xml",
    }
)
"""What tools keep in schemas (OpenAPI, editors, form and test-data generators), and keywords that only
describe: harmless under any dialect."""

ENGINE = frozenset({"default_value"})
"""The engine's own, right in an ``input_schema``."""

PREFIXES = ("x-", "ui:", "_", "//", "$comment")

OTHER_NAMES = {
    "choices": "enum",
    "disallow": "not",
    "divisibleBy": "multipleOf",
    "extends": "allOf",
    "id": "$id",
    "max": "maximum",
    "maxLen": "maxLength",
    "min": "minimum",
    "minLen": "minLength",
    "optional": "required",
    "regex": "pattern",
    "regexp": "pattern",
    "schema": "$schema",
    "values": "enum",
}
"""What other schema languages, and older drafts, call a keyword."""
