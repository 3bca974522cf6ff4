"""Where the references inside a schema lead: ``$ref``, ``$dynamicRef``, ``$recursiveRef``.

A ``#/…`` pointer is followed by hand. Whatever needs base URIs, anchors or embedded resources is resolved
by the ``referencing`` library, over this one document and nothing else: nothing is ever fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..named_tuple import NamedTuple
from ..nearest import did_you_mean, nearest
from ..problem import Path
from .dialects import REFERENCES, Dialect, is_metaschema
from .json_values import words
from .subschemas import Subschema, Subschemas

if TYPE_CHECKING:
    from referencing import Resource
    from referencing._core import Resolver

LOCAL, MISSING, REMOTE, UNKNOWN = "local", "missing", "remote", "unknown"

_DEFINITIONS = ("$defs", "definitions")

_HINTS = 50  # names looked up for what they may have meant; a bound for machine-made schemas


class Target(NamedTuple):
    """What a reference leads to.

    ``status`` is ``local``; ``missing``, then ``message`` says why; ``remote`` for another document; or
    ``unknown`` where it cannot be told (a metaschema, a schema too broken). ``subschema`` is the schema it
    leads to, unless that stands where no keyword expects one.
    """

    status: str
    message: str = ""
    subschema: Subschema | None = None


_UNKNOWN = Target(UNKNOWN)


class References:
    """Resolves the references of one embedded schema, each place once."""

    __slots__ = ("_by_identity", "_found", "_hints", "_resolvers", "_root", "_schemas", "_simple")

    def __init__(self, schemas: Subschemas) -> None:
        self._schemas = schemas
        self._by_identity = {id(subschema.value): subschema for subschema in schemas.all}
        self._found: dict[tuple[int, str], Target] = {}
        self._resolvers: dict[int, Resolver[Any]] = {}
        self._root: Resolver[Any] | None = None
        self._hints = _HINTS
        self._simple = all(
            subschema.parent is None for keyword in ("$id", "id") for subschema in schemas.having(keyword)
        )

    def target(self, subschema: Subschema, keyword: str = "$ref") -> Target:
        """Where the reference under ``keyword`` leads; one that is no string leads nowhere knowable."""
        value = subschema.value.get(keyword)
        if not isinstance(value, str) or keyword not in subschema.dialect.keywords:
            return _UNKNOWN
        key = (id(subschema), keyword)
        if key not in self._found:
            self._found[key] = self._resolve(subschema, value)
        return self._found[key]

    def _resolve(self, subschema: Subschema, reference: str) -> Target:
        if is_metaschema(reference):
            return _UNKNOWN
        if self._simple and (reference in ("", "#") or reference.startswith("#/")):
            return self._follow(reference)
        return self._look_up(subschema, reference)

    def _follow(self, reference: str) -> Target:
        """A JSON Pointer from the root of the schema."""
        value: object = self._schemas.value
        container = ""
        for token in pointer_tokens(reference):
            if isinstance(value, dict):
                if token not in value:
                    return Target(MISSING, self._no_member(token, value, container))
                value = value[token]
            elif isinstance(value, list):
                if not (token.isdecimal() and token.isascii() and int(token[:9]) < len(value)):
                    return Target(MISSING, f"no item '{token}' in '{container}'")
                value = value[int(token)]
            else:
                return Target(MISSING, f"nothing at {words(reference)}")
            container = token
        return self._local(value, reference)

    def _local(self, value: object, reference: str) -> Target:
        if isinstance(value, dict):
            return Target(LOCAL, "", self._by_identity.get(id(value)))
        if isinstance(value, bool):
            return Target(LOCAL)
        return Target(MISSING, f"{words(reference)} leads to {words(value)}, not to a schema")

    def _hint(self, word: str, names: Iterable[str]) -> str:
        self._hints -= 1
        return did_you_mean(word, names) if self._hints >= 0 else ""

    def _no_member(self, token: str, value: dict[str, object], container: str) -> str:
        if container in _DEFINITIONS:
            hint = self._hint(token, value) or self._elsewhere(token)
            return f"no definition {words(token)}{hint}"
        if container == "properties":
            return f"no property {words(token)}{self._hint(token, value)}"
        where = f" in '{container}'" if container else " in the schema"
        if not container and token in _DEFINITIONS:
            other = next((name for name in _DEFINITIONS if name in value), None)
            return f"no '{token}' in the schema" + (f"; did you mean '{other}'?" if other else "")
        return f"no {words(token)}{where}{self._hint(token, value)}"

    def _elsewhere(self, name: str) -> str:
        found = self._definition(name)
        return f"; did you mean '{found}'?" if found is not None else ""

    def _definition(self, name: str) -> str | None:
        """The pointer to the definition of this name, or of the nearest, at the root of the schema."""
        self._hints -= 1
        root = self._schemas.value
        for keyword in _DEFINITIONS:
            held = root.get(keyword) if isinstance(root, dict) else None
            if isinstance(held, dict):
                found = name if name in held else nearest(name, held) if self._hints >= 0 else None
                if found is not None:
                    return f"#/{keyword}/{found}"
        return None

    def suggestion(self, reference: str) -> str | None:
        """The local definition that a reference may have meant (``Address``, ``$defs/Address``)."""
        keyword, _, name = reference.lstrip("#/").partition("/")
        if keyword in _DEFINITIONS and name:
            return self._definition(name)
        return self._definition(reference) if reference.isidentifier() else None

    def _look_up(self, subschema: Subschema, reference: str) -> Target:
        from referencing import exceptions

        try:
            found = self._resolver(subschema).lookup(reference)
        except exceptions.PointerToNowhere:
            return Target(MISSING, f"nothing at {words(reference)}")
        except (exceptions.NoSuchAnchor, exceptions.InvalidAnchor):
            return Target(MISSING, self._no_anchor(reference))
        except exceptions.Unresolvable as error:
            if isinstance(error.__cause__, exceptions.PointerToNowhere):
                return Target(MISSING, f"nothing at {words(reference)}")
            if reference.startswith("#"):
                return Target(MISSING, self._no_anchor(reference))
            return Target(REMOTE)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
            return _UNKNOWN  # too broken to resolve in; what breaks it is reported
        return self._local(found.contents, reference)

    def _no_anchor(self, reference: str) -> str:
        name = reference.partition("#")[2]
        if self._hints <= 0:
            return f"no anchor {words(name)} in the schema"
        anchors = [
            value.removeprefix("#")
            for keyword in ("$anchor", "$dynamicAnchor", "$id", "id")
            for subschema in self._schemas.having(keyword)
            if isinstance(value := subschema.value[keyword], str) and (value[:1] == "#" or "nchor" in keyword)
        ]
        meant = self.suggestion(reference) if "/" in name else None
        if meant is not None:
            return f"no anchor {words(name)} in the schema; did you mean '{meant}'?"
        hint = self._hint(name, anchors) or self._elsewhere(name)
        return f"no anchor {words(name)} in the schema{hint}"

    def _resolver(self, subschema: Subschema) -> Resolver[Any]:
        """The resolver at a subschema: the base URIs of everything around it count."""
        chain = []
        at: Subschema | None = subschema
        while at is not None and id(at) not in self._resolvers:
            chain.append(at)
            at = at.parent
        resolver = self._resolvers[id(at)] if at is not None else self._root_resolver()
        for step in reversed(chain):
            if isinstance(step.value.get(step.dialect.id), str):
                resolver = resolver.in_subresource(_resource(step.value, step.dialect))
            self._resolvers[id(step)] = resolver
        return resolver

    def _root_resolver(self) -> Resolver[Any]:
        if self._root is None:
            from referencing import Registry

            resource = _resource(self._schemas.value, self._schemas.dialect)
            uri = resource.id() or ""
            # Crawled once here: the library would look for ids and anchors anew at each reference.
            self._root = Registry().with_resource(uri, resource).crawl().resolver(uri)
        return self._root


def _resource(value: object, dialect: Dialect) -> Resource[Any]:
    from referencing.jsonschema import specification_with

    return specification_with(dialect.uri).create_resource(value)


def pointer_tokens(reference: str) -> list[str]:
    """The tokens of a ``#/…`` reference, percent and tilde escapes taken out."""
    fragment = reference[1:]
    if "%" in fragment:
        from urllib.parse import unquote

        fragment = unquote(fragment)
    return [token.replace("~1", "/").replace("~0", "~") for token in fragment.split("/")[1:]]


def references_of(schemas: Subschemas) -> References:
    """The references of an embedded schema, resolved once for all rules."""
    if not isinstance(schemas.references, References):
        schemas.references = References(schemas)
    return schemas.references


def references_in(schemas: Subschemas) -> Iterator[tuple[Subschema, str, Path, str]]:
    """Every reference that acts: its subschema, its keyword, the path of its value, and the value."""
    for keyword in REFERENCES:
        for subschema in schemas.having(keyword):
            value = subschema.value[keyword]
            if isinstance(value, str) and keyword in subschema.dialect.keywords:
                if keyword == "$recursiveRef" and subschema.dialect.name == "2020-12":
                    continue  # replaced by $dynamicRef, and inert
                if keyword == "$ref" or not subschema.is_reference:
                    yield subschema, keyword, (*subschema.path, keyword), value
