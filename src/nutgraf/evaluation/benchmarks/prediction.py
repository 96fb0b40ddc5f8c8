"""What a benchmark scores: the part of a report, or of another system's answer, that the benchmarks' labels speak of.

A report becomes a `Prediction` here, another system's answer in `peers`; the scorers see nothing else, so that all
systems are measured alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nutgraf.evaluation.suite.prediction import Predicted, PredictedEvent, PredictedParticipant
from nutgraf.event_types import event_types
from nutgraf.schema import Event, Participant, Report

NOT_REAL = ("denied", "hypothetical", "cancelled")
"""The statuses of what is not an incident: nothing has happened, and nothing is about to."""
_INDIVIDUAL = ("person", "group")
_ORGANISED = ("organisation", "armed_force", "government")
_PHYSICAL = ("facility", "vehicle", "other")
_HARMED = ("killed", "injured", "abducted")
_HARMFUL = ("conflict", "crime", "unrest")
"""The families of types in which the person that something is done to is a victim."""
_Event = Event | PredictedEvent


@dataclass(frozen=True, kw_only=True)
class Incident:
    """An event of one of MUC-4's types, with its fills."""

    id: str
    type: str
    """Lower-cased, as the key of MUC-4 has it."""
    perp_ind: tuple[str, ...] = ()
    perp_org: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    victim: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    killed: float | None = None
    injured: float | None = None
    start: str | None = None
    """ISO 8601, as is `end`, the last day included."""
    end: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence of the summary, and the ids of the events that it rests on."""

    text: str
    events: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What a system says about one article."""

    incidents: tuple[Incident, ...] = ()
    left_out: tuple[str, ...] = ()
    """The types of the events that are no incidents of MUC-4, one for each event."""
    victims: tuple[str, ...] = ()
    """Who came to harm, by name or description, over all events that are taken to have happened."""
    killed: float | None = None
    injured: float | None = None
    places: tuple[str, ...] = ()
    """Where the violent events are, most important event first."""
    sources: tuple[str, ...] = ()
    summary: tuple[Said, ...] = ()


def from_report(report: Report) -> Prediction:
    """What `report` says."""
    return _prediction(
        [(event.id, event) for event in report.events],
        tuple(Said(text=one.text, events=tuple(one.events)) for one in report.summary.sentences),
    )


def from_predicted(predicted: Predicted) -> Prediction:
    """What an answer in the suite's format for predictions says. Its summary counts as citing every event."""
    events = [(event.id or f"e{number}", event) for number, event in enumerate(predicted.events, start=1)]
    cited = tuple(identifier for identifier, _ in events)
    return _prediction(events, tuple(Said(text=text, events=cited) for text in predicted.summary_sentences("en")))


def _prediction(events: Sequence[tuple[str, _Event]], summary: tuple[Said, ...]) -> Prediction:
    types = event_types()
    real = [(identifier, event) for identifier, event in events if event.status not in NOT_REAL]
    coded = [(identifier, event) for identifier, event in real if event.type in types and types[event.type].muc4]
    violent = [event for _, event in real if event.type in types and types[event.type].family in _HARMFUL]
    incidents = {identifier for identifier, _ in coded}
    return Prediction(
        incidents=tuple(_incident(identifier, event, types[event.type].muc4) for identifier, event in coded),
        left_out=tuple(event.type for identifier, event in events if identifier not in incidents),
        victims=unique(name for _, event in real for name in _victims(event, harmful=event in violent)),
        killed=first(_count(event, "killed") for _, event in real),
        injured=first(_count(event, "injured") for _, event in real),
        places=unique(name for event in violent or [event for _, event in real] for name in _places(event)),
        sources=unique(
            attribution.source.name for _, event in events for attribution in event.attributions if attribution.source
        ),
        summary=summary,
    )


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """`names`, each once, in order."""
    return tuple(dict.fromkeys(names))


def first(counts: Iterable[float | None]) -> float | None:
    """The first count that is one."""
    return next((count for count in counts if count is not None), None)


def _incident(identifier: str, event: _Event, muc4: str) -> Incident:
    roles: dict[str, list[str]] = {"perp_ind": [], "perp_org": [], "target": [], "victim": [], "weapon": []}
    for participant in event.participants:
        if role := _muc4_role(participant):
            roles[role].append(participant.name)
    return Incident(
        id=identifier,
        type=muc4,
        **{role: unique(names) for role, names in roles.items()},
        killed=_count(event, "killed"),
        injured=_count(event, "injured"),
        start=event.time.start if event.time else None,
        end=event.time.end if event.time else None,
        places=_places(event),
    )


def _muc4_role(participant: Participant | PredictedParticipant) -> str | None:
    role, kind = participant.role, participant.kind
    if role == "agent":
        return "perp_ind" if kind in _INDIVIDUAL else "perp_org" if kind in _ORGANISED else None
    if role in ("target", "victim"):
        if participant.outcome in _HARMED or kind in _INDIVIDUAL:
            return "victim"
        return "target" if kind in _PHYSICAL else None
    return "weapon" if role == "instrument" else None


def _victims(event: _Event, *, harmful: bool) -> list[str]:
    """Who came to harm: of violent events all that it was done to, of others those of whom it is said."""
    return [
        one.name
        for one in event.participants
        if one.outcome in ("killed", "injured")
        or one.role == "victim"
        or (harmful and one.role == "target" and one.kind in _INDIVIDUAL)
    ]


def _count(event: _Event, kind: str) -> float | None:
    """The event's number of `killed` or `injured`: the largest figure, parts of others left aside."""
    values = [
        quantity.value if quantity.value is not None else quantity.low
        for quantity in event.quantities
        if quantity.kind == kind and quantity.part_of is None
    ]
    return max((value for value in values if value is not None), default=None)


def _places(event: _Event) -> tuple[str, ...]:
    return unique(place.name for place in event.places if place.role == "event")
