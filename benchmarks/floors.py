"""What the least work costs, and what a call costs inside a process: ``python floors.py NAME SCHEMA PATH``.

Run by ``run.py``, in an environment that has wflint, orjson, jsonschema-rs, python-jsonschema and PyYAML.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator


def files(folder: str) -> Iterator[bytes]:
    """The bytes of every file below ``folder``."""
    for place, _, names in os.walk(folder):
        for name in sorted(names):
            with open(os.path.join(place, name), "rb") as file:
                yield file.read()


def read(_schema: str, folder: str) -> None:
    """Read the files."""
    for _ in files(folder):
        pass


def rs(schema: str, folder: str) -> None:
    """Validity by jsonschema-rs of what orjson reads."""
    import jsonschema_rs
    import orjson

    with open(schema, encoding="utf-8") as file:
        validator = jsonschema_rs.Draft7Validator(file.read())
    for data in files(folder):
        assert validator.is_valid(orjson.loads(data))


def skeleton(schema: str, folder: str) -> None:
    """The least that a linter in Python does: keys twice, validity, and the names that references read."""
    import re

    import jsonschema_rs

    reference = re.compile(r"(?:\{\{\s*|\$\.)([\w-]+)((?:\.[\w-]+)*)")

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        entries = dict(pairs)
        assert len(entries) == len(pairs)
        return entries

    def walk(value: object, names: set[object], read: set[str]) -> None:
        if isinstance(value, dict):
            names.add(value.get("id"))
            value = list(value.values())
        for item in value if isinstance(value, list) else ():
            if isinstance(item, str):
                if "{" in item or "$" in item:
                    read.update(name for name, _ in reference.findall(item))
            elif isinstance(item, dict | list):
                walk(item, names, read)

    with open(schema, encoding="utf-8") as file:
        validator = jsonschema_rs.Draft7Validator(file.read())
    for data in files(folder):
        document = json.loads(data, object_pairs_hook=unique)
        assert validator.is_valid(document)
        names: set[object] = {"inputs"}
        read: set[str] = set()
        walk(document, names, read)
        assert names >= read


def events(_schema: str, folder: str) -> None:
    """Values and positions from libyaml's events, by the simplest constructor: no aliases, no types."""
    import yaml.events
    from yaml._yaml import CParser

    def value(event: object, following: object) -> object:
        kind = type(event)
        if kind is yaml.events.ScalarEvent:
            return event.value, event.start_mark.index, event.end_mark.index
        start = event.start_mark.index
        if kind is yaml.events.SequenceStartEvent:
            items = []
            while type(event := following()) is not yaml.events.SequenceEndEvent:
                items.append(value(event, following))
            return items, start, event.end_mark.index
        entries = {}
        while type(event := following()) is not yaml.events.MappingEndEvent:
            entries[event.value] = value(following(), following)
        return entries, start, event.end_mark.index

    for data in files(folder):
        following = CParser(data.decode()).get_event
        following(), following()
        value(following(), following)


def load(_schema: str, folder: str) -> None:
    """Values by PyYAML's CSafeLoader."""
    import yaml

    for data in files(folder):
        yaml.load(data, Loader=yaml.CSafeLoader)


def inside(schema: str, folder: str) -> None:
    """Seconds a call in process takes, as a JSON object; wflint's for a large document too."""
    import gc
    from statistics import median
    from time import perf_counter

    import jsonschema
    import jsonschema_rs

    import wflint

    gc.set_threshold(50_000)  # as the command does
    with open(schema, encoding="utf-8") as file:
        value = json.load(file)
    small, large = (json.loads(next(files(os.path.join(folder, name)))) for name in ("1_json", "large"))
    slow, fast = jsonschema.Draft7Validator(value), jsonschema_rs.Draft7Validator(value)
    calls = {
        "wflint.lint": (lambda: wflint.lint(small), 20),
        "python-jsonschema": (lambda: slow.is_valid(small), 3),
        "jsonschema-rs": (lambda: fast.is_valid(small), 100),
        "wflint.lint, 3,000 steps": (lambda: wflint.lint(large), 1),
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(10):
        for name, (call, count) in calls.items():
            began = perf_counter()
            for _ in range(count):
                call()
            times[name].append((perf_counter() - began) / count)
    assert not wflint.lint(small)
    assert not wflint.lint(large)
    print(json.dumps({name: median(taken[1:]) for name, taken in times.items()}))


if __name__ == "__main__":
    floors = (read, rs, skeleton, events, load, inside)
    {floor.__name__: floor for floor in floors}[sys.argv[1]](*sys.argv[2:])
