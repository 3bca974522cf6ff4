"""wflint where jsonschema-rs is not installed: the same findings, by python-jsonschema."""

import json
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from conftest import ROOT
from marks import language, read
from wflint.rule import Example
from wflint.rules import all_rules

# A module that is `None` in `sys.modules` cannot be imported.
PROGRAM = """
import json, sys
for name in sys.argv[1].split(","):
    sys.modules[name] = None
import wflint
from wflint.options import Options
found = []
for text, language, rule, models in json.load(sys.stdin):
    options = Options(extend_select=(rule,), catalog=models and wflint.ModelCatalog(models))
    found.append([str(finding) for finding in wflint.lint_text(text, language=language, options=options)])
print(json.dumps(found))
print(*sorted({"jsonschema_rs", "jsonschema", "regress"} & {n for n, m in sys.modules.items() if m}), file=sys.stderr)
"""


def examples():
    """Every good and every bad example of the rules: its text, its language, the rule and the models."""
    for rule in all_rules():
        for given in (*rule.good, *rule.bad):
            settings = given.settings if isinstance(given, Example) else {}
            text, _ = read(given.text if isinstance(given, Example) else given)
            yield text, settings.get("language") or language(text), rule.id, settings.get("catalog")


def findings(*, without):
    """What the API finds in each of the examples in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, without],
        input=json.dumps(list(examples())),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout), done.stderr.split()


@pytest.fixture(scope="module")
def usual():
    return findings(without="nothing_at_all")


def test_the_api_finds_the_same(usual):
    found, loaded = findings(without="jsonschema_rs")
    assert "jsonschema_rs" in usual[1]
    assert "jsonschema_rs" not in loaded
    assert "jsonschema" in loaded
    assert found == usual[0]
    assert sum(map(bool, found)) > 100


def test_without_regress_only_patterns_go_unjudged(usual):
    found, loaded = findings(without="jsonschema_rs,regress")
    assert "regress" not in loaded
    lost = {
        (finding, rule)
        for before, after, (_, _, rule, _) in zip(usual[0], found, examples(), strict=True)
        for finding in set(before) - set(after)
    }
    assert {rule for _, rule in lost} == {"invalid-pattern"}
    assert not [
        set(after) - set(before)
        for before, after in zip(usual[0], found, strict=True)
        if set(after) - set(before)
    ]


@pytest.mark.parametrize("output", ["json", "text", "sarif"])
def test_the_command_line_says_the_same(output):
    code = "import sys; sys.modules[sys.argv.pop(1)] = None; from wflint.cli import run; run()"
    said = []
    for absent in ("nothing_at_all", "jsonschema_rs"):
        arguments = ["check", "--no-config", "--output-format", output, "examples"]
        done = subprocess.run(
            [sys.executable, "-c", code, absent, *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 1, done.stderr
        said.append(done.stdout)
    assert said[0] == said[1]
    assert "undefined-step" in said[0]


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        (("CPython", "linux", "x86_64"), True),
        (("CPython", "linux", "aarch64"), True),
        (("CPython", "darwin", "arm64"), True),
        (("CPython", "win32", "AMD64"), True),
        (("CPython", "linux", "armv7l"), False),
        (("CPython", "linux", "s390x"), False),
        (("CPython", "freebsd14", "amd64"), False),
        (("PyPy", "linux", "x86_64"), False),
    ],
)
def test_it_is_asked_for_where_it_has_wheels(environment, wanted):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (marker,) = [r.marker for r in map(Requirement, project["dependencies"]) if r.name == "jsonschema-rs"]
    names = ("platform_python_implementation", "sys_platform", "platform_machine")
    assert marker.evaluate(dict(zip(names, environment, strict=True))) is wanted
