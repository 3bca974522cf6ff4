"""A prompt that is nothing but a model step's output arrives in quotes.

In the path style a param that is exactly `$.step.primary` is handed over JSON-encoded: a text comes with
quotes around it and its line breaks escaped. Inside a longer text, or read down to the field that holds the
text, it comes as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Step, Workflow
from ...problem import Problem
from ...rule import INFO, Example, Rule
from ...templates.references import OUTPUTS

RULE = Rule(
    severity=INFO,
    on="E",
    good=(
        """
        input_schema: {properties: {topic: {type: string}}, required: [topic]}
        steps:
          - {id: draft, type: model, model: m, params: {prompt: $.inputs.topic}}
          - {id: final, type: model, model: m, params: {prompt: "Shorten this: $.draft.primary"}}
          - {id: last, type: model, model: m, params: {prompt: "$.final.primary.choices[0].message.content"}}
        """,
    ),
    bad=(
        Example(
            """
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: draft, type: model, model: m, params: {prompt: $.inputs.topic}}
              - {id: final, type: model, model: m, params: {prompt: $.draft.primary}}
                                                                    ^^^^^^^^^^^^^^^ the output of step 'draft' arrives in 'prompt' JSON-encoded, in quotes
            """
        ),
    ),
)

_PROMPTS = frozenset(
    ("prompt", "text", "content", "message", "instruction", "instructions", "script", "query", "question")
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every prompt-like param that is exactly a model step's output, in the path style."""
    if workflow.style != "path" or not any(map(_may_read_output, workflow.steps)):
        return
    for reference in workflow.references:
        if (
            reference.whole
            and reference.style == "path"
            and not reference.wrong
            and reference.site in ("params", "fallback")
            and len(reference.fields) == 1
            and reference.fields[0].text in OUTPUTS
        ):
            target = reference.reads
            key = reference.path[-1]
            if target is None or target.type != "model" or not isinstance(key, str) or not _is_prompt(key):
                continue
            yield Problem(
                reference.place,
                f"the output of {target.title} arrives in '{key}' JSON-encoded, in quotes",
                "put text around the reference, or read the field of the output that holds the text",
            )


def _may_read_output(step: Step) -> bool:
    """Whether a prompt-like param of the step may be a path, and nothing else: a quick look."""
    return any(
        isinstance(key, str) and _is_prompt(key) and value.lstrip().startswith("$.")
        for value, _, key, _ in step.texts
    )


def _is_prompt(key: str) -> bool:
    name = key.lower()
    return name in _PROMPTS or name.endswith("prompt")
