"""Mentions to events: which mentions report one and the same event, and what they say of it together.

An article mostly tells of one event of a kind, over and over, by several sources with several figures. So mentions of
one type are of one event where nothing that both state sets them apart: status, time (another year, another day),
place, or who takes part. Of kinds that an article reports by the dozen (statements, decisions, results), and of types
that differ, something has to be shared as well. Mentions are taken in order; each joins the event that it fits best,
or opens one. A toll that is told without what caused it goes to the event before it that can have done so. What is of
no known type and says little is a detail, and no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from nutgraf.event_types import HARMFUL, event_types
from nutgraf.language.geography.toponyms import is_address
from nutgraf.language.words import content_words, overlap
from nutgraf.schema import ArticleRecord, Status
from nutgraf.stages.event_typing import can_harm, tells_harm_alone
from nutgraf.stages.mention import Mention
from nutgraf.stages.names import Names, is_proper
from nutgraf.stages.past import When, when_of

_ENOUGH = 1.0
_BY_NAME = 0.6
"""What a participant counts whom both name."""
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"air_strike", "shelling", "bombing", "armed_attack", "armed_clash", "military_operation"}),
    frozenset({"armed_attack", "assassination", "shooting", "killing", "bombing", "kidnapping", "assault"}),
    frozenset({"shooting", "killing", "assault", "robbery", "arson", "other_crime", "theft_fraud", "armed_attack"}),
    frozenset({"arrest", "investigation"}),
    frozenset({"trial", "verdict", "lawsuit"}),
    frozenset({"protest", "riot", "strike"}),
    frozenset({"talks", "visit", "agreement"}),
    frozenset({"law", "decision", "proposal"}),
    frozenset({"statement", "accusation", "denial", "demand", "threat", "disagreement", "proposal"}),
    frozenset({"accident", "fire", "natural_disaster"}),
    frozenset({"company_news", "market_move", "economic_data"}),
)
_MANY = frozenset(
    "statement accusation denial demand threat disagreement proposal decision law company_news market_move "
    "economic_data science sport culture other arrest investigation appointment aid sanction trial verdict".split()
)
"""Types of which an article may well tell several events."""
_TO_PEOPLE = frozenset({"shooting", "killing", "assault", "armed_attack", "assassination"})
_REAL: frozenset[Status] = frozenset({"happened", "ongoing", "alleged", "denied", "attempted"})
_ACTING = ("agent", "target")


@dataclass
class Cluster:
    """The mentions of one event, in order."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The type that most mentions have; of equals, the first."""
        types = [mention.type for mention in self.mentions if mention.type != "other"] or ["other"]
        return max(dict.fromkeys(types), key=types.count)


def link(article: ArticleRecord, mentions: Sequence[Mention], names: Names) -> list[Cluster]:
    """The events of an article, each as its mentions, in the order of their first."""
    times = {
        id(mention): when_of(article, mention.time.text if mention.time else "", mention.sentences[0])
        for mention in mentions
    }
    clusters: list[Cluster] = []
    for mention in mentions:
        cause = _cause(article, mention, clusters, names, times)
        if cause is not None:
            cause.mentions.append(replace(mention, type=cause.type))
            times[id(cause.mentions[-1])] = times[id(mention)]
            continue
        scored = [(_fit(mention, cluster, names, times), index) for index, cluster in enumerate(clusters)]
        best = max(scored, default=(0.0, 0))
        if best[0] >= _ENOUGH:
            clusters[best[1]].mentions.append(mention)
        elif _is_told(mention):
            clusters.append(Cluster([mention]))
    return clusters


def _cause(
    article: ArticleRecord, mention: Mention, clusters: Sequence[Cluster], names: Names, times: dict[int, When]
) -> Cluster | None:
    """The first event that can have done the harm which `mention` tells without saying how; None where it says how."""
    passage = " ".join(article.sentence_text(article.sentences[number - 1]) for number in mention.sentences)
    if not can_harm(mention.type) or mention.status not in _REAL or not tells_harm_alone(passage):
        return None
    return next(
        (
            cluster
            for cluster in clusters
            if event_types()[cluster.type].family in HARMFUL
            and not any(
                times[id(mention)].apart(times[id(other)]) or _other_places(mention, other, names)
                for other in cluster.mentions
            )
        ),
        None,
    )


