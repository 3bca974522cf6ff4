"""Text as XML 1.0 has it; there are characters that it cannot write, not even as references."""

from __future__ import annotations

from html import escape

from .style import visible


def document(root: str) -> str:
    """A whole document, in ASCII: right in whatever encoding the stream has."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode("ascii", "xmlcharrefreplace").decode()


def attributes(**values: object) -> str:
    """`` name="value"`` for each that is not ``None``."""
    known = {
        name: _escaped(str(value)).replace('"', "&quot;")
        for name, value in values.items()
        if value is not None
    }
    return "".join(f' {name}="{value}"' for name, value in known.items())


def content(lines: list[str]) -> str:
    """Lines of text between two tags."""
    return "\n".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    return escape(visible(text), quote=False)
