"""Characters that stand in for what libyaml cannot take but YAML 1.2 allows.

libyaml reads YAML 1.1. Where 1.2 differs in the text itself, characters are replaced by others one for
one before libyaml sees them and put back into every value, so that offsets stay those of the original.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from yaml.events import ScalarEvent

from ..source import Fault
from .yaml_reading import Event, Reading, Unreadable
from .yaml_tabs import Parser, check_tabs, is_of_tab, replace_tabs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.error import YAMLError

_LINE_ENDS_OF_1_1 = re.compile("[\x85\u2028\u2029]")  # ordinary characters in YAML 1.2
_ONLY_QUOTED = re.compile("[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")  # in 1.2, but never for libyaml
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\U0010ffff]")
_VERSION = re.compile(r"^(%YAML[ \t]+1\.)\d(?!\d)", re.MULTILINE)
_END = re.compile(r"^\.\.\.(?=[ \t]*(?:#[^\r\n]*)?[\r\n])(?!(?:\s|#[^\r\n]*)*+%)", re.MULTILINE)
_HALF = re.compile(r"(?<=\\u)([dD])(?=[89a-fA-F][0-9a-fA-F]{2})")  # half of a surrogate pair
_HALF_STAND_IN = re.compile(r"(?<=\\u)([eE])(?=[89a-fA-F][0-9a-fA-F]{2})")
_HALVES = dict(zip(range(0xE800, 0xF000), range(0xD800, 0xE000), strict=True))
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_SPARE = 0x10F000  # characters of the last private plane stand in for those that libyaml cannot take
_COLON = re.compile(r"(?P<json>[\"'\]}]\s*+)?(?<![^\s\[{,:\"'\]}]):(?=[^\s,\[\]{}])")
_PRELUDE = re.compile(
    r"(?:\A|^\.\.\.(?=\s)[^\r\n]*(?:\r\n|\n|\r))"
    r"(?:(?:%|[ \t]*#)[^\r\n]*(?:\r\n|\n|\r)|[ \t]*(?:\r\n|\n|\r))++---(?!\S)",
    re.MULTILINE,
)
_RESERVED = re.compile(r"^%(?!(?:YAML|TAG)\s)", re.MULTILINE)


def replace_line_ends(reading: Reading) -> Reading:
    """A reading that takes NEL, LS and PS for the ordinary characters that they are."""
    return _stand_in(reading, _LINE_ENDS_OF_1_1)


def replace_misread(reading: Reading, misread: re.Pattern[str]) -> Reading:
    """A reading that takes the last sign of each ``misread`` for an ordinary character."""
    return _replace_signs(reading, misread, {"?", ":", "%", "@", "`"})


def next_reading(reading: Reading, error: YAMLError, parser: Parser) -> Reading | None:
    """Another way to read a text that raised ``error``; ``None`` where it is the text's own fault.

    ``parser`` makes PyYAML's parser of a text.
    """
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    if problem == "found incompatible YAML document":
        changed = reading._replace(text=_VERSION.sub(r"\g<1>2", reading.text))
    elif problem.startswith(("did not find expected <document start>", "expected '<document start>'")):
        # In 1.2 a document may follow '...' without a '---' of its own.
        changed = reading._replace(text=_END.sub("---", reading.text))
    elif problem == "found invalid Unicode character escape code" and not reading.halves:
        if _HALF_STAND_IN.search(reading.text) or re.search("[\ue800-\uefff]", reading.text):
            return None  # nothing is left to stand in; no real text comes here
        text = _HALF.sub(lambda digit: chr(ord(digit[1]) + 1), reading.text)
        changed = reading._replace(text=text, halves=True)
    elif problem in ("control characters are not allowed", "special characters are not allowed"):
        changed = _stand_in(reading, _ONLY_QUOTED)
    elif problem == "found unknown directive name":
        # YAML reserves these for later versions, and has them passed over.
        comment = _PRELUDE.sub(lambda prelude: _RESERVED.sub("#", prelude[0]), reading.text)
        changed = reading._replace(text=comment)
    elif reading.text.startswith(":", _place_of(error)):
        # In brackets a plain value may begin with a ':', but not one behind a key like those of JSON.
        changed = _replace_signs(reading, _COLON, {":"})
    elif not reading.tab and is_of_tab(problem, reading.text, _place_of(error)):
        changed = replace_tabs(reading, _spares(reading.text, 1)[0], parser)
    else:
        return None
    return changed if changed.text != reading.text else None


def _place_of(error: YAMLError) -> int:
    return int(getattr(getattr(error, "problem_mark", None), "index", 0))


def _spares(text: str, count: int) -> list[int]:
    """So many characters that the text does not have."""
    there = set(text)
    return list(islice((code for code in range(_SPARE, 0x110000) if chr(code) not in there), count))


def _stand_in(reading: Reading, rare: re.Pattern[str]) -> Reading:
    found = sorted(set(map(ord, rare.findall(reading.text))))
    stand_ins = dict(zip(found, _spares(reading.text, len(found)), strict=True))
    there = {stand_in: character for character, stand_in in stand_ins.items()}
    return reading._replace(text=reading.text.translate(stand_ins), characters=reading.characters | there)


def _replace_signs(reading: Reading, places: re.Pattern[str], signs: set[str]) -> Reading:
    """A reading with a stand-in for the last character of each of the ``places``, one of the ``signs``."""
    stand_ins = dict(zip(sorted(signs), map(chr, _spares(reading.text, len(signs))), strict=True))

    def replace(place: re.Match[str]) -> str:
        kept = place.re.groups and place[1]
        return place[0] if kept else place[0][:-1] + stand_ins[place[0][-1]]

    there = {ord(stand_in): ord(sign) for sign, stand_in in stand_ins.items()}
    text = places.sub(replace, reading.text)
    return reading._replace(text=text, characters=reading.characters | there)


def restored(stream: Iterator[Event], reading: Reading) -> Iterator[Event]:
    """The events with the text's own characters in every scalar."""
    for event in stream:
        if reading.tab:
            check_tabs(event, reading)
        if type(event) is ScalarEvent:
            value = event.value.translate(reading.characters)
            if not event.style or event.style in "|>":
                _check_characters(reading, event)
            if reading.halves:
                value = _HALF_STAND_IN.sub(lambda digit: chr(ord(digit[1]) - 1), value.translate(_HALVES))
                value = join_halves(value, event)
            event.value = value
        yield event


def _check_characters(reading: Reading, event: Event) -> None:
    found = _ONLY_QUOTED.search(reading.original, event.start_mark.index, event.end_mark.index)
    if found:
        raise Unreadable(forbidden(reading.original, found.start()))


def join_halves(value: str, event: Event) -> str:
    """``value`` with surrogate pairs made characters; raises :class:`Unreadable` for half of one."""
    value = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), value)
    if lone := _LONE.search(value):
        message = f"'\\u{ord(lone[0]):04x}' is half of a surrogate pair"
        span = (event.start_mark.index, event.end_mark.index)
        raise Unreadable(Fault(*span, message, "write the character itself, or both halves"))
    return value


def forbidden(text: str, offset: int) -> Fault:
    """The fault of a character that may not stand where it does."""
    message = f"the control character U+{ord(text[offset]):04X} is not allowed here"
    return Fault(offset, offset + 1, message, "remove it, or write it as an escape in double quotes")


def first_forbidden(text: str) -> int | None:
    """Where the first character stands that YAML allows nowhere."""
    found = _FORBIDDEN.search(text) or _ONLY_QUOTED.search(text)
    return found.start() if found else None
