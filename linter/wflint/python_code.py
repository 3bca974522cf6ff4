"""What the code of a Python step reads and binds, by Python's own parser. The code is never run.

The engine hands a step's ``inputs`` to its code as a dict of that name, and takes ``result`` from it.
"""

from __future__ import annotations

import ast
import re
import warnings
from _thread import allocate_lock  # what threading.Lock is, without the import of threading
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate

from .named_tuple import NamedTuple

MAX_CODE = 200_000
"""Code points; longer code is taken to be right and to use everything."""

_INPUTS, _RESULT = "inputs", "result"
_READERS = ("get", "pop", "__getitem__", "__contains__")
_REFLECTION = ("exec", "eval", "globals", "locals", "vars")

# catch_warnings is not safe with threads: two of them must not hold the filters at once.
_QUIET = allocate_lock()


class Fault(NamedTuple):
    """Why the code does not parse, in Python's words, and the range of the code where."""

    message: str
    start: int
    end: int


class Read(NamedTuple):
    """A literal name that the code reads from ``inputs``, and the range of that literal in the code."""

    name: str
    start: int
    end: int


class Code(NamedTuple):
    """What is known of a piece of code.

    ``reads`` are in text order. ``mentioned`` are names that it reads, tests for or sets. ``supplied`` are
    those it sets itself or asks after first. Without ``followed`` it may read any of its inputs; where
    ``rebound`` is true, ``inputs`` may be something else than what the step was given.
    """

    fault: Fault | None = None
    reads: tuple[Read, ...] = ()
    mentioned: frozenset[str] = frozenset()
    supplied: frozenset[str] = frozenset()
    followed: bool = False
    rebound: bool = True
    binds_result: bool = True


@lru_cache(maxsize=256)
def read_code(code: str) -> Code:
    """What ``code`` does with ``inputs`` and ``result``; of code that is not judged, nothing is claimed."""
    if len(code) > MAX_CODE:
        return Code()
    if "\0" in code:
        # Which error Python makes of it, and where, differs from release to release.
        at = code.index("\0")
        return Code(fault=Fault("source code string cannot contain null bytes", at, at + 1))
    try:
        with _QUIET, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(code)
    except SyntaxError as error:
        return Code(fault=_fault(code, error))
    except UnicodeEncodeError as error:
        return Code(fault=Fault("the code holds half of a surrogate pair", error.start, error.start + 1))
    except (ValueError, MemoryError, RecursionError):
        # Nested deeper than the parser goes, most likely: whether it is right cannot be told.
        return Code()
    return _Reader(code, tree).read()


def _fault(code: str, error: SyntaxError) -> Fault:
    lines = _Lines(code)
    last = len(code.rstrip()) - 1
    line = error.lineno or 1
    # Columns of a SyntaxError count characters, from 1, and may lie behind the line's end.
    start = lines.start(line) + min(max((error.offset or 1) - 1, 0), lines.length(line))
    if start > last:
        start = max(last, 0)
    end = start + 1
    if error.end_lineno == line and error.end_offset and error.end_offset > (error.offset or 1):
        end = max(end, min(lines.start(line) + error.end_offset - 1, lines.start(line) + lines.length(line)))
    return Fault(error.msg.rstrip("."), start, end)


