"""A suppression that suppresses nothing.

It may be left over from a fault that was mended; the next fault of its kind on that line would not be reported.
Or it never did anything: a rule is misspelled, or it stands on another line than the finding.

A comment `# wflint: ignore[rule, …]` (in JSON with comments `//` or `/* */`) speaks of what begins on its line or,
where it is alone, on the next line that is not blank or a comment; `# wflint: ignore` of every finding there. At the
top of a file `# wflint: ignore-file[rule, …]` speaks of all of it. Groups count as all their rules, and a reason may
follow: `# wflint: ignore[unused-step] -- kept for the demo`. Inside documents it is a list, `metadata.wflint.ignore` of
a definition and `fields.wflint.ignore` of an Asteroid workflow, of `"rule"`, `"rule:/JSON/pointer"` (and all below) or
`{"rule": …, "pointer": …, "reason": …}`; pointers are those of the reports, from the root of the document.

A text that cannot be read holds no comments, so `syntax-error` cannot be suppressed in it; that wflint itself has
failed never is. A suppression is reported only where the rules it names run. This rule is switched off in the
configuration or on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Problem
from ...rule import SAFE, WARNING, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...suppress import Suppression

_NAMED = {"extend-select": ["unused-step", "undefined-step"]}

RULE = Rule(
    severity=WARNING,
    on="EFA",
    fix=SAFE,
    good=(
        """
        steps:
          - id: draft
            model: openai-chatgpt-5
            params: {user_prompt: Hello}
            # wflint: ignore[disabled-fallback] -- until the other model is paid for
            fallback: {enabled: false, model: m, params: {text: Hello}}
        """,
        """
        {"steps": [{"id": "draft", "model": "openai-chatgpt-5", "params": {"user_prompt": "Hello"}},
                   {"id": "answer", "model": "openai-chatgpt-5", "params": {"user_prompt": "Bye"}}],
         "metadata": {"wflint": {"ignore": ["unused-step:/steps/0"]}}}
        """,
    ),
    bad=(
        Example(
            """
            steps:
              - id: draft  # wflint: ignore[unused-step, undefined-step]
                                            ^^^^^^^^^^^ there is no 'unused-step' to suppress here
                                                         ^^^^^^^^^^^^^^ there is no 'undefined-step' to suppress here
                model: openai-chatgpt-5
                # wflint: ignore[undefined-step] -- the engine puts it there
                params: {user_prompt: "{{ticket.output}}"}
            """,
            fixed="""
            steps:
              - id: draft
                model: openai-chatgpt-5
                # wflint: ignore[undefined-step] -- the engine puts it there
                params: {user_prompt: "{{ticket.output}}"}
            """,
            settings=_NAMED,
        ),
        Example(
            """
            {"steps": [{"id": "draft", "model": "openai-chatgpt-5", "params": {"user_prompt": "Hello"}}],
             "metadata": {"owner": "copy team",
                          "wflint": {"ignore": ["undefined-step:/steps/0"]}}}
                                                 ^^^^^^^^^^^^^^ there is no 'undefined-step' to suppress here
            """,
            fixed="""
            {"steps": [{"id": "draft", "model": "openai-chatgpt-5", "params": {"user_prompt": "Hello"}}],
             "metadata": {"owner": "copy team"}}
            """,
            settings=_NAMED,
        ),
        Example("""
            # wflint: ignore-file[unused-stap]
                                  ^^^^^^^^^^^ unknown rule 'unused-stap'; did you mean 'unused-step'?
            steps:
              - {id: draft, model: openai-chatgpt-5, params: {user_prompt: Hello}}
            """),
    ),
)


def check_unused(suppression: Suppression) -> Iterator[Problem]:
    """Report the suppression."""
    if suppression.place is None:
        return
    if suppression.fault is not None:
        yield Problem(suppression.place, suppression.fault, suppression.help)
        return
    what = "nothing" if suppression.name is None else f"no '{suppression.name}'"
    yield Problem(
        suppression.place, f"there is {what} to suppress here", "take it out", repair=suppression.repair
    )
