"""Source to findings: the one road that the command line, the API and the hook share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from . import formats, kinds, readers, secrets, shape
from .finding import Edit, Finding, Fix, Related, Severity
from .model import Subject
from .named_tuple import NamedTuple
from .options import Check, Checks, Options, chosen_checks, kind_named, known_names, would_find
from .owner import find_owner
from .problem import Place, Problem
from .source import Document, Fault, Source, TextEdit, Unlocatable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .model import SchemaDocument, Workflow
    from .problem import Path, Repair
    from .rule import Rule


class Result(NamedTuple):
    """What linting one file gave.

    ``findings`` are sorted by place and rule. ``recognized`` is false when nothing in the file was a
    workflow. ``crashed`` says that a rule did not do its work; a finding of ``internal-error`` names it.
    ``of_use`` says what of ``Options.ignore_at`` kept something from being reported. It is silent about the
    others where a part of the work could not be done.
    """

    findings: tuple[Finding, ...]
    recognized: bool
    crashed: bool = False
    of_use: Mapping[tuple[str, str], bool] = {}


_PASSED_OVER = Result((), recognized=False)


DEFAULTS = Options()


def lint_bytes(
    data: bytes, name: str, options: Options = DEFAULTS, language: str | None = None
) -> tuple[Source | None, Result]:
    """Lint a file's bytes; the source is ``None`` where the file was passed over unread."""
    if not options.expected and options.kind is None and not kinds.may_be_workflow(data):
        return None, _PASSED_OVER
    text = readers.decode(data)
    if isinstance(text, Fault):
        source = open_source(name, data.decode("utf-8", "replace"), language)
        return source, _Run(source, options).result([Document(None, None, text)])
    source = open_source(name, text, language)
    return source, lint_source(source, options)


def open_source(name: str, text: str, language: str | None = None) -> Source:
    """A source of the language that is given, or that the name's ending or the text itself tells."""
    if language is None:
        dot = name.rfind(".")
        language = readers.SUFFIXES.get(name[dot:].lower()) if dot >= 0 else None
    if language is None:
        language = "json" if text.lstrip()[:1] in ("{", "[") else "yaml"
    return Source(name, text, language)


def lint_source(source: Source, options: Options = DEFAULTS) -> Result:
    """Lint one file's text."""
    return _Run(source, options).result(readers.read(source))


def lint_value(value: object, options: Options = DEFAULTS) -> Result:
    """Lint a parsed document: there is no text, and findings have no positions."""
    too_much = readers.excess(value)
    document = Document(None, None, Fault(0, 0, too_much)) if too_much else Document(value)
    return _Run(None, options).result([document])


_Lines: TypeAlias = "tuple[int | None, int | None, int | None, int | None]"
_NOWHERE: _Lines = (None, None, None, None)


_MOST_SCHEMAS = 200
"""Remembered as right, of 8 KiB at most each."""


