"""How much a prediction is like a label: what the pairing maximises. 0 means that the two can't be the same."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache

from nutgraf.evaluation.suite.gold import (
    GoldAttribution,
    GoldEvent,
    GoldName,
    GoldParticipant,
    GoldPlace,
    GoldQuantity,
    GoldTime,
)
from nutgraf.evaluation.suite.prediction import (
    PredictedAttribution,
    PredictedEvent,
    PredictedParticipant,
    PredictedPlace,
    PredictedQuantity,
    PredictedTime,
)
from nutgraf.evaluation.suite.wording import UNSPACED, head, plain, same_full, same_head, same_place
from nutgraf.event_types import event_types

LEAST_ALIKE = 0.3
"""Events below this similarity are two different events. Set on the `dev` labels: of the pairs of different events of
one article 7 % reach it, and 2 % of events told with a third of their sentences and half of everything else don't."""
_SENTENCES, _TYPE, _PARTICIPANTS, _PLACES, _TIME = 4.0, 3.0, 3.0, 1.0, 1.0
_FULL, _PART = 8.0, 6.0
"""The weight of a name, above all that tells two of the same name apart."""


def family(kind: str) -> str | None:
    """The family of a type of event; None for a word that is no type."""
    types = event_types()
    return types[kind].family if kind in types else None


def event_similarity(gold: GoldEvent, event: PredictedEvent, cited: Collection[int], language: str) -> float:
    """0 to 1: the weighted mean over type, sentences, participants, places and time, as far as the label has them.

    Weights 3, 4, 3, 1, 1. Type: 1 for the same, 1/2 for the same family. The others: the Dice coefficient of what both
    have. 0 below `LEAST_ALIKE`, and where they share neither a sentence nor a participant: then nothing but their kind
    speaks for their being the same.
    """
    sentences = _dice(len(set(gold.sentences) & set(cited)), len(set(gold.sentences)), len(set(cited)))
    participants = _shared_participants(gold, event, language)
    if not sentences and not participants:
        return 0.0
    weighted = [(_SENTENCES, sentences), (_TYPE, _type_similarity(gold.type, event.type))]
    if gold.participants:
        weighted.append((_PARTICIPANTS, participants))
    if gold.places:
        weighted.append((_PLACES, _shared_places(gold, event, language)))
    if gold.time:
        weighted.append((_TIME, _time_similarity(gold.time, event.time, language)))
    mean = sum(weight * value for weight, value in weighted) / sum(weight for weight, _ in weighted)
    return mean if mean >= LEAST_ALIKE else 0.0


def participant_similarity(gold: GoldParticipant, one: PredictedParticipant, language: str) -> float:
    """By the name, which has to be the same by its head; role, kind and outcome decide between equals."""
    name = name_similarity(gold.name, one.name, language)
    return name and name + (one.role in gold.role) + (one.kind in gold.kind) / 2 + (one.outcome in gold.outcome) / 4


def place_similarity(gold: GoldPlace, place: PredictedPlace, language: str) -> float:
    """By the name, which has to be the same; role and countries decide between equals."""
    if same_full(place.name, gold.name.names, language):
        name = _FULL
    elif any(same_place(place.name, one, language) for one in (*gold.name.names, *gold.name.aliases)):
        name = _PART
    else:
        return 0.0
    return name + (place.role in gold.role) + (frozenset(place.countries) in gold.countries) / 2


def quantity_similarity(gold: GoldQuantity, one: PredictedQuantity, together: bool, language: str) -> float:
    """By the words, or the place where they stand (`together`), or value and kind; one of these has to agree.

    A derived figure has no words: a derived one of the same kind stands for it, whatever its value.
    """
    text = gold.text is not None and one.text is not None and same_full(one.text, gold.text.names, language)
    value, kind = same_value(gold, one), one.kind in gold.kind
    derived = gold.text is None and one.origin == "derived" and kind
    if not (text or (gold.text is not None and together) or (value and kind) or derived):
        return 0.0
    return 4.0 * text + 3 * together + 3 * value + 2 * kind + (one.bound in gold.bound) / 2


