"""Edits are proved on excerpts of a document as they are on the whole: neither more nor fewer are let through."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generated import Document
from wflint import readers
from wflint.engine import Options, lint_source
from wflint.problem import Insert, Remove, RenameKey, SetText, SetValue
from wflint.readers import excerpts, json_proofs, yaml_edits, yaml_regions
from wflint.source import Source, TextEdit, Unlocatable

SEEDS = st.integers(0, 10**9)
some = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def patch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def set_least(patch, least):
    for module in (excerpts, json_proofs, yaml_regions):
        patch.setattr(module, "LEAST", least)


def findings(document):
    return lint_source(Source("generated", document.text, document.language), Options()).findings


@some
@given(SEEDS)
def test_the_same_fixes_are_offered(patch, seed):
    document = Document(seed)
    set_least(patch, 0)
    excerpted = findings(document)
    set_least(patch, 10**9)
    assert excerpted == findings(document)


def values(value, path=()):
    yield path, value
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for part, child in children:
        yield from values(child, (*path, part))


def a_change(value, random):
    path, found = random.choice(list(values(value)))
    if isinstance(found, dict):
        after = random.choice([None, *found])
        return Insert(path, random.choice(["new", *found]), random.choice((1, "x", ["y"])), after)
    if isinstance(found, list):
        return Insert(path, random.randint(0, len(found)), random.choice((1, "x", {"y": 2})))
    if isinstance(found, str) and random.random() < 0.5:
        start = random.randint(0, len(found))
        return SetText(
            path, start, random.randint(start, len(found)), random.choice(("", "new", ' "quoted"'))
        )
    kind = random.choice((Remove, SetValue, RenameKey))
    return Remove(path) if kind is Remove else kind(path, "other")


def verdict(patch, least, question):
    set_least(patch, least)
    try:
        return question()
    except (Unlocatable, ValueError, TypeError, LookupError):
        return None


@some
@given(SEEDS)
def test_changes_come_out_the_same(patch, seed):
    random, document = Random(seed), Document(seed)
    (read, *_) = readers.read(Source("generated", document.text, document.language))
    changes = tuple(a_change(read.value, random) for _ in range(random.randint(1, 3)))
    excerpted, whole = (
        verdict(
            patch,
            least,
            lambda: readers.read(Source("generated", document.text, document.language))[0].edits(changes),
        )
        for least in (0, 10**9)
    )
    assert excerpted == whole


@some
@given(SEEDS)
def test_wrong_edits_are_refused(patch, seed):
    """Edits that are a little wrong: whatever the proof of the whole refuses, that of an excerpt does too."""
    random, document = Random(seed), Document(seed)
    source = Source("generated", document.text, document.language)
    (read, *_) = readers.read(source)
    changes = tuple(a_change(read.value, random) for _ in range(random.randint(1, 2)))
    edits = verdict(patch, 10**9, lambda: read.edits(changes))
    if not edits:
        return
    at = random.randrange(len(edits))
    start, end, content = edits[at]
    by = random.choice((-2, -1, 1, 2))
    wrong = random.choice(
        (
            TextEdit(start + by, max(end, start + by), content),
            TextEdit(start, max(start, end + by), content),
            TextEdit(start + by, end + by, content),
            TextEdit(start, end, content + random.choice((",", '"', " ", "\n", "x", "#", "/*", "]", "}"))),
            TextEdit(start, end, content[:-1]),
        )
    )
    if wrong == edits[at] or wrong.start < 0 or wrong.end > len(source.text):
        return
    edits = sorted([*edits[:at], wrong, *edits[at + 1 :]])

    def is_let_through():
        if document.language == "yaml":
            return yaml_edits._is_proved_apart(read._stream, read._index, changes, edits)
        read._editor._prover.prove(changes, edits)
        return True

    def is_right():
        if document.language == "yaml":
            yaml_edits._prove_whole(read._stream, read._index, changes, edits)
            return True
        return is_let_through()

    if verdict(patch, 0, is_let_through):
        assert verdict(patch, 10**9, is_right)
