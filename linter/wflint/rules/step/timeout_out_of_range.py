"""A time limit that cannot be kept.

The definition's `timeout_seconds` ends the whole run, so a step's longer one, or an HTTP request's longer
`timeout` (in milliseconds), never comes into play. And the engine waits for an HTTP request at least 5000 ms:
a `timeout` below that was probably meant in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Fields, Workflow
from ...problem import Place, Problem, Related
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        timeout_seconds: 60
        steps:
          - {id: fetch, type: http, url: "https://api.example.com/rates", timeout: 60000, timeout_seconds: 60}
        """,
    ),
    bad=(
        Example(
            """
            {"timeout_seconds": 300,
             "steps": [{"id": "film", "type": "model", "model": "video", "timeout_seconds": 900,
                                                                                            ^^^ step 'film' may take 900 s, but the whole run only 300 s
                        "params": {"prompt": "a cat"}}]}
            """
        ),
        Example(
            """
            steps:
              - id: fetch
                type: http
                url: https://api.example.com/rates
                timeout: 30
                         ^^ timeout 30 is under the 5000 ms that the engine waits at least
              - id: post
                model: eachlabs-http-step
                params:
                  url: https://api.example.com/rates
                  method: POST
                  body: "{{fetch.output}}"
                  timeout: 4999
                           ^^^^ timeout 4999 is under the 5000 ms that the engine waits at least
            """
        ),
        Example(
            """
            {"timeout_seconds": 60,
             "steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates", "timeout": 60001}]}
                                                                                                          ^^^^^ timeout 60001 ms is longer than the whole run, which may take 60 s
            """
        ),
    ),
    related=("insecure-request",),
)

_FLOOR = 5000


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every step's own limit against the definition's, and every request's against the engine's floor."""
    limit = _number(workflow.value.get("timeout_seconds"))
    if limit is not None:
        yield from _over(limit, workflow)
    for request in workflow.requests:
        timeout = _number(request.value.get("timeout"))
        if timeout is not None and timeout < _FLOOR:
            yield Problem(
                Place((*request.path, "timeout")),
                f"timeout {timeout:g} is under the {_FLOOR} ms that the engine waits at least",
                "give it in milliseconds, 5000 or more",
            )


def _over(limit: int | float, workflow: Workflow) -> Iterator[Problem]:
    """Every limit above that of the whole run."""
    whole = (Related(Place((*workflow.path, "timeout_seconds")), f"the whole run may take {limit:g} s"),)
    holders = [Fields(step, step.path, step.value) for step in workflow.steps]
    holders += [request for request in workflow.requests if request.path != request.step.path]
    for holder in holders:
        own = _number(holder.value.get("timeout_seconds"))
        if own is not None and own > limit:
            yield Problem(
                Place((*holder.path, "timeout_seconds")),
                f"{holder.step.title} may take {own:g} s, but the whole run only {limit:g} s",
                "give the step less time, or the definition more",
                related=whole,
            )
    for request in workflow.requests:
        own = _number(request.value.get("timeout"))
        if own is not None and own > max(limit * 1000, _FLOOR):
            yield Problem(
                Place((*request.path, "timeout")),
                f"timeout {own:.15g} ms is longer than the whole run, which may take {limit:.15g} s",
                "give the request less time (in milliseconds), or the definition more",
                related=whole,
            )


def _number(value: object) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
