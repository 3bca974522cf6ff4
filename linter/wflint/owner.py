"""Whose a place in a document is: a step's or a version's, whose name stays when others move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import Path

_STEP = ("id", "step_id", "name")
_VERSION = ("version_id", "version", "id")


def find_owner(value: object, path: Path) -> str | None:
    """The id of the innermost step that ``path`` leads through, or else of the version, if there is one.

    ``value`` is the document that ``path`` begins in.
    """
    step = version = None
    for depth in range(len(path) + 1):
        if isinstance(value, dict):
            if depth > 1 and path[depth - 2] == "steps":
                step = _name(value, _STEP) or step
            elif step is None:
                version = version or _name(value, _VERSION)
        try:
            value = value[path[depth]]  # type: ignore[index]
        except (LookupError, TypeError):
            break
    return step or version


def _name(value: dict[str, object], keys: tuple[str, ...]) -> str | None:
    return next((name for key in keys if isinstance(name := value.get(key), str)), None)
