"""What is wrong with a text that is not YAML, said to the person who wrote it, at the place to mend.

libyaml's messages name what its grammar missed; the lines around tell what was meant. Both parsers of
PyYAML word theirs a little differently, so they are known by their common words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.error import MarkedYAMLError, YAMLError

from ..source import Fault
from . import MAX_DEPTH
from .yaml_colons import behind_line, is_structural, lone_colon, no_colon, second_colon, tight_colon
from .yaml_quoting import (
    QUOTE_HELP,
    after_quote,
    bare_template,
    find_bare_template,
    inner_template,
    line_of,
    token_at,
    unclosed_quote,
    wrong_escape,
    wrong_start,
)
from .yaml_schema import shorten
from .yaml_stand_ins import first_forbidden, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?![^ \r\n])[^\r\n]*", re.MULTILINE)


def explain(text: str, error: YAMLError) -> Fault:
    """The fault that made libyaml raise ``error`` on ``text``."""
    conflict = _CONFLICT.search(text)
    if conflict:
        help_text = "choose one side and delete the markers"
        return Fault(
            *conflict.span(), f"a merge conflict marker '{conflict[0][:7]}' was left in the file", help_text
        )
    if not isinstance(error, MarkedYAMLError):
        offset = first_forbidden(text)
        return (
            forbidden(text, offset)
            if offset is not None
            else Fault(0, min(1, len(text)), shorten(str(error)))
        )
    problem = error.problem or ""
    at = _offset(text, error.problem_mark)
    opened = _offset(text, error.context_mark) if error.context_mark else at
    context = error.context or ""
    return next(fault for fault in _faults(text, problem, context, at, opened) if fault is not None)


def _offset(text: str, mark: object) -> int:
    return min(getattr(mark, "index", 0), len(text))


def _faults(text: str, problem: str, context: str, at: int, opened: int) -> Iterator[Fault | None]:
    if "maximum nesting depth" in problem:
        # Since 0.2.6 libyaml has a limit of its own, which it may meet long before it gives an event.
        yield Fault(at, at + 1, f"values nest deeper than {MAX_DEPTH} levels")
    yield unclosed_quote(text, problem, context, opened)
    yield wrong_escape(text, problem, at)
    yield _tab(text, problem, at)
    yield find_bare_template(text, at, opened)
    yield inner_template(text, context, at)
    yield wrong_start(text, problem, context, at, opened)
    yield lone_colon(text, context, at)
    yield _unclosed_bracket(text, context, behind_line(text, context, at), opened)
    yield _stray(text, at)
    yield _dash(text, problem, at)
    yield after_quote(text, at)
    yield tight_colon(text, problem, at, opened)
    yield second_colon(text, problem, at)
    yield _indentation(text, context, at)
    yield no_colon(text, problem, opened)
    yield _block_header(text, problem, opened)
    yield _second_root(text, problem, at)
    yield _named(text, problem, at, opened)


def _tab(text: str, problem: str, at: int) -> Fault | None:
    start, end = line_of(text, at)
    indent = re.compile(r"[ ]*(\t+)").match(text, start, end)
    if indent and (at <= indent.end() or "tab" in problem or "\\t" in problem or is_structural(problem)):
        return Fault(*indent.span(1), "a tab indents this line, and YAML takes only spaces", "use spaces")
    return None


def complex_key(text: str, start: int, end: int) -> Fault:
    """The fault of a mapping or a sequence where a key should stand."""
    if text.startswith("{{", start - 1) and start:
        return bare_template(text, start - 1)
    if text.startswith("{{", start):
        return bare_template(text, start)
    return Fault(
        start, max(end, start + 1), "a key must be a string, not a mapping or a sequence", "put it in quotes"
    )


def wrong_merge(start: int, end: int) -> Fault:
    """The fault of a merge key whose value is no mapping."""
    message = "the merge key '<<' takes a mapping or a list of mappings"
    return Fault(start, max(end, start + 1), message, "give it an alias of a mapping, or put '<<' in quotes")


def _unclosed_bracket(text: str, context: str, at: int, opened: int) -> Fault | None:
    if "flow" not in context:
        return None
    sign = text[opened : opened + 1]
    if sign not in ("[", "{") or "node" in context:
        opened = _last_open(text, at)
        sign = text[opened : opened + 1]
    closing = {"[": "]", "{": "}"}.get(sign)
    if closing is None:
        return None
    opened_here = (opened, opened + 1, f"the '{sign}' was opened here")
    rest = text[at:].lstrip()
    if not rest or rest.startswith(("---", "...")) or _is_outside(text, opened, at):
        return Fault(opened, opened + 1, f"the '{sign}' is never closed", f"close it with '{closing}'")
    found = text[slice(*token_at(text, at))]
    if found in ("]", "}") and found != closing:
        return Fault(
            at, at + 1, f"'{found}' does not close the '{sign}'", f"close it with '{closing}'", (opened_here,)
        )
    if found == ",":
        return Fault(
            at,
            at + 1,
            "a value is missing before this ','",
            "remove the ',' or write the value",
            (opened_here,),
        )
    message = f"a ',' or '{closing}' is missing before '{shorten(found)}'"
    return Fault(*token_at(text, at), message, f"close the '{sign}' or separate its values", (opened_here,))


def _is_outside(text: str, opened: int, at: int) -> bool:
    """Whether the line of ``at`` is indented like the one with the bracket: it was meant to be closed."""
    lines = line_of(text, opened), line_of(text, at)
    if lines[0] == lines[1] or text[at : at + 1] in ("]", "}"):
        return False
    indents = [len(line) - len(line.lstrip()) for line in (text[slice(*line)] for line in lines)]
    return indents[1] <= indents[0]


def _last_open(text: str, at: int) -> int:
    """The last bracket before ``at`` that was not closed, going by brackets alone."""
    depth = 0
    for place in range(at - 1, max(-1, at - 100_000), -1):
        if text[place] in "]}":
            depth += 1
        elif text[place] in "[{":
            if not depth:
                return place
            depth -= 1
    return at


def _stray(text: str, at: int) -> Fault | None:
    sign = text[at : at + 1]
    if sign and sign in "]}":
        return Fault(at, at + 1, f"'{sign}' closes nothing", "remove it, or put the value in quotes")
    if sign == ",":
        return Fault(
            at, at + 1, "a ',' stands where none belongs", "remove it, or put the whole value in quotes"
        )
    return None


def _dash(text: str, problem: str, at: int) -> Fault | None:
    is_dash = re.compile(r"-(?=\s|\Z)").match(text, at) is not None
    if "sequence entries are not allowed" in problem or (is_dash and is_structural(problem)):
        message = "a '- ' item cannot stand here"
        return Fault(
            at, min(at + 1, len(text)), message, "begin it on a line of its own, indented like its neighbours"
        )
    if "'-' indicator" in problem:
        message = f"'{shorten(text[slice(*token_at(text, at))])}' is no '- ' item, but its neighbours are"
        return Fault(
            *token_at(text, at), message, "begin the line with '- ', or indent it as what it belongs to"
        )
    return None


def _indentation(text: str, context: str, at: int) -> Fault | None:
    if "block mapping" not in context and "block collection" not in context:
        return None
    span = token_at(text, at)
    if at >= len(text.rstrip()):
        return Fault(*span, "the file ends in the middle of a mapping")
    word = shorten(text[slice(*span)])
    start, _ = line_of(text, at)
    if text[start:at].strip():
        return Fault(*span, f"'{word}' does not belong in this line", QUOTE_HELP)
    message = f"'{word}' is indented like none of the keys above it"
    return Fault(*span, message, "indent it with the same number of spaces as its neighbours")


def _block_header(text: str, problem: str, opened: int) -> Fault | None:
    if not (
        text.startswith(("|", ">"), opened)
        and re.search(r"comment or line break|indentation indicator", problem)
    ):
        return None
    end = line_of(text, opened)[1]
    header = text[slice(*token_at(text, opened))]
    if re.fullmatch(r"[|>][-+]?\d+[-+]?", header):
        message = f"'{shorten(header)}' gives no indentation that a block can have"
        return Fault(opened, opened + len(header), message, "write one digit from 1 to 9, or none")
    message = f"the text of a '{text[opened]}' block begins on the next line"
    return Fault(opened, end, message, "move what stands behind it down, and indent it")


def _second_root(text: str, problem: str, at: int) -> Fault | None:
    if "document start" not in problem:
        return None
    span = token_at(text, at)
    message = f"'{shorten(text[slice(*span)])}' stands behind the end of the document"
    return Fault(*span, message, "a file holds one value; '---' on a line of its own begins another document")


def _named(text: str, problem: str, at: int, opened: int) -> Fault:
    """What is left: rare things, of which libyaml's own word is good enough."""
    span = token_at(text, at)
    if "tag handle" in problem:
        span = token_at(text, opened)
        return Fault(
            *span,
            f"the tag '{shorten(text[slice(*span)])}' has a prefix that is defined nowhere",
            "remove the tag",
        )
    if text.startswith("%", opened) and (opened == at or text[opened:at].strip("\r\n").count("\n") == 0):
        return _directive(text, problem, opened)
    if "node content" in problem:
        return Fault(*span, "a value is missing here", "write the value, or null")
    if "escaped octet" in problem or "expected escape sequence of" in problem:
        found = re.compile(r"\S{1,3}").match(text, at)
        span = found.span() if found else span
        message = f"'{shorten(text[slice(*span)])}' in the tag is no escape of a character"
        return Fault(*span, message, "write '%' and two hexadecimal digits, or remove the tag")
    if "'>'" in problem:
        span = opened, at
        return Fault(*span, f"the tag '{shorten(text[slice(*span)])}' is never closed", "close it with '>'")
    if "unexpected ':'" in problem:
        return Fault(*span, "a space is missing behind the ':'", "write ': ' between key and value")
    plain = re.sub(
        r"^(?:did not find|could not find|found|but found) ", "", problem.replace("hexdecimal", "hexadecimal")
    )
    missing = " is missing" if problem.startswith(("did not", "could not")) else ""
    return Fault(*span, f"the text is not YAML here: {plain}{missing}" if plain else "the text is not YAML")


def _directive(text: str, problem: str, at: int) -> Fault:
    """What is wrong with a line that begins with ``%``."""
    span = line_of(text, at)
    line = shorten(text[slice(*span)].rstrip())
    name = text[slice(*token_at(text, at))]
    if "duplicate" in problem:
        return Fault(*span, f"'{name}' stands twice before one document", "remove one of the lines")
    if name == "%YAML":
        return Fault(*span, f"'{line}' names no version of YAML that is read here", "write '%YAML 1.2'")
    if name == "%TAG":
        return Fault(*span, f"'{line}' names no handle and prefix of tags", "remove the line")
    span = token_at(text, at)
    return Fault(*span, f"'{shorten(name)}' is no directive of YAML", "remove the line")
