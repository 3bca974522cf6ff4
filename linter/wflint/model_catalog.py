"""A catalogue of models, as the vendor's API answers it: which there are, and what each takes.

An answer is an object with ``slug``, ``version`` and ``request_schema`` (a JSON Schema of the params). A
catalogue is a file that holds one, a list of them (bare, or under ``models``, ``data``, ``results`` or
``items``), one a line, or a folder of such files. It is only ever read from files.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from .nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .request_schema import RequestSchema

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is refused."""

_WRAPPERS = ("models", "data", "results", "items", "model")

_SUFFIXES = (".json", ".jsonl", ".ndjson")

ENGINE_MODELS = ("eachlabs-http-step", "eachlabs-llm-router", "eachlabs-python-step")
"""Models that the engine itself provides, and that no answer lists."""


class CatalogError(ValueError):
    """A catalogue that cannot be used; the message is one line, ``path: what is wrong``."""


class Model:
    """One model: its slug, its version (or ``None``) and what it takes."""

    def __init__(self, slug: str, version: str | None, given: object) -> None:
        self.slug = slug
        self.version = version
        self._given = given

    @cached_property
    def request(self) -> RequestSchema:
        """The schema of its params."""
        from .request_schema import RequestSchema

        return RequestSchema(self._given)


class ModelCatalog:
    """Models by slug. Made of answers of the vendor's API, each with a ``slug``."""

    def __init__(self, answers: Iterable[Mapping[str, object]] = ()) -> None:
        self._models: dict[str, list[Model]] = {}
        self._meant: dict[str, str | None] = {}
        for answer in answers:
            version = answer.get("version")
            model = Model(
                str(answer["slug"]),
                version if isinstance(version, str) else None,
                answer.get("request_schema"),
            )
            self._models.setdefault(model.slug, []).append(model)

    def __contains__(self, slug: str) -> bool:
        return slug in self._models or slug in ENGINE_MODELS

    def find(self, slug: str, version: object = None) -> Model | None:
        """The model, in this version where there are several and one is that; else the last one told."""
        models = self._models.get(slug)
        if not models:
            return None
        return next((model for model in models if model.version == version), models[-1])

    def nearest(self, slug: str) -> str | None:
        """The slug that was probably meant."""
        if slug not in self._meant:
            self._meant[slug] = nearest(slug, (*self._models, *ENGINE_MODELS))
        return self._meant[slug]


def load_catalog(*paths: str) -> ModelCatalog:
    """The catalogue in these files and folders together. Raises :class:`CatalogError`."""
    return ModelCatalog(answer for path in paths for answer in _answers(str(path)))


def _answers(path: str) -> list[dict[str, object]]:
    answers: list[dict[str, object]] = []
    if not os.path.isdir(path):
        answers += _read(path)
    else:
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                if name.lower().endswith(_SUFFIXES):
                    answers += _read(os.path.join(folder, name))
    if not answers:
        raise CatalogError(f"{path}: there is no model in it")
    return answers


def _read(path: str) -> Iterator[dict[str, object]]:
    """The answers in a file."""
    from .files import Unreadable, read_bytes
    from .readers import decode

    data = read_bytes(path, MAX_BYTES, named=True)
    if isinstance(data, Unreadable):
        raise CatalogError(f"{path}: {data.reason}")
    text = decode(data)
    if not isinstance(text, str):
        raise CatalogError(f"{path}: {text.message}")
    if not path.lower().endswith((".jsonl", ".ndjson")):
        yield from _models_in(_parse(text, path, 0), path)
        return
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield from _models_in(_parse(line, path, number), path)


def _parse(text: str, path: str, line: int) -> object:
    import json

    from .readers import TOO_DEEP, is_too_deep

    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:]
        raise CatalogError(f"{path}:{line + error.lineno}:{error.colno}: {words}") from None
    except (ValueError, RecursionError):
        raise CatalogError(f"{path}: it is nested too deeply, or holds a number that is too long") from None
    if is_too_deep(value):
        raise CatalogError(f"{path}: {TOO_DEEP}")
    return value


def _models_in(value: object, path: str) -> Iterator[dict[str, object]]:
    if isinstance(value, dict) and not isinstance(value.get("slug"), str):
        value = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), dict | list)), value)
    if isinstance(value, dict):
        if not isinstance(value.get("slug"), str):
            raise CatalogError(f"{path}: it describes no model: there is no 'slug'")
        yield value
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            if not isinstance(item, dict) or not isinstance(item.get("slug"), str):
                raise CatalogError(f"{path}: item {number} describes no model: there is no 'slug'")
            yield item
    else:
        raise CatalogError(f"{path}: it is no catalogue: a list of models is expected")
