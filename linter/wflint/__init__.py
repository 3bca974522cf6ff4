"""wflint: find mistakes in AI-workflow definitions before a paid run does.

>>> import wflint
>>> [f.rule for f in wflint.lint({"steps": [{"id": "a", "model": "m", "params": {"p": "{{b.output}}"}}]})]
['undefined-step']
"""

from __future__ import annotations

from .api import lint, lint_path, lint_text
from .finding import Edit, Finding, Fix, Related, Severity
from .model_catalog import ModelCatalog, load_catalog
from .options import Options
from .plugins import load_rules

__version__ = "0.1.0"

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "ModelCatalog",
    "Options",
    "Related",
    "Severity",
    "lint",
    "lint_path",
    "lint_text",
    "load_catalog",
    "load_rules",
]
