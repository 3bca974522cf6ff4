"""Rules of one's own: as the README shows them, installed as people install them, in every output."""

import base64
import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import wflint as api
from command_line import ENVIRONMENT, bare, process, wflint, write  # noqa: F401 - bare is used by being here
from conftest import ROOT, missing
from test_config import faults
from wflint import jobs, plugins
from wflint.arguments import parser
from wflint.report import FORMATS
from wflint.settings import Settings

README = dict(
    re.findall(
        r"<!-- own rule: (.*?) -->\n```\w+\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
)
HOUSE = README["toml"]
MODULE = README["acme_rules/foreign_model.py"]
ENTRY_POINTS = "\n".join(
    README["entry point"].replace("project.entry-points.", "").replace('"', "").splitlines()
)
ENTRY_POINTS = re.sub(r" *#.*", "", ENTRY_POINTS)

JSON = """\
{"steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "hello"}},
           {"id": "acme-ümlaut", "type": "model", "model": "acme/n", "params": {"p": "{{draft.output}}"}}]}
"""
YAML = """\
---
steps:
- id: acme-a
  type: model
  model: acme/m
  params: {prompt: hello}
---
steps:
- {id: "dr\\u0061ft", type: model, model: m, params: {prompt: hello}}
"""
LINES = '{"steps": [{"id": "acme-a", "type": "model", "model": "acme/m", "params": {}}]}\n' + (
    '{"steps": [{"id": "draft", "type": "model", "model": "m", "params": {}}]}\n'
)
FILES = {"flow.json": JSON, "flow.yaml": YAML, "flow.jsonl": LINES}
MESSAGE = "the id of a step begins with 'acme-'"
FOREIGN = "the model 'm' is not one of ours"
BOTH = ("--select", "house-prefix,foreign-model")


@pytest.fixture
def acme(tmp_path_factory, monkeypatch):
    """The README's module, where Python finds what is installed."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "acme_rules").mkdir()
    (folder / "acme_rules/foreign_model.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    forget()
    yield folder
    forget()


def forget():
    plugins.installed_rules.cache_clear()
    plugins.module_rules.cache_clear()
    for name in [name for name in sys.modules if name.startswith("acme")]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which pip has installed a package that announces the README's rule."""
    folder = tmp_path_factory.mktemp("installed")
    info = "acme_rules-1.0.dist-info"
    files = {
        "acme_rules/__init__.py": "",
        "acme_rules/foreign_model.py": MODULE,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": ENTRY_POINTS,
    }
    record = "".join(f"{name},{digest(text)},{len(text.encode())}\n" for name, text in files.items())
    wheel = folder / "acme_rules-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        folder / "site",
    ]
    done = subprocess.run([*pip, wheel], capture_output=True, text=True)
    if "No module named pip" in done.stderr:
        missing("pip", "python -m ensurepip")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def digest(text):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def beside(folder):
    return {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join((str(folder), ENVIRONMENT["PYTHONPATH"]))}


def own_process(*words, env):
    started = process(*words, env=env)
    out, err = started.communicate()
    return started.returncode, out.decode(), err.decode()


def concise(out):
    return [line for line in out.splitlines() if "house-prefix" in line or "foreign-model" in line]


def test_a_rule_without_python_stands_where_its_value_stands():
    write({"wflint.toml": HOUSE.replace("kinds", "#"), **FILES})
    status, out, err = wflint("--output-format", "concise", "--select", "custom")
    assert (status, err) == (0, "")  # warnings
    assert concise(out) == [
        f"flow.json:1:19: warning house-prefix {MESSAGE}",
        f"flow.jsonl:2:19: warning house-prefix {MESSAGE}",
        f"flow.yaml:9:8: warning house-prefix {MESSAGE}",
    ]
    _, out, _ = wflint("--output-format", "json", "--select", "house-prefix")
    places = [
        (f["end_line"], f["end_column"], f["pointer"], f.get("document")) for f in json.loads(out)["findings"]
    ]
    assert places == [(1, 26, "/steps/0/id", None), (2, 26, "/steps/0/id", 1), (9, 20, "/steps/0/id", 1)]


