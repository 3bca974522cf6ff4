"""Settings from ``wflint.toml`` or ``[tool.wflint]`` of ``pyproject.toml``: the nearest file upwards.

What the settings are is said in ``config_model.py``. Their pydantic model is imported only to explain a
fault: validity itself is asked of jsonschema-rs and the JSON Schema generated from that model.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from .files import Unreadable, absolute, read_bytes
from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .rule import Rule

FILE = "wflint.toml"
SHARED_FILE = "pyproject.toml"
TABLE = "wflint"
SCHEMA = "wflint-config.json"

MAX_BYTES = 1024 * 1024
"""A larger configuration is refused."""

_FOUND: dict[str, tuple[str, bytes] | None] = {}
"""What :func:`_find` has found; a tree of many folders is climbed once."""

Fault: TypeAlias = tuple[tuple[str | int, ...], bool, str]
"""Where in the settings, whether its key is at fault rather than its value, and what is wrong."""


class ConfigError(Exception):
    """A configuration that cannot be used: one line a fault, as ``path:line:column: what is wrong``."""


class Config(NamedTuple):
    """Settings, as they stand in a file or by default.

    ``path`` is the file, relative to the working folder where it is below it, or ``None``; ``root`` is the
    absolute folder that patterns are relative to, ``catalog`` and ``baseline`` paths that are joined to it.
    ``per_file_ignores`` holds names alone, not the reasons. ``fail_on`` is ``None`` where nothing is said
    about it. ``rules`` are those of ``plugins``, too.
    """

    path: str | None
    root: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    kinds: Mapping[str, str] = {}
    fail_on: str | None = None
    reference_style: str = "auto"
    catalog: str | None = None
    rules: tuple[Rule, ...] = ()
    baseline: str | None = None


def find(near: str) -> str | None:
    """The configuration file for a file or a folder, which need not exist; asks only once for each folder."""
    found = _find(_folder_of(near))
    return None if found is None else _shown(found[0])


def load(path: str) -> Config:
    """The settings in the file at ``path``. Raises :class:`ConfigError`, which lists every fault."""
    data = read_bytes(path, MAX_BYTES, named=True)
    if isinstance(data, Unreadable):
        raise ConfigError(f"{path}: {data.reason}")
    return _load(path, absolute(path), data)


def nearest(near: str) -> Config:
    """The settings for a file or a folder: of the nearest configuration file, or the default ones."""
    return nearest_to_folder(_folder_of(near))


@cache
def nearest_to_folder(folder: str) -> Config:
    """As :func:`nearest` for the files in ``folder``, an absolute path with ``/``."""
    found = _find(folder)
    return default() if found is None else _load(_shown(found[0]), *found)


def default() -> Config:
    """The settings where there is no configuration file."""
    return _default(absolute("."))


@cache
def _default(here: str) -> Config:
    return Config(None, here)


def _folder_of(near: str) -> str:
    place = absolute(near)
    return place if os.path.isdir(place) else os.path.dirname(place)


def _find(folder: str) -> tuple[str, bytes] | None:
    """The configuration file of a folder or of the nearest one above it: its absolute path and its bytes."""
    climbed = []
    while folder not in _FOUND:
        climbed.append(folder)
        found, above = _in_folder(folder), os.path.dirname(folder)
        if found is not None or above == folder:
            _FOUND[folder] = found
        else:
            folder = above
    for below in climbed:
        _FOUND[below] = _FOUND[folder]
    return _FOUND[folder]


def _in_folder(folder: str) -> tuple[str, bytes] | None:
    own, shared = (f"{folder.rstrip('/')}/{name}" for name in (FILE, SHARED_FILE))
    if os.path.lexists(own):
        data = read_bytes(own, MAX_BYTES)
        if isinstance(data, Unreadable):
            raise ConfigError(f"{_shown(own)}: {data.reason}")
        return own, data
    if os.path.lexists(shared):
        data = read_bytes(shared, MAX_BYTES)
        # one that cannot be read is not ours to complain of
        if isinstance(data, bytes) and _may_hold_table(data) and _table(_shown(shared), data) is not None:
            return shared, data
    return None


def _may_hold_table(data: bytes) -> bool:
    """A look that spares most projects the import of ``tomllib``; it may be wrong only in saying yes."""
    if b"wflint" not in data:
        return False
    dense = data.translate(None, b" \t\"'")
    return b"tool.wflint" in dense or b"[tool]" in dense or b"tool={" in dense


@cache
def _load(path: str, place: str, data: bytes) -> Config:
    table = _table(path, data)
    if table is None:
        raise ConfigError(f"{path}: there is no table [tool.wflint] in it")
    faults = _shape_faults(table)
    rules: tuple[Rule, ...] = ()
    bringing = _bringing(table)
    if bringing and not faults:
        from .configured import rules_of

        rules, faults = rules_of(bringing)
    if not (bringing and faults):  # names may be those of rules that could not be had
        faults = [*faults, *_name_faults(table, rules)]
    if faults:
        raise ConfigError(_worded(path, data, faults))
    assert isinstance(table, dict)  # noqa: S101 - so the schema says
    settings: dict[str, Any] = {key.replace("-", "_"): _frozen(value) for key, value in table.items()}
    settings.pop("plugins", None)
    if "per_file_ignores" in settings:
        settings["per_file_ignores"] = {
            key: names["rules"] if isinstance(names, dict) else names
            for key, names in settings["per_file_ignores"].items()
        }
    settings["rules"] = rules
    for key in settings.keys() & {"catalog", "baseline"}:
        settings[key] = os.path.join(os.path.dirname(path), settings[key])
    return Config(path, os.path.dirname(place), **settings)


def _bringing(table: object) -> dict[str, Any]:
    """Those of the settings that bring rules."""
    return (
        {key: table[key] for key in ("plugins", "rules") if key in table} if isinstance(table, dict) else {}
    )


@cache
def _table(path: str, data: bytes) -> object:
    """The settings as they stand in a file, of whatever shape; ``None`` for a project file without them."""
    import tomllib

    from .readers import decode

    text = decode(data)
    if not isinstance(text, str):
        raise ConfigError(f"{path}: {text.message}")
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: it is nested too deeply") from None
    except ValueError as error:
        raise ConfigError(_syntax_error(path, str(error), text)) from None
    if os.path.basename(path) != SHARED_FILE:
        return document
    tool = document.get("tool")
    return tool.get(TABLE) if isinstance(tool, dict) else None


def _shape_faults(table: object) -> list[Fault]:
    """What the model of the settings finds wrong; asked only where the schema says that something is."""
    try:
        import jsonschema_rs

        from . import catalog

        with open(os.path.join(catalog.folder(), SCHEMA), "rb") as file:
            schema = file.read().decode()
        if jsonschema_rs.Draft7Validator(schema).is_valid(table):
            return []
    except (ImportError, TypeError, ValueError):
        pass  # not installed, or a value that JSON does not have, such as a date: ask the model itself
    from .config_model import faults

    return faults(table)


def _name_faults(table: object, brought: tuple[Rule, ...]) -> Iterator[Fault]:
    """Names of rules and groups that are none: not built in, not installed and not ``brought``."""
    if not isinstance(table, dict):
        return
    lists: list[tuple[tuple[str, ...], object]] = [
        ((key,), table.get(key)) for key in ("select", "ignore", "extend-select")
    ]
    ignores, severity = table.get("per-file-ignores"), table.get("severity")
    if isinstance(ignores, dict):
        for key, names in ignores.items():
            if isinstance(names, dict):
                lists.append((("per-file-ignores", key, "rules"), names.get("rules")))
            else:
                lists.append((("per-file-ignores", key), names))
            pointer = key.partition("#/")[2]
            if re.search("~(?![01])", pointer):
                fault = f"'/{pointer}' is no JSON Pointer: '~' is written '~0', and '/' in a key '~1'"
                yield ("per-file-ignores", key), True, fault
    named: list[tuple[tuple[str | int, ...], str]] = [
        ((*path, index), name)
        for path, names in lists
        if isinstance(names, list)
        for index, name in enumerate(names)
        if isinstance(name, str)
    ]
    graded = list(severity) if isinstance(severity, dict) else []
    if not named and not graded:
        return
    from .nearest import did_you_mean
    from .plugins import installed_rules
    from .rules import rule_ids, rule_names

    others = (*installed_rules(), *brought)
    rules = {*rule_ids(), *(rule.id for rule in others)}
    known = {*rules, *rule_names(), *(rule.group for rule in others)}
    for path, name in named:
        if name not in known:
            yield path, False, f"unknown rule '{name}'{did_you_mean(name, sorted(known))}"
    for name in graded:
        if isinstance(name, str) and name not in rules:
            group = "; it is a group, and a severity is a rule's" if name in known else ""
            yield (
                ("severity", name),
                True,
                f"unknown rule '{name}'{group or did_you_mean(name, sorted(rules))}",
            )


def _worded(path: str, data: bytes, faults: list[Fault]) -> str:
    """One line a fault, in the order of the text."""
    from .readers import decode
    from .toml_places import line_and_column, locate

    text = str(decode(data))
    places = locate(text)
    outer = ("tool", TABLE) if os.path.basename(path) == SHARED_FILE else ()
    lines = []
    for inner, in_key, message in faults:
        where = (*outer, *inner)
        while where and where not in places:
            where = where[:-1]
        place = places.get(where)
        offset = 0 if place is None else place.key if in_key else place.value
        lines.append((line_and_column(text, offset), message))
    return "\n".join(f"{path}:{line}:{column}: {message}" for (line, column), message in sorted(lines))


def _syntax_error(path: str, words: str, text: str) -> str:
    """What ``tomllib`` says, with its place put in front."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", words, re.DOTALL)
    if found is None:
        return f"{path}: {words[:1].lower()}{words[1:]}"
    message = found[1][:1].lower() + found[1][1:]
    if found[2] is not None:
        return f"{path}:{found[2]}:{found[3]}: {message}"
    from .toml_places import line_and_column

    line, column = line_and_column(text, len(text.rstrip("\r\n")))
    return f"{path}:{line}:{column}: {message} at the end of the file"


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _shown(path: str) -> str:
    """A path for messages: relative to the working folder where it is below it."""
    here = absolute(".").rstrip("/") + "/"
    return path.removeprefix(here)
