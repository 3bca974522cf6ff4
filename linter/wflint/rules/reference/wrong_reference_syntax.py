"""A reference in a spelling that nothing resolves where it stands.

Guides and versions differ, and other tools have their own: `{{steps.x.output}}`, `{{workflow.parameters.x}}`
outside a flow export, Go's `{{.x}}`, the shell's `${inputs.x}`, or `{{…}}` in a condition, which takes a path.
The engine passes such text on as it stands: the model is sent the braces. Where the setting `reference-style`
names a style, the other one is wrong too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...formats.references import respell
from ...model import Reference, Sight, Workflow
from ...problem import Problem, SetText, safe
from ...rule import ERROR, SAFE, Example, Rule
from ...scope import see

RULE = Rule(
    severity=ERROR,
    on="EF",
    fix=SAFE,
    good=(
        """
        steps:
          - {id: draw, type: model, model: m, params: {prompt: "in ${HOME}, for $.50"}}
          - id: pick
            type: choice
            condition: {expression: $.draw.primary, operator: exists}
            condition_met_branch: {name: met, steps: [{id: big, type: model, model: m, params: {image: "{{draw.output}}"}}]}
            default_branch: {name: none, steps: [{id: small, type: model, model: m, params: {image: "{{draw.output}}"}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On ${inputs.topic}"}},
                                                                                               ^^^^^^^^^^^^^^^ nothing resolves '${inputs.topic}'; write '{{inputs.topic}}'
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{steps.draft.output}}"}}]}
                                                                                            ^^^^^^^^^^^^^^^^^^^^^^ nothing resolves '{{steps.draft.output}}'; write '{{draft.output}}'
            """,
            fixed="""
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{inputs.topic}}"}},
                       {"id": "final", "type": "model", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
            """,
        ),
        Example(
            """
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: draw, type: model, model: m, params: {prompt: "{{.topic}}, {{workflow.parameters.topic}}"}}
                                                                    ^^^^^^^^^^ nothing resolves '{{.topic}}'; write '{{inputs.topic}}'
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing resolves '{{workflow.parameters.topic}}'; write '{{inputs.topic}}'
              - id: pick
                type: choice
                condition: {expression: "{{draw.output}}", operator: exists}
                                         ^^^^^^^^^^^^^^^ nothing resolves '{{draw.output}}' in a condition; write '$.draw.output'
                condition_met_branch: {name: met, steps: [{id: big, type: model, model: m, params: {image: "{{draw.output}}"}}]}
                default_branch: {name: none, steps: [{id: small, type: model, model: m, params: {image: "{{draw.output}}"}}]}
            """,
            fixed="""
            input_schema: {properties: {topic: {type: string}}, required: [topic]}
            steps:
              - {id: draw, type: model, model: m, params: {prompt: "{{inputs.topic}}, {{inputs.topic}}"}}
              - id: pick
                type: choice
                condition: {expression: "$.draw.output", operator: exists}
                condition_met_branch: {name: met, steps: [{id: big, type: model, model: m, params: {image: "{{draw.output}}"}}]}
                default_branch: {name: none, steps: [{id: small, type: model, model: m, params: {image: "{{draw.output}}"}}]}
            """,
        ),
        Example(
            """
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On {{inputs.topic}}"}}]}
                                                                                               ^^^^^^^^^^^^^^^^ '{{inputs.topic}}' is not in the path style; write '$.inputs.topic'
            """,
            fixed="""
            {"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
             "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "On $.inputs.topic"}}]}
            """,
            settings={"reference-style": "path"},
        ),
    ),
    related=("mixed-reference-syntax", "malformed-template"),
)

_REASONS = {
    "steps": "a step is named by its id alone, without 'steps.'",
    "workflow.parameters": "'workflow.parameters' belongs to flow exports; a definition's inputs are 'inputs'",
    "dot": "this is Go's syntax, as Asteroid prompts use it",
    "shell": "this is the shell's syntax",
    "mixed": "a path stands without braces, and braces take no '$.'",
}


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every reference that is spelled wrong for its place."""
    for reference in workflow.doubts.unjudged:
        if reference.wrong and reference.site != "value":
            yield _problem(workflow, reference)


def _problem(workflow: Workflow, reference: Reference) -> Problem:
    style = "path" if reference.site in ("expression", "mapping") else workflow.style
    right = respell(workflow, reference, style) if _is_there(workflow, reference) else None
    flow = workflow.system == "flow" and reference.lead == "workflow.parameters"
    help_text = (not flow and _REASONS.get(reference.lead)) or _REASONS.get(reference.form)
    if help_text is not None:
        message = f"nothing resolves '{reference.text}'"
    elif reference.site == "expression":
        message = f"nothing resolves '{reference.text}' in a condition"
        help_text = "a condition's expression is a path"
    elif workflow.system == "flow":
        message = f"nothing resolves '{reference.text}' in a flow export"
        help_text = "a flow export reads its inputs as {{workflow.parameters.NAME}}"
    else:
        message = f"'{reference.text}' is not in the {style} style"
        help_text = f"the setting 'reference-style' asks for the {style} style"
    if right is None:
        return Problem(reference.place, message, help_text)
    return Problem(
        reference.place,
        f"{message}; write '{right}'",
        help_text,
        repair=safe(f"write '{right}'", SetText(reference.path, reference.start, reference.end, right)),
    )


def _is_there(workflow: Workflow, reference: Reference) -> bool:
    """Whether what is meant is there to be read, so that spelling it right mends the reference."""
    if reference.target == "input":
        return reference.name in workflow.inputs or not workflow.inputs
    target = reference.reads
    return (
        reference.target == "step" and target is not None and see(target, reference.step) is Sight.AVAILABLE
    )
