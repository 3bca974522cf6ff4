"""Pipelines: what stands in an action besides its keyword.

Parentheses nest up to ten thousand deep in Go, so those that are open are kept in a list instead of on
Python's stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...named_tuple import NamedTuple
from .cursor import Cursor
from .lexer import (
    ASSIGN,
    BOOL,
    CHARACTER,
    COMPLEX,
    DECLARE,
    DOT,
    FIELD,
    IDENTIFIER,
    LEFT_PAREN,
    NIL,
    NUMBER,
    OTHER,
    PIPE,
    RIGHT,
    RIGHT_PAREN,
    SPACE,
    STRING,
    VARIABLE,
    Token,
)
from .literals import character_fault, complex_fault, number_fault, quote, unquote
from .scope import Data
from .template import Read, TemplateError, UnknownFunction

if TYPE_CHECKING:
    from collections.abc import Collection

_MAX_DEPTH: Final = 10_000
_PARENTHESIZED: Final = "parenthesized pipeline"
_NUMBERS: Final = {CHARACTER: character_fault, COMPLEX: complex_fault, NUMBER: number_fault}
_LITERALS: Final = frozenset((BOOL, DOT, NIL, STRING, *_NUMBERS))
_OPERANDS: Final = _LITERALS.union((FIELD, IDENTIFIER, LEFT_PAREN, VARIABLE))
_AFTER_COMMA: Final = frozenset((VARIABLE, RIGHT, RIGHT_PAREN))
_COMMAND_ENDS: Final = frozenset((PIPE, RIGHT, RIGHT_PAREN))


class Text(NamedTuple):
    """A string literal: its value and its range."""

    value: str
    start: int
    end: int


# what is known of an operand's value: that it is the template's data, that it is a string
Value = Data | Text | None

_HANDS_ON = frozenset(("if", "with", _PARENTHESIZED, "template clause", "block clause"))
"""Where a value alone is not used, but tested, bound or given to something that is followed."""


class Pipeline:
    """A pipeline while it is read.

    ``value`` is that of the last command. Of the present command there are the number of its operands,
    the kind and range of the first, the function it names, and the values of the first three; ``unknown``
    is the place in the parser's list of unknown functions if the first operand is one.
    """

    __slots__ = (
        "assigns",
        "commands",
        "context",
        "first",
        "function",
        "misplaced",
        "operands",
        "start",
        "unknown",
        "value",
        "values",
        "variables",
    )

    def __init__(self, context: str, start: int) -> None:
        self.context = context
        self.start = start
        self.variables: list[str] = []
        self.assigns = False
        self.commands = 0
        self.misplaced: tuple[int, Token] | None = None
        self.value: Value = None
        self.begin_command()

    def begin_command(self) -> None:
        """Forget the command before."""
        self.operands = 0
        self.first: Token = ("", 0, 0)
        self.function = ""
        self.values: list[Value] = []
        self.unknown = -1


class PipelineParser(Cursor):
    """Reads one pipeline after the other; ``action_start`` is where the present action starts."""

    __slots__ = ("_functions", "action_start", "first_unknown", "unknown")

    def __init__(self, text: str, functions: Collection[str]) -> None:
        super().__init__(text, functions)
        self._functions = functions
        self.action_start = 0
        self.unknown: list[UnknownFunction] = []
        self.first_unknown: TemplateError | None = None

    def pipeline(self, context: str) -> Data | None:
        """Read a pipeline and the end of the action; the result is the data, if that is its value.

        ``context`` is Go's word for the place: ``if``, ``command``.
        """
        outer: list[Pipeline] = []
        pipe = self._begin(context, self.action_start)
        while True:
            token = self.next_word()
            closes = token[0] is (RIGHT_PAREN if outer else RIGHT)
            if closes:
                self._close(pipe, token)
                self._bind(pipe, token[2], certain=not outer)
                if not outer:
                    return pipe.value if isinstance(pipe.value, Data) else None
                # the parentheses are an operand of the pipeline around them
                inner, pipe = pipe, outer.pop()
                self.scope.depth -= 1
                self._add_operand(pipe, (LEFT_PAREN, inner.start, token[2]), inner.value)
            elif token[0] in _OPERANDS:
                self.back()
                pipe.begin_command()
            else:
                self.unexpected(token, pipe.context)
            opened = self._command(pipe, operand_read=closes)
            if opened is not None:
                outer.append(pipe)
                pipe = opened

    def _begin(self, context: str, start: int) -> Pipeline:
        """Start a pipeline: read the variables that it declares or assigns to."""
        pipe = Pipeline(context, start)
        while self.peek_word()[0] is VARIABLE:
            variable = self.next()
            spaced = self.peek()[0] is SPACE
            token = self.peek_word()
            is_comma = token[0] is OTHER and self.value(token) == ","
            if not is_comma and token[0] is not ASSIGN and token[0] is not DECLARE:
                # the variable is an operand
                self.back(2 if spaced else 1)
                break
            self.next()
            name = self.value(variable)
            pipe.variables.append(name)
            self.scope.declare(name)
            if not is_comma:
                pipe.assigns = token[0] is ASSIGN
                break
            if context != "range" or len(pipe.variables) == 2:
                self.refuse(f"too many declarations in {context}", variable[1], token[2])
            token = self.peek_word()
            if token[0] not in _AFTER_COMMA:
                self.refuse("range can only initialize variables", variable[1], max(token[2], variable[2]))
        return pipe

    def _command(self, pipe: Pipeline, operand_read: bool) -> Pipeline | None:
        """Read the operands up to the end of the command, or into a parenthesis, which is returned.

        ``operand_read`` says that an operand, a parenthesis, has just been read.
        """
        while True:
            if not operand_read:
                kind, start, end = self.peek_word()
                if pipe.operands == 1 and pipe.unknown >= 0 and kind not in _COMMAND_ENDS:
                    self.unknown[pipe.unknown] = self.unknown[pipe.unknown]._replace(bare=False)
                if kind is LEFT_PAREN:
                    self.next()
                    if self.scope.depth == _MAX_DEPTH:
                        self.refuse("max expression depth exceeded", start, end)
                    self.scope.depth += 1
                    return self._begin(_PARENTHESIZED, start)
                if kind in _OPERANDS:
                    token = self.next()
                    self._add_operand(pipe, token, self._term(pipe, token))
            operand_read = False
            token = self.next()
            if token[0] is SPACE:
                continue
            if token[0] not in _COMMAND_ENDS:
                self.unexpected(token, "operand")
            if token[0] is not PIPE:
                self.back()
            self._end_command(pipe)
            return None

    def _term(self, pipe: Pipeline, token: Token) -> Value:
        """Check an operand that is one token, without the fields after it; the result is its value."""
        kind, start, end = token
        if kind is DOT:
            return self.scope.dot
        text = self.text[start:end]
        if kind is FIELD:
            if self.scope.dot is not None:
                self.scope.reads.append((Read(text[1:], start, end), self.scope.dot))
        elif kind is VARIABLE:
            if not self.scope.declared(text):
                self.refuse(f"undefined variable {quote(text)}", start, end)
            return self.scope.held(text, start)
        elif kind is IDENTIFIER:
            if text not in self._functions:
                self._add_unknown(pipe, token)
        elif kind is STRING:
            return Text(self.unquoted(token), start, end)
        elif kind in _NUMBERS:
            fault = _NUMBERS[kind](text)
            if fault is not None:
                self.refuse(fault, start, end)
        return None

    def unquoted(self, token: Token) -> str:
        """The value of a string token."""
        value = unquote(self.value(token))
        if value is None:
            self.refuse("invalid syntax", token[1], token[2])
        return value

    def _add_unknown(self, pipe: Pipeline, token: Token) -> None:
        _, start, end = token
        name = self.text[start:end]
        if self.first_unknown is None:
            self.first_unknown = self.error(f"function {quote(name)} not defined", start, end)
        # Only functions take arguments: after a field or a value a second one would be no better.
        bare = pipe.commands == 0 if pipe.operands == 0 else pipe.function in self._functions
        if pipe.operands == 0:
            pipe.unknown = len(self.unknown)
        self.unknown.append(UnknownFunction(name, start, end, bare))

    def _add_operand(self, pipe: Pipeline, token: Token, value: Value) -> None:
        """Add an operand to the present command, with the fields that follow it."""
        kind, start, _ = token
        field = self.peek()
        chained = field[0] is FIELD
        if chained:
            if isinstance(value, Data):
                read = Read(self.value(field)[1:], start if kind is VARIABLE else field[1], field[2])
                self.scope.reads.append((read, value))
            end = field[2]
            while self.peek()[0] is FIELD:
                end = self.next()[2]
            if kind in _LITERALS:
                self.refuse(f"unexpected . after term {quote(self.value(token))}", start, end)
            value = None
        pipe.operands += 1
        if pipe.operands == 1:
            pipe.first = token
            if kind is IDENTIFIER and not chained:
                pipe.function = self.value(token)
        if pipe.operands <= 3:
            pipe.values.append(value)

    def _end_command(self, pipe: Pipeline) -> None:
        pipe.commands += 1
        if pipe.commands > 1 and pipe.first[0] in _LITERALS and pipe.misplaced is None:
            pipe.misplaced = (pipe.commands, pipe.first)
        values = pipe.values
        if pipe.function == "index" and len(values) > 1:
            # a value that is piped in comes last
            key = values[2] if len(values) > 2 else pipe.value
            if isinstance(values[1], Data) and isinstance(key, Text):
                self.scope.reads.append((Read(*key), values[1]))
                values = []
        handed_on = pipe.operands == 1 and (pipe.variables or pipe.context in _HANDS_ON)
        if not handed_on or pipe.context == "range":
            self.scope.wholes += [value for value in values if isinstance(value, Data)]
        values = pipe.values
        pipe.value = values[0] if pipe.commands == 1 and pipe.operands == 1 else None

    def _close(self, pipe: Pipeline, token: Token) -> None:
        """End a pipeline at ``token``."""
        if not pipe.commands:
            self.refuse(f"missing value for {pipe.context}", pipe.start, token[2])
        if pipe.misplaced is not None:
            stage, (_, start, end) = pipe.misplaced
            self.refuse(f"non executable command in pipeline stage {stage}", start, end)

    def _bind(self, pipe: Pipeline, at: int, certain: bool) -> None:
        """Give the pipeline's variables their values, which they have from ``at`` on.

        In parentheses that is not ``certain``: ``and`` and ``or`` need not look at all their arguments.
        """
        value = pipe.value if isinstance(pipe.value, Data) and pipe.context != "range" else None
        for name in pipe.variables:
            if pipe.assigns:
                self.scope.assign(name, value, at)
            else:
                self.scope.bind(name, value if certain else None)
