"""Write what is generated: the rules' pages, the README's table and frame, the mixed schema, the hooks.

``python docs/generate.py`` writes; ``--check`` only says what is out of date, and exits 1 if anything is.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

import pre_commit_hooks
import schemastore_files
from any_workflow import any_workflow

from wflint.api import lint_text
from wflint.engine import open_source
from wflint.init.ci import GITLAB
from wflint.report.notice import show
from wflint.report.rule_list import listing
from wflint.report.rule_page import markdown
from wflint.report.style import Style
from wflint.rules import all_rules
from wflint.standalone import ANY, text_of

ROOT = Path(__file__).resolve().parent.parent
_INCLUDE = """\
# include:
#   - remote: https://raw.githubusercontent.com/wflint/wflint/main/docs/gitlab-ci.yml
"""
PLAIN = Style(color=False, width=100)


def generated() -> dict[Path, str]:
    """Every generated file's whole text, by its path."""
    pages = ROOT / "docs" / "rules"
    files = {pages / rule.group / f"{rule.id}.md": markdown(rule) for rule in all_rules()}
    files[pages / "README.md"] = _index()
    files[ROOT / "schemas" / f"{ANY}.json"] = text_of(any_workflow()) + "\n"
    files[ROOT / "docs" / "gitlab-ci.yml"] = _INCLUDE + GITLAB
    files[ROOT / ".pre-commit-hooks.yaml"] = pre_commit_hooks.text()
    store = ROOT / "docs" / "schemastore"
    files.update({store / path: text for path, text in schemastore_files.files().items()})
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    text = _replace(text, "<!-- rules -->", "<!-- /rules -->", f"\n{listing(all_rules(), 'markdown', PLAIN)}")
    frame = re.search(r"<!-- frame: (\S+) (\S+) -->", text)
    if frame is None:
        raise ValueError("the README shows no frame")
    files[readme] = _replace(
        text, frame[0], "<!-- /frame -->", f"\n```text\n{_frame(frame[1], frame[2])}\n```\n"
    )
    return files


def _index() -> str:
    parts = ["# Rules", "", "Generated from the rule files by `python docs/generate.py`."]
    for group, rules in groupby(all_rules(), key=lambda rule: rule.group):
        parts += ["", f"## {group}", ""]
        parts += [f"- [`{rule.id}`]({rule.group}/{rule.id}.md): {rule.summary}" for rule in rules]
    return "\n".join(parts) + "\n"


def _frame(name: str, rule: str) -> str:
    """What the terminal shows of the findings of ``rule`` in the file ``name``."""
    text = (ROOT / name).read_text("utf-8")
    source = open_source(name, text)
    return "\n\n".join(show(f, source, PLAIN).rstrip() for f in lint_text(text, name) if f.rule == rule)


def _replace(text: str, start: str, end: str, content: str) -> str:
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    return f"{head}{start}{content}{end}{tail}"


def stale() -> list[Path]:
    """The files that are not as they would be generated, and pages of rules that are gone."""
    files = generated()
    pages = {*(ROOT / "docs" / "rules").rglob("*.md"), *(ROOT / "docs" / "schemastore" / "src").rglob("*.*")}
    changed = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    return sorted({*changed, *(pages - files.keys())})


def main() -> int:
    """Write, or with ``--check`` compare."""
    old = stale()
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"out of date: {path.relative_to(ROOT)} (run python docs/generate.py)")
        return int(bool(old))
    files = generated()
    for path in old:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], "utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
