"""A definition without steps.

There is nothing to run: the API refuses the version, or stores one that gives nothing. The `{}` that answers
of the API show in place of a definition, to keep a list short, is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Subject
from ...problem import Path, Place, Problem
from ...rule import ERROR, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        {"workflow_id": "cats", "versions": [{"version_id": "v1", "definition": {}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"version_id": "v1", "definition": {}}
                                 ^^^^^^^^^^^^ the definition has no steps
            """
        ),
        Example(
            """
            name: Cats
            definition:
              version: v1
              steps: []
                     ^ the definition has no steps
            """
        ),
        Example(
            """
            workflow_id: cats
            versions:
              - version_id: v1
                definition: {version: v1, stpes: [{id: draw, model: flux, params: {prompt: a cat}}]}
              - version_id: v2
                definition: {version: v2}
                ^^^^^^^^^^ the definition has no steps
            """,
            also=("unknown-field",),
        ),
    ),
    related=("empty-branch",),
)

_LISTINGS = ("eachlabs-version", "eachlabs-workflow")


def check_document(subject: Subject) -> Iterator[Problem]:
    """Every definition of the document, where its steps are absent or an empty list."""
    if subject.kind is None or subject.kind.letter != "E":
        return
    for path, definition in _definitions(subject.document.value, subject.kind.id):
        if not isinstance(definition, dict) or (not definition and subject.kind.id in _LISTINGS):
            continue
        if "steps" not in definition:
            if is_misspelled("steps", definition):
                continue
            place = Place(path, key=bool(path))
        elif definition["steps"] == []:
            place = Place((*path, "steps"))
        else:
            continue
        yield Problem(place, "the definition has no steps", "give it at least one step")


def _definitions(document: object, kind: str) -> Iterator[tuple[Path, object]]:
    if kind == "eachlabs-definition":
        yield (), document
    elif isinstance(document, dict) and kind == "eachlabs-workflow":
        versions = document.get("versions")
        for number, version in enumerate(versions if isinstance(versions, list) else ()):
            if isinstance(version, dict):
                yield ("versions", number, "definition"), version.get("definition")
    elif isinstance(document, dict):
        yield ("definition",), document.get("definition")
