"""What documents themselves say of findings: ``metadata.wflint.ignore``, since JSON has no comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .named_tuple import NamedTuple
from .problem import Path, Place, Remove, safe
from .suppress import Suppression, is_below, name_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .model import Workflow
    from .source import Document


class _Entry(NamedTuple):
    """The names of a rule and of what is meant, as they stand at ``place``."""

    rule: str
    pointer: str
    place: Place


def find_in_workflow(
    workflow: Workflow, path: Path, document: Document, known: Collection[str]
) -> Iterator[Suppression]:
    """What the object at ``path`` of ``document``, one called ``wflint``, says of ``workflow``.

    It speaks of its own version, in pointers from the document's root. ``known`` are the names of rules and
    groups. What is malformed is left out: the bundled schemas describe it.
    """
    holder = workflow.value[path[-2]]  # type: ignore[index]
    settings = holder["wflint"] if isinstance(holder, dict) else None
    entries = settings.get("ignore") if isinstance(settings, dict) else None
    if not isinstance(holder, dict) or not isinstance(settings, dict) or not isinstance(entries, list):
        return
    # A list that gets empty goes with what holds nothing else.
    path = (*path, "ignore")
    gone = path if len(settings) > 1 else path[:-1] if len(holder) > 1 else path[:-2]
    top = Place(workflow.body_path).pointer
    for number, item in enumerate(entries):
        entry = _read(item, (*path, number))
        if entry is None:
            continue
        fault, help_ = name_fault(entry.rule, known), None
        inside = is_below(entry.pointer, top)
        if fault is None and entry.pointer[:1] not in ("", "/"):
            fault, help_ = f"'{entry.pointer}' is no JSON Pointer", "one begins with '/', as in '/steps/0'"
        elif fault is None and not inside and not is_below(top, entry.pointer):
            fault, help_ = f"'{entry.pointer}' is no part of this version", f"its parts are below '{top}'"
        yield Suppression(
            entry.rule,
            pointer=entry.pointer if inside else top,
            within=True,
            document=document,
            place=entry.place,
            fault=fault,
            help=help_,
            repair=safe("remove it", Remove((*path, number) if len(entries) > 1 else gone)),
        )


def _read(item: object, path: Path) -> _Entry | None:
    if isinstance(item, str):
        rule, colon, pointer = item.partition(":")
        return _Entry(rule, pointer, Place(path, start=0, end=len(rule)) if colon else Place(path))
    if isinstance(item, dict):
        named, meant = item.get("rule"), item.get("pointer", "")
        if isinstance(named, str) and isinstance(meant, str):
            return _Entry(named, meant, Place((*path, "rule")))
    return None
