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
        "deprecationMessage",
        "doNotSuggest",
        "defaultSnippets",
        "enumDescriptions",
        "enumNames",
        "enumTitles",
        "errorMessage",
        "faker",
        "fakerKeys",
        "markdownDescription",
        "markdownEnumDescriptions",
        "patternErrorMessage",
        "propertyOrder",
        "suggestSortText",
        "transform",
        "tsType",
        "tsEnumNames",
    }
)
"""What tools keep in schemas (editors, form and test-data generators), and keywords that only describe:
harmless under any dialect."""

OPENAPI = {
    "nullable": 'allow null by "type": ["string", "null"], or by one more schema under \'anyOf\'',
    "example": "'examples' takes an array of values",
    "discriminator": "it is OpenAPI's; JSON Schema tells alternatives apart by 'const' in a property of each",
    "xml": "it is OpenAPI's, and validators ignore it",
    "externalDocs": "it is OpenAPI's; '$comment' or 'description' may hold the address",
}
"""OpenAPI's words that validators ignore, and what to write in their place."""

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
