"""A value that the model does not take.

The model refuses the call, and the run stops there, after the steps before have been paid for. Values that are
written out are held against the model's schema, at any depth; formats, such as `uri`, are not. What holds a
reference is known only when the run happens: it is judged where it is nothing but a reference to an input, and
the input's declared type is one that the param refuses. A number passes for a whole one, the engine's `image`,
`video`, `audio`, `voice` and `file` for a string, and a string that lists numbers in its `enum` for either. Told
only where a catalogue is given (`--catalog`, or the setting `catalog`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from ...model import Reference, Workflow
from ...problem import Path, Problem
from ...rule import ERROR, Example, Rule
from ...step_fields import references_in
from ._example import SETTINGS
from ._input_types import samples
from ._passed import REFERENCE, Passed, describe_param, passed_params
from ._value_words import name_value, word_input, word_misfit

if TYPE_CHECKING:
    from ...request_schema import Misfit

RULE = Rule(
    severity=ERROR,
    on="EF",
    good=(
        """
        {"input_schema": {"properties": {"photo": {"type": "string"}, "long": {"type": "integer"}},
                          "required": ["photo", "long"]},
         "steps": [{"id": "move", "type": "model", "model": "animate-pro",
                    "params": {"image_url": "{{inputs.photo}}", "seconds": "{{inputs.long}}", "camera": {"zoom": 2.5}}}]}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "draw", "type": "model", "model": "draw-fast",
                        "params": {"prompt": "A lighthouse", "size": "wdie", "num_images": 8}},
                                                                     ^^^^^^ 'size' of 'draw-fast' cannot be 'wdie'; did you mean 'wide'?
                                                                                           ^ 'num_images' of 'draw-fast' must be 4 or less, not 8
                       {"id": "move", "type": "model", "model": "animate-pro",
                        "params": {"image_url": "{{draw.output}}", "seconds": "5", "camera": {"zoom": [1, 2]}}}]}
                                                                              ^^^ 'seconds' of 'animate-pro' must be a whole number, not a string
                                                                                                      ^ 'zoom' of 'camera' of 'animate-pro' must be a number, not an array
            """,
            settings=SETTINGS,
        ),
        Example(
            """
            input_schema:
              type: object
              required: [photo, length]
              properties: {photo: {type: string}, length: {type: string}}
            steps:
              - id: move
                type: model
                model: animate-pro
                params:
                  image_url: $.inputs.photo
                  seconds: $.inputs.length
                           ^^^^^^^^^^^^^^^ input 'length' is a string, and 'seconds' of 'animate-pro' must be a whole number
            """,
            settings=SETTINGS,
        ),
    ),
    related=("missing-model-param", "unknown-model-param"),
)

_OF_SHAPE = frozenset(
    {"type", "minItems", "maxItems", "minProperties", "maxProperties", "required", "additionalProperties"}
)
"""What can be said of an object or an array whatever the references in it turn out to be."""


_Known: TypeAlias = dict[Path, tuple[Reference, str, object]]


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every value that breaks the schema of its param."""
    for passed in passed_params(workflow):
        known = samples(workflow, references_in(workflow, passed.fields))
        top = passed.fields.path
        params = passed.fields.value
        if known:
            params = {name: _known_value(value, (*top, name), known) for name, value in params.items()}
        for misfit in passed.request.misfits(params):
            path = (*top, *misfit.path)
            name = name_value(misfit.path, passed.model.slug)
            if path in known:
                reference, declared, _ = known[path]
                if misfit.keyword == "type":
                    yield _wrong_input(reference, declared, misfit.schema["type"], name)
            elif _is_certain(misfit, path, known):
                yield from word_misfit(misfit, path, name, _advice(passed, misfit.path))


def _known_value(value: object, path: Path, known: _Known) -> object:
    """A value with a sample in the place of every reference whose type is known."""
    if path in known:
        return known[path][2]
    if isinstance(value, dict):
        return {key: _known_value(item, (*path, key), known) for key, item in value.items()}
    if isinstance(value, list):
        return [_known_value(item, (*path, number), known) for number, item in enumerate(value)]
    return value


def _is_certain(misfit: Misfit, path: Path, known: _Known) -> bool:
    """Whether the value breaks the keyword whatever the references in it turn out to be."""
    if misfit.keyword in _OF_SHAPE and isinstance(misfit.value, dict | list):
        return True
    return not _holds_reference(misfit.value, path, known)


def _holds_reference(value: object, path: Path, known: _Known) -> bool:
    if isinstance(value, str):
        return REFERENCE.search(value) is not None
    if path in known:
        return True
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return any(_holds_reference(item, (*path, key), known) for key, item in items)


def _wrong_input(reference: Reference, declared: str, wanted: object, name: str) -> Problem:
    return Problem(
        reference.place,
        word_input(reference, declared, wanted, name),
        "declare the input with the type that the model takes, or convert it in a step before",
    )


def _advice(passed: Passed, path: Path) -> str | None:
    """What the catalogue says of the param that holds the value at ``path``."""
    described = describe_param(passed, str(path[0]))
    return f"the catalogue says: {described}" if "(" in described else None
