"""Findings that are known: held while they are there, whatever moves, and told of when they are gone."""

import json
import random
from pathlib import Path

import pytest

from command_line import BAD, CONCISE, MENDED, bare, big, process, wflint, write  # noqa: F401 - a fixture
from faults import FAULTS
from generated import Document

FILE = "known.json"


def entries(path=FILE):
    return json.loads(Path(path).read_text("utf-8"))["findings"]


def test_what_is_written_is_held():
    write({"flows/a.json": BAD, "b.json": MENDED.replace("inputs.topic", "inputs.topc")})
    status, out, err = wflint("--write-baseline", FILE)
    assert status == 0
    assert out == "All good: 2 files checked; the baseline holds 2 findings.\n"
    assert err == "wflint: 'known.json' now holds 2 findings of this run: 2 new, 0 taken out\n"
    assert [list(entry.values())[:3] for entry in entries()] == [
        ["b.json", "undefined-input", "draft"],
        ["flows/a.json", "undefined-step", "review"],
    ]
    text = Path(FILE).read_text("utf-8")
    assert len(text.splitlines()) == 2 + 2, "one entry a line"
    assert wflint("--baseline", FILE)[::2] == (0, "")
    status, out, _ = wflint("--baseline", FILE, "--output-format", "json")
    assert json.loads(out)["summary"] == {
        "files": 2, "skipped": 1, "errors": 0, "warnings": 0, "infos": 0, "held": 2,
    }  # fmt: skip
    wflint("--write-baseline", FILE)
    assert Path(FILE).read_text("utf-8") == text


def test_new_findings_are_reported():
    write({"a.json": BAD})
    wflint("--write-baseline", FILE)
    write({"a.json": BAD.replace("{{draft.output}}", "{{drat.output}} {{drfat.output}}")})
    status, out, err = wflint("--baseline", FILE)
    assert status == 1
    assert out.count("error[") == 2
    assert out.endswith(
        "Found 2 errors in 1 file (2 fixable with --unsafe-fixes); the baseline holds 1 finding.\n"
    )
    assert not err


def test_what_is_gone_is_told_of_and_taken_out():
    write({"a.json": BAD, "b.json": BAD, "c.json": BAD})
    wflint("--write-baseline", FILE)
    write({"a.json": MENDED})
    note = (
        "wflint: 'known.json' holds 1 finding no longer there; "
        "the same command with --write-baseline known.json takes out what is gone\n"
    )
    assert wflint("a.json", "b.json", "--baseline", FILE)[::2] == (0, note)
    assert wflint("--baseline", FILE, "--quiet") == (0, "", "")
    assert wflint("b.json", "--baseline", FILE)[2] == "", "it was not looked at"
    assert wflint("--select", "fallback", "--baseline", FILE)[2] == "", "the rule did not run"
    Path("c.json").unlink()
    _, _, err = wflint("a.json", "--write-baseline", FILE)
    assert err == "wflint: 'known.json' now holds 0 findings of this run: 0 new, 2 taken out\n"
    assert [entry["file"] for entry in entries()] == ["b.json"], (
        "a file that is not there is nobody's, and counted"
    )
    wflint("--select", "fallback", "--write-baseline", FILE)
    assert [entry["file"] for entry in entries()] == ["b.json"]


def test_what_was_known_of_a_deleted_file_is_gone():
    write({"a.json": BAD, "b.json": BAD, "good.json": MENDED})
    wflint("--write-baseline", FILE)
    Path("a.json").unlink()
    Path("b.json").unlink()
    status, _, err = wflint("--baseline", FILE)
    assert (status, err.partition(";")[0]) == (0, "wflint: 'known.json' holds 2 findings no longer there")
    assert wflint("--write-baseline", FILE)[2].endswith(" 0 new, 2 taken out\n")
    assert entries() == []
    assert wflint("--baseline", FILE)[2] == ""


