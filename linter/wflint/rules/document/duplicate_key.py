"""An object that has the same key twice.

Parsers do not agree on which of the two counts. Most keep the last and drop the first without a word, so what
a reviewer reads at the top is not what runs. Both places are shown; only the author knows which was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problem import Place, Problem, Related
from ...rule import ERROR, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Subject

RULE = Rule(
    severity=ERROR,
    on="EFA",
    good=(
        """
        {"steps": [{"id": "draft", "model": "m", "params": {"prompt": "a boat"}},
                   {"id": "image", "model": "m", "params": {"prompt": "{{draft.output}}"}}]}
        """,
    ),
    bad=(
        Example("""
            {"steps": [{"id": "draft", "model": "m", "model": "n", "params": {"prompt": "a boat"}}]}
                                                     ^^^^^^^ the key 'model' is here a second time
            """),
        Example("""
            steps:
              - id: draft
                model: openai-chatgpt-5
                params:
                  prompt: a boat
                  prompt: a ship
                  ^^^^^^ the key 'prompt' is here a second time
            """),
    ),
)


def check_document(subject: Subject) -> Iterator[Problem]:
    """Report every key that its object already had."""
    for path, first, second in subject.document.duplicates:
        yield Problem(
            Place(path, key=True, span=second),
            f"the key '{path[-1]}' is here a second time",
            "keep one of the two",
            (Related(Place(path, key=True, span=first), "it is here first"),),
        )
