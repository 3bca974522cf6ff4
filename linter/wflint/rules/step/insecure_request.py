"""A request that anybody on the way can read or answer.

Over `http://` the request, its headers and its answer travel in the clear, and with `validate_ssl: false`
anyone may pose as the server. Hosts of one's own machine or network are not judged, nor is a host that is
known only when the run happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...problem import Path, Place, Problem, SetText, SetValue, safe
from ...rule import SAFE, WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    fix=SAFE,
    good=(
        """
        steps:
          - {id: fetch, type: http, url: "https://api.example.com/rates", validate_ssl: true}
          - {id: store, type: http, url: "http://localhost:8080/rates", method: POST, body: "{{fetch.output}}"}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "fetch", "type": "http", "url": "http://api.example.com/rates",
                                                               ^^^^^^^^^^^^^^^^^^^^^^ 'http://api.example.com' is not encrypted
                        "validate_ssl": false}]}
                                        ^^^^^ the server's certificate is not checked
            """,
            fixed="""
            {"steps": [{"id": "fetch", "type": "http", "url": "https://api.example.com/rates",
                        "validate_ssl": true}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {city: {type: string}}, required: [city]}
            steps:
              - id: weather
                model: eachlabs-http-step
                params:
                  method: GET
                  url: http://weather.example.com/today?city={{inputs.city}}
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'http://weather.example.com' is not encrypted
            """,
            fixed="""
            input_schema: {properties: {city: {type: string}}, required: [city]}
            steps:
              - id: weather
                model: eachlabs-http-step
                params:
                  method: GET
                  url: https://weather.example.com/today?city={{inputs.city}}
            """,
        ),
    ),
    related=("incomplete-auth",),
)

_URL = r"(?i)\s*(http)://(?:[^\s/?#@]*@)?(\[[^\s/?#\]]*\]|[^\s/?#:@]*)(:\d+)?"
_LOCAL = (
    r"(?i)(?:localhost|.*\.(?:localhost|local|internal|lan|home|test)|\[?::1?\]?|\[f[cde][0-9a-f]{2}:.*"
    r"|0\.0\.0\.0|127\..*|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|[^.:]*)\.?"
)
"""One's own machine or network; a name without a dot is a neighbour's."""


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every request in the clear, and every one that trusts any server."""
    for request in workflow.requests:
        url = request.value.get("url")
        if isinstance(url, str):
            yield from _unencrypted(url, (*request.path, "url"))
        if request.value.get("validate_ssl") is False:
            path = (*request.path, "validate_ssl")
            yield Problem(
                Place(path),
                "the server's certificate is not checked",
                "set it to true, and give the server a certificate that is valid",
                repair=safe("set it to true", SetValue(path, True)),
            )


def _unencrypted(url: str, path: Path) -> Iterator[Problem]:
    found = re.match(_URL, url) if url.lstrip()[:7].lower() == "http://" else None
    if found is None:
        return
    host = found[2]
    if "{" in host or "$" in host or re.fullmatch(_LOCAL, host):
        return
    start, end = found.span(1)
    yield Problem(
        Place(path, start=start, end=found.end(2)),
        f"'http://{host}' is not encrypted",
        "use https://",
        # Behind a port of its own, TLS may well not be spoken.
        repair=safe("use https://", SetText(path, start, end, "https")) if found[3] is None else None,
    )
