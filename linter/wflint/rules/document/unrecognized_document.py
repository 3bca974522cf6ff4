"""A file that was named as a workflow and is none that is known.

Somebody asked for this file to be checked, so silence would read as "no faults found". The finding says which
kind of document came nearest and what it lacks. Files met while walking a folder, and files named under
`--skip-unrecognized`, are passed over without a word, unless their own name says what they are
(`flow.eachlabs.json`, `agent.asteroid.yaml`); `--kind` settles the question for a file that its own keys leave
open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Subject

RULE = Rule(
    severity=ERROR,
    on="EFA",
    good=(
        """
        {"steps": [{"id": "draft", "model": "openai-chatgpt-5", "params": {"user_prompt": "Hello"}}]}
        """,
    ),
    bad=(
        Example("""
            {"name": "Reminder", "start_url": "https://www.example.com"}
            ^ nearest to an Asteroid workflow request, but it has a 'start_url' and no 'prompts' array
            """),
        Example("""
            steps:
            ^^^^^ nearest to an each::labs workflow definition, but none of its 'steps' reads as a step of one
              - run: make test
            """),
    ),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Report a document of no known kind."""
    recognition = subject.recognition
    if subject.kind is not None or subject.document.fault is not None or recognition is None:
        return
    near = recognition.nearest
    if near is None:
        message = f"no workflow that is known: {recognition.lacks}"
    else:
        message = f"nearest to {near.title}, but {recognition.lacks}"
    yield Problem(Place(()), message, "name its kind with --kind, or leave the file out")
