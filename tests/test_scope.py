"""What a step sees: list order, branches that run together, branches that may not run, any depth."""

import itertools

import pytest

import wflint

SCOPE = {"forward-reference", "self-reference", "cross-branch-reference", "conditional-reference"}


def model(name, *reads):
    return {
        "id": name,
        "type": "model",
        "model": "m",
        "params": {"p": [f"{{{{{r}.output}}}}" for r in reads]},
    }


def parallel(name, *branches):
    return {"id": name, "type": "parallel", "branches": [{"name": "b", "steps": list(b)} for b in branches]}


def choice(name, met, default, expression="$.a.primary"):
    return {
        "id": name,
        "type": "choice",
        "condition": {"expression": expression, "operator": "exists"},
        "condition_met_branch": {"name": "met", "steps": list(met)},
        "default_branch": {"name": "default", "steps": list(default)},
    }


def scope(*steps):
    findings = wflint.lint({"steps": list(steps)})
    assert not any(f.rule == "undefined-step" for f in findings)
    return [f.rule.removesuffix("-reference") for f in findings if f.rule in SCOPE]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([model("a"), model("b", "a")], []),
        ([model("a", "b"), model("b")], ["forward"]),
        ([model("a", "a")], ["self"]),
        ([parallel("p", [model("a")], [model("b", "a")])], ["cross-branch"]),
        ([parallel("p", [model("a", "b")], [model("b")])], ["cross-branch"]),
        ([parallel("p", [model("a"), model("b", "a")], [model("c")]), model("d", "a", "b", "c", "p")], []),
        ([parallel("p", [model("a", "p")], [model("b")])], ["self"]),
        ([parallel("p", [model("a", "z")], [model("b")]), model("z")], ["forward"]),
        ([model("a"), choice("c", [model("x", "a")], [model("y", "a")]), model("z", "c")], []),
        ([model("a"), choice("c", [model("x")], [model("y", "x")])], ["cross-branch"]),
        ([model("a"), choice("c", [model("x")], [model("y")]), model("z", "x")], ["conditional"]),
        ([model("a"), choice("c", [model("x"), model("y", "x")], [model("z")])], []),
        ([choice("c", [model("a")], [model("y")])], ["forward"]),
        ([choice("c", [model("x")], [model("y")], "$.c.primary")], ["self"]),
        ([model("a"), parallel("p", [choice("c", [model("x")], [model("y")]), model("z", "x")], [])], ["conditional"]),
        ([model("a"), parallel("p", [choice("c", [model("x")], [model("y")])], [model("z", "x")])], ["cross-branch"]),
        ([model("a"), choice("c", [parallel("p", [model("x")], [model("y")]), model("z", "x", "y")], [])], []),
    ],
)  # fmt: skip
def test_scope(steps, expected):
    assert scope(*steps) == expected


def test_output_mapping_sees_everything():
    steps = [model("a"), choice("c", [model("x")], [model("y")]), parallel("p", [model("m")], [model("n")])]
    mapping = {name: f"$.{name}.primary" for name in ("a", "c", "p", "m", "n")}
    assert not [f for f in wflint.lint({"steps": steps, "output_mapping": mapping}) if f.rule in SCOPE]
    mapping = {"x": "$.x.primary"}
    (finding,) = (f for f in wflint.lint({"steps": steps, "output_mapping": mapping}) if f.rule in SCOPE)
    assert (finding.rule, finding.pointer) == ("conditional-reference", "/output_mapping/x")


def test_against_a_model_that_runs():
    """Every small nest of steps, every pair: the verdict is what a simulated run would give."""
    shapes = ("model", "parallel", "choice")
    for outer, inner in itertools.product(shapes, shapes):
        for reader, target in itertools.product(range(15), repeat=2):
            steps, order = nest(outer, inner, reader, target)
            assert scope(*steps) == run(order, reader, target), (outer, inner, reader, target)


def nest(outer, inner, reader, target):
    """Steps named n0, n1…; ``order`` says of each its enclosing (container, branch) pairs and its number."""
    names = itertools.count()
    order = {}

    def leaf(around):
        number = next(names)
        order[number] = (around, "model")
        return model(f"n{number}", *([f"n{target}"] if number == reader else []))

    def nested(kind, around, deeper):
        number = next(names)
        order[number] = (around, kind)
        if kind == "model":
            return model(f"n{number}", *([f"n{target}"] if number == reader else []))
        branches = []
        for branch in range(2):
            inside = (*around, (number, branch))
            branches.append([deeper(inside), leaf(inside)])
        if kind == "parallel":
            step = parallel(f"n{number}", *branches)
        else:
            step = choice(f"n{number}", *branches, expression="$.n0.primary")
        if number == reader:
            step["condition"] = {"expression": f"$.n{target}.primary", "operator": "exists"}
        return step

    steps = [leaf(()), nested(outer, (), lambda inside: nested(inner, inside, leaf)), leaf(())]
    while len(order) < 15:
        steps.append(leaf(()))
    return steps, order


def run(order, reader, target):
    around_reader, kind = order[reader]
    around_target, _ = order[target]
    if kind == "parallel":
        return []  # it reads nothing itself
    inside_reader = dict(around_reader)
    if target == reader or target in inside_reader:
        return ["self"]
    for container, branch in around_target:
        if container in inside_reader and inside_reader[container] != branch:
            return ["cross-branch"]
    if reader in dict(around_target) or target > reader:
        return ["forward"]
    skipped = [c for c, _ in around_target if order[c][1] == "choice" and c not in inside_reader]
    return ["conditional"] if skipped else []
