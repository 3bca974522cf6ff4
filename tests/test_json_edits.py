"""Changes of JSON documents: the text that comes out, and that it is what the changes ask for."""

import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_rendering import SCALARS, TEXTS, VALUES, Rendering
from wflint.changes import apply_changes
from wflint.problem import Insert, Remove, RenameKey, SetText, SetValue
from wflint.readers import read
from wflint.source import Source, Unlocatable


def edit(text, *changes, language="json"):
    (document,) = read(Source("x", text, language))
    edits = document.edits(changes)
    for before, after in pairwise(edits):
        assert before.end < after.start
    for start, end, content in reversed(edits):
        text = text[:start] + content + text[end:]
    return text


PRETTY = """{
  "a": 1,
  "b": [1, 2, 3],
  "c": {
    "x": "y"
  }
}
"""

COMMENTED = """{
  // the a
  "a": 1, // one
  "b": [
    1,
    2, // two
  ],
}
"""


def pretty(*lines):
    return "\n".join(("{", *lines, "}\n"))


A = '  "a": 1'
B = '  "b": [1, 2, 3]'
C = '  "c": {\n    "x": "y"\n  }'


@pytest.mark.parametrize(
    ("changes", "edited"),
    [
        ([Remove(("a",))], pretty(B + ",", C)),
        ([Remove(("b",))], pretty(A + ",", C)),
        ([Remove(("c",))], pretty(A + ",", B)),
        ([Remove(("a",)), Remove(("b",))], pretty(C)),
        ([Remove(("c",)), Remove(("b",))], pretty(A)),
        ([Remove(("a",)), Remove(("c",))], pretty(B)),
        ([Remove(("a",)), Remove(("b",)), Remove(("c",))], "{}\n"),
        ([Remove(("c", "x"))], pretty(A + ",", B + ",", '  "c": {}')),
        ([Remove(("b", 0))], pretty(A + ",", '  "b": [2, 3],', C)),
        ([Remove(("b", 2))], pretty(A + ",", '  "b": [1, 2],', C)),
        ([Remove(("b", 1)), Insert(("b",), 3, 4)], pretty(A + ",", '  "b": [1, 3, 4],', C)),
        ([Remove(("b", 2)), Insert(("b",), 3, 4)], pretty(A + ",", '  "b": [1, 2, 4],', C)),
        ([Insert(("b",), 0, 8), Insert(("b",), 0, 9)], pretty(A + ",", '  "b": [8, 9, 1, 2, 3],', C)),
        ([Insert((), "d", 4), Insert((), "e", 5)],
         pretty(A + ",", B + ",", C + ",", '  "d": 4,', '  "e": 5')),
        ([Insert((), "d", ["p", 1], after="a")], pretty(A + ",", '  "d": ["p", 1],', B + ",", C)),
        ([Insert((), "d", {"e": [{}]}, after="c")],
         pretty(A + ",", B + ",", C + ",", '  "d": {\n    "e": [\n      {}\n    ]\n  }')),
        ([Remove(("c",)), Insert((), "d", 4)], pretty(A + ",", B + ",", '  "d": 4')),
        ([Remove(("c", "x")), Insert(("c",), "z", 5)], pretty(A + ",", B + ",", '  "c": {\n    "z": 5\n  }')),
        ([SetValue(("a",), "é\n")], pretty('  "a": "é\\n",', B + ",", C)),
        ([SetValue(("a",), {"q": 1})], pretty('  "a": {\n    "q": 1\n  },', B + ",", C)),
        ([SetValue(("b",), {"q": 1})], pretty(A + ",", '  "b": {"q": 1},', C)),
        ([SetValue(("c",), {"q": 1})], pretty(A + ",", B + ",", '  "c": {\n    "q": 1\n  }')),
        ([RenameKey(("b",), 'ü"'), SetValue(("b", 1), None)], pretty(A + ",", '  "ü\\"": [1, null, 3],', C)),
        ([SetText(("c", "x"), 0, 1, "a\tb"), SetText(("c", "x"), 0, 0, "<")],
         pretty(A + ",", B + ",", '  "c": {\n    "x": "<a\\tb"\n  }')),
        ([], PRETTY),
    ],
)  # fmt: skip
def test_pretty_document(changes, edited):
    assert edit(PRETTY, *changes) == edited


