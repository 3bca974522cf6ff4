"""Fixes make documents better and leave alone what they are not about, whatever the document."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faults import FAULTS
from generated import Document
from wflint import readers
from wflint.engine import lint_source
from wflint.finding import Applicability
from wflint.fix import apply_edits, find_new, fix_source, is_offered
from wflint.options import Options
from wflint.rules import all_rules
from wflint.source import Source

S, U = Applicability.SAFE, Applicability.UNSAFE

OFFERED = {
    "unknown-field": {U},
    "incomplete-reference": {S, U},
    "undefined-step": {U},
    "undefined-input": {U},
    "undeclared-inputs": {S},
    "unknown-step-field": {U},
    "wrong-reference-syntax": {S},
    "mixed-reference-syntax": {S},
    "legacy-step-shape": {S},
    "unused-suppression": {S},
    "insecure-request": {S},
    "missing-fallback-params": {U},
    "incomplete-fallback-params": {U},
    "unknown-operator": {U},
    "unused-condition-value": {S},
    "version-mismatch": {U},
    "missing-dot": {S},
    "undeclared-prompt-variable": {S},
    "unused-prompt-variable": {S},
    "duplicate-prompt-variable": {S},
    "property-map-schema": {S},
    "boolean-required": {S},
    "undefined-required-property": {U},
    "unknown-schema-keyword": {U},
    "duplicate-enum-value": {S},
}
"""What the catalogue of rules says about fixes; those of the group ``model`` need a catalogue of models."""

LINE_END = re.compile(r"\r\n|\n|\r")
SEEDS = st.integers(0, 10**9)
few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def lint(text, language):
    result = lint_source(Source("generated", text, language), Options())
    assert not result.crashed
    return result.findings


def lost_comments(document, text):
    """The comments that went, but for those of something that went too: on its line, or inside of it."""
    before, after = ([line.strip() for line in LINE_END.split(each)] for each in (document.text, text))
    gone = Counter(before) - Counter(after)
    for comment in document.comments:
        if comment not in text:
            number = next(number for number, line in enumerate(before) if comment in line)
            while before[number] == comment:
                number -= 1
            code = before[number].replace(comment, "").strip()
            if not gone[before[number]] or after.count(code) > before.count(code):
                yield comment


def assert_layout_kept(document, text):
    assert all(found.fault is None for found in readers.read(Source("fixed", text, document.language)))
    assert set(LINE_END.findall(text)) <= set(LINE_END.findall(document.text)) or "\n" not in document.text
    assert bool(LINE_END.search(text[-1:])) == bool(LINE_END.search(document.text[-1:]))
    assert not list(lost_comments(document, text))


def assert_fixed(document, unsafe):
    """Fix the document; returns the findings that still offer a fix, which did harm or nothing."""
    before = lint(document.text, document.language)
    fixed = fix_source(Source("generated", document.text, document.language), Options(), unsafe)
    after = lint(fixed.text, document.language)
    assert list(after) == list(fixed.result.findings)
    assert (fixed.applied > 0) == (fixed.text != document.text)
    if fixed.applied:
        assert len(after) < len(before)
        assert find_new(before, after) == []
    assert_layout_kept(document, fixed.text)
    again = fix_source(Source("generated", fixed.text, document.language), Options(), unsafe)
    assert (again.text, again.applied) == (fixed.text, 0)
    left = [finding for finding in after if is_offered(finding, unsafe)]
    for finding in left:
        alone = apply_edits(Source("fixed", fixed.text, document.language), finding.fix.edits)
        then = lint(alone, document.language)
        assert find_new(after, then), finding  # the reason: it would bring this to light
    return left


@few
@given(SEEDS, st.booleans())
def test_what_fixes_leave_is_better_and_otherwise_the_same(seed, unsafe):
    assert_fixed(Document(seed), unsafe)


@few
@given(SEEDS)
def test_each_fix_alone_mends_its_finding_in_place(seed):
    document = Document(seed)
    source = Source("generated", document.text, document.language)
    before = lint(document.text, document.language)
    lines = LINE_END.split(document.text)
    for finding in before:
        if finding.fix is None:
            continue
        text = apply_edits(source, finding.fix.edits)
        assert_layout_kept(document, text)
        then = Counter((other.rule, other.message) for other in lint(text, document.language))
        said = finding.rule, finding.message
        assert then[said] < Counter((other.rule, other.message) for other in before)[said], finding
        touched = {n for edit in finding.fix.edits for n in range(edit.line, edit.end_line + 1)}
        rest = iter(LINE_END.split(text))
        assert all(line in rest for n, line in enumerate(lines, 1) if n not in touched), finding


def test_every_rule_with_a_fix_offers_it_and_no_other_does():
    offered = {}
    refused, mended = Counter(), Counter()
    for fault in FAULTS:
        for language in ("json", "jsonc", "yaml", "jsonl"):
            for seed in range(3):
                document = Document(seed, fault.name, language)
                for finding in lint(document.text, document.language):
                    if finding.fix is not None:
                        offered.setdefault(finding.rule, set()).add(finding.fix.applicability)
                        mended[finding.rule] += 1
                if not seed:
                    refused.update(finding.rule for finding in assert_fixed(document, unsafe=True))
    assert offered == OFFERED
    marked = {rule.id for rule in all_rules() if rule.fix and rule.group != "model"}
    assert marked == set(OFFERED)
    # Misspelled fields with values of a wrong type are the most that is left.
    assert refused.total() < mended.total() / 20, refused


@pytest.mark.parametrize("language", ["json", "yaml"])
def test_many_faults_of_one_list_are_mended_together(language):
    names = [f"name{number}" for number in range(100)]
    prompts = "".join(f"{{{{.{name}}}}}" for name in names)
    texts = {
        "json": f'{{"name": "n", "provider": "openai", "start_url": "https://a.example", "prompts": ["{prompts}"],\n'
        ' "prompt_variables": []}\n',
        "yaml": f"name: n\nprovider: openai\nstart_url: https://a.example\nprompts:\n  - '{prompts}'\n"
        "prompt_variables:\n  - name0\n",
    }
    fixed = fix_source(Source("generated", texts[language], language), Options())
    (document,) = readers.read(Source("fixed", fixed.text, language))
    assert document.value["prompt_variables"] == names
    assert fixed.result.findings == ()


def test_a_fix_may_uncover_what_another_mends():
    text = """
        {"version": "1", "input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
         "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"text": "On {{inputs.topic}}"}},
                   {"id": "polish", "type": "model", "model": "m", "params": {"text": "Polish {{drfat.outptu}}"}}]}
    """
    source = Source("generated", text, "json")
    assert fix_source(source, Options(), unsafe=True, rounds=1).text == text.replace(
        "drfat.outptu", "draft.output"
    )
    assert fix_source(source, Options()).text == text
