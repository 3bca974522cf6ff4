"""What a rule is.

A rule is a module ``rules/<group>/<rule_id>.py``. Its folder is its group and its file name its id (with
``-`` for ``_``). Its docstring is its documentation: the first line the summary, the rest why it matters.
It holds ``RULE``, a :class:`Rule`, and one or more of these generators of :class:`~wflint.problem.Problem`:

``check(workflow)``
    called once for each :class:`~wflint.model.Workflow` of a document;
``check_schema(schema)``
    called once for each :class:`~wflint.model.SchemaDocument`;
``check_document(subject)``
    called once for each document, as a :class:`~wflint.model.Subject`, recognised or not;
``check_unused(suppression)``
    called once for each :class:`~wflint.suppress.Suppression` that suppresses nothing.

Rules of others are such modules too: ``plugins.py`` finds them. ``configured.py`` makes rules of settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .finding import Applicability, Severity
from .named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .problem import Problem

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

CUSTOM = "custom"
"""The group of rules that are not built in, where they do not give one themselves."""


class Example(NamedTuple):
    """A document with a fault, and what wflint must say of it.

    A line of carets under a line of ``text`` says where a finding of the rule stands and, behind the
    carets, its message; caret lines are taken out before the document is linted. ``fixed`` is the text
    after the rule's fixes. ``also`` names rules that rightly find something in the same document.
    ``settings`` are configuration keys the example needs (``{"reference-style": "path"}``).
    """

    text: str
    fixed: str | None = None
    also: tuple[str, ...] = ()
    settings: Mapping[str, Any] = {}


class Rule(NamedTuple):
    """A rule's metadata, and once registered its id, group, documentation and checks.

    ``on`` says what it applies to: ``E`` each::labs definitions, ``F`` flow exports, ``A`` Asteroid
    documents, ``J`` embedded JSON Schemas. ``fix`` is the applicability of the fix it offers. A rule with
    ``enabled=False`` runs only when it is selected by name. ``url`` is where its page stands, if anywhere. A
    rule that is not built in may give its ``group`` and its ``url`` itself.
    """

    severity: Severity
    on: str
    fix: Applicability | None = None
    good: tuple[str, ...] = ()
    bad: tuple[Example, ...] = ()
    related: tuple[str, ...] = ()
    enabled: bool = True

    id: str = ""
    group: str = ""
    url: str | None = None
    doc: str = ""
    check: Callable[[Any], Iterator[Problem]] | None = None
    check_schema: Callable[[Any], Iterator[Problem]] | None = None
    check_document: Callable[[Any], Iterator[Problem]] | None = None
    check_unused: Callable[[Any], Iterator[Problem]] | None = None

    @property
    def summary(self) -> str:
        """The first line of the documentation, without its full stop."""
        return self.doc.partition("\n")[0].rstrip(".")

    @property
    def explanation(self) -> str:
        """The documentation behind the first line: why it matters and what it does not judge."""
        return self.doc.partition("\n")[2].strip()

    def __hash__(self) -> int:
        # Examples hold settings, which have no hash.
        return hash(self.id)
