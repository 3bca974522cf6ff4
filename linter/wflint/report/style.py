"""Colour and width of what goes to a terminal, and text from strangers made harmless for it."""

from __future__ import annotations

import re
from typing import NamedTuple

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "frame": "34",
    "related": "1;34",
    "bold": "1",
    "dim": "2",
    "good": "32",
    "removed": "31",
    "added": "32",
}


class Style(NamedTuple):
    """Whether to colour, and how many columns there are."""

    color: bool = False
    width: int = 100

    def paint(self, role: str, text: str) -> str:
        """``text`` in the colour of ``role``, where there is colour."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.color and text else text


# Control characters drive a terminal (and a log viewer), bidirectional ones show a text in another order
# than it is read by machines ("Trojan Source", CVE-2021-42574), and the rest of these break lines.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` on one line, with every character seen that would act on a terminal instead of showing."""
    # None of them is printable, and almost every text is.
    return text if text.isprintable() else re.sub(_UNSEEN, _show, text)


def _show(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def cells(text: str) -> list[tuple[str, int]]:
    """For each code point of ``text`` what is shown for it and how many columns that takes."""
    if text.isascii() and text.isprintable():
        return [(char, 1) for char in text]
    from unicodedata import category, east_asian_width

    shown = []
    for char in text:
        if char == "\t":
            shown.append(("    ", 4))
        elif seen := re.match(_UNSEEN, char):
            word = _show(seen)
            shown.append((word, len(word)))
        elif category(char) in ("Mn", "Me", "Cf"):
            shown.append((char, 0))
        else:
            shown.append((char, 2 if east_asian_width(char) in "WF" else 1))
    return shown
