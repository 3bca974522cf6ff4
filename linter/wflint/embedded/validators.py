"""Validators over a stranger's schema: jsonschema-rs, or its stand-in where that is not installed.

Nothing is fetched, and formats are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

if TYPE_CHECKING:
    from jsonschema_rs import Validator

UNDECIDED = (
    *("backtrackLimitExceeded", "regexEngineFailure", "referencing", "fromUtf8"),
    *("contentEncoding", "contentMediaType"),
)
"""The kinds of errors that say nothing of the value: the validator's own, and those nobody need look for."""


def validator_for(schema: dict[str, Any], resources: dict[str, dict[str, Any]]) -> Validator:
    """A validator for ``schema``, which may refer to ``resources`` by their URIs and to nothing else.

    Raises :class:`ValueError` where it cannot use the schema: a pattern or a dialect that it does not know.
    """
    try:
        import jsonschema_rs
    except ImportError:
        from .stand_in import StandIn

        return cast("Validator", StandIn(schema, resources))
    options: dict[str, Any] = {"validate_formats": False, "retriever": _refuse}
    try:
        if resources:
            registry = jsonschema_rs.Registry(list(resources.items()), retriever=_refuse)
            options = {"validate_formats": False, "registry": registry}
        return jsonschema_rs.validator_for(schema, **options)
    except (TypeError, RecursionError, jsonschema_rs.ReferencingError) as error:
        raise ValueError(str(error)) from None


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"'{uri}' is not fetched")
