"""Changes of a JSON document as edits of its text, in the text's own style and proved before they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from ..problem import Change, Insert, Path, Remove, RenameKey, SetText, SetValue
from ..source import Source, TextEdit, Unlocatable
from .json_comments import Blanked
from .json_items import edit_items
from .json_layout import WIDTH, Layout, encode
from .json_proofs import Prover

if TYPE_CHECKING:
    from .json_locations import Locations

_Containers: TypeAlias = dict[Path, tuple[list[Path], list[Insert]]]


class Editor:
    """The edits of one document; ``value`` is what its text was read as."""

    __slots__ = ("_blanked", "_layout", "_locations", "_prover", "_source")

    def __init__(
        self, source: Source, blanked: Blanked, locations: Locations, value: object, start: int, end: int
    ) -> None:
        self._source = source
        self._blanked = blanked
        self._locations = locations
        self._layout = Layout(source, blanked, start, end)
        self._prover = Prover(source, blanked, locations, value)

    def edits(self, changes: tuple[Change, ...]) -> list[TextEdit]:
        """The edits that make ``changes``; raises :class:`Unlocatable` unless proved to make just them."""
        if not changes:
            return []
        try:
            edits = _merged(self._draft(changes))
            self._prover.prove(changes, edits)
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise Unlocatable(f"not a JSON value: {error}") from error
        return edits

    def _draft(self, changes: tuple[Change, ...]) -> list[TextEdit]:
        edits: list[TextEdit] = []
        containers: _Containers = {}
        for change in changes:
            match change:
                case SetValue(path, value):
                    start, end = self._extent(path)
                    edits.append(TextEdit(start, end, self._rendered(path, value, start, end)))
                case SetText(path, first, last, text):
                    edits.append(self._text_edit(path, first, last, text))
                case RenameKey(path, name):
                    item = self._locations.item(path)
                    if item is None or item.key_start < 0:
                        raise Unlocatable("no such key")
                    edits.append(TextEdit(item.key_start, item.key_end, encode(name)))
                case Remove(path):
                    containers.setdefault(path[:-1], ([], []))[0].append(path)
                case Insert(path):
                    containers.setdefault(path, ([], []))[1].append(change)
        for path, (removed, inserts) in containers.items():
            start, end = self._extent(path)
            if self._source.text[start] not in "{[":
                raise Unlocatable("neither an object nor an array")
            container = self._locations.container(start)
            edits += edit_items(self._source, self._blanked, self._layout, container, removed, inserts)
        return edits

    def _extent(self, path: Path) -> tuple[int, int]:
        extent = self._locations.extent(path)
        if extent is None:
            raise Unlocatable("no such value")
        return extent

    def _text_edit(self, path: Path, first: int, last: int, text: str) -> TextEdit:
        start, end = self._extent(path)
        if self._source.text[start] != '"':
            raise Unlocatable("not a string")
        first = self._locations.inside(start, end, first)
        return TextEdit(first, self._locations.inside(start, end, last), encode(text)[1:-1])

    def _rendered(self, path: Path, value: object, start: int, end: int) -> str:
        """``value`` as it should stand at ``path``, where ``text[start:end]`` stands now."""
        text = self._source.text
        spread = "\n" in text[start:end] or "\r" in text[start:end]
        line = self._layout.render(value)
        if path and not spread:
            # A one-line container stays one where the line has room; a scalar tells nothing.
            indent = self._layout.indent(start)
            around = self._locations.container(self._extent(path[:-1])[0])
            fits = self._source.position(start)[1] + len(line) <= WIDTH
            spread = self._layout.spread(around) and not (text[start] in "{[" and fits and end - start > 2)
            return self._layout.render(value, indent) if spread else line
        return self._layout.render(value, self._layout.indent(start)) if spread else line


def _merged(edits: list[TextEdit]) -> list[TextEdit]:
    """The edits in text order, those that touch made one."""
    merged: list[TextEdit] = []
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        if edit.start == edit.end and not edit.content:
            continue
        if merged and edit.start <= merged[-1].end:
            last = merged[-1]
            # Deletions may share white space, and what is inserted may stand where some goes.
            replaces = edit.content and edit.end > edit.start
            if edit.start < last.end and (replaces or last.content):
                raise Unlocatable("edits overlap")
            merged[-1] = TextEdit(last.start, max(last.end, edit.end), last.content + edit.content)
        else:
            merged.append(edit)
    return merged
