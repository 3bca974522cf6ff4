"""A definition that names another version than the one it is written to.

The version is stored under `version_id` and says it is another one: what is run, and what the logs call it,
are two things from then on. Usually a file was copied to the next version and changed in one place only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem, Related, SetValue, unsafe
from ...rule import ERROR, UNSAFE, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    fix=UNSAFE,
    good=(
        """
        {"version_id": "v2",
         "definition": {"version": "v2",
                        "steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}}
        """,
        """
        version_id: v2
        definition:
          steps: [{id: draw, type: model, model: flux, params: {prompt: a cat}}]
        """,
    ),
    bad=(
        Example(
            """
            {"version_id": "v2",
             "definition": {"version": "v1",
                                       ^^^^ the definition's version is 'v1', but version_id is 'v2'
                            "steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}}
            """,
            fixed="""
            {"version_id": "v2",
             "definition": {"version": "v2",
                            "steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}}
            """,
        ),
        Example(
            """
            workflow_id: cats
            versions:
              - version_id: v1
                definition:
                  version: v1
                  steps: [{id: draw, type: model, model: flux, params: {prompt: a cat}}]
              - version_id: v2
                definition:
                  version: v1
                           ^^ the definition's version is 'v1', but version_id is 'v2'
                  steps: [{id: draw, type: model, model: flux, params: {prompt: two cats}}]
            """
        ),
    ),
    related=("missing-version-id", "duplicate-version"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """The two names of the version, where both are given."""
    if workflow.body is None:
        return
    own, around = workflow.value.get("version"), workflow.body.get("version_id")
    if isinstance(own, str) and isinstance(around, str) and own != around:
        path = (*workflow.path, "version")
        yield Problem(
            Place(path),
            f"the definition's version is '{own}', but version_id is '{around}'",
            "write the same version in both places",
            related=(Related(Place((*workflow.body_path, "version_id")), f"version_id is '{around}'"),),
            repair=unsafe(f"set the definition's version to '{around}'", SetValue(path, around)),
        )
