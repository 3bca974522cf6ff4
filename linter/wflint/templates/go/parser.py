"""The parser of Go's ``text/template``: the actions, and the templates defined among them.

After ``text/template/parse`` of Go 1.27, down to the line of an error: Go gives that of the last token it
had looked at. Open control actions are kept in a list, so that they may nest as deep as they like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .cursor import NAME, Refused
from .lexer import EOF, LEFT, RIGHT, STRING, TEXT, Token
from .literals import quote
from .pipeline import PipelineParser
from .scope import Data, Scope, root_reads
from .template import Template, TemplateError

if TYPE_CHECKING:
    from collections.abc import Collection

BUILTINS: Final = frozenset(
    (
        "and",
        "call",
        "html",
        "index",
        "js",
        "len",
        "not",
        "or",
        "print",
        "printf",
        "println",
        "slice",
        "urlquery",
        "eq",
        "ge",
        "gt",
        "le",
        "lt",
        "ne",
    )
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOTHING = Template(None, (), (), None)


def parse(text: str, functions: Collection[str] = BUILTINS) -> Template:
    """Read a template as Go does; ``functions`` are the names of all functions that it may call.

    Where a message of Go mentions the name of the template, that is ``prompt``.
    """
    if "{{" not in text:
        return _NOTHING
    # half a surrogate pair, which JSON can hold, becomes a replacement character in Go
    parser = _Parser(_SURROGATE.sub("\ufffd", text), functions)
    fault: TemplateError | None = None
    try:
        root = parser.read()
    except Refused as refused:
        fault = refused.error
        root = parser.root
    reads, whole = root_reads(root, parser.templates)
    return Template(parser.first_unknown or fault, reads, tuple(parser.unknown), fault, whole)


class _Block:
    """An action that is open up to its ``end``, with its range and what is to be as before then."""

    __slots__ = ("bound", "dot", "end", "in_else", "kind", "mark", "scope", "start")

    def __init__(self, kind: str, start: int, end: int, scope: Scope) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.scope = scope
        self.dot = scope.dot
        self.in_else = False
        self.mark = (0, 0)
        self.bound = 0


class _Parser(PipelineParser):
    __slots__ = ("_open", "root", "templates")

    def __init__(self, text: str, functions: Collection[str]) -> None:
        super().__init__(text, functions)
        self.root = self.scope
        self.templates: dict[str, Scope] = {}
        self._open: list[_Block] = []

    def read(self) -> Scope:
        """Read the whole text; the result is the template to execute."""
        while True:
            token = self.next_word()
            if token[0] is LEFT:
                self._action(token)
            elif token[0] is TEXT:
                self.scope.empty = False
            elif token[0] is not EOF:
                self.unexpected(token, "input")
            elif self._open:
                self.refuse("unexpected EOF", self._open[-1].start, self._open[-1].end)
            else:
                break
        self._add_template(self.root)
        # where the text itself is blank, a template of the same name stands for it
        return self.templates[NAME]

    def _action(self, opening: Token) -> None:
        self.action_start = opening[1]
        kind, start, end = self.next_word()
        if kind == "define" and not self._open:
            self._define(start)
            return
        scope = self.scope
        scope.action = opening[1]
        if kind == "end":
            self._end()
            return
        if kind == "else":
            self._else(end)
            return
        scope.empty = False
        if kind in ("if", "range", "with"):
            self._control(kind)
        elif kind == "block":
            self._block()
        else:
            if kind in ("break", "continue"):
                self._jump(kind)
            elif kind == "template":
                self._template()
            else:
                self.back()
                self.pipeline("command")
            scope.action = None

    def _control(self, kind: str) -> None:
        scope = self.scope
        mark = scope.mark()
        value = self.pipeline(kind)
        block = _Block(kind, self.action_start, self.here, scope)
        block.mark = mark
        self._open.append(block)
        self._begin_body(block, value)

    def _begin_body(self, block: _Block, value: Data | None) -> None:
        """After the pipeline of a control action, or of an ``else`` that goes on like one."""
        block.bound = self.scope.mark()[1]
        if block.kind == "range":
            self.scope.enter_loop(self.here)
        if block.kind != "if":
            self.scope.dot = value if block.kind == "with" else None

    def _else(self, end: int) -> None:
        token = self.peek_word()
        goes_on = token[0] in ("if", "with")
        if not goes_on:
            self._expect_right("else")
            end = self.here
        self.scope.action = None
        block = self._open[-1] if self._open else None
        if block is None:
            self.refuse("unexpected {{else}}", self.action_start, end)
        if block.kind in ("define", "block"):
            if block.kind == "block":
                self.scope = block.scope
            self.refuse(f"unexpected {{{{else}}}} in {block.kind} clause", self.action_start, end)
        if block.in_else:
            self.refuse("expected end; found {{else}}", self.action_start, end)
        self.scope.unbind(block.bound)
        self.scope.dot = block.dot
        if block.kind == "range":
            self.scope.leave_loop()
        if token[0] == block.kind:
            self.next()
            self._begin_body(block, self.pipeline(block.kind))
        else:
            # an "if" or "with" that does not belong to the action is found where it cannot stand
            block.in_else = True

    def _end(self) -> None:
        self._expect_right("end")
        self.scope.action = None
        if not self._open:
            self.refuse("unexpected {{end}}", self.action_start, self.here)
        block = self._open.pop()
        if block.kind in ("define", "block"):
            self._add_template(self.scope)
            self.scope = block.scope
            self.scope.action = None
            return
        self.scope.release(block.mark)
        self.scope.dot = block.dot
        self.scope.action = None
        if block.kind == "range" and not block.in_else:
            self.scope.leave_loop()

    def _define(self, start: int) -> None:
        outer = self.scope
        # Go reads the name on behalf of the new template
        scope = self.scope = Scope("", (start, start))
        token = self.next_word()
        if token[0] is not STRING:
            self.unexpected(token, "define clause")
        scope.name = self.unquoted(token)
        scope.title = (token[1], token[2])
        self._expect_right("define clause")
        self._open.append(_Block("define", self.action_start, self.here, outer))

    def _block(self) -> None:
        outer = self.scope
        name, title = self._template_name("block clause")
        value = self.pipeline("block clause")
        if value is not None:
            outer.calls.append((name, value))
        self._open.append(_Block("block", self.action_start, self.here, outer))
        self.scope = Scope(name, title)

    def _template(self) -> None:
        name, _ = self._template_name("template clause")
        if self.next_word()[0] is RIGHT:
            return
        self.back()
        value = self.pipeline("template clause")
        if value is not None:
            self.scope.calls.append((name, value))

    def _template_name(self, context: str) -> tuple[str, tuple[int, int]]:
        token = self.next_word()
        if token[0] is not STRING:
            self.unexpected(token, context)
        return self.unquoted(token), (token[1], token[2])

    def _jump(self, kind: str) -> None:
        """``break`` or ``continue``."""
        self._expect_right(f"{{{{{kind}}}}}")
        if not self.scope.in_loop:
            self.refuse(f"{{{{{kind}}}}} outside {{{{range}}}}", self.action_start, self.here)

    def _expect_right(self, context: str) -> None:
        token = self.next_word()
        if token[0] is not RIGHT:
            self.unexpected(token, context)

    def _add_template(self, scope: Scope) -> None:
        """A template is read to its end: it may take the place of an empty one of its name."""
        existing = self.templates.get(scope.name)
        if existing is None or existing.empty:
            self.templates[scope.name] = scope
        elif not scope.empty:
            start, end = existing.title if scope is self.root else scope.title
            self.refuse(f"template: multiple definition of template {quote(scope.name)}", start, end)