def same_value(gold: GoldQuantity, one: PredictedQuantity) -> bool:
    """Whether the number is one of the label's; of a vague or ranging figure, whether both limits are."""
    if one.value is None:
        return None in gold.value and (one.low, one.high) == (gold.low, gold.high)
    return any(value is not None and math.isclose(one.value, value, rel_tol=1e-6) for value in gold.value)


def attribution_similarity(gold: GoldAttribution, one: PredictedAttribution, language: str) -> float:
    """By the source, the same by its head, or the article on both sides; the other fields decide between equals."""
    if one.source is None:
        source = _FULL if gold.own_word else 0.0
    else:
        source = name_similarity(gold.source, one.source.name, language) if gold.source else 0.0
    if not source:
        return 0.0
    sentences = _dice(len(set(gold.sentences) & set(one.sentences)), len(gold.sentences), len(set(one.sentences)))
    return (
        source
        + (one.stance in gold.stance)
        + (one.kind in gold.kind) / 2
        + same_via(gold.via, [name.name for name in one.via], language) / 2
        + sentences / 2
    )


def same_via(gold: Sequence[Sequence[str]], names: Sequence[str], language: str) -> bool:
    """Whether the names that handed the words on are those of the label, one by one, by their heads."""
    return any(
        len(way) == len(names) and all(same_head(one, other, language) for one, other in zip(way, names, strict=True))
        for way in gold
    )


def name_similarity(gold: GoldName, name: str, language: str) -> float:
    """8 for the full name, 6 for one that is the same by its head, or an alias; else 0."""
    return _name_similarity(gold.names, gold.aliases, name, language)


@lru_cache(maxsize=100_000)
def _name_similarity(names: tuple[str, ...], aliases: tuple[str, ...], name: str, language: str) -> float:
    full, heads = _keys(names, aliases, language)
    own = plain(name, language)
    if own in full:
        return _FULL if own else 0.0
    if head(own, language) not in heads and language not in UNSPACED:
        return 0.0
    return _PART if any(same_head(name, one, language) for one in (*names, *aliases)) else 0.0


@lru_cache(maxsize=10_000)
def _keys(names: tuple[str, ...], aliases: tuple[str, ...], language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names in full, and the heads of all, plain."""
    known = [plain(one, language) for one in (*names, *aliases)]
    return frozenset(known[: len(names)]), frozenset(head(one, language) for one in known)


def _type_similarity(gold: Sequence[str], kind: str) -> float:
    if kind in gold:
        return 1.0
    mine = family(kind)
    return 0.5 if mine is not None and mine in {family(one) for one in gold} else 0.0


def _shared_participants(gold: GoldEvent, event: PredictedEvent, language: str) -> float:
    alike = [
        [bool(name_similarity(one.name, other.name, language)) for other in event.participants]
        for one in gold.participants
    ]
    return _mutual(alike, len(event.participants))


def _shared_places(gold: GoldEvent, event: PredictedEvent, language: str) -> float:
    alike = [[bool(place_similarity(one, other, language)) for other in event.places] for one in gold.places]
    return _mutual(alike, len(event.places))


def _mutual(alike: Sequence[Sequence[bool]], columns: int) -> float:
    """The share of rows and columns that have a partner."""
    rows = sum(any(row) for row in alike)
    found = sum(any(row[column] for row in alike) for column in range(columns))
    return (rows + found) / (len(alike) + columns) if alike or columns else 0.0


def _time_similarity(gold: GoldTime, time: PredictedTime | None, language: str) -> float:
    if time is None:
        return 0.0
    days = {start[:10] for start in gold.start if start}
    same_day = time.start is not None and time.start[:10] in days
    return float(same_day or same_full(time.text, gold.text.names, language))


def _dice(common: int, left: int, right: int) -> float:
    return 2 * common / (left + right) if left + right else 0.0
