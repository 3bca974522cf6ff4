"""Which spellings in a definition's strings are references, and of what."""

from __future__ import annotations

from typing import TypeAlias

from ..model import Malformed, Reference, Step, Workflow
from ..problem import Path
from ..scope import unavailable
from ..templates.references import Field, Flaw, Scanned, Spelling, scan

OUTPUTS = ("output", "primary")
"""The fields of a step that hold what it gave."""

_PLAIN = ("params", "fallback", "result")
"""The sites in which the same string says the same."""

_ALWAYS_PATH = ("expression", "mapping")
_NO_VOTE = (*_ALWAYS_PATH, "value")

Text: TypeAlias = tuple[str, Path, str, Step | None]
"""A string that may hold references, the path to it, its site (see :class:`Reference`), and its step."""


def gather_texts(
    found: list[Text], value: object, path: Path, site: str, step: Step | None, skipped: str = ""
) -> None:
    """Add to ``found`` the strings in ``value`` that may hold references, none under a key ``skipped``."""
    if isinstance(value, str):
        if "{{" in value or "$" in value:
            found.append((value, path, site, step))
        return
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, item in children:
        if isinstance(item, str):
            if ("{{" in item or "$" in item) and key != skipped:
                found.append((item, (*path, key), site, step))
        elif isinstance(item, (dict, list)) and key != skipped:
            gather_texts(found, item, (*path, key), site, step, skipped)


def find_references(workflow: Workflow, texts: list[Text], reference_style: str) -> None:
    """Fill in the workflow's references, flaws and own style from its strings.

    ``reference_style`` is ``template`` or ``path`` where the style is settled, else ``auto``.
    """
    reader = _Reader(workflow, reference_style)
    workflow.style = reader.own_style(texts) if reference_style == "auto" else reference_style
    references: list[Reference] = []
    malformed: list[Malformed] = []
    for value, path, site, step in texts:
        readings, flaws = reader.known[site].get(value) or reader.read(value, site)
        # As Reference._make does, but for its check of the length: there are many.
        found = [tuple.__new__(Reference, (path, site, step, *reading)) for reading in readings]
        references += found
        if step is not None:
            step.references += found
        if flaws:
            malformed += [Malformed(path, *flaw) for flaw in flaws]
    workflow.references = tuple(references)
    workflow.judged = tuple(
        [r for r in references if r.target != "bare" and not r.wrong and r.site != "value"]
    )
    workflow.unavailable = tuple(unavailable(workflow))
    workflow.malformed = tuple(malformed)


_Reading: TypeAlias = (
    "tuple[int, int, str, str, str, str, str, int, int, tuple[Field, ...], Step | None, bool, bool, str]"
)
"""The fields of a :class:`Reference` that are the same for the same string in the same kind of place."""

_Broken: TypeAlias = tuple[int, int, str, str]
"""The fields of a :class:`Malformed` but its path."""

_Read: TypeAlias = tuple[list[_Reading], list[_Broken]]


class _Reader:
    """What the strings of one workflow say, each string read once for all the places where it stands.

    A fallback passes on what its step does: many strings stand there twice.
    """

    def __init__(self, workflow: Workflow, reference_style: str) -> None:
        self.workflow = workflow
        self.reference_style = reference_style
        self.names = set(workflow.by_id)
        self.names.update(f"{fallback.owner.id}_fallback" for fallback in workflow.fallbacks)
        self.scanned: dict[str, Scanned] = {}
        plain: dict[str, _Read] = {}
        self.known: dict[str, dict[str, _Read]] = {site: {} for site in _NO_VOTE} | dict.fromkeys(
            _PLAIN, plain
        )

    def scan(self, value: str) -> Scanned:
        """The spellings and flaws in a string."""
        found = self.scanned.get(value)
        if found is None:
            found = scan(value)
            if found[1] and self.workflow.system == "flow":
                found = _loosely_named(value, *found, self.workflow)
            self.scanned[value] = found
        return found

    def own_style(self, texts: list[Text]) -> str:
        """The style that most strings use; of a tie, the first one's."""
        voting = [value for value, _, site, _ in texts if site not in _NO_VOTE]
        if not any("$." in value for value in voting):
            return "template"
        return _elect([(value, self.scan(value)[0]) for value in voting], self.names)

    def read(self, value: str, site: str) -> _Read:
        """The references in a string that stands at ``site``, and what of it makes none; noted as known."""
        spellings, flaws = self.scan(value)
        found = self.known[site][value] = (
            [self._reading(s, value, site) for s in spellings if self._is_reference(s, value, site)],
            [
                (flaw.start, flaw.end, value[flaw.start : flaw.end], flaw.message)
                for flaw in flaws
                if self._is_flaw(flaw, value, site)
            ],
        )
        return found

    def _is_reference(self, spelling: Spelling, value: str, site: str) -> bool:
        names, system = self.names, self.workflow.system
        head = spelling.names[0].text
        if spelling.form == "shell":
            return _is_certain(spelling, names)
        if spelling.form == "path":
            certain = _is_certain(spelling, names)
            if system == "flow":
                # Nothing resolves a path there, so that in prose it is prose.
                return certain and _fills(spelling, value)
            if certain:
                return True
            if not _fills(spelling, value) or (head.isdigit() and len(spelling.names) == 1):
                return False
            return site in _ALWAYS_PATH or (self.workflow.style == "path" and site != "value")
        if self.workflow.style == "path" and site not in _ALWAYS_PATH:
            # Such braces are sent as they stand: other people's templates are no references.
            known = head == "inputs" or head in names or head in self.workflow.inputs
            return known or (len(spelling.names) > 1 and spelling.names[1].text in OUTPUTS)
        return True

    def _is_flaw(self, flaw: Flaw, value: str, site: str) -> bool:
        if site == "value":
            return False
        if self.workflow.style == "template" or site in _ALWAYS_PATH:
            return True
        inner = value[flaw.start : flaw.end].strip("{} ").partition(".")[0]
        return inner == "inputs" or inner in self.names

    def _reading(self, spelling: Spelling, value: str, site: str) -> _Reading:
        start, end, form, chain = spelling
        names, system = self.names, self.workflow.system
        style = _style(spelling)
        wrong = form not in ("template", "path") or (form == "path" and system == "flow")
        first = 0
        target = "step"
        head = chain[0].text
        if head == "inputs" and "inputs" not in names:
            wrong = wrong or system == "flow"
            target, first = ("input", 1) if len(chain) > 1 else ("bare", 0)
        elif head == "workflow" and "workflow" not in names and chain[1:] and chain[1].text == "parameters":
            if system != "flow":
                form, wrong = "workflow", True
            target, first = ("input", 2) if len(chain) > 2 else ("bare", 1)
        elif head == "steps" and "steps" not in names and len(chain) > 1:
            form, wrong, first = "steps", True, 1
        elif form == "dot" and head not in names:
            target = "input"
        elif len(chain) == 1:
            target = "bare"
        if site == "expression":
            wrong = wrong or style != "path"
        elif self.reference_style != "auto" and site not in _NO_VOTE and system != "flow":
            wrong = wrong or style != self.reference_style
        name, name_start, name_end = chain[first]
        if name.startswith("["):
            name = name[1:-1].strip("'\"")
        return (
            start,
            end,
            value[start:end],
            form,
            style,
            target,
            name,
            name_start,
            name_end,
            chain[first + 1 :],
            self.workflow.step_named(name) if target != "input" else None,
            _fills(spelling, value),
            wrong,
            value[end : end + 2],
        )


