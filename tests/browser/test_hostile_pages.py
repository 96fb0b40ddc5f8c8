from __future__ import annotations

import pytest
from attacks import ACTING, ATTACKS, NAMES
from browsing import Open, Opened
from page_reports import attacked

from nutgraf.cli import markdown
from nutgraf.pages import article, corpus

pytestmark = pytest.mark.browser

FIELDS = {
    "h1": 1,
    ".publisher": 1,
    ".text [data-start='0']": 1,
    ".event h3 bdi": 1,
    ".summary li > span[dir]": 1,
    ".event .value": 10,
    ".findings li span[dir]": 2,
    ".dropped li": 1,
}
"""Where an attack is shown, and how often at least."""


def untouched(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("window.ran") is None
    assert (opened.complaints, opened.requests) == ([], [])
    assert page.locator("iframe, object, embed, base, img, meta[http-equiv=refresh]").count() == 0
    schemes = page.eval_on_selector_all("a", "all => all.map((link) => link.protocol)")
    assert set(schemes) <= {"file:", "https:"}
    away = page.eval_on_selector_all("a[target]", "all => all.map((link) => link.rel)")
    assert set(away) <= {"noopener noreferrer"}


def every_value_is_used(opened: Opened) -> None:
    for value in opened.page.locator(".event .value").all()[:4]:
        value.hover()
        value.focus()
        value.click()
    opened.page.click("details.dropped summary")


def shown(opened: Opened, text: str) -> None:
    for selector, least in FIELDS.items():
        found = opened.page.eval_on_selector_all(selector, "all => all.map((element) => element.textContent)")
        right = [words for words in found if words == text]
        assert len(right) >= least, (selector, found)


@pytest.mark.parametrize("attack", [*ATTACKS, *NAMES])
def test_nothing_runs_and_all_is_shown_as_it_stands(open_page: Open, attack: str) -> None:
    report = attacked(attack)
    opened = open_page(article.render(report, markdown=markdown.render(report)))
    every_value_is_used(opened)
    shown(opened, attack)
    assert opened.marked()
    assert set(opened.marked()) == {attack}
    untouched(opened)


def test_characters_that_turn_text_round_are_shown_as_others_and_offsets_stay_right(open_page: Open) -> None:
    report = attacked(ACTING)
    opened = open_page(article.render(report, markdown=markdown.render(report)))
    every_value_is_used(opened)
    shown(opened, "a�gnp.exe��[31m� \nb")
    untouched(opened)


def test_a_corpus_of_attacks_does_nothing_either(open_page: Open) -> None:
    words = [*ATTACKS, *NAMES, ACTING]
    opened = open_page(corpus.render(map(attacked, words), title=ATTACKS[0], markdown=markdown.render))
    page = opened.page
    titles = page.eval_on_selector_all(".rows a", "all => all.map((link) => link.textContent)")
    assert sorted(titles) == sorted(["a�gnp.exe��[31m� \nb" if word == ACTING else word for word in words])
    for number, word in enumerate(words):
        page.locator(".rows a").nth(titles.index(word) if word != ACTING else len(titles) - 1).click()
        page.locator("#record h1").wait_for()
        if word != ACTING:
            shown(opened, word)
        untouched(opened)
        page.click(".back")
        page.locator("#overview").wait_for()
        assert number < len(titles)
    for name in ("type", "country", "findings"):
        options = page.eval_on_selector_all(f"select[name={name}] option", "all => all.map((o) => o.value)")
        assert any(ATTACKS[0] in option for option in options)
        page.select_option(f"select[name={name}]", next(option for option in options if ATTACKS[0] in option))
        assert page.locator(".rows li").count() == 1
    page.reload()
    opened.requests.clear()
    assert page.locator(".rows li").count() == 1
    for button in page.locator(".counts button").all():
        assert button.is_visible()
    page.locator(".counts button").first.click()
    untouched(opened)


def test_the_policy_holds_where_escaping_would_fail(open_page: Open) -> None:
    report = attacked("x")
    html = article.render(report, markdown="")
    smuggled = "<script>window.ran = 1</script><img src=https://evil.example/ onerror=window.ran=1><footer>"
    opened = open_page(html.replace("<footer>", smuggled))
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran") is None
    assert {"script-src-elem", "img-src", "script-src-attr"} <= set(opened.complaints)
