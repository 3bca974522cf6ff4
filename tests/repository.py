"""Programs run in a repository of a user, whoever runs the tests and wherever."""

import os
import subprocess


def run(*command, folder, **options):
    # A hook is run by git with its own variables set, as this test may be.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_COLOR": "never"}
    environment |= {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment.pop("PYTHONPATH", None)
    environment.pop("GITHUB_ACTIONS", None)
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=environment | options.pop("env", {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def git(*words, folder):
    done = run("git", *words, folder=folder)
    assert done.returncode == 0, done.stdout
    return done.stdout
