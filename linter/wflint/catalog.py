"""The bundled JSON Schemas, one a kind, and what validates against them.

The schemas are files beside the code (``wflint/schemas`` in an installed package, ``schemas/`` at the root of
a checkout). Nothing here ever goes to the network: an address that is not one of ours is refused.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

from .kinds import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema import Draft7Validator
    from referencing import Registry
    from referencing.typing import URI

BASE = "https://raw.githubusercontent.com/wflint/wflint/main/schemas/"
"""What the ``$id`` of every bundled schema begins with; its kind and ``.json`` follow."""


class Validator(Protocol):
    """What tells whether a value matches a schema."""

    def is_valid(self, instance: object) -> bool:
        """Whether ``instance`` matches."""

    def iter_errors(self, instance: object) -> Iterable[Any]:
        """Every keyword of the schema that ``instance`` breaks."""


@cache
def folder() -> str:
    """The folder that holds the schemas."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "schemas")
    # An editable install and a checkout have them beside ``linter/``.
    return packaged if os.path.isdir(packaged) else os.path.join(here, "..", "..", "schemas")


def file_text(name: str) -> str:
    """The text of the bundled file ``name.json``."""
    with open(os.path.join(folder(), name + ".json"), encoding="utf-8") as file:
        return file.read()


@cache
def schema(kind_id: str) -> dict[str, Any]:
    """The bundled schema of the kind ``kind_id``, not to be changed.

    Raises :class:`KeyError` for no such kind.
    """
    return cast("dict[str, Any]", json.loads(file_text(KINDS[kind_id].id)))


def retrieve(uri: str) -> dict[str, Any]:
    """The bundled schema whose ``$id`` is ``uri``. Raises :class:`LookupError` for any other address."""
    name = uri.partition("#")[0].removeprefix(BASE).removesuffix(".json")
    if name not in KINDS:
        raise LookupError(f"'{uri}' is no bundled schema, and nothing is fetched")
    return schema(name)


@cache
def registry() -> Registry[Any]:
    """All bundled schemas for python-jsonschema; it retrieves nothing else."""
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    resources: list[tuple[URI, Resource[Any]]] = [
        (f"{BASE}{name}.json", Resource.from_contents(schema(name), DRAFT7)) for name in KINDS
    ]
    empty: Registry[Any] = Registry()
    return empty.with_resources(resources).crawl()


@cache
def validator(kind: Kind) -> Validator:
    """The quick answer whether a document is right for its kind.

    jsonschema-rs where it is installed, else python-jsonschema; the two agree. Only the schema files that
    the kind needs are read.
    """
    return compiled(file_text(kind.id)) or cast("Validator", explainer(kind))


def compiled(schema: dict[str, Any] | str) -> Validator | None:
    """jsonschema-rs for a draft-07 schema that refers to bundled ones at most; ``None`` without it.

    A schema can be given as its text, which need not be parsed then for anything else.
    """
    try:
        import jsonschema_rs
    except ImportError:  # pragma: no cover - it has wheels for every platform CI runs on
        return None
    found = jsonschema_rs.Draft7Validator(schema, retriever=retrieve, validate_formats=False)
    return cast("Validator", found)


@cache
def explainer(kind: Kind) -> Draft7Validator:
    """python-jsonschema's validator for the kind: slower, but its errors carry the subschema that failed."""
    from jsonschema import Draft7Validator

    return Draft7Validator(schema(kind.id), registry=registry())
