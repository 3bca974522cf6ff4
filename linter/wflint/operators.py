"""The operators of a choice's condition, and what people write instead of them."""

from __future__ import annotations

ORDERINGS = ("greater_than", "less_than", "greater_than_or_equal", "less_than_or_equal")
"""They take a number."""

MEMBERSHIPS = ("in", "not_in")
"""They take a list."""

EXISTENCES = ("exists", "not_exists", "is_null", "is_not_null")
"""They take no value."""

COMPARISONS = ("equals", "not_equals", *ORDERINGS, "string_equals", "string_matches", *MEMBERSHIPS)
"""They take a value."""

OPERATORS = (*COMPARISONS, *EXISTENCES)

_SPELLINGS = {
    "equals": ("=", "==", "===", "eq", "is", "equal_to", "is_equal", "is_equal_to", "same"),
    "not_equals": ("!=", "!==", "<>", "≠", "ne", "neq", "is_not", "not", "not_equal_to", "differs"),
    "greater_than": (">", "gt", "greater", "more_than", "above", "over", "after"),
    "less_than": ("<", "lt", "less", "lower_than", "smaller_than", "below", "under", "before"),
    "greater_than_or_equal": (
        ">=", "=>", "≥", "gte", "ge", "greater_or_equal", "greater_than_equals", "at_least", "min",
    ),
    "less_than_or_equal": (
        "<=", "=<", "≤", "lte", "le", "less_or_equal", "less_than_equals", "at_most", "max",
    ),
    "string_equals": ("streq", "text_equals", "equals_string", "equals_ignore_case"),
    "string_matches": (
        "=~", "~", "~=", "match", "matches", "regex", "regexp", "matches_regex", "like", "contains",
        "string_contains", "includes", "has", "starts_with", "begins_with", "prefix", "ends_with",
        "suffix", "substring",
    ),
    "in": ("one_of", "any_of", "is_in", "in_list", "in_array", "within", "∈"),
    "not_in": ("nin", "none_of", "not_one_of", "is_not_in", "not_in_list", "not_in_array", "∉"),
    "exists": ("exist", "is_set", "defined", "is_defined", "present", "is_present"),
    "not_exists": (
        "is_not_set", "undefined", "is_undefined", "not_defined", "missing", "absent",
        "does_not_exist",
    ),
    "is_null": ("null", "nil", "none", "is_none", "empty", "is_empty"),
    "is_not_null": ("not_null", "not_nil", "not_none", "not_empty", "is_not_empty", "non_null"),
}  # fmt: skip


def _fold(word: str) -> str:
    return word.strip().lower().replace("_", "").replace("-", "").replace(" ", "")


_MEANT = {_fold(spelling): name for name, spellings in _SPELLINGS.items() for spelling in spellings}


def meant_by(word: str) -> str | None:
    """The operator that another language, or plain English, calls ``word``."""
    return _MEANT.get(_fold(word))