def test_an_installed_plugin_is_found_by_itself(installed):
    write({"flow.json": JSON})
    env = beside(installed)
    status, out, err = own_process("--output-format", "concise", env=env)
    assert (status, err) == (0, "")
    assert concise(out) == [f"flow.json:1:54: warning foreign-model {FOREIGN}"]
    assert own_process("--select", "foreign-model", "--fail-on", "warning", env=env)[0] == 1
    assert concise(own_process("--ignore", "custom", "--output-format", "concise", env=env)[1]) == []
    # What the configuration names as well is there once.
    write({"wflint.toml": 'plugins = ["acme_rules.foreign_model"]\nseverity = {foreign-model = "error"}\n'})
    status, out, _ = own_process("--output-format", "concise", env=env)
    assert (status, concise(out)) == (1, [f"flow.json:1:54: error foreign-model {FOREIGN}"])
    code = "import wflint; print([r.id for r in wflint.load_rules()])"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "['foreign-model']\n"


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("name", ["acme_rules", "acme_rules.foreign_model"])
def test_a_plugin_is_named_by_the_configuration(name):
    write({"pyproject.toml": f"[tool.wflint]\nplugins = ['{name}']\nignore = ['unused-step']\n", **FILES})
    _, out, err = wflint("--output-format", "concise")
    assert err == ""
    assert concise(out) == [
        f"flow.json:1:54: warning foreign-model {FOREIGN}",
        f"flow.jsonl:2:54: warning foreign-model {FOREIGN}",
        f"flow.yaml:9:42: warning foreign-model {FOREIGN}",
    ]


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_of_them_from_one_process_or_two(name, monkeypatch):
    write({"wflint.toml": 'plugins = ["acme_rules"]\n' + HOUSE, **FILES})
    write({f"more/{number}.json": JSON for number in range(20)})
    alone = wflint(".", "--output-format", name, *BOTH, "--jobs", 1)
    assert alone[0] == 0
    assert alone[1].count("house-prefix") >= 23
    assert alone[1].count("foreign-model") >= 23
    assert wflint(".", "--output-format", name, *BOTH, "--jobs", 2) == alone
    monkeypatch.setattr(jobs, "start_method", lambda: "spawn")
    if name in ("sarif", "text"):
        assert wflint(".", "--output-format", name, *BOTH, "--jobs", 2) == alone


@pytest.mark.usefixtures("acme")
def test_sarif_describes_them():
    write({"wflint.toml": 'plugins = ["acme_rules"]\n', "sub/wflint.toml": HOUSE, "sub/flow.json": JSON})
    _, out, _ = wflint("sub", "--output-format", "sarif")
    log = json.loads(out)["runs"][0]
    described = {rule["id"]: rule for rule in log["tool"]["driver"]["rules"]}
    assert "foreign-model" not in described, "no file was linted by the configuration that names it"
    rule = described["house-prefix"]
    assert rule["name"] == "HousePrefix"
    assert "say whose step it is" in rule["fullDescription"]["text"]
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "warning"}
    assert rule["properties"]["tags"] == ["custom", "each::labs definitions"]
    assert "helpUri" not in rule
    assert {result["ruleId"] for result in log["results"]} >= {"house-prefix"}


@pytest.mark.usefixtures("acme")
def test_the_lists_and_pages_know_them():
    write({"wflint.toml": 'plugins = ["acme_rules"]\n' + HOUSE})
    for output_format in ("text", "json", "markdown"):
        _, out, _ = wflint("rules", "--output-format", output_format)
        assert "house-prefix" in out
        assert "foreign-model" in out
    _, out, _ = wflint("explain", "foreign-model")
    assert out.startswith(
        "warning[foreign-model]: A model that nobody has agreed to pay for\n\nThe bill comes"
    )
    _, out, _ = wflint("explain", "house-prefix")
    assert "`$..steps[*].id`" in out
    assert '{"pattern": "^acme-"}' in out
    status, _, err = wflint("explain", "house-prefx")
    assert (status, err) == (
        2,
        "wflint: unknown rule 'house-prefx'; did you mean 'house-prefix'? (see 'wflint rules')\n",
    )
    status, _, err = wflint("explain", "custom")
    assert "'custom' is a group; its rules are foreign-model, house-prefix" in err
    assert wflint("--select", "foreign-modl")[2].count("did you mean 'foreign-model'?") == 1


