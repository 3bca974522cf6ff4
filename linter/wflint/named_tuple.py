"""``typing.NamedTuple``, but for the tenth of a millisecond that each of its classes takes to be made.

The standard one compiles a constructor for every class, and a run on one file makes sixty classes: that was a
fifth of its time. Here there is one for each number of fields, compiled with this module, and a class has a
copy of it whose parameters are called as its fields are. To type checkers it is the standard one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from types import FunctionType

    try:
        from _collections import _tuplegetter as _getter  # what the standard ones use, where it is there
    except ImportError:
        from operator import itemgetter

        def _getter(index, doc):
            return property(itemgetter(index), doc=doc)

    _new = tuple.__new__
    _CONSTRUCTORS = (
        lambda cls, a: _new(cls, (a,)),
        lambda cls, a, b: _new(cls, (a, b)),
        lambda cls, a, b, c: _new(cls, (a, b, c)),
        lambda cls, a, b, c, d: _new(cls, (a, b, c, d)),
        lambda cls, a, b, c, d, e: _new(cls, (a, b, c, d, e)),
        lambda cls, a, b, c, d, e, f: _new(cls, (a, b, c, d, e, f)),
        lambda cls, a, b, c, d, e, f, g: _new(cls, (a, b, c, d, e, f, g)),
        lambda cls, a, b, c, d, e, f, g, h: _new(cls, (a, b, c, d, e, f, g, h)),
        lambda cls, a, b, c, d, e, f, g, h, i: _new(cls, (a, b, c, d, e, f, g, h, i)),
        lambda cls, a, b, c, d, e, f, g, h, i, j: _new(cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k: _new(cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(cls, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o: _new(
            cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o)
        ),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p: _new(
            cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p)
        ),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q: _new(
            cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q)
        ),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r: _new(
            cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r)
        ),
        lambda cls, a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s: _new(
            cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s)
        ),
    )
    """Of one field, of two, and so on."""

    def _constructor(fields, defaults):
        code = _CONSTRUCTORS[len(fields) - 1].__code__
        code = code.replace(co_name="__new__", co_varnames=("cls", *fields))
        return FunctionType(code, globals(), "__new__", defaults)

    class _Class(type):
        def __new__(cls, name, bases, namespace, **_):
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {field: namespace[field] for field in fields if field in namespace}
            namespace |= {field: _getter(index, field) for index, field in enumerate(fields)}
            namespace |= {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            if fields:
                namespace["__new__"] = _constructor(fields, tuple(defaults.values()))
            return super().__new__(cls, name, bases, {"__slots__": (), **namespace})

    class NamedTuple(tuple, metaclass=_Class):
        _make = classmethod(_new)

        def _replace(self, **named):
            return self.__class__(**(self._asdict() | named))

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{self.__class__.__name__}({fields})"


__all__ = ["NamedTuple"]
