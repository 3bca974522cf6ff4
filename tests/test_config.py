"""Settings: found, read, and explained when they are wrong."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT
from wflint import config, config_model
from wflint.config import Config, ConfigError
from wflint.config_folder import FolderConfig
from wflint.files import absolute
from wflint.kinds import KINDS
from wflint.rules import all_rules
from wflint.toml_places import line_and_column, locate

RULE = all_rules()[0]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(config.__file__).parents[1])}

FULL = f"""
select = ["{RULE.group}"]
ignore = ["{RULE.id}"]
extend-select = []
exclude = ["fixtures/"]
catalog = "data/models.json"
baseline = "known.json"
fail-on = "warning"
reference-style = "path"
[severity]
{RULE.id} = "info"
[per-file-ignores]
"legacy/" = ["{RULE.group}"]
"old/" = {{rules = ["{RULE.id}"], reason = "they go in May"}}
[kinds]
"flows/*.json" = "eachlabs-flow-export"
"""


def write(path: Path, text: str | bytes = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(path: Path | str) -> list[str]:
    """The lines of the error, without the path's own folders."""
    with pytest.raises(ConfigError) as caught:
        config.load(str(path))
    return [line.removeprefix(f"{Path(path).parent}/") for line in str(caught.value).splitlines()]


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = str(write(tmp_path / "wflint.toml", FULL))
    assert config.load(path) == Config(
        path=path,
        root=str(tmp_path),
        select=(RULE.group,),
        ignore=(RULE.id,),
        extend_select=(),
        severity={RULE.id: "info"},
        per_file_ignores={"legacy/": (RULE.group,), "old/": (RULE.id,)},
        exclude=("fixtures/",),
        kinds={"flows/*.json": "eachlabs-flow-export"},
        fail_on="warning",
        reference_style="path",
        catalog=f"{tmp_path}/data/models.json",
        baseline=f"{tmp_path}/known.json",
    )
    lines = ["[project]", "name = 'x'", "[tool.wflint]", *FULL.replace("\n[", "\n[tool.wflint.").splitlines()]
    shared = str(write(tmp_path / "b/pyproject.toml", "\r\n".join(["\ufeff#", *lines])))
    assert config.load(shared) == config.load(path)._replace(
        path=shared,
        root=f"{tmp_path}/b",
        catalog=f"{tmp_path}/b/data/models.json",
        baseline=f"{tmp_path}/b/known.json",
    )


def test_the_default_settings_are_those_of_the_model() -> None:
    model = config_model.Settings()
    for name, value in config.default()._asdict().items():
        if name not in ("path", "root"):
            plain = getattr(model, name)
            assert value == (tuple(plain) if isinstance(plain, list) else plain)


@pytest.mark.parametrize(
    ("near", "file"),
    [
        ("p/a.json", "p/wflint.toml"),
        ("p/q/r/none.json", "p/q/pyproject.toml"),
        ("p/q/", "p/q/pyproject.toml"),
        ("p/q/other/a.json", "p/q/pyproject.toml"),
        ("both/x", "both/wflint.toml"),
        ("both", "both/wflint.toml"),
        ("dotted/a", "dotted/pyproject.toml"),
        ("inline/a", "inline/pyproject.toml"),
        ("spaced/a", "spaced/pyproject.toml"),
        ("a.json", "wflint.toml"),
        ("mentions/a.json", "wflint.toml"),
        ("broken/a.json", "wflint.toml"),
    ],
)
def test_the_nearest_file_upwards_counts(
    near: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "wflint.toml")
    write(tmp_path / "p/wflint.toml")
    write(tmp_path / "p/q/pyproject.toml", "[tool.wflint]\nfail-on = 'never'")
    write(tmp_path / "p/q/other/pyproject.toml", "[tool.ruff]")
    write(tmp_path / "both/wflint.toml")
    write(tmp_path / "both/pyproject.toml", "[tool.wflint]\nfail-on = 'never'")
    write(tmp_path / "dotted/pyproject.toml", "tool.wflint.fail-on = 'never'")
    write(tmp_path / "inline/pyproject.toml", "tool = { other = 1, wflint = { fail-on = 'never' } }")
    write(tmp_path / "spaced/pyproject.toml", "[ tool . 'wflint' ]\nfail-on = 'never'")
    write(
        tmp_path / "mentions/pyproject.toml", "dev = ['wflint']\n[tool.wflint-more]\n[tool]\nother = 'wflint'"
    )
    write(tmp_path / "broken/pyproject.toml", "dev = ['wflint'\n[[[")
    monkeypatch.chdir(tmp_path)
    assert config.find(near) == file
    assert config.find(str(tmp_path / near)) == file
    expected = "never" if file.endswith("pyproject.toml") else None
    assert (config.nearest(near).path, config.nearest(near).fail_on) == (file, expected)
    assert config.nearest(near).root == str((tmp_path / file).parent)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """Nothing above a temporary folder configures wflint."""
    assert config.find(str(tmp_path / "a.json")) is None
    assert config.nearest(str(tmp_path / "a.json")) == config.default()


