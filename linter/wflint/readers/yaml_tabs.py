"""Tabs that YAML 1.2 allows and libyaml refuses: stand-ins for those that are harmless beyond doubt.

A tab that begins the first line of a ``|`` block is text. One in a line without content, in front of a
comment, or between a dash and a scalar separates, as a space does. Every stand-in is checked in what libyaml
makes of the text: one that ended up as anything else makes the text refused as before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from yaml.error import YAMLError
from yaml.events import CollectionStartEvent, ScalarEvent

from ..source import Fault
from .yaml_reading import Event, Reading, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

Parser: TypeAlias = "Callable[[str], Any]"

_LINE = re.compile(r"([ \t]*)([^\r\n]*)(\r\n|\n|\r|\Z)")
_LITERAL = re.compile(r"(?:^|[ \t])\|[-+]?[ \t]*(?:[ \t]#|$)")
_DASH = re.compile(r"(?:[-?:] +(?=-))*+-[ \t]*\t[ \t]*(?=[^\s#&!])")


def is_of_tab(problem: str, text: str, at: int) -> bool:
    """Whether the parser's ``problem`` at ``at`` is a tab."""
    return "tab character" in problem or ("cannot start any token" in problem and text[at : at + 1] == "\t")


def replace_tabs(reading: Reading, stand_in: int, parser: Parser) -> Reading:
    """A reading without the tabs that may be harmless; :func:`check_tabs` tells whether they were.

    ``stand_in`` is a character that the text does not have, ``parser`` what makes PyYAML's parser of a text.
    """
    text = list(reading.text)
    separating: list[int] = []
    after_header = False
    for line in _LINE.finditer(reading.text):
        indent, content, start = line[1], line[2], line.start()
        if not content and "\t" not in indent:
            continue  # blank lines before the first line of a block count for nothing
        dash = _DASH.match(content)
        if after_header and "\t" in indent:
            text[start + indent.index("\t")] = chr(stand_in)
        elif not content or content[0] == "#":
            separating += [start + place for place, sign in enumerate(indent) if sign == "\t"]
        elif dash and "\t" not in indent:
            offset = line.start(2)
            separating += [offset + at for at, sign in enumerate(dash[0]) if sign == "\t"]
        after_header = _LITERAL.search(content) is not None
        if line.end() == len(reading.text):
            break
    for place in separating:
        text[place] = " "
    inside = _scalars(parser, "".join(text))
    kept = [place for place in separating if not _is_inside(place, inside)]
    for place in separating:
        text[place] = "\t"
    for place in kept:
        text[place] = " "
    characters = reading.characters | {stand_in: ord("\t")}
    return reading._replace(text="".join(text), characters=characters, tabs=tuple(kept), tab=stand_in)


def _scalars(parser: Parser, text: str) -> list[tuple[int, int]]:
    """Where the scalars of a text stand, as far as it can be read."""
    found: list[tuple[int, int]] = []
    events = iter(parser(text).get_event, None)
    # Where it stops at an error, the places that are left are checked when the text is read.
    with suppress(YAMLError, UnicodeError):
        found.extend(_reach(event, text) for event in events if type(event) is ScalarEvent)
    return found


def _reach(event: Event, text: str) -> tuple[int, int]:
    """The range of a scalar; the line behind a block, which may have been meant for it, belongs to it."""
    end = event.end_mark.index
    if event.style in ("|", ">"):
        line = _LINE.match(text, end)
        end = line.end() if line else end
    return event.start_mark.index, end


def _is_inside(place: int, spans: list[tuple[int, int]]) -> bool:
    number = bisect_right(spans, place, key=itemgetter(0))
    return number > 0 and place < spans[number - 1][1]


def check_tabs(event: Event, reading: Reading) -> None:
    """Raise :class:`Unreadable` where a stand-in turned out to be more than a harmless tab."""
    start = event.start_mark.index
    if type(event) is ScalarEvent:
        _, end = _reach(event, reading.text)
        number = bisect_right(reading.tabs, start)
        if number < len(reading.tabs) and reading.tabs[number] < end:
            raise Unreadable(_fault(reading.tabs[number]))
        if event.style != "|" and chr(reading.tab) in event.value:
            raise Unreadable(_fault(reading.text.index(chr(reading.tab), start)))
    elif isinstance(event, CollectionStartEvent) and not event.flow_style:
        # Behind a dash, only spaces may indent what begins a collection.
        before = reading.original[max(0, start - 200) : start]
        gap = len(before) - len(before.rstrip(" \t"))
        if "\t" in before[len(before) - gap :]:
            raise Unreadable(_fault(start - gap + before[len(before) - gap :].index("\t")))


def _fault(place: int) -> Fault:
    return Fault(place, place + 1, "a tab indents this line, and YAML takes only spaces", "use spaces")