@pytest.mark.parametrize(
    ("text", "changes", "edited"),
    [
        ("{}", [Insert((), "a", 1)], '{"a": 1}'),
        ("[]", [Insert((), 0, 1), Insert((), 0, 2)], "[1, 2]"),
        ("{\n}", [Insert((), "a", 1)], '{\n  "a": 1\n}'),
        ("{}", [Insert((), "a", ["x" * 40, "y" * 40])],
         '{\n  "a": [\n    "' + "x" * 40 + '",\n    "' + "y" * 40 + '"\n  ]\n}'),
        ('{"a":1,"b":2}', [Insert((), "c", {"k": [1, 2]})], '{"a":1,"b":2,"c":{"k":[1,2]}}'),
        ('{ "a": 1, "b": 2 }', [Remove(("b",))], '{ "a": 1 }'),
        ('{ "a": 1, "b": 2 }', [Remove(("a",))], '{ "b": 2 }'),
        ('{ "a": 1, "b": 2 }', [Remove(("b",)), Insert((), "c", 3)], '{ "a": 1, "c": 3 }'),
        ('{"a": 1,\n "b": 2,\n "c": 3}', [Remove(("a",))], '{"b": 2,\n "c": 3}'),
        ('{"a": 1,\n "b": 2,\n "c": 3}', [Remove(("c",))], '{"a": 1,\n "b": 2}'),
        ('{"a": 1,\n "b": 2}', [Insert((), "c", 3)], '{"a": 1,\n "b": 2,\n "c": 3}'),
        ('{ "a": 1\n, "b": 2\n, "c": 3\n}', [Remove(("b",))], '{ "a": 1\n, "c": 3\n}'),
        ('{\r\n\t"a": 1\r\n}\r\n', [Insert((), "b", {"c": 1})],
         '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 1\r\n\t}\r\n}\r\n'),
        ('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}\r\n', [Remove(("b",))], '{\r\n\t"a": 1\r\n}\r\n'),
        ('"a\\u00e9\\ud83d\\ude00b"', [SetText((), 1, 3, '"')], '"a\\"b"'),
        ('["a"]', [SetText((0,), 1, 1, "\ud800")], '["a\\ud800"]'),
        (" 1\n", [SetValue((), [2])], " [2]\n"),
    ],
)  # fmt: skip
def test_style_is_kept(text, changes, edited):
    assert edit(text, *changes) == edited


@pytest.mark.parametrize(
    ("text", "changes", "edited"),
    [
        (COMMENTED, [Remove(("a",))], COMMENTED.replace('"a": 1, // one', "// one")),
        (COMMENTED, [Remove(("b", 1))], COMMENTED.replace("2, // two", "// two")),
        (COMMENTED, [Remove(("b", 0)), Remove(("b", 1))],
         COMMENTED.replace("    1,\n", "").replace("2, //", "//")),
        (COMMENTED, [Insert(("b",), 2, 3)], COMMENTED.replace("// two\n", "// two\n    3,\n")),
        (COMMENTED, [Insert(("b",), 0, 0)], COMMENTED.replace("    1,", "    0,\n    1,")),
        (COMMENTED, [Insert((), "k", 0, "a")], COMMENTED.replace("// one\n", '// one\n  "k": 0,\n')),
        ("[\n  1 // one\n]", [Insert((), 1, 2)], "[\n  1, // one\n  2\n]"),
        ("[\n  // none\n]", [Insert((), 0, 1)], "[\n  1\n  // none\n]"),
        ("[ /*c*/ 1, /*d*/ 2 ]", [Remove((1,))], "[ /*c*/ 1 /*d*/ ]"),
        ("[1, 2,]", [Remove((1,))], "[1,]"),
        ("[1,]", [Remove((0,))], "[]"),
    ],
)  # fmt: skip
def test_comments_are_kept(text, changes, edited):
    assert edit(text, *changes, language="jsonc") == edited


def test_a_json_line_stays_one_line():
    text = '{"a": 1}\n{"a": 2}\n'
    second = read(Source("x", text, "jsonl"))[1]
    ((start, end, content),) = second.edits((Insert((), "b", {"c": ["long " * 9] * 9}),))
    assert start == end == len(text) - 2
    assert "\n" not in content


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ('{"a": 1}', SetValue(("b",), 1)),
        ('{"a": 1}', SetText(("a",), 0, 0, "x")),
        ('{"a": "x"}', SetText(("a",), 0, 2, "x")),
        ('{"a": "x"}', SetText(("a",), -1, 1, "x")),
        ('{"a": 1}', RenameKey(("b",), "c")),
        ('{"a": 1, "b": 2}', RenameKey(("a",), "b")),
        ("[1]", RenameKey((0,), "c")),
        ("[1]", Remove((1,))),
        ("[1]", Remove(("0",))),
        ("[1]", Remove(())),
        ('{"0": 1}', Remove((0,))),
        ("[1]", Insert((), 2, 1)),
        ("[1]", Insert((), "a", 1)),
        ('{"a": 1}', Insert((), 0, 1)),
        ('{"a": 1}', Insert((), "a", 2)),
        ('{"a": 1}', Insert((), "b", 2, after="c")),
        ('{"a": 1}', Insert(("a",), "b", 2)),
        ('{"a": 1}', SetValue(("a",), float("nan"))),
        ('{"a": 1}', SetValue(("a",), object())),
        ('{"a": 1, "a": 2}', Remove(("a",))),
        ('{"a": 1, "a": 2}', RenameKey(("a",), "b")),
        ('["\\ud83d"]', SetText((0,), 1, 1, "\ude00")),
        ('{"a": ', SetValue((), 1)),
    ],
)
def test_what_cannot_be_done_is_refused(text, change):
    with pytest.raises(Unlocatable):
        edit(text, change)


