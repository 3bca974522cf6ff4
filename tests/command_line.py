"""wflint's command line, run in this process or in one of its own, and files to run it on."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from wflint.cli import main

GOOD = """\
{"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
 "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}}]}
"""
BAD = """\
{"input_schema": {"properties": {"topic": {"type": "string"}}, "required": ["topic"]},
 "steps": [{"id": "draft", "type": "model", "model": "m", "params": {"prompt": "{{inputs.topic}}"}},
           {"id": "review", "type": "model", "model": "m",
            "params": {"text": "Review: {{drfat.output}}", "style": "{{draft.output}}"}}]}
"""
MENDED = BAD.replace("drfat", "draft")
OTHER = '{"name": "left-pad", "version": "1.0.0"}\n'
MESSAGE = "no step 'drfat'; did you mean 'draft'?"
CONCISE = "4:41: error undefined-step " + MESSAGE
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path)}

CI = (
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
    "GITHUB_REPOSITORY",
    "CI_PROJECT_DIR",
    "CI_PROJECT_URL",
)

posix = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """A folder of its own, and an environment that says nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", *CI):
        monkeypatch.delenv(name, raising=False)


def wflint(*words, stdin=b""):
    """Run wflint in this process: exit status, standard output, standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([str(word) for word in words])
    finally:
        sys.stdin = before
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8", "surrogateescape"))
    return status, *texts


def process(*words, env=ENVIRONMENT, **options):
    """wflint in a process of its own."""
    command = [sys.executable, "-m", "wflint", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, **options)


def write(files):
    """Make files of these texts or bytes, with their folders."""
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def big(steps):
    """A definition that takes a while."""
    texts = [
        {"p": f"{{{{s{n - 1}.output}}}} and {{{{nowhere{n}.output}}}}"} if n else {} for n in range(steps)
    ]
    return json.dumps(
        {"steps": [{"id": f"s{n}", "type": "model", "model": "m", "params": p} for n, p in enumerate(texts)]}
    )


@contextlib.contextmanager
def open_folder():
    """A working folder that every user may do everything in."""
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o777)
    with contextlib.chdir(folder):
        yield
    for path, _, _ in os.walk(folder):
        os.chmod(path, 0o700)
    shutil.rmtree(folder)


@contextlib.contextmanager
def powerless():
    """Be a user whom permissions bind."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
