"""Large documents: what grows fourfold takes about four times as long, to lint, to report and to fix."""

import json
import time

import pytest
import yaml

from growing import ALL, boolean_required, definition, order, step
from wflint.engine import lint_source
from wflint.fix import fix_source
from wflint.options import Options, chosen_checks
from wflint.report import FORMATS, Summary, open_report
from wflint.report.style import Style
from wflint.source import Source

SMALL = 80
# Linear is 4 and quadratic 16; what costs the same whatever the size lets small ones look slow.
BOUND = 7


def cost(work):
    chosen_checks.cache_clear()  # and with it the schemas that are remembered as right: only small ones are
    began = time.process_time()
    work()
    return time.process_time() - began


def assert_linear(work, small=SMALL, tries=4):
    """``work(n)`` gives something to run; that of 4n must not take much longer than four of n."""
    little, much = work(small), work(4 * small)
    costs = [], []
    for _ in range(tries):
        costs[0].append(cost(little))
        costs[1].append(cost(much))
        if min(costs[1]) < BOUND * min(costs[0]):
            return
    pytest.fail(f"{min(costs[1]):.3f} s for {4 * small}, {min(costs[0]):.3f} s for {small}")


def spelled(value, language):
    if language == "json":
        return json.dumps(value, indent=1)
    return yaml.dump(value, Dumper=yaml.CSafeDumper, sort_keys=False, width=10**9)


def linting(text, language):
    return lambda: lint_source(Source("grown", text, language), Options())


def fixing(text, language, unsafe=True):
    return lambda: fix_source(Source("grown", text, language), Options(), unsafe)


# More prompts than are remembered: else the small document is not read again when it is measured again.
SIZES = {"prompts_with_undeclared_variables": 300}


@pytest.mark.parametrize("language", ["json", "yaml"])
@pytest.mark.parametrize("name", ALL)
def test_linting_and_fixing_are_linear(name, language):
    # Fixing lints before it does anything else.
    assert_linear(lambda n: fixing(spelled(ALL[name](n), language), language), SIZES.get(name, SMALL))


TEXTS = {
    "json lines": ("jsonl", lambda n: (json.dumps(order(prompts=[""])) + "\n") * n),
    "a stream": ("yaml", lambda n: ("---\n" + spelled(order(prompts=[""]), "yaml")) * n),
    "one key": ("json", lambda n: '{"steps": [], ' + ", ".join(['"version": "1"'] * 10 * n) + "}"),
    "one key in YAML": ("yaml", lambda n: "steps: []\n" + "version: '1'\n" * 10 * n),
    "one line": ("json", lambda n: json.dumps(definition(step(i, "{{s0}}") for i in range(n)))),
    "one line of YAML": (
        "yaml",
        lambda n: json.dumps(definition(step(0) for _ in range(n))).replace('"', ""),
    ),
    "a long string": (
        "json",
        lambda n: json.dumps(definition([step(0, 'a "\n' * 500 * n + "{{s1.output}}")])),
    ),
    "open braces": ("json", lambda n: json.dumps(definition([step(0, "{{" * 20 * n)]))),
    "braces of braces": ("json", lambda n: json.dumps(definition([step(0, "{{{{ " * 20 * n)]))),
    "paths of nothing": ("json", lambda n: json.dumps(definition([step(0, "$.$." * 20 * n)]))),
    "words between dots": ("json", lambda n: json.dumps(definition([step(0, "$." + "a." * 20 * n)]))),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_are_linted_in_linear_time(name):
    language, make = TEXTS[name]
    assert_linear(lambda n: linting(make(n), language))


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_linear(name):
    def work(n):
        source = Source("grown", spelled(boolean_required(n), "yaml"), "yaml")
        findings = lint_source(source, Options()).findings
        assert len(findings) == n

        def write():
            report = open_report(name, Style())
            return report.file(findings, source) + report.end(Summary().plus(findings))

        return write

    assert_linear(work)


@pytest.mark.parametrize("language", ["json", "yaml"])
def test_all_of_many_faults_of_one_object_are_mended(language):
    fixed = fixing(spelled(boolean_required(1_000), language), language, unsafe=False)()
    assert fixed.applied == 1_000
    assert fixed.result.findings == ()
