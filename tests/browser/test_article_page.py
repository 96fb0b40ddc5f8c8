from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsing import Open
from page_reports import Story, ferry, summary

from nutgraf.cli import markdown
from nutgraf.pages import article
from nutgraf.schema import Event, Participant, Report

pytestmark = pytest.mark.browser


def html(report: Report | None = None) -> str:
    report = report or ferry()
    return article.render(report, markdown=markdown.render(report))


def test_a_summary_sentence_lights_up_what_it_cites(open_page: Open) -> None:
    opened = open_page(html())
    opened.page.hover(".summary li:nth-child(2) > span[dir]")
    assert opened.numbers("lit") == [3, 4]
    opened.page.hover("h1")
    assert opened.numbers("lit") == []


def test_a_value_marks_its_own_words_also_behind_an_emoji(open_page: Open) -> None:
    opened = open_page(html())
    opened.page.locator("#e1 .value", has_text="At least nine").hover()
    assert opened.marked() == ["At least nine"]
    assert opened.numbers("near") == [2]
    opened.page.locator("#e1 .says .value", has_text="Norrfart AB").hover()
    assert opened.marked() == ["Norrfart AB"]


def test_a_sentence_shows_the_events_it_supports(open_page: Open) -> None:
    opened = open_page(html())
    opened.page.click("#s6", position={"x": 60, "y": 8})
    assert opened.page.locator(".event.lit").get_attribute("id") == "e2"
    assert opened.page.locator(".summary li.lit").count() == 1
    opened.page.click("#s1 .number")
    assert opened.page.locator(".event.lit").get_attribute("id") == "e1"


def test_the_keyboard_goes_from_a_value_to_its_words_and_back(open_page: Open) -> None:
    opened = open_page(html())
    opened.page.keyboard.press("Tab")
    assert opened.focused() == "Skip to the content"
    for _ in range(100):
        opened.page.keyboard.press("Tab")
        if opened.focused() == "Tuesday night":
            break
    assert opened.marked() == ["Tuesday night"]
    opened.page.keyboard.press("Enter")
    assert opened.focused().startswith("1A ferry with about 120")
    assert opened.marked() == ["Tuesday night"]
    opened.page.keyboard.press("Escape")
    assert opened.focused() == "Tuesday night"


def test_the_focus_goes_in_the_order_of_reading(open_page: Open) -> None:
    opened = open_page(html())
    order = opened.page.evaluate("[...document.querySelectorAll('a, button, [tabindex=\"0\"]')].map((e) => e.tabIndex)")
    assert set(order) == {0}
    tops = opened.page.evaluate(
        "['.masthead', '.summary', '.events', '.findings', '.story', 'footer']"
        ".map((s) => [...document.querySelectorAll('*')].indexOf(document.querySelector(s)))"
    )
    assert tops == sorted(tops)


def test_the_report_can_be_copied_and_downloaded(open_page: Open) -> None:
    report = ferry()
    opened = open_page(html(report), permissions=["clipboard-read", "clipboard-write"])
    opened.page.click("[data-copy=json]")
    opened.page.get_by_text("Copied.").wait_for()
    assert Report.model_validate_json(opened.page.evaluate("navigator.clipboard.readText()")) == report
    opened.page.click("[data-copy=markdown]")
    opened.page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('# Ferry'))")
    with opened.page.expect_download() as download:
        opened.page.click("[data-download]")
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["article"]["id"] == report.article.id
    assert download.value.suggested_filename == "report.json"
    assert opened.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_it_has_no_barriers_in_light_and_dark_narrow_and_wide(open_page: Open, scheme: str, width: int) -> None:
    opened = open_page(html(), color_scheme=scheme, viewport={"width": width, "height": 900})
    opened.page.click("details summary")
    opened.page.hover(".summary li")
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    paper = opened.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (max(paper) < 60) is (scheme == "dark")
    assert (opened.complaints, opened.requests) == ([], [])


def test_both_columns_are_side_by_side_where_there_is_room_alone(open_page: Open) -> None:
    opened = open_page(html())

    def beside() -> bool:
        story, record = (opened.page.locator(name).bounding_box() for name in (".story", ".record"))
        assert story
        assert record
        return story["x"] >= record["x"] + record["width"]

    assert beside()
    opened.page.set_viewport_size({"width": 700, "height": 900})
    assert not beside()


def test_figures_that_differ_are_side_by_side_each_with_its_source(open_page: Open) -> None:
    opened = open_page(html())
    figures = opened.page.locator("#e1 .figures.several .figure")
    nine, fourteen = figures.nth(0), figures.nth(1)
    assert "the coast guard" in nine.inner_text()
    assert "Marta Oyelaran" in fourteen.inner_text()
    boxes = nine.bounding_box(), fourteen.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
    assert boxes[0]["x"] < boxes[1]["x"]


def test_print_shows_all_of_the_text_and_no_buttons(open_page: Open) -> None:
    opened = open_page(html(), color_scheme="dark")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".tools").is_visible()
    assert opened.page.evaluate("getComputedStyle(document.querySelector('.story')).overflowY") == "visible"
    assert opened.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert opened.page.pdf().startswith(b"%PDF")


def test_who_wants_little_motion_gets_none(open_page: Open) -> None:
    opened = open_page(html(), reduced_motion="reduce", viewport={"width": 1300, "height": 300})
    scroll = "getComputedStyle(document.querySelector('.story')).scrollBehavior"
    assert opened.page.evaluate(scroll) == "auto"
    opened.page.locator("#e2 .value").first.click()
    assert opened.page.locator("#s6").evaluate("s => s.getBoundingClientRect().top < innerHeight")


def test_without_the_script_a_value_leads_to_its_sentence(open_page: Open) -> None:
    opened = open_page(html(), java_script_enabled=False, viewport={"width": 400, "height": 300})
    opened.page.locator("#e2 .value").first.click()
    box = opened.page.locator("#s6").bounding_box()
    assert box
    assert -1 <= box["y"] < 300


def test_right_to_left_text_is_laid_out_right(open_page: Open) -> None:
    story = Story(
        [["غرقت عبارة قبالة الميناء مساء الثلاثاء. ", "قال خفر السواحل إن تسعة قتلوا."]],
        title="غرق عبارة",
        language="ar",
    )
    name = "خفر السواحل"
    event = Event(
        id="e1",
        title="غرق عبارة",
        type="accident",
        status="happened",
        disputed=False,
        participants=[Participant(id="p1", name=name, role="agent", kind="government", spans=story.spans(name))],
        places=[],
        time=None,
        quantities=[],
        attributions=[],
        sentences=[1, 2],
    )
    opened = open_page(html(story.report(events=[event], summary=summary(("غرقت عبارة.", ["e1"], [1])))))
    directions = opened.page.eval_on_selector_all(
        "h1, .text p, .summary li > span[dir]", "all => all.map((element) => getComputedStyle(element).direction)"
    )
    assert directions == ["rtl"] * 3
    assert opened.page.get_attribute(".text", "lang") == "ar"
    opened.page.locator("#e1 .value").hover()
    assert opened.marked() == [name]
    assert opened.violations() == []
