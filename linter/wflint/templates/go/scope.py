"""What a template reads from the data it is executed over: who holds that data, and who looks into it.

Each template (the text itself, and each that it defines) is followed on its own, in terms of the data it
gets. Only after the whole text is read is it known which templates get the root data.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ...named_tuple import NamedTuple

if TYPE_CHECKING:
    from .template import Read


class Variable:
    """A variable and what it holds.

    ``holds`` is where the data came from if the variable was declared to be the data, else ``None``. It
    holds it for whatever stands before ``until``, where something else is assigned. ``loops`` is how many
    ranges were open at its declaration.
    """

    __slots__ = ("certain", "holds", "loops", "until")

    def __init__(self, holds: Data | None, loops: int) -> None:
        self.holds = holds
        self.loops = loops
        self.until = sys.maxsize
        self.certain = False


class Data(NamedTuple):
    """The data the template gets, taken from ``variable`` at offset ``at``, or from nothing: the dot."""

    variable: Variable | None
    at: int

    @property
    def certain(self) -> bool:
        """Whether it really is the data; to be asked after the whole template is read."""
        variable = self.variable
        return variable is None or (variable.certain and self.at < variable.until)


DATA = Data(None, 0)


class Scope:
    """One template while it is read, and what it reads and calls; ``wholes`` is the data used as a whole.

    ``reached`` is the offset of the last token looked at, from which Go takes the line of an error;
    ``action`` is the offset of the action being read, if an error is to mention it; ``title`` is the range
    of its name where it is defined; ``dot`` is the data if the dot is that now.
    """

    __slots__ = (
        "_bound",
        "_by_name",
        "_declared",
        "_known",
        "_loops",
        "_names",
        "_variables",
        "action",
        "calls",
        "depth",
        "dot",
        "empty",
        "name",
        "reached",
        "reads",
        "title",
        "wholes",
    )

    def __init__(self, name: str, title: tuple[int, int]) -> None:
        self.name = name
        self.title = title
        self.empty = True
        self.reached = 0
        self.action: int | None = None
        self.depth = 0
        self.dot: Data | None = DATA
        self.reads: list[tuple[Read, Data]] = []
        self.calls: list[tuple[str, Data]] = []
        self.wholes: list[Data] = []
        self._loops: list[int] = []
        # Go's parser and its execution see different variables: a name written once is known until the
        # end of its control action, but what it holds is forgotten at an else
        self._names: list[str] = []
        self._declared: dict[str, int] = {}
        self._bound: list[str] = []
        self._by_name: dict[str, list[Variable]] = {}
        self._variables: list[Variable] = []
        self.declare("$")
        self.bind("$", DATA)

    @property
    def in_loop(self) -> bool:
        """Whether a range is open whose body can be left or gone on with."""
        return bool(self._loops)

    def enter_loop(self, at: int) -> None:
        """A body of a range starts at ``at``."""
        self._loops.append(at)

    def leave_loop(self) -> None:
        """The innermost body of a range ends."""
        self._loops.pop()

    def mark(self) -> tuple[int, int]:
        """The present state of the variables, for ``release``."""
        return len(self._names), len(self._bound)

    def release(self, mark: tuple[int, int]) -> None:
        """Forget the variables since the mark."""
        names, bound = mark
        while len(self._names) > names:
            self._declared[self._names.pop()] -= 1
        self.unbind(bound)

    def unbind(self, bound: int) -> None:
        """Forget what the variables after the first ``bound`` hold, but not their names."""
        while len(self._bound) > bound:
            self._by_name[self._bound.pop()].pop()

    def declare(self, name: str) -> None:
        """From here on the name of the variable is known."""
        self._names.append(name)
        self._declared[name] = self._declared.get(name, 0) + 1

    def declared(self, name: str) -> bool:
        """Whether the name of the variable is known."""
        return self._declared.get(name, 0) > 0

    def bind(self, name: str, holds: Data | None) -> None:
        """From here on there is a new variable of that name."""
        variable = Variable(holds, len(self._loops))
        self._bound.append(name)
        self._by_name.setdefault(name, []).append(variable)
        self._variables.append(variable)

    def assign(self, name: str, value: Data | None, at: int) -> None:
        """The variable gets another value at ``at``; in a loop it may have had it before."""
        variables = self._by_name.get(name)
        if not variables or value is DATA:
            return
        variable = variables[-1]
        if len(self._loops) > variable.loops:
            at = self._loops[variable.loops]
        variable.until = min(variable.until, at)

    def held(self, name: str, at: int) -> Data | None:
        """The data, if it is that what the variable holds."""
        variables = self._by_name.get(name)
        if not variables or variables[-1].holds is None:
            return None
        return Data(variables[-1], at)

    def settle(self) -> None:
        """The template is read: find out which variables really hold the data."""
        # a variable is declared after the one it gets the data from
        for variable in self._variables:
            variable.certain = variable.holds is not None and variable.holds.certain


def root_reads(root: Scope, templates: dict[str, Scope]) -> tuple[tuple[Read, ...], bool]:
    """The reads of ``root`` and of the templates that get the root data from it, in text order.

    The second value says whether one of them uses the root data as a whole: prints it, ranges over it,
    looks up what is computed, or passes it to a template that is not defined here.
    """
    reads: list[Read] = []
    whole = False
    found = {root}
    pending = [root]
    while pending:
        scope = pending.pop()
        scope.settle()
        reads += [read for read, data in scope.reads if data.certain]
        whole = whole or any(data.certain for data in scope.wholes)
        for name, data in scope.calls:
            called = templates.get(name)
            if called is None:
                whole = whole or data.certain
            elif called not in found and data.certain:
                found.add(called)
                pending.append(called)
    reads.sort(key=lambda read: read.start)
    return tuple(reads), whole
