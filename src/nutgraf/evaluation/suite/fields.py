"""The measures of what events hold: how many values are right, predicted, and in the labels.

In all of them, a value that belongs to an event without a partner was missed or is false, as in ACE's argument scores:
so false events cost precision in every field, and missed events recall. What is optional in the labels, or lies in an
optional event, counts neither way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from nutgraf.evaluation.suite.gold import (
    GoldAttribution,
    GoldParticipant,
    GoldPlace,
    GoldTime,
)
from nutgraf.evaluation.suite.pairing import EventPair, G, P, Pair, Pairing, QuantityPair
from nutgraf.evaluation.suite.prediction import (
    PredictedAttribution,
    PredictedParticipant,
    PredictedPlace,
    PredictedTime,
)
from nutgraf.evaluation.suite.similarity import family, same_value, same_via
from nutgraf.evaluation.suite.wording import same_full
from nutgraf.evaluation.tally import Tally

Counted = Iterator[tuple[str, Tally]]
NEAR_KM = 50.0
_EARTH_KM = 6371.0088
_UNKNOWN = "unknown"

VALUES = (
    "type",
    "status",
    "disputed",
    "participants.head",
    "participants.role",
    "participants.kind",
    "participants.outcome",
    "places.name",
    "places.role",
    "places.country",
    "places.coordinates",
    "time.text",
    "time.start",
    "time.end",
    "time.precision",
    "quantities.value",
    "quantities.kind",
    "quantities.bound",
    "quantities.currency",
    "quantities.place",
    "quantities.participant",
    "quantities.part_of",
    "quantities.source",
    "attributions.source",
    "attributions.kind",
    "attributions.named",
    "attributions.stance",
    "attributions.via",
    "relations",
)
"""The measures that `values` sums: each value once. (The family is the type again, the full name the head.)"""
FOUND_BY = {
    "type": "events",
    "family": "events",
    "status": "events",
    "participants.name": "participants.head",
    "participants.role": "participants.head",
    "participants.kind": "participants.head",
    "places.role": "places.name",
    "quantities.value": "quantities.found",
    "quantities.kind": "quantities.found",
    "quantities.bound": "quantities.found",
    "attributions.kind": "attributions.source",
    "attributions.named": "attributions.source",
    "attributions.stance": "attributions.source",
}
"""The fields that everything of a sort has, and the measure whose right ones were found at all."""
MEASURES = (
    "values",
    "events",
    "type",
    "family",
    *(name for name in VALUES if not name.startswith("type")),
    "participants.name",
    "quantities.found",
)


def slot(predicted: object, gold: Sequence[object]) -> Tally:
    """One value against those that are right. None stands for "no value": it isn't counted, and where the label allows
    it, nothing is missed."""
    if predicted is None:
        return Tally(0, 0, float(None not in gold))
    if predicted in gold:
        return Tally(1, 1, 1)
    return Tally(0, 1, float(None not in gold))


def field_tallies(pairing: Pairing) -> dict[str, Tally]:
    """The tally of every measure of `MEASURES`.

    - `values`: all values of `VALUES` together, the headline: of all that the labels hold, how much is right.
    - `events`: pairs, as `pairing` makes them.
    - `type`, `family`, `status`: of paired events.
    - `disputed`: of the events that are disputed.
    - the fields of participants, places, times, quantities and attributions: see the functions below.
    - `relations`: both ends are paired with the ends of the label's relation, and the kind is right.
    """
    tallies = dict.fromkeys(MEASURES, Tally())
    for name, tally in chain(_events(pairing), _relations(pairing)):
        tallies[name] += tally
    tallies["values"] = sum((tallies[name] for name in VALUES), Tally())
    return tallies


def _events(pairing: Pairing) -> Counted:
    language = pairing.labelled.language
    for pair in pairing.counted:
        gold, event = pair.gold, pair.predicted
        yield "events", found(pair)
        yield "type", slot(event and event.type, gold.type if gold else (None,))
        families = tuple(family(one) for one in gold.type) if gold else (None,)
        yield "family", slot(event and (family(event.type) or event.type), families)
        yield "status", slot(event and event.status, gold.status if gold else (None,))
        disputed = tuple(one or None for one in gold.disputed) if gold else (None,)
        yield "disputed", slot((event and event.disputed) or None, disputed)
        yield from _summed(pair.participants, participant_tallies, language)
        yield from _summed(pair.places, place_tallies, language)
        if pair.time:
            yield from _summed((pair.time,), time_tallies, language)
        yield from chain.from_iterable(quantity_tallies(one, pair, language) for one in pair.quantities if one.counts)
        yield from _summed(pair.attributions, attribution_tallies, language)


def _summed(pairs: Iterable[Pair[G, P]], measure: Callable[[Pair[G, P], str], Counted], language: str) -> Counted:
    for pair in pairs:
        if pair.counts:
            yield from measure(pair, language)


def found(pair: Pair[G, P]) -> Tally:
    """Whether something was found: right where both are there."""
    return Tally(
        float(pair.gold is not None and pair.predicted is not None),
        float(pair.predicted is not None),
        float(pair.gold is not None),
    )


def participant_tallies(pair: Pair[GoldParticipant, PredictedParticipant], language: str) -> Counted:
    """`head`: the name by its head, or an alias; `name`: the full string; `role`, `kind`; `outcome` if it has one."""
    gold, one = pair.gold, pair.predicted
    yield "participants.head", found(pair)
    full = gold is not None and one is not None and same_full(one.name, gold.name.names, language)
    yield "participants.name", Tally(float(full), found(pair).predicted, found(pair).gold)
    yield "participants.role", slot(one and one.role, gold.role if gold else (None,))
    yield "participants.kind", slot(one and one.kind, gold.kind if gold else (None,))
    yield "participants.outcome", slot(one and one.outcome, gold.outcome if gold else (None,))


def place_tallies(pair: Pair[GoldPlace, PredictedPlace], language: str) -> Counted:
    """`name`: one of the names or aliases; `role`; `country`: the whole set, where one is sure; `coordinates`: within
    50 km on the great circle, where the label has a point."""
    gold, place = pair.gold, pair.predicted
    yield "places.name", found(pair)
    yield "places.role", slot(place and place.role, gold.role if gold else (None,))
    countries = tuple(one or None for one in gold.countries) if gold else (None,)
    yield "places.country", slot((country_set(place) if place else None) or None, countries)
    yield "places.coordinates", _coordinates(gold, place)


def country_set(place: PredictedPlace) -> frozenset[str]:
    """The countries, in capitals."""
    return frozenset(country.strip().upper() for country in place.countries)


def _coordinates(gold: GoldPlace | None, place: PredictedPlace | None) -> Tally:
    given = place is not None and place.latitude is not None and place.longitude is not None
    if gold is None:
        return Tally(0, float(given), 0)
    if gold.latitude is None or gold.longitude is None:
        return Tally()
    if place is None or place.latitude is None or place.longitude is None:
        return Tally(0, 0, 1)
    near = kilometres(gold.latitude, gold.longitude, place.latitude, place.longitude) <= NEAR_KM
    return Tally(float(near), 1, 1)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance of two points in degrees, by the haversine formula (Sinnott 1984)."""
    one, other = math.radians(latitude), math.radians(other_latitude)
    height = math.sin((other - one) / 2) ** 2
    width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, height + math.cos(one) * math.cos(other) * width)))


