"""A schema whose root cannot describe an object.

Inputs and results are objects: a run's inputs come as fields, and a result is read by its fields. A root
of `"type": "array"` or `"type": "string"` refuses every one of them. What `$ref` and `allOf` add at the root
counts; a root without a type is fine.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...embedded.json_values import words
from ...embedded.subschemas import Subschema, Subschemas
from ...model import SchemaDocument
from ...problem import Path, Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="J",
    related=("unsatisfiable-schema",),
    good=(
        """
        {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["List the orders"],
         "result_schema": {"type": "object", "properties": {"orders": {"type": "array", "items": {"type": "string"}}}}}
        """,
    ),
    bad=(
        Example("""
            {"name": "order", "provider": "openai", "start_url": "https://example.com", "prompts": ["List the orders"],
             "result_schema": {"type": "array", "items": {"type": "string"}}}
                                       ^^^^^^^ the schema describes an array, not an object
            """),
    ),
)

_HELP = "describe an object, and what is there now as one of its properties"


def check_schema(schema: SchemaDocument) -> Iterator[Problem]:
    """The first thing that keeps objects out."""
    if schema.value is False:
        yield Problem(Place(schema.path), "the schema refuses everything", help=_HELP)
    root = schema.subschemas.root
    if root is not None and schema.subschemas.known and not _plainly_takes_objects(root.value):
        for path, message in _refusals(schema.subschemas, root):
            yield Problem(Place(path), message, help=_HELP)
            return


def _plainly_takes_objects(root: dict[str, object]) -> bool:
    return root.get("type") in (None, "object") and _NARROWING.isdisjoint(root)


_NARROWING = frozenset({"allOf", "anyOf", "const", "enum", "extends", "oneOf", "$ref"})


def _refusals(schemas: Subschemas, root: Subschema) -> Iterator[tuple[Path, str]]:
    from ...embedded.conjunction import allows_type, conjuncts

    for at in conjuncts(schemas, root):
        if "object" not in at.types:
            yield (*at.path, "type"), f"the schema describes {_article(at.value['type'])}, not an object"
        elif not allows_type(at, "object"):
            keyword = "const" if "const" in at.value else "enum"
            if at.value[keyword] != []:  # an empty enum is unsatisfiable
                yield (*at.path, keyword), f"the schema allows no object, only {_listed(at.value[keyword])}"
        for keyword in ("anyOf", "oneOf"):
            branches = at.value.get(keyword)
            if not isinstance(branches, list) or not branches or keyword not in at.dialect.keywords:
                continue
            children = list(schemas.under(at, keyword))
            if len(children) == len(branches) and all(_excludes(schemas, child) for child in children):
                yield (*at.path, keyword), f"no schema of '{keyword}' describes an object"


def _excludes(schemas: Subschemas, branch: Subschema) -> bool:
    from ...embedded.conjunction import allows_type, conjuncts

    return any(not allows_type(at, "object") for at in conjuncts(schemas, branch))


def _article(declared: object) -> str:
    names = declared if isinstance(declared, list) else [declared]
    return " or ".join(f"an {name}" if str(name)[0] in "aio" else f"a {name}" for name in names)


def _listed(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(words(item) for item in values[:4]) + (", …" if len(values) > 4 else "")
