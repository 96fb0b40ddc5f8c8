"""Which events of an article matter most, for the order and the choice of the summary.

News copy puts first what matters first, so position counts most; then whether the headline tells of it, how much of the
article an event takes, how many sources speak of it, and whether people came to harm. What did not happen, or is only
background to another event, comes later.
"""

from __future__ import annotations

from nutgraf.language.words import overlap
from nutgraf.schema import ArticleRecord, Event

_HARM = ("killed", "injured", "abducted", "missing")
_MINOR = ("statement", "other")


def by_importance(article: ArticleRecord, events: list[Event]) -> list[Event]:
    """`events`, the most important first."""
    count = max(len(article.sentences), 1)

    def weight(event: Event) -> float:
        position = 1 - (event.sentences[0] - 1) / count
        extent = min(len(event.sentences) / 5, 1.0)
        sources = min(len(event.attributions) / 3, 1.0)
        harm = any(participant.outcome in _HARM for participant in event.participants)
        told = " ".join((event.title, *(one.name for one in event.participants), *(one.name for one in event.places)))
        headline = overlap(article.title, told) if article.title else 0.0
        background = any(relation.kind == "background_of" for relation in event.relations)
        return 4 * position + headline - background + extent + 0.5 * sources + 0.5 * harm - 0.3 * (event.type in _MINOR)

    return sorted(events, key=weight, reverse=True)
