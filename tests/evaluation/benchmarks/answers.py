"""Reports built by hand, for the scorers."""

from __future__ import annotations

from typing import Any

from nutgraf.schema import (
    ArticleRecord,
    Attribution,
    Event,
    Name,
    Origin,
    Participant,
    Place,
    Published,
    Quantity,
    Report,
    Run,
    Summary,
    SummarySentence,
    Time,
    Tokens,
)


def participant(name: str, role: str, kind: str, outcome: str | None = None) -> Participant:
    fields: dict[str, Any] = {"name": name, "role": role, "kind": kind, "outcome": outcome}
    return Participant(id="p1", spans=[], **fields)


def quantity(kind: str, value: float | None, **fields: Any) -> Quantity:
    given: dict[str, Any] = {"id": "q1", "text": "n", "spans": [], "value": value, "of": None, "kind": kind}
    return Quantity(**given | fields)


def place(name: str, role: str = "event") -> Place:
    fields: dict[str, Any] = {"name": name, "role": role}
    return Place(id="l1", spans=[], **fields)


def said_by(name: str | None) -> Attribution:
    source = Name(name=name, spans=[]) if name else None
    return Attribution(source=source, kind="other", named=name is not None, stance="asserts", sentences=[])


def day(start: str, end: str | None = None) -> Time:
    return Time(text="then", spans=[], start=start, end=end or start)


def event(kind: str, *participants: Participant, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "id": "e1",
        "title": "Something happened",
        "type": kind,
        "status": "happened",
        "disputed": False,
        "participants": list(participants),
        "places": [],
        "time": None,
        "quantities": [],
        "attributions": [],
        "sentences": [1],
    }
    return Event(**given | fields)


def report(*events: Event, summary: list[tuple[str, list[str]]] | None = None) -> Report:
    sentences = [SummarySentence(text=text, events=ids, sentences=[], origin="model") for text, ids in summary or []]
    return Report(
        article=ArticleRecord(
            id="0" * 64,
            title=None,
            url=None,
            publisher=None,
            language="en",
            text="",
            source=Origin(kind="text"),
            published=Published(date=None, origin="none", text=None),
            dateline=None,
            sentences=[],
        ),
        events=list(events),
        summary=Summary(length="standard", text=" ".join(one.text for one in sentences), sentences=sentences),
        findings=[],
        run=Run(
            model="none",
            window=None,
            prompts={},
            nutgraf_version="0",
            calls=0,
            tokens=Tokens(),
            seconds=0,
            cost_usd=None,
        ),
    )
