"""Documents to the model: one file a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..kinds import Kind
    from ..model import Workflow


def build(document: object, kind: Kind, reference_style: str = "auto") -> tuple[Workflow, ...]:
    """Every workflow version that ``document``, which is of ``kind``, holds.

    ``reference_style`` is ``auto``, ``template`` or ``path``. Whatever is malformed is left out.
    """
    if kind.letter == "A":
        from . import asteroid

        return asteroid.build(document, kind)
    if kind.letter == "F":
        from . import flow

        return flow.build(document)
    from . import eachlabs

    return eachlabs.build(document, kind, reference_style)
