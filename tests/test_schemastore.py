"""The entry and the fixtures for SchemaStore, held against the checks that its ``cli.js`` makes."""

import json
import subprocess

import pytest
import yaml

from conftest import ROOT
from editor import node_modules
from wflint.file_names import PATTERNS

STORE = ROOT / "docs" / "schemastore"
CATALOG = json.loads((STORE / "catalog.json").read_text("utf-8"))
VALIDATION = json.loads((STORE / "schema-validation.json").read_text("utf-8"))
[NAME] = VALIDATION["options"]

KNOWN_THERE = (
    *("allowTrailingCommas", "defaultSnippets", "markdownDescription"),
    *("enumDescriptions", "markdownEnumDescriptions"),
)
"""The keywords of editors that SchemaStore adds to Ajv for every schema."""

AJV = """
const path = require("path");
const load = (name) => require(path.join(process.argv[1], name)).default;
const { schema, options, keywords, documents } = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const ajv = new (load("ajv"))(options);
load("ajv-formats")(ajv);
keywords.forEach((keyword) => ajv.addKeyword(keyword));
const validate = ajv.compile(schema);
console.log(JSON.stringify(documents.map((document) => validate(document))));
"""
# As `ajvFactory` in SchemaStore's cli.js does for a schema under `ajvNotStrictMode`.
OPTIONS = {"strictTypes": False, "strictTuples": False, "allowMatchingProperties": True}


def ajv(documents, keywords):
    schema = json.loads((ROOT / "schemas" / NAME).read_text("utf-8"))
    request = {"schema": schema, "options": OPTIONS, "keywords": keywords, "documents": documents}
    return subprocess.run(
        ["node", "-e", AJV, node_modules("ajv", "ajv-formats")],
        input=json.dumps(request), capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def fixtures(folder):
    paths = sorted((STORE / "src" / folder / NAME.removesuffix(".json")).iterdir())
    return [yaml.safe_load(path.read_text("utf-8")) for path in paths]


def test_fixtures():
    good, bad = fixtures("test"), fixtures("negative_test")
    done = ajv(good + bad, [*KNOWN_THERE, *VALIDATION["options"][NAME]["unknownKeywords"]])
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True] * len(good) + [False] * len(bad)
    assert min(len(good), len(bad)) >= 4


def test_every_keyword_named_is_needed():
    for keyword in VALIDATION["options"][NAME]["unknownKeywords"]:
        others = [other for other in VALIDATION["options"][NAME]["unknownKeywords"] if other != keyword]
        assert f'unknown keyword: "{keyword}"' in ajv([], [*KNOWN_THERE, *others]).stderr


@pytest.mark.parametrize("entry", CATALOG, ids=[entry["name"] for entry in CATALOG])
def test_entry(entry):
    assert entry.keys() == {"name", "description", "fileMatch", "url"}
    for text in (entry["name"], entry["description"]):
        assert "schema" not in text.lower()
        assert "\n" not in text
        assert text[-1] not in ",. \t-"
    assert entry["url"].startswith("https://")
    assert (ROOT / "schemas" / entry["url"].rpartition("/")[2]).is_file()
    assert len(set(entry["fileMatch"])) == len(entry["fileMatch"])
    assert not any("/" in pattern for pattern in entry["fileMatch"])
    schema = json.loads((ROOT / "schemas" / entry["url"].rpartition("/")[2]).read_text("utf-8"))
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_names_are_the_ones_of_the_walk():
    assert CATALOG[0]["fileMatch"] == list(PATTERNS)


def test_yaml_fixtures_begin_with_the_modeline():
    for path in STORE.glob("src/*/*/*.yaml"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema=../../schemas/json/{NAME}"
