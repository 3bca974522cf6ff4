"""What is read off the code of a Python step."""

import sys
import threading
import time
import warnings

import pytest

from wflint import lint
from wflint.python_code import MAX_CODE, read_code


def reads(code):
    """The names read, each checked to stand where it is said to."""
    known = read_code(code)
    assert known.fault is None
    for read in known.reads:
        assert code[read.start : read.end][1:-1] == read.name
    return [read.name for read in known.reads]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ('result = inputs["a"]', ["a"]),
        ("a, b = inputs['a'], inputs['b']", ["a", "b"]),
        ("x = inputs.get('a')\ny = inputs.get('b', 1)", ["a", "b"]),
        ("é = '😀'; x = inputs['größe'] + inputs['ü']", ["größe", "ü"]),
        ("data = inputs\nx = data['a']\ny = inputs['b']", ["a", "b"]),
        ("def f():\n    return inputs['a']\nx = [inputs['b'] for _ in range(3)]", ["a", "b"]),
        ("x = f\"{inputs['a']} and {inputs.get('b')}\"", ["a", "b"]),
        ("x = f'''\n{inputs['a']}\n'''", ["a"]),
        ("inputs['n'] += 1\r\ndel inputs['m']\rinputs.pop('o')", ["n", "m", "o"]),
        ("other['a']; self.inputs['b']; inputs[a]; inputs.items()", []),
    ],
)
def test_names_that_are_read(code, names):
    assert reads(code) == names


@pytest.mark.parametrize(
    ("code", "followed"),
    [
        ("x = inputs['a']", True),
        ("x = 1", True),
        ("x = inputs['a'] if 'a' in inputs else inputs.get('b')", True),
        ("inputs: dict\nx = inputs['a']", True),
        ("x = inputs[name]", False),
        ("x = inputs.get(name)", False),
        ("f(inputs)", False),
        ("f(**inputs)", False),
        ("for k in inputs: pass", False),
        ("x = inputs.values()", False),
        ("get = inputs.get", False),
        ("x = {**inputs}", False),
        ("a = b = inputs", False),
        ("data = inputs\ndata = {}\ndata['a']", False),
        ("inputs = {}", False),
        ("def f(inputs): return inputs['a']", False),
        ("x = locals()", False),
        ("x = 1 if inputs else 2", False),
    ],
)
def test_whether_the_use_can_be_followed(code, followed):
    assert read_code(code).followed is followed


@pytest.mark.parametrize(
    "code",
    [
        "inputs = {'b': 1}\nx = inputs['b']",
        "def main(inputs):\n    return inputs['b']",
        "x = lambda inputs: inputs['b']",
        "inputs.update(b=1, **more)\ninputs.update({'b': 1})\nx = inputs['b']",
        "from json import inputs\ninputs['b']",
        "inputs['b'] = 1\nx = inputs['b']",
        "inputs.setdefault('b', 1)\nx = inputs['b']",
        "x = inputs['b'] if 'b' in inputs else 0",
    ],
)
def test_a_name_that_may_be_there_all_the_same_is_not_reported(code):
    step = {"id": "s", "type": "python", "inputs": {}, "code": f"{code}\nresult = 1"}
    assert [f.rule for f in lint({"steps": [step]}) if f.rule == "undefined-python-input"] == []


@pytest.mark.parametrize(
    "code",
    [
        "result = 1",
        "result: int = 1",
        "result += 1",
        "a, (result, *b) = 1, (2, 3)",
        "if x:\n    pass\nelse:\n    result = 1",
        "for result in range(3): pass",
        "while x:\n    result = 1",
        "with open(x) as result: pass",
        "try:\n    import json as result\nexcept E: pass",
        "def result(): pass",
        "class result: pass",
        "from x import result",
        "from x import *",
        "print(result := 1)",
        "[result := y for y in x]",
        "def f():\n    global result\n    result = 1\nf()",
        'match x:\n    case {"a": result}: pass',
        "match x:\n    case [*result]: pass",
        "match x:\n    case int() as result: pass",
        'globals()["result"] = 1',
        'exec("result = 1")',
    ],
)
def test_ways_to_bind_the_result(code):
    assert read_code(code).binds_result


