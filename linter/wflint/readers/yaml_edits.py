"""Changes of a YAML document to edits of its text.

What is not touched stays as it is written, comments included. Every result is read again and compared
with what it should mean, so nothing here has to be sure of itself: an edit that went wrong, or that
changed another place through an anchor, is never offered.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..changes import apply_changes, common_path
from ..problem import Insert, Remove, RenameKey, SetText, SetValue
from ..source import Source, TextEdit, Unlocatable
from .yaml_layout import write_scalar
from .yaml_locations import descend
from .yaml_nodes import AliasNode, MappingNode, ScalarNode, SequenceNode
from .yaml_regions import find_region
from .yaml_rewrites import Rewriter

if TYPE_CHECKING:
    from ..problem import Change, Path
    from .yaml_nodes import Entry, Node
    from .yaml_stream import Stream
    from .yaml_values import Content


BUDGET = 4_000_000
"""How many characters are read again to prove the edits of one stream, before no more are offered."""


def edit(stream: Stream, index: int, changes: tuple[Change, ...]) -> list[TextEdit]:
    """The edits of the document at ``index`` of ``stream`` that make ``changes`` together.

    Raises :class:`Unlocatable` where the edited text would not mean exactly that.
    """
    if not changes:
        return []
    if stream.fault is not None:
        raise Unlocatable("a part of the file cannot be read")
    source = stream.source
    editor = stream.editors.get(index)
    if editor is None:
        editor = stream.editors[index] = Editor(source, stream.root(index))
    edits = _merge(source.text, editor.edits(changes))
    if not _is_proved_apart(stream, index, changes, edits):
        _prove_whole(stream, index, changes, edits)
    return edits


def _is_proved_apart(stream: Stream, index: int, changes: tuple[Change, ...], edits: list[TextEdit]) -> bool:
    """Whether what is around the changes, read by itself, comes out as it should.

    If not, something further away (an alias, say) may be needed to understand it.
    """
    path = common_path([c.path if isinstance(c, Insert) else c.path[:-1] for c in changes])
    # An empty list that gets its first item may be written anew behind its key: that is one further out.
    for around in (path, path[:-1]) if path else (path,):
        region = find_region(stream.source, stream.root(index), stream.values[index].value, changes, around)
        try:
            apart = region and region.edited(edits)
        except Unlocatable:
            return False
        found = apart and _read(stream, apart[0])
        if apart and found and not found[0].repeats and is_same(found[0].value, apart[1]):
            return True
    return False


def _prove_whole(stream: Stream, index: int, changes: tuple[Change, ...], edits: list[TextEdit]) -> None:
    """Read all of the edited text; raises :class:`Unlocatable` where it does not mean what it should."""
    everything = [content.value for content in stream.values]
    everything[index] = apply_changes(everything[index], changes)
    found = _read(stream, apply_edits(stream.source.text, edits), len(everything))
    repeats = [content.repeats for content in stream.values]
    if found is None or repeats != [content.repeats for content in found]:
        raise Unlocatable("the edited text would not be what was there")
    if not is_same([content.value for content in found], everything):
        raise Unlocatable("the edited text would mean something else")


def _read(stream: Stream, text: str, count: int = 1) -> list[Content] | None:
    """The ``count`` documents that ``text`` holds, or ``None`` where it does not hold so many."""
    if stream.proved > BUDGET:
        raise Unlocatable("too much would have to be read again")
    stream.proved += len(text)
    again = type(stream)(Source(stream.source.name, text, stream.source.language))
    return again.values if again.fault is None and len(again.values) == count else None


def apply_edits(text: str, edits: list[TextEdit]) -> str:
    """``text`` with all edits made; they are in order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for edited in edits:
        pieces += (text[done : edited.start], edited.content)
        done = edited.end
    return "".join(pieces) + text[done:]


def _merge(text: str, edits: list[TextEdit]) -> list[TextEdit]:
    """The edits in order; those at one spot are made one, and those that overlap are refused."""
    merged: list[TextEdit] = []
    for following in sorted(edits, key=lambda edited: (edited.start, edited.end)):
        if merged and merged[-1] == TextEdit(following.start, following.start, merged[-1].content):
            last = merged.pop()
            following = following._replace(content=last.content + following.content)
        merged.append(following)
    if any(first.end > second.start for first, second in pairwise(merged)):
        raise Unlocatable("the edits overlap")
    return [change for change in merged if text[change.start : change.end] != change.content]


