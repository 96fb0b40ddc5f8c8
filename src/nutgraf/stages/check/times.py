"""Findings on dates: anchors that are weak or contradict each other, and dates that can't be."""

from __future__ import annotations

from collections.abc import Iterator

from nutgraf.schema import ArticleRecord, Event, Finding
from nutgraf.stages.resolve_times import anchor_of, contradiction, impossible, weak_time


def check_times(article: ArticleRecord, events: list[Event]) -> Iterator[Finding]:
    """What keeps the dates of `events` from being sure."""
    if article.published.origin == "page_header" and article.published.date is None:
        yield Finding(
            kind="date_anchor_weak",
            severity="info",
            where="/article/published",
            message=f"The only date is that of the page ({article.published.text!r}); it need not be the story's. "
            "Give --published to settle it.",
        )
    disagreement = contradiction(article)
    if disagreement:
        yield Finding(
            kind="date_anchors_contradict", severity="warning", where="/article/published", message=disagreement
        )
    anchor = anchor_of(article)
    for index, event in enumerate(events):
        if event.time is None:
            continue
        where = f"/events/{index}/time"
        would_be = weak_time(article, event.time, event.sentences)
        if would_be is not None:
            dates = " to ".join(dict.fromkeys(one for one in (would_be.start, would_be.end) if one))
            yield Finding(
                kind="date_anchor_weak",
                severity="info",
                where=where,
                message=f"{event.time.text!r} would be {dates} if the page's date were the day of publication. "
                "Give --published to settle it.",
            )
        wrong = impossible(event.time, event.status, anchor)
        if wrong:
            yield Finding(kind="date_impossible", severity="warning", where=where, message=wrong)