class _Run:
    """The findings of one file in the making."""

    def __init__(self, source: Source | None, options: Options) -> None:
        self.source = source
        self.name = source.name if source is not None else ""
        self.options = options
        self.kind = kind_named(options.kind)
        self.findings: list[Finding] = []
        self.secrets: set[str] = set()
        self.known: re.Pattern[str] | None = None
        self.crashed = False
        self.parts = [at for at in options.ignore_at if at[1]]
        self.whole = {name for name, pointer in options.ignore_at if not pointer}
        self.used: set[tuple[str, str]] = set()
        # Where a finding stands in a string of several lines, a comment can only speak of its first.
        self.commented = source is not None and source.language == "yaml" and "wflint:" in source.text
        self.begins: dict[Finding, int] = {}

    def result(self, documents: Sequence[Document]) -> Result:
        recognized = False
        told: list[tuple[Workflow, Path, Document]] = []
        for document in documents:
            subject = self.subject(document)
            if subject is None:
                continue
            # A text that does not parse is a subject only where it was expected, or reads as ours.
            known = subject.kind is not None or document.fault is not None
            recognized = recognized or known or self.options.expected
            letters = {workflow.letter for workflow in subject.workflows}
            if any(workflow.schemas for workflow in subject.workflows):
                letters.add("J")
            if any(workflow.is_in_doubt for workflow in subject.workflows):
                letters.add("D")
            if self.options.catalog is not None:
                letters.add("M")
            checks = self.checks("".join(sorted(letters)))
            self.run(checks.document, subject, document)
            for workflow in subject.workflows:
                self.run(checks.workflow[workflow.letter], workflow, document)
                for schema in workflow.schemas:
                    self.run_on_schema(checks, schema, document)
                workflow.release()
                holder = "fields" if workflow.system == "asteroid" else "metadata"
                own = workflow.value.get(holder)
                if isinstance(own, dict) and "wflint" in own:
                    told.append((workflow, (*workflow.path, holder, "wflint"), document))
        if told or self.parts or (self.source and "wflint:" in self.source.text):
            self.suppress(documents, told)
        self.findings.sort(key=_order)
        if self.secrets:
            # Of two that begin alike the longer is tried first.
            self.known = re.compile("|".join(map(re.escape, sorted(self.secrets, reverse=True))))
        findings = _once(self.findings)
        of_use: dict[tuple[str, str], bool] = {}
        if self.options.ignore_at:
            whole = recognized and not self.crashed and not any(document.fault for document in documents)
            of_use = {at: at in self.used for at in self.options.ignore_at if whole or at in self.used}
        return Result(tuple(map(self.harmless, findings)), recognized, self.crashed, of_use)

    def suppress(self, documents: Sequence[Document], told: list[tuple[Workflow, Path, Document]]) -> None:
        """Leave out what is not to be reported, and report what says so in vain."""
        from .ignore_comments import find_in_comments
        from .ignore_lists import find_in_workflow
        from .suppress import Suppression, suppress

        suppressions = [Suppression(name, pointer=pointer) for name, pointer in self.parts]
        known = known_names(self.options.rules)
        for workflow, path, document in told:
            suppressions += find_in_workflow(workflow, path, document, known)
        if self.source is not None:
            suppressions += find_in_comments(self.source, documents, known)
        self.findings, unused = suppress(self.findings, suppressions, self.begins)
        vain = {(one.name, one.pointer) for one in unused if one.document is None}
        self.used.update(at for at in self.parts if at not in vain)
        checks = self.checks("AEF").unused if unused else []
        silent = {name: would_find(name, self.options) for name in {one.name for one in unused}}
        for suppression in unused:
            if suppression.document and (suppression.fault or silent[suppression.name]):
                self.run(checks, suppression, suppression.document)

    def harmless(self, finding: Finding) -> Finding:
        """The finding without secrets in its words, and without a fix that would write one again."""
        texts = (finding.message, finding.help or "", *(related.message for related in finding.related))
        if not any(map(self.has_secret, texts)) and not (
            finding.fix and any(self.has_secret(edit.content) for edit in finding.fix.edits)
        ):
            return finding
        return finding._replace(
            message=self.without_secrets(finding.message),
            help=finding.help and self.without_secrets(finding.help),
            related=tuple(r._replace(message=self.without_secrets(r.message)) for r in finding.related),
            fix=None,
        )

    def has_secret(self, text: str) -> bool:
        known = self.known is not None and self.known.search(text) is not None
        return known or bool(secrets.find_tokens(text))

    def without_secrets(self, text: str) -> str:
        if self.known is not None:
            text = self.known.sub("***", text)
        for token in reversed(secrets.find_tokens(text)):
            text = f"{text[: token.start]}***{text[token.end :]}"
        return text

    def checks(self, letters: str) -> Checks:
        """What is to be done to a document to which ``letters``, those of ``Rule.on``, apply."""
        options = self.options
        return chosen_checks(options.select, options.ignore, options.extend_select, letters, options.rules)

    def run(self, checks: list[Check], part: object, document: Document) -> None:
        """Do ``checks`` to a part of ``document``."""
        for rule, check in checks:
            silencing = self.silencing(rule) if self.whole else None
            if silencing and silencing <= self.used:
                continue
            try:
                for problem in check(part):
                    if silencing:
                        self.used |= silencing
                        break
                    if problem.secret:
                        self.secrets.add(problem.secret)
                    finding = self.finding(rule, problem, document)
                    self.findings.append(finding)
                    if self.commented and problem.place.start is not None:
                        self.begins[finding] = self.line_of(problem.place.path, document)
            except Exception as error:
                # One rule's mistake must not cost the findings of the others.
                if silencing:
                    self.used |= silencing
                    continue
                foreign = rule in self.options.rules
                self.findings.append(self.crash(rule.id, error, document, foreign))

    def run_on_schema(self, checks: Checks, schema: SchemaDocument, document: Document) -> None:
        """Do ``checks`` to a schema, unless they found nothing in one like it: versions share theirs."""
        # A plugin's rule may look elsewhere, too; and where rules are silenced, silence proves nothing.
        likeness = None if self.options.rules or self.whole else schema.likeness
        if likeness in checks.right:
            return
        before = len(self.findings)
        self.run(checks.schema, schema, document)
        if likeness is not None and len(self.findings) == before:
            if len(checks.right) == _MOST_SCHEMAS:
                checks.right.clear()
            checks.right.add(likeness)

    def line_of(self, path: Path, document: Document) -> int:
        """The line on which the value at ``path``, or the key before it, begins."""
        place = Place(path, key=bool(path) and isinstance(path[-1], str))
        line = self.lines(document, place)[0]
        return line if line is not None else 0

    def silencing(self, rule: Rule) -> set[tuple[str, str]]:
        """What of ``Options.ignore_at`` takes ``rule`` from the whole file; see :func:`chosen_rules`."""
        if rule.id not in self.whole and rule.group not in self.whole:
            return set()
        meant = rule.id in (*self.options.select, *self.options.extend_select)
        return {(name, "") for name in self.whole if name == rule.id or (name == rule.group and not meant)}

    def subject(self, document: Document) -> Subject | None:
        """The document as the rules see it, or ``None`` where it is passed over."""
        if document.fault is not None:
            text = self.source.text if self.source else ""
            if self.options.expected or self.kind is not None or kinds.looks_like_workflow(text):
                return Subject(document)
            return None
        recognition = kinds.Recognition(self.kind) if self.kind else kinds.recognize(document.value)
        kind = recognition.kind
        if kind is None:
            return Subject(document, None, recognition) if self.options.expected else None
        workflows: tuple[Workflow, ...] = ()
        violations: list[tuple[str, Problem]] = []
        try:
            workflows = formats.build(document.value, kind, self.options.reference_style)
            for workflow in workflows:
                workflow.catalog = self.options.catalog
            if len(workflows) == 1:
                workflows[0].json_text = document.json_text
            telling = [rule for rule, _ in self.checks("").document if rule.id == "unknown-field"]
            silenced = any(map(self.silencing, telling)) if self.whole else False
            violations = shape.violations(document.value, kind, bool(telling) and not silenced)
            if silenced:  # whether there are any is asked all the same
                violations += [
                    one for one in shape.violations(document.value, kind) if one[0] == telling[0].id
                ]
        except Exception as error:
            # As with a rule: what can still be said of the document is said.
            self.findings.append(self.crash("reading the document", error, document))
        return Subject(document, kind, recognition, workflows, tuple(violations))

    def finding(self, rule: Rule, problem: Problem, document: Document) -> Finding:
        override = self.options.severity.get(rule.id)
        severity = problem.severity or rule.severity
        return Finding(
            self.name,
            *self.lines(document, problem.place),
            problem.place.pointer,
            rule.id,
            rule.group,
            Severity(override) if override else severity,
            _brief(problem.message),
            problem.help,
            rule.url,
            tuple(
                Related(self.name, *self.lines(document, other.place), other.place.pointer, other.message)
                for other in problem.related
            ),
            self.fix(problem.repair, document) if problem.repair else None,
            document.number,
            find_owner(document.value, problem.place.path),
        )

    def lines(self, document: Document, place: Place) -> _Lines:
        if self.source is None:
            return _NOWHERE
        start, end = document.span(place) if place.span is None else place.span
        return *self.source.position(start), *self.source.position(end)

    def fix(self, repair: Repair, document: Document) -> Fix | None:
        if self.source is None:
            return Fix(repair.applicability, repair.message, ())
        try:
            edits = [TextEdit(*repair.rewrite)] if repair.rewrite else document.edits(repair.changes)
        except Unlocatable:
            return None
        position = self.source.position
        return Fix(
            repair.applicability,
            repair.message,
            tuple(Edit(*position(edit.start), *position(edit.end), edit.content) for edit in edits),
        )

    def crash(self, what: str, error: Exception, document: Document, foreign: bool = False) -> Finding:
        self.crashed = True
        place: _Lines = (1, 1, 1, 1) if self.source else _NOWHERE
        failed, whose, author = f"wflint itself failed in {what}", "wflint", ""
        if foreign:
            failed, whose, author = f"the rule '{what}' failed", "the rule", " to its author"
        return Finding(
            self.name,
            *place,
            "",
            "internal-error",
            "internal",
            Severity.ERROR,
            f"{failed}: {type(error).__name__}: {error}",
            f"this is a fault of {whose}, not of your file: "
            f"please report it{author} with the file that sets it off",
            None,
            (),
            None,
            document.number,
        )


def _once(findings: list[Finding]) -> Iterator[Finding]:
    """The findings without repetitions: what YAML's aliases repeat stands in the text, and is found, once."""
    seen = set()
    for finding in findings:
        key = (*finding[1:5], finding.rule, finding.message) if finding.line else finding
        if key not in seen:
            seen.add(key)
            yield finding


def _brief(message: str) -> str:
    """The message, cut where what it quotes is longer than anybody reads."""
    return message if len(message) <= 300 else f"{message[:200]}…{message[-80:]}"


def _order(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.file,
        finding.line or 0,
        finding.column or 0,
        finding.rule,
        finding.document or 0,
        finding.pointer,
        finding.message,
    )
