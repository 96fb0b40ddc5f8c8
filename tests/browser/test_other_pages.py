"""The page of an evaluation, a page that is served, and the pictures for the documentation."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from browsing import Open
from page_reports import RUN, corpus, ferry, summary

from nutgraf.cli import markdown
from nutgraf.evaluation.suite import prediction, score
from nutgraf.evaluation.suite.loader import load_suite
from nutgraf.pages import corpus as page_of_many
from nutgraf.pages import evaluation
from nutgraf.pages.server import PageServer
from nutgraf.schema import ArticleRecord, Report

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def test_gold_and_predicted_are_marked_on_the_text(open_page: Open) -> None:
    labelled = next(one for one in load_suite(ROOT / "evals").articles if one.split == "dev" and len(one.events) > 1)
    gold = [evaluation.as_event(event) for event in labelled.events]
    report = Report(
        article=ArticleRecord(**labelled.article.model_dump(include=set(ArticleRecord.model_fields))),
        events=gold[:1],
        summary=summary(("Said.", [gold[0].id], [1])),
        findings=[],
        run=RUN,
    )
    errors = score.explain(labelled, prediction.from_report(report, labelled.slug))
    one = evaluation.Compared(labelled=labelled, report=report, errors=errors)
    opened = open_page(evaluation.render([one], title="gold and predicted", markdown=markdown.render))
    opened.page.locator(".rows a").click()
    opened.page.locator("#record h1").wait_for()
    name = gold[1].participants[0].name
    assert name in opened.marked("gold")
    assert set(opened.marked("predicted")) < set(opened.marked("gold"))
    opened.page.locator("#g2 .value", has_text=name).first.hover()
    assert name in opened.marked()
    number = labelled.events[1].sentences[0]
    opened.page.locator(f"#s{number} .number").click()
    assert "g2" in opened.page.eval_on_selector_all(".event.lit", "all => all.map((card) => card.id)")
    assert opened.violations() == []
    assert opened.complaints == []
    opened.page.click(".back")
    opened.page.locator("#overview").wait_for()
    assert opened.marked("gold") == []


def test_a_served_page_loads_itself_anew_and_keeps_its_filters(open_page: Open) -> None:
    reports = list(corpus(3))
    server = PageServer(
        page=lambda state: page_of_many.render(reports, title="RUN.db", markdown=markdown.render, live=state),
        state=lambda: str(len(reports)),
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        opened = open_page(address=server.address)
        opened.page.select_option("select[name=sort]", "title")
        reports.append(ferry())
        opened.page.get_by_text("4 articles").first.wait_for()
        assert opened.page.input_value("select[name=sort]") == "title"
        opened.page.locator(".rows a").first.click()
        opened.page.locator("#record h1").wait_for()
        reports.extend(corpus(1, seed=9))
        opened.page.wait_for_timeout(3000)
        assert opened.page.locator("#record h1").is_visible()
        opened.page.click(".back")
        opened.page.get_by_text("5 articles").first.wait_for()
        assert opened.complaints == []
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_pictures_are_taken(tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(f"{report.model_dump_json()}\n" for report in [ferry(), *corpus(5)]), encoding="utf-8")
    subprocess.run([sys.executable, ROOT / "scripts" / "take-screenshots", reports, tmp_path / "docs"], check=True)
    for name in ("article-page.png", "corpus-page.png"):
        picture = (tmp_path / "docs" / name).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert 20_000 < len(picture) < 1_000_000
