"""A credential written out in the document.

Workflows are shared, versioned and shown in dashboards and logs, and so is whatever stands in them: a key in
there is to be taken for known and must be replaced. Judged are the fields of `auth` (a user name is no
secret), headers and params whose name says key, token, secret or password, and tokens of a well-known shape
anywhere in a step, its code included, or in an Asteroid workflow. Not judged: references, and placeholders such
as `YOUR_API_KEY`, `<token>`, `xxx`, `${API_KEY}` or `##PASSWORD##`. What was found is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...problem import Path, Place, Problem
from ...rule import ERROR, Example, Rule
from ...secrets import Credential, find_tokens, is_credential, may_hold_credentials, names_credential

RULE = Rule(
    severity=ERROR,
    on="EA",
    good=(
        """
        input_schema: {properties: {key: {type: string}}, required: [key]}
        steps:
          - id: fetch
            type: http
            url: https://api.example.com/rates
            headers: {Authorization: "Bearer {{inputs.key}}", X-API-Key: YOUR_API_KEY}
          - id: tell
            model: m
            params: {max_tokens: 4096, api_key: <token>, rates: "{{fetch.output}}"}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates",
                        "headers": {"Authorization": "Bearer 3f9a1c77e0b24d58", "X-API-Key": "c0ffee1234567890"},
                                                             ^^^^^^^^^^^^^^^^ a credential is written out in 'Authorization'
                                                                                             ^^^^^^^^^^^^^^^^^^ a credential is written out in 'X-API-Key'
                        "auth": {"type": "basic", "username": "cat", "password": "tiger7"}}]}
                                                                                 ^^^^^^^^ a credential is written out in 'password'
            """
        ),
        Example(
            """
            steps:
              - id: fetch
                type: python
                code: |
                  import urllib.request
                  key = "AKIA2B4C6D8E0F2G4H6J"
                         ^^^^^^^^^^^^^^^^^^^^ an AWS access key is written out in 'code'
                  result = urllib.request.urlopen("https://api.example.com/?" + key).read()
            """
        ),
        Example(
            """
            name: Book a table
            provider: openai
            start_url: https://example.com
            result_schema: {}
            prompts:
              - Log in with the token ghp_0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R and book a table.
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a GitHub token is written out in 'prompts'
            """
        ),
    ),
    related=("incomplete-auth", "insecure-request"),
)

_INNER = ("branches", "condition_met_branch", "default_branch")
"""What holds further steps: those are looked at one by one."""

_NO_VALUES = ("id", "user_id", "agent_id", "result_schema", "prompt_variables")
_SCHEME = r"\s*(?:Bearer|Basic|Token|Api-?Key|Key|OAuth|Digest)\s+(?=\S)"


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every string of every step, or of the Asteroid workflow."""
    if not may_hold_credentials(workflow.value, workflow.json_text):
        return
    if workflow.system == "asteroid":
        yield from _below(
            workflow.value, workflow.path, "", "", _NO_VALUES, "write a ##NAME## credential in its place"
        )
    for step in workflow.steps:
        yield from _below(step.value, step.path, "", "", _INNER, "pass it as an input")


def _below(
    value: object, path: Path, name: str, parent: str, skipped: tuple[str, ...], advice: str
) -> Iterator[Problem]:
    """The credentials in ``value``, which stands under ``name`` in the object under ``parent``."""
    if isinstance(value, str):
        for what, start, end in _in_text(value, name, parent):
            whole = start == 0 and end == len(value)
            yield Problem(
                Place(path) if whole else Place(path, start=start, end=end),
                f"{what} is written out in '{name}'",
                f"revoke it, for whoever has the file has it; {advice}",
                secret=value[start:end],
            )
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in skipped and isinstance(item, str | dict | list):
                yield from _below(item, (*path, key), str(key), name, (), advice)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str | dict | list):
                yield from _below(item, (*path, number), name, parent, (), advice)


def _in_text(text: str, name: str, parent: str) -> list[Credential]:
    tokens = find_tokens(text)
    if tokens or name in ("code", "prompts"):
        return tokens
    start = 0
    sure = parent == "auth" and names_credential(name) is not None
    if name.lower() in ("authorization", "proxy-authorization"):
        scheme = re.match(_SCHEME, text, re.IGNORECASE)
        start = scheme.end() if scheme is not None else 0
        value = text[start:].strip()
        sure = len(value) >= 6 and not any(character.isspace() for character in value)
    if is_credential(text[start:], name, sure=sure):
        return [Credential("a credential", start, len(text.rstrip()))]
    return []
