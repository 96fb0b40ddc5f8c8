"""The stages that are code alone, by themselves: dates, places and numbers read from the words of the labels.

What goes wrong here is the code's; what goes wrong in a report beyond it is the model's. The product's own functions
read each of the labels' mentions where it stands in the article; a figure is the rate of those that are read right.
Labels that are optional, or belong to an optional event, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from nutgraf.evaluation.suite.code_alone import bare_event, quantity_of
from nutgraf.evaluation.suite.fields import NEAR_KM, allowed_times, kilometres, moment
from nutgraf.evaluation.suite.gold import GoldEvent, GoldName, GoldPlace, GoldQuantity, Labelled
from nutgraf.evaluation.suite.located import sentence_at
from nutgraf.evaluation.suite.prediction import PredictedQuantity
from nutgraf.evaluation.suite.similarity import same_value
from nutgraf.evaluation.suite.wording import collapsed
from nutgraf.evaluation.tally import Tally, case
from nutgraf.language.numbers.readings import read_quantity
from nutgraf.reading.names import shown
from nutgraf.schema import Event, Place, Sentence, Span
from nutgraf.stages.places import resolve_places
from nutgraf.stages.resolve_times import resolve_in

MEASURES = (
    "times.all",
    "times.start",
    "times.end",
    "times.precision",
    "places.countries",
    "places.coordinates",
    "quantities.value",
    "quantities.kind",
    "quantities.bound",
    "quantities.currency",
)
HEADLINE = ("times.all", "places.countries", "places.coordinates", "quantities.value", "quantities.kind")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A mention of the labels, and what the code read from it."""

    words: str
    right: Mapping[str, bool]
    """By the measure."""
    read: str
    wanted: str
    """What was read and what the label has, for eyes."""


def component_tallies(labelled: Labelled) -> dict[str, Tally]:
    """The counts of every measure of `MEASURES`: what `times`, `places` and `quantities` found right."""
    tallies = dict.fromkeys(MEASURES, Tally())
    for checked in _all(labelled):
        for name, right in checked.right.items():
            tallies[name] += case(right)
    return tallies


def component_errors(labelled: Labelled) -> list[str]:
    """What was read wrong in an article, a sentence each; printable."""
    return [
        f"{', '.join(name for name, right in one.right.items() if not right)}: “{shown(one.words)}” is read as "
        f"{shown(one.read)}, and means {shown(one.wanted)}."
        for one in _all(labelled)
        if not all(one.right.values())
    ]


def _all(labelled: Labelled) -> Iterator[Checked]:
    return chain(times(labelled), places(labelled), quantities(labelled))


def times(labelled: Labelled) -> Iterator[Checked]:
    """The time of each event, counted from the label's day of publication, within its sentence and the others that
    the label cites for the event: `times.start`, `.end`, `.precision`, and `.all`, the three together."""
    anchor = date.fromisoformat(labelled.published) if labelled.published else None
    for event in labelled.events:
        at = _stands(event.time.text, labelled) if event.time else None
        if event.optional or event.time is None or event.time.optional or at is None:
            continue
        sentence, words = at[0], labelled.article.text[at[1].start : at[1].end]
        read = resolve_in(labelled.article, sentence, words, event.sentences, anchor)
        found = (moment(read.start), moment(read.end), read.precision or "unknown")
        allowed = allowed_times(event.time)
        start, end, precision = (one in fits for one, fits in zip(found, allowed, strict=True))
        yield Checked(
            words=words,
            right={
                "times.all": start and end and precision,
                "times.start": start,
                "times.end": end,
                "times.precision": precision,
            },
            read=_time_in_words(*found),
            wanted=_time_in_words(*(fits[0] for fits in allowed)),
        )