class _Lines:
    """Where the lines of a text begin, as Python counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends = []
        for end in re.finditer(r"\r\n|\n|\r", text):
            self._ends.append(end.start())
            self._starts.append(end.end())
        self._ends.append(len(text))
        self._offsets: dict[int, list[int]] = {}

    def start(self, line: int) -> int:
        return self._starts[line - 1] if line <= len(self._starts) else len(self._text)

    def length(self, line: int) -> int:
        return self._ends[line - 1] - self._starts[line - 1] if line <= len(self._starts) else 0

    def offset(self, line: int, column: int) -> int:
        """Where in the text a column of UTF-8 bytes, as syntax trees count them, is."""
        start, length = self.start(line), self.length(line)
        text = self._text[start : start + length]
        if text.isascii():
            return start + min(column, length)
        if line not in self._offsets:
            self._offsets[line] = list(accumulate((len(c.encode()) for c in text), initial=0))
        return start + min(bisect_left(self._offsets[line], column), length)


class _Reader:
    """One walk over a syntax tree."""

    def __init__(self, code: str, tree: ast.Module) -> None:
        self.code = code
        self.tree = tree
        self.parents: dict[ast.AST, ast.AST] = {}
        self.names = {_INPUTS}
        self.found: list[tuple[str, ast.expr]] = []
        self.mentioned: set[str] = set()
        self.supplied: set[str] = set()
        self.followed = True
        self.rebound = False

    def read(self) -> Code:
        nodes = list(ast.walk(self.tree))
        for node in nodes:
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        bound = self.bound_names(nodes)
        self.rebound = _INPUTS in bound
        self.find_aliases(nodes, bound)
        for node in nodes:
            if isinstance(node, ast.Name):
                if node.id in self.names and isinstance(node.ctx, ast.Load):
                    self.follow(node)
                elif node.id in _REFLECTION:
                    self.followed = False
        lines = _Lines(self.code)
        reads = [self.located(name, node, lines) for name, node in self.found]
        reads.sort(key=lambda read: read.start)
        return Code(
            None,
            tuple(reads),
            frozenset(self.mentioned),
            frozenset(self.supplied),
            self.followed and not self.rebound,
            self.rebound,
            _binds_result(self.tree),
        )

    def bound_names(self, nodes: list[ast.AST]) -> dict[str, int]:
        """Every name that the code binds anywhere, and how often."""
        bound: dict[str, int] = {}
        for node in nodes:
            parent = self.parents.get(node)
            if isinstance(parent, ast.AnnAssign) and parent.value is None and parent.target is node:
                continue
            for name in _names_bound_by(node):
                bound[name] = bound.get(name, 0) + 1
        return bound

    def find_aliases(self, nodes: list[ast.AST], bound: dict[str, int]) -> None:
        """Names that are ``inputs`` under another name: those bound once, to it."""
        for node in nodes:
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                target: ast.expr | None = node.targets[0]
                value: ast.expr | None = node.value
            elif isinstance(node, ast.AnnAssign):
                target, value = node.target, node.value
            else:
                continue
            if not isinstance(target, ast.Name) or not isinstance(value, ast.Name) or value.id != _INPUTS:
                continue
            if bound[target.id] == 1 and target.id != _INPUTS:
                self.names.add(target.id)

    def follow(self, name: ast.Name) -> None:
        """Note what the code does with ``inputs`` in this one place."""
        parent = self.parents[name]
        if isinstance(parent, ast.Subscript) and parent.value is name:
            key = _literal(parent.slice)
            if key is None:
                self.followed = False
            elif isinstance(parent.ctx, ast.Store) and not isinstance(self.parents[parent], ast.AugAssign):
                self.supply(key)
            else:
                self.take(key, parent.slice)
        elif isinstance(parent, ast.Attribute):
            self.follow_method(parent)
        elif isinstance(parent, ast.Compare) and parent.left is not name and len(parent.ops) == 1:
            key = _literal(parent.left)
            if key is None or not isinstance(parent.ops[0], ast.In | ast.NotIn):
                self.followed = False
            else:
                self.supply(key)
        elif not (isinstance(parent, ast.Assign | ast.AnnAssign) and self.is_alias(parent)):
            self.followed = False

    def follow_method(self, method: ast.Attribute) -> None:
        call = self.parents[method]
        if not isinstance(call, ast.Call) or call.func is not method or not call.args:
            # ``inputs.keys()`` and its like go through all of them.
            self.followed = False
            return
        key = _literal(call.args[0])
        if method.attr in _READERS and key is not None:
            self.take(key, call.args[0])
        elif method.attr == "setdefault" and key is not None:
            self.supply(key)
        else:
            self.followed = False
            self.rebound = self.rebound or method.attr == "update"

    def is_alias(self, assignment: ast.Assign | ast.AnnAssign) -> bool:
        target = assignment.targets[0] if isinstance(assignment, ast.Assign) else assignment.target
        return isinstance(target, ast.Name) and target.id in self.names

    def take(self, key: str, node: ast.expr) -> None:
        self.mentioned.add(key)
        self.found.append((key, node))

    def supply(self, key: str) -> None:
        self.mentioned.add(key)
        self.supplied.add(key)

    def located(self, name: str, node: ast.expr, lines: _Lines) -> Read:
        start = lines.offset(node.lineno, node.col_offset)
        end = lines.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        text = self.code[start:end]
        if text and text[-1] in "'\"" and name in text:
            return Read(name, start, end)
        # Before 3.12, what stands inside an f-string has no columns that can be relied on.
        outer: ast.AST = node
        while outer in self.parents and not hasattr(self.parents[outer], "body"):
            outer = self.parents[outer]
        begin = lines.offset(getattr(outer, "lineno", 1), getattr(outer, "col_offset", 0))
        for quote in "'\"":
            at = self.code.find(f"{quote}{name}{quote}", begin)
            if at >= 0:
                return Read(name, at, at + len(name) + 2)
        return Read(name, start, max(end, start + 1))


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _names_bound_by(node: ast.AST) -> list[str]:
    """The names that this one node binds."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, ast.alias):
        return [(node.asname or node.name).partition(".")[0]]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    return []


def _binds_result(tree: ast.Module) -> bool:
    """Whether anything at module level, or a function that declares it global, binds ``result``."""
    waiting: list[ast.AST] = list(tree.body)
    inner: list[ast.AST] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return True
        if isinstance(node, ast.Name) and node.id in _REFLECTION:
            return True
        if isinstance(node, ast.AnnAssign) and node.value is None:
            continue
        if _RESULT in _names_bound_by(node):
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            inner.append(node)
        elif isinstance(node, ast.comprehension):
            # Its own target stays inside the comprehension.
            waiting += [node.iter, *node.ifs]
        else:
            waiting += ast.iter_child_nodes(node)
    return any(
        (isinstance(node, ast.Global) and _RESULT in node.names)
        or (isinstance(node, ast.Name) and node.id in _REFLECTION)
        for scope in inner
        for node in ast.walk(scope)
    )
