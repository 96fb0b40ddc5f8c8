"""The times of events, within their articles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from stories import event, passage, quick, record, records

from nutgraf.reading import Article
from nutgraf.schema import ArticleRecord, Dateline, Published, Span, Time
from nutgraf.stages.resolve_times import (
    anchor_of,
    contradiction,
    impossible,
    resolve_times,
    resolved_time,
    weak_time,
)

STORY = (
    "A mine killed two soldiers near Tadjoura on Monday, the ministry said on Wednesday.\n\n"
    "The lorry hit it shortly before 10 p.m. on the road to the coast. A medic died the next morning.\n\n"
    "The road will reopen by Friday. In May 2009 a mine killed nine people there."
)
PUBLISHED = Published(date="2019-03-14", origin="option", text="2019-03-14")


def article(published: Published = PUBLISHED, text: str = STORY) -> ArticleRecord:
    return record(text).model_copy(update={"published": published})


def time(of: ArticleRecord, words: str) -> Time:
    found = passage(of, words)
    return Time(text=found.text, spans=found.spans)


@pytest.mark.parametrize(
    ("words", "cited", "text", "start", "end", "precision"),
    [
        ("Monday", [1], "on Monday", "2019-03-11", "2019-03-11", "day"),
        ("10 p.m.", [1, 2], "shortly before 10 p.m.", "2019-03-11T22:00", "2019-03-11T22:00", "hour"),
        ("next morning", [3], "the next morning", "2019-03-12", "2019-03-12", "day"),
        ("Friday", [4], "by Friday", None, "2019-03-15", "day"),
        ("2009", [5], "In May 2009", "2009-05-01", "2009-05-31", "month"),
    ],
)
def test_times_are_widened_and_resolved(
    words: str, cited: list[int], text: str, start: str | None, end: str, precision: str
) -> None:
    story = article()
    (found,) = resolve_times(story, [event(time=time(story, words), sentences=cited)])
    assert found.time is not None
    assert (found.time.text, found.time.start, found.time.end, found.time.precision) == (text, start, end, precision)
    assert story.text[found.time.spans[0].start : found.time.spans[0].end] == text
    assert found.time.anchor == (None if words == "2009" else "2019-03-14")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("He was jailed in 2011. He was freed two years later.", "2013-01-01"),
        ("He was jailed in May 2011 in Obock. His lawyer wept. He was freed a month later.", "2011-06-01"),
        ("He was jailed in 2011.\n\nHe was freed two years later.", None),
        ("He was jailed on 3 May 2011. It was a long trial, in the 1990s. He was freed two years later.", "2013-01-01"),
        ("He was jailed in 2011. He was freed two days later.", None),
        ("He was jailed in 2018. He was freed two years later.", None),
    ],
)
def test_months_and_years_are_counted_from_what_is_told_just_before(text: str, start: str | None) -> None:
    story = article(text=text)
    words = "two days later" if "days" in text else "a month later" if "month" in text else "two years later"
    (found,) = resolve_times(story, [event(time=time(story, words), sentences=[1, 2])])
    assert found.time is not None
    assert found.time.start == start


def test_an_event_without_a_time_has_none() -> None:
    assert resolve_times(article(), [event()]) == [event()]


def test_a_page_header_alone_is_no_anchor() -> None:
    story = article(Published(date=None, origin="page_header", text="Thursday 14 March 2019"))
    monday, past = time(story, "Monday"), time(story, "In May 2009")
    (found, absolute) = resolve_times(story, [event(time=monday), event(time=past, sentences=[5])])
    assert found.time is not None
    assert (found.time.text, found.time.start, found.time.end, found.time.anchor) == ("on Monday", None, None, None)
    assert absolute.time is not None
    assert absolute.time.start == "2009-05-01"
    weak = weak_time(story, found.time, [1])
    assert weak is not None
    assert (weak.start, weak.anchor) == ("2019-03-11", "2019-03-14")
    assert weak_time(story, absolute.time, [5]) is None
    assert weak_time(article(), monday, [1]) is None


@pytest.mark.parametrize(
    ("page", "day"),
    [
        (
            "The News\n\n14 March 2019\n\nMine kills two\n\nA mine killed two on Monday, 11 March, police said.",
            True,
        ),
        ("The News\n\n14 March 2019\n\nMine kills two\n\nA mine killed two on March 13. Police said so.", True),
        ("The News\n\n14 March 2019\n\nMine kills two\n\nA mine killed two on Monday, police said.", False),
        (
            "The News\n\n14 March 2019\n\nMine kills two\n\nA mine killed two on Sunday, 11 March, police said.",
            False,
        ),
        ("The News\n\n14 March 2019\n\nMine kills two\n\nA mine killed two on 2 August 2014, police said.", False),
        ("Mine kills two men on the coast road\n\nA mine killed two on Monday.\n\nPosted on March 14, 2019", True),
    ],
)
def test_a_page_header_that_the_story_bears_out_is_an_anchor(page: str, day: bool) -> None:
    assert anchor_of(Article.from_text(page)) == (date(2019, 3, 14) if day else None)


@pytest.mark.parametrize(
    ("dateline", "origin", "is_one"),
    [
        ("TADJOURA, 12 March 2019 -", "metadata", False),
        ("TADJOURA, 12 November 2014 -", "metadata", True),
        ("TADJOURA, 12 November 2014 -", "dateline", False),
        ("TADJOURA -", "metadata", False),
    ],
)
def test_anchors_that_contradict_each_other(dateline: str, origin: str, is_one: bool) -> None:
    published = PUBLISHED.model_copy(update={"origin": origin})
    story = article(published).model_copy(update={"dateline": Dateline(place="TADJOURA", text=dateline)})
    assert (contradiction(story) is not None) is is_one


def test_what_happened_cannot_lie_ahead() -> None:
    ahead = Time(text="on Friday", spans=[Span(start=0, end=9)], start="2019-03-15", end="2019-03-15", precision="day")
    today = ahead.model_copy(update={"start": "2019-03-14T22:00"})
    assert impossible(ahead, "happened", date(2019, 3, 14))
    assert impossible(ahead, "planned", date(2019, 3, 14)) is None
    assert impossible(ahead, "happened", None) is None
    assert impossible(today, "happened", date(2019, 3, 14)) is None


@quick
@given(records())
def test_the_words_stay_those_of_the_article(story: ArticleRecord) -> None:
    start = story.sentences[0].start
    span = Span(start=start, end=min(start + 12, story.sentences[0].end))
    found = resolved_time(story, Time(text=story.text[span.start : span.end], spans=[span]), [1], date(2019, 3, 14))
    assert found.text in [story.text[one.start : one.end] for one in found.spans]
