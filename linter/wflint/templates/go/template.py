"""What is known of a template after reading it.

Every range is in code points of the template's text, the end exclusive.
"""

from __future__ import annotations

from ...named_tuple import NamedTuple


class TemplateError(NamedTuple):
    """Why Go refuses the template.

    ``message`` is in Go's own words, without the leading ``template: NAME:LINE: ``; ``line`` (from 1)
    is the one Go prints, which may lie after the range: Go reports how far it had read.
    """

    message: str
    line: int
    start: int
    end: int


class Read(NamedTuple):
    """A name looked up in the data that the template is executed over.

    The range is that of ``.NAME`` or ``$.NAME``, of ``index . "NAME"`` that of the string.
    """

    name: str
    start: int
    end: int


class UnknownFunction(NamedTuple):
    """A word where Go expects a function, but no function has that name.

    ``bare`` says that the word stands where a value could, so that a dot before it would make a field of it:
    alone, with no arguments and nothing piped into it, or as an argument of a function that is known.
    """

    name: str
    start: int
    end: int
    bare: bool


class Template(NamedTuple):
    """The verdict on a template.

    ``error`` is what Go reports, ``None`` if it accepts the template. ``fault`` is the first error that
    is not an unknown function; it equals ``error`` unless an unknown function stands before it.
    ``reads`` and ``unknown_functions`` are in text order; where there is a fault they cover the text
    before it. ``whole`` says that the data is also used as a whole (``{{range .}}``, ``{{print .}}``), so
    that names may be read which are not in ``reads``.
    """

    error: TemplateError | None
    reads: tuple[Read, ...]
    unknown_functions: tuple[UnknownFunction, ...]
    fault: TemplateError | None
    whole: bool = False
