from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from page_reports import RUN, summary

from nutgraf.cards import report_title
from nutgraf.evaluation.suite import prediction, score
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.loader import load_suite
from nutgraf.pages import evaluation
from nutgraf.pages.evaluation import Compared, as_event
from nutgraf.schema import ArticleRecord, Report
from nutgraf.stages.check import spans_of

SUITE = Path(__file__).parents[2] / "evals"


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    """Some of the articles to tune on."""
    return [one for one in load_suite(SUITE).articles if one.split == "dev" and one.events][:4]


def perfect(one: Labelled) -> Report:
    article = ArticleRecord(**one.article.model_dump(include=set(ArticleRecord.model_fields)))
    events = [as_event(event) for event in one.events]
    return Report(article=article, events=events, summary=summary(("Said.", [events[0].id], [1])), findings=[], run=RUN)


def compared(one: Labelled, report: Report) -> Compared:
    return Compared(labelled=one, report=report, errors=score.explain(one, prediction.from_report(report, one.slug)))


def test_labels_become_events_whose_words_are_in_the_text(labelled: list[Labelled]) -> None:
    for one in labelled:
        for gold in one.events:
            event = as_event(gold)
            assert (event.type, event.status, len(event.participants)) == (
                gold.type[0],
                gold.status[0],
                len(gold.participants),
            )
            assert all(0 <= span.start < span.end <= len(one.article.text) for _, span, _ in spans_of(event))


def test_the_page_has_both_sides_and_what_is_wrong(labelled: list[Labelled]) -> None:
    reports = [perfect(one) for one in labelled]
    poorer = reports[0].model_copy(update={"events": []})
    articles = [compared(one, report) for one, report in zip(labelled, [poorer, *reports[1:]], strict=True)]
    page = evaluation.render(articles, title="gold and predicted", markdown=lambda _: "")
    (index,) = re.findall(r'id="index">(.*?)</script>', page, re.DOTALL)
    assert [entry["title"] for entry in json.loads(index)] == [report_title(report) for report in reports]
    html = evaluation.shown(articles[0], markdown="").record
    assert "What is wrong" in html
    assert "Missed: " in html
    assert len(re.findall(r'class=\\"event\\"', html)) == len(labelled[0].events)
    both = evaluation.shown(articles[1], markdown="").record
    assert len(re.findall(r'class=\\"event\\"', both)) == 2 * len(labelled[1].events)
    assert "data-side=gold" in both


def test_labels_made_on_another_text_are_not_marked(labelled: list[Labelled]) -> None:
    report = perfect(labelled[0])
    other = report.model_copy(
        update={"article": report.article.model_copy(update={"text": report.article.text + " More."})}
    )
    html = evaluation.shown(compared(labelled[0], other), markdown="").record
    assert "data-side=gold" not in html
    assert "on another text" in html
