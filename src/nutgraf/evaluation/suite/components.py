"""The stages that are code alone, by themselves: dates, countries and numbers read from the words of the labels.

What goes wrong here is the resolver's; what goes wrong in a report beyond it is the model's. Each function takes the
resolver as an argument and returns rates: of the labels' mentions, how many are read right. Labels that are optional,
or belong to an optional event, are left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nutgraf.evaluation.suite.fields import NEAR_KM, allowed_times, kilometres, moment
from nutgraf.evaluation.suite.gold import GoldName, GoldPlace, GoldQuantity, Labelled
from nutgraf.evaluation.suite.located import sentence_at
from nutgraf.evaluation.suite.wording import collapsed
from nutgraf.evaluation.tally import Tally, case
from nutgraf.reading import Article
from nutgraf.schema import Sentence


class ResolvedTime(NamedTuple):
    """What time words mean: ISO 8601, the end included; None where that can't be known."""

    start: str | None
    end: str | None
    precision: str | None


class ResolvedPlace(NamedTuple):
    """Where a name lies: ISO 3166-1 alpha-2, decimal degrees."""

    countries: frozenset[str]
    latitude: float | None
    longitude: float | None


class ResolvedQuantity(NamedTuple):
    """What a figure says."""

    value: float | None
    low: float | None
    high: float | None
    kind: str | None
    bound: str | None
    currency: str | None


ResolveTime = Callable[[str, Sentence, Article], ResolvedTime]
"""(the words, the sentence they stand in, the article)"""
ResolvePlaces = Callable[[Sequence[str], Article], Sequence[ResolvedPlace]]
"""(all names of an article in the order in which they stand there, the article); one answer a name."""
ResolveQuantity = Callable[[str, str], ResolvedQuantity]
"""(the words, the text of the sentence they stand in)"""


def score_times(labelled: Labelled, resolve: ResolveTime) -> dict[str, Tally]:
    """`times.start`, `times.end`, `times.precision`, and `times.all`: the three together."""
    tallies = dict.fromkeys(("times.start", "times.end", "times.precision", "times.all"), Tally())
    for event in labelled.events:
        if event.optional or event.time is None or event.time.optional:
            continue
        sentence = _sentence_of(event.time.text, labelled.article)
        if sentence is None:
            continue
        read = resolve(event.time.text.names[0], sentence, labelled.article)
        starts, ends, precisions = allowed_times(event.time)
        right = (moment(read.start) in starts, moment(read.end) in ends, (read.precision or "unknown") in precisions)
        for name, one in zip(tallies, (*right, all(right)), strict=True):
            tallies[name] += case(one)
    return tallies


def score_countries(labelled: Labelled, resolve: ResolvePlaces) -> dict[str, Tally]:
    """`places.countries`: the set is right; `places.coordinates`: within 50 km, where the label has a point.

    Each name counts once an article.
    """
    places: dict[str, GoldPlace] = {}
    for event in labelled.events:
        for place in event.places:
            if not event.optional and not place.optional:
                places.setdefault(place.name.names[0], place)
    names = sorted(places, key=lambda name: (min((span.start for span in places[name].name.spans), default=0), name))
    tallies = {"places.countries": Tally(), "places.coordinates": Tally()}
    for name, read in zip(names, resolve(names, labelled.article), strict=True):
        gold = places[name]
        tallies["places.countries"] += case(frozenset(read.countries) in gold.countries)
        if gold.latitude is not None and gold.longitude is not None:
            near = (
                read.latitude is not None
                and read.longitude is not None
                and kilometres(gold.latitude, gold.longitude, read.latitude, read.longitude) <= NEAR_KM
            )
            tallies["places.coordinates"] += case(near)
    return tallies


def score_quantities(labelled: Labelled, resolve: ResolveQuantity) -> dict[str, Tally]:
    """`quantities.value` (of a range: both limits), `.kind`, `.bound`, `.currency` of money. Stated figures only."""
    tallies = dict.fromkeys((f"quantities.{name}" for name in ("value", "kind", "bound", "currency")), Tally())
    for event in labelled.events:
        for gold in event.quantities:
            sentence = _sentence_of(gold.text, labelled.article) if gold.text else None
            if event.optional or gold.optional or gold.text is None or sentence is None:
                continue
            read = resolve(gold.text.names[0], labelled.article.sentence_text(sentence))
            tallies["quantities.value"] += case(_same_number(gold, read))
            tallies["quantities.kind"] += case(read.kind in gold.kind)
            tallies["quantities.bound"] += case(read.bound in gold.bound)
            if any(gold.currency):
                tallies["quantities.currency"] += case(read.currency in gold.currency)
    return tallies


def _same_number(gold: GoldQuantity, read: ResolvedQuantity) -> bool:
    if read.value is None:
        return None in gold.value and (read.low, read.high) == (gold.low, gold.high)
    return any(value is not None and math.isclose(read.value, value, rel_tol=1e-6) for value in gold.value)


def _sentence_of(name: GoldName, article: Article) -> Sentence | None:
    """The sentence in which a label's own words stand first."""
    sentences = {sentence.id: sentence for sentence in article.sentences}
    own = collapsed(name.names[0]).casefold()
    spans = sorted(name.spans, key=lambda span: span.start)
    exact = [span for span in spans if collapsed(article.text[span.start : span.end]).casefold() == own]
    at = sentence_at((exact or spans)[0], article) if spans else None
    return sentences[at] if at is not None else None
