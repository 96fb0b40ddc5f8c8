"""Mentions to events: which mentions report one and the same event, and what they say of it together.

Two mentions are of one event when their types can be of one, nothing that both state contradicts (status, place, time,
named participants), and enough of what they state is shared. Mentions are taken in order; each joins the event that it
fits best, or opens one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nutgraf.event_types import event_types
from nutgraf.schema import Status
from nutgraf.stages.mention import Mention
from nutgraf.stages.names import Names, is_proper
from nutgraf.stages.words import content_words, overlap

_ENOUGH = 1.0
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
_REAL: frozenset[Status] = frozenset({"happened", "ongoing", "alleged", "denied", "attempted"})


@dataclass
class Cluster:
    """The mentions of one event, in order."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The type that most mentions have; of equals, the first."""
        types = [mention.type for mention in self.mentions if mention.type != "other"] or ["other"]
        return max(dict.fromkeys(types), key=types.count)


def link(mentions: Sequence[Mention], names: Names) -> list[Cluster]:
    """The events of an article, each as its mentions, in the order of their first."""
    clusters: list[Cluster] = []
    for mention in mentions:
        scored = [(_fit(mention, cluster, names), -index) for index, cluster in enumerate(clusters)]
        best = max(scored, default=(0.0, 0))
        if best[0] >= _ENOUGH:
            clusters[-best[1]].mentions.append(mention)
        else:
            clusters.append(Cluster([mention]))
    return clusters


def _fit(mention: Mention, cluster: Cluster, names: Names) -> float:
    scores = [_similarity(mention, other, names) for other in cluster.mentions]
    return -1.0 if min(scores) < 0 else max(scores)


def _similarity(left: Mention, right: Mention, names: Names) -> float:
    """How much two mentions share; negative where they can't be of one event."""
    type_score = _type_score(left.type, right.type)
    if type_score == 0 or (left.status in _REAL) != (right.status in _REAL):
        return -1.0
    if _apart([p.text for p in left.places], [p.text for p in right.places], names):
        return -1.0
    if left.time and right.time and overlap(left.time.text, right.time.text) == 0:
        type_score -= 0.25
    shared = 0.0
    for ours in left.actors:
        for theirs in right.actors:
            if ours.kind != "weapon" and names.same(ours.passage.text, theirs.passage.text):
                shared += 0.6 if is_proper(ours.passage.text) else 0.4
                break
    shared += 0.3 * any(names.same(a.text, b.text) for a in left.places for b in right.places)
    shared += 0.3 * any(names.same(a.text, b.text) for a in left.figures for b in right.figures)
    words = set(content_words(left.what)) & set(content_words(right.what))
    return type_score + min(shared, 1.0) + min(0.15 * len(words), 0.5)


def _type_score(left: str, right: str) -> float:
    if left == right:
        return 0.5
    if any(left in group and right in group for group in _ALIKE):
        return 0.25
    table = event_types()
    related = "other" in (left, right) or table[left].family == table[right].family
    return 0.1 if related else 0.0


def _apart(left: Iterable[str], right: Iterable[str], names: Names) -> bool:
    """Whether both name places, and none of the one can be one of the other."""
    ours, theirs = list(left), list(right)
    if not ours or not theirs or not all(map(is_proper, ours + theirs)):
        return False
    return not any(names.same(a, b) or overlap(a, b) > 0 for a in ours for b in theirs)
