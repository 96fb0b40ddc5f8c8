"""Reads a finished report against its article: what an analyst should know before signing it.

All kinds of findings are listed in `docs/findings.md`.
"""

from __future__ import annotations

from nutgraf.schema import ArticleRecord, Event, Finding, Summary
from nutgraf.stages.check.article import check_article
from nutgraf.stages.check.events import check_events, spans_of
from nutgraf.stages.check.numbers import check_numbers
from nutgraf.stages.check.summary import check_summary
from nutgraf.stages.check.times import check_times

__all__ = ["check", "spans_of"]


def check(article: ArticleRecord, events: list[Event], summary: Summary) -> list[Finding]:
    """The findings on the article, the events and the summary. Empty is clean."""
    return [
        *check_article(article),
        *check_events(article, events),
        *check_times(article, events),
        *check_numbers(article, events),
        *check_summary(article, events, summary),
    ]
