"""Answers of other systems as predictions: rows of `single_call` and of `langextract`.

Neither says what kind of thing an actor or a target is, nor what became of it, so kinds are read from the words, with
the product's own lexicon: what is neither a person nor a group is an organisation where it acts, and a physical target
where it is acted upon; who is killed or kidnapped is a victim in any case. A summary that cites nothing counts as
citing every event.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutgraf.evaluation.benchmarks.prediction import NOT_REAL, Incident, Prediction, Said, first, unique
from nutgraf.evaluation.benchmarks.shared import broken, read_jsonl
from nutgraf.stages.figures import counted_kind, figures
from nutgraf.stages.kinds import kind_of

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


@dataclass(frozen=True, kw_only=True)
class _Event:
    id: str
    type: str
    status: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    means: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    source: str


def read(path: Path) -> dict[str, Prediction]:
    """The predictions in a file of rows of either system, by the document's id. A row with an error is an empty one.

    Raises `SettingError`, with the line, for a row that is of neither.
    """
    predictions = {}
    for where, row in read_jsonl(path):
        try:
            predictions[str(row["id"])] = Prediction() if "error" in row else from_row(row)
        except (KeyError, TypeError, AttributeError) as error:
            raise broken(where, f"no row of single_call or langextract ({error!r})") from None
    return predictions


def from_row(row: Mapping[str, Any]) -> Prediction:
    """What a row of `single_call` (flat events) or of `langextract` (events with attributes) says."""
    events = [
        _langextract(f"e{number}", event["attributes"] or {}) if "attributes" in event else _flat(f"e{number}", event)
        for number, event in enumerate(row["events"], start=1)
    ]
    real = [event for event in events if event.status not in NOT_REAL]
    violent = [event for event in real if event.type in _VIOLENT]
    coded = [event for event in real if event.type in _MUC4]
    summary = row.get("summary")
    return Prediction(
        incidents=tuple(_incident(event) for event in coded),
        left_out=tuple(event.type for event in events if event not in coded),
        victims=unique(target for event in violent for target in event.targets),
        killed=first(_count(event, "killed") for event in real),
        injured=first(_count(event, "injured") for event in real),
        places=unique(place for event in violent or real for place in event.places),
        sources=unique(event.source for event in events if event.source),
        summary=(Said(text=summary, events=tuple(event.id for event in events)),) if summary else (),
    )


def _flat(identifier: str, event: Mapping[str, Any]) -> _Event:
    return _event(identifier, event, actors=event["actors"], targets=event["targets"])


def _langextract(identifier: str, attributes: Mapping[str, Any]) -> _Event:
    return _event(identifier, attributes, actors=attributes.get("actor"), targets=attributes.get("target"))


def _event(identifier: str, fields: Mapping[str, Any], *, actors: Any, targets: Any) -> _Event:
    return _Event(
        id=identifier,
        type=" ".join(_strings(fields.get("type"))).lower(),
        status=" ".join(_strings(fields.get("status"))).lower(),
        actors=_strings(actors),
        targets=_strings(targets),
        means=_strings(fields.get("means")),
        places=_strings(fields.get("place")),
        numbers=tuple(part for text in _strings(fields.get("numbers")) for part in re.split(r"[;,]\s+", text)),
        source=" ".join(_strings(fields.get("source"))),
    )


def _strings(value: Any) -> tuple[str, ...]:
    """The strings in a value that may be one, a list of them, or nothing."""
    values = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return tuple(text for one in values if isinstance(one, str) and (text := one.strip()))


def _incident(event: _Event) -> Incident:
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


def _count(event: _Event, kind: str) -> float | None:
    """The largest of the event's figures that count `killed` or `injured`."""
    counts = [figures(text)[0].value for text in event.numbers if figures(text) and counted_kind(text, text) == kind]
    return max(counts, default=None)
