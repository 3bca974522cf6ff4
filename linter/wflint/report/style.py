"""What a terminal can show, and text from strangers made harmless for it."""

from __future__ import annotations

import re

from ..named_tuple import NamedTuple

CODES = {
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
"""What turns a role's colour on (SGR); ``0`` turns it off."""


class Style(NamedTuple):
    """What the place that text goes to can show: colours, how many columns, which characters, links."""

    color: bool = False
    width: int = 100
    encoding: str = "utf-8"
    links: bool = False

    def paint(self, role: str, text: str) -> str:
        """``text`` in the colour of ``role``, where there is colour."""
        return f"\x1b[{CODES[role]}m{text}\x1b[0m" if self.color and text else text

    def link(self, url: str | None, text: str) -> str:
        """``text``, with ``url`` behind it where there are links (OSC 8)."""
        if not (self.links and url and url.isascii() and url.isprintable()):
            return text
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"

    @property
    def cut(self) -> str:
        """What stands for text that is left out."""
        return "..." if _encoded("…", self.encoding) != "…" else "…"


# Control characters drive a terminal (and a log viewer), bidirectional ones show a text in another order
# than it is read by machines ("Trojan Source", CVE-2021-42574), tags hide a text in another, and the rest of
# these break lines or look like nothing. Joiners belong to many scripts, but never follow ASCII.
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]|(?<![^\x00-\x7f])[\u200c\u200d]"
)

# Terminals do not agree how wide an emoji is that is joined to another, given a skin or asked to be coloured.
# Without these every part is as wide as it is alone.
_UNSETTLED = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def visible(text: str, encoding: str = "utf-8") -> str:
    """``text`` on one line, with every character seen that would act on a terminal instead of showing.

    Characters that ``encoding`` does not have are written as escapes too.
    """
    if text.isascii() and text.isprintable():  # as almost every text is
        return text
    return _encoded(re.sub(_UNSEEN, lambda found: _shown(found[0], encoding), text), encoding)


def _shown(char: str, encoding: str) -> str:
    code = ord(char)
    picture = chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else ""
    if picture and _encoded(picture, encoding) == picture:
        return picture
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _encoded(text: str, encoding: str) -> str:
    return text.encode(encoding, "backslashreplace").decode(encoding)


def cells(text: str, encoding: str = "utf-8") -> list[tuple[str, int]]:
    """For each code point of ``text`` what is shown for it and how many columns that takes."""
    if text.isascii() and text.isprintable():
        return [(char, 1) for char in text]
    from unicodedata import category, east_asian_width

    unseen = {found.start() for found in re.finditer(_UNSEEN, text)}
    encodable = _encoded(text, encoding) == text
    shown = []
    for place, char in enumerate(text):
        word = _shown(char, encoding) if place in unseen else char if encodable else _encoded(char, encoding)
        if char == "\t":
            shown.append(("    ", 4))
        elif word != char:
            shown.append((word, len(word)))
        elif char in _UNSETTLED:
            shown.append(("", 0))
        elif category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
            shown.append((char, 0))
        else:
            shown.append((char, 2 if east_asian_width(char) in "WF" else 1))
    return shown