@pytest.mark.parametrize(
    ("path", "kind", "ignored", "excluded"),
    [
        ("flows/a.json", "eachlabs-version", ("g1",), False),
        ("flows/deep/b.json", None, (), False),
        ("flows/b.json", "eachlabs-flow-export", (), False),
        ("x/legacy/y/c.json", None, ("g2", "g1"), False),
        ("x/drop/y/c.json", None, (), True),
        ("x/drop.json", None, (), False),
        ("../flows/a.json", None, ("g1",), False),
    ],
)
def test_patterns_count_from_the_folder_of_the_file(
    path: str,
    kind: str | None,
    ignored: tuple[str, ...],
    excluded: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = Config(
        "wflint.toml",
        str(tmp_path),
        kinds={
            "flows/*.json": "eachlabs-flow-export",
            "/flows/a.json": "eachlabs-version",
            "!flows/b.json": "x",
        },
        per_file_ignores={
            "legacy/": ("g2", "g1"),
            "a.json": ("g1",),
            "legacy/y/": ("g2",),
            "flows/deep/": (),
        },
        exclude=("drop/", "!x/drop/y/"),
    )
    (tmp_path / "else").mkdir()
    for folder, given in (
        (tmp_path, path),
        (tmp_path / "else", f"../{path}"),
        (tmp_path, str(tmp_path / path)),
    ):
        monkeypatch.chdir(folder)
        folder = FolderConfig(settings, absolute(os.path.dirname(given)))
        assert folder.kind_for(given) == kind
        assert folder.excludes(given) == excluded
        assert tuple(dict.fromkeys(ignore.name for ignore in folder.ignored_for(given))) == ignored


FAULTY = [
    ("selct = []", ["1:1: unknown key 'selct'; did you mean 'select'?"]),
    ("\n\n  fail_on = 'error'", ["3:3: unknown key 'fail_on'; did you mean 'fail-on'?"]),
    ("baselin = 'x'", ["1:1: unknown key 'baselin'; did you mean 'baseline'?"]),
    ("baseline = ['x']", ["1:12: 'baseline' must be a string, not a list"]),
    (
        "per-file-ignores = {'a#/b/~' = []}",
        ["1:21: '/b/~' is no JSON Pointer: '~' is written '~0', and '/' in a key '~1'"],
    ),
    ("[kindz]\na = 'b'", ["1:2: unknown key 'kindz'; did you mean 'kinds'?"]),
    ("select = 'reference'", ["1:10: 'select' must be a list, not a string"]),
    (f"select = [\n 1, # one\n '{RULE.id}'\n]", ["2:2: item 1 of 'select' must be a string, not a number"]),
    ("catalog = true", ["1:11: 'catalog' must be a string, not a boolean"]),
    ("catalog = 2020-01-01", ["1:11: 'catalog' must be a string, not a date or time"]),
    ("severity = []", ["1:12: 'severity' must be a table, not a list"]),
    (
        "fail-on = 'eror'",
        ["1:11: 'fail-on' must be 'error', 'warning', 'info' or 'never', not 'eror'; did you mean 'error'?"],
    ),
    ("fail-on = 1", ["1:11: 'fail-on' must be 'error', 'warning', 'info' or 'never', not a number"]),
    ("kinds.'*.json' = 'asteroid'", ["1:18: unknown kind 'asteroid'"]),
    (
        "kinds = {'é' = 'asteroid-workflw'}",
        ["1:16: unknown kind 'asteroid-workflw'; did you mean 'asteroid-workflow'?"],
    ),
    ("reference-style = ''", ["1:19: 'reference-style' must be 'auto', 'template' or 'path', not ''"]),
    (
        "per-file-ignores.'a' = [{}]",
        ["1:25: item 1 of 'a' of 'per-file-ignores' must be a string, not a table"],
    ),
    (
        "per-file-ignores.'a' = {rules = [1], reason = 2}",
        [
            "1:34: item 1 of 'rules' of 'a' of 'per-file-ignores' must be a string, not a number",
            "1:47: 'reason' of 'a' of 'per-file-ignores' must be a string, not a number",
        ],
    ),
    (
        "[per-file-ignores]\na = {rule = []}",
        ["2:5: 'a' of 'per-file-ignores' lacks 'rules'", "2:6: unknown key 'rule'; did you mean 'rules'?"],
    ),
    ("per-file-ignores = {a = 'x'}", ["1:25: 'a' of 'per-file-ignores' must be a list, not a string"]),
    ("[per-file-ignores.a]\nrules = ['nonsense-rule-name']", ["2:10: unknown rule 'nonsense-rule-name'"]),
    ("ignore = ['no-such-thing-at-all']", ["1:11: unknown rule 'no-such-thing-at-all'"]),
    (
        f"select = ['{RULE.id}', '{RULE.id}x']",
        [f"1:{len(RULE.id) + 15}: unknown rule '{RULE.id}x'; did you mean '{RULE.id}'?"],
    ),
    (f"[severity]\n{RULE.id}x = 'info'", [f"2:1: unknown rule '{RULE.id}x'; did you mean '{RULE.id}'?"]),
    (
        f"severity.{RULE.group} = 'info'",
        [f"1:10: unknown rule '{RULE.group}'; it is a group, and a severity is a rule's"],
    ),
    ("[per-file-ignores]\n'*' = ['nonsense-rule-name']", ["2:8: unknown rule 'nonsense-rule-name'"]),
    (
        f"severity.{RULE.id} = 'off'",
        [f"1:{len(RULE.id) + 13}: '{RULE.id}' of 'severity' must be 'error', 'warning' or 'info', not 'off'"],
    ),
    (
        "zzz = 1\nignore = ['nonsense-rule-name']\nselect = 1",
        [
            "1:1: unknown key 'zzz'",
            "2:11: unknown rule 'nonsense-rule-name'",
            "3:10: 'select' must be a list, not a number",
        ],
    ),
    ("select = ", ["1:10: invalid value at the end of the file"]),
    ("a = 1\nb = = 2", ["2:5: invalid value"]),
    (b"a = '\xff'", [" byte 0xff is not UTF-8"]),
    ("a = " + "[" * 5000, [" it is nested too deeply"]),
]


@pytest.mark.parametrize(("text", "lines"), FAULTY, ids=range(len(FAULTY)))
def test_faults_are_explained_where_they_stand(text: str | bytes, lines: list[str], tmp_path: Path) -> None:
    assert faults(write(tmp_path / "wflint.toml", text)) == [f"wflint.toml:{line}" for line in lines]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[project]\n[tool.wflint]\nselct = []", "3:1: unknown key 'selct'; did you mean 'select'?"),
        ("[tool.wflint.kinds]\n'a' = 'b'", "2:7: unknown kind 'b'"),
        ("tool.wflint = 1", "1:15: the configuration must be a table, not a number"),
        ("[[tool.wflint]]\n", "1:8: the configuration must be a table, not a list"),
        ("[tool.ruff]", " there is no table [tool.wflint] in it"),
    ],
)
def test_faults_in_a_project_file(text: str, line: str, tmp_path: Path) -> None:
    assert faults(write(tmp_path / "pyproject.toml", text)) == [f"pyproject.toml:{line}"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "wflint.toml").mkdir()
    assert faults(tmp_path / "wflint.toml") == ["wflint.toml: not a regular file"]
    assert faults(tmp_path / "no.toml") == ["no.toml: no such file or folder"]
    with pytest.raises(ConfigError, match=r"wflint\.toml: not a regular file"):
        config.nearest(str(tmp_path / "a.json"))


