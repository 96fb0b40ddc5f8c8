"""Answers of other systems as predictions for the suite: rows of `single_call` and of `langextract`.

As kindly as is honest. The types that they were offered are mapped to the suite's. An event of `single_call`, which
cites nothing, is taken to cite the sentence that has most of its words. What they have no field for is read from their
words with the product's own code, as it would be for a report: kinds of participants and of sources, what became of
someone; and once the words are found in the article, in the cited sentences first, the dates of times (counted from the
article's day of publication), countries and coordinates of places, and what figures say and which are parts of which.
Words that the article doesn't have are kept, and read by themselves. So what a difference in dates, coordinates or
numbers shows is which words a system chose, and not that it has no code for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from nutgraf.evaluation.peer_rows import PeerAnswer, PeerEvent
from nutgraf.evaluation.suite.code_alone import bare_event, quantity_of, resolved
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.prediction import (
    Predicted,
    PredictedAttribution,
    PredictedEvent,
    PredictedName,
    PredictedParticipant,
    PredictedPlace,
    PredictedQuantity,
    PredictedTime,
)
from nutgraf.language.kinds import kind_of
from nutgraf.language.numbers.counted import says_outcome
from nutgraf.language.numbers.readings import readings
from nutgraf.language.speech.sources import is_named, source_kind
from nutgraf.language.times.resolve import resolve
from nutgraf.language.words import content_words
from nutgraf.schema import ArticleRecord, Event, Outcome, Passage, Place, Time, Tokens
from nutgraf.stages.ground import locate
from nutgraf.stages.quantify import quantities
from nutgraf.stages.resolve_times import anchor_of

_TYPES = {
    "air strike": "air_strike",
    "armed attack": "armed_attack",
    "clash": "armed_clash",
    "military operation": "military_operation",
    "strike action": "strike",
    "court case": "trial",
    "disaster": "natural_disaster",
    "crime": "other_crime",
    "business": "company_news",
}
"""The types that the peers were offered, and the suite's where that has another name."""
_STANCES = {"denial": "denies", "disagreement": "disputes", "accusation": "asserts", "decision": "announces"}
_HARMS: tuple[Outcome, ...] = ("killed", "injured", "missing", "arrested", "displaced")
_OF_ITSELF = frozenset({"article", "the article", "report", "author", "none", "unknown", "n/a", "not said"})
"""What the small ones write where the article gives no source."""


def from_answer(answer: PeerAnswer, labelled: Labelled) -> Predicted:
    """What the answer in a row says about an article."""
    article = labelled.article
    found = resolved(article, [_in_article(event, article) for event in answer.events])
    return Predicted(
        id=labelled.slug,
        events=[_event(event, its, article) for event, its in zip(answer.events, found, strict=True)],
        summary=answer.summary,
        seconds=answer.seconds,
        calls=1 if answer.usage else None,
        tokens=Tokens(prompt=answer.usage[0], completion=answer.usage[1]) if answer.usage else None,
    )


def _in_article(event: PeerEvent, article: ArticleRecord) -> Event:
    """The event with its places, and with those of its times and figures whose words the article has."""
    sentences = _sentences(event, article)
    places = []
    for number, name in enumerate(event.places, start=1):
        at = _found(name, sentences, article)
        places.append(Place(id=f"l{number}", name=at.text if at else name, spans=at.spans if at else [], role="event"))
    when = _found(event.when, sentences, article)
    passages = [passage for text in event.numbers if (passage := _found(text, sentences, article))]
    return bare_event(
        event.id,
        sentences,
        places=places,
        time=Time(text=when.text, spans=when.spans) if when else None,
        quantities=quantities(article, passages, [], places),
    )


def _found(words: str, cited: Sequence[int], article: ArticleRecord) -> Passage | None:
    """Where the article has these words: in the cited sentences, failing that in the others."""
    if not words:
        return None
    near = [one for one in article.sentences if one.id in cited]
    return locate(article, words, near) or locate(article, words, [one for one in article.sentences if one not in near])


def _event(event: PeerEvent, found: Event, article: ArticleRecord) -> PredictedEvent:
    told = f"{event.words} {' '.join(event.numbers)}"
    abducted: Outcome | None = "abducted" if event.type == "kidnapping" else None
    outcome = next((one for one in _HARMS if says_outcome(told, one)), abducted)
    return PredictedEvent(
        id=event.id,
        title=event.words,
        type=_TYPES.get(event.type, event.type.replace(" ", "_")),
        status=event.status or None,
        participants=[
            *(PredictedParticipant(name=name, role="agent", kind=kind_of(name)) for name in event.actors),
            *(_target(name, outcome) for name in event.targets),
            *(PredictedParticipant(name=name, role="instrument", kind=kind_of(name)) for name in event.means),
        ],
        places=[PredictedPlace.model_validate(place.model_dump()) for place in found.places],
        time=_time(event.when, found.time, article),
        quantities=[
            *(PredictedQuantity.model_validate(one.model_dump()) for one in found.quantities),
            *(
                quantity_of(read, text)
                for text in event.numbers
                if _found(text, found.sentences, article) is None
                for read in readings(text)
            ),
        ],
        attributions=[_attribution(event, found.sentences)],
        sentences=found.sentences,
    )


def _target(name: str, outcome: Outcome | None) -> PredictedParticipant:
    """Someone that it was done to: a victim, where that is a person or a group that came to harm."""
    kind = kind_of(name)
    harmed = outcome is not None and kind in ("person", "group")
    return PredictedParticipant(
        name=name, role="victim" if harmed else "target", kind=kind, outcome=outcome if harmed else None
    )


def _time(words: str, found: Time | None, article: ArticleRecord) -> PredictedTime | None:
    """The time that was found in the article; failing that, what the words say by themselves."""
    if found:
        return PredictedTime.model_validate(found.model_dump())
    if not words:
        return None
    read = resolve(words, sentence=words, anchor=anchor_of(article), language=article.language)
    return PredictedTime(text=words, start=read.start, end=read.end, precision=read.precision)


def _attribution(event: PeerEvent, sentences: list[int]) -> PredictedAttribution:
    if not event.source or event.source.lower() in _OF_ITSELF:
        return PredictedAttribution(kind="article", named=False, stance="asserts", sentences=sentences)
    return PredictedAttribution(
        source=PredictedName(name=event.source),
        kind=source_kind(event.source),
        named=is_named(event.source),
        stance=_STANCES.get(event.type, "asserts"),
        sentences=sentences,
    )


def _sentences(event: PeerEvent, article: ArticleRecord) -> list[int]:
    """The sentences of the passage, or the one that has most of the event's words; none where none has any."""
    if event.span:
        start, end = event.span
        return [one.id for one in article.sentences if one.start < end and start < one.end]
    wanted = set(content_words(" ".join((event.words, *event.actors, *event.targets, *event.places, *event.numbers))))
    shared = {one.id: len(wanted & set(content_words(article.sentence_text(one)))) for one in article.sentences}
    best = max(shared, key=lambda sentence: (shared[sentence], -sentence), default=0)
    return [best] if shared.get(best) else []
