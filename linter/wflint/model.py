"""What the formats share: the one model that every rule is written over.

``formats/`` builds it from a document, leniently: whatever is malformed is left out here and reported by
the bundled schema of its kind. Paths lead from the document's root.
"""

from __future__ import annotations

import marshal
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from .embedded.subschemas import Subschemas
from .named_tuple import NamedTuple
from .problem import Path, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .kinds import Kind, Recognition
    from .model_catalog import ModelCatalog
    from .source import Document
    from .templates.references import Field


class Reference(NamedTuple):
    """A place in a string that reads an input or a step's output.

    ``path`` leads to the string and ``step`` is the step that holds it (``None``: an output mapping).
    ``site`` is where in the step: ``params``, ``fallback``, ``result``, ``expression``, ``value`` (a
    condition's), ``mapping`` (an output mapping).
    ``reads`` is the step of that name, where there is one (``<step>_fallback`` is the output of a fallback);
    ``wrong`` says that nothing resolves this spelling where it stands. The others are those of
    :class:`~wflint.templates.references.Spelling`.
    """

    path: Path
    site: str
    step: Step | None
    reads: Step | None
    wrong: bool
    start: int
    end: int
    text: str
    form: str
    style: str
    lead: str
    target: str
    name: str
    name_start: int
    name_end: int
    fields: tuple[Field, ...]
    whole: bool
    after: str

    @property
    def place(self) -> Place:
        """The whole reference, braces included."""
        return Place(self.path, start=self.start, end=self.end)


Text: TypeAlias = "tuple[str, Path, str | int, str]"
"""A string that may hold references, the path to what holds it, its key there, and its site.

The site is that of :class:`Reference`.
"""

Texts: TypeAlias = "list[tuple[Step | None, list[Text]]]"
"""Such strings by the step that holds them (``None``: an output mapping)."""


class Sight(Enum):
    """How a step is seen from a reference."""

    AVAILABLE = "it has run"
    CONDITIONAL = "it is inside a choice branch that may not have run"
    LATER = "it runs later"
    ITSELF = "it is the step itself, or encloses it"
    SIBLING = "it is in a sibling branch"


class Malformed(NamedTuple):
    """Braces in a string that make no reference: their text, and what is wrong with them."""

    path: Path
    start: int
    end: int
    text: str
    message: str

    @property
    def place(self) -> Place:
        """The braces with what they hold."""
        return Place(self.path, start=self.start, end=self.end)


class Doubts(NamedTuple):
    """The references of a definition that are to be judged one by one.

    ``inputs`` and ``steps`` are spelled so that they resolve, and name an input or a step to read;
    ``unjudged`` are the others, and those in a condition's value. ``foreign`` are right ones in the other
    style, where both can stand, and ``unavailable`` those of ``steps`` whose step has not run, or may not
    have run, where they stand, each with that step. ``malformed`` are no references, and were meant to be.
    """

    inputs: list[Reference]
    steps: list[Reference]
    unjudged: list[Reference]
    foreign: list[Reference]
    unavailable: list[tuple[Reference, Step, Sight]]
    malformed: list[Malformed]


_NO_DOUBTS = Doubts([], [], [], [], [], [])


class Fallback(NamedTuple):
    """What runs when the step ``owner`` fails; ``params`` is ``None`` where there is no such object."""

    owner: Step
    path: Path
    value: dict[str, object]
    enabled: bool
    model: str | None
    params: dict[str, object] | None


class Branch(NamedTuple):
    """A branch of the parallel or choice step ``owner``. ``role`` is ``parallel``, ``met`` or ``default``."""

    owner: Step
    path: Path
    role: str
    value: dict[str, object]
    steps: tuple[Step, ...]


class Condition(NamedTuple):
    """A simple condition of a choice: an expression, an operator and perhaps a value."""

    path: Path
    value: dict[str, object]


class Fields(NamedTuple):
    """An object that holds fields of ``step``, and the path to it: the step itself, or its params."""

    step: Step
    path: Path
    value: dict[str, object]


