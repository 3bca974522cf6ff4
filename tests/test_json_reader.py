"""Reading JSON, JSON with comments and JSON lines: values, places, duplicate keys, damaged text."""

import json
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from json_rendering import VALUES, Rendering
from wflint.problem import Place
from wflint.readers import MAX_DEPTH, read
from wflint.source import Source


def read_one(text, language="json"):
    (document,) = read(Source("x", text, language))
    return document


def value_of(text, language="json"):
    document = read_one(text, language)
    assert document.fault is None
    return document.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        (' [1, 2.5, -0.0, 1e2, "a", null, true, false]\r\n', [1, 2.5, -0.0, 100.0, "a", None, True, False]),
        ('"\\ud83d\\ude00\\ud83d"', "😀\ud83d"),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("[1e-999]", [0.0]),
        ("1" * 4300, 10**4300 // 9),
    ],
)
def test_json(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('// a\n{"a": 1, /* , */ "b": [1, 2,], // "\n}', {"a": 1, "b": [1, 2]}),
        ('["// no comment", "/* nor this */", ",]"]', ["// no comment", "/* nor this */", ",]"]),
        ('["\\"//", 1,\n//,\n]', ['"//', 1]),
        ("[1]//", [1]),
        ("/**/[1]/***/", [1]),
    ],
)
def test_jsonc(text, value):
    assert value_of(text, "jsonc") == value


def test_json_lines():
    source = Source("x", '{"a": 1}\r\n\n  \n[1,\n"b"\n{"c": "d"}', "jsonl")
    documents = read(source)
    assert [document.number for document in documents] == [0, 1, 2, 3]
    assert [document.value for document in documents] == [{"a": 1}, None, "b", {"c": "d"}]
    fault = documents[1].fault
    assert source.position(fault.start) == (4, 4)
    assert [source.text[a:b] for a, b, _ in fault.related] == ["["]
    start, end = documents[3].span(Place(("c",)))
    assert source.text[start:end] == '"d"'


def test_depth_up_to_the_limit_is_read():
    text = '{"a":' * (MAX_DEPTH - 1) + "[]" + "}" * (MAX_DEPTH - 1)
    document = read_one(text)
    assert document.fault is None
    assert text[slice(*document.span(Place(("a",) * (MAX_DEPTH - 1))))] == "["
    for deeper in ("[" + text + "]", "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000, "[" * 990):
        assert read_one(deeper).fault.message == "objects and arrays nest deeper than 200 levels"


@pytest.mark.parametrize("language", ["json", "jsonc"])
@given(value=VALUES, random=st.randoms(use_true_random=False))
def test_every_place_is_exact(language, value, random):
    rendering = Rendering(value, random, comments=language == "jsonc")
    document = read_one(rendering.text, language)
    assert document.fault is None
    assert json.dumps(document.value) == json.dumps(value)
    for path, key_span, span, offsets in rendering.places:
        assert document.span(Place(path)) == span
        assert document.span(Place(path, key=True)) == (key_span or span)
        if offsets is not None:
            for start in range(len(offsets)):
                for end in range(start, len(offsets)):
                    found = document.span(Place(path, start=start, end=end))
                    assert found == (offsets[start], offsets[end])


DOCUMENT = '{"a": {"b": [10, "x\\ny"]}, "a\\u0062": 1, "c": "text"}'


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(()), "{"),
        (Place((), key=True), "{"),
        (Place(("ab",), key=True), '"a\\u0062"'),
        (Place(("a", "b")), "["),
        (Place(("a", "b", 0)), "10"),
        (Place(("a", "b", "1")), '"x\\ny"'),
        (Place(("a", "b", 1), start=1, end=2), "\\n"),
        (Place(("a", "b", 1), start=3, end=3), ""),
        (Place(("a", "b", 1), start=1, end=99), "\\ny"),
        (Place(("a", "b", 2)), "["),
        (Place(("a", "b", -1)), "["),
        (Place(("a", "b", 0, "deeper")), "10"),
        (Place(("a", "x"), key=True), "{"),
        (Place((7, 8)), "{"),
        (Place(("a",), span=(1, 4)), '"a"'),
    ],
)
def test_place(place, shown):
    start, end = read_one(DOCUMENT).span(place)
    assert DOCUMENT[start:end] == shown


