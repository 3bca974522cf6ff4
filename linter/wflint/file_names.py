"""What a workflow's file is called by convention, for the hook, the walk, editors and SchemaStore alike.

``NAME.eachlabs.json`` and ``NAME.asteroid.yaml`` say whose document it is. ``NAME.workflow.json`` may be
anybody's: editors look at its keys (the schema ``any-workflow`` is silent where nothing tells), and so does
a walk.
"""

from __future__ import annotations

JSON = (".json", ".jsonc")
YAML = (".yaml", ".yml")

OURS = (".eachlabs", ".asteroid")
"""The last word but one of a name that says whose document it is."""

PATTERNS = tuple(f"*{word}{suffix}" for word in (".workflow", *OURS) for suffix in (*JSON, *YAML))
"""Globs for the files that editors give the schema to."""

_CLAIMS = tuple(f"{word}{suffix}" for word in OURS for suffix in (*JSON, *YAML))


def claims_workflow(path: str) -> bool:
    """Whether the name of the file says that it holds a workflow of ours.

    What such a file holds is linted as if it had been named on the command line: a key misspelled so that
    nothing else tells, or a broken line, is a finding and never passed over.
    """
    return path.lower().endswith(_CLAIMS)
