"""The settings, modelled once: their JSON Schema is generated from here, and their faults are worded here.

Only a faulty configuration imports this module, since pydantic takes longer than a run without it.
``python -m wflint.config_model`` writes ``schemas/wflint-config.json``, which every run validates against.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from . import catalog
from .kinds import KINDS
from .nearest import did_you_mean

if TYPE_CHECKING:
    from .toml_places import Path

NAME = "wflint-config"

_TYPES = {"string_type": "a string", "list_type": "a list", "dict_type": "a table", "model_type": "a table"}

_TOML_NAMES = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "a table",
}


def _kind(name: str) -> str:
    if name not in KINDS:
        raise PydanticCustomError("unknown_kind", "unknown kind '{name}'", {"name": name})
    return name


RuleName = Annotated[str, Field(examples=["undefined-step", "reference"])]
KindName = Annotated[str, AfterValidator(_kind), Field(json_schema_extra={"enum": list(KINDS)})]
SeverityName = Literal["error", "warning", "info"]


NOT_GIVEN: Any = None
"""The default of a setting that may be left out but, TOML having no null, never be ``None``."""


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


class _Table(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        field_title_generator=lambda name, _: name.replace("_", " ").capitalize(),
    )


class OwnRule(_Table):
    """A rule of your own: what `path` selects must match `schema`."""

    model_config = ConfigDict(title="Rule")

    id: str = Field(
        pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        description="What the rule is called: words in lower case, joined by hyphens.",
        examples=["house-prefix"],
    )
    message: str = Field(
        min_length=1,
        description="What a finding says, one sentence in lower case without a full stop.",
        examples=["a step id begins with 'acme-'"],
    )
    path: str = Field(
        description="A JSONPath (RFC 9535) that selects what to look at; $ is the whole document.",
        examples=["$..steps[*].id"],
    )
    json_schema_: dict[str, Any] = Field(
        alias="schema",
        title="Schema",
        description="The JSON Schema that each selected value must match.",
        examples=[{"pattern": "^acme-"}],
    )
    severity: SeverityName = Field("error", description="The severity of its findings.")
    help: str = Field(
        NOT_GIVEN, description="What to do about a finding.", json_schema_extra=_without_default
    )
    kinds: list[KindName] = Field([], description="The kinds of documents it looks at; all if not given.")


class FileIgnores(_Table):
    """Rules or groups of rules that are not reported, and why."""

    model_config = ConfigDict(title="Ignores")

    rules: list[RuleName] = Field(description="The rules or groups of rules.")
    reason: str = Field(
        NOT_GIVEN, description="Why, for whoever reads this file.", json_schema_extra=_without_default
    )


def _form(value: object) -> str:
    return "table" if isinstance(value, dict | FileIgnores) else "list"


Ignores = Annotated[
    Annotated[list[RuleName], Tag("list")] | Annotated[FileIgnores, Tag("table")], Discriminator(_form)
]


class Settings(_Table):
    """Settings of wflint: the whole of `wflint.toml`, or the table `[tool.wflint]` of `pyproject.toml`."""

    model_config = ConfigDict(title="wflint configuration")

    select: list[RuleName] = Field(
        [], description="Run these rules or groups of rules only, in place of the default ones."
    )
    ignore: list[RuleName] = Field([], description="Never run these rules or groups of rules.")
    extend_select: list[RuleName] = Field(
        [], description="Run these rules or groups of rules as well, such as those that are off by default."
    )
    severity: dict[str, SeverityName] = Field(
        {},
        description="The severity of a rule, by its id, in place of its own.",
        examples=[{"unused-step": "info"}],
    )
    per_file_ignores: dict[str, Ignores] = Field(
        {},
        description="Rules or groups of rules that are not reported in some files, by a pattern as in "
        ".gitignore, relative to this file's folder. Every pattern that fits counts. Behind # a JSON Pointer "
        "may say which part of the file is meant. In place of the list, a table may hold it and the reason.",
        examples=[
            {
                "legacy/": {"rules": ["fallback"], "reason": "they are retired in May"},
                "flows/*.json#/steps/0": ["unused-step"],
            }
        ],
    )
    exclude: list[str] = Field(
        [],
        description="Files and folders that walking leaves out, as patterns of .gitignore, relative to this "
        "file's folder. A pattern with ! takes in what .gitignore or wflint itself would leave out.",
        examples=[["fixtures/", "!build/"]],
    )
    kinds: dict[str, KindName] = Field(
        {},
        description="The kind of document that files hold, by a pattern as in .gitignore, relative to this "
        "file's folder, in place of telling it from their keys. Of several that fit, the last one counts.",
        examples=[{"flows/*.json": "eachlabs-flow-export"}],
    )
    catalog: str = Field(
        NOT_GIVEN,
        description="The models that there are, as the vendor's API answers: a file or a folder of files, "
        "relative to this file's folder.",
        examples=["models.json"],
        json_schema_extra=_without_default,
    )
    baseline: str = Field(
        NOT_GIVEN,
        description="A file of known findings, which are not reported; --write-baseline writes it. Relative "
        "to this file's folder.",
        examples=["wflint-baseline.json"],
        json_schema_extra=_without_default,
    )
    fail_on: Literal["error", "warning", "info", "never"] = Field(
        NOT_GIVEN,
        description="A finding of this severity, or a worse one, makes wflint exit with status 1; "
        "error if not given.",
        json_schema_extra=_without_default,
    )
    reference_style: Literal["auto", "template", "path"] = Field(
        "auto",
        description="How references are to be written: {{inputs.x}} (template), $.inputs.x (path), or as "
        "most of a definition's are (auto).",
    )
    plugins: list[str] = Field(
        [],
        description="Modules of rules, by their dotted names, among what is installed beside wflint.",
        examples=[["acme_wflint.rules"]],
    )
    rules: list[OwnRule] = Field([], description="Rules without Python.")


_INNER: dict[str | int, type[_Table]] = {"rules": OwnRule, "per-file-ignores": FileIgnores}
"""The tables inside of the settings, by the key that holds them."""


def json_schema() -> dict[str, Any]:
    """The settings' JSON Schema, in the draft that editors understand fully."""
    schema = Settings.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema["definitions"] = schema.pop("$defs")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{catalog.BASE}{NAME}.json",
        **schema,
    }


