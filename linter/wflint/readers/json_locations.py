"""Where the values and keys of a JSON text stand, worked out container by container when first asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING

from ..named_tuple import NamedTuple
from ..source import Duplicate

if TYPE_CHECKING:
    from ..problem import Path, Place

_WHITE = re.compile(r"[ \t\n\r]*+")
# The C scanner: value and end of the JSON value at an offset, so children are stepped over at its speed.
_scan = JSONDecoder().scan_once  # type: ignore[attr-defined]
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)")
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],]')


class Item(NamedTuple):
    """Offsets of a property or an array item; ``comma`` is -1 behind the last, keys are -1 in an array."""

    key_start: int
    key_end: int
    start: int
    end: int
    comma: int

    @property
    def outset(self) -> int:
        """Where the item begins, its key included."""
        return self.start if self.key_start < 0 else self.key_start


class Container(NamedTuple):
    """An object or an array: its brackets, its items in text order, their keys and the last item of each."""

    start: int
    end: int
    items: list[Item]
    keys: dict[str, int] | None
    names: list[str] | None


class Locations:
    """The places of one document: ``text[start:end]`` holds it and nothing else but white space.

    The text has been read without fault. Each container is indexed once, at the cost of its length.
    """

    __slots__ = ("_containers", "_escapes", "_exact", "_root", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self._root = _skip(text, start)
        self._containers: dict[int, Container] = {}
        self._exact: dict[int, bool] = {}
        self._escapes: dict[int, tuple[list[int], list[int]]] = {}

    def span(self, place: Place) -> tuple[int, int]:
        """The range of ``place``, or of the nearest value around it that exists."""
        if place.span is not None:
            return place.span
        offset, end, item = self._root, -1, None
        for part in place.path:
            item = self._child(offset, part)
            if item is None:
                return self._shown(offset, end)
            offset, end = item.start, item.end
        if place.key and item is not None and item.key_start >= 0:
            return item.key_start, item.key_end
        start, end = self._shown(offset, end)
        if self.text[start] != '"' or (place.start is None and place.end is None):
            return start, end
        first = 0 if place.start is None else max(place.start, 0)
        last = end - start if place.end is None else max(place.end, first)
        return self.inside(start, end, first), self.inside(start, end, last)

    def extent(self, path: Path) -> tuple[int, int] | None:
        """The whole range of the value at exactly ``path``; ``None`` where there is none."""
        offset, end = self._root, -1
        for part in path:
            item = self._child(offset, part)
            if item is None:
                return None
            offset, end = item.start, item.end
        return offset, _scan(self.text, offset)[1] if end < 0 else end

    def item(self, path: Path) -> Item | None:
        """The offsets of the property or array item at exactly ``path``; ``None`` for the root."""
        around = self.extent(path[:-1]) if path else None
        return self._child(around[0], path[-1]) if around else None

    def container(self, offset: int) -> Container:
        """The object or array whose bracket stands at ``offset``."""
        found = self._containers.get(offset)
        if found is None:
            read = _read_object if self.text[offset] == "{" else _read_array
            found = self._containers[offset] = read(self.text, offset)
        return found

    def _child(self, offset: int, part: str | int) -> Item | None:
        if self.text[offset] not in "{[":
            return None
        container = self.container(offset)
        if container.keys is not None:
            index = container.keys.get(str(part), -1)
        else:
            digits = isinstance(part, str) and part.isascii() and part.isdecimal() and len(part) < 10
            index = int(part) if isinstance(part, int) or digits else -1
        return container.items[index] if 0 <= index < len(container.items) else None

    def _shown(self, offset: int, end: int) -> tuple[int, int]:
        if self.text[offset] in "{[":
            return offset, offset + 1
        return offset, _scan(self.text, offset)[1] if end < 0 else end

    def inside(self, start: int, end: int, index: int) -> int:
        """The offset of character ``index`` of the string that stands, quotes and all, at ``start``."""
        escapes = self._escapes.get(start)
        if escapes is None:
            # Each escape is one decoded character: note where decoding and text stand behind it.
            decoded, offsets = [0], [start + 1]
            for escape in _ESCAPE.finditer(self.text, start + 1, end - 1):
                decoded.append(decoded[-1] + escape.start() - offsets[-1] + 1)
                offsets.append(escape.end())
            escapes = self._escapes[start] = decoded, offsets
        decoded, offsets = escapes
        behind = bisect_right(decoded, index) - 1
        return min(offsets[behind] + index - decoded[behind], end - 1)

    def is_exact(self, start: int, end: int) -> bool:
        """Whether the string that stands at ``start`` is what its pieces between escapes make."""
        exact = self._exact.get(start)
        if exact is None:
            pieces: list[str] = []
            done = start + 1
            for escape in _ESCAPE.finditer(self.text, start + 1, end - 1):
                pieces += (self.text[done : escape.start()], scanstring(f'{escape[0]}"', 0)[0])
                done = escape.end()
            whole = "".join((*pieces, self.text[done : end - 1]))
            exact = whole == scanstring(self.text, start + 1)[0] and all(map(_is_one, pieces[1::2]))
            self._exact[start] = exact
        return exact


def _is_one(piece: str) -> bool:
    return len(piece) == 1


def find_duplicates(text: str, start: int, end: int) -> tuple[Duplicate, ...]:
    """Every repeated key of the document in ``text[start:end]``, in text order."""
    found: list[Duplicate] = []
    seen: list[dict[str, tuple[int, int]] | None] = []  # of each open container; None is an array
    path: list[str | int] = []
    fresh = False  # the next string is a key
    for token in _TOKEN.finditer(text, start, end):
        mark = text[token.start()]
        if mark == "{":
            seen.append({})
            path.append("")
            fresh = True
        elif mark == "[":
            seen.append(None)
            path.append(0)
            fresh = False
        elif mark == "}" or mark == "]":
            seen.pop()
            path.pop()
            fresh = False
        elif mark == ",":
            fresh = seen[-1] is not None
            if not fresh:
                path[-1] += 1  # type: ignore[operator]
        elif fresh and (keys := seen[-1]) is not None:
            fresh = False
            key = path[-1] = scanstring(text, token.start() + 1)[0]
            if keys.setdefault(key, token.span()) != token.span():
                found.append(Duplicate(tuple(path), keys[key], token.span()))
    return tuple(found)


def _skip(text: str, position: int) -> int:
    return _WHITE.match(text, position).end()  # type: ignore[union-attr] # it matches anywhere


def _read_object(text: str, start: int) -> Container:
    items: list[Item] = []
    keys: dict[str, int] = {}
    names: list[str] = []
    position = _skip(text, start + 1)
    while text[position] != "}":
        key, key_end = scanstring(text, position + 1)
        colon = _skip(text, key_end)
        value = _skip(text, colon + 1)
        end = _scan(text, value)[1]
        behind = _skip(text, end)
        comma = behind if text[behind] == "," else -1
        keys[key] = len(items)
        names.append(key)
        items.append(Item(position, key_end, value, end, comma))
        position = behind if comma < 0 else _skip(text, comma + 1)
    return Container(start, position + 1, items, keys, names)


def _read_array(text: str, start: int) -> Container:
    items: list[Item] = []
    position = _skip(text, start + 1)
    while text[position] != "]":
        end = _scan(text, position)[1]
        behind = _skip(text, end)
        comma = behind if text[behind] == "," else -1
        items.append(Item(-1, -1, position, end, comma))
        position = behind if comma < 0 else _skip(text, comma + 1)
    return Container(start, position + 1, items, None, None)
