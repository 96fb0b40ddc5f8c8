"""What is wrong about a prediction, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nutgraf.evaluation.suite.fields import allowed_times, moment, slot
from nutgraf.evaluation.suite.gold import GoldName, GoldQuantity, Labelled
from nutgraf.evaluation.suite.located import cited_sentences, is_verbatim, sentence_at, words_of
from nutgraf.evaluation.suite.pairing import EventPair, Pair, Pairing, QuantityPair, pair_up
from nutgraf.evaluation.suite.prediction import Predicted, PredictedEvent, PredictedName, PredictedQuantity
from nutgraf.evaluation.suite.similarity import event_similarity, same_value
from nutgraf.evaluation.suite.summary import judge
from nutgraf.reading.names import shown

Weighted = Iterator[tuple[float, str]]
_MISSED, _MAIN, _FALSE, _BROKEN, _UNSUPPORTED = 10.0, 5.0, 8.0, 7.0, 6.0
_NUMBER, _ROLE, _SOURCE, _TYPE, _TIME, _KEY_POINT = 5.0, 4.0, 4.0, 4.0, 3.0, 4.0
_STATUS, _STANCE, _NAME, _PLACE, _WORD, _LOST_IN_SUMMARY = 3.0, 3.0, 2.0, 2.0, 2.0, 3.0


def explain(labelled: Labelled, predicted: Predicted | None) -> list[str]:
    """The errors of a prediction for one article, a sentence each, the weightiest first; printable.

    Missed and false events come before wrong figures, swapped roles, lost sources and wrong types, these before times,
    names and single words. What counts neither way isn't named.
    """
    if predicted is None:
        return ["There is no prediction for this article."]
    pairing = pair_up(labelled, predicted)
    errors = [*_events(pairing), *_summary(labelled, predicted)]
    return [sentence for _, sentence in sorted(errors, key=lambda error: -error[0])]


def _events(pairing: Pairing) -> Weighted:
    for pair in pairing.counted:
        if pair.predicted is None and pair.gold is not None:
            main = pair.gold.id in pairing.labelled.main
            yield (
                _MISSED + _MAIN * main,
                f"Missed: {'the main event, ' if main else ''}{pair.gold.id}, {shown(pair.gold.what)}.",
            )
        elif pair.gold is None and pair.predicted is not None:
            reason = _reason_of_false(pair.predicted, pairing)
            yield _FALSE, f"False event: {_title(pair.predicted)}{reason}."
        else:
            yield from _within(pair, pairing)
    for event in pairing.predicted.events:
        for words in words_of(event):
            if words.text and not is_verbatim(words, pairing.labelled.article):
                yield _NAME, f"Not in the article: {_quoted(words.text)}, of {_title(event)}."


def _reason_of_false(event: PredictedEvent, pairing: Pairing) -> str:
    labelled = pairing.labelled
    cited = cited_sentences(event, labelled)
    decoys = {sentence_at(span, labelled.article): trap for span, trap in labelled.decoys}
    traps = sorted({decoys[one] for one in cited if one in decoys})
    if cited and traps and all(one in decoys for one in cited):
        return f", taken from a passage that is none ({', '.join(traps)})"
    again = [one.id for one in labelled.events if event_similarity(one, event, cited, labelled.language)]
    return f", {again[0]} once more" if again else ""


def _within(pair: EventPair, pairing: Pairing) -> Weighted:
    gold, event = pair.gold, pair.predicted
    if gold is None or event is None:
        return
    at = gold.id
    if event.type not in gold.type:
        yield _TYPE, f"{at}: the type is {_value(event.type)} for {gold.type[0]}."
    if _wrong(event.status, gold.status):
        yield _STATUS, f"{at}: the status is {_value(event.status)} for {gold.status[0]}."
    if event.disputed not in gold.disputed:
        yield _STATUS, f"{at}: {'disputed, and nobody disputes it' if event.disputed else 'the dispute is lost'}."
    for participant in pair.participants:
        yield from _participant(at, participant)
    for place in pair.places:
        yield from _missed_or_false(at, "place", place, _PLACE)
        if place.counts and place.gold and place.predicted:
            countries = frozenset(place.predicted.countries)
            if countries not in place.gold.countries:
                found = ", ".join(sorted(countries)) or "no country"
                yield _PLACE, f"{at}: {_quoted(place.predicted.name)} is put in {shown(found)}."
    yield from _time(at, pair)
    for quantity in pair.quantities:
        yield from _quantity(at, quantity)
    for attribution in pair.attributions:
        if not attribution.counts:
            continue
        one, other = attribution.gold, attribution.predicted
        if one and not other:
            yield _SOURCE, f"{at}: lost source: {_source(one.source)}."
        elif other and not one:
            yield _SOURCE, f"{at}: false source: {_source(other.source)}."
        elif one and other and _wrong(other.stance, one.stance):
            name = _source(one.source)
            yield _STANCE, f"{at}: {name} {_value(other.stance)}, where it {one.stance[0]}."


def _participant(at: str, pair: Pair[Any, Any]) -> Weighted:
    yield from _missed_or_false(at, "participant", pair, _NAME)
    if pair.counts and pair.gold and pair.predicted:
        name = _quoted(pair.predicted.name)
        if _wrong(pair.predicted.role, pair.gold.role):
            yield _ROLE, f"{at}: {name} is {_value(pair.predicted.role)} for {pair.gold.role[0]}."
        if _wrong(pair.predicted.outcome, pair.gold.outcome):
            yield _ROLE, f"{at}: {name} is {_value(pair.predicted.outcome)} for {_value(pair.gold.outcome[0])}."


def _missed_or_false(at: str, sort: str, pair: Pair[Any, Any], weight: float) -> Weighted:
    if pair.counts and pair.predicted is None and pair.gold is not None:
        yield weight, f"{at}: missed {sort}: {_quoted(pair.gold.name.names[0])}."
    elif pair.counts and pair.gold is None and pair.predicted is not None:
        yield weight, f"{at}: false {sort}: {_quoted(pair.predicted.name)}."


def _time(at: str, pair: EventPair) -> Weighted:
    if pair.time is None or not pair.time.counts:
        return
    gold, time = pair.time.gold, pair.time.predicted
    if gold is None and time is not None:
        yield _TIME, f"{at}: false time: {_quoted(time.text)}."
    elif time is None and gold is not None:
        yield _TIME, f"{at}: missed time: {_quoted(gold.text.names[0])}."
    elif gold is not None and time is not None:
        starts, ends, _ = allowed_times(gold)
        if moment(time.start) not in starts or moment(time.end) not in ends:
            said = shown(f"{moment(time.start)} to {moment(time.end)}")
            yield (
                _TIME,
                f"{at}: {_quoted(time.text)} is read as {said} for {moment(gold.start[0])} to {moment(gold.end[0])}.",
            )


def _quantity(at: str, pair: QuantityPair) -> Weighted:
    gold, one = pair.gold, pair.predicted
    if not pair.counts:
        return
    if gold is not None and one is None:
        yield _NUMBER, f"{at}: missed figure: {_figure(gold)}."
    elif one is not None and gold is None:
        yield _NUMBER, f"{at}: false figure: {_figure(one)}."
    elif gold is not None and one is not None:
        if not same_value(gold, one):
            yield _NUMBER, f"{at}: wrong number: {_number(one)} for {_figure(gold)}."
        elif _wrong(one.kind, gold.kind):
            yield _NUMBER, f"{at}: {_figure(one)} counts {_value(one.kind)} for {gold.kind[0]}."
        if one.bound not in gold.bound:
            yield _WORD, f"{at}: {_figure(one)} is {_value(one.bound)} for {gold.bound[0]}."
        for source in pair.attributions:
            if source.counts and source.gold and source.predicted is None:
                name = _source(source.gold.source)
                yield _SOURCE, f"{at}: {_figure(gold)} has lost its source, {name}."


def _summary(labelled: Labelled, predicted: Predicted) -> Weighted:
    judged = judge(labelled, predicted.summary_sentences(labelled.language))
    for point in judged.missed:
        yield _KEY_POINT, f"The summary lacks: {shown(point.text)}."
    for point in judged.unattributed:
        yield _LOST_IN_SUMMARY, f"The summary doesn't say who says so: {shown(point.text)}."
    for rule in judged.broken:
        yield _BROKEN, f"The summary says what it must not: {shown(rule.text)} ({rule.why})."
    for number in judged.support.unsupported_numbers:
        yield _UNSUPPORTED, f"The summary has a number that the article lacks: {shown(number)}."
    for name in judged.support.unsupported_names:
        yield _UNSUPPORTED, f"The summary has a name that the article lacks: {shown(name)}."
    for loaded in judged.loaded:
        yield _WORD, f"The summary uses a loaded word: {_quoted(loaded.text)}."


def _wrong(value: object, right: tuple[Any, ...]) -> bool:
    tally = slot(value, right)
    return tally.right < max(tally.predicted, tally.gold)


def _value(value: object) -> str:
    return "nothing" if value is None else shown(str(value))


def _title(event: PredictedEvent) -> str:
    return f"{_quoted(event.title)} ({shown(event.type)})"


def _quoted(words: str) -> str:
    return f'"{shown(words)}"'


def _source(source: GoldName | PredictedName | None) -> str:
    if source is None:
        return "the article's own word"
    return _quoted(source.name if isinstance(source, PredictedName) else source.names[0])


def _figure(one: GoldQuantity | PredictedQuantity) -> str:
    if isinstance(one, PredictedQuantity):
        return _quoted(one.text) if one.text else f"{_number(one)} {_value(one.kind)}"
    return _quoted(one.text.names[0]) if one.text else f"{_value(one.value[0])} {one.kind[0]} (derived)"


def _number(one: PredictedQuantity) -> str:
    if one.value is not None:
        return f"{one.value:.12g}"
    return f"{one.low:.12g} to {one.high:.12g}" if one.low is not None and one.high is not None else "no number"
