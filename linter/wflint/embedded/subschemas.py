"""Every subschema of an embedded schema, found in one walk that all rules share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..problem import Path
from .dialects import DRAFT_2020_12, Dialect, dialect_of
from .forms import listed_properties
from .type_names import KNOWN_TYPES


class Subschema:
    """A schema that is an object, at ``path`` from the document's root.

    ``keyword`` is the keyword of ``parent`` that holds it (``properties``, ``allOf``, …). ``loose`` says
    that no metaschema reaches it: it stands under definitions that its dialect does not know.
    """

    __slots__ = ("_below", "dialect", "keyword", "loose", "parent", "value")

    def __init__(
        self,
        below: Path,
        value: dict[str, object],
        dialect: Dialect,
        parent: Subschema | None = None,
        keyword: str = "",
        loose: bool = False,
    ) -> None:
        self._below = below  # its path from the parent, or from the document's root where it has none
        self.value = value
        self.dialect = dialect
        self.parent = parent
        self.keyword = keyword
        self.loose = loose

    @property
    def path(self) -> Path:
        """Where it stands, put together only for those that are asked."""
        path, at = self._below, self.parent
        while at is not None:
            path, at = at._below + path, at.parent
        return path

    @property
    def is_reference(self) -> bool:
        """Whether a ``$ref`` makes its dialect ignore everything else in it."""
        return not self.dialect.ref_siblings and isinstance(self.value.get("$ref"), str)

    @property
    def is_property(self) -> bool:
        """Whether it describes a property of an object."""
        return self.keyword == "properties"

    @property
    def types(self) -> frozenset[str]:
        """The types that its own ``type`` allows; all of them where it is absent or not understood.

        ``number`` includes ``integer``.
        """
        declared = self.value.get("type")
        names = [declared] if isinstance(declared, str) else declared
        if not isinstance(names, list) or not names:
            return KNOWN_TYPES
        types = frozenset([name for name in names if isinstance(name, str)])
        if len(types) != len(names) or not types <= KNOWN_TYPES:
            return KNOWN_TYPES
        return types | {"integer"} if "number" in types else types

    def takes(self, keyword: str) -> bool:
        """Whether the keyword stands in it with a value that its dialect takes."""
        if keyword not in self.value or keyword not in self.dialect.keywords:
            return False
        return self.dialect.kinds[keyword].fits(self.value[keyword])


class Subschemas:
    """The subschemas of one embedded schema, the root first, parents before children.

    ``by_keyword`` lists for each key the subschemas that have it; ``forbidden`` lists for a subschema (by
    identity) the properties whose schema is ``false``. ``known`` says that ``$schema`` is absent or names a
    known dialect, ``uniform`` that no subschema has a dialect of its own.
    """

    __slots__ = (
        "_children",
        "all",
        "by_keyword",
        "conjunctions",
        "dialect",
        "forbidden",
        "known",
        "path",
        "references",
        "uniform",
        "validation",
        "value",
    )

    def __init__(self, value: object, path: Path, form: str) -> None:
        self.value = value
        self.path = path
        self.dialect, self.known, self.uniform = DRAFT_2020_12, True, True
        self.all: list[Subschema] = []
        self.by_keyword: dict[str, list[Subschema]] = {}
        self.forbidden: dict[int, list[Path]] = {}
        self._children: dict[int, list[Subschema]] | None = None
        # What others work out once for all rules, and keep here: references.py, conjunction.py, validity.py.
        self.references: object = None
        self.conjunctions: dict[int, list[Subschema]] = {}
        self.validation: object = None
        if not isinstance(value, dict):
            return
        if form == "map":
            around = Subschema(path, {"type": "object", "properties": listed_properties(value)}, self.dialect)
            for name, item in listed_properties(value).items():
                self._add(around, "properties", (name,), item, False)
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

    def has_any(self, keywords: Iterable[str]) -> bool:
        """Whether one of these keywords stands anywhere: what most rules ask before anything else."""
        return not self.by_keyword.keys().isdisjoint(keywords)

    def under(self, subschema: Subschema, *keywords: str) -> Iterator[Subschema]:
        """The direct subschemas of ``subschema`` that stand under one of these keywords."""
        if self._children is None:
            self._children = {}
            for child in self.all:
                self._children.setdefault(id(child.parent), []).append(child)
        return (child for child in self._children.get(id(subschema), ()) if child.keyword in keywords)

    def _walk(self) -> None:
        by_keyword = self.by_keyword
        for subschema in self.all:  # grows while it is walked
            keywords = subschema.dialect.keywords
            for keyword, value in subschema.value.items():
                if keyword in by_keyword:
                    by_keyword[keyword].append(subschema)
                else:
                    by_keyword[keyword] = [subschema]
                if not isinstance(value, (dict, list)):
                    continue
                holds = keywords.get(keyword)
                if not holds:
                    continue
                loose = subschema.loose or holds == "loose"
                if isinstance(value, dict):
                    if holds in ("map", "loose"):
                        for name, item in value.items():
                            self._add(subschema, keyword, (keyword, name), item, loose)
                    elif holds in ("one", "either"):
                        self._add(subschema, keyword, (keyword,), value, loose)
                elif holds in ("list", "either", "type"):
                    for index, item in enumerate(value):
                        self._add(subschema, keyword, (keyword, index), item, loose)

    def _add(self, parent: Subschema, keyword: str, below: Path, value: object, loose: bool) -> None:
        if isinstance(value, dict):
            dialect = parent.dialect
            if "$schema" in value:
                dialect = _own_dialect(value, dialect)
                self.uniform = self.uniform and dialect is self.dialect
            self.all.append(Subschema(below, value, dialect, parent, keyword, loose))
        elif value is False and keyword == "properties":
            self.forbidden.setdefault(id(parent), []).append((*parent.path, *below))


def _own_dialect(value: dict[str, object], outer: Dialect) -> Dialect:
    """The dialect of an embedded resource; ``$schema`` in what is none has no meaning."""
    declared = value["$schema"]
    if not isinstance(declared, str) or not (
        isinstance(value.get("$id"), str) or isinstance(value.get("id"), str)
    ):
        return outer
    return dialect_of(declared) or outer
