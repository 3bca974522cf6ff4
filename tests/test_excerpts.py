"""Edits are proved on excerpts of a document as they are on the whole: neither more nor fewer are let through."""

import functools
import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generated import Document
from wflint import readers
from wflint.engine import lint_source
from wflint.options import Options
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


WORDS = " ".join(f'word{number} {{{{a.b{number}}}}} "\\t"' for number in range(80))
LONG = {
    "json": ("json", json.dumps({"a": 1, "text": WORDS.replace("7", "é\n"), "z": 2})),
    "plain": ("yaml", f"a: 1\ntext: {WORDS}\nz: 2\n"),
    "plain over lines": ("yaml", f"a: 1\ntext: {WORDS.replace('word', chr(10) + '  word')}\nz: 2\n"),
    "double": ("yaml", f"a: 1\ntext: {json.dumps(WORDS.replace('7', 'é' + chr(10)))}\nz: 2\n"),
    "single": ("yaml", f"a: 1\ntext: '{WORDS.replace('7', chr(39) * 2)}'\nz: 2\n"),
    "literal": ("yaml", "a: 1\ntext: |\n  " + WORDS.replace("word", "\n  word") + "\nz: 2\n"),
    "folded": (
        "yaml",
        "a: 1\ntext: >-\n  "
        + WORDS.replace("word5", "\n  word").replace("word6", "\n\n   word")
        + "\nz: 2\n",
    ),
    "listed": ("yaml", f"a: 1\ntext: [one, '{WORDS}', two]\nz: 2\n"),
}


@pytest.mark.parametrize("name", LONG)
def test_long_strings_are_changed_the_same(patch, name):
    language, text = LONG[name]
    (read,) = readers.read(Source("long", text, language))
    path = ("text", 1) if name == "listed" else ("text",)
    value = read.value["text"][1] if name == "listed" else read.value["text"]
    random = Random(name)
    refused = 0
    for _ in range(100):
        start = random.randint(0, len(value))
        end = min(len(value), start + random.randint(0, 9))
        changes = (SetText(path, start, end, random.choice(("", "x", ": ", " #", "'\"", "\n", "\u00e9\\"))),)
        results = []
        for least in (0, 10**9):
            (document,) = readers.read(Source("long", text, language))
            results.append(verdict(patch, least, functools.partial(document.edits, changes)))
        assert results[0] == results[1]
        refused += results[0] is None
    assert refused < 50


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
