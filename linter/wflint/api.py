"""What other programs call: findings for a parsed document, a text, a path."""

from __future__ import annotations

from . import readers
from .engine import lint_bytes, lint_source, lint_value, open_source
from .finding import Finding
from .options import Options, check_names

_DEFAULTS = Options()


def _checked(options: Options, kind: str | None) -> Options:
    """The options with ``kind``. Raises :class:`ValueError` where they name a rule that there is not."""
    check_names((*options.select, *options.ignore, *options.extend_select), options.rules)
    return options if kind is None else options._replace(kind=kind)


def lint(document: object, *, kind: str | None = None, options: Options = _DEFAULTS) -> list[Finding]:
    """Lint a parsed document (``dict`` or ``list`` of plain JSON values).

    What the document itself says is not to be reported (``metadata.wflint``, ``fields.wflint``) is not.
    Findings name JSON Pointers; their lines and columns are ``None`` and their ``file`` is empty.
    ``kind`` is one of the kinds of ``wflint schema``, where the document's own keys should not decide.
    Raises :class:`ValueError` for an unknown kind or rule name; never for anything in the document.
    """
    options = _checked(options, kind)
    return list(lint_value(document, options).findings)


def lint_text(
    text: str | bytes,
    filename: str = "<text>",
    *,
    language: str | None = None,
    kind: str | None = None,
    options: Options = _DEFAULTS,
) -> list[Finding]:
    """Lint the text of a file: JSON, JSON with comments, JSON lines or YAML.

    The language is told by ``filename``'s ending or by ``language`` (``json``, ``jsonc``, ``jsonl``,
    ``yaml``), else by the text's first character. Raises :class:`ValueError` for an unknown kind or rule.
    """
    options = _checked(options, kind)
    if isinstance(text, bytes):
        return list(lint_bytes(text, filename, options, language)[1].findings)
    return list(lint_source(open_source(filename, text.removeprefix("\ufeff"), language), options).findings)


def lint_path(path: str, *, kind: str | None = None, options: Options = _DEFAULTS) -> list[Finding]:
    """Lint a file, or every workflow in a folder (``.gitignore`` honoured, other JSON and YAML passed over).

    The settings are those of ``options``; configuration files are the command line's business. Raises
    :class:`OSError` when ``path`` cannot be read, :class:`ValueError` for an unknown kind or rule.
    """
    from . import files
    from .file_names import claims_workflow

    options = _checked(options, kind)
    findings: list[Finding] = []
    for target in files.find([str(path)]):
        data = (
            target
            if isinstance(target, files.Unreadable)
            else files.read_bytes(target.path, readers.MAX_BYTES)
        )
        if isinstance(data, files.Unreadable):
            if target.named:
                raise OSError(f"{data.path}: {data.reason}")
            continue
        expected = target.named or claims_workflow(target.path)
        findings += lint_bytes(data, target.path, options._replace(expected=expected))[1].findings
    return findings
