"""Python code that gives no result.

What a Python step gives is what its code binds to `result` at module level; without that, whatever reads the
step's output gets nothing. Any binding counts: an assignment, `for`, `with`, `import … as`, `def result`, or
`global result` in a function.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Workflow
from ...problem import Place, Problem
from ...rule import WARNING, Example, Rule

RULE = Rule(
    severity=WARNING,
    on="E",
    good=(
        """
        steps:
          - id: count
            type: python
            code: |
              try:
                  import numpy
                  result = numpy.pi
              except ImportError:
                  result = 3.14
        """,
    ),
    bad=(
        Example(
            """
            {"steps": [{"id": "count", "type": "python", "code": "total = 1 + 2\\nprint(total)"}]}
                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the code of step 'count' never binds 'result'
            """
        ),
        Example(
            """
            steps:
              - id: count
                type: python
                code: |
                      ^ the code of step 'count' never binds 'result'
                  def main():
                      result = 1 + 2
                      return result

                  main()
            """
        ),
    ),
    related=("python-syntax-error",),
)


def check(workflow: Workflow) -> Iterator[Problem]:
    """Every Python step whose code parses and leaves ``result`` unbound."""
    if not workflow.codes:
        return
    # Python's parser takes long to load, and few workflows hold code.
    from ...python_code import read_code

    for fields in workflow.codes:
        code = fields.value.get("code")
        if isinstance(code, str) and not read_code(code).binds_result:
            yield Problem(
                Place((*fields.path, "code")),
                f"the code of {fields.step.title} never binds 'result'",
                "assign what the step gives to 'result', at module level",
            )
