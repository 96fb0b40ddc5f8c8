from __future__ import annotations

import pytest
from browsing import Open, Opened
from page_reports import PLACES, corpus, ferry

from nutgraf.cli import markdown
from nutgraf.pages import corpus as page_of_many
from nutgraf.schema import Report

pytestmark = pytest.mark.browser

MANY = 2000


def html(reports: list[Report]) -> str:
    return page_of_many.render(reports, title="RUN.db", markdown=markdown.render)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [*corpus(60), ferry()]


@pytest.fixture(scope="module")
def some(reports: list[Report]) -> str:
    return html(reports)


@pytest.fixture(scope="module")
def many() -> str:
    return html(list(corpus(MANY)))


def found(opened: Opened) -> str:
    return opened.page.inner_text(".found")


def test_filters_narrow_the_list_the_counts_and_the_drawings(open_page: Open, some: str, reports: list[Report]) -> None:
    opened = open_page(some)
    page = opened.page
    total = sum(len(report.events) for report in reports)
    assert found(opened) == f"61 articles, {total} events"

    def expect(**wanted: str) -> None:
        for name, value in wanted.items():
            page.select_option(f"select[name={name}]", value)
        matching = [
            [
                event
                for event in report.events
                if wanted.get("type", event.type) == event.type
                and wanted.get("status", event.status) == event.status
                and ("country" not in wanted or any(wanted["country"] in place.countries for place in event.places))
                and ("kind" not in wanted or any(voice.kind == wanted["kind"] for voice in event.attributions))
            ]
            for report in reports
        ]
        articles = sum(map(bool, matching))
        count = sum(map(len, matching))
        assert articles
        assert found(opened) == f"{articles} article{'s' * (articles != 1)}, {count} event{'s' * (count != 1)}"
        assert page.locator(".rows li").count() == min(articles, 40)
        page.click("button[type=reset]")
        page.get_by_text("61 articles").first.wait_for()

    expect(type="bombing")
    expect(status="denied")
    expect(country="MZ")
    expect(kind="witness")
    expect(type="protest", country="ML", status="happened")
    page.select_option("select[name=findings]", "none")
    assert found(opened).startswith(f"{sum(not report.findings for report in reports)} articles")
    page.select_option("select[name=findings]", "=window_lost")
    assert found(opened).startswith("1 article,")
    assert opened.complaints == []


def test_search_looks_in_titles_names_and_places_and_forgives_accents(open_page: Open, some: str) -> None:
    opened = open_page(some)
    opened.page.fill("[name=q]", "OYELARÁN lindavik")
    assert opened.page.locator(".rows a").all_inner_texts() == [ferry().article.title]
    opened.page.fill("[name=q]", "no such words")
    assert found(opened) == "0 articles, 0 events"
    assert opened.page.locator(".rows li").count() == 0


def test_dates_filter_by_overlap_and_a_bar_sets_them(open_page: Open, some: str) -> None:
    opened = open_page(some)
    opened.page.fill("[name=from]", "2025-03-04")
    opened.page.fill("[name=to]", "2025-03-04")
    assert ferry().article.title in opened.page.locator(".rows a").all_inner_texts()
    opened.page.click("button[type=reset]")
    opened.page.get_by_text("61 articles").first.wait_for()
    opened.page.locator(".timeline .bar").first.click()
    assert opened.page.input_value("[name=from]")
    assert not found(opened).startswith("61 ")


def test_the_list_is_sorted(open_page: Open, some: str, reports: list[Report]) -> None:
    opened = open_page(some)

    def first() -> str:
        return opened.page.locator(".rows li").first.inner_text()

    dates = [report.article.published.date or "" for report in reports]
    assert max(dates) in first()
    opened.page.select_option("[name=sort]", "oldest")
    assert min(dates) in first()
    opened.page.select_option("[name=sort]", "title")
    titles = opened.page.locator(".rows a").all_text_contents()
    assert titles == sorted(titles, key=str.lower)


