"""A prompt uses a variable that `prompt_variables` does not declare.

Whoever starts the run is not asked for it, and Go prints `<no value>` in its place: the agent is sent out
with a hole in its instructions. Where there are no `prompt_variables` at all, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...nearest import did_you_mean
from ...problem import Place, Problem, Related, safe
from ...rule import ERROR, SAFE, Example, Rule
from ._templates import declaration, templates

RULE = Rule(
    severity=ERROR,
    on="A",
    fix=SAFE,
    good=(
        """
        {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
         "prompts": ["Hello {{.name}}", "{{range .items}}{{.title}} for {{$.name}}{{end}}"],
         "prompt_variables": ["name", "items"]}
        """,
    ),
    bad=(
        Example(
            """
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello \\"{{.nmae}}\\"", "{{if eq .language \\"en\\"}}Hi {{.name}}{{end}}"],
                                    ^^^^^ variable 'nmae' is not declared; did you mean 'name'?
                                                         ^^^^^^^^^ variable 'language' is not declared
             "prompt_variables": ["name"]}
            """,
            fixed="""
            {"name": "Fill in", "provider": "openai", "start_url": "https://example.com",
             "prompts": ["Hello \\"{{.nmae}}\\"", "{{if eq .language \\"en\\"}}Hi {{.name}}{{end}}"],
             "prompt_variables": ["name", "nmae", "language"]}
            """,
        ),
        Example(
            """
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - >
                Your name is {{.name}},
                you speak {{.language}}
                            ^^^^^^^^^ variable 'language' is not declared
            prompt_variables:
              - name
            """,
            fixed="""
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts:
              - >
                Your name is {{.name}},
                you speak {{.language}}
            prompt_variables:
              - name
              - language
            """,
        ),
    ),
    related=("unused-prompt-variable", "missing-dot"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Each undeclared name once, where it is first used."""
    if workflow.variables is None:
        return
    declared = {variable.name for variable in workflow.variables}
    uses: dict[str, list[Place]] = {}
    for prompt, template in templates(workflow):
        for read in template.reads:
            if read.name not in declared:
                uses.setdefault(read.name, []).append(Place(prompt.path, start=read.start, end=read.end))
    for name, (first, *others) in uses.items():
        yield Problem(
            first,
            f"variable '{name}' is not declared{did_you_mean(name, sorted(declared))}",
            "declare it in prompt_variables, or use one that is declared",
            tuple(Related(other, "it is used here too") for other in others),
            safe(f"declare '{name}'", declaration(workflow, name)),
        )
