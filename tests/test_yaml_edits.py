"""Edits of YAML texts: hand-written tables of what comes out, and any change against its plain value."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wflint.changes import apply_changes
from wflint.problem import Insert, Remove, RenameKey, SetText, SetValue
from wflint.readers.yaml import read
from wflint.readers.yaml_edits import apply_edits, is_same
from wflint.source import Source, Unlocatable

STEPS = """\
steps:
  - id: a # first
    type: model
  # about b
  - id: b
    params:
      x: 1 # one
      y: "q"
"""


def edited(text, *changes):
    (document, *_) = read(Source("w.yaml", text, "yaml"))
    edits = document.edits(changes)
    assert edits == sorted(edits)
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ([Remove(("steps", 0))], "  - id: a # first\n    type: model\n", ""),
        ([Remove(("steps", 0, "id"))], "  - id: a # first\n    type: model", "  - type: model"),
        ([Remove(("steps", 0, "type"))], "    type: model\n", ""),
        ([Remove(("steps", 1, "params", "x"))], "      x: 1 # one\n", ""),
        ([Remove(("steps", 1, "params", "y"))], '      y: "q"\n', ""),
        ([Remove(("steps", 1, "params", key)) for key in "xy"], ':\n      x: 1 # one\n      y: "q"', ": {}"),
        ([Remove(("steps", 1, "params"))], '    params:\n      x: 1 # one\n      y: "q"\n', ""),
        ([SetValue(("steps", 1, "params", "x"), "a: b")], "x: 1", 'x: "a: b"'),
        ([SetValue(("steps", 1, "params", "y"), "plain")], '"q"', '"plain"'),
        ([SetValue(("steps", 1, "params", "x"), {"k": [1, {}]})], "x: 1 # one",
         "x: # one\n        k:\n          - 1\n          - {}"),
        ([SetValue(("steps", 1), None)], 'id: b\n    params:\n      x: 1 # one\n      y: "q"', "null"),
        ([Insert(("steps",), 0, {"id": "new", "k": 1})], "  - id: a", "  - id: new\n    k: 1\n  - id: a"),
        ([Insert(("steps",), 1, "on")], "model\n", 'model\n  - "on"\n'),
        ([Insert(("steps",), 2, [1])], '"q"\n', '"q"\n  - - 1\n'),
        ([Insert((), "name", "foo")], '"q"\n', '"q"\nname: foo\n'),
        ([Insert(("steps", 1), "type", "http", "id")], "id: b\n", "id: b\n    type: http\n"),
        ([Insert(("steps", 1, "params"), "z", {"a": {}}), Remove(("steps", 1, "params", "y"))], 'y: "q"',
         "z:\n        a: {}"),
        ([RenameKey(("steps", 1, "params", "y"), "why")], "y:", "why:"),
        ([RenameKey(("steps", 1, "params", "y"), "yes")], "y:", '"yes":'),
        ([SetText(("steps", 0, "type"), 0, 2, "{{x}}")], "model", '"{{x}}del"'),
        ([SetText(("steps", 1, "params", "y"), 1, 1, '"\n')], '"q"', '"q\\"\\n"'),
    ],
)  # fmt: skip
def test_edits_of_steps(changes, before, after):
    assert STEPS.count(before) == 1 or before in ("x: 1", "y:")
    assert edited(STEPS, *changes) == STEPS.replace(before, after)


@pytest.mark.parametrize(
    ("text", "changes", "after"),
    [
        ("params:\n", [SetValue(("params",), {"a": 1})], "params:\n  a: 1\n"),
        ("params: # c\nb: 1", [SetValue(("params",), {"a": 1})], "params: # c\n  a: 1\nb: 1"),
        ("p:\n", [SetValue(("p",), "x")], "p: x\n"),
        ("-\n- 1", [SetValue((0,), {"a": 1, "b": 2})], "- a: 1\n  b: 2\n- 1"),
        ("p: {}", [Insert(("p",), "a", "{{x}}"), Insert(("p",), "b", 2)], 'p:\n  a: "{{x}}"\n  b: 2'),
        ("a: []\n", [Insert(("a",), 0, 1)], "a:\n  - 1\n"),
        ("a: {b: 1, c: 2}", [Insert(("a",), "z", [1]), Remove(("a", "c"))], "a: {b: 1, z: [1]}"),
        ("a: {b: 1, c: 2}", [Remove(("a", "b"))], "a: {c: 2}"),
        ("a: {b, c}", [SetValue(("a", "b"), 1)], "a: {b: 1, c}"),
        ('a: {"b": x}', [Insert(("a",), "c", "y", "b")], 'a: {"b": x, "c": "y"}'),
        ("{\n  a: 1,\n  b: 2\n}\n", [Insert((), "c", 3)], "{\n  a: 1,\n  b: 2,\n  c: 3\n}\n"),
        ("[1, 2, 3]\n# c", [Remove((1,)), Remove((2,)), Insert((), 0, "x")], "[x, 1]\n# c"),
        ("a: hi {{x.y}} w", [SetText(("a",), 5, 8, "zz")], "a: hi {{zz}} w"),
        ("a: b\n  c", [SetText(("a",), 0, 1, "x")], "a: x\n  c"),
        ("a: 'it''s {{x}}'", [SetText(("a",), 7, 8, "b'c")], "a: 'it''s {{b''c}}'"),
        ("a: 'it'", [SetText(("a",), 0, 1, "\n")], 'a: "\\nt"'),
        ("a: |\n  hi\n  {{x}}\nb: 1", [SetText(("a",), 5, 6, "y\nz")], "a: |\n  hi\n  {{y\n  z}}\nb: 1"),
        ("a: >-\n  hi\n  {{x}}\n", [SetText(("a",), 5, 6, "long")], "a: >-\n  hi\n  {{long}}\n"),
        ("a: |\n  hi\nb: 1\n", [SetValue(("a",), "x")], "a: x\nb: 1\n"),
        ("a: |\n  hi\n\nb: 1\n", [SetValue(("a",), [1])], "a:\n  - 1\n\nb: 1\n"),
        ("a: # c\n  b: 1\n  # d\nc: 1", [SetValue(("a",), "x")], "a: x # c\n  # d\nc: 1"),
        ("a: 1\r\nb:\r\n  - 1\r\n", [Insert(("b",), 1, 2), Remove(("a",))], "b:\r\n  - 1\r\n  - 2\r\n"),
        ("a:\n- x\n", [Insert(("a",), 1, {"q": {"s": [1]}})], "a:\n- x\n- q:\n    s:\n    - 1\n"),
        ("a: 1\n---\nb: 2\n", [Remove(("a",))], "{}\n---\nb: 2\n"),
        ("a: 'x'", [SetValue(("a",), 'y: "')], "a: 'y: \"'"),
        ("a: x", [SetValue(("a",), "007")], 'a: "007"'),
        ("a: x", [SetValue(("a",), "2020-01-01")], 'a: "2020-01-01"'),
        ("a: x", [SetValue(("a",), "gpt-4 (new)")], "a: gpt-4 (new)"),
        ("a: x", [SetValue(("a",), "\x85\u2028\x07")], 'a: "\\u0085\\u2028\\u0007"'),
        ("a: &x 1", [SetValue(("a",), 2)], "a: 2"),
        ("a: &x 1\nb: *x", [SetValue(("b",), 2)], "a: &x 1\nb: 2"),
    ],
)
def test_edits(text, changes, after):
    assert edited(text, *changes) == after


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("a: &x {k: 1}\nb: *x", [SetValue(("b", "k"), 2)]),
        ("a: &x {k: 1}\nb: *x", [SetValue(("a", "k"), 2)]),
        ("a: &x {k: 1}\nb: *x", [Remove(("a",))]),
        ("a: &x {k: 1}\nb: {<<: *x}", [Remove(("b", "k"))]),
        ("a: &x {k: 1}\nb: {<<: *x}", [RenameKey(("b", "k"), "l")]),
        ("a: 1\na: 2", [RenameKey(("a",), "b")]),
        ("a: 1", [RenameKey(("b",), "c")]),
        ("a: 1", [SetText(("a",), 0, 1, "2")]),
        ("a: 1", [Remove(())]),
        ("a: 1\n---\nb: [", [SetValue(("a",), 2)]),
        ("? a\n: 1\n? b\n: 2\n", [Remove(("b",))]),
        ("a: 1", [Insert((), "a", 2)]),
    ],
)
def test_what_cannot_be_edited(text, changes):
    with pytest.raises(Unlocatable):
        edited(text, *changes)


DOCUMENTS = [
    STEPS,
    STEPS.replace("\n", "\r\n"),
    STEPS.rstrip(),
    "a: {b: 1, c: [x, 'y', {d: e}]}\n# end\n",
    '{\n  "a": "b", # c\n  "c": [\n    1,\n    2\n  ]\n}\n',
    "- |\n  some text\n    more\n\n  end\n- >-\n  folded\n  text\n\n  here\n- 'it''s'\n- plain\n  text\n",
    "name: x\n\nsteps:\n- a: 1\n\n  b: |-\n    text\n\n- c: ~\n  d:\n  e: []\nlast: {}\n",
    "- - - a\n    - b\n  - c\n-\n  - d\n",
]
STRINGS = st.sampled_from(
    ["x", "on", "12", "a: b", "{{x}}", "l\nm", "", " s ", "it's", '"', "é😀", "#", "a, b]"]
)
VALUES = st.recursive(
    STRINGS | st.none() | st.booleans() | st.integers(-9, 99),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(STRINGS, inner, max_size=2),
    max_leaves=4,
)


def walk(value, path=()):
    yield path, value
    for key, child in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from walk(child, (*path, key))


def draw_change(rng, value, new, string):
    path, found = rng.choice(list(walk(value)))
    options = [SetValue(path, new)]
    if path:
        options.append(Remove(path))
        if isinstance(path[-1], str):
            options.append(RenameKey(path, string))
    if isinstance(found, str):
        start = rng.randint(0, len(found))
        options += [SetText(path, start, rng.randint(start, len(found)), string)] * 2
    if isinstance(found, dict):
        options.append(Insert(path, string, new, rng.choice([None, *found])))
    if isinstance(found, list):
        options.append(Insert(path, rng.randint(0, len(found)), new))
    return rng.choice(options)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(DOCUMENTS),
    st.randoms(use_true_random=False),
    st.lists(VALUES, min_size=1, max_size=3),
    STRINGS,
)
def test_an_edited_text_means_what_was_asked(text, rng: random.Random, values, string):
    (document,) = read(Source("w.yaml", text, "yaml"))
    changes = tuple(draw_change(rng, document.value, value, string) for value in values)
    try:
        edits = document.edits(changes)
    except Unlocatable:
        return
    assert all(first.end <= second.start for first, second in itertools.pairwise(edits))
    (again,) = read(Source("w.yaml", apply_edits(text, edits), "yaml"))
    assert is_same(again.value, apply_changes(document.value, changes))


def test_most_single_changes_can_be_made():
    rng = random.Random(7)
    refused = []
    for count in range(600):
        text = DOCUMENTS[count % len(DOCUMENTS)]
        (document,) = read(Source("w.yaml", text, "yaml"))
        new = rng.choice(["x", 1, {"k": "v"}, [1, "l\nm"], {}, None, {"k": {"l": [1, {"m": 2}]}}])
        change = draw_change(rng, document.value, new, rng.choice(["x", "on", "{{x}}", "a: b"]))
        try:
            apply_changes(document.value, (change,))
        except Unlocatable:
            continue
        try:
            document.edits((change,))
        except Unlocatable as error:
            if str(error) != "a comment would be lost":
                refused.append((text, change))
    assert len(refused) < 12, refused


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a:\n  b: 1 # why\n  c: 2\n", SetValue(("a",), {"b": 2})),
        ("a:\n  # why\n  - b\n", Remove(("a", 0))),
        ("a: | # why\n  b\n", SetValue(("a",), "c")),
        ("a: {b: [1, # why\n  2]}\n", SetValue(("a", "b"), [3])),
    ],
)
def test_a_comment_is_not_written_over(text, change):
    (document,) = read(Source("w.yaml", text, "yaml"))
    with pytest.raises(Unlocatable, match="comment"):
        document.edits((change,))