def test_the_timeline_has_a_lane_for_each_precision(open_page: Open, some: str) -> None:
    opened = open_page(some)
    labels = opened.page.locator(".timeline text").all_text_contents()
    assert {"week", "month", "year"} <= set(labels)
    assert opened.page.locator(".timeline .bar").count() > 10
    assert opened.page.locator(".timeline .span").count() > 10
    opened.page.fill("[name=q]", "oyelaran")
    assert opened.page.locator(".timeline .bar").count() == 1
    assert opened.page.locator(".timeline .span").count() == 0
    assert opened.page.inner_text(".undated") == "1 event without a known date"


def test_the_map_shows_places_roughly_known_ones_otherwise(open_page: Open, some: str) -> None:
    opened = open_page(some)
    rough = {place[0] for place in PLACES if place[4] in {"region", "country"}}
    names = opened.page.eval_on_selector_all(".map circle.rough", "all => all.map((spot) => spot.dataset.name)")
    assert set(names) == rough
    wide = opened.page.get_attribute(".map svg", "viewBox")
    opened.page.fill("[name=q]", "oyelaran")
    spot = opened.page.locator(".map circle")
    assert spot.count() == 1
    assert float(spot.get_attribute("cx") or 0) == pytest.approx((5.3 + 180) * 10)
    assert float(spot.get_attribute("cy") or 0) == pytest.approx((90 - 59.25) * 10)
    assert opened.page.get_attribute(".map svg", "viewBox") != wide
    opened.page.click("[data-zoom]")
    assert opened.page.get_attribute(".map svg", "viewBox") == "0 60 3600 1400"


def test_a_row_leads_to_its_article_and_back(open_page: Open, some: str) -> None:
    opened = open_page(some)
    page = opened.page
    page.fill("[name=q]", "oyelaran")
    page.focus(".rows a")
    page.keyboard.press("Enter")
    page.locator("#record h1").wait_for()
    assert opened.focused() == ferry().article.title
    page.locator("#e1 .value", has_text="At least nine").hover()
    assert opened.marked() == ["At least nine"]
    page.go_back()
    page.locator("#overview").wait_for()
    assert found(opened).startswith("1 article,")
    assert opened.focused() == ferry().article.title
    page.reload()
    assert found(opened).startswith("1 article,")
    assert (opened.complaints, [url for url in opened.requests if not url.startswith("file:")]) == ([], [])


def test_a_count_filters_and_says_that_it_does(open_page: Open, some: str) -> None:
    opened = open_page(some)
    button = opened.page.locator("[data-counts=type] button").first
    kind = button.get_attribute("data-value")
    button.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.input_value("[name=type]") == kind
    pressed = opened.page.locator("[data-counts=type] [aria-pressed=true]")
    assert pressed.get_attribute("data-value") == kind
    opened.page.keyboard.press("Enter")
    assert opened.page.input_value("[name=type]") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_it_has_no_barriers_in_light_and_dark_narrow_and_wide(
    open_page: Open, some: str, scheme: str, width: int
) -> None:
    opened = open_page(some, color_scheme=scheme, viewport={"width": width, "height": 900})
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.locator(".rows a").first.click()
    opened.page.locator("#record h1").wait_for()
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []


def test_print_shows_the_list_without_the_filters(open_page: Open, some: str) -> None:
    opened = open_page(some)
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".filters").is_visible()
    assert opened.page.locator(".rows li").first.is_visible()


FILTER = """([name, value]) => {
    const form = document.getElementById("filters");
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector(".rows").getBoundingClientRect();
}"""
"""What a keystroke in a filter sets off, down to the new layout."""


def test_two_thousand_reports_are_small_open_soon_and_filter_at_once(open_page: Open, many: str) -> None:
    assert len(many.encode()) < 15_000_000
    opened = open_page(many)
    opened.page.locator(".rows li").first.wait_for()
    assert found(opened).startswith("2,000 articles")
    assert opened.busy() < 2

    def seconds(name: str, value: str) -> float:
        before = opened.busy()
        opened.page.evaluate(FILTER, [name, value])
        return opened.busy() - before

    steps = [("q", "harbour"), ("q", ""), ("type", "protest"), ("country", "MZ"), ("type", ""), ("country", "")]
    took = [[seconds(*step) for step in steps] for _ in range(4)]
    assert max(map(min, zip(*took, strict=True))) < 0.1, took
    opened.page.click(".more")
    assert opened.page.locator(".rows li").count() == 80