def test_it_is_configured_and_found_from_anywhere():
    write({"p/flows/a.json": BAD, "p/wflint.toml": 'baseline = "known.json"\n'})
    assert wflint("p")[2].startswith("wflint: p/wflint.toml: 'baseline': p/known.json: ")
    assert wflint("p", "--write-baseline", "p/known.json")[0] == 0
    assert entries("p/known.json")[0]["file"] == "flows/a.json"
    assert wflint("p")[0] == 0
    assert wflint("p", "--no-config")[0] == 1
    assert wflint("-", "--stdin-filename", "p/flows/a.json", stdin=BAD.encode())[0] == 0
    assert wflint("-", "--stdin-filename", "p/flows/b.json", stdin=BAD.encode())[0] == 1
    inside = process(cwd="p/flows")
    assert inside.communicate()[0] == b"All good: 1 file checked; the baseline holds 1 finding.\n"
    assert inside.returncode == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "it is no baseline; --write-baseline writes one"),
        ("[", "it is no baseline; --write-baseline writes one"),
        ('{"version": 1, "findings": [{}]}', "it is no baseline; --write-baseline writes one"),
        ('{"version": 2, "findings": []}', "it is of version 2, not 1"),
        (None, "no such file"),
    ],
)
def test_what_is_no_baseline_is_refused(text, reason):
    write({"a.json": BAD} | ({FILE: text} if text else {}))
    status, out, err = wflint("a.json", "--baseline", FILE)
    assert (status, out) == (2, "")
    assert err.startswith(f"wflint: --baseline: known.json: {reason}")
    if text:
        assert wflint("a.json", "--write-baseline", FILE)[0] == 2
        assert Path(FILE).read_text("utf-8") == text, "it may be somebody's"


def test_a_baseline_that_cannot_be_written():
    write({"a.json": BAD})
    status, _, err = wflint("a.json", "--write-baseline", "none/known.json")
    assert (status, err) == (2, "wflint: cannot write 'none/known.json': no such file or directory\n")
    assert wflint("a.json", "--write-baseline", FILE, "--diff")[0] == 2
    assert not Path(FILE).exists()


def test_what_is_held_is_mended_all_the_same():
    write({"a.json": BAD})
    wflint("--write-baseline", FILE)
    status, out, err = wflint("--baseline", FILE, "--unsafe-fixes")
    assert (status, Path("a.json").read_text("utf-8")) == (0, MENDED)
    assert out == "Fixed 1 finding. All good: 1 file checked, 1 passed over.\n"
    assert "holds 1 finding no longer there" in err


def test_suppressed_findings_are_not_held():
    write({"a.yaml": "steps:\n  - {id: a, model: m, params: {p: '{{b.output}}'}}  # wflint: ignore\n"})
    wflint("--write-baseline", FILE)
    assert entries() == []


def test_the_number_of_processes_changes_nothing():
    write({f"f{number}.json": BAD.replace("review", f"r{number}") for number in range(12)})
    write({"big.json": big(40)})
    written = []
    for jobs in (1, 2, 3):
        Path(FILE).unlink(missing_ok=True)
        said = wflint("--write-baseline", FILE, "--jobs", jobs)
        written.append((said, Path(FILE).read_bytes()))
    assert written[0] == written[1] == written[2]
    write({"f3.json": MENDED, "f4.json": BAD.replace("drfat", "darft")})
    runs = [wflint("--baseline", FILE, "--jobs", jobs, "--output-format", "concise") for jobs in (1, 2, 3)]
    assert runs[0] == runs[1] == runs[2]
    assert CONCISE.replace("drfat", "darft") in runs[0][1]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_layout_and_order_change_nothing(fault):
    """The same values in another layout, with other documents before them, are the same findings."""
    for seed in range(3):
        value = Document(seed, fault.name, "json").value
        write({"a.jsonl": json.dumps(value) + "\n"})
        wflint("a.jsonl", "--write-baseline", FILE)
        other = json.dumps({"steps": [{"id": f"other{seed}", "model": "m", "params": {"text": "hello"}}]})
        blank = "\n" * random.Random(seed).randint(0, 3)
        write({"a.jsonl": f"{other}\n{blank}{json.dumps(value, separators=(',', ':'))}\n"})
        status, out, err = wflint("a.jsonl", "--baseline", FILE, "--fail-on", "info")
        assert (status, err) == (0, ""), out


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_steps_that_move_are_the_same(name):
    """More steps before one, comments and indentation do not make its findings new."""
    definition = json.loads(BAD)
    shape = {"indent": 1} if name == "a.json" else {}
    write({name: json.dumps(definition, **shape)})
    wflint(name, "--write-baseline", FILE)
    definition["steps"].insert(0, {"id": "first", "type": "model", "model": "m", "params": {"n": 1}})
    definition["steps"][2]["params"] = {"first": "{{first.output}}", **definition["steps"][2]["params"]}
    text = json.dumps(definition, indent=3)
    write({name: text if name == "a.json" else f"# moved\n\n{text}\n"})
    assert wflint(name, "--baseline", FILE, "--fail-on", "info")[::2] == (0, "")
