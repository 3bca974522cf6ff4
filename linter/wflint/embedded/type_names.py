"""The names of types: which there are."""

from __future__ import annotations

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")

KNOWN_TYPES = frozenset(TYPES)

ENGINE_TYPES = frozenset(
    f"{name}{suffix}"
    for name in ("audio", "document", "file", "image", "json", "pdf", "video", "voice")
    for suffix in ("", "s", "_array", "_list", "_url", "_urls", "_uri", "_uris", "_file", "_files")
) | frozenset({"multi_select", "multiselect", "select", "string_array", "text_area", "textarea"})
"""The engine's further type names. Its list is not published; these are met, or built like those met."""
