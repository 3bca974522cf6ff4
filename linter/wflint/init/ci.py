"""A job for the CI whose files are there: GitHub's or GitLab's."""

from __future__ import annotations

import os

from .. import __version__
from ..problem import Insert
from ..readers import read
from ..source import Source
from .proposal import Advice, Proposal, find, mentions_wflint

GITHUB = f"""\
name: wflint
on: [push, pull_request]
permissions:
  contents: read
jobs:
  wflint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: wflint/wflint@v{__version__}
"""
GITLAB = """\
wflint:
  image: python:3.13-slim
  script:
    - pip install --quiet wflint
    - wflint --output-format text --output-format gitlab --output-file gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def propose(root: str) -> list[Proposal | Advice]:
    """What to write for the repository in the folder ``root``."""
    return [proposal for proposal in (_github(root), _gitlab(root)) if proposal is not None]


def _github(root: str) -> Proposal | None:
    if not os.path.isdir(os.path.join(root, ".github")):
        return None
    folder = os.path.join(root, ".github", "workflows")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        try:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                if mentions_wflint(file.read()):
                    return None
        except OSError:
            pass  # a folder, or nothing of ours
    path = os.path.join(folder, "wflint.yml")
    return None if os.path.lexists(path) else Proposal(path, None, GITHUB)


def _gitlab(root: str) -> Proposal | Advice | None:
    found = find(os.path.join(root, ".gitlab-ci.yml"), "yaml", GITLAB)
    if found is None or isinstance(found, Advice):
        return found
    if mentions_wflint(found.source.text):
        return None
    value = found.document.value if found.document else None
    stages = value.get("stages", ["test"]) if isinstance(value, dict) else []
    # What is included may name the stages, and the job would be in one of them.
    if (
        not isinstance(value, dict)
        or "include" in value
        or not isinstance(stages, list)
        or "test" not in stages
    ):
        return Advice(found.path, "whether there is a stage 'test' is not certain", GITLAB)
    job = read(Source("", GITLAB, "yaml"))[0].value
    assert isinstance(job, dict)  # noqa: S101 - it stands above
    return found.changed(*(Insert((), name, said) for name, said in job.items()), otherwise=GITLAB)
