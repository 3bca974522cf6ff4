"""Writes what is measured: definitions of any size, right or faulty, and repositories of other files.

Nothing is drawn anew: the same arguments write the same bytes. Needs PyYAML.
"""

from __future__ import annotations

import json
import os
import sys
from random import Random

import yaml

STEPS = 30
"""Of a usual definition: 13-17 KB as JSON, 9-12 KB as YAML."""

_TEXT = """
    soft studio light on a plain background with long shadows the product stands in the middle of a frame
    and turns slowly while the camera moves closer keep faces hands and lettering exactly as they are write
    in the voice of the brand short sentences no jargon name the benefit first then the detail then the price
"""
_WORDS = _TEXT.split()
_MODELS = ("nano-banana-pro", "flux-2-edit", "seedream-v4", "gpt-image-1", "imagen-4", "ideogram-v3-turbo")
_TEXT_MODELS = ("claude-sonnet-4-5", "gpt-5-mini", "gemini-2-5-flash", "llama-4-maverick")


def definition(steps: int = STEPS, seed: int = 0) -> dict[str, object]:
    """A definition without a fault, of ``steps`` steps, the inner ones counted; a multiple of ten."""
    random = Random(seed)
    blocks = [_block(number, random) for number in range(steps // 10)]
    last = steps // 10 - 1
    return {
        "version": "v1",
        "input_schema": {
            "type": "object",
            "required": ["product_image", "slogan"],
            "properties": {
                "product_image": {"type": "string", "format": "uri", "description": "A photo of the product"},
                "slogan": {"type": "string", "maxLength": 80, "description": "What the voice says"},
                "voice": {"type": "string", "enum": ["calm", "bright", "dark"], "default": "calm"},
                "seconds": {"type": "integer", "minimum": 3, "maximum": 30, "default": 5},
            },
        },
        "steps": [step for block in blocks for step in block],
        "output_mapping": {"video": f"$.film_{last}.primary", "text": f"$.draft_{last}.primary"},
    }


def _block(number: int, random: Random) -> list[dict[str, object]]:
    """Ten steps of every type, which read inputs, one another and the block before."""
    before = f"{{{{draft_{number - 1}.output}}}}" if number else "{{inputs.slogan}}"
    return [
        _model(
            f"draft_{number}",
            random.choice(_TEXT_MODELS),
            {"prompt": f"{_prose(random, 38)}: {before}", "max_tokens": 800, "temperature": 0.4},
            random,
        ),
        _model(
            f"shot_{number}",
            random.choice(_MODELS),
            {
                "prompt": f"{_prose(random, 24)}, {{{{draft_{number}.output}}}}",
                "image_url": "{{inputs.product_image}}",
                "negative_prompt": _prose(random, 12),
                "aspect_ratio": "16:9",
                "guidance_scale": 7.5,
            },
            random,
        ),
        {
            "id": f"stock_{number}",
            "type": "http",
            "method": "POST",
            "url": "https://api.example.com/v1/stock",
            "headers": {"Content-Type": "application/json", "Accept": "application/json"},
            "body": {"image": f"{{{{shot_{number}.output}}}}", "note": _prose(random, 12), "limit": 20},
            "timeout_seconds": 30,
        },
        {
            "id": f"rank_{number}",
            "type": "python",
            "code": "found = inputs['items']\nbest = max(found, key=lambda item: item['score'])\n"
            "result = {'url': best['url'], 'score': round(best['score'], 2)}\n",
            "inputs": {"items": f"{{{{stock_{number}.output}}}}"},
        },
        {
            "id": f"media_{number}",
            "type": "parallel",
            "branches": [
                {"name": "film", "steps": [_film(number, random)]},
                {"name": "voice", "steps": [_speech(number, random)]},
            ],
        },
        {
            "id": f"decide_{number}",
            "type": "choice",
            "condition": {
                "and": [
                    {"expression": f"$.rank_{number}.output.score", "operator": "greater_than", "value": 0.8},
                    {"expression": "$.inputs.seconds", "operator": "less_than", "value": 20},
                ]
            },
            "condition_met_branch": {"name": "enlarge", "steps": [_upscale(number, random)]},
            "default_branch": {
                "name": "keep",
                "steps": [
                    {
                        "id": f"keep_{number}",
                        "type": "pass",
                        "result": {"video": f"{{{{film_{number}.output}}}}"},
                    }
                ],
            },
        },
    ]


def _model(name: str, model: str, params: dict[str, object], random: Random) -> dict[str, object]:
    # A fallback passes on what the primary reads, and leaves the rest to its model.
    fallback = {
        "model": random.choice(_MODELS),
        "params": {k: v for k, v in params.items() if "{{" in str(v)},
    }
    return {
        "id": name,
        "type": "model",
        "description": _prose(random, 9),
        "model": model,
        "params": params,
        "fallback": fallback,
    }


def _film(number: int, random: Random) -> dict[str, object]:
    params = {
        "image": f"{{{{shot_{number}.output}}}}",
        "duration": "{{inputs.seconds}}",
        "prompt": _prose(random, 20),
    }
    return _model(f"film_{number}", "kling-2-1-image-to-video", params, random)


def _speech(number: int, random: Random) -> dict[str, object]:
    params = {"text": f"{{{{draft_{number}.output}}}}", "voice": "{{inputs.voice}}", "speed": 1.0}
    return _model(f"speech_{number}", "elevenlabs-text-to-speech", params, random)


def _upscale(number: int, random: Random) -> dict[str, object]:
    params = {
        "video": f"{{{{film_{number}.output}}}}",
        "audio": f"{{{{speech_{number}.output}}}}",
        "factor": 2,
    }
    return _model(f"upscale_{number}", "topaz-video-upscale", params, random)


def _prose(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS, k=words)).capitalize()


def break_definition(value: dict[str, object], seed: int = 0) -> dict[str, object]:
    """The same definition with three faults: one of its shape, one of a reference, one of a fallback."""
    random = Random(seed)
    broken = json.loads(json.dumps(value))
    models = [step for step in broken["steps"] if step["type"] == "model"]
    shape, reference, fallback = random.sample(models, 3)
    shape["modle"] = shape.pop("model")
    reference["params"]["prompt"] += " {{drfat_0.output}}"
    fallback["fallback"]["params"] = {}
    return broken


def write_definitions(
    folder: str, language: str, count: int, faulty: bool = False, steps: int = STEPS
) -> None:
    """``count`` files of a ``language`` (``json`` or ``yaml``)."""
    os.makedirs(folder)
    for number in range(count):
        value = definition(steps, number)
        if faulty:
            value = break_definition(value, number)
        with open(f"{folder}/flow_{number:04}.{language}", "w", encoding="utf-8") as file:
            file.write(dump(value, language))


def dump(value: object, language: str) -> str:
    """The text of a file that holds ``value``."""
    if language == "json":
        return json.dumps(value, indent=2) + "\n"
    return yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, width=110)


