"""Which predicted event, name, figure and source stands for which of the labels.

Everything is paired one to one, by the assignment with the highest total similarity (Kuhn 1955), as MUC and ACE scored
templates and events. What has no partner was missed, or is false.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from nutgraf.evaluation.suite.gold import (
    GoldAttribution,
    GoldEvent,
    GoldName,
    GoldParticipant,
    GoldPlace,
    GoldQuantity,
    GoldTime,
    Labelled,
)
from nutgraf.evaluation.suite.located import cited_sentences, locate, overlap
from nutgraf.evaluation.suite.prediction import (
    Predicted,
    PredictedAttribution,
    PredictedEvent,
    PredictedParticipant,
    PredictedPlace,
    PredictedQuantity,
    PredictedTime,
)
from nutgraf.evaluation.suite.similarity import (
    attribution_similarity,
    event_similarity,
    participant_similarity,
    place_similarity,
    quantity_similarity,
)
from nutgraf.evaluation.suite.wording import same_place
from nutgraf.evaluation.tally import best_pairs
from nutgraf.schema import Span

G = TypeVar("G")
P = TypeVar("P", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Pair(Generic[G, P]):
    """A label and the prediction for it; one of them is None where something was missed, or is false."""

    gold: G | None
    predicted: P | None
    counts: bool
    """False where the label is optional, or the prediction is one that counts neither way."""


@dataclass(frozen=True, kw_only=True)
class QuantityPair(Pair[GoldQuantity, PredictedQuantity]):
    """A figure, with the sources that it has for itself."""

    attributions: tuple[Pair[GoldAttribution, PredictedAttribution], ...]


@dataclass(frozen=True, kw_only=True)
class EventPair(Pair[GoldEvent, PredictedEvent]):
    """An event, with all that is in it. Nothing in a pair that doesn't count counts."""

    participants: tuple[Pair[GoldParticipant, PredictedParticipant], ...]
    places: tuple[Pair[GoldPlace, PredictedPlace], ...]
    time: Pair[GoldTime, PredictedTime] | None
    quantities: tuple[QuantityPair, ...]
    attributions: tuple[Pair[GoldAttribution, PredictedAttribution], ...]


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """The labels of an article and a prediction, paired."""

    labelled: Labelled
    predicted: Predicted
    events: tuple[EventPair, ...]

    @property
    def counted(self) -> list[EventPair]:
        """The pairs that count."""
        return [pair for pair in self.events if pair.counts]


def pair_up(labelled: Labelled, predicted: Predicted) -> Pairing:
    """The pairing of everything in the prediction with everything in the labels."""
    cited = {id(event): cited_sentences(event, labelled) for event in predicted.events}

    def similarity(gold: GoldEvent, event: PredictedEvent) -> float:
        return event_similarity(gold, event, cited[id(event)], labelled.language)

    pairs = _assign(labelled.events, predicted.events, similarity)
    return Pairing(
        labelled=labelled,
        predicted=predicted,
        events=tuple(_event_pair(gold, event, labelled) for gold, event in pairs),
    )


def _event_pair(gold: GoldEvent | None, event: PredictedEvent | None, labelled: Labelled) -> EventPair:
    language = labelled.language
    participants = _assign(
        gold.participants if gold else (),
        event.participants if event else (),
        lambda one, other: participant_similarity(one, other, language),
    )
    places = _assign(
        gold.places if gold else (),
        event.places if event else (),
        lambda one, other: place_similarity(one, other, language),
    )
    return EventPair(
        gold=gold,
        predicted=event,
        counts=not (gold and gold.optional),
        participants=tuple(
            Pair(gold=one, predicted=other, counts=not (one and one.optional)) for one, other in participants
        ),
        places=tuple(
            Pair(gold=one, predicted=other, counts=not (one.optional if one else _is_around(other, gold, language)))
            for one, other in places
        ),
        time=_time_pair(gold.time if gold else None, event.time if event else None),
        quantities=_quantity_pairs(gold, event, labelled),
        attributions=_attribution_pairs(
            gold.attributions if gold else (), event.attributions if event else (), language
        ),
    )


def _is_around(place: PredictedPlace | None, gold: GoldEvent | None, language: str) -> bool:
    """Whether a predicted place is one of the larger units around a place of the event."""
    if place is None or gold is None:
        return False
    return any(same_place(place.name, unit, language) for one in gold.places for unit in one.within)


def _time_pair(gold: GoldTime | None, time: PredictedTime | None) -> Pair[GoldTime, PredictedTime] | None:
    if gold is None and time is None:
        return None
    return Pair(gold=gold, predicted=time, counts=not (gold and gold.optional))


def _quantity_pairs(
    gold: GoldEvent | None, event: PredictedEvent | None, labelled: Labelled
) -> tuple[QuantityPair, ...]:
    def stand_together(one: GoldQuantity, other: PredictedQuantity) -> bool:
        spans = locate(other.text, other.spans, event.sentences if event else (), labelled.article)
        return overlap(_spans(one.text, *one.derived_from), spans)

    def similarity(one: GoldQuantity, other: PredictedQuantity) -> float:
        return quantity_similarity(one, other, stand_together(one, other), labelled.language)

    pairs = _assign(gold.quantities if gold else (), event.quantities if event else (), similarity)
    return tuple(
        QuantityPair(
            gold=one,
            predicted=other,
            counts=not (one and one.optional),
            attributions=_attribution_pairs(
                one.attributions if one else (), other.attributions if other else (), labelled.language
            ),
        )
        for one, other in pairs
    )


def _spans(*names: GoldName | None) -> list[Span]:
    return [span for name in names if name for span in name.spans]


def _attribution_pairs(
    gold: Sequence[GoldAttribution], predicted: Sequence[PredictedAttribution], language: str
) -> tuple[Pair[GoldAttribution, PredictedAttribution], ...]:
    pairs = _assign(gold, predicted, lambda one, other: attribution_similarity(one, other, language))
    return tuple(Pair(gold=one, predicted=other, counts=not (one and one.optional)) for one, other in pairs)


def _assign(
    gold: Sequence[G], predicted: Sequence[P], similarity: Callable[[G, P], float]
) -> list[tuple[G | None, P | None]]:
    """Labels and predictions one to one; what is left over, alone. The order of the predictions changes nothing."""
    ordered = sorted(predicted, key=lambda one: one.model_dump_json()) if len(predicted) > 1 else predicted
    found = best_pairs([[similarity(one, other) for other in ordered] for one in gold])
    partner = dict(found)
    taken = set(partner.values())
    pairs: list[tuple[G | None, P | None]] = [
        (one, ordered[partner[number]] if number in partner else None) for number, one in enumerate(gold)
    ]
    return pairs + [(None, other) for number, other in enumerate(ordered) if number not in taken]
