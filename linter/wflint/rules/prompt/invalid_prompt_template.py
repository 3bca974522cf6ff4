"""A prompt that Go's `text/template` refuses.

Prompts are executed as Go templates: one that does not parse stops the run before the browser opens. The
message is Go's own. A word without its dot, `{{name}}`, is reported by `missing-dot`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule
from ._templates import missing_dots, templates

RULE = Rule(
    severity=ERROR,
    on="A",
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{.name}}{{if .age}}, {{.age}} years{{end}}"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello {{.name}}{{if .age}}, {{.age}} years", "{{upper .name}}"]}
                                         ^^^^^^^^^^^ Go refuses the template: unexpected EOF
                                                                          ^^^^^ Go refuses the template: function "upper" not defined
            """
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - |
                Hello {{.name}},
                please {{end}} here
                       ^^^^^^^ Go refuses the template: unexpected {{end}}
            """
        ),
    ),
    related=("missing-dot",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """The first thing Go says against each prompt, missing dots left to their own rule."""
    for prompt, template in templates(workflow):
        dots = frozenset(missing_dots(prompt, template))
        faults = [
            (f.start, f.end, f'function "{f.name}" not defined')
            for f in template.unknown_functions
            if f not in dots
        ]
        if template.fault is not None:
            faults.append((template.fault.start, template.fault.end, template.fault.message))
        if faults:
            start, end, message = min(faults)
            yield Problem(
                Place(prompt.path, start=start, end=end),
                f"Go refuses the template: {message}",
                "prompts are Go templates: a variable is written {{.name}}, an if or range needs its {{end}}",
            )
