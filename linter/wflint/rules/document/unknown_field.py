"""A field that the format does not define.

A misspelled field is as good as none: the engine ignores it, and a step runs without its fallback or with the
default in place of what was written. Where the field that was probably meant has to be there, the finding is
an error, since nothing runs without it. Only objects whose fields are all known are judged: steps, fallbacks,
branches, conditions, `auth`, `retry`, version requests and Asteroid requests. A field of your own may stand
anywhere when its name begins with `x-`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...rule import UNSAFE, WARNING, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Subject
    from ...problem import Problem

RULE = Rule(
    severity=WARNING,
    on="EFA",
    fix=UNSAFE,
    related=("schema-violation",),
    good=(
        """
        {"steps": [{"id": "draft", "model": "openai-chatgpt-5", "params": {"user_prompt": "Hello"},
                    "x-owner": "copy team"}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draft", "model": "m", "params": {"user_prompt": "Hello"}},
                       {"id": "answer", "type": "model", "model": "m",
                        "parms": {"text": "{{draft.output}}"}}]}
                        ^^^^^^^ unknown field 'parms' in step 'answer'; did you mean 'params'?
            """,
            fixed="""
            {"steps": [{"id": "draft", "model": "m", "params": {"user_prompt": "Hello"}},
                       {"id": "answer", "type": "model", "model": "m",
                        "params": {"text": "{{draft.output}}"}}]}
            """,
        ),
        Example(
            """
            steps:
              - id: ask
                model: openai-chatgpt-5
                params: {user_prompt: Hello}
                retry: {retry_one: [timeout]}
                        ^^^^^^^^^ unknown field 'retry_one' in 'retry' of step 'ask'; did you mean 'retry_on'?
                colour: blue
                ^^^^^^ unknown field 'colour' in step 'ask'
            """,
            fixed="""
            steps:
              - id: ask
                model: openai-chatgpt-5
                params: {user_prompt: Hello}
                retry: {retry_on: [timeout]}
                colour: blue
            """,
        ),
        Example(
            """
            {"name": "Fill in the form", "provider": "openai",
             "start_url": "https://www.example.com",
             "prompt": ["Fill in the form, then submit it"]}
             ^^^^^^^^ unknown field 'prompt' in the Asteroid workflow request; did you mean 'prompts'?
            """,
            fixed="""
            {"name": "Fill in the form", "provider": "openai",
             "start_url": "https://www.example.com",
             "prompts": ["Fill in the form, then submit it"]}
            """,
        ),
    ),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Report the unknown fields that the shape check found."""
    return (problem for rule, problem in subject.violations if rule == "unknown-field")
