"""The action for GitHub, the template for GitLab and the image: their schemas, and their commands run."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from command_line import BAD, GOOD
from conftest import ROOT, missing
from repository import run

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / "docs/gitlab-ci.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """The Python of an environment with nothing in it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "bad.json").write_text(BAD)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows/good.json").write_text(GOOD)
    return tmp_path


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/gitlab-ci.yml")]
)
def test_the_files_have_the_shape_that_is_published(schema, file):
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, ROOT / file, folder=ROOT)
    assert done.returncode == 0, done.stdout


def bash(folder, script, environment):
    """A step with ``shell: bash``, as a runner of GitHub starts it; output without what is from pip."""
    if shutil.which("bash") is None:
        missing("bash", "install bash")
    (folder.parent / "step.sh").write_text(script)
    command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", folder.parent / "step.sh")
    done = subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def step(python, temporary, args=""):
    """The script of the action's last step, and its environment."""
    made = ACTION["runs"]["steps"][1]
    assert "${{" not in made["run"], "what a workflow gives would be code"
    values = {"${{ steps.python.outputs.python-path }}": str(python), "${{ inputs.args }}": args}
    return made["run"], {
        **{name: values[value] for name, value in made["env"].items()},
        "PYTHONPATH": "",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "RUNNER_TEMP": str(temporary),
    }


def test_the_action_installs_this_checkout_and_runs_it(clean, project, tmp_path_factory):
    temporary = tmp_path_factory.mktemp("runner temp")
    status, out, err = bash(project, *step(clean, temporary))
    assert status == 1, err
    assert "::error file=bad.json,line=4" in out
    assert "undefined-step" in (temporary / "summary.md").read_text("utf-8")
    # a second step of the same job, with something to say
    status, out, err = bash(project, *step(clean, temporary, "flows --fail-on info"))
    assert (status, out) == (0, "All good: 1 file checked.\n"), err
    assert run(clean, "-c", "import wflint", folder=project).returncode == 1, (
        "the job's own Python is left alone"
    )


def test_the_action_keeps_to_a_python_of_its_own():
    python = ACTION["runs"]["steps"][0]
    assert python["id"] == "python"
    assert python["with"] == {"python-version": "${{ inputs.python-version }}", "update-environment": False}
    assert {"python-version", "args"} == ACTION["inputs"].keys()


def test_the_image_and_the_template_of_gitlab(clean, project, tmp_path_factory):
    """Each instruction of the Dockerfile by hand, then what the template runs in such an image."""
    image = tmp_path_factory.mktemp("image")
    path = f"{clean.parent}{os.pathsep}{os.environ['PATH']}"
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    for word, _, rest in (line.partition(" ") for line in lines):
        if word == "COPY":
            *names, target = rest.split()
            for name in names:
                inside = image / target.lstrip("/")
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, inside)
                else:
                    inside.mkdir(exist_ok=True)
                    shutil.copy(ROOT / name, inside)
        elif word == "RUN":
            done = run("sh", "-c", rest.replace(" /", f" {image}/"), folder=image, env={"PATH": path})
            assert done.returncode == 0, done.stdout
        else:
            assert word in ("#", "FROM", "WORKDIR", "ENTRYPOINT")
    assert lines[-1] == 'ENTRYPOINT ["wflint"]'
    install, lint = GITLAB["wflint"]["script"]
    assert install == "pip install --quiet wflint"
    done = run("sh", "-c", lint, folder=project, env={"PATH": path, "CI_PROJECT_DIR": str(project)})
    assert done.returncode == 1
    assert "error[undefined-step]" in done.stdout
    report = Path(GITLAB["wflint"]["artifacts"]["reports"]["codequality"])
    assert '"check_name": "undefined-step"' in (project / report).read_text("utf-8")
