"""Every subschema of an embedded schema, found in one walk that all rules share."""

from __future__ import annotations

from collections.abc import Iterator

from ..problem import Path
from .dialects import DRAFT_2020_12, Dialect, dialect_of
from .forms import listed_properties


class Subschema:
    """A schema that is an object, at ``path`` from the document's root.

    ``keyword`` is the keyword of ``parent`` that holds it (``properties``, ``allOf``, …). ``loose`` says
    that no metaschema reaches it: it stands under definitions that its dialect does not know.
    """

    __slots__ = ("children", "dialect", "keyword", "loose", "parent", "path", "value")

    def __init__(
        self,
        path: Path,
        value: dict[str, object],
        dialect: Dialect,
        parent: Subschema | None = None,
        keyword: str = "",
        loose: bool = False,
    ) -> None:
        self.path = path
        self.value = value
        self.dialect = dialect
        self.parent = parent
        self.keyword = keyword
        self.loose = loose
        self.children: list[Subschema] = []

    @property
    def is_reference(self) -> bool:
        """Whether a ``$ref`` makes its dialect ignore everything else in it."""
        return not self.dialect.ref_siblings and isinstance(self.value.get("$ref"), str)

    @property
    def is_property(self) -> bool:
        """Whether it describes a property of an object."""
        return self.keyword == "properties"

    def takes(self, keyword: str) -> bool:
        """Whether the keyword stands in it with a value that its dialect takes."""
        kind = self.dialect.keywords.get(keyword)
        return kind is not None and keyword in self.value and kind.fits(self.value[keyword])

    def under(self, *keywords: str) -> Iterator[Subschema]:
        """Its direct subschemas that stand under one of these keywords."""
        return (child for child in self.children if child.keyword in keywords)


class Subschemas:
    """The subschemas of one embedded schema, the root first, parents before children.

    ``by_keyword`` lists for each key the subschemas that have it; ``forbidden`` lists for a subschema (by
    identity) the properties whose schema is ``false``. ``known`` says that ``$schema`` is absent or names a
    known dialect.
    """

    __slots__ = (
        "all",
        "by_keyword",
        "conjunctions",
        "dialect",
        "forbidden",
        "known",
        "path",
        "references",
        "validation",
        "value",
    )

    def __init__(self, value: object, path: Path, form: str) -> None:
        self.value = value
        self.path = path
        self.dialect, self.known = DRAFT_2020_12, True
        self.all: list[Subschema] = []
        self.by_keyword: dict[str, list[Subschema]] = {}
        self.forbidden: dict[int, list[Path]] = {}
        # What others work out once for all rules, and keep here: references.py, conjunction.py, validity.py.
        self.references: object = None
        self.conjunctions: dict[int, list[Subschema]] = {}
        self.validation: object = None
        if not isinstance(value, dict):
            return
        if form == "map":
            around = Subschema(path, {"type": "object", "properties": listed_properties(value)}, self.dialect)
            self._add_map(around, "properties", path, listed_properties(value), False)
        else:
            declared = value.get("$schema")
            if isinstance(declared, str):
                found = dialect_of(declared)
                self.dialect, self.known = found or DRAFT_2020_12, found is not None
            self.all.append(Subschema(path, value, self.dialect))
        self._walk()

    @property
    def root(self) -> Subschema | None:
        """The schema itself, where it is an object and no bare map."""
        return self.all[0] if self.all and self.all[0].parent is None else None

    def having(self, keyword: str) -> list[Subschema]:
        """The subschemas that have this keyword, whatever its value."""
        return self.by_keyword.get(keyword, [])

    def _walk(self) -> None:
        by_keyword = self.by_keyword
        for subschema in self.all:  # grows while it is walked
            keywords = subschema.dialect.keywords
            for keyword, value in subschema.value.items():
                if keyword in by_keyword:
                    by_keyword[keyword].append(subschema)
                else:
                    by_keyword[keyword] = [subschema]
                kind = keywords.get(keyword)
                if kind is None or not kind.holds:
                    continue
                path = (*subschema.path, keyword)
                loose = subschema.loose or kind.is_loose
                if isinstance(value, dict):
                    if kind.holds == "map":
                        self._add_map(subschema, keyword, path, value, loose)
                    elif kind.holds in ("one", "either"):
                        self._add(subschema, keyword, path, value, loose)
                elif isinstance(value, list) and kind.holds in ("list", "either", "type"):
                    for index, item in enumerate(value):
                        self._add(subschema, keyword, (*path, index), item, loose)

    def _add_map(
        self, parent: Subschema, keyword: str, path: Path, value: dict[str, object], loose: bool
    ) -> None:
        for name, item in value.items():
            self._add(parent, keyword, (*path, name), item, loose)

    def _add(self, parent: Subschema, keyword: str, path: Path, value: object, loose: bool) -> None:
        if isinstance(value, dict):
            dialect = parent.dialect
            if "$schema" in value:
                dialect = _own_dialect(value, dialect)
            child = Subschema(path, value, dialect, parent, keyword, loose)
            self.all.append(child)
            parent.children.append(child)
        elif value is False and keyword == "properties":
            self.forbidden.setdefault(id(parent), []).append(path)


def _own_dialect(value: dict[str, object], outer: Dialect) -> Dialect:
    """The dialect of an embedded resource; ``$schema`` in what is none has no meaning."""
    declared = value["$schema"]
    if not isinstance(declared, str) or not (
        isinstance(value.get("$id"), str) or isinstance(value.get("id"), str)
    ):
        return outer
    return dialect_of(declared) or outer
