"""Python code that does not parse.

The run fails when it reaches the step, after the earlier ones were paid for. The code is read by Python's own
parser and the message is Python's; nothing of it is run. Nothing else is said about such code.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import ERROR, Example, Rule

RULE = Rule(
    severity=ERROR,
    on="E",
    good=(
        """
        steps:
          - id: count
            type: python
            code: |
              words = "a cat".split()
              result = {"words": len(words)}
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "count", "type": "python", "code": "words = 3\\nresult = (words + 1"}]}
                                                                                      ^ '(' was never closed
            """
        ),
        Example(
            """
            steps:
              - id: count
                type: model
                model: eachlabs-python-step
                params:
                  code: |
                    words = 3
                    result = "three if words == 3 else words
                             ^ unterminated string literal (detected at line 2)
            """
        ),
    ),
    related=("python-no-result", "undefined-python-input"),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every Python step whose code Python refuses."""
    if not workflow.codes:
        return
    # Python's parser takes long to load, and few workflows hold code.
    from ...python_code import read_code

    for fields in workflow.codes:
        code = fields.value.get("code")
        fault = read_code(code).fault if isinstance(code, str) else None
        if fault is not None:
            yield Problem(
                Place((*fields.path, "code"), start=fault.start, end=fault.end),
                fault.message,
                "mend the code: the engine runs it as Python 3",
            )