TOML = """
# [not.a.table]
a = "x # ]" # ]
b . "c.d" . 'e' = [ 1, [ "],", '''
],''' ], # ]
  { f = [2], "g\\u0041" = \"\"\"}"\\"\"\"\"\"\" } , ]
[t . "u v"]
h = 2020-01-01 00:00:00
i = {}
[[s]]
j = 1
[s.k]
l = 1
[[s]]
j = 2
[[s.m]]
n = 1
"""


def test_places_of_toml() -> None:
    """Every key and item of the parsed value has a place, and the text there is the key or the item."""
    expected: dict[tuple[str | int, ...], str] = {
        ("a",): '"x #', ("b",): "[ 1,", ("b", "c.d"): "[ 1,", ("b", "c.d", "e"): "[ 1,",
        ("b", "c.d", "e", 0): "1,", ("b", "c.d", "e", 1): '[ "]', ("b", "c.d", "e", 1, 0): '"],"',
        ("b", "c.d", "e", 1, 1): "'''\n", ("b", "c.d", "e", 2): "{ f ", ("b", "c.d", "e", 2, "f"): "[2],",
        ("b", "c.d", "e", 2, "f", 0): "2],", ("b", "c.d", "e", 2, "gA"): '"""}',
        ("t",): "t . ", ("t", "u v"): '"u v', ("t", "u v", "h"): "2020", ("t", "u v", "i"): "{}\n[",
        ("s",): "s]]\n", ("s", 0): "s]]\n", ("s", 0, "j"): "1\n[s", ("s", 0, "k"): "k]\nl",
        ("s", 0, "k", "l"): "1\n[[",
        ("s", 1): "s]]\n", ("s", 1, "j"): "2\n[[", ("s", 1, "m"): "m]]\n", ("s", 1, "m", 0): "m]]\n",
        ("s", 1, "m", 0, "n"): "1\n",
    }  # fmt: skip
    places = locate(TOML)
    assert set(places) == set(paths(tomllib.loads(TOML)))
    assert set(expected) == set(places)
    for path, start in expected.items():
        if path not in (("b",), ("b", "c.d")):  # a dotted key stands for the tables it makes
            assert TOML[places[path].value :].startswith(start.rstrip(",")), path
    assert line_and_column(TOML, places["s", 1, "m", 0, "n"].key) == (TOML.count("\n"), 1)