def test_settings_know_their_names():
    write(
        {
            "wflint.toml": HOUSE
            + "[per-file-ignores]\n'flow.y*' = ['house-prefix']\n'flow.json' = ['house-prefix']\n"
        }
    )
    write({**FILES, "else/flow.jsonl": LINES})
    _, out, _ = wflint("--select", "house-prefix", "--output-format", "concise")
    assert [line.partition(":")[0] for line in concise(out)] == ["else/flow.jsonl", "flow.jsonl"]
    graded = (
        "severity = {house-prefix = 'info'}\nselect = ['custom']\nextend-select = ['house-prefix']\n" + HOUSE
    )
    write({"graded.toml": graded})
    assert (
        "flow.json:1:19: info house-prefix"
        in wflint("--config", "graded.toml", "--output-format", "concise")[1]
    )


def test_a_name_of_one_configuration_is_no_fault_of_another():
    """What --select names may be there for some of the files only."""
    write({"wflint.toml": HOUSE, "flow.json": JSON, "sub/wflint.toml": "", "sub/flow.json": JSON})
    status, out, err = wflint(".", "--select", "house-prefix", "--output-format", "concise")
    assert (status, err) == (0, "Found 1 warning in 1 file.\n" if "Found" in err else "")
    assert len(concise(out)) == 1


RULE = 'id = "a-b"\nmessage = "m"\npath = "$.a"\nschema = {}\n'
FAULTY = [
    ("plugins = ['nowhere_at_all']", ["1:12: there is no module 'nowhere_at_all' among what is installed"]),
    ("plugins = ['antigravity']", ["1:12: 'antigravity' is a part of Python, not a plugin"]),
    ("plugins = ['wflint.problem']", ["1:12: there is no RULE in 'wflint.problem'"]),
    ("plugins = ['wflint.rules.step.incomplete_auth']", ["1:12: wflint itself has a rule 'incomplete-auth' ('wflint.rules.step.incomplete_auth')"]),
    ("plugins = 'x'", ["1:11: 'plugins' must be a list, not a string"]),
    ("[[rules]]\n" + RULE.replace("a-b", "undefined-step"), ["2:6: wflint itself has a rule 'undefined-step'"]),
    ("[[rules]]\n" + RULE.replace("a-b", "reference"), ["2:6: 'reference' is a group of rules"]),
    ("[[rules]]\n" + RULE.replace("a-b", "custom"), ["2:6: 'custom' is a group of rules"]),
    ("[[rules]]\n" + RULE.replace("a-b", "A b"), ["2:6: 'id' of item 1 of 'rules' must be words in lower case, joined by hyphens, not 'A b'"]),
    ("[[rules]]\n" + RULE + "[[rules]]\n" + RULE, ["7:6: there are two rules 'a-b'"]),
    ("[[rules]]\n" + RULE + "[[rules]]\nid = 'c'\npath = '$'\nschema = {}", ["6:3: item 2 of 'rules' lacks 'message'"]),
    ("[[rules]]\n" + RULE.replace("message", "mesage"), ["1:3: item 1 of 'rules' lacks 'message'", "3:1: unknown key 'mesage'; did you mean 'message'?"]),
    ("[[rules]]\n" + RULE + "severity = 'eror'", ["6:12: 'severity' of item 1 of 'rules' must be 'error', 'warning' or 'info', not 'eror'; did you mean 'error'?"]),
    ("[[rules]]\n" + RULE + "kinds = ['asteroid']", ["6:10: unknown kind 'asteroid'"]),
    ("[[rules]]\n" + RULE.replace("$.a", "steps"), ["4:8: 'path' is no JSONPath: expected '$', found 's' at character 1"]),
    ("[[rules]]\n" + RULE.replace("$.a", "$[?f(@)]"), ["4:8: 'path' is no JSONPath: function 'f' is not defined at character 4"]),
    ("[[rules]]\n" + RULE.replace("$.a", "$.a["), ["4:8: 'path' is no JSONPath: unbalanced brackets at character 5"]),
    ("[[rules]]\n" + RULE.replace("{}", "{type = 'strnig'}"), ["5:18: no type 'strnig' in JSON Schema; did you mean 'string'?"]),
    ("[[rules]]\n" + RULE.replace("{}", "{items = {patern = 'x'}}"), ["5:20: no keyword 'patern' in JSON Schema; did you mean 'pattern'?"]),
    ("[[rules]]\n" + RULE.replace("{}", "{pattern = '('}"), None),
    ("[[rules]]\n" + RULE.replace("{}", "{'$ref' = 'https://example.com/x.json'}"), None),
    ("[[rules]]\n" + RULE.replace("{}", "{'$ref' = '#/definitions/x'}"), None),
    ("[[rules]]\n" + RULE.replace("{}", "{const = 2020-01-01}"), ["5:10: 'schema' holds a value that JSON does not have"]),
    ("[[rules]]\n" + RULE.replace("{}", "{const = inf}"), ["5:10: 'schema' holds a value that JSON does not have"]),
    ("[[rules]]\n" + RULE.replace("{}", "true"), ["5:10: 'schema' of item 1 of 'rules' must be a table, not a boolean"]),
    ("ignore = ['a-c']\n[[rules]]\n" + RULE, ["1:11: unknown rule 'a-c'; did you mean 'a-b'?"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTY)
def test_faults_have_a_place(text, expected, tmp_path):
    write({"wflint.toml": text})
    found = faults(tmp_path / "wflint.toml")
    if expected is None:
        (line,) = found
        assert line.startswith("wflint.toml:5:")
        assert not line.startswith("wflint.toml:5:10:"), "it is the keyword's value that is meant"
    else:
        assert found == [f"wflint.toml:{line}" for line in expected]
    status, _, err = wflint(".", "--config", "wflint.toml")
    assert (status, err.splitlines()) == (2, [f"wflint: {line}" for line in found])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys\nsys.exit(3)", "'acme_x' cannot be imported: SystemExit: 3"),
        ("import acme_gone", "'acme_x' cannot be imported: No module named 'acme_gone'"),
        ("1 / 0", "'acme_x' cannot be imported: ZeroDivisionError: division by zero"),
        ("def", "'acme_x' cannot be imported: SyntaxError: invalid syntax (acme_x.py, line 1)"),
        ("RULE = 1", "there is no RULE in 'acme_x'"),
        ("from wflint.rule import *\nRULE = Rule(ERROR, 'E')", "there is no check, check_schema or check_document in 'acme_x'"),
        ("from wflint.rule import *\nRULE = Rule(ERROR, 'E', group='unused-step')", "the group 'unused-step' of 'acme_x' is a rule of wflint"),
    ],
)  # fmt: skip
def test_a_plugin_that_cannot_be_used_is_told_of(text, said, acme):
    (acme / "acme_x.py").write_text(text, "utf-8")
    write({"wflint.toml": "plugins = ['acme_x']"})
    assert wflint(".")[::2] == (2, f"wflint: wflint.toml:1:12: {said}\n")
    info = acme / "acme-1.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[wflint.rules]\nx = acme_x\n", "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n", "utf-8")
    forget()
    for words in ((".",), ("rules",), ("explain", "nothing")):
        status, _, err = wflint(*words)
        assert status == 2
        assert said in err


