"""A fallback that passes less than the primary.

What the primary passes by reference (inputs, the outputs of earlier steps) is what the answer is made of. A
fallback that leaves one of them out runs, and answers something else. What is compared is what is read, not
under which key: `image` may well be called `image_url` by the second model. Literal params are not compared,
for they differ from model to model, nor are references that resolve to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Fields, Reference, Step, Workflow
from ...problem import Insert, Path, Place, Problem, Repair, unsafe
from ...rule import UNSAFE, WARNING, Example, Rule
from ...step_fields import fallback_params_of, params_of

RULE = Rule(
    severity=WARNING,
    on="E",
    fix=UNSAFE,
    good=(
        """
        {"input_schema": {"properties": {"photo": {"type": "string"}}, "required": ["photo"]},
         "steps": [{"id": "restore", "type": "model", "model": "m1", "params": {"image": "{{inputs.photo}}"},
                    "fallback": {"model": "m2", "params": {"image_url": "{{inputs.photo}}", "scale": 2}}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"photo": {"type": "string"}, "style": {"type": "string"}},
                              "required": ["photo", "style"]},
             "steps": [{"id": "restyle", "type": "model", "model": "m1",
                        "params": {"image": "{{inputs.photo}}", "prompt": "in {{inputs.style}} style"},
                        "fallback": {"model": "m2", "params": {"image_url": "{{inputs.photo}}"}}}]}
                                                    ^^^^^^^^ the fallback of step 'restyle' does not pass '{{inputs.style}}', which the primary does
            """,
            fixed="""
            {"input_schema": {"properties": {"photo": {"type": "string"}, "style": {"type": "string"}},
                              "required": ["photo", "style"]},
             "steps": [{"id": "restyle", "type": "model", "model": "m1",
                        "params": {"image": "{{inputs.photo}}", "prompt": "in {{inputs.style}} style"},
                        "fallback": {"model": "m2", "params": {"image_url": "{{inputs.photo}}", "prompt": "in {{inputs.style}} style"}}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {topic: {type: string}, tone: {type: string}}, required: [topic, tone]}
            steps:
              - id: research
                type: model
                model: search
                params: {query: $.inputs.topic}
              - id: write
                type: model
                model: m1
                params:
                  messages:
                    - {role: system, content: Write in a $.inputs.tone tone}
                    - {role: user, content: $.research.primary}
                fallback:
                  model: m2
                  params:
                  ^^^^^^ the fallback of step 'write' does not pass '$.inputs.tone' and '$.research.primary', which the primary does
                    messages: [{role: user, content: Say something}]
            """,
        ),
        Example(
            """
            input_schema: {properties: {topic: {type: string}, tone: {type: string}}, required: [topic, tone]}
            steps:
              - id: write
                type: model
                model: m1
                params:
                  prompt: On {{inputs.topic}} for {{inputs.length}} minutes
                  tone: "{{tone}}"
                  draft: "{{draft.output}}"
                  voice: "{{steps.write.output}} or ${inputs.tone}"
                fallback:
                  model: m2
                  params: {}
              - id: rewrite
                type: model
                model: m1
                params: {prompt: "{{inputs.tpoic}} {{sketch.output}}", text: "{{write.output}}"}
                fallback:
                  model: m2
                  params: {prompt: "Say something"}
                  ^^^^^^ the fallback of step 'rewrite' does not pass '{{write.output}}', which the primary does
              - id: polish
                type: model
                model: m1
                params: {prompt: "{{inputs.topic}}", text: "{{rewrite.output}}"}
                fallback:
                  model: m2
                  params: {prompt: "{{inputs.tpoic}} {{rewrit.output}}"}
            """,
            also=(
                "incomplete-reference",
                "missing-fallback-params",
                "undefined-input",
                "undefined-step",
                "wrong-reference-syntax",
            ),
        ),
    ),
    related=("missing-fallback-params",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every enabled fallback with params that read less than the primary's do."""
    for fallback in workflow.fallbacks:
        step = fallback.owner
        if not fallback.enabled or step.type != "model" or not _may_lose(step):
            continue
        own = fallback_params_of(step)
        missing = _missing(workflow, step)
        primary = params_of(step) if missing else None
        if own is not None and own.value and primary is not None:
            yield Problem(
                Place(own.path, key=True),
                f"the fallback of {step.title} does not pass "
                f"{_listing([references[0].text for references in missing.values()])}, which the primary does",
                "pass it under the name that the fallback's model gives it",
                repair=_repair(primary, own, [r.path for references in missing.values() for r in references]),
            )


def _may_lose(step: Step) -> bool:
    """Whether a string of the primary's params is not in the fallback's, word for word."""
    passed, carried = set(), set()
    for value, _, _, site in step.texts:
        if site == "params":
            passed.add(value)
        elif site == "fallback":
            carried.add(value)
    return not passed <= carried


def _missing(workflow: Workflow, step: Step) -> dict[tuple[str, str], list[Reference]]:
    """What the primary reads and the fallback does not, and by which of its references."""
    carried: set[tuple[str, str]] = set()
    unclear: set[str] = set()
    passed: dict[tuple[str, str], list[Reference]] = {}
    for reference in workflow.references_of(step):
        target, name = reference.target, reference.name
        if target == "bare":
            # A bare word counts as the input or the step that it was meant for.
            target = "input" if name in workflow.inputs else "step"
        there = workflow.inputs if target == "input" else workflow.by_id
        found = (not there and target == "input") or name in there or reference.reads is not None
        if reference.site == "fallback":
            carried.add((target, name))
            if not found:
                # Which one was meant, nobody knows.
                unclear.add(target)
        elif reference.site == "params" and found and reference.target != "bare" and not reference.wrong:
            passed.setdefault((target, name), []).append(reference)
    return {
        thing: references
        for thing, references in passed.items()
        if thing not in carried and thing[0] not in unclear
    }


def _listing(texts: list[str]) -> str:
    quoted = [f"'{text}'" for text in texts]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _repair(primary: Fields, own: Fields, paths: list[Path]) -> Repair | None:
    depth = len(primary.path)
    names = list(dict.fromkeys(str(path[depth]) for path in paths if path[:depth] == primary.path))
    # A param of that name says something else already: which one is meant is the author's to decide.
    if not names or any(name in own.value for name in names):
        return None
    changes = [Insert(own.path, name, primary.value[name]) for name in names]
    return unsafe("pass them as the primary does", *changes)
