"""Which spellings in a definition's strings are references, and of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model import Field, Malformed, Reference, Step, Workflow
from ..problem import Path
from ..scope import unavailable
from ..templates.references import Flaw, Scanned, Spelling, scan

OUTPUTS = ("output", "primary")
"""The fields of a step that hold what it gave."""

_ALWAYS_PATH = ("expression", "mapping")
_NO_VOTE = (*_ALWAYS_PATH, "value")


class Text(NamedTuple):
    """A string that may hold references: where it stands, in what part of a step, and in which step."""

    value: str
    path: Path
    site: str
    step: Step | None


def texts_in(value: object, path: Path, site: str, step: Step | None, code: bool = False) -> Iterator[Text]:
    """The strings at any depth of ``value`` that may hold references; with ``code`` none under that key."""
    if isinstance(value, str):
        if "{{" in value or "$" in value:
            yield Text(value, path, site, step)
        return
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, item in children:
        if isinstance(item, str):
            if ("{{" in item or "$" in item) and not (code and key == "code"):
                yield Text(item, (*path, key), site, step)
        elif isinstance(item, (dict, list)) and not (code and key == "code"):
            yield from texts_in(item, (*path, key), site, step, code)


def find_references(workflow: Workflow, texts: Iterable[Text], reference_style: str) -> None:
    """Fill in the workflow's references, flaws and own style from its strings.

    ``reference_style`` is ``template`` or ``path`` where the style is settled, else ``auto``.
    """
    # A fallback passes on what its step does: many strings stand there twice.
    known: dict[str, Scanned] = {}
    scanned = [
        (text, *(known.get(text.value) or known.setdefault(text.value, scan(text.value)))) for text in texts
    ]
    names = set(workflow.by_id)
    names.update(f"{step.id}_fallback" for step in workflow.steps if step.fallback is not None)
    if reference_style != "auto":
        workflow.style = reference_style
    else:
        workflow.style = _own_style([(text, found) for text, found, _ in scanned], names)
    references: list[Reference] = []
    malformed: list[Malformed] = []
    for text, found, flaws in scanned:
        if workflow.system == "flow" and flaws:
            found, flaws = _loosely_named(text, found, flaws, workflow)
        for spelling in found:
            if _is_reference(spelling, text, workflow, names):
                reference = _reference(spelling, text, workflow, names, reference_style)
                references.append(reference)
                if text.step is not None:
                    text.step.references.append(reference)
        malformed += (
            Malformed(text.path, flaw.start, flaw.end, text.value[flaw.start : flaw.end], flaw.message)
            for flaw in flaws
            if _is_flaw(flaw, text, workflow, names)
        )
    workflow.references = tuple(references)
    workflow.judged = tuple(r for r in references if r.target != "bare" and not r.wrong and r.site != "value")
    workflow.unavailable = tuple(unavailable(workflow))
    workflow.malformed = tuple(malformed)


def _loosely_named(
    text: Text, found: tuple[Spelling, ...], flaws: tuple[Flaw, ...], workflow: Workflow
) -> Scanned:
    """The dashboard lets an input have any name: braces that hold a declared one are no flaw."""
    named, others = list(found), []
    for flaw in flaws:
        inner = text.value[flaw.start + 2 : flaw.end - 2]
        name = inner.strip().removeprefix(_PARAMETERS)
        if inner.strip().startswith(_PARAMETERS) and name in workflow.inputs:
            start = flaw.start + 2 + inner.index(_PARAMETERS) + len(_PARAMETERS)
            parts = [(word, flaw.start, flaw.start) for word in _PARAMETERS.split(".")[:2]]
            names = (*parts, (name, start, start + len(name)))
            named.append(Spelling(flaw.start, flaw.end, "template", names))
        else:
            others.append(flaw)
    return tuple(sorted(named)), tuple(others)


_PARAMETERS = "workflow.parameters."


def _own_style(scanned: list[tuple[Text, tuple[Spelling, ...]]], names: set[str]) -> str:
    """The style that most strings use; of a tie, the first one's."""
    voting = [(text, found) for text, found in scanned if found and text.site not in _NO_VOTE]
    if all(spelling.form != "path" for _, found in voting for spelling in found):
        return "template"
    votes = {"template": 0, "path": 0}
    doubtful = {"template": 0, "path": 0}
    for text, found in voting:
        for style in dict.fromkeys("path" if spelling.form == "path" else "template" for spelling in found):
            if any(s.form == style and (style == "template" or _certain(s, names)) for s in found):
                votes[style] += 1
            elif any(s.form == "path" and len(s.names) > 1 and _fills(s, text) for s in found):
                doubtful[style] += 1
    if not any(votes.values()):
        votes = doubtful
    # Of equal counts ``max`` takes the first, and dicts keep the order of insertion.
    first = next((_style(s) for _, found in voting for s in found), "template")
    return max((first, "template", "path"), key=lambda style: votes[style])


