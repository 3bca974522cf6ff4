"""Measures wflint beside its peers and the least that can be done, and prints the tables of the README.

    python benchmarks/run.py [--quick] [--runs N] [--scratch DIR]

Peers come from the package registries into a scratch folder that is kept for the next time; wflint is
installed there as users install it. What is compared is run in turn, several times; medians count, and only
ratios within one run mean something. ``--quick`` takes a tenth of the files, and one run of all that is slow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SCHEMA = str(ROOT / "schemas" / "eachlabs-definition.json")
PACKAGES = ("check-jsonschema", "orjson", "jsonschema", "jsonschema-rs", "PyYAML")
SLOW = 5.0
"""Seconds from which on one run is enough."""

# Users' Python caches its bytecode.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


class Measure(NamedTuple):
    """Medians: seconds on the clock, and peak memory in MiB."""

    seconds: float
    memory: float


class Tools:
    """What is measured, installed below a folder: each is the command line up to the files it is given."""

    def __init__(self, scratch: Path) -> None:
        self.python = str(_environment(scratch / "python", *PACKAGES))
        _run(
            self.python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--upgrade",
            "--force-reinstall",
            "--no-deps",
            ROOT,
        )
        _run(self.python, "-m", "pip", "install", "--quiet", ROOT)
        # It has a command named as python-jsonschema's is.
        other = _environment(scratch / "sourcemeta", "sourcemeta-jsonschema")
        binary = f"jsonschema-{platform.system().lower()}-{platform.machine().replace('aarch64', 'arm64')}"
        found = next(other.parent.parent.glob(f"**/sourcemeta_jsonschema/{binary}*"), None)
        scripts = Path(self.python).parent
        self.wflint = [str(scripts / "wflint"), "check", "--quiet"]
        self.peers = {"check-jsonschema": [str(scripts / "check-jsonschema"), "--schemafile", SCHEMA]}
        self.versions = [f"Python {platform.python_version()}", *_versions(self.python)]
        if found is not None:
            self.peers["sourcemeta"] = [str(found), "validate", SCHEMA]
            self.versions += _versions(str(other), "sourcemeta")
        if shutil.which("npm"):
            node = scratch / "node"
            if not node.is_dir():
                _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", node, "ajv-cli")
            options = ["--strict=false", "--validate-formats=false", "-s", SCHEMA]
            self.peers["ajv-cli"] = [str(node / "node_modules" / ".bin" / "ajv"), "validate", *options]
            manifest = json.loads((node / "node_modules" / "ajv-cli" / "package.json").read_text("utf-8"))
            self.versions.append(f"ajv-cli {manifest['version']}")

    def floor(self, name: str, folder: Path) -> list[str]:
        """One of ``floors.py``."""
        return [self.python, str(HERE / "floors.py"), name, SCHEMA, str(folder)]

    def on(self, peer: str, folder: Path) -> list[str]:
        """A peer on every file in ``folder``."""
        paths = sorted(map(str, folder.iterdir()))
        if peer == "ajv-cli":
            return [*self.peers[peer], *(word for path in paths for word in ("-d", path))]
        return [*self.peers[peer], *paths]


def _environment(folder: Path, *packages: str) -> Path:
    """The interpreter of a virtual environment that holds ``packages``; of the real Python, not of a shim."""
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        _run(os.path.realpath(sys.executable), "-m", "venv", folder)
        _run(python, "-m", "pip", "install", "--quiet", *packages)
    return python


def _versions(python: str, only: str = "") -> list[str]:
    listed = json.loads(_run(python, "-m", "pip", "list", "--format", "json"))
    wanted = ("wflint", "sourcemeta-jsonschema", *map(str.lower, PACKAGES))
    names = [(entry["name"].lower().replace("_", "-"), entry["version"]) for entry in listed]
    return [f"{name} {version}" for name, version in names if name in wanted and only in name]


def _run(*command: object) -> str:
    done = subprocess.run(
        list(map(str, command)), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def measure(
    commands: dict[str, list[str]], runs: int, statuses: tuple[int, ...] = (0,)
) -> dict[str, Measure]:
    """Medians of ``runs`` rounds; in each every command is run once. A first round does not count."""
    taken: dict[str, list[Measure]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            # A command that takes long is neither warmed up nor asked again.
            if taken[name] and taken[name][0].seconds > SLOW:
                continue
            found = _time(command, statuses)
            if number or found.seconds > SLOW:
                taken[name].append(found)
    return {
        name: Measure(median(one.seconds for one in found), median(one.memory for one in found))
        for name, found in taken.items()
    }


def _time(command: list[str], statuses: tuple[int, ...]) -> Measure:
    with tempfile.TemporaryFile() as output:
        began = perf_counter()
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=output, stderr=output, cwd=HERE.parent)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in statuses:
            output.seek(0)
            text = output.read(2000).decode("utf-8", "replace")
            raise SystemExit(f"{' '.join(command[:4])} … ended with {process.returncode}:\n{text}")
    return Measure(seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def compare(tools: Tools, data: Path, runs: int) -> dict[str, dict[str, Measure]]:
    """Every case, and in it everything that was measured; wflint is called by its name."""
    found = {}
    one = data / "1_json" / "flow_0000.json"
    found["one JSON file"] = measure(
        {
            "wflint": [*tools.wflint, str(one)],
            "wflint, configured": [*tools.wflint, str(data / "configured" / one.name)],
            "interpreter": [tools.python, "-I", "-c", "pass"],
            **{peer: tools.on(peer, one.parent) for peer in tools.peers},
        },
        4 * runs,
    )
    for size in ("100", "many"):
        for language, floors in (("json", ("read", "rs", "skeleton")), ("yaml", ("read", "events", "load"))):
            folder = data / f"{size}_{language}"
            commands = {"wflint": [*tools.wflint, str(folder)]}
            commands |= {name: tools.floor(name, folder) for name in floors}
            commands |= {peer: tools.on(peer, folder) for peer in tools.peers}
            files = f"{len(list(folder.iterdir())):,} {language.upper()} files"
            found[files] = measure(commands, runs)
    faulty = {"wflint": [*tools.wflint, str(data / "faulty")]}
    faulty |= {peer: tools.on(peer, data / "faulty") for peer in tools.peers}
    found["100 faulty JSON files"] = measure(faulty, runs, statuses=(0, 1, 2))
    repository = data / "repository"
    commands = {"wflint": [*tools.wflint, str(repository)], "read": tools.floor("read", repository)}
    found["a repository"] = measure(commands, runs)
    return found


def judge(cases: dict[str, dict[str, Measure]], inside: dict[str, float]) -> list[tuple[str, str, str]]:
    """What is asked of wflint, what was measured, and the limit."""
    one = cases["one JSON file"]
    json_files, yaml_files = [cases[name] for name in cases if name.endswith(("JSON files", "YAML files"))][
        2:4
    ]

    def ratio(case: dict[str, Measure], name: str, base: str) -> str:
        return f"{case[name].seconds / case[base].seconds:.2f}"

    growth = inside["wflint.lint, 3,000 steps"] / 100 / inside["wflint.lint"]
    return [
        ("one clean JSON file, of check-jsonschema's time", ratio(one, "wflint", "check-jsonschema"), "0.25"),
        ("the same, of the bare interpreter's", ratio(one, "wflint", "interpreter"), "4"),
        ("with a configuration, of the time without", ratio(one, "wflint, configured", "wflint"), "1.15"),
        ("many JSON files, of orjson + jsonschema-rs", ratio(json_files, "wflint", "rs"), "3"),
        ("many YAML files, of libyaml's events made values", ratio(yaml_files, "wflint", "events"), "1.5"),
        ("a repository of other files, of reading them", ratio(cases["a repository"], "wflint", "read"), "2"),
        (
            "`wflint.lint` in process, of python-jsonschema's validity",
            f"1/{inside['python-jsonschema'] / inside['wflint.lint']:.1f}",
            "1/15",
        ),
        ("a step of 3,000, of a step of 30", f"{growth:.2f}", "1.15"),
        (
            "peak memory on many files, MiB",
            f"{max(json_files['wflint'].memory, yaml_files['wflint'].memory):.0f}",
            "80",
        ),
    ]


def show(cases: dict[str, dict[str, Measure]]) -> str:
    """A table of seconds (and MiB): a row for each thing measured, a column for each case."""
    names = list(dict.fromkeys(name for case in cases.values() for name in case))
    lines = ["| seconds (MiB) | " + " | ".join(cases) + " |", "|---" * (len(cases) + 1) + "|"]
    for name in names:
        cells = [_cell(case.get(name)) for case in cases.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(found: Measure | None) -> str:
    return "" if found is None else f"{found.seconds:.3g} ({found.memory:.0f})"


def main() -> None:
    """Install, write, measure, print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="a tenth of the files, fewer runs")
    options.add_argument("--runs", type=int, default=5, help="rounds that count (default: 5)")
    options.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / "wflint-benchmarks")
    wanted = options.parse_args()
    runs = min(wanted.runs, 2) if wanted.quick else wanted.runs
    many, others = (200, 2_000) if wanted.quick else (2_000, 20_000)
    tools = Tools(wanted.scratch)
    data = wanted.scratch / "data"
    shutil.rmtree(data, ignore_errors=True)
    _run(tools.python, HERE / "definitions.py", data, many, others)
    cases = compare(tools, data, runs)
    inside = json.loads(_run(*tools.floor("inside", data)))
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores; {', '.join(tools.versions)}\n")
    print("| | measured | asked |\n|---|---|---|")
    for what, measured, asked in judge(cases, inside):
        print(f"| {what} | {measured} | ≤ {asked} |")
    print(f"\n{show(cases)}\n")
    print("| in process | ms |\n|---|---|")
    for name, seconds in inside.items():
        print(f"| {name} | {seconds * 1000:.3f} |")


if __name__ == "__main__":
    main()
