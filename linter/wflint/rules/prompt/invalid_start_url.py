"""The start URL is no absolute http(s) URL.

The browser is opened there before anything else: the run fails at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="A",
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com/form?a=1", "prompts": ["Fill in"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "www.example.com", "prompts": ["Fill in"]}
                                                                   ^^^^^^^^^^^^^^^^^ 'www.example.com' is no absolute http(s) URL
            """
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: ftp://example.com
                       ^^^^^^^^^^^^^^^^^ 'ftp://example.com' is no absolute http(s) URL
            prompts: [Fill in]
            """
        ),
    ),
)

_URL = re.compile(
    r"https?://(?:[^\s/?#@]*@)?(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:\[\]]+)(?::\d{1,5})?(?:[/?#]\S*)?\Z", re.I
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """The start URL of the workflow, or the one older requests keep in ``fields``."""
    fields = workflow.value.get("fields")
    for holder, path in ((workflow.value, workflow.path), (fields, (*workflow.path, "fields"))):
        url = holder.get("start_url") if isinstance(holder, dict) else None
        if isinstance(url, str) and not _URL.match(url):
            yield Problem(
                Place((*path, "start_url")),
                f"'{url}' is no absolute http(s) URL" if url else "the start URL is empty",
                "write it out with its scheme, as in https://example.com/form",
            )
