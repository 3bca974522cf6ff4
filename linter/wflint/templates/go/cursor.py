"""The place in the tokens where the parser is, and how it gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from .lexer import DOT, EOF, ERROR, KEYWORDS, SPACE, Lexer, Token
from .literals import quote
from .scope import Scope
from .template import TemplateError

if TYPE_CHECKING:
    from collections.abc import Collection

# the prompt's name in Go's messages, which say "action started at NAME:LINE"
NAME: Final = "prompt"


class Refused(Exception):  # noqa: N818 - raised and caught inside the parser
    """Go refuses the template."""

    def __init__(self, error: TemplateError) -> None:
        self.error = error


class Cursor:
    """Gives the tokens one after the other to the template that is being read, ``scope``."""

    __slots__ = ("_at", "_chunk", "_lexer", "scope", "text")

    def __init__(self, text: str, functions: Collection[str]) -> None:
        self.text = text
        self.scope = Scope(NAME, (0, 0))
        self._lexer = Lexer(text, functions)
        self._chunk: list[Token] = []
        self._at = 0

    def peek(self) -> Token:
        """The next token, which stays the next one."""
        if self._at == len(self._chunk):
            self._chunk = self._lexer.chunk()
            self._at = 0
        token = self._chunk[self._at]
        if token[1] > self.scope.reached:
            self.scope.reached = token[1]
        return token

    def next(self) -> Token:
        """The next token."""
        token = self.peek()
        self._at += 1
        return token

    def peek_word(self) -> Token:
        """The next token that is no space; the spaces before it are passed over."""
        token = self.peek()
        while token[0] is SPACE:
            self._at += 1
            token = self.peek()
        return token

    def next_word(self) -> Token:
        """The next token that is no space."""
        token = self.peek_word()
        self._at += 1
        return token

    def back(self, tokens: int = 1) -> None:
        """Go back; at most to the start of the action."""
        self._at -= tokens

    @property
    def here(self) -> int:
        """Where the last token ends."""
        return self._chunk[self._at - 1][2]

    def value(self, token: Token) -> str:
        """The text of the token."""
        return self.text[token[1] : token[2]]

    def line(self, at: int) -> int:
        """The line, from 1, of an offset."""
        return self.text.count("\n", 0, at) + 1

    def refuse(self, message: str, start: int, end: int) -> NoReturn:
        """Give up with Go's message; the range is to blame."""
        raise Refused(self.error(message, start, end))

    def error(self, message: str, start: int, end: int) -> TemplateError:
        """What Go reports if it gives up here."""
        return TemplateError(message, self.line(self.scope.reached), start, end)

    def unexpected(self, token: Token, context: str) -> NoReturn:
        """Give up at a token that cannot stand in ``context``, or that is none."""
        kind, start, end = token
        if kind is not ERROR:
            self.refuse(f"unexpected {self._shown(token)} in {context}", start, end)
        message = self._lexer.message
        if self.scope.action is not None:
            line = self.line(self.scope.action)
            if line != self.line(start):
                inside = "" if message.endswith(" action") else " in action"
                message += f"{inside} started at {NAME}:{line}"
        self.refuse(message, self._lexer.start, self._lexer.end)

    def _shown(self, token: Token) -> str:
        """The token as Go's messages have it."""
        kind = token[0]
        if kind is EOF:
            return "EOF"
        value = self.value(token)
        if kind is DOT or kind in KEYWORDS:
            return f"<{value}>"
        # Go counts bytes to see whether it is long, and characters to cut it
        if len(value.encode()) > 10:
            return f"{quote(value[:10])}..."
        return quote(value)
