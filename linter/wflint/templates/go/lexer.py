"""The tokens of a template, action by action.

Text matters to the parser only where it is more than white space, so blank text makes no token, and
trim markers, which take away white space alone, need no work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .literals import quote, unicode_point

if TYPE_CHECKING:
    from collections.abc import Collection

# the kind, the start and the end; a plain tuple, as a long prompt has very many of them
Token = tuple[str, int, int]

TEXT: Final = "text"
LEFT: Final = "left delimiter"
RIGHT: Final = "right delimiter"
EOF: Final = "end of text"
ERROR: Final = "error"
SPACE: Final = "space"
ASSIGN: Final = "assign"
DECLARE: Final = "declare"
PIPE: Final = "pipe"
STRING: Final = "string"
VARIABLE: Final = "variable"
CHARACTER: Final = "character constant"
DOT: Final = "dot"
FIELD: Final = "field"
NUMBER: Final = "number"
COMPLEX: Final = "complex"
BOOL: Final = "bool"
IDENTIFIER: Final = "identifier"
LEFT_PAREN: Final = "left parenthesis"
RIGHT_PAREN: Final = "right parenthesis"
OTHER: Final = "other character"
NIL: Final = "nil"
# the other keywords are their own kind
KEYWORDS: Final = frozenset(
    ("block", "break", "continue", "define", "else", "end", "if", "range", "nil", "template", "with")
)

_SPACES = frozenset(" \t\r\n")
_ENDS_WORD = _SPACES.union(".,|:()")
_NUMERIC = frozenset("+-0123456789")
_UNTERMINATED = {
    '"': "quoted string",
    "'": "character constant",
    "`": "raw quoted string",
}
_SINGLE = {"=": ASSIGN, "|": PIPE, "(": LEFT_PAREN, ")": RIGHT_PAREN}
# bytes.TrimSpace of Go, which knows fewer spaces than Python
_NOT_BLANK = re.compile(r"[^\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_SPACE_RUN = re.compile(r"[ \t\r\n]+")
_WORD = re.compile(r"\w*")
# compiled when they are needed for the first time: most prompts hold no literal at all
_STRING = r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
_CHARACTER = r"'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'"
_NUMBER = (
    r"[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?"
    r"|0[oO][0-7_]*(?:\.[0-7_]*)?"
    r"|0[bB][01_]*(?:\.[01_]*)?"
    r"|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?"
)


class Lexer:
    """Cuts ``text`` into tokens; after an error token there are no more.

    ``message``, ``start`` and ``end`` then say what is wrong and where.
    """

    __slots__ = ("_keywords", "_opening", "_parens", "_pos", "end", "message", "start", "text")

    def __init__(self, text: str, functions: Collection[str]) -> None:
        self.text = text
        # these two are words like any other where a function has their name
        self._keywords = KEYWORDS.difference({"break", "continue"}.intersection(functions))
        self._pos = 0
        self._opening = 0
        self._parens: list[int] = []
        self.message = ""
        self.start = self.end = 0

    def chunk(self) -> list[Token]:
        """The tokens up to the end of the next action, or of the text; never empty."""
        text = self.text
        tokens: list[Token] = []
        while True:
            opening = text.find("{{", self._pos)
            end = opening if opening >= 0 else len(text)
            if _NOT_BLANK.search(text, self._pos, end):
                tokens.append((TEXT, self._pos, end))
            if opening < 0:
                self._pos = end
                tokens.append((EOF, end, end))
                return tokens
            self._opening = opening
            inside = opening + 2
            if text.startswith("-", inside) and text[inside + 1 : inside + 2] in _SPACES:
                inside += 2
            if not text.startswith("/*", inside):
                tokens.append((LEFT, opening, opening + 2))
                self._action(inside, tokens)
                return tokens
            if not self._skip_comment(inside, tokens):
                return tokens

    def _skip_comment(self, start: int, tokens: list[Token]) -> bool:
        """Move past the comment at ``start``; ``False`` if it is faulty."""
        close = self.text.find("*/", start + 2)
        if close < 0:
            tokens.append(self._fail("unclosed comment", start, self._opening, self._line_end(start)))
            return False
        after = close + 2
        if self._is_trim(after):
            after += 2
        elif not self.text.startswith("}}", after):
            message = "comment ends before closing delimiter"
            tokens.append(self._fail(message, start, close, after))
            return False
        self._pos = after + 2
        return True

    def _action(self, pos: int, tokens: list[Token]) -> None:
        """Add the tokens from ``pos`` to the end of the action."""
        text = self.text
        self._parens.clear()
        while True:
            char = text[pos : pos + 1]
            if char in _SPACES:
                match = _SPACE_RUN.match(text, pos)
                end = match.end() if match else pos
                if self._is_trim(end - 1):
                    # the last space belongs to the trim marker
                    end -= 1
                    if end > pos:
                        tokens.append((SPACE, pos, end))
                    tokens.append(self._right(end, end + 2))
                    return
                token = (SPACE, pos, end)
            elif char == "}" and text.startswith("}}", pos):
                tokens.append(self._right(pos, pos))
                return
            else:
                token = self._token(char, pos)
            tokens.append(token)
            if token[0] is ERROR:
                return
            pos = token[2]

    def _right(self, start: int, delimiter: int) -> Token:
        """The end of an action; its trim marker, if it has one, stands at ``start``."""
        if self._parens:
            paren = self._parens[-1]
            return self._fail("unclosed left paren", start, paren, paren + 1)
        self._pos = delimiter + 2
        return (RIGHT, delimiter, delimiter + 2)

    def _token(self, char: str, pos: int) -> Token:
        """The token at ``pos``, which starts with ``char``: neither a space nor the end of an action."""
        text = self.text
        if not char:
            return self._fail("unclosed action", pos, self._opening, self._line_end(self._opening))
        # a dot at the very end counts as a number in Go
        is_number = pos + 1 == len(text) or "0" <= text[pos + 1] <= "9" if char == "." else char in _NUMERIC
        if is_number:
            return self._number(pos)
        if char in ".$":
            return self._name(char, pos)
        if char == "_" or char.isalpha() or char.isdecimal():
            return self._word(pos)
        if char in "\"'`":
            return self._quoted(char, pos)
        if char == ":":
            if text.startswith("=", pos + 1):
                return (DECLARE, pos, pos + 2)
            return self._fail("expected :=", pos, pos, pos + 1)
        if char == "(":
            self._parens.append(pos)
        elif char == ")":
            if not self._parens:
                return self._fail("unexpected right paren", pos, pos, pos + 1)
            self._parens.pop()
        elif not (char.isascii() and char.isprintable()):
            message = f"unrecognized character in action: {unicode_point(char)}"
            return self._fail(message, pos, pos, pos + 1)
        return (_SINGLE.get(char, OTHER), pos, pos + 1)

    def _name(self, char: str, pos: int) -> Token:
        """A field, a variable, or the dot."""
        if self._ends_word(pos + 1):
            return (VARIABLE if char == "$" else DOT, pos, pos + 1)
        end = self._word_end(pos + 1)
        if not self._ends_word(end):
            return self._bad_character(pos, end)
        return (VARIABLE if char == "$" else FIELD, pos, end)

    def _word(self, pos: int) -> Token:
        end = self._word_end(pos)
        if not self._ends_word(end):
            return self._bad_character(pos, end)
        word = self.text[pos:end]
        if word in self._keywords:
            return (word, pos, end)
        return (BOOL if word in ("true", "false") else IDENTIFIER, pos, end)

    def _word_end(self, pos: int) -> int:
        """Where the letters, digits and underscores from ``pos`` on end."""
        match = _WORD.match(self.text, pos)
        end = match.end() if match else pos
        word = self.text[pos:end]
        if not word.isascii():
            # the \w of Python takes in more than letters and decimal digits
            for offset, char in enumerate(word):
                if not (char == "_" or char.isalpha() or char.isdecimal()):
                    return pos + offset
        return end

    def _ends_word(self, pos: int) -> bool:
        char = self.text[pos : pos + 1]
        return not char or char in _ENDS_WORD or self.text.startswith("}}", pos)

    def _number(self, pos: int) -> Token:
        """A number as far as its characters go; the parser looks at its value."""
        end, good = self._number_end(pos)
        kind = NUMBER
        if good and self.text[end : end + 1] in ("+", "-"):
            kind = COMPLEX
            end, good = self._number_end(end)
            good = good and self.text[end - 1] == "i"
        if good:
            return (kind, pos, end)
        return self._fail(f"bad number syntax: {quote(self.text[pos:end])}", pos, pos, end)

    def _number_end(self, pos: int) -> tuple[int, bool]:
        match = re.compile(_NUMBER).match(self.text, pos)
        end = match.end() if match else pos
        if self._word_end(end) > end:
            return end + 1, False
        return end, True

    def _quoted(self, char: str, pos: int) -> Token:
        """A string or a character constant."""
        if char == "`":
            close = self.text.find("`", pos + 1)
            if close >= 0:
                return (STRING, pos, close + 1)
        else:
            match = re.compile(_STRING if char == '"' else _CHARACTER).match(self.text, pos)
            if match:
                return (STRING if char == '"' else CHARACTER, pos, match.end())
        # most likely the quote was to be closed before the action is
        line_end = self._line_end(pos)
        action_end = self.text.find("}}", pos, line_end)
        end = action_end if action_end > pos else line_end
        return self._fail(f"unterminated {_UNTERMINATED[char]}", pos, pos, end)

    def _bad_character(self, start: int, pos: int) -> Token:
        return self._fail(f"bad character {unicode_point(self.text[pos])}", start, pos, pos + 1)

    def _fail(self, message: str, at: int, start: int, end: int) -> Token:
        """The error token, which Go places at ``at``, with the range that is to blame."""
        self.message, self.start, self.end = message, start, end
        return (ERROR, at, at)

    def _is_trim(self, pos: int) -> bool:
        """Whether a delimiter with a trim marker, which begins with a space, stands at ``pos``."""
        return self.text[pos : pos + 1] in _SPACES and self.text.startswith("-}}", pos + 1)

    def _line_end(self, pos: int) -> int:
        end = self.text.find("\n", pos)
        return pos + len(self.text[pos : end if end >= 0 else len(self.text)].rstrip())
