"""A request whose authentication lacks what its type needs.

`basic` needs `username` and `password`, `bearer` and `api_key` need a `token`. Without them the request goes
out unsigned, is refused, and the run fails at that step.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ...step_fields import is_misspelled

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        {"input_schema": {"properties": {"key": {"type": "string"}}, "required": ["key"]},
         "steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates",
                    "auth": {"type": "bearer", "token": "{{inputs.key}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates",
                        "auth": {"type": "bearer"}}]}
                        ^^^^^^ bearer auth needs 'token'
            """
        ),
        Example(
            """
            input_schema: {properties: {password: {type: string}}, required: [password]}
            steps:
              - id: fetch
                type: http
                url: https://api.example.com/rates
                auth:
                ^^^^ basic auth needs 'username'
                  type: basic
                  password: $.inputs.password
              - id: post
                type: http
                url: https://api.example.com/rates
                auth: {type: basic}
                ^^^^ basic auth needs 'username' and 'password'
            """
        ),
        Example(
            """
            {"steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates",
                        "auth": {"type": "bearer", "tokn": "$.inputs.key"}},
                       {"id": "post", "type": "http", "url": "https://api.example.com/rates",
                        "auth": {"type": "basic", "usrname": "ann"}}]}
                        ^^^^^^ basic auth needs 'password'
            """,
            also=("undeclared-inputs", "unknown-field"),
        ),
    ),
    related=("hardcoded-secret",),
)

_NEEDS = {"basic": ("username", "password"), "bearer": ("token",), "api_key": ("token",)}


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every ``auth`` of a known type without the fields of that type."""
    for request in workflow.requests:
        auth = request.value.get("auth")
        kind = auth.get("type") if isinstance(auth, dict) else None
        if not isinstance(auth, dict) or not isinstance(kind, str) or kind not in _NEEDS:
            continue
        # A user without a password is a way to send a key: an empty one may well be meant.
        missing = [
            f"'{name}'"
            for name in _NEEDS[kind]
            if (auth.get(name) is None or (name != "password" and not str(auth[name]).strip()))
            and not is_misspelled(name, auth, "auth")
        ]
        if missing:
            yield Problem(
                Place((*request.path, "auth"), key=True),
                f"{kind} auth needs {' and '.join(missing)}",
                "pass it by reference, from an input",
            )