def test_place_in_a_scalar_document():
    assert read_one(' "ab" ').span(Place((), start=1, end=2)) == (3, 4)
    assert read_one(" 12 ").span(Place(("a",))) == (1, 3)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ('{"a": 1, "b": {"a": 2}}', "json", []),
        ('{"a": 1, "\\u0061": 2, "a": 3}', "json", [(("a",), 1, 9), (("a",), 1, 22)]),
        ('[{"x": [{"k": "k", "k": {"a": [], "a": 0}}]}]', "json",
         [((0, "x", 0, "k"), 9, 19), ((0, "x", 0, "k", "a"), 25, 34)]),
        ('{"a": 1, /* "a" */ "a": 2,}', "jsonc", [(("a",), 1, 19)]),
    ],
)  # fmt: skip
def test_duplicates(text, language, found):
    duplicates = read_one(text, language).duplicates
    assert [(duplicate.path, duplicate.first[0], duplicate.second[0]) for duplicate in duplicates] == found
    for duplicate in duplicates:
        assert json.loads(text[slice(*duplicate.first)]) == json.loads(text[slice(*duplicate.second)])


def test_of_duplicate_keys_the_last_one_counts():
    assert read_one('{"a": 1, "a": 23}').span(Place(("a",))) == (14, 16)


def test_duplicates_of_one_line_only():
    documents = read(Source("x", '{"a": 1, "a": 2}\n{"b": 1, "b": 2}\n{"a": 1}', "jsonl"))
    assert [[d.first for d in document.duplicates] for document in documents] == [[(1, 4)], [(18, 21)], []]


FRAGMENTS = ["", *"{}[]:,\"'\\/ \n\t0-+.eunat#<=“\ufeff\0"]
MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.integers(0, 3),
        st.sampled_from(FRAGMENTS),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("language", ["json", "jsonc", "jsonl"])
@given(value=VALUES, random=st.randoms(use_true_random=False), mutations=MUTATIONS)
def test_damaged_text_never_raises(language, value, random, mutations):
    text = Rendering(value, random, comments=language == "jsonc").text
    for at, length, inserted in mutations:
        at = min(at, len(text))
        text = text[:at] + inserted + text[at + length :]
    documents = read(Source("x", text, language))
    for document in documents:
        if document.fault is not None:
            assert 0 <= document.fault.start <= document.fault.end <= len(text)
            assert all(0 <= a <= b <= len(text) for a, b, _ in document.fault.related)
            assert "\n" not in document.fault.message
            assert not document.fault.message.startswith("the text cannot be read")
        else:
            assert document.duplicates is not None
            document.span(Place(("a", 0), start=0, end=1))
    if language == "json":
        assert (documents[0].fault is None) == plain_json_reads(text)


def plain_json_reads(text):
    def refuse(_):
        raise ValueError

    def finite(literal):
        return float(literal) if math.isfinite(float(literal)) else refuse(literal)

    try:
        json.loads(text, parse_constant=refuse, parse_float=finite)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("language", ["json", "jsonc", "jsonl"])
@pytest.mark.parametrize(
    "text",
    ["[" * 10**6, '{"a":' * 10**6, '"' * 999_999, "/*" * 10**6, "/" * 10**6, '["' + "\\n" * 10**6,
     "[1" + "," * 10**6, "[1" + " ," * 10**6 + "]", "\n" * 10**6 + "x", "'" * 10**6, "\\" * 10**6,
     "[" + "1" * 10**6 + "]",
     '["a\n' + '"\\' * 10**6, "{{" * 10**6, '["' + 'a"b' * 10**6],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_hostile_text_is_refused_in_linear_time(text, language):
    start = time.process_time()
    assert read(Source("x", text, language))[0].fault is not None
    assert time.process_time() - start < 4


def test_many_places_in_a_large_document():
    step = {"id": "s", "params": {"prompt": "é {{a.b}}\n" * 8, "more": [1, 2.5, True] * 10}}
    text = json.dumps({"steps": [step] * 6000})
    assert len(text) > 1_500_000
    document = read_one(text)
    start = time.process_time()
    for index in range(10_000):
        a, b = document.span(Place(("steps", index % 6000, "params", "prompt"), start=2, end=9))
        assert text[a:b] == "{{a.b}}"
    assert time.process_time() - start < 4
