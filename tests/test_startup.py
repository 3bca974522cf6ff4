"""What a clean file costs before its first byte is read: the modules that are imported for it."""

import subprocess
import sys

import pytest

from wflint.rules import _OF_DOUBTS, _ON, all_rules, rule_names, rules_on

CLEAN = """{"input_schema": {"type": "object", "required": ["topic"], "properties": {
    "topic": {"type": "string", "description": "What about", "minLength": 1, "maxLength": 80},
    "tone": {"type": "string", "enum": ["dry", "warm"], "default": "dry"}}},
 "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"text": "{{inputs.topic}}"},
            "fallback": {"model": "n", "params": {"text": "{{inputs.topic}}"}}},
           {"id": "send", "type": "http", "url": "https://example.com", "body": {"text": "{{draft.output}}, {{inputs.tone}}"}}]}"""

# Packages count, not their modules; private ones are parts of those that are named. A name is added here only
# with a reason and a look at `python -X importtime -m wflint check one.json`.
ALLOWED = {
    *("argparse", "gettext", "encodings"),
    *("typing", "collections", "contextlib", "enum", "functools", "keyword", "operator", "reprlib", "types"),
    *("re", "copyreg", "bisect", "importlib", "itertools", "gc", "math", "warnings", "errno"),
    "json",
    "jsonschema_rs",
    *("decimal", "numbers", "email"),  # jsonschema-rs imports these itself; of email just the package
}
OWN = {
    *(
        "cli",
        "named_tuple",
        "streams",
        "arguments",
        "check",
        "work",
        "outputs",
        "settings",
        "config",
        "config_folder",
        "gitignore",
        "files",
        "report",
    ),
    *(
        "api",
        "engine",
        "options",
        "source",
        "readers",
        "kinds",
        "glance",
        "evidence",
        "catalog",
        "file_names",
        "shape",
        "finding",
    ),
    *("model", "formats", "templates", "scope", "inputs", "embedded", "rule", "rules", "problem", "nearest"),
    *("secrets", "operators", "step_fields", "model_catalog", "plugins", "owner"),
}
IDLE = {"rules.prompt", "templates.go", "readers.yaml", "formats.asteroid", "formats.flow"}
"""Parts of packages in ``OWN`` that are for other documents."""
EMBEDDED = {
    *("dialects", "type_names", "forms", "subschemas", "json_values", "validity", "metaschema"),
    *("keyword_names", "clashes"),
}
"""The modules for embedded schemas that an ordinary one needs; the others say what is wrong."""


def imported(path, *options):
    """The modules that ``wflint check`` imports for a file beyond what Python itself has imported."""
    code = (
        "import atexit, sys; there = set(sys.modules); "
        "atexit.register(lambda: print(*sorted(set(sys.modules) - there))); "
        "from wflint.cli import run; sys.argv = ['wflint', 'check', '--quiet', *sys.argv[1:]]; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *options, path], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(CLEAN, "utf-8")
    return path


def test_a_clean_file_imports_nothing_that_is_not_listed(clean):
    packages = {name.partition(".")[0] for name in imported(clean)} - {"wflint"}
    assert {name for name in packages if name[0] != "_"} <= ALLOWED


def test_a_clean_file_imports_only_its_own_part_of_wflint(clean):
    own = [name.split(".")[1:] for name in imported(clean) if name.startswith("wflint.")]
    assert {parts[0] for parts in own} <= OWN
    assert not {".".join(parts[:2]) for parts in own} & IDLE
    assert {parts[1] for parts in own if parts[0] == "embedded" and len(parts) > 1} == EMBEDDED


def test_a_configuration_adds_the_reader_of_toml_only(clean):
    before = set(imported(clean))
    (clean.parent / "pyproject.toml").write_text('[tool.wflint]\nignore = ["unused-step"]\n', "utf-8")
    added = {name.partition(".")[0] for name in set(imported(clean)) - before}
    assert added <= {"tomllib", "string", "_string", "datetime", "_datetime", "_strptime", "calendar"}


@pytest.mark.parametrize("group", rule_names())
def test_groups_are_left_out_only_where_none_of_their_rules_applies(group):
    rules = [rule for rule in all_rules() if rule.group == group]
    assert rules
    if group in _ON:
        assert group == "model" or set(_ON[group]) == set("".join(rule.on for rule in rules))
        assert not any(rule.check_document for rule in rules), "these look at every document"


@pytest.mark.parametrize("letters", ["", "E", "EJ", "DEJ", "DEJM", "F", "DFM", "A", "AJ"])
def test_rules_of_a_document_are_those_that_apply_to_it(letters):
    expected = {
        rule.id
        for rule in all_rules()
        if (rule.check_document or set(rule.on) & set(letters))
        and (rule.group != "model" or "M" in letters)
        and (rule.id not in _OF_DOUBTS or "D" in letters)
    }
    assert {rule.id for rule in rules_on(letters)} == expected


def test_what_is_spared_is_there_for_whoever_needs_it():
    code = """
import sys
from wflint.cli import spare_email
spare_email()
from email.utils import format_datetime, parseaddr
import jsonschema_rs, email.utils
assert parseaddr("A <a@example.com>") == ("A", "a@example.com")
assert email.utils.parsedate_to_datetime("Sun, 8 Nov 2026 16:26:25 +0000").year == 2026
spare_email()
assert email.utils.__file__
"""
    subprocess.run([sys.executable, "-c", code], check=True)
