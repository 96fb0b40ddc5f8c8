"""The times of a report's events: the whole words that the article has for each, and the dates that they mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import takewhile

from nutgraf.language.times.calendar import Period
from nutgraf.language.times.resolve import Resolved, resolve, takes_for_granted, told, whole_expression
from nutgraf.schema import ArticleRecord, Event, Sentence, Span, Status, Time, TimePrecision

_NEAR = 3
"""Sentences before a time in which the day that it takes for granted is looked for."""
_DONE: frozenset[Status] = frozenset({"happened"})


def resolve_times(article: ArticleRecord, events: Sequence[Event]) -> list[Event]:
    """The events with their times widened to the whole expression and resolved from the sure day of publication.

    Where there is no such day, words that count from it keep `start` and `end` None.
    """
    anchor = anchor_of(article)
    return [
        event.model_copy(update={"time": resolved_time(article, event.time, event.sentences, anchor)})
        if event.time
        else event
        for event in events
    ]


def resolved_time(article: ArticleRecord, time: Time, cited: Sequence[int], anchor: date | None) -> Time:
    """`time`, widened and resolved. `cited` are the sentences of its event, `anchor` the day that words count from."""
    sentence, span = _place(article, time, cited)
    if sentence is None or span is None:
        return time
    text = article.sentence_text(sentence)
    start, end = whole_expression(text, span.start - sentence.start, span.end - sentence.start)
    start, end = start + sentence.start, end + sentence.start
    words = article.text[start:end]
    found = resolve_in(article, sentence, words, cited, anchor)
    spans = sorted(
        {(start, end), *((one.start, one.end) for one in time.spans if not start <= one.start < one.end <= end)}
    )
    return Time(
        text=words,
        spans=[Span(start=begin, end=stop) for begin, stop in spans],
        start=found.start,
        end=found.end,
        precision=found.precision,
        anchor=found.anchor,
    )


def resolve_in(
    article: ArticleRecord, sentence: Sentence, words: str, cited: Sequence[int], anchor: date | None
) -> Resolved:
    """What `words` of `sentence` mean, read within the article and with the other sentences of their event."""
    text = article.sentence_text(sentence)
    units = takes_for_granted(words, sentence=text)
    named = _named_before(article, sentence, cited, anchor, units) if anchor and units else None
    return resolve(words, sentence=text, anchor=anchor, named=named, language=article.language)


def weak_time(article: ArticleRecord, time: Time, cited: Sequence[int]) -> Resolved | None:
    """What a time that stays without dates would mean if the page's date were the day of publication.

    None where it has dates, or where it would have none.
    """
    header = header_of(article)
    if header is None or time.start or time.end:
        return None
    sentence, _ = _place(article, time, cited)
    if sentence is None:
        return None
    found = resolve_in(article, sentence, time.text, cited, header)
    return found if found.start or found.end else None


def anchor_of(article: ArticleRecord) -> date | None:
    """The day of publication where it is sure: given, in metadata, in a dateline, or a page's date borne out."""
    return date.fromisoformat(article.published.date) if article.published.date else None


def header_of(article: ArticleRecord) -> date | None:
    """The page's date where it alone says when the article was published."""
    published = article.published
    if published.origin != "page_header" or published.date or published.text is None:
        return None
    found = resolve(published.text, sentence=published.text, anchor=None)
    return date.fromisoformat(found.start) if found.start and found.precision == "day" else None


def contradiction(article: ArticleRecord) -> str | None:
    """A sentence that says so where the dateline's day is more than a week from the day of publication; else None.

    An article may be put on a page some days after it was filed, so days next to each other don't contradict.
    """
    anchor = anchor_of(article)
    if anchor is None or article.dateline is None or article.published.origin == "dateline":
        return None
    found = resolve(article.dateline.text, sentence=article.dateline.text, anchor=anchor)
    if found.start is None or found.precision != "day" or found.start != found.end:
        return None
    filed = date.fromisoformat(found.start)
    if abs((anchor - filed).days) <= 7:
        return None
    return (
        f"The dateline is of {filed.isoformat()}, but the {article.published.origin} gives {anchor.isoformat()} as the"
        " day of publication, which words like 'on Monday' were counted from."
    )


def impossible(time: Time, status: Status, anchor: date | None) -> str | None:
    """A sentence that says so where an event that happened begins after the day of publication; else None."""
    if anchor is None or status not in _DONE or time.start is None or date.fromisoformat(time.start[:10]) <= anchor:
        return None
    return (
        f"The event is told as happened, but its time {time.text!r} begins on {time.start[:10]}, after the day of"
        f" publication, {anchor.isoformat()}."
    )


def _place(article: ArticleRecord, time: Time, cited: Sequence[int]) -> tuple[Sentence | None, Span | None]:
    """The sentence that has the words of `time`, one of its event before others, and where they stand."""
    exact = [span for span in time.spans if article.text[span.start : span.end] == time.text] or time.spans
    placed = [
        (sentence, span)
        for span in exact
        for sentence in article.sentences
        if sentence.start <= span.start < span.end <= sentence.end
    ]
    if not placed:
        return None, None
    return next((one for one in placed if one[0].id in cited), placed[0])


def _named_before(
    article: ArticleRecord, sentence: Sentence, cited: Sequence[int], anchor: date, units: Collection[TimePrecision]
) -> Period | None:
    """The time that a clock time, "the next morning" or "two years later" in `sentence` takes for granted.

    A day is the one that the event's other sentences tell of, else the last one told just before, else the only one
    that the article tells of. A month or year has to be told just before.
    """

    def told_in(number: int) -> Period | None:
        return told(article.sentence_text(article.sentences[number - 1]), units, anchor=anchor)

    is_day = not {"month", "year"} & set(units)
    earlier = [number for number in cited if number < sentence.id]
    later = [number for number in cited if number > sentence.id]
    just_before = list(
        takewhile(
            lambda number: article.sentences[number - 1].paragraph == sentence.paragraph,
            range(sentence.id - 1, max(0, sentence.id - 1 - _NEAR), -1),
        )
    )
    for number in [*sorted(earlier), *sorted(later), *just_before] if is_day else just_before:
        if named := told_in(number):
            return named
    if not is_day:
        return None
    days = {named.start: named for one in article.sentences if (named := told_in(one.id)) and named.start}
    past = [named for on, named in days.items() if on <= anchor]
    return past[0] if len(past) == 1 else None
