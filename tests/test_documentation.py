"""What is generated is what the rules say, and what the README promises works."""

import json
import re
import subprocess
import sys

from conftest import ROOT
from wflint import lint_text


def test_generated_documentation_is_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_examples_lint_clean_and_broken_ones_do_not():
    def check(*paths):
        return subprocess.run(
            [sys.executable, "-m", "wflint", "check", "--output-format", "json", *paths],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip

    clean = check("examples")
    assert clean.returncode == 0
    summary = json.loads(clean.stdout)["summary"]
    assert summary["files"] >= 4
    assert summary["errors"] == summary["warnings"] == 0
    broken = check("examples/broken")
    assert broken.returncode == 1
    rules = {finding["rule"] for finding in json.loads(broken.stdout)["findings"]}
    assert {
        "undefined-step",
        "missing-fallback-params",
        "missing-dot",
        "syntax-error",
        "invalid-json-schema",
    } <= rules


def test_readme_commands_are_the_ones_ci_runs():
    text = (ROOT / "README.md").read_text("utf-8")
    assert "pip install . && wflint check examples/" in text
    assert re.search(r'<!-- test -->\n```console\npip install -e "\.\[test\]" && python -m pytest\n```', text)


def test_suppressions_in_the_readme_suppress():
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("### Suppressing a finding")[2].partition("### ")[0]
    examples = re.findall(r"```(yaml|json)\n(.*?)```", section, re.DOTALL)
    assert [language for language, _ in examples] == ["yaml", "json"]
    for language, example in examples:
        assert lint_text(example, f"a.{language}") == []
        assert lint_text(example.replace("ignore", "ignored"), f"a.{language}")
