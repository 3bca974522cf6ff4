"""Go's ``text/template`` as Go 1.27 reads it: its verdict, and the names a template reads.

``parse`` never raises for a bad template and takes time linear in the length of the text.
"""

from .parser import BUILTINS, parse
from .template import Read, Template, TemplateError, UnknownFunction

__all__ = ["BUILTINS", "Read", "Template", "TemplateError", "UnknownFunction", "parse"]
