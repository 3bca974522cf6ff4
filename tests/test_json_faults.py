"""What is said of a text that is not JSON, and where."""

import pytest

from wflint.readers import MAX_DEPTH, read
from wflint.source import Source


def fault_of(text, language="json"):
    """Line, column, the text pointed at, and the message."""
    source = Source("x", text, language)
    fault = read(source)[-1].fault
    assert fault is not None
    return *source.position(fault.start), text[fault.start : fault.end], fault.message


JSON_FAULTS = [
    ("", 1, 1, "", "the file is empty"),
    (" \n\t", 1, 1, "", "the file is empty"),
    ('{"a": 1,}', 1, 8, ",", "trailing comma before '}'"),
    ("[1, 2 ,\n]", 1, 7, ",", "trailing comma before ']'"),
    ('{"a": 1 // x\n}', 1, 9, "// x", "JSON has no comments"),
    ("/* a\n */ {}", 1, 1, "/* a\n */", "JSON has no comments"),
    ("# a\n{}", 1, 1, "# a", "JSON has no comments"),
    ("{'a': 1}", 1, 2, "'a'", "'a' stands in single quotes"),
    ("['a]", 1, 2, "'", "a string stands in single quotes"),
    ("{a: 1}", 1, 2, "a", "the key 'a' is not in quotes"),
    ("{1: 2}", 1, 2, "1", "the key '1' is not in quotes"),
    ('{a": 1}', 1, 2, 'a"', "the key 'a' has no opening quote"),
    ('{"a": 1\n "b": 2}', 2, 2, '"b"', "missing ',' before the key 'b'"),
    ('["a" "b"]', 1, 6, '"b"', "missing ',' before the next item"),
    ("[{} {}]", 1, 5, "{", "missing ',' before the next item"),
    ('{"a" 1}', 1, 6, "1", "missing ':' after the key 'a'"),
    ('{"a": 1; "b": 2}', 1, 8, ";", "';' instead of ','"),
    ('{"a" = 1}', 1, 6, "=", "'=' instead of ':'"),
    ('{"a" => 1}', 1, 6, "=>", "'=>' instead of ':'"),
    ('{"a": 1: 2}', 1, 8, ":", "unexpected ':' after the value of 'a'"),
    ('["a": 1]', 1, 5, ":", "':' in an array"),
    ('{"a"}', 1, 5, "}", "the key 'a' has no value"),
    ('{"a":, "b": 1}', 1, 6, ",", "the key 'a' has no value"),
    ("[1,, 2]", 1, 4, ",", "two commas in a row"),
    ("[, 2]", 1, 2, ",", "a comma before the first item"),
    ('{"a": "foo,\n "b": 1}', 1, 7, '"foo', "the string 'foo' has no closing quote"),
    ('{"a: 1,\n "b": 1}', 1, 2, '"a: 1', "the key 'a: 1' has no closing quote"),
    ('{"a": "foo\nbar", "b": 1}', 1, 7, '"foo', "a line break in a string"),
    ('{"a": "say "hi" now"}', 1, 13, "hi", "unexpected 'hi' right behind a string"),
    ('{"a": [1, 2', 1, 12, "", "missing ']' at the end of the file"),
    ('{"a": {"b": 1}\n\n', 1, 15, "", "missing '}' at the end of the file"),
    ('{"a":', 1, 6, "", "the file ends where a value is expected"),
    ('{"a": [1, 2}', 1, 12, "}", "'}' where ']' is expected"),
    ("[1]]", 1, 4, "]", "']' closes nothing: no '[' is open"),
    ("}", 1, 1, "}", "'}' closes nothing"),
    ('{"a": 1}\n{"b": 2}', 2, 1, "{", "unexpected '{' after the end of the document"),
    ('"a": 1', 1, 4, ":", "unexpected ':' after the end of the document"),
    ("[True]", 1, 2, "True", "JSON has no 'True' (that is Python)"),
    ("[None]", 1, 2, "None", "JSON has no 'None' (that is Python)"),
    ("[undefined]", 1, 2, "undefined", "JSON has no 'undefined'"),
    ("[NaN]", 1, 2, "NaN", "JSON has no 'NaN'"),
    ("[-Infinity]", 1, 2, "-Infinity", "JSON has no '-Infinity'"),
    ("[01]", 1, 2, "01", "the number '01' has a leading zero"),
    ("[+1]", 1, 2, "+1", "the number '+1' has a plus sign"),
    ("[-.5]", 1, 2, "-.5", "no digit before the point of '-.5'"),
    ("[1.]", 1, 2, "1.", "no digit after the point of '1.'"),
    ("[1e+]", 1, 2, "1e+", "the exponent of '1e+' has no digits"),
    ("[0x10]", 1, 2, "0x10", "the number '0x10' is not decimal"),
    ("[1_000]", 1, 2, "1_000", "the number '1_000' has underscores"),
    ("[-]", 1, 2, "-", "a minus sign without a number"),
    ("[1.2.3]", 1, 2, "1.2.3", "'1.2.3' is neither a number nor in quotes"),
    ("[1e999]", 1, 2, "1e999", "the number '1e999' is too large"),
    ("[" + "7" * 5000 + "]", 1, 2, "7" * 5000, "a number of 5000 digits is too large"),
    ("[hello]", 1, 2, "hello", "the text 'hello' is not in quotes"),
    ('["\\x41"]', 1, 3, "\\x", "JSON has no escape '\\x'"),
    ('["\\u12"]', 1, 3, "\\u12", "the escape '\\u12' needs four hexadecimal digits"),
    ('["a\tb"]', 1, 4, "\t", "a raw tab in a string"),
    ('["a\x01b"]', 1, 4, "\x01", "a raw control character U+0001 in a string"),
    ("[“a”]", 1, 2, "“", "the typographic quote '“' opens no string"),
    ('{"a": "x”\n}', 1, 7, '"x”', "the string 'x”' has no closing quote"),
    ('{"a": 1\n<<<<<<< HEAD\n}', 2, 1, "<<<<<<< HEAD", "a merge conflict marker '<<<<<<<'"),
    ('{"a": 1,\ufeff "b": 2}', 1, 9, "\ufeff", "a byte order mark inside the text"),
    ("\ufeff{}", 1, 1, "\ufeff", "a byte order mark inside the text"),
    ("[1,\u00a02]", 1, 4, "\u00a0", "the invisible character U+00A0 (no-break space) between tokens"),
    ('{"x": {{inputs.y}}}', 1, 7, "{{inputs.y}}", "the reference '{{inputs.y}}' is not in quotes"),
    ("name: x\n", 1, 1, "name", "unexpected 'name' where JSON begins"),
    ("```json\n{}\n```", 1, 1, "```json", "a Markdown code fence around the JSON"),
    ("[1, ...]", 1, 5, "...", "'...' is not JSON"),
    ("{" + '"a":{' * MAX_DEPTH, 1, MAX_DEPTH * 5 + 1, "{", "objects and arrays nest deeper than 200 levels"),
]