def write_repository(folder: str, others: int, workflows: int) -> None:
    """``others`` files of what a repository holds in JSON and YAML, and a few workflows among them."""
    random = Random(others)
    for number in range(others):
        name, value = _OTHERS[number % len(_OTHERS)](random)
        place = f"{folder}/packages/area_{number // 400}/part_{number // 20}"
        os.makedirs(place, exist_ok=True)
        with open(f"{place}/{number:05}_{name}", "w", encoding="utf-8") as file:
            file.write(dump(value, name.rpartition(".")[2]))
    for number in range(workflows):
        place = f"{folder}/packages/area_{number * others // workflows // 400}"
        language = ("json", "yaml")[number % 2]
        with open(f"{place}/flow.{number}.{language}", "w", encoding="utf-8") as file:
            file.write(dump(definition(STEPS, number), language))


def _package(random: Random) -> tuple[str, object]:
    names = ["-".join(random.sample(_WORDS, 2)) for _ in range(random.randint(5, 40))]
    return "package.json", {
        "name": names[0],
        "version": "1.4.2",
        "scripts": {"build": "tsc -p .", "test": "vitest run", "lint": "eslint . --max-warnings 0"},
        "dependencies": dict.fromkeys(names, "^2.0.1"),
    }


def _translation(random: Random) -> tuple[str, object]:
    pages = ("home", "checkout", "profile", "search", "help")
    texts = {page: {f"label_{n}": _prose(random, 8) for n in range(random.randint(5, 30))} for page in pages}
    return "messages.json", texts


def _rows(random: Random) -> tuple[str, object]:
    return "rows.json", [
        {
            "id": number,
            "title": _prose(random, 6),
            "price": random.random() * 90,
            "tags": random.sample(_WORDS, 3),
        }
        for number in range(random.randint(5, 60))
    ]


def _build(random: Random) -> tuple[str, object]:
    steps = [{"name": _prose(random, 4), "run": f"make {word}"} for word in random.sample(_WORDS, 8)]
    return "build.yaml", {
        "name": "build",
        "on": {"push": {"branches": ["main"]}, "pull_request": {}},
        "jobs": {"test": {"runs-on": "ubuntu-latest", "steps": [{"uses": "actions/checkout@v4"}, *steps]}},
    }


def _deployment(random: Random) -> tuple[str, object]:
    labels = {"app": random.choice(_WORDS), "tier": "backend"}
    container = {
        "name": "server",
        "image": "registry.example.com/server:1.9",
        "env": [{"name": word.upper(), "value": _prose(random, 3)} for word in random.sample(_WORDS, 12)],
        "resources": {"limits": {"cpu": "500m", "memory": "256Mi"}},
    }
    return "deployment.yaml", {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": labels["app"], "labels": labels},
        "spec": {
            "replicas": 3,
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }


def _interface(random: Random) -> tuple[str, object]:
    return "openapi.yaml", {
        "openapi": "3.1.0",
        "info": {"title": _prose(random, 3), "version": "2.1"},
        "paths": {
            f"/{word}": {
                "get": {
                    "summary": _prose(random, 9),
                    "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": {"description": _prose(random, 5)}},
                }
            }
            for word in random.sample(_WORDS, random.randint(3, 15))
        },
    }


_OTHERS = (_package, _translation, _rows, _build, _deployment, _interface)


def write_all(folder: str, many: int, others: int) -> None:
    """Everything that ``run.py`` measures, below ``folder``."""
    for language in ("json", "yaml"):
        write_definitions(f"{folder}/1_{language}", language, 1)
        write_definitions(f"{folder}/100_{language}", language, 100)
        write_definitions(f"{folder}/many_{language}", language, many)
    write_definitions(f"{folder}/faulty", "json", 100, faulty=True)
    write_definitions(f"{folder}/large", "json", 1, steps=100 * STEPS)
    write_definitions(f"{folder}/configured", "json", 1)
    with open(f"{folder}/configured/pyproject.toml", "w", encoding="utf-8") as file:
        file.write('[tool.wflint]\nignore = ["unused-step"]\nseverity = {undeclared-inputs = "error"}\n')
    write_repository(f"{folder}/repository", others, 20)


if __name__ == "__main__":
    write_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