def test_a_repository_brings_no_code():
    """Neither a module nor a package that pretends to be installed is imported from the working folder."""
    evil = "from pathlib import Path\nPath('was-here').touch()\n" + MODULE.partition('"""\n')[2]
    write({
        "flow.json": JSON, "evil.py": evil, "acme-1.dist-info/entry_points.txt": "[wflint.rules]\ne = evil\n",
        "acme-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n",
    })  # fmt: skip
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    env = {**os.environ, "PYTHONPATH": path}
    assert own_process("--quiet", env=env)[0] == 0
    write({"wflint.toml": "plugins = ['evil']"})
    status, _, err = own_process("--quiet", env=env)
    assert (status, err) == (
        2,
        "wflint: wflint.toml:1:12: there is no module 'evil' among what is installed\n",
    )
    assert not Path("was-here").exists()


def test_without_the_package_for_jsonpath_it_is_told_what_to_install():
    write({"wflint.toml": HOUSE, "flow.json": JSON})
    code = "import sys; sys.modules['jsonpath_rfc9535'] = None; from wflint.cli import main; sys.exit(main(['.']))"
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True)
    line = HOUSE[: HOUSE.index("path =")].count("\n") + 1
    said = "a JSONPath needs a package that is missing: pip install 'wflint[jsonpath]'"
    assert (done.returncode, done.stderr) == (2, f"wflint: wflint.toml:{line}:8: {said}\n")


