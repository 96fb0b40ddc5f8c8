from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from attacks import ACTING, ATTACKS, NAMES
from page_reports import Story, attacked, ferry

from nutgraf.cli import markdown
from nutgraf.pages import article, shell
from nutgraf.pages.body import paragraphs
from nutgraf.schema import Report, Sentence


def html(report: Report | None = None) -> str:
    report = report or ferry()
    return article.render(report, markdown=markdown.render(report))


class Reader(HTMLParser):
    """The elements of a page, with their attributes, and the content of its `script` elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        (self.scripts if self.elements and self.elements[-1][0] == "script" else self.words).append(data)


def shape(page: str) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in Reader(page).elements]


def test_the_page_says_all_that_the_report_does() -> None:
    words = " ".join("".join(Reader(html()).words).split())
    for expected in (
        "Ferry capsizes off Lindavik; union and coast guard differ on the dead",
        "2025-03-06 (from the metadata)",
        "accident happened disputed",
        "A ferry target, vehicle damaged",
        "Lindavik NO · 59.25, 5.30",
        "Tuesday night = 2025-03-04 counted from 2025-03-06",
        "At least nine bodies = at least 9",
        "the coast guard (unnamed)",
        "Marta Oyelaran of The seamen's union, via Harbour Radio",
        "fourteen colleagues = 14 derived, not stated",
        "the article itself sentence 6",
        "a response to e1 Ferry capsizes off Lindavik",
        "from 1 April date not known",
        "Dropped: what the model said and the text doesn’t (1)",
        "extract 3:ab12cd34, summarise 2:99ffee00",
        "9,876 read (7,500 of them reused), 812 written",
    ):
        assert expected in words, expected


def test_findings_stand_where_they_apply() -> None:
    page = html()
    event, second, story = (page[page.index(f'id="{name}"') :] for name in ("e1", "e2", "story-title"))
    assert "Nine and 14 dead" in event[: event.index("</article>")]
    assert "no year that is sure" in second[: second.index("</article>")]
    assert "Sentence 7 could not be recorded" in story


def test_it_is_small_without_its_data() -> None:
    page = html()
    data = re.search(r'<script type="application/json".*?</script>', page, re.DOTALL)
    assert data
    assert len(page.replace(data[0], "").encode()) < 150_000


def test_it_asks_for_nothing_from_anywhere() -> None:
    reader = Reader(html())
    for tag, attributes in reader.elements:
        assert not {"src", "srcset", "data", "poster", "background", "style"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in {"link", "img", "iframe", "object", "base", "form"}
    policy = next(a["content"] for tag, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http:" not in shell.asset("page.js").replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in shell.asset("page.css")
    assert "url(" not in shell.asset("page.css")


@pytest.mark.parametrize("words", [*ATTACKS, *NAMES, ACTING])
def test_whatever_is_said_the_page_has_the_same_shape(words: str) -> None:
    assert shape(html(attacked(words))) == shape(
        html(attacked("https://words.example" if "//evil" in words[:12] else "plain"))
    )


@pytest.mark.parametrize("words", [*ATTACKS, *NAMES])
def test_the_data_comes_out_as_it_went_in(words: str) -> None:
    report = attacked(words)
    page = html(report)
    (data,) = re.findall(r'<script type="application/json" id="copies">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(data)
    copies = json.loads(data)
    assert copies == {"json": report.model_dump_json(indent=2), "markdown": markdown.render(report)}


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a?b=c", True),
        ("HTTP://news.example/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//news.example/", False),
        ("https://", False),
        ("http://[::1", False),
        (None, False),
    ],
)
def test_web_addresses_alone_become_links(url: str | None, safe: bool) -> None:
    assert shell.web_address(url) == (url if safe else None)
    story = Story([["Words."]], url=url)
    links = [a for tag, a in Reader(html(story.report())).elements if tag == "a" and "target" in a]
    assert [link["href"] for link in links] == ([url] if safe else [])
    assert all(link["rel"] == "noopener noreferrer" for link in links)


@pytest.mark.parametrize("words", ["a\u202eb\x00c\r\nd\x1b\x85", "plain 🚢 words", "\ud800x"])
def test_characters_that_act_are_replaced_one_for_one(words: str) -> None:
    shown = shell.visible(words)
    assert isinstance(shown, str)
    assert len(shown) == len(words)
    assert not set("\u202e\x00\r\x1b\x85\ud800") & set(shown)


def test_every_character_of_the_text_is_there_once_whatever_its_sentences_say() -> None:
    report = ferry()
    bad = [(5, 2), (-3, 4), (0, 30), (10, 40), (60, 9999), (50, 55)]
    sentences = [Sentence(id=n, start=a, end=b, paragraph=1) for n, (a, b) in enumerate(bad, 1)]
    for given in (report.article.sentences, sentences, []):
        record = report.article.model_copy(update={"sentences": given})
        stretches = [stretch for group in paragraphs(record) for stretch in group]
        assert "".join(stretch.text for stretch in stretches) == record.text
        assert all(record.text[s.start :].startswith(s.text) for s in stretches)
        html(report.model_copy(update={"article": record}))


def test_a_report_without_events_says_so() -> None:
    page = html(Story([["Nothing happened."]]).report())
    assert "No event was recorded in this article." in page
    assert "There is nothing to summarise" in page
