"""The road of the data: a module imports only from modules before it on the road."""

import ast

from conftest import ROOT

PACKAGE = ROOT / "linter" / "wflint"

# Folders stand for all that is in them; within a folder no module imports another that imports it.
ROAD = [
    "named_tuple",
    "finding",
    "problem",
    "nearest",
    "source",
    "changes",
    "readers",
    "glance",
    "evidence",
    "kinds",
    "catalog",
    "standalone",
    "file_names",
    "editors",
    "templates",
    "embedded",
    "request_schema",
    "model",
    "inputs",
    "scope",
    "step_fields",
    "formats",
    "operators",
    "shape_words",
    "shape_faults",
    "shape",
    "rule",
    "python_code",
    "secrets",
    "rules",
    "options",
    "plugins",
    "configured",
    "owner",
    "suppress",
    "ignore_lists",
    "ignore_comments",
    "gitignore",
    "files",
    "model_catalog",
    "engine",
    "api",
    "room",
    "fix",
    "fingerprint",
    "toml_places",
    "config_model",
    "config",
    "config_folder",
    "report",
    "baseline",
    "streams",
    "arguments",
    "settings",
    "work",
    "outputs",
    "jobs",
    "git_changes",
    "progress",
    "check",
    "init",
    "completion",
    "cli",
    "__main__",
]


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            yield path, parts[:-1] if parts[-1] == "__init__" else parts


def imports(path, parts):
    """The modules of the package that ``path`` imports when it runs, as parts; types alone do not count."""
    package = parts if path.name == "__init__.py" else parts[:-1]
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = (*base, *(node.module.split(".") if node.module else ()))
            if node.module:
                yield target
            else:
                yield from ((*target, alias.name) for alias in node.names)


def test_modules_import_only_what_stands_before_them():
    known = {parts[0] for _, parts in modules()}
    assert known <= set(ROAD), f"not on the road: {sorted(known - set(ROAD))}"
    assert set(ROAD) <= known, f"gone: {sorted(set(ROAD) - known)}"
    place = {name: number for number, name in enumerate(ROAD)}
    backwards = [
        f"{'.'.join(parts)} imports {'.'.join(target)}"
        for path, parts in modules()
        for target in imports(path, parts)
        if target and target[0] in place and place[target[0]] > place[parts[0]]
    ]
    assert not backwards, "\n".join(backwards)


def test_there_are_no_circles_in_a_folder():
    edges = {}
    for path, parts in modules():
        edges[parts] = set(imports(path, parts))
    done, stack = set(), []

    def visit(parts):
        assert parts not in stack, " -> ".join(".".join(p) for p in (*stack[stack.index(parts) :], parts))
        if parts in done or parts not in edges:
            return
        stack.append(parts)
        for target in edges[parts]:
            visit(target)
        stack.pop()
        done.add(parts)

    for parts in edges:
        visit(parts)
