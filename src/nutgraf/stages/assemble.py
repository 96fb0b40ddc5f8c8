"""Clusters of mentions to events of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from nutgraf.event_types import event_types
from nutgraf.schema import (
    ArticleRecord,
    Attribution,
    Event,
    Name,
    Outcome,
    Participant,
    ParticipantKind,
    Place,
    Role,
    Status,
    Time,
)
from nutgraf.stages.counted import says_outcome
from nutgraf.stages.ground import merged
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Actor, Voice
from nutgraf.stages.names import Names
from nutgraf.stages.quantify import quantities
from nutgraf.stages.support import unsupported

T = TypeVar("T")
_STRENGTH: tuple[Status, ...] = (
    "happened", "ongoing", "attempted", "alleged", "planned", "threatened", "proposed", "requested", "cancelled",
    "denied", "hypothetical",
)  # fmt: skip
_ROLES: tuple[Role, ...] = ("victim", "target", "agent", "instrument", "party", "mediator", "beneficiary", "other")
_OUTCOMES: tuple[Outcome, ...] = (
    "killed",
    "injured",
    "abducted",
    "arrested",
    "missing",
    "displaced",
    "damaged",
    "unharmed",
)
_DENYING = ("denies", "disputes", "doubts", "opposes")
_SPEECH = ("speech", "diplomacy", "politics")
_BYSTANDERS = ("official", "news_media", "witness", "expert", "document", "court")
_OUTCOME_OF_TARGET: dict[str, Outcome] = {"kidnapping": "abducted", "arrest": "arrested"}


def assemble(article: ArticleRecord, clusters: Sequence[Cluster], names: Names) -> list[Event]:
    """The events, in the order of their first sentence."""
    return [_event(article, number, cluster, names) for number, cluster in enumerate(clusters, start=1)]


def _event(article: ArticleRecord, number: int, cluster: Cluster, names: Names) -> Event:
    mentions = cluster.mentions
    participants = _participants(article, cluster, names)
    places = [
        Place(id=f"l{n}", name=place.text, spans=place.spans, role="event")
        for n, place in enumerate(
            (names.full(group) for group in _groups([p for m in mentions for p in m.places], lambda p: p.text, names)),
            1,
        )
    ]
    times = [mention.time for mention in mentions if mention.time]
    voices = [(mention.voice, mention.sentences) for mention in mentions]
    attributions = _attributions(article, voices, names)
    stances = {attribution.stance for attribution in attributions}
    return Event(
        id=f"e{number}",
        title=_title(article, cluster),
        type=cluster.type,
        status=min((mention.status for mention in mentions), key=_STRENGTH.index),
        disputed=any(stance in _DENYING for stance in stances) and len(attributions) > 1,
        participants=participants,
        places=places,
        time=Time(text=times[0].text, spans=merged(*[t for t in times if t.text == times[0].text])) if times else None,
        quantities=quantities(article, [figure for m in mentions for figure in m.figures], participants, places),
        attributions=attributions,
        sentences=sorted({sentence for mention in mentions for sentence in mention.sentences}),
    )


def _participants(article: ArticleRecord, cluster: Cluster, names: Names) -> list[Participant]:
    actors = _acting(cluster, names)
    participants = []
    for number, group in enumerate(_groups(actors, lambda actor: actor.passage.text, names), start=1):
        name = names.full([actor.passage for actor in group])
        role = min((actor.role for actor in group), key=_ROLES.index)
        outcomes = [actor.outcome for actor in group if actor.outcome]
        outcome = min(outcomes, key=_OUTCOMES.index) if outcomes else None
        if role == "target" and outcome is None and group[0].kind in ("person", "group"):
            outcome = _OUTCOME_OF_TARGET.get(cluster.type)
            said = " ".join(
                article.sentence_text(article.sentences[n - 1]) for m in cluster.mentions for n in m.sentences
            )
            outcome = outcome if outcome and says_outcome(said, outcome) else None
        kinds: list[ParticipantKind] = [actor.kind for actor in group if actor.kind != "other"]
        participants.append(
            Participant(
                id=f"p{number}",
                name=name.text,
                role=role,
                kind=kinds[0] if kinds else "other",
                spans=name.spans,
                outcome=outcome,
            )
        )
    return participants


def _acting(cluster: Cluster, names: Names) -> list[Actor]:
    """The participants of all mentions. Authorities and media that only say so are no agents of what is said."""
    speaks = event_types()[cluster.type].family in _SPEECH
    voices = [mention.voice for mention in cluster.mentions if mention.voice.kind in _BYSTANDERS]
    sources = [voice.source.text for voice in voices if voice.source]
    kept = []
    for actor in (actor for mention in cluster.mentions for actor in mention.actors):
        if actor.role == "agent" and not speaks and any(names.same(actor.passage.text, source) for source in sources):
            continue
        if actor.kind == "weapon" and actor.role in ("agent", "target"):
            actor = Actor(passage=actor.passage, role="instrument", kind="weapon")
        kept.append(actor)
    return kept


def _attributions(
    article: ArticleRecord,
    voices: Sequence[tuple[Voice, tuple[int, ...]]],
    names: Names,
) -> list[Attribution]:
    attributions: list[Attribution] = []
    spoken = [(voice, sentences) for voice, sentences in voices if voice.source]
    for group in _groups(spoken, lambda pair: pair[0].source.text if pair[0].source else "", names):
        source = names.full([voice.source for voice, _ in group if voice.source])
        for stance in dict.fromkeys(voice.stance for voice, _ in group):
            same_stance = [(voice, sentences) for voice, sentences in group if voice.stance == stance]
            first = same_stance[0][0]
            attributions.append(
                Attribution(
                    source=Name(name=source.text, spans=source.spans),
                    kind=first.kind,
                    named=first.named,
                    via=[Name(name=via.text, spans=via.spans) for via in first.via],
                    stance=stance,
                    cue=[span for voice, _ in same_stance for span in voice.cue],
                    sentences=sorted({one for _, sentences in same_stance for one in sentences}),
                    quote=next((voice.quote for voice, _ in same_stance if voice.quote), None),
                )
            )
    own = sorted({one for voice, sentences in voices if voice.source is None for one in sentences})
    if own:
        attributions.append(Attribution(source=None, kind="article", named=False, stance="asserts", sentences=own))
    return attributions


def _title(article: ArticleRecord, cluster: Cluster) -> str:
    """The model's first wording whose numbers and names its sentences have; else the type and names of the record."""
    texts = {sentence.id: article.sentence_text(sentence) for sentence in article.sentences}
    for mention in cluster.mentions:
        problems = unsupported(mention.what, [texts[one] for one in mention.sentences])
        if all(problem.kind == "word" for problem in problems):
            return mention.what
    first = cluster.mentions[0]
    names = [actor.passage.text for actor in first.actors] or [place.text for place in first.places]
    label = cluster.type.replace("_", " ").capitalize()
    return f"{label}: {', '.join(names[:3])}" if names else label


def _groups(items: Iterable[T], name: object, names: Names) -> list[list[T]]:
    groups: list[list[T]] = []
    for item in items:
        text = name(item)  # type: ignore[operator]
        for group in groups:
            if any(names.same(text, name(other)) for other in group):  # type: ignore[operator]
                group.append(item)
                break
        else:
            groups.append([item])
    return groups