def _loosely_named(
    value: str, found: tuple[Spelling, ...], flaws: tuple[Flaw, ...], workflow: Workflow
) -> Scanned:
    """The dashboard lets an input have any name: braces that hold a declared one are no flaw."""
    named, others = list(found), []
    for flaw in flaws:
        inner = value[flaw.start + 2 : flaw.end - 2]
        name = inner.strip().removeprefix(_PARAMETERS)
        if inner.strip().startswith(_PARAMETERS) and name in workflow.inputs:
            start = flaw.start + 2 + inner.index(_PARAMETERS) + len(_PARAMETERS)
            parts = [Field(word, flaw.start, flaw.start) for word in _PARAMETERS.split(".")[:2]]
            names = (*parts, Field(name, start, start + len(name)))
            named.append(Spelling(flaw.start, flaw.end, "template", names))
        else:
            others.append(flaw)
    return tuple(sorted(named)), tuple(others)


_PARAMETERS = "workflow.parameters."


def _elect(voting: list[tuple[str, tuple[Spelling, ...]]], names: set[str]) -> str:
    votes = {"template": 0, "path": 0}
    doubtful = {"template": 0, "path": 0}
    for value, found in voting:
        for style in dict.fromkeys(map(_style, found)):
            if any(s.form == style and (style == "template" or _is_certain(s, names)) for s in found):
                votes[style] += 1
            elif any(s.form == "path" and len(s.names) > 1 and _fills(s, value) for s in found):
                doubtful[style] += 1
    if not any(votes.values()):
        votes = doubtful
    # Of equal counts ``max`` takes the first, and dicts keep the order of insertion.
    first = next((_style(s) for _, found in voting for s in found), "template")
    return max((first, "template", "path"), key=lambda style: votes[style])


def _style(spelling: Spelling) -> str:
    return "path" if spelling.form == "path" else "template"


def _fills(spelling: Spelling, value: str) -> bool:
    """Whether the string is this spelling and nothing else but white space."""
    return not value[: spelling.start].strip() and not value[spelling.end :].strip()


def _is_certain(spelling: Spelling, names: set[str]) -> bool:
    """Whether a ``$.`` reads as a reference wherever it stands."""
    head = spelling.names[0].text
    if len(spelling.names) < 2:
        return False
    return head == "inputs" or head in names or (head == "steps" and spelling.names[1].text in names)


def joined(chain: list[str]) -> str:
    """Names joined by dots; indexes stand in their brackets."""
    return chain[0] + "".join(part if part.startswith("[") else f".{part}" for part in chain[1:])


def input_form(workflow: Workflow, style: str) -> str:
    """How an input is read in ``workflow``: the text of a help."""
    if workflow.system == "flow":
        return "{{workflow.parameters.NAME}}"
    return "$.inputs.NAME" if style == "path" else "{{inputs.NAME}}"


def step_form(style: str) -> str:
    """How a step's output is read."""
    return "$.STEP.primary" if style == "path" else "{{STEP.output}}"


def respell(workflow: Workflow, reference: Reference, style: str) -> str | None:
    """The same reference in the given style, or ``None`` where that style cannot say it there."""
    fields = [field.text for field in reference.fields]
    if reference.target == "input":
        head = ["workflow", "parameters"] if workflow.system == "flow" else ["inputs"]
        chain = [*head, reference.name, *fields]
    else:
        if not fields:
            fields = ["primary" if style == "path" else "output"]
        if style == "template" and fields[0] not in OUTPUTS:
            return None
        chain = [reference.name, *fields]
    spelled = joined(chain)
    if style == "template":
        return f"{{{{{spelled}}}}}"
    # A path ends where no name can go on: what follows must not read as more of it.
    after = reference.after
    if after and (after[0].isalnum() or after[0] in "_-[" or (after[0] == "." and after[1:].strip(".,; "))):
        return None
    return f"$.{spelled}"