def paths(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    return [
        *([above] if above else []),
        *(path for key, item in inner for path in paths(item, (*above, key))),
    ]


def test_the_bundled_schema_is_the_models() -> None:
    """After a change to the model: ``python -m wflint.config_model``."""
    bundled = (ROOT / "schemas" / "wflint-config.json").read_text(encoding="utf-8")
    assert json.loads(bundled) == config_model.json_schema()
    assert bundled == config_model.schema_text()


def test_schema_and_model_agree() -> None:
    """On settings made at random; the schema decides on every run, the model explains."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft7Validator(config_model.json_schema())
    chance = random.Random(7)
    keys = [*config_model.json_schema()["properties"], "selct", "fail_on"]
    leaves = [
        "error",
        "never",
        "path",
        "auto",
        *KINDS,
        "x",
        "",
        1,
        0,
        1.5,
        True,
        False,
        [],
        {},
        ["x"],
        [1],
        [[]],
        {"rules": ["x"]},
        {"rules": ["x"], "reason": 1},
    ]
    verdicts = []
    for _ in range(4000):
        table = {}
        for key in chance.sample(keys, chance.randint(0, 2)):
            leaf = chance.choice(leaves)
            table[key] = chance.choice([leaf, {"g": leaf}, {"g": leaf, "h": "error"}, [leaf, "y"]])
        verdicts.append(validator.is_valid(table))
        assert verdicts[-1] == (not config_model.faults(table)), table
    assert 500 < sum(verdicts) < 3500


def test_pydantic_stays_out_of_a_run_with_good_settings(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.wflint]\nexclude = ['x/']\nfail-on = 'never'\n")
    code = (
        "import sys; from wflint import config; print(config.nearest('.').fail_on); "
        "print({'pydantic', 'jsonschema', 'referencing', 'pathlib'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "never\nset()\n", run.stderr
