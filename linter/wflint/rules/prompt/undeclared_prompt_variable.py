"""A prompt uses a variable that `prompt_variables` does not declare.

Whoever starts the run is not asked for it, and Go prints `<no value>` in its place: the agent is sent out
with a hole in its instructions. Where there are no `prompt_variables` at all, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Prompt, Workflow
from ...nearest import did_you_mean
from ...problem import Place, Problem, Related, SetText, safe, unsafe
from ...rule import ERROR, SAFE, Example, Rule
from ...templates.go import Read
from ._templates import declaration, misspellings, templates

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
            prompts: ["Hello {{.fistName}} {{.lastName}}"]
                               ^^^^^^^^^ variable 'fistName' is not declared; did you mean 'firstName'?
            prompt_variables: [firstName, lastName]
            """,
            fixed="""
            name: Fill in
            provider: openai
            start_url: https://example.com
            prompts: ["Hello {{.firstName}} {{.lastName}}"]
            prompt_variables: [firstName, lastName]
            """,
            also=("unused-prompt-variable",),
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
    uses: dict[str, list[tuple[Prompt, Read]]] = {}
    for prompt, template in templates(workflow):
        for read in template.reads:
            if read.name not in declared:
                uses.setdefault(read.name, []).append((prompt, read))
    meant = misspellings(workflow) if uses else {}
    for name, found in uses.items():
        first, *others = [Place(prompt.path, start=read.start, end=read.end) for prompt, read in found]
        if name in meant:
            # To declare it would be to settle on the misspelling, and to lose the name that was meant.
            repair = unsafe(f"write '{meant[name]}'", *(_renaming(*use, meant[name]) for use in found))
        else:
            repair = safe(f"declare '{name}'", declaration(workflow, name))
        candidates = [meant[name]] if name in meant else sorted(declared)
        yield Problem(
            first,
            f"variable '{name}' is not declared{did_you_mean(name, candidates)}",
            "declare it in prompt_variables, or use one that is declared",
            tuple(Related(other, "it is used here too") for other in others),
            repair,
        )


def _renaming(prompt: Prompt, read: Read, right: str) -> SetText:
    """The name is what the read ends with, but for the quote of an ``index``."""
    end = read.end - (prompt.text[read.end - 1] in '"`')
    return SetText(prompt.path, end - len(read.name), end, right)
