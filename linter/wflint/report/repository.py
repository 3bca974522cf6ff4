"""Where a finding's file stands in its repository, as the services that build it call it."""

from __future__ import annotations

import os
from urllib.parse import quote

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""What GitHub Actions and GitLab call the folder that the repository was checked out to."""


def path_in_repository(path: str) -> str:
    """``path`` as seen from the repository's root, where that is known and is above; else as it is.

    Annotations and merge requests show a finding only at a path that they know.
    """
    path = path.removeprefix("./")
    root = next(filter(None, map(os.environ.get, _ROOTS)), None)
    if root is None or path.startswith("<"):
        return path
    try:
        folder = os.path.relpath(os.path.realpath(os.path.dirname(path)), os.path.realpath(root))
    except (OSError, ValueError):  # another drive
        return path
    inside = os.path.normpath(os.path.join(folder, os.path.basename(path))).replace(os.sep, "/")
    return path if inside.startswith("../") else inside


def uri_path(path: str) -> str:
    """``path`` as it stands in a URI: escaped, and with slashes."""
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    try:
        return quote(path, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe="/", errors="replace")


def page(path: str, line: int | None, end_line: int | None = None) -> str:
    """The address of the file's page at the commit that is built, or of the file itself."""
    inside = uri_path(path_in_repository(path))
    at = "" if line is None else f"#L{line}"
    environment = os.environ.get
    if repository := environment("GITHUB_REPOSITORY"):
        server = environment("GITHUB_SERVER_URL", "https://github.com")
        until = f"-L{end_line}" if at and end_line and end_line != line else ""
        return f"{server}/{repository}/blob/{environment('GITHUB_SHA', 'HEAD')}/{inside}{at}{until}"
    if project := environment("CI_PROJECT_URL"):
        until = f"-{end_line}" if at and end_line and end_line != line else ""
        return f"{project}/-/blob/{environment('CI_COMMIT_SHA', 'HEAD')}/{inside}{at}{until}"
    return f"{inside}{at}"