def schema_text() -> str:
    """The text of ``schemas/wflint-config.json``."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def faults(table: object) -> list[tuple[Path, bool, str]]:
    """What is wrong with a table of settings: each fault's path, whether its key is at fault, and words."""
    try:
        Settings.model_validate(table)
    except ValidationError as error:
        return [_word(fault) for fault in error.errors(include_url=False)]
    return []


def _word(fault: ErrorDetails) -> tuple[Path, bool, str]:
    path: Path = tuple(part for part in fault["loc"] if part != "[key]")
    if path[:1] == ("per-file-ignores",):
        path = (*path[:2], *path[3:])  # without the form that the value has
    title = _title(path)
    given = fault["input"]
    kind = fault["type"]
    if kind == "extra_forbidden":
        model = _INNER.get(path[0], Settings) if len(path) > 1 else Settings
        known = [field.alias or name for name, field in model.model_fields.items()]
        return path, True, f"unknown key '{path[-1]}'{did_you_mean(str(path[-1]), known)}"
    if kind == "missing":
        return path[:-1], False, f"{_title(path[:-1])} lacks '{path[-1]}'"
    if kind == "string_pattern_mismatch":
        return path, False, f"{title} must be words in lower case, joined by hyphens, not '{given}'"
    if kind == "unknown_kind":
        return path, False, f"unknown kind '{given}'{did_you_mean(given, KINDS)}"
    if kind == "literal_error":
        allowed = fault["ctx"]["expected"]
        names = [name.strip("' ") for name in allowed.replace(" or ", ", ").split(",")]
        if isinstance(given, str):
            return path, False, f"{title} must be {allowed}, not '{given}'{did_you_mean(given, names)}"
        return path, False, f"{title} must be {allowed}, not {_toml_name(given)}"
    if kind in _TYPES:
        return path, False, f"{title} must be {_TYPES[kind]}, not {_toml_name(given)}"
    return path, False, f"{title}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"


def _title(path: Path) -> str:
    """How a setting is called: its key, and the item's number or the inner key."""
    if not path:
        return "the configuration"
    if len(path) == 1:
        return f"'{path[0]}'"
    inner = f"item {path[-1] + 1}" if isinstance(path[-1], int) else f"'{path[-1]}'"
    return f"{inner} of {_title(path[:-1])}"


def _toml_name(value: object) -> str:
    return _TOML_NAMES.get(type(value), "a date or time")


if __name__ == "__main__":
    with open(os.path.join(catalog.folder(), f"{NAME}.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write(schema_text())
