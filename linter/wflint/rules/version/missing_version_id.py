"""A version request that does not say which version it writes.

The API takes the version from the address; engines of before the summer of 2026 want it in the body as well
and refuse the request without it. And a file that names its version cannot be sent to the wrong one unseen.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Subject
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        {"version_id": "v1",
         "definition": {"steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}}
        """,
    ),
    bad=(
        Example(
            """
            {"definition": {"version": "v1",
            ^ the version request has no version_id
                            "steps": [{"id": "draw", "type": "model", "model": "flux", "params": {"prompt": "a cat"}}]}}
            """
        ),
        Example(
            """
            production: true
            ^^^^^^^^^^ the version request has no version_id
            definition:
              steps:
                - id: draw
                  model: flux
                  params: {prompt: a cat}
                  fallback: {model: sketch, params: {prompt: a cat}}
            """
        ),
        Example(
            """
            verison_id: v1
            definition: {steps: [{id: draw, model: flux, params: {prompt: a cat}}]}
            ---
            definition: {steps: [{id: draw, model: flux, params: {prompt: a cat}}]}
            ^^^^^^^^^^ the version request has no version_id
            """,
            also=("unknown-field",),
        ),
    ),
    related=("version-mismatch",),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """The request, where it is one."""
    if subject.kind is None or subject.kind.id != "eachlabs-version-request":
        return
    request = subject.document.value
    if not isinstance(request, dict) or is_misspelled("version_id", request, kind=subject.kind.id):
        return
    if "version_id" not in request:
        yield Problem(
            Place(()), "the version request has no version_id", "add 'version_id': the version it is sent to"
        )
