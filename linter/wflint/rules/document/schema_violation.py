"""A document that does not have the shape of its kind.

A field that must be there and is not, a value of the wrong type, a word that is none of those allowed: the
API refuses such a document, or drops what it does not understand and runs the rest. The shape is that of the
bundled JSON Schema (`wflint schema`), the same that editors are pointed at. A fault that another rule knows
better, such as an unknown operator or a fallback without parameters, is left to that rule, and what stands in
`params` is the model's own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...rule import ERROR, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Subject
    from ...problem import Problem

RULE = Rule(
    severity=ERROR,
    on="EFA",
    related=("unknown-field",),
    good=(
        """
        steps:
          - id: fetch
            type: http
            method: GET
            url: https://example.com/items
        """,
    ),
    bad=(
        Example("""
            {"version": "v1",
             "steps": [{"id": "draft", "type": "model", "model": "openai-chatgpt-5"}]}
                       ^ step 'draft' has no 'params'
            """),
        Example("""
            version: v1
            steps:
              - id: fetch
                type: http
                method: get
                        ^^^ 'method' of step 'fetch' cannot be 'get'; did you mean 'GET'?
                url: https://example.com/items
                timeout: "30 s"
                         ^^^^^^ 'timeout' of step 'fetch' must be a whole number, not a string
            """),
        Example("""
            {"name": "Fill in the form",
            ^ the Asteroid workflow request has no 'start_url'
             "provider": "openai",
             "prompts": ["Fill in the form, then submit it"],
             "fields": {"start_url": "https://www.example.com"}}
            """),
        Example("""
            {"version": "v1",
             "steps": [{"type": "modle",
                                ^^^^^^^ 'type' of step 'draft' cannot be 'modle'; did you mean 'model'?
                        "id": "draft", "model": "openai-chatgpt-5", "params": {}}]}
            """),
        Example("""
            definition:
              version: 1
                       ^ 'version' of the definition must be a string, not the number 1
              steps:
                - {id: draft, model: openai-chatgpt-5, params: {user_prompt: Hello}}
            version_id: v1
            """),
    ),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Report what the shape check found, other than unknown fields."""
    return (problem for rule, problem in subject.violations if rule == "schema-violation")