class Step:
    """One step, at any depth.

    ``id`` is ``None`` where it has none that is a string; ``id_key`` is the field that holds it. ``type`` is
    the declared type, or ``model`` where it may be missing. ``position`` alternates a place in a list of
    steps with the number of a branch: ``(2, 0, 1)`` is the second step of the first branch of the third
    step. ``conditional`` says that it stands in a branch of a choice, at any depth. ``texts`` are its strings
    that may hold references, its inner steps' not counted.
    """

    __slots__ = (
        "branches",
        "conditional",
        "conditions",
        "fallback",
        "id",
        "id_key",
        "legacy",
        "model",
        "parent",
        "path",
        "position",
        "texts",
        "type",
        "value",
    )

    def __init__(
        self,
        value: dict[str, object],
        path: Path,
        position: tuple[int, ...],
        parent: Step | None = None,
        type: str = "",  # noqa: A002 - the field's own name
        model: str | None = None,
    ) -> None:
        self.value = value
        self.path = path
        self.position = position
        self.parent = parent
        self.conditional: bool = parent is not None and (parent.conditional or parent.type == "choice")
        self.type: str = type
        self.model = model
        self.legacy = False
        self.id: str | None = None
        self.id_key = ""
        self.fallback: Fallback | None = None
        self.branches: tuple[Branch, ...] = ()
        self.conditions: tuple[Condition, ...] = ()
        self.texts: list[Text] = []

    @property
    def id_path(self) -> Path:
        """The path to its id's value, or to the step where it has none."""
        return (*self.path, self.id_key) if self.id_key else self.path

    @property
    def place(self) -> Place:
        """Its id, where it has one."""
        return Place(self.id_path)

    @property
    def title(self) -> str:
        """How messages name it: ``step 'draft'``, or by its place in the list."""
        return f"step '{self.id}'" if self.id is not None else f"step {self.position[-1] + 1}"


class Input(NamedTuple):
    """A declared input: its name, where it is declared, and its schema."""

    name: str
    place: Place
    schema: dict[str, object]
    required: bool

    @property
    def has_default(self) -> bool:
        """Whether a run without it has a value all the same."""
        return "default" in self.schema or "default_value" in self.schema


class SchemaDocument:
    """A JSON Schema inside a document.

    ``role`` is the field that holds it: ``input_schema``, ``output_schema``, ``result_schema`` or
    ``request_schema``. ``form`` is ``json-schema``; ``engine`` for an ``input_schema`` of the engine's own
    form (boolean ``required`` on a property, ``default_value``, its further type names); ``map`` for a bare
    map of properties.
    """

    __slots__ = ("_subschemas", "form", "path", "role", "value")

    def __init__(self, path: Path, value: object, role: str, form: str) -> None:
        self.path = path
        self.value = value
        self.role = role
        self.form = form
        self._subschemas: Subschemas | None = None

    @property
    def likeness(self) -> bytes | None:
        """What schemas have in common only if they say the same; ``None`` where it would be long."""
        try:
            # The first version of the format writes the same bytes for the same values.
            said: Any = (self.role, self.form, self.value)
            alike = marshal.dumps(said, 0)
        except ValueError:
            return None  # a Python object that no text can hold
        return alike if len(alike) <= 1 << 13 else None

    @property
    def subschemas(self) -> Subschemas:
        """Every schema in it, walked once for all rules."""
        if self._subschemas is None:
            self._subschemas = Subschemas(self.value, self.path, self.form)
        return self._subschemas


class Prompt(NamedTuple):
    """A prompt of an Asteroid workflow: a Go template."""

    path: Path
    text: str


class Variable(NamedTuple):
    """A name declared in ``prompt_variables``."""

    path: Path
    name: str


def _read_nothing(_: Texts) -> tuple[Reference, ...]:
    return ()