def _fit(mention: Mention, cluster: Cluster, names: Names, times: dict[int, When]) -> float:
    scores = [_similarity(mention, other, names, times) for other in cluster.mentions]
    return -1.0 if min(scores) < 0 else max(scores)


def _similarity(left: Mention, right: Mention, names: Names, times: dict[int, When]) -> float:
    """How much two mentions share; negative where they can't be of one event."""
    type_score = _type_score(left.type, right.type)
    if type_score == 0 or (left.status in _REAL) != (right.status in _REAL):
        return -1.0
    if times[id(left)].apart(times[id(right)]):
        return -1.0
    shared = _shared_actors(left, right, names)
    if shared < _BY_NAME and (_other_people(left, right, names) or _other_places(left, right, names)):
        return -1.0
    shared += 0.3 * any(names.same(a.text, b.text) for a in left.places for b in right.places)
    shared += 0.3 * any(names.same(a.text, b.text) for a in left.figures for b in right.figures)
    words = set(content_words(left.what)) & set(content_words(right.what))
    if _goes_on(left, right):
        return _ENOUGH
    return type_score + min(shared, 1.0) + min(0.15 * len(words), 0.5)


def _is_told(mention: Mention) -> bool:
    """Whether a mention says enough to be an event by itself.

    Of no known type, more than a detail of another has; of violence, more than that there is such a thing; and of what
    is said, who says it.
    """
    family = event_types()[mention.type].family
    roles = {actor.role for actor in mention.actors if actor.kind != "other"}
    if family == "speech":
        return bool(mention.voice.source) or any(actor.role == "agent" for actor in mention.actors)
    told = len(roles) + sum(bool(one) for one in (mention.places, mention.time, mention.figures))
    return told >= (2 if mention.type == "other" else family in HARMFUL)


def _goes_on(left: Mention, right: Mention) -> bool:
    """Whether one mention of violence to people follows the other: what else is told in the next sentence."""
    near = min(abs(a - b) for a in left.sentences for b in right.sentences) <= 1
    return near and left.type in _TO_PEOPLE and right.type in _TO_PEOPLE


def _type_score(left: str, right: str) -> float:
    if left == right:
        return 0.5 if left in _MANY else _ENOUGH
    if any(left in group and right in group for group in _ALIKE):
        return 0.1
    table = event_types()
    related = "other" in (left, right) or table[left].family == table[right].family
    return 0.1 if related else 0.0


def _shared_actors(left: Mention, right: Mention, names: Names) -> float:
    shared = 0.0
    for ours in left.actors:
        for theirs in right.actors:
            if ours.kind != "weapon" and names.same(ours.passage.text, theirs.passage.text):
                shared += _BY_NAME if is_proper(ours.passage.text) else 0.4
                break
    return shared


def _other_people(left: Mention, right: Mention, names: Names) -> bool:
    """Whether both name persons in one role, and none of the one is one of the other."""
    for role in _ACTING:
        ours = [one.passage.text for one in left.actors if one.role == role and one.kind == "person"]
        theirs = [one.passage.text for one in right.actors if one.role == role and one.kind == "person"]
        named = [*filter(is_proper, ours)], [*filter(is_proper, theirs)]
        if all(named) and not any(names.same(a, b) for a in named[0] for b in named[1]):
            return True
    return False


def _other_places(left: Mention, right: Mention, names: Names) -> bool:
    return _apart([place.text for place in left.places], [place.text for place in right.places], names)


def _apart(left: Iterable[str], right: Iterable[str], names: Names) -> bool:
    """Whether both name places, and none of the one can be one of the other."""
    ours, theirs = list(left), list(right)
    if not ours or not theirs or not all(map(is_proper, ours + theirs)):
        return False
    if any(map(is_address, ours)) != any(map(is_address, theirs)):
        return False  # a street and the part of town that it is in
    return not any(names.same(a, b) or overlap(a, b) > 0 for a in ours for b in theirs)