def places(labelled: Labelled) -> Iterator[Checked]:
    """Each name once, where the first event that has it tells of it: `places.countries`, the set; and
    `places.coordinates`, within 50 km, where the label has a point."""
    golds: dict[str, tuple[GoldPlace, GoldEvent]] = {}
    for event in labelled.events:
        for place in event.places:
            if not event.optional and not place.optional and place.name.spans:
                golds.setdefault(place.name.names[0], (place, event))
    events = [_event_at(place, event) for place, event in golds.values()]
    for (gold, _), resolved in zip(golds.values(), resolve_places(labelled.article, events), strict=True):
        (read,) = resolved.places
        right = {"places.countries": frozenset(read.countries) in gold.countries}
        if gold.latitude is not None and gold.longitude is not None:
            right["places.coordinates"] = (
                read.latitude is not None
                and read.longitude is not None
                and kilometres(gold.latitude, gold.longitude, read.latitude, read.longitude) <= NEAR_KM
            )
        yield Checked(
            words=read.name,
            right=right,
            read=_place_in_words(read.countries, read.latitude, read.longitude),
            wanted=_place_in_words(gold.countries[0], gold.latitude, gold.longitude),
        )


def quantities(labelled: Labelled) -> Iterator[Checked]:
    """Each stated figure in its sentence, with the countries of the labels' places to tell whose dollars are meant:
    `quantities.value` (of a range, both limits), `.kind`, `.bound`, and `.currency` of money."""
    seen = Counter(country for event in labelled.events for one in event.places for country in one.countries[0])
    countries = [country for country, _ in seen.most_common()]
    for event in labelled.events:
        for gold in event.quantities:
            at = _stands(gold.text, labelled) if gold.text else None
            if event.optional or gold.optional or at is None:
                continue
            sentence, span = at
            words, text = labelled.article.text[span.start : span.end], labelled.article.sentence_text(sentence)
            found = read_quantity(words, text, at=span.start - sentence.start, countries=countries)
            read = quantity_of(found, text) if found else PredictedQuantity()
            right = {
                "quantities.value": same_value(gold, read),
                "quantities.kind": read.kind in gold.kind,
                "quantities.bound": read.bound in gold.bound,
            }
            if any(gold.currency):
                right["quantities.currency"] = read.currency in gold.currency
            yield Checked(words=words, right=right, read=_figure_in_words(read), wanted=_gold_figure_in_words(gold))


def _event_at(place: GoldPlace, event: GoldEvent) -> Event:
    """An event that has this place alone."""
    words = Place(id="l1", name=place.name.names[0], spans=list(place.name.spans), role=place.role[0])
    return bare_event(event.id, event.sentences, places=[words])


def _stands(name: GoldName, labelled: Labelled) -> tuple[Sentence, Span] | None:
    """Where a label's own words stand first, and the sentence that they stand in."""
    article = labelled.article
    own = collapsed(name.names[0]).casefold()
    spans = sorted(name.spans, key=lambda span: span.start)
    exact = [span for span in spans if collapsed(article.text[span.start : span.end]).casefold() == own]
    for span in (exact or spans)[:1]:
        at = sentence_at(span, article)
        return next(((one, span) for one in article.sentences if one.id == at), None)
    return None


def _time_in_words(start: str, end: str, precision: str) -> str:
    if start == end == precision == "unknown":
        return "no date"
    return f"{start} to {end} ({precision})" if start != end else f"{start} ({precision})"


def _place_in_words(countries: frozenset[str] | list[str], latitude: float | None, longitude: float | None) -> str:
    point = f" at {latitude:.2f}, {longitude:.2f}" if latitude is not None and longitude is not None else ""
    return (", ".join(sorted(countries)) or "no sure country") + point


def _figure_in_words(one: PredictedQuantity) -> str:
    return _in_words(one.value, one.low, one.high, one.bound, one.kind, one.currency)


def _gold_figure_in_words(gold: GoldQuantity) -> str:
    return _in_words(gold.value[0], gold.low, gold.high, gold.bound[0], gold.kind[0], gold.currency[0])


def _in_words(
    value: float | None, low: float | None, high: float | None, bound: str, kind: str | None, currency: str | None
) -> str:
    limits = " to ".join("…" if one is None else f"{one:,.10g}" for one in (low, high))
    number = f"{value:,.10g}" if value is not None else limits if (low, high) != (None, None) else "no number"
    return ", ".join(filter(None, (number, bound, kind, currency)))
