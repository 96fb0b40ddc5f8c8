"""Clusters of mentions to events of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.language.geography.toponyms import is_nationality
from nutgraf.language.harmed import harmed
from nutgraf.language.kinds import kind_of
from nutgraf.language.numbers.counted import says_outcome
from nutgraf.language.phrases import is_harm_alone
from nutgraf.language.speech.profiles import is_said_to_be_a_person, kind_by_description
from nutgraf.language.wording.neutrality import FIRST_PERSON, QUOTED
from nutgraf.language.wording.support import unsupported
from nutgraf.language.wording.turned import strange_subjects, turned
from nutgraf.schema import (
    ArticleRecord,
    Event,
    Outcome,
    Participant,
    ParticipantKind,
    Passage,
    Place,
    Quantity,
    Role,
    Status,
    Time,
)
from nutgraf.stages.acting import acting
from nutgraf.stages.attributions import attributions, disputed, grouped, spoken, with_sources
from nutgraf.stages.described import with_descriptions
from nutgraf.stages.ground import merged
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Mention
from nutgraf.stages.names import Names, is_proper
from nutgraf.stages.outcomes import came_to_harm_elsewhere, with_outcomes
from nutgraf.stages.quantify import quantities
from nutgraf.stages.relations import with_relations

_STRENGTH: tuple[Status, ...] = (
    "happened", "ongoing", "attempted", "alleged", "planned", "threatened", "proposed", "requested", "cancelled",
    "denied", "hypothetical",
)  # fmt: skip
_DESCRIBED: dict[str, ParticipantKind] = {
    "company": "company",
    "news_media": "organisation",
    "expert": "person",
    "witness": "person",
}
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
_TITLE_WORDS = 12
_CLAIMS = r"(?:\s(?:has|have|had|today|later|also))*\s(?:claim\w*|accept\w*|took)\s(?:responsibility|credit)\b"
_OUTCOME_OF_TARGET: dict[str, Outcome] = {"kidnapping": "abducted", "arrest": "arrested"}


def assemble(article: ArticleRecord, clusters: Sequence[Cluster], names: Names) -> list[Event]:
    """The events, in the order of their first sentence."""
    events = [_event(article, number, cluster, names) for number, cluster in enumerate(clusters, start=1)]
    return with_relations(article, events)


def _event(article: ArticleRecord, number: int, cluster: Cluster, names: Names) -> Event:
    mentions = cluster.mentions
    participants = _participants(article, cluster, names)
    places = [
        Place(id=f"l{n}", name=place.text, spans=place.spans, role="event")
        for n, place in enumerate(
            (names.full(group) for group in grouped(_places(mentions), lambda place: place.text, names)),
            1,
        )
    ]
    times = [mention.time for mention in mentions if mention.time]
    told = attributions(article, list(spoken(article, mentions)), names)
    speakers = [span for one in told if one.source for span in one.source.spans]
    figures = [
        figure
        for mention in mentions
        for figure in mention.figures
        # "two engineers said" counts nothing of the event
        if not any(one.start <= figure.spans[0].start and figure.spans[0].end <= one.end for one in speakers)
    ]
    counts = with_sources(article, quantities(article, figures, participants, places), names, told)
    participants, counts = _without_bare_harm(participants, counts)
    return Event(
        id=f"e{number}",
        title=_title(article, cluster),
        type=cluster.type,
        status=min((mention.status for mention in mentions), key=_STRENGTH.index),
        disputed=disputed(told, counts, names),
        participants=participants,
        places=places,
        time=Time(text=times[0].text, spans=merged(*[t for t in times if t.text == times[0].text])) if times else None,
        quantities=counts,
        attributions=told,
        sentences=sorted({sentence for mention in mentions for sentence in mention.sentences}),
    )


def _places(mentions: Sequence[Mention]) -> list[Passage]:
    return [place for mention in mentions for place in mention.places if not is_nationality(place.text)]


def _without_bare_harm(
    participants: list[Participant], counts: list[Quantity]
) -> tuple[list[Participant], list[Quantity]]:
    """Both without those who are nobody but a number: "two people"."""
    kept = [one for one in participants if not is_harm_alone(one.name)]
    known = {one.id for one in kept}
    return kept, [one if one.participant in known else one.model_copy(update={"participant": None}) for one in counts]


def _participants(article: ArticleRecord, cluster: Cluster, names: Names) -> list[Participant]:
    actors = acting(article, cluster, names)
    participants = []
    groups = with_descriptions(article, grouped(actors, lambda actor: actor.passage.text, names))
    for number, group in enumerate(groups, start=1):
        name = _name(names, [actor.passage for actor in group])
        role = min((actor.role for actor in group), key=_ROLES.index)
        outcomes = [actor.outcome for actor in group if actor.outcome]
        outcome = min(outcomes, key=_OUTCOMES.index) if outcomes else None
        if role == "target" and outcome is None and group[0].kind in ("person", "group"):
            outcome = _outcome_of_target(article, cluster, name.text)
        kinds: list[ParticipantKind] = [actor.kind for actor in group if actor.kind != "other"]
        participants.append(
            Participant(
                id=f"p{number}",
                name=name.text,
                role=role,
                kind=_kind(article, name.text, kinds[0] if kinds else kind_of(name.text)),
                spans=name.spans,
                outcome=outcome,
            )
        )
    return with_outcomes(article, cluster.type, [n for m in cluster.mentions for n in m.sentences], participants)


def _outcome_of_target(article: ArticleRecord, cluster: Cluster, name: str) -> Outcome | None:
    """What the deed did to whom it was done to, where the text says so, and not that another deed was done to them."""
    outcome = _OUTCOME_OF_TARGET.get(cluster.type)
    texts = [article.sentence_text(article.sentences[n - 1]) for m in cluster.mentions for n in m.sentences]
    said = " ".join(texts)
    if not outcome or not says_outcome(said, outcome) or came_to_harm_elsewhere(said, name):
        return None
    others = (text[one.start : one.end] for text in texts for one in harmed(text) if one.outcome != outcome)
    return None if any(name in other for other in others) else outcome


def _name(names: Names, passages: Sequence[Passage]) -> Passage:
    """The fullest name, with the spans of the descriptions, too."""
    proper = [one for one in passages if is_proper(one.text) and one.text[:1].isupper()]
    full = names.full(proper or passages)
    return Passage(text=full.text, spans=merged(full, *passages))


def _kind(article: ArticleRecord, name: str, kind: ParticipantKind) -> ParticipantKind:
    """`kind`; for a name that is a person's by its form alone, what the article says that it is."""
    if kind in ("person", "other") and re.search(rf"\b{re.escape(name)}\b{_CLAIMS}", article.text, re.IGNORECASE):
        return "organisation"
    if kind not in ("person", "other") or not is_proper(name):
        return kind
    described = _DESCRIBED.get(kind_by_description(article, name) or "")
    if described == "organisation" and kind == "person" and is_said_to_be_a_person(article, name):
        return "person"  # "Fox News host Ana Ruiz"
    if described is None and kind == "person" and re.search(rf"{re.escape(name)},\s+which\b", article.text):
        return "organisation"
    return described or kind


def _title(article: ArticleRecord, cluster: Cluster) -> str:
    """The model's first wording that its sentences bear out; else its type and names, or their first words."""
    texts = {sentence.id: article.sentence_text(sentence) for sentence in article.sentences}
    for mention in cluster.mentions:
        cited = [texts[one] for one in mention.sentences]
        turns = [*turned(mention.what, cited), *strange_subjects(mention.what, cited)]
        if (
            not turns
            and not FIRST_PERSON.search(QUOTED.sub(" ", mention.what))
            and all(problem.kind == "word" for problem in unsupported(mention.what, cited))
        ):
            return mention.what
    first = cluster.mentions[0]
    given = [actor.passage.text for actor in first.actors] or [place.text for place in first.places]
    names = list(dict.fromkeys(given))
    if not names:
        return " ".join(texts[first.sentences[0]].split()[:_TITLE_WORDS])
    return f"{cluster.type.replace('_', ' ').capitalize()}: {', '.join(names[:3])}"
