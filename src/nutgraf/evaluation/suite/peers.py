"""Answers of other systems as predictions for the suite: rows of `single_call` and of `langextract`.

As kindly as is honest. The types that they were offered are mapped to the suite's. What they have no field for is read
from their words with the product's own lexicon: kinds of participants and of sources, numbers, what became of someone.
An event of `single_call`, which cites nothing, is taken to cite the sentence that has most of its words. Dates and
coordinates aren't read for them: they give words, and no dates.
"""

from __future__ import annotations

from nutgraf.evaluation.peer_rows import PeerAnswer, PeerEvent
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
from nutgraf.schema import ArticleRecord, Outcome, Tokens
from nutgraf.stages.counted import says_outcome
from nutgraf.stages.kinds import kind_of
from nutgraf.stages.readings import readings
from nutgraf.stages.sources import is_named, source_kind
from nutgraf.stages.words import content_words

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
    return Predicted(
        id=labelled.slug,
        events=[_event(event, _sentences(event, article)) for event in answer.events],
        summary=answer.summary,
        seconds=answer.seconds,
        calls=1 if answer.usage else None,
        tokens=Tokens(prompt=answer.usage[0], completion=answer.usage[1]) if answer.usage else None,
    )


def _event(event: PeerEvent, sentences: list[int]) -> PredictedEvent:
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
        places=[PredictedPlace(name=name) for name in event.places],
        time=PredictedTime(text=event.when) if event.when else None,
        quantities=[quantity for text in event.numbers for quantity in _quantities(text)],
        attributions=[_attribution(event, sentences)],
        sentences=sentences,
    )


def _target(name: str, outcome: Outcome | None) -> PredictedParticipant:
    """Someone that it was done to: a victim, where that is a person or a group that came to harm."""
    kind = kind_of(name)
    harmed = outcome is not None and kind in ("person", "group")
    return PredictedParticipant(
        name=name, role="victim" if harmed else "target", kind=kind, outcome=outcome if harmed else None
    )


def _quantities(text: str) -> list[PredictedQuantity]:
    """The figures of a string such as "at least 3 people killed"."""
    return [
        PredictedQuantity(
            text=text[read.start : read.end],
            value=read.value,
            low=read.low,
            high=read.high,
            of=text[slice(*read.of)] if read.of else None,
            kind=read.kind,
            currency=read.currency,
            bound=read.bound,
        )
        for read in readings(text)
    ]


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
