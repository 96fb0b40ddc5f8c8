"""Whole articles through the embedded model. What is promised is asserted; what is hoped for is left to the evals."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from nutgraf import Article, Nutgraf, Report
from nutgraf.language.wording.support import unsupported
from nutgraf.stages.check import spans_of
from nutgraf.stages.summarise import LIMITS

ROOT = Path(__file__).parents[2]
ARTICLES = [
    ROOT / "examples" / "depot-explosion.txt",
    ROOT / "tests" / "live" / "articles" / "strikes.txt",
    ROOT / "tests" / "live" / "articles" / "robbery.txt",
]

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    async def made() -> dict[str, Report]:
        async with Nutgraf(model="local", cache=False) as nutgraf:
            return {path.stem: await nutgraf.summarize(Article.from_file(path)) for path in ARTICLES}

    return asyncio.run(made())


def test_every_span_is_verbatim(reports: dict[str, Report]) -> None:
    for report in reports.values():
        for event in report.events:
            groups: dict[str, set[str]] = {}
            for where, span, text in spans_of(event):
                assert 0 <= span.start < span.end <= len(report.article.text)
                if text is not None:
                    groups.setdefault(f"{where} {text}", set()).add(report.article.text[span.start : span.end])
            for label, slices in groups.items():
                assert any(label.endswith(slice_) for slice_ in slices), label


def test_the_summary_has_nothing_of_its_own(reports: dict[str, Report]) -> None:
    for report in reports.values():
        assert report.summary.sentences
        most_sentences, most_words = LIMITS[report.summary.length]
        assert len(report.summary.sentences) <= most_sentences
        assert len(report.summary.text.split()) <= most_words
        for sentence in report.summary.sentences:
            cited = [report.article.sentence_text(report.article.sentences[n - 1]) for n in sentence.sentences]
            assert not unsupported(sentence.text, cited), sentence.text


def test_no_event_comes_from_the_page(reports: dict[str, Report]) -> None:
    for report in reports.values():
        assert "Read more" not in report.article.text
        assert "Share this" not in report.article.text
        assert report.article.title
        assert report.article.text.count(report.article.title) == 0
    assert reports["strikes"].article.published.origin == "page_header"
    assert reports["strikes"].article.published.date is None


def test_total_and_parts(reports: dict[str, Report]) -> None:
    quantities = [quantity for event in reports["strikes"].events for quantity in event.quantities]
    by_value = {quantity.value: quantity for quantity in quantities}
    assert {41, 19, 22} <= by_value.keys()


def test_sources_keep_their_claims(reports: dict[str, Report]) -> None:
    sources = {
        attribution.source.name
        for report in reports.values()
        for event in report.events
        for attribution in event.attributions
        if attribution.source
    }
    assert any("Coastal Command" in source for source in sources)
    assert any("officials" in source for source in sources)
    assert any("Lydon" in source for source in sources)
    assert any("Chissico" in source for source in sources)


def test_the_server_reads_the_instructions_once(reports: dict[str, Report]) -> None:
    last = list(reports.values())[-1].run
    assert last.tokens.cached > 0.6 * last.tokens.prompt
