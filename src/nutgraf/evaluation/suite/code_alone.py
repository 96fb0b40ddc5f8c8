"""The product's stages that are code alone, for words that others chose: the labels', or those of another system."""

from __future__ import annotations

from collections.abc import Sequence

from nutgraf.evaluation.suite.prediction import PredictedQuantity
from nutgraf.language.numbers.readings import Reading
from nutgraf.schema import ArticleRecord, Event, Place, Quantity, Time
from nutgraf.stages.places import resolve_places
from nutgraf.stages.quantify import with_currencies
from nutgraf.stages.resolve_times import resolve_times


def bare_event(
    identifier: str,
    sentences: Sequence[int],
    *,
    places: Sequence[Place] = (),
    time: Time | None = None,
    quantities: Sequence[Quantity] = (),
) -> Event:
    """An event of a report that has nothing but these."""
    return Event(
        id=identifier,
        title=identifier,
        type="other",
        status="happened",
        disputed=False,
        participants=[],
        places=list(places),
        time=time,
        quantities=list(quantities),
        attributions=[],
        sentences=list(sentences),
    )


def resolved(article: ArticleRecord, events: Sequence[Event]) -> list[Event]:
    """The events of an article with their times, places and currencies resolved, as those of a report are."""
    return with_currencies(article, resolve_places(article, resolve_times(article, events)))


def quantity_of(read: Reading, text: str) -> PredictedQuantity:
    """The prediction that a reading of a figure in `text` is."""
    return PredictedQuantity(
        text=text[read.start : read.end],
        value=read.value,
        low=read.low,
        high=read.high,
        of=text[read.of[0] : read.of[1]] if read.of else None,
        kind=read.kind,
        currency=read.currency,
        bound=read.bound,
    )
