"""Reports for people in a browser: Markdown as GitHub's renderer reads it, HTML as browsers do."""

import re
from html.parser import HTMLParser

import cmarkgfm
import html5lib
import pytest

from command_line import CI
from reports import EVIL, RUNS, SOURCE, finding, printed, printed_by
from wflint.finding import Severity
from wflint.report.formats.markdown import text
from wflint.report.style import visible

every_run = pytest.mark.parametrize("run", RUNS)
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """An environment that is no CI service's."""
    for name in CI:
        monkeypatch.delenv(name, raising=False)


def rendered(markdown):
    """The Markdown as GitHub renders it, parsed; tags in it are rendered too, so that none goes unseen."""
    made = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    return html5lib.parse(made, namespaceHTMLElements=False)


def words(element):
    return "".join(element.itertext())


@every_run
def test_markdown_is_a_table_a_file_with_a_row_a_finding(run):
    tree = rendered(printed("markdown", run))
    tables = list(tree.iter("table"))
    assert [len(list(table.iter("td"))) / 4 for table in tables] == [len(findings) for findings in RUNS[run]]
    assert [words(h) for h in tree.iter("h4")] == [visible(f[0].file.removeprefix("./")) for f in RUNS[run]]
    for table, findings in zip(tables, RUNS[run], strict=True):
        for row, each in zip(table.find("tbody"), findings, strict=True):
            severity, _, rule, what = row
            assert words(severity) == each.severity.value
            assert (words(rule), [a.get("href") for a in rule.iter("a")]) == (
                each.rule,
                [each.url] if each.url else [],
            )
            assert words(what) == visible(each.message) + visible(each.help or "")
            assert {e.tag for e in what.iter()} <= {"td", "br", "span"}


@pytest.mark.parametrize(
    "words_",
    [EVIL, "www.example.com", "https://example.com/a_b_c", "1. a", "~~x~~", "&amp;", "\\|", ":smile:"],
)
def test_no_text_means_anything_in_markdown(words_):
    tree = rendered(f"| a |\n|---|\n| {text(words_)} |\n")
    cell = tree.find(".//td")
    assert words(cell) == visible(words_).strip()
    assert {element.tag for element in cell.iter()} <= {"td", "span"}


def test_no_dollar_begins_a_formula():
    assert text("$.a and $.b") == "<span>$</span>.a and <span>$</span>.b"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "flows/a%20b%23.yaml#L2"),
        (
            {"GITHUB_REPOSITORY": "o/r", "GITHUB_SERVER_URL": "https://example.org", "GITHUB_SHA": "abc"},
            "https://example.org/o/r/blob/abc/flows/a%20b%23.yaml#L2",
        ),
        (
            {"CI_PROJECT_URL": "https://example.org/o/r", "CI_COMMIT_SHA": "abc"},
            "https://example.org/o/r/-/blob/abc/flows/a%20b%23.yaml#L2",
        ),
    ],
)
def test_markdown_leads_to_the_lines(environment, expected, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    tree = rendered(printed_by("markdown", [[finding(file="flows/a b#.yaml")]]))
    assert tree.findall(".//td")[1].find("a").get("href") == expected


def test_markdown_keeps_below_what_github_takes():
    long = [finding(message="é" * 300, file=f"{number}.yaml") for number in range(3_000)]
    printed = printed_by("markdown", [[each] for each in long])
    assert len(printed.encode()) < 600_000
    left = int(re.search(r"… and (\d+) more files", printed)[1])
    assert printed.count("####") + left == 3_000
    assert "Found 3000 errors in 3000 files" in printed


def test_markdown_shows_the_worst_of_many():
    many = [
        finding(line=n + 1, end_line=n + 1, severity=Severity.ERROR if n > 180 else Severity.INFO)
        for n in range(200)
    ]
    printed = printed_by("markdown", [many])
    assert printed.count("| **error** |") == 19
    assert printed.count("| info |") == 81
    assert "… and 100 more findings in this file." in printed


def page(text):
    """The page as browsers read it; a mistake in it is an error here."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=True).parse(text)


@every_run
def test_html_is_html_with_an_article_a_finding(run):
    tree = page(printed("html", run))
    articles = list(tree.iter(f"{HTML}article"))
    findings = [each for findings in RUNS[run] for each in findings]
    assert len(articles) == len(findings)
    for article, each in zip(articles, findings, strict=True):
        assert article.get("class") == each.severity.value
        assert words(article.find(f"{HTML}h3")) == f"{each.severity.value} {visible(each.message)}"
        frame = article.find(f"{HTML}pre")
        assert (frame is None) == (each.line is None)
        if frame is not None:
            assert "{{drfat.output}}" in words(frame)
            assert (
                words(next(e for e in frame.iter() if e.get("class") == each.severity.value)).strip()
                == "^" * 16
            )
    assert not list(tree.iter(f"{HTML}script"))


class Addresses(HTMLParser):
    """Collects what a browser would fetch or follow."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [
            (tag, value) for name, value in attributes if name in ("src", "href", "style") or name[:2] == "on"
        ]


@every_run
def test_html_needs_nothing_beside_itself(run):
    text = printed("html", run)
    addresses = Addresses()
    addresses.feed(text)
    assert {tag for tag, _ in addresses.found} <= {"a"}
    assert "@import" not in text
    assert "url(" not in text


def test_html_has_no_link_that_does_something():
    assert "javascript" not in printed_by("html", [[finding(url="javascript:alert(1)")]], [SOURCE])


def test_html_hides_what_is_not_checked():
    runs = [
        [finding(severity=Severity.ERROR), finding(severity=Severity.INFO)],
        [finding(severity=Severity.INFO)],
    ]
    text = printed_by("html", runs)
    assert [section.get("data-holds") for section in page(text).iter(f"{HTML}section")] == [
        "error info",
        "info",
    ]
    for rule in (
        "body:has(#show-info:not(:checked)) article.info",
        'body:has(#show-info:not(:checked)) section[data-holds="info"]',
        'body:has(#show-error:not(:checked)):has(#show-info:not(:checked)) section[data-holds="error info"]',
    ):
        assert rule in text
    boxes = [box.get("id") for box in page(text).iter(f"{HTML}input")]
    assert boxes == ["show-error", "show-warning", "show-info"]
