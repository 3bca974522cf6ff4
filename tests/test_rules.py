"""Every rule's examples are its tests: exact spans, messages and fixed texts, and nothing else said."""

import pytest

from marks import language, mark, read
from wflint.engine import lint_source
from wflint.finding import Severity
from wflint.fix import fix_source
from wflint.model_catalog import ModelCatalog
from wflint.options import Options
from wflint.rules import all_rules
from wflint.source import Source

RULES = all_rules()
BAD = [pytest.param(r, e, id=f"{r.id}-{n}") for r in RULES for n, e in enumerate(r.bad)]
GOOD = [pytest.param(r, t, id=f"{r.id}-{n}") for r in RULES for n, t in enumerate(r.good)]
# What no document is: a rule about the bytes of a file has no example that is a text.
LEVELS = {"error", "warning", "info"}


def options(rule, settings, only=False):
    catalog = ModelCatalog(settings["catalog"]) if "catalog" in settings else None
    style = settings.get("reference-style", "auto")
    more = (rule.id, *settings.get("extend-select", ()))
    chosen = Options(extend_select=more, reference_style=style, catalog=catalog)
    return chosen._replace(select=(rule.id,)) if only else chosen


def source(text, settings):
    return Source("example", text, settings.get("language") or language(text))


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_bad_example(rule, example):
    text, marks = read(example.text)
    result = lint_source(source(text, example.settings), options(rule, example.settings))
    own = sorted(mark(f, text) for f in result.findings if f.rule == rule.id)
    assert own == marks
    others = {f.rule for f in result.findings if f.rule != rule.id and f.severity > Severity.INFO}
    assert others <= set(example.also)
    assert set(example.also) <= {f.rule for f in result.findings}


@pytest.mark.parametrize(("rule", "example"), [p for p in BAD if p.values[1].fixed is not None])
def test_fixed_example(rule, example):
    text, _ = read(example.text)
    wanted, no_marks = read(example.fixed)
    assert not no_marks
    only = options(rule, example.settings, only=True)
    before = lint_source(source(text, example.settings), only).findings
    fixed = fix_source(source(text, example.settings), only, unsafe=True)
    assert fixed.text == wanted
    unfixable = sorted(f.message for f in before if f.fix is None)
    assert sorted(f.message for f in fixed.result.findings) == unfixable
    again = fix_source(source(fixed.text, example.settings), only, unsafe=True)
    assert (again.text, again.applied) == (wanted, 0)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_example(rule, text):
    clean, marks = read(text)
    assert not marks
    # A rule that needs a catalogue is not silent for want of one.
    settings = {key: value for key, value in rule.bad[0].settings.items() if key == "catalog"}
    result = lint_source(source(clean, {}), options(rule, settings))
    assert [
        (f.rule, f.line, f.message)
        for f in result.findings
        if f.severity > Severity.INFO or f.rule == rule.id
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_complete(rule):
    assert rule.bad, "a rule without an example is not tested"
    assert rule.check or rule.check_schema or rule.check_document or rule.check_unused
    assert rule.summary
    assert rule.explanation, "a rule says why it matters"
    assert rule.summary[0].isupper()
    assert set(rule.on) <= set("EFAJ")
    assert set(rule.on)
    known = {other.id for other in RULES}
    assert set(rule.related) <= known
    applicabilities = set()
    for example in rule.bad:
        text, marks = read(example.text)
        assert marks, "an example says where and what"
        for finding in lint_source(
            source(text, example.settings), options(rule, example.settings, only=True)
        ).findings:
            applicabilities.add(finding.fix.applicability if finding.fix else None)
            assert finding.severity.value in LEVELS
    assert (rule.fix in applicabilities) if rule.fix else (applicabilities == {None})
    assert (rule.fix is not None) == any(example.fixed is not None for example in rule.bad)


def test_messages_have_one_voice():
    for rule in RULES:
        for example in rule.bad:
            for said in read(example.text)[1]:
                assert not said.message.endswith("."), said
                assert rule.id not in said.message, said
                first = said.message[0]
                assert not first.isupper() or said.message.split()[0] in (
                    "Go",
                    "JSON",
                    "YAML",
                    "Python",
                    "HTTP",
                ), said


def test_ids_are_unique():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert not set(ids) & {rule.group for rule in RULES}