class Workflow:
    """One version of a workflow, in either system.

    ``system`` is ``eachlabs``, ``flow`` (the older dashboard export) or ``asteroid``. ``path`` leads to the
    definition (each::labs) or the workflow object; ``body`` is the object around a definition (the request
    or the version), or ``None`` where the file is the definition itself. ``steps`` holds every step at any
    depth in text order, ``by_id`` the first step of each id. ``style`` is the reference style that is the
    definition's own. ``fallbacks``, ``branches``, ``conditions``, ``requests`` (the fields of every HTTP
    request, a fallback's second one included) and ``codes`` (those of every Python step) are gathered from
    all steps. ``texts`` are the strings outside the steps that may hold references. ``inputs_read`` and
    ``steps_read`` name the inputs and the steps that are read, as far as a quick look told: all of them where
    ``doubts`` is empty, which it is where that look showed every reference to be right. ``read`` finds the
    references in texts. ``inputs`` are the declared inputs by name; ``inputs_path`` leads to what declares
    them, or is ``None``. ``variables`` is ``None`` where there is no ``prompt_variables``. ``catalog`` holds
    the models that there are, where the run was given them. ``json_text`` is the text that holds this
    workflow and no other, where it is JSON.
    """

    __slots__ = (
        "_by_step",
        "_references",
        "body",
        "body_path",
        "branches",
        "by_id",
        "catalog",
        "codes",
        "conditions",
        "doubts",
        "fallbacks",
        "inputs",
        "inputs_path",
        "inputs_read",
        "json_text",
        "path",
        "prompts",
        "read",
        "requests",
        "schemas",
        "steps",
        "steps_read",
        "style",
        "system",
        "texts",
        "top",
        "value",
        "variables",
        "variables_path",
    )

    def __init__(self, system: str, value: dict[str, object], path: Path) -> None:
        self.system = system
        self.value = value
        self.path = path
        self.body: dict[str, object] | None = None
        self.body_path: Path = path
        self.top: tuple[Step, ...] = ()
        self.steps: list[Step] = []
        self.by_id: dict[str, Step] = {}
        self.fallbacks: list[Fallback] = []
        self.branches: list[Branch] = []
        self.conditions: list[Condition] = []
        self.requests: tuple[Fields, ...] = ()
        self.codes: tuple[Fields, ...] = ()
        self.texts: list[Text] = []
        self.inputs_read: set[str] = set()
        self.steps_read: set[str] = set()
        self.doubts: Doubts = _NO_DOUBTS
        self.read: Callable[[Texts], Iterable[Reference]] = _read_nothing
        self._references: tuple[Reference, ...] | None = None
        self._by_step: dict[Step, list[Reference]] = {}
        self.style = "template"
        self.inputs: dict[str, Input] = {}
        self.inputs_path: Path | None = None
        self.schemas: tuple[SchemaDocument, ...] = ()
        self.prompts: tuple[Prompt, ...] = ()
        self.variables: tuple[Variable, ...] | None = None
        self.variables_path: Path = path
        self.catalog: ModelCatalog | None = None
        self.json_text: str | None = None

    @property
    def letter(self) -> str:
        """The letter by which ``Rule.on`` knows the system."""
        return _LETTERS[self.system]

    @property
    def is_in_doubt(self) -> bool:
        """Whether there is anything in ``doubts``."""
        return any(self.doubts)

    @property
    def all_texts(self) -> Texts:
        """Every string that may hold references, in the order of the text."""
        found: Texts = [(step, step.texts) for step in self.steps if step.texts]
        if self.texts:
            found.append((None, self.texts))
        return found

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference, in the order of the text: read when they are first asked for."""
        if self._references is None:
            self._references = tuple(self.read(self.all_texts))
        return self._references

    def references_of(self, step: Step) -> list[Reference]:
        """Those that the step itself makes, its inner steps' not counted."""
        if step not in self._by_step:
            self._by_step[step] = list(self.read([(step, step.texts)]))
        return self._by_step[step]

    def release(self) -> None:
        """Let go of the steps, which hold one another: memory is then free without the collector's help."""
        self.read = _read_nothing
        self._by_step.clear()
        for step in self.steps:
            step.parent = step.fallback = None
            step.branches = ()

    def step_named(self, name: str) -> Step | None:
        """The step whose output is read by ``name``; ``<step>_fallback`` is the output of a fallback."""
        step = self.by_id.get(name)
        if step is None and name.endswith("_fallback"):
            step = self.by_id.get(name.removesuffix("_fallback"))
            if step is not None and step.fallback is None:
                return None
        return step


_LETTERS = {"eachlabs": "E", "flow": "F", "asteroid": "A"}


class Subject(NamedTuple):
    """One document as the rules see it.

    ``kind`` is what it was recognised as, or forced to be; ``recognition`` says what was nearest where that
    is ``None``. ``violations`` are the faults of its shape, each with the id of the rule that reports it.
    """

    document: Document
    kind: Kind | None = None
    recognition: Recognition | None = None
    workflows: tuple[Workflow, ...] = ()
    violations: tuple[tuple[str, Problem], ...] = ()
