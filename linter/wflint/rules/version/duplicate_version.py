"""A version that is listed twice.

An id names one version. Where it stands twice, which of the two runs depends on who reads the list, and a
change made to one of them may never be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Subject
from ...problem import Path, Place, Problem, Related
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="EA",
    good=(
        """
        {"workflow_id": "cats", "versions": [{"version_id": "v1", "definition": {}},
                                             {"version_id": "v2", "definition": {}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"workflow_id": "cats", "versions": [{"version_id": "v1", "definition": {}},
                                                 {"version_id": "v1", "definition": {}}]}
                                                                ^^^^ version 'v1' is listed twice
            """
        ),
        Example(
            """
            - id: 6f1c7f0a-2f0b-4a8e-9d7c-0b1a2c3d4e5f
              user_id: 0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d
              agent_id: 1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e
              name: Book a table
              start_url: https://example.com
              result_schema: {}
              prompts: [Book a table.]
            - id: 6f1c7f0a-2f0b-4a8e-9d7c-0b1a2c3d4e5f
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ version '6f1c7f0a-2f0b-4a8e-9d7c-0b1a2c3d4e5f' is listed twice
              user_id: 0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d
              agent_id: 1b2c3d4e-5f6a-4b7c-8d9e-0f1a2b3c4d5e
              name: Book a table
              start_url: https://example.com
              result_schema: {}
              prompts: [Book a table for two.]
            """
        ),
    ),
    related=("version-mismatch",),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Every id that stands in the list again."""
    first: dict[str, Path] = {}
    for path, name in _versions(subject):
        if name not in first:
            first[name] = path
            continue
        yield Problem(
            Place(path),
            f"version '{name}' is listed twice",
            "give it an id of its own, or take one of the two out",
            related=(Related(Place(first[name]), "it is listed here first"),),
        )


def _versions(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The id of each version that the document lists, and where it stands."""
    value = subject.document.value
    path: Path = ()
    kind = subject.kind.id if subject.kind is not None else ""
    if kind == "eachlabs-workflow" and isinstance(value, dict):
        items, path, key = value.get("versions"), ("versions",), "version_id"
    elif kind == "asteroid-workflow-list":
        items, key = value, "id"
    else:
        return
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and isinstance(item.get(key), str):
            yield (*path, number, key), item[key]