@pytest.mark.parametrize(
    "changes",
    [
        [SetValue(("a",), 1), SetValue(("a",), 2)],
        [SetValue((), 1), Remove(("a",))],
        [Remove(("c",)), SetValue(("c", "x"), 1)],
        [Remove(("a",)), RenameKey(("a",), "b")],
        [SetText(("c", "x"), 0, 1, "a"), SetText(("c", "x"), 0, 1, "b")],
        [Insert((), "d", 1), Insert((), "d", 2)],
    ],
)
def test_changes_that_contradict_each_other_are_refused(changes):
    with pytest.raises(Unlocatable):
        edit(PRETTY, *changes)
    with pytest.raises(Unlocatable):
        apply_changes(json.loads(PRETTY), tuple(changes))


@pytest.mark.parametrize("change", [SetValue(("a",), 1), Remove(("a",))])
def test_a_change_that_would_lose_a_comment_is_refused(change):
    with pytest.raises(Unlocatable, match="comment"):
        edit('{"a": [1, /* two */ 2], "b": 1}', change, language="jsonc")


def test_applied_changes_leave_the_value_alone():
    value = {"a": [1, 2], "b": {"c": "text"}}
    before = json.dumps(value)
    changed = apply_changes(value, (Remove(("a", 0)), SetText(("b", "c"), 0, 1, "n"), RenameKey(("a",), "z")))
    assert json.dumps(changed) == '{"z": [2], "b": {"c": "next"}}'
    assert json.dumps(value) == before


def test_edits_in_a_small_part_of_a_large_document_do_not_read_all_of_it():
    text = json.dumps({"steps": [{"id": "step", "params": {"prompt": "p" * 100}}] * 10_000})
    (document,) = read(Source("x", text, "json"))
    start = time.process_time()
    for index in range(2000):
        assert document.edits((SetText(("steps", index, "id"), 0, 1, "S"), Insert(("steps", index), "k", 1)))
    assert time.process_time() - start < 4


@st.composite
def changed_renderings(draw, comments):
    """A document, and changes of which most can be made together."""
    rendering = Rendering(draw(VALUES), draw(st.randoms(use_true_random=False)), comments)
    value = json.loads(json.dumps(read(Source("x", rendering.text, "jsonc"))[0].value))
    changes = []
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from([path for path, *_ in rendering.places]))
        here = value
        for part in path:
            here = here[part]
        kinds = ["value"]
        if path:
            kinds += ["remove", "remove"]
            kinds += ["rename"] if isinstance(path[-1], str) else []
        if isinstance(here, str):
            kinds += ["text", "text"]
        if isinstance(here, dict | list):
            kinds = kinds[1:] + ["insert"] * 3
        match draw(st.sampled_from(kinds)):
            case "value":
                changes.append(SetValue(path, draw(VALUES)))
            case "remove":
                changes.append(Remove(path))
            case "rename":
                changes.append(RenameKey(path, draw(TEXTS)))
            case "text":
                start = draw(st.integers(0, len(here)))
                changes.append(SetText(path, start, draw(st.integers(start, len(here))), draw(TEXTS)))
            case "insert" if isinstance(here, list):
                changes.append(Insert(path, draw(st.integers(0, len(here))), draw(VALUES | SCALARS)))
            case "insert":
                after = draw(st.sampled_from([None, *here]))
                changes.append(Insert(path, draw(TEXTS), draw(VALUES | SCALARS), after))
    return rendering.text, tuple(changes), value


@given(changed_renderings(comments=False))
def test_edits_make_all_changes_that_can_be_made(case):
    text, changes, value = case
    try:
        wanted = apply_changes(value, changes)
        if json.loads(json.dumps(wanted)) != wanted:
            raise Unlocatable("two halves of a pair met")
    except Unlocatable:
        with pytest.raises(Unlocatable):
            edit(text, *changes)
    else:
        assert json.dumps(json.loads(edit(text, *changes))) == json.dumps(wanted)


@given(changed_renderings(comments=True))
def test_edits_between_comments_make_the_changes_or_none(case):
    text, changes, value = case
    try:
        edited = edit(text, *changes, language="jsonc")
    except Unlocatable:
        return
    (document,) = read(Source("x", edited, "jsonc"))
    assert json.dumps(document.value) == json.dumps(apply_changes(value, changes))