@pytest.mark.parametrize("gone", ["jsonschema_rs", "nothing"])
def test_either_validator_tells_the_same(gone):
    """Draft 2020-12 if nothing is said, a reference within the schema, and what is forbidden altogether."""
    rules = """
        [[rules]]
        id = "short"
        message = "too long"
        path = "$..id"
        schema = {"$ref" = "#/$defs/short", "$defs" = {short = {maxLength = 4}}}
        [[rules]]
        id = "no-text"
        message = "there is text"
        path = "$.steps[?@.model == 'm'].params.prompt"
        schema = {not = {}}
        """
    write({"wflint.toml": rules, "flow.json": JSON})
    code = f"import sys; sys.modules[{gone!r}] = None; from wflint.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "--select", "custom", "--output-format", "concise"]
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "flow.json:1:19: error short too long",
        "flow.json:1:80: error no-text there is text",
        "flow.json:2:19: error short too long",
    ]


def test_a_rule_that_fails_is_named(acme):
    (acme / "acme_x.py").write_text(
        '"""X."""\nfrom wflint.rule import *\nRULE = Rule(ERROR, "E")\ndef check(w):\n    return [w.nothing]\n',
        "utf-8",
    )
    write({"wflint.toml": "plugins = ['acme_x', 'acme_rules']", "flow.json": JSON})
    status, out, _ = wflint("--output-format", "json")
    assert status == 2
    found = {finding["rule"]: finding for finding in json.loads(out)["findings"]}
    assert "foreign-model" in found
    assert (
        found["internal-error"]["message"]
        == "the rule 'acme-x' failed: AttributeError: 'Workflow' object has no attribute 'nothing'"
    )
    assert "report it to its author" in found["internal-error"]["help"]


def test_a_page_shows_what_a_rule_says_of_its_examples(acme):
    example = 'bad=(Example("""\\n{"steps": [{"id": "a", "model": "m", "params": {}}]}\\n"""),)'
    text = MODULE.replace("import WARNING, Rule", "import WARNING, Example, Rule").replace(
        'on="E"', f'on="E", {example}'
    )
    (acme / "acme_x.py").write_text(text, "utf-8")
    write({"wflint.toml": "plugins = ['acme_x']"})
    status, out, err = wflint("explain", "acme-x")
    assert (status, err) == (0, "")
    assert f"warning[acme-x]: {FOREIGN}" in out


def test_settings_of_another_process_find_the_rules_again(acme):
    """What a plugin's author makes of functions need not be picklable."""
    (acme / "acme_x.py").write_text(
        '"""X."""\nfrom wflint.rule import *\nRULE = Rule(ERROR, "E")\ncheck = lambda workflow: ()\n', "utf-8"
    )
    write({"wflint.toml": "plugins = ['acme_x']"})
    settings = Settings(parser("check").read([]))
    assert [rule.id for rule in settings.options("flow.json", named=True).rules] == ["acme-x"]
    again = pickle.loads(pickle.dumps(settings))
    assert again.options("flow.json", named=True) == settings.options("flow.json", named=True)


@pytest.mark.usefixtures("acme")
def test_the_api_is_given_rules():
    document = json.loads(JSON)
    rules = api.load_rules("acme_rules")
    (finding,) = api.lint(document, options=api.Options(select=("custom",), rules=rules))
    assert (finding.rule, finding.group, finding.pointer, finding.url) == (
        "foreign-model",
        "custom",
        "/steps/0/model",
        None,
    )
    with pytest.raises(ValueError, match="unknown rule 'custom'"):
        api.lint(document, options=api.Options(select=("custom",)))
    with pytest.raises(ValueError, match="there is no module 'acme_gone'"):
        api.load_rules("acme_gone")


def test_rules_of_one_name_are_refused():
    one = plugins.Rule(api.Severity.ERROR, "E", id="a", group="g")
    assert plugins.distinct([one, one]) == (one,)
    with pytest.raises(ValueError, match="there are two rules 'a'"):
        plugins.distinct([one, one._replace(on="A")])
    with pytest.raises(ValueError, match="'g' is a rule and a group"):
        plugins.distinct([one, one._replace(id="g", group="h")])


def test_nothing_is_imported_where_there_are_none():
    write({"wflint.toml": "ignore = ['unused-step']", "flow.json": JSON})
    code = "import sys; from wflint.cli import main; main(['.']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"wflint.configured", "jsonpath_rfc9535", "importlib.metadata", "pkgutil"}
    assert "wflint.plugins" in loaded