@pytest.mark.parametrize(("text", "line", "column", "culprit", "message"), JSON_FAULTS)
def test_json_fault(text, line, column, culprit, message):
    assert fault_of(text) == (line, column, culprit, message)


@pytest.mark.parametrize(
    ("text", "language", "line", "column", "culprit", "message"),
    [
        ("// a\n", "jsonc", 1, 1, "", "the file holds nothing but comments"),
        ("[1 /* a\n]", "jsonc", 1, 4, "/*", "a comment without an end"),
        ("[1] # a", "jsonc", 1, 5, "# a", "a comment that begins with '#'"),
        ("[,]", "jsonc", 1, 2, ",", "a comma before the first item"),
        ("{\n//\n,}", "jsonc", 3, 1, ",", "a comma before the first item"),
        ("[1,/**/,]", "jsonc", 1, 8, ",", "two commas in a row"),
        ('{"a": 1}\n{"a": 2} {"a": 3}', "jsonl", 2, 10, "{", "unexpected '{' after the end of the document"),
        ('{"a": 1}\n{"a": ', "jsonl", 2, 6, "", "the line ends where a value is expected"),
        ('{\n  "a": 1\n}\n', "jsonl", 1, 1, "{", "a document of several lines"),
        ("\n\n", "jsonl", 1, 1, "", "the file is empty"),
    ],
)
def test_fault_of_other_languages(text, language, line, column, culprit, message):
    assert fault_of(text, language) == (line, column, culprit, message)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("[1,]", "remove it: JSON takes no trailing commas (a file named .jsonc does)"),
        ("[1] // a", "remove it, or name the file .jsonc"),
        ("[1] # a", "remove it"),
        ('{"a": 1}\n{"b": 2}', "several documents, one on each line, are JSON lines: name the file .jsonl"),
        ("name: x", "is it YAML? name the file .yaml"),
        ("[0x10]", "write 16"),
        ("[True]", "write true"),
        ("[flase]", "put it in double quotes, or write false"),
        ('["it\\\'s"]', "write it without the backslash"),
        ('{"a": [1', "close what was opened; ']}' are missing in all"),
    ],
)
def test_advice(text, advice):
    assert read(Source("x", text, "json"))[0].fault.help == advice


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ('{"a": [1, 2}', [("[", "'[' opened here")]),
        ('{"a": [1', [("[", "'[' opened here"), ("{", "'{' opened here")]),
        ('["a" "b"]', [('"a"', "after this")]),
    ],
)
def test_related_places(text, related):
    assert [(text[a:b], word) for a, b, word in read(Source("x", text, "json"))[0].fault.related] == related
