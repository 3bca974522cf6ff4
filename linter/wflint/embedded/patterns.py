"""Whether a text is an ECMA-262 regular expression, asked of a real engine (``regress``)."""

from __future__ import annotations

import re
from functools import cache

_FOREIGN = (
    (r"\(\?P[<=>]", "named groups are '(?<name>…)', without 'P'"),
    (r"\(\?[aiLmsux]+\)", "flags like '(?i)' are not known"),
    (r"\(\?#", "comments are not known"),
    (r"\(\?>", "atomic groups are not known"),
    (r"\(\?\(", "conditional groups are not known"),
    (r"(?<!\\)[*+?}]\+", "possessive quantifiers are not known"),
)
"""What other engines know and JavaScript does not, said in place of the engine's own message.

The patterns here are compiled when first used: most schemas have no pattern in them.
"""

_IN_WORDS = {
    "invalid atom character": "a quantifier has nothing before it to repeat",
    "invalid quantifier": "a quantifier counts backwards",
    "range values reversed": "a range in brackets runs backwards",
    "invalid group modifier": "a group begins with '(?' and is of no known kind",
    "invalid token at named capture group": "a named group is written '(?<name>…)'",
    "incomplete escape": "a backslash ends it",
}
"""The beginnings of the engine's messages that only its authors understand, said for others."""

_LONGEST = 5_000
"""Code points. The engine recurses on the machine's own stack: a long alternation ends the process."""

_LIMITS = ("too deeply nested", "limit exceeded")


@cache
def fault_of(pattern: str) -> str | None:
    """What is wrong with a pattern, or ``None``.

    A pattern that compiles with or without the ``u`` flag is right: validators use either. Nothing is said
    where the engine is not installed, or reaches its own limits.
    """
    if len(pattern) > _LONGEST:
        return None
    try:
        from regress import Regex, RegressError
    except ImportError:
        return None
    try:
        Regex(pattern, "u")
        return None
    except RegressError:
        pass
    except (UnicodeError, ValueError):
        return None  # a lone surrogate cannot be handed over
    try:
        Regex(pattern)
        return None
    except RegressError as error:
        message = str(error).rstrip(".")
    if any(limit in message for limit in _LIMITS):
        return None
    for foreign, reason in _FOREIGN:
        if re.search(foreign, pattern):
            return reason
    message = message[:1].lower() + message[1:]
    return next((said for begin, said in _IN_WORDS.items() if message.startswith(begin)), message)


_QUANTIFIER = r"[*+?}]"
_QUANTIFIED_GROUP = r"\)[*+?{]"

_STEPS = 1_000_000


def may_match(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text; true too where that cannot be told in a few steps."""
    return matches(pattern, text) is not False


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; ``None`` where that cannot be told in a few steps."""
    if (
        len(pattern) > _LONGEST
        or re.search(_QUANTIFIED_GROUP, pattern)
        or len(text) ** len(re.findall(_QUANTIFIER, pattern)) > _STEPS
    ):
        return None
    try:
        from regress import Regex, RegressError
    except ImportError:
        return None
    try:
        return Regex(pattern, "u").find(text) is not None
    except (RegressError, UnicodeError, ValueError):
        return None
