"""What the tests share: the project's folders, and what to do when a real tool is not there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


def missing(tool, how):
    """Skip the test for want of ``tool`` and say how to get it; where skipping is forbidden, fail.

    ``WFLINT_WITHOUT`` lists the tools that cannot be had there.
    """
    reason = f"needs {tool}: {how}"
    if os.environ.get("WFLINT_NO_SKIP") == "1" and tool not in os.environ.get("WFLINT_WITHOUT", "").split():
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def corpus():
    """The folder of real public documents that stands beside some checkouts."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real documents is not beside this checkout")
    return CORPUS


@pytest.fixture(scope="session")
def editor(tmp_path_factory):
    """The language services of real editors, with the schemas that ``wflint schema --output`` writes."""
    from editor import Editor
    from wflint.cli import main

    folder = tmp_path_factory.mktemp("repository") / ".wflint"
    assert main(["schema", "--output", str(folder)]) == 0
    made = Editor(folder)
    yield made
    made.close()