def time_tallies(pair: Pair[GoldTime, PredictedTime], language: str) -> Counted:
    """`text`: the words; `start`, `end`, `precision`: a date that can't be known (null) is right only when it is left
    open. A moment is right by its day alone where the label allows the precision `day`."""
    gold, time = pair.gold, pair.predicted
    right = gold is not None and time is not None and same_full(time.text, gold.text.names, language)
    yield "time.text", Tally(float(right), found(pair).predicted, found(pair).gold)
    starts, ends, precisions = allowed_times(gold) if gold else ((None,), (None,), (None,))
    yield "time.start", slot(time and moment(time.start), starts)
    yield "time.end", slot(time and moment(time.end), ends)
    yield "time.precision", slot(time and (time.precision or _UNKNOWN), precisions)


def allowed_times(gold: GoldTime) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The starts, ends and precisions that are right, a null as "unknown"."""
    day = "day" in gold.precision

    def moments(values: Iterable[str | None]) -> tuple[str, ...]:
        exact = [moment(value) for value in values]
        return (*exact, *(value[:10] for value in exact if day and value != _UNKNOWN))

    return moments(gold.start), moments(gold.end), tuple(one or _UNKNOWN for one in gold.precision)


def moment(value: str | None) -> str:
    """A date, or a moment to the minute, as it is compared; "unknown" for None."""
    return value.strip().replace(" ", "T")[:16] if value else _UNKNOWN


def quantity_tallies(pair: QuantityPair, event: EventPair, language: str) -> Counted:
    """`found`: the figure was taken at all; `value`: the number, or both limits of a range; `kind`, `bound`; where
    there is one: `currency`, and `place`, `participant`, `part_of`, which have to point to the partner of what the
    label points to; `source`: the figure's own sources, paired as an event's are."""
    gold, one = pair.gold, pair.predicted
    yield "quantities.found", found(pair)
    right = gold is not None and one is not None and same_value(gold, one)
    yield "quantities.value", Tally(float(right), found(pair).predicted, found(pair).gold)
    yield "quantities.kind", slot(one and one.kind, gold.kind if gold else (None,))
    yield "quantities.bound", slot(one and one.bound, gold.bound if gold else (None,))
    yield "quantities.currency", slot(one and one.currency, gold.currency if gold else (None,))
    links: tuple[tuple[str, Sequence[Pair[Any, Any]]], ...] = (
        ("place", event.places),
        ("participant", event.participants),
        ("part_of", event.quantities),
    )
    for name, targets in links:
        yield f"quantities.{name}", _link(getattr(one, name, None), getattr(gold, name, None), targets)
    for attribution in pair.attributions:
        if attribution.counts:
            yield "quantities.source", found(attribution)


def _link(predicted: str | None, gold: str | None, pairs: Sequence[Pair[Any, Any]]) -> Tally:
    """A reference to another part of the event, by what it points to."""
    wanted = next((pair for pair in pairs if gold is not None and pair.gold and pair.gold.id == gold), None)
    missed = float(wanted is not None and wanted.counts)
    if predicted is None:
        return Tally(0, 0, missed)
    pointed = next((pair for pair in pairs if pair.predicted and pair.predicted.id == predicted), None)
    if pointed is not None and not pointed.counts and not missed:
        return Tally()
    return Tally(float(pointed is not None and pointed is wanted), 1, missed)


def attribution_tallies(pair: Pair[GoldAttribution, PredictedAttribution], language: str) -> Counted:
    """`source`: by its head, or an alias, or the article's own word on both sides; `kind`, `named`, `stance`; `via`
    where there is one: all names, in order."""
    gold, one = pair.gold, pair.predicted
    yield "attributions.source", found(pair)
    yield "attributions.kind", slot(one and one.kind, gold.kind if gold else (None,))
    yield "attributions.named", slot(one and one.named, gold.named if gold else (None,))
    yield "attributions.stance", slot(one and one.stance, gold.stance if gold else (None,))
    via = tuple(name.name for name in one.via) if one else ()
    ways = tuple(way or None for way in gold.via) if gold else (None,)
    if via and gold and same_via(gold.via, via, language):
        yield "attributions.via", Tally(1, 1, 1)
    else:
        yield "attributions.via", Tally(0, float(bool(via)), float(None not in ways))


def _relations(pairing: Pairing) -> Counted:
    """A relation to or from an event that counts neither way counts neither way, too."""
    golds = {pair.gold.id: pair for pair in pairing.events if pair.gold}
    predicted = {pair.predicted.id: pair for pair in pairing.events if pair.predicted and pair.predicted.id}
    for pair in pairing.counted:
        open_labels = list(pair.gold.relations) if pair.gold else []
        yield from (("relations", Tally(0, 0, 1)) for one in open_labels if not one.optional and golds[one.to].counts)
        for relation in pair.predicted.relations if pair.predicted else ():
            target = predicted.get(relation.to)
            end = target.gold.id if target and target.gold else None
            label = next((one for one in open_labels if one.to == end and relation.kind in one.kind), None)
            if label:
                open_labels.remove(label)
            optional = any(one.optional and one.to == end for one in pair.gold.relations) if pair.gold else False
            if not optional and (target is None or target.counts):
                yield "relations", Tally(float(label is not None), 1, 0)
