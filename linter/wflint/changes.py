"""Changes made to a plain value: what the edited text of a document must come out as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from .problem import Change, Insert, Path, Remove, RenameKey, SetText, SetValue
from .source import Unlocatable

_Pairs: TypeAlias = list[tuple[str, object]]


def apply_changes(value: object, changes: tuple[Change, ...]) -> object:
    """``value`` with all ``changes`` made; ``value`` itself stays as it is, untouched parts are shared.

    Every path and index speaks of the original value, so the order of the changes matters only among
    insertions at one spot. Raises :class:`Unlocatable` where a path leads nowhere, where two changes
    contradict each other, or where an object would get the same key twice.
    """
    root = _Plan()
    for change in changes:
        root.at(change.path).take(change)
    if root.removed or root.name is not None:
        raise Unlocatable("the root of a document has neither key nor container")
    return root.carry_out(value)


class _Plan:
    """The changes to one value, and the plans for what is inside it."""

    __slots__ = ("inner", "inserts", "name", "removed", "texts", "value", "valued")

    def __init__(self) -> None:
        self.inner: dict[str | int, _Plan] = {}
        self.inserts: list[Insert] = []
        self.name: str | None = None
        self.removed = False
        self.texts: list[SetText] = []
        self.value: object = None
        self.valued = False

    def at(self, path: Path) -> _Plan:
        plan = self
        for part in path:
            if type(part) is not str and type(part) is not int:
                raise Unlocatable(f"{part!r} is neither a key nor an index")
            plan = plan.inner.setdefault(part, _Plan())
        return plan

    def take(self, change: Change) -> None:
        match change:
            case Remove() if not self.removed:
                self.removed = True
            case SetValue() if not self.valued:
                self.value, self.valued = change.value, True
            case RenameKey() if self.name is None:
                self.name = change.name
            case SetText():
                self.texts.append(change)
            case Insert():
                self.inserts.append(change)
            case _:
                raise Unlocatable("the same change is asked for twice")

    def carry_out(self, value: object) -> object:
        if self.removed + self.valued + bool(self.texts) + bool(self.inner or self.inserts) > 1:
            raise Unlocatable("changes contradict each other")
        if self.valued:
            return self.value
        if self.texts:
            return self._spliced(value)
        if not self.inner and not self.inserts:
            return value
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return self._array(value)
        raise Unlocatable("neither an object nor an array")

    def _spliced(self, value: object) -> str:
        if not isinstance(value, str):
            raise Unlocatable("not a string")
        pieces: list[str] = []
        done = 0
        for change in sorted(self.texts, key=lambda change: (change.start, change.end)):
            if not done <= change.start <= change.end <= len(value):
                raise Unlocatable("ranges of a string overlap or lie outside of it")
            pieces += (value[done : change.start], change.text)
            done = change.end
        return "".join(pieces) + value[done:]

    def _object(self, value: dict[str, object]) -> dict[str, object]:
        behind: dict[str | None, _Pairs] = {}
        for insert in self.inserts:
            if not isinstance(insert.at, str) or not (insert.after is None or insert.after in value):
                raise Unlocatable("no such place in the object")
            behind.setdefault(insert.after, []).append((insert.at, insert.value))
        if not all(type(key) is str and key in value for key in self.inner):
            raise Unlocatable("no such key")
        pairs: _Pairs = []
        for key, item in value.items():
            plan = self.inner.get(key)
            if plan is None:
                pairs.append((key, item))
            elif not plan.removed:
                pairs.append((key if plan.name is None else plan.name, plan.carry_out(item)))
            elif plan.name is not None or plan.carry_out(item) is not item:
                raise Unlocatable("a removed property is changed")
            pairs += behind.get(key, ())
        pairs += behind.get(None, ())
        result = dict(pairs)
        if len(result) != len(pairs):
            raise Unlocatable("a key would be there twice")
        return result

    def _array(self, value: list[object]) -> list[object]:
        before: dict[int, list[object]] = {}
        for insert in self.inserts:
            if type(insert.at) is not int or not 0 <= insert.at <= len(value) or insert.after is not None:
                raise Unlocatable("no such place in the array")
            before.setdefault(insert.at, []).append(insert.value)
        if not all(type(index) is int and 0 <= index < len(value) for index in self.inner):
            raise Unlocatable("no such index")
        items: list[object] = []
        for index, item in enumerate(value):
            items += before.get(index, ())
            plan = self.inner.get(index)
            if plan is None:
                items.append(item)
            elif plan.name is not None:
                raise Unlocatable("an array item has no key")
            elif not plan.removed:
                items.append(plan.carry_out(item))
            else:
                plan.carry_out(item)
        items += before.get(len(value), ())
        return items


def common_path(paths: Sequence[Path]) -> Path:
    """What all of ``paths``, of which there is one at least, begin with."""
    common = paths[0]
    for path in paths[1:]:
        shared = 0
        while shared < min(len(common), len(path)) and common[shared] == path[shared]:
            shared += 1
        common = common[:shared]
    return common
