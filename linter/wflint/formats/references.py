"""Which spellings in a definition's strings are references, and of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Doubts, Malformed, Reference, Text, Texts, Workflow
from ..problem import Path
from ..scope import unavailable
from ..templates.references import LEADS, OUTPUTS, Flaw, Scanned, Spelling, scan
from .quick_look import VOTING, look

_ALWAYS_PATH = ("expression", "mapping")


def gather_texts(found: list[Text], value: object, path: Path, site: str, skipped: str = "") -> None:
    """Add to ``found`` the strings in ``value`` that may hold references, none under a key ``skipped``."""
    if isinstance(value, dict):
        children: Iterable[tuple[str | int, object]] = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        # To look for one character is ten times as fast as for two.
        if isinstance(value, str) and ("{" in value or "$" in value):
            found.append((value, path[:-1], path[-1], site))
        return
    for key, item in children:
        if isinstance(item, str):
            if ("{" in item or "$" in item) and key != skipped:
                found.append((item, path, key, site))
        elif isinstance(item, (dict, list)) and key != skipped:
            gather_texts(found, item, (*path, key), site, skipped)


def find_references(workflow: Workflow, reference_style: str) -> None:
    """Fill in what the workflow's strings read, its own style, and what is in doubt.

    ``reference_style`` is ``template`` or ``path`` where the style is settled, else ``auto``.
    """
    reader = _Reader(workflow, reference_style)
    workflow.read = reader.references
    reader.judge()


_RESOLVED = {
    "eachlabs": (("template", "path"), ("", "inputs")),
    "flow": (("template",), ("", "workflow.parameters")),
}
"""The forms and leads (see :class:`Spelling`) that a system resolves."""


class _Reader:
    """What the strings of one workflow say."""

    def __init__(self, workflow: Workflow, reference_style: str) -> None:
        self.workflow = workflow
        self.reference_style = reference_style
        self.names = set(workflow.by_id)
        self.named = LEADS & self.names
        self.names.update([f"{fallback.owner.id}_fallback" for fallback in workflow.fallbacks])
        self.forms, self.leads = _RESOLVED[workflow.system]
        self.scanned: dict[str, Scanned] = {}
        self.texts = workflow.all_texts

    def scan(self, value: str) -> Scanned:
        """The spellings and flaws in a string."""
        found = self.scanned.get(value)
        if found is None:
            found = scan(value, self.named)
            if found.flaws and self.workflow.system == "flow":
                found = _loosely_named(value, found, self.workflow)
            self.scanned[value] = found
        return found

    def judge(self) -> None:
        """Fill in the style, and what is in doubt."""
        workflow = self.workflow
        style = "" if self.reference_style == "auto" else self.reference_style
        shown, in_doubt = look(workflow, self.texts, style, self.leads, self.named)
        workflow.style = style or shown or "template"
        if in_doubt:
            if not style:
                workflow.style = self.own_style()
            if shown and shown != workflow.style:
                # Those that agree with one another are the lesser part.
                in_doubt = self.texts
            workflow.doubts = self.doubts(in_doubt)

    def own_style(self) -> str:
        """The style that most strings use; of a tie, the first one's."""
        voting = [value for _, texts in self.texts for value, _, _, site in texts if site in VOTING]
        if not any("$." in value for value in voting):
            return "template"
        return _elect([self.scan(value).spellings for value in voting], self.names)

    def references(self, texts: Texts) -> Iterator[Reference]:
        """Those in ``texts``."""
        workflow = self.workflow
        for step, group in texts:
            for value, path, key, site in group:
                for spelling in self.scan(value).spellings:
                    if not self.is_reference(spelling, site):
                        continue
                    if spelling.form == "dot":
                        spelling = self.as_step(spelling)
                    reads = workflow.step_named(spelling.name) if spelling.target != "input" else None
                    wrong = self.is_wrong(spelling, site)
                    yield Reference((*path, key), site, step, reads, wrong, *spelling)

    def doubts(self, texts: Texts) -> Doubts:
        """What in ``texts`` is to be judged one by one."""
        workflow = self.workflow
        doubts = Doubts([], [], [], [], [], [])
        for reference in self.references(texts):
            among = doubts.inputs if reference.target == "input" else doubts.steps
            if reference.wrong or reference.site == "value" or reference.target == "bare":
                among = doubts.unjudged
            elif reference.style != workflow.style and reference.site not in _ALWAYS_PATH:
                doubts.foreign.append(reference)
            among.append(reference)
        doubts.unavailable.extend(unavailable(doubts.steps))
        for _, group in texts:
            for value, path, key, site in group:
                doubts.malformed.extend(self.flaws(value, (*path, key), site))
        return doubts

    def flaws(self, value: str, path: Path, site: str) -> Iterator[Malformed]:
        """What in the string at ``path`` makes no reference and was meant to."""
        for start, end, message in self.scan(value).flaws:
            text = value[start:end]
            if self.is_flaw(text, site):
                yield Malformed(path, start, end, text, message)

    def as_step(self, spelling: Spelling) -> Spelling:
        """``{{.x}}``, which is taken for an input, where ``x`` is a step."""
        if spelling.lead or spelling.name not in self.names:
            return spelling
        return spelling._replace(target="step" if spelling.fields else "bare")

    def is_reference(self, spelling: Spelling, site: str) -> bool:
        """Whether it is more than text that looks like one."""
        names, workflow = self.names, self.workflow
        if spelling.form == "shell":
            return _is_certain(spelling, names)
        if spelling.form == "path":
            certain = _is_certain(spelling, names)
            if workflow.system == "flow":
                # Nothing resolves a path there, so that in prose it is prose.
                return certain and spelling.whole
            if certain:
                return True
            lone = spelling.name.isdigit() and not spelling.fields and not spelling.lead
            if not spelling.whole or lone:
                return False
            return site in _ALWAYS_PATH or (workflow.style == "path" and site != "value")
        if workflow.style == "path" and site not in _ALWAYS_PATH:
            # Such braces are sent as they stand: other people's templates are no references.
            head = spelling.lead.partition(".")[0] or spelling.name
            if head == "inputs" or head in names or head in workflow.inputs:
                return True
            second = spelling.name if spelling.lead else spelling.fields[0].text if spelling.fields else ""
            return second in OUTPUTS
        return True

    def is_wrong(self, spelling: Spelling, site: str) -> bool:
        """Whether nothing resolves it at ``site``."""
        if spelling.form not in self.forms or spelling.lead not in self.leads:
            return True
        if site == "expression":
            return spelling.style != "path"
        settled = self.reference_style != "auto" and self.workflow.system != "flow"
        return settled and site in VOTING and spelling.style != self.reference_style

    def is_flaw(self, text: str, site: str) -> bool:
        """Whether ``text``, braces that make no reference, was meant to be one."""
        if site == "value":
            return False
        if self.workflow.style == "template" or site in _ALWAYS_PATH:
            return True
        inner = text.strip("{} ").partition(".")[0]
        return inner == "inputs" or inner in self.names