@pytest.mark.parametrize(
    "code",
    [
        "",
        "x = 1",
        "result",
        "result: int",
        "result['a'] = 1",
        "x.result = 1",
        "results = 1",
        "return 1",
        "def f():\n    result = 1\nf()",
        "class C:\n    result = 1",
        "x = [result for result in y]",
        "x = lambda result: result",
        "def f(result): pass",
    ],
)
def test_what_does_not_bind_it(code):
    assert not read_code(code).binds_result


@pytest.mark.parametrize(
    ("code", "message", "at"),
    [
        ("x = (1 + 2", "'(' was never closed", "("),
        ("é = '😀'; x = (1 + 2\ny = 3\n", "'(' was never closed", "("),
        ("a = 1\nb = 'c", "unterminated string literal (detected at line 2)", "'"),
        ("if x:\r\n  y = 1\r\n z = 2", "unindent does not match any outer indentation level", None),
        ("if x\n    y", "expected ':'", "\n"),
        ("if x", "expected ':'", "x"),
        ("def f():", "expected an indented block after function definition on line 1", ":"),
        ("x = 1\0", "source code string cannot contain null bytes", "\0"),
        ("x = '\ud800'", "the code holds half of a surrogate pair", "\ud800"),
        ("print 'x'", "Missing parentheses in call to 'print'. Did you mean print(...)?", "print 'x'"),
    ],
)
def test_what_python_refuses(code, message, at):
    fault = read_code(code).fault
    assert fault.message == message
    assert 0 <= fault.start < fault.end <= len(code)
    assert at is None or code[fault.start : fault.end] == at


def test_nothing_is_claimed_of_code_that_is_too_long():
    known = read_code("(" * (MAX_CODE + 1))
    assert (known.fault, known.followed, known.rebound, known.binds_result) == (None, False, True, True)


HOSTILE = [
    "(" * 5000,
    "[" * 66_000,
    "-" * 66_000 + "1",
    "not " * 49_000 + "1",
    "a" + ".b" * 66_000,
    "1" + "+1" * 66_000,
    "lambda:" * 28_000 + "1",
    "x if y else " * 16_000 + "1",
    "f" + "()" * 66_000,
    "a=" * 66_000 + "1",
    "".join(" " * i + "if 1:\n" for i in range(600)),
    "if 1:\n pass\n" + "elif 1:\n pass\n" * 13_000,
    "f'" + "{" * 66_000,
    "x=" + "1" * 5000,
    "inputs['a']\n" * 15_000,
    "é;" + "inputs['ä'];" * 15_000,
    "@a\n" * 66_000,
    "a<" * 66_000 + "1",
    "\\\n" * 66_000,
    "\ufeffx",
    "# coding: utf-16\nx = 1",
    "f'{inputs[\"a\"]}'\n" * 9_000,
]


def test_hostile_code_ends_neither_in_a_crash_nor_in_a_wait():
    crashed = []

    def run():
        try:
            for code in HOSTILE:
                began = time.perf_counter()
                known = read_code(code[:MAX_CODE])
                assert known.fault is None or known.fault.end > known.fault.start
                assert time.perf_counter() - began < 20
        except BaseException as error:
            crashed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert crashed == []


def test_code_that_python_warns_of_is_right_and_filters_stay_as_they_are():
    before = list(warnings.filters)
    assert read_code("result = '\\d' + str(1if 1 else 2)").fault is None
    assert warnings.filters == before


def test_nothing_is_run(tmp_path):
    target = tmp_path / "ran"
    read_code(f"open({str(target)!r}, 'w')\nresult = 1")
    assert not target.exists()
    assert "wflint_never" not in sys.modules