def is_same(first: object, second: object) -> bool:
    """Whether two values are equal, in types and in the order of keys too."""
    pairs = [(first, second)]
    while pairs:
        left, right = pairs.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, dict) and isinstance(right, dict):
            if list(left) != list(right):
                return False
            pairs += zip(left.values(), right.values(), strict=True)
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            pairs += zip(left, right, strict=True)
        elif left != right:
            return False
    return True


class Editor:
    """Finds what each change is about, and has the :class:`Rewriter` write it."""

    def __init__(self, source: Source, root: Node) -> None:
        self._root = root
        self._rewriter = Rewriter(source, root)

    def edits(self, changes: tuple[Change, ...]) -> list[TextEdit]:
        """The edits of all changes, in no order."""
        rewriter = self._rewriter
        edits: list[TextEdit] = []
        removed: dict[Path, set[str | int]] = {}
        inserted: dict[Path, list[Insert]] = {}
        texts: dict[Path, list[SetText]] = {}
        for change in changes:
            if isinstance(change, SetValue):
                chain, entry = self._find(change.path)
                edits += rewriter.replace(chain, entry, change.value)
            elif isinstance(change, SetText):
                texts.setdefault(change.path, []).append(change)
            elif isinstance(change, RenameKey):
                edits.append(self._rename(change))
            elif isinstance(change, Remove):
                if not change.path:
                    raise Unlocatable("the root stays")
                removed.setdefault(change.path[:-1], set()).add(change.path[-1])
            else:
                inserted.setdefault(change.path, []).append(change)
        for path, several in texts.items():
            edits += self._set_texts(path, several)
        for path in dict.fromkeys((*removed, *inserted)):
            chain, entry = self._find(path)
            edits += self._reshape(chain, entry, removed.get(path, set()), inserted.get(path, []))
        return edits

    def _find(self, path: Path) -> tuple[list[Node], Entry | None]:
        """The nodes from the root to ``path``, and the entry of the last one."""
        found = descend(self._root, path)
        if len(found) <= len(path):
            raise Unlocatable("no such place")
        chain = [node for node, _ in found]
        if any(isinstance(node, AliasNode) for node in chain[:-1]):
            raise Unlocatable("what stands there belongs to another place as well")
        return chain, found[-1][1]

    def _rename(self, change: RenameKey) -> TextEdit:
        chain, entry = self._find(change.path)
        key = entry.key if entry is not None else None
        if not isinstance(key, ScalarNode) or key.style in ("|", ">"):
            raise Unlocatable("no key to rename")
        parent = chain[-2]
        flow = isinstance(parent, MappingNode) and parent.flow
        return TextEdit(key.start, key.end, write_scalar(change.name, flow, key.style))

    def _set_texts(self, path: Path, changes: list[SetText]) -> list[TextEdit]:
        chain, _ = self._find(path)
        node = chain[-1]
        if not isinstance(node, ScalarNode):
            raise Unlocatable("not written as a string here")
        return self._rewriter.splice(chain, node, changes)

    def _reshape(
        self, chain: list[Node], entry: Entry | None, removed: set[str | int], inserted: list[Insert]
    ) -> list[TextEdit]:
        """Take children out of a collection and put others in."""
        node = chain[-1]
        rewriter = self._rewriter
        if isinstance(node, MappingNode):
            numbers = node.numbers()
            gone = [number for name in removed if isinstance(name, str) for number in numbers.get(name, ())]
            count = len(node.entries)
        elif isinstance(node, SequenceNode):
            gone = sorted(number for number in removed if isinstance(number, int))
            count = len(node.items)
        else:
            raise Unlocatable("not written as a collection here")
        if len(gone) < len(removed):
            raise Unlocatable("a merge key brought this in")
        if len(gone) == count:
            empty: object = {} if isinstance(node, MappingNode) else []
            changes = tuple(change._replace(path=(), after=None) for change in inserted)
            if isinstance(node, SequenceNode):
                changes = tuple(change._replace(at=0) for change in sorted(changes, key=_index_of))
            return rewriter.replace(chain, entry, apply_changes(empty, changes))
        edits = rewriter.remove(node, set(gone))
        edits += [rewriter.insert(node, change) for change in sorted(inserted, key=_index_of)]
        return edits


def _index_of(change: Insert) -> int:
    return change.at if isinstance(change.at, int) else 0