def _style(spelling: Spelling) -> str:
    return "path" if spelling.form == "path" else "template"


def _fills(spelling: Spelling, text: Text) -> bool:
    """Whether the string is this spelling and nothing else but white space."""
    return not text.value[: spelling.start].strip() and not text.value[spelling.end :].strip()


def _certain(spelling: Spelling, names: set[str]) -> bool:
    """Whether a ``$.`` reads as a reference wherever it stands."""
    head = spelling.names[0][0]
    if len(spelling.names) < 2:
        return False
    return head == "inputs" or head in names or (head == "steps" and spelling.names[1][0] in names)


def _is_reference(spelling: Spelling, text: Text, workflow: Workflow, names: set[str]) -> bool:
    head = spelling.names[0][0]
    if spelling.form == "shell":
        return _certain(spelling, names)
    if spelling.form == "path":
        if workflow.system == "flow":
            # Nothing resolves a path there, so that in prose it is prose.
            return _certain(spelling, names) and _fills(spelling, text)
        if _certain(spelling, names):
            return True
        if not _fills(spelling, text):
            return False
        if head.isdigit() and len(spelling.names) == 1:
            return False
        return text.site in _ALWAYS_PATH or (workflow.style == "path" and text.site != "value")
    if workflow.style == "path" and text.site not in _ALWAYS_PATH:
        # Such braces are sent as they stand: other people's templates are no references.
        known = head == "inputs" or head in names or head in workflow.inputs
        return known or (len(spelling.names) > 1 and spelling.names[1][0] in OUTPUTS)
    return True


def _is_flaw(flaw: Flaw, text: Text, workflow: Workflow, names: set[str]) -> bool:
    if text.site == "value":
        return False
    if workflow.style == "template" or text.site in _ALWAYS_PATH:
        return True
    inner = text.value[flaw.start : flaw.end].strip("{} ").partition(".")[0]
    return inner == "inputs" or inner in names


def _reference(
    spelling: Spelling, text: Text, workflow: Workflow, names: set[str], reference_style: str
) -> Reference:
    start, end, form, chain = spelling
    head = chain[0][0]
    wrong = form not in ("template", "path") or (form == "path" and workflow.system == "flow")
    first = 0
    target = "step"
    if head == "inputs" and "inputs" not in names:
        wrong = wrong or workflow.system == "flow"
        target, first = ("input", 1) if len(chain) > 1 else ("bare", 0)
    elif head == "workflow" and "workflow" not in names and chain[1:] and chain[1][0] == "parameters":
        if workflow.system != "flow":
            form, wrong = "workflow", True
        target, first = ("input", 2) if len(chain) > 2 else ("bare", 1)
    elif head == "steps" and "steps" not in names and len(chain) > 1:
        form, wrong, first = "steps", True, 1
    elif form == "dot" and head not in names:
        target = "input"
    elif len(chain) == 1:
        target = "bare"
    if text.site == "expression":
        wrong = wrong or spelling.form != "path"
    elif reference_style != "auto" and text.site not in _NO_VOTE and workflow.system != "flow":
        wrong = wrong or _style(spelling) != reference_style
    name, name_start, name_end = chain[first]
    return Reference(
        text.path,
        start,
        end,
        text.value[start:end],
        form,
        target,
        name[1:-1].strip("'\"") if name.startswith("[") else name,
        name_start,
        name_end,
        tuple([Field(*field) for field in chain[first + 1 :]]),
        _fills(spelling, text),
        text.site,
        wrong,
        text.step,
        text.value[end : end + 2],
    )


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
