"""The catalogue of the group's examples."""

from __future__ import annotations

from typing import Any

SETTINGS: dict[str, Any] = {
    "catalog": [
        {
            "slug": "draw-fast",
            "request_schema": {
                "type": "object",
                "required": ["prompt"],
                "properties": {
                    "prompt": {"type": "string", "description": "What to draw."},
                    "size": {"type": "string", "enum": ["square", "wide", "tall"]},
                    "num_images": {"type": "integer", "minimum": 1, "maximum": 4},
                },
            },
        },
        {
            "slug": "animate-pro",
            "request_schema": {
                "type": "object",
                "required": ["image_url", "seconds"],
                "properties": {
                    "image_url": {"type": "string", "description": "The first frame."},
                    "seconds": {"type": "integer", "description": "How long the video is."},
                    "camera": {"type": "object", "properties": {"zoom": {"type": "number", "maximum": 10}}},
                },
            },
        },
    ]
}
