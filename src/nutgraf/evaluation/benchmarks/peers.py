"""Answers of other systems as predictions: rows of `single_call` and of `langextract`.

Neither says what kind of thing an actor or a target is, nor what became of it, so kinds are read from the words, with
the product's own lexicon: what is neither a person nor a group is an organisation where it acts, and a physical target
where it is acted upon; who is killed or kidnapped is a victim in any case. A summary that cites nothing counts as
citing every event.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.prediction import NOT_REAL, Incident, Prediction, Said, first, unique
from nutgraf.evaluation.peer_rows import PeerAnswer, PeerEvent, peer_answer, read_peer_rows
from nutgraf.language.kinds import kind_of
from nutgraf.language.numbers.readings import read_quantity

_MUC4 = {
    "bombing": "bombing",
    "air strike": "attack",
    "armed attack": "attack",
    "killing": "attack",
    "kidnapping": "kidnapping",
    "arson": "arson",
    "robbery": "robbery",
    "strike action": "forced work stoppage",
}
"""The types that the peers were offered, and MUC-4's."""
_VIOLENT = (*_MUC4, "clash", "crime", "military operation")
_OF_PEOPLE = ("killing", "kidnapping")


def read(path: Path) -> dict[str, Prediction]:
    """The predictions in a file of rows of either system, by the document's id. A row with an error is an empty one.

    Raises `SettingError`, with the line, for a row that is of neither.
    """
    return {identifier: from_answer(answer) for identifier, answer in read_peer_rows(path).items()}


def from_row(row: Mapping[str, Any]) -> Prediction:
    """What a row of `single_call` (flat events) or of `langextract` (events with attributes) says."""
    return from_answer(peer_answer(row))


def from_answer(answer: PeerAnswer) -> Prediction:
    """What the answer in a row says."""
    events = answer.events
    real = [event for event in events if event.status not in NOT_REAL]
    violent = [event for event in real if event.type in _VIOLENT]
    coded = [event for event in real if event.type in _MUC4]
    said = Said(text=answer.summary, events=tuple(event.id for event in events)) if answer.summary else None
    return Prediction(
        incidents=tuple(_incident(event) for event in coded),
        left_out=tuple(event.type for event in events if event not in coded),
        victims=unique(target for event in violent for target in event.targets),
        killed=first(_count(event, "killed") for event in real),
        injured=first(_count(event, "injured") for event in real),
        places=unique(place for event in violent or real for place in event.places),
        sources=unique(event.source for event in events if event.source),
        summary=(said,) if said else (),
    )


def _incident(event: PeerEvent) -> Incident:
    individuals = [actor for actor in event.actors if kind_of(actor) in ("person", "group")]
    people = [target for target in event.targets if event.type in _OF_PEOPLE or kind_of(target) in ("person", "group")]
    return Incident(
        id=event.id,
        type=_MUC4[event.type],
        perp_ind=unique(individuals),
        perp_org=unique(actor for actor in event.actors if actor not in individuals),
        target=unique(target for target in event.targets if target not in people),
        victim=unique(people),
        weapon=unique(event.means),
        killed=_count(event, "killed"),
        injured=_count(event, "injured"),
        places=event.places,
    )


def _count(event: PeerEvent, kind: str) -> float | None:
    """The largest of the event's figures that count `killed` or `injured`."""
    read = [read_quantity(text, text) for text in event.numbers]
    counts = [one.value for one in read if one and one.value is not None and one.kind == kind]
    return max(counts, default=None)