def _loosely_named(value: str, scanned: Scanned, workflow: Workflow) -> Scanned:
    """The dashboard lets an input have any name: braces that hold a declared one are no flaw."""
    named: list[Spelling] = list(scanned.spellings)
    others: list[Flaw] = []
    for flaw in scanned.flaws:
        inner = value[flaw.start + 2 : flaw.end - 2].strip()
        name = inner.removeprefix(_PARAMETERS)
        if inner.startswith(_PARAMETERS) and name in workflow.inputs:
            text = value[flaw.start : flaw.end]
            start = flaw.start + text.index(_PARAMETERS) + len(_PARAMETERS)
            # What is spelled so with a plain name, with this name in its place.
            (plain,) = scan(f"{{{{{_PARAMETERS}x}}}}").spellings
            named.append(
                plain._replace(
                    start=flaw.start,
                    end=flaw.end,
                    text=text,
                    name=name,
                    name_start=start,
                    name_end=start + len(name),
                    whole=value.strip() == text,
                    after=value[flaw.end : flaw.end + 2],
                )
            )
        else:
            others.append(flaw)
    return Scanned(tuple(sorted(named)), tuple(others), None)


_PARAMETERS = "workflow.parameters."


def _elect(voting: list[tuple[Spelling, ...]], names: set[str]) -> str:
    votes = {"template": 0, "path": 0}
    doubtful = {"template": 0, "path": 0}
    for found in voting:
        for style in dict.fromkeys([s.style for s in found]):
            if any(s.form == style and (style == "template" or _is_certain(s, names)) for s in found):
                votes[style] += 1
            elif any(s.form == "path" and s.whole and s.text.strip("$.") != s.name for s in found):
                doubtful[style] += 1
    if not any(votes.values()):
        votes = doubtful
    # Of equal counts ``max`` takes the first, and dicts keep the order of insertion.
    first = next((s.style for found in voting for s in found), "template")
    return max((first, "template", "path"), key=lambda style: votes[style])


def _is_certain(spelling: Spelling, names: set[str]) -> bool:
    """Whether a ``$.`` reads as a reference wherever it stands."""
    if spelling.lead == "inputs":
        return spelling.target == "input"
    if spelling.lead == "workflow.parameters":
        return False
    return spelling.name in names and bool(spelling.lead or spelling.fields)


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
