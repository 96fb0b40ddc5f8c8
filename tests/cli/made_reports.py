"""Reports built by hand, for the renderers."""

from __future__ import annotations

from typing import Any

from nutgraf.schema import (
    ArticleRecord,
    Attribution,
    Dateline,
    Event,
    Finding,
    Name,
    Origin,
    Participant,
    Passage,
    Place,
    Published,
    Quantity,
    Relation,
    Report,
    Run,
    Sentence,
    Span,
    Summary,
    SummarySentence,
    Time,
    Tokens,
)

TEXT = (
    "An explosion at the Munhava depot killed at least 14 people, Armando Chissico of Sinpob told Indico. "
    "Five were dockworkers. Maravia Energia denied it."
)
HOSTILE = (
    "\x1b[31m[bold]<b>\u202e*x*</b> [a](http://evil.example) https://evil.example www.evil.example `c` \x9b2J\x07| #1"
)
"""What an article or a model may say, to whoever shows it."""


def span(words: str) -> list[Span]:
    start = TEXT.index(words)
    return [Span(start=start, end=start + len(words))]


def named(name: str) -> Name:
    return Name(name=name, spans=span(name))


def attribution(**fields: Any) -> Attribution:
    given: dict[str, Any] = {"source": None, "kind": "article", "named": True, "stance": "asserts", "sentences": [1]}
    return Attribution(**given | fields)


def event(**fields: Any) -> Event:
    given: dict[str, Any] = {
        "id": "e1",
        "title": "Explosion at a depot",
        "type": "explosion",
        "status": "alleged",
        "disputed": True,
        "participants": [
            Participant(
                id="p1",
                name="Munhava depot",
                role="target",
                kind="facility",
                spans=span("Munhava depot"),
                outcome="damaged",
            )
        ],
        "places": [
            Place(id="l1", name="Munhava", role="event", spans=span("Munhava"), countries=["MZ"], precision="town")
        ],
        "time": Time(text="late on Tuesday", spans=[], start="2025-03-04", end="2025-03-04", anchor="2025-03-06"),
        "quantities": [
            Quantity(id="q2", text="Five", spans=span("Five"), value=5, of="dockworkers", kind="count", part_of="q1"),
            Quantity(
                id="q1",
                text="at least 14",
                spans=span("at least 14"),
                value=14,
                of="people",
                kind="killed",
                bound="at_least",
                place="l1",
            ),
        ],
        "attributions": [
            attribution(
                source=named("Armando Chissico"),
                kind="person",
                affiliation=Passage(text="Sinpob", spans=span("Sinpob")),
                via=[named("Indico")],
            ),
            attribution(source=named("Maravia Energia"), kind="company", stance="denies", sentences=[3]),
        ],
        "relations": [Relation(to="e2", kind="background_of")],
        "sentences": [1, 2, 3],
    }
    return Event(**given | fields)


def report(**fields: Any) -> Report:
    given: dict[str, Any] = {
        "article": ArticleRecord(
            id="0" * 64,
            title="Explosion kills 14",
            url=None,
            publisher="Indico",
            language="en",
            text=TEXT,
            source=Origin(kind="file", path="depot.txt"),
            published=Published(date="2025-03-06", origin="option", text="2025-03-06"),
            dateline=Dateline(place="BEIRA", text="BEIRA (Indico) -"),
            sentences=[Sentence(id=1, start=0, end=101, paragraph=1)],
        ),
        "events": [event()],
        "summary": Summary(
            length="standard",
            text="Armando Chissico said 14 people were killed.",
            sentences=[
                SummarySentence(
                    text="Armando Chissico said 14 people were killed.", events=["e1"], sentences=[1], origin="model"
                )
            ],
        ),
        "findings": [Finding(kind="place_not_in_text", severity="warning", where="/events/0", message="Dropped.")],
        "run": Run(
            model="local",
            window=1,
            prompts={},
            nutgraf_version="0.1.0",
            calls=3,
            tokens=Tokens(prompt=1234, completion=56, cached=1000),
            seconds=12.34,
            cost_usd=None,
        ),
    }
    return Report(**given | fields)


def hostile_report() -> Report:
    """Every string that comes from an article or a model is `HOSTILE`."""
    made = report()
    bad = event(
        title=HOSTILE,
        participants=[Participant(id="p1", name=HOSTILE, role="agent", kind="person", spans=[])],
        places=[Place(id="l1", name=HOSTILE, role="event", spans=[])],
        time=Time(text=HOSTILE, spans=[]),
        quantities=[Quantity(id="q1", text=HOSTILE, spans=[], value=None, of=HOSTILE, kind="count")],
        attributions=[
            attribution(source=Name(name=HOSTILE, spans=[]), quote=Passage(text=HOSTILE, spans=[])),
        ],
    )
    return made.model_copy(
        update={
            "article": made.article.model_copy(
                update={"title": HOSTILE, "publisher": HOSTILE, "source": Origin(kind="file", path=HOSTILE)}
            ),
            "events": [bad],
            "summary": Summary(
                length="brief",
                text=HOSTILE,
                sentences=[SummarySentence(text=HOSTILE, events=["e1"], sentences=[1], origin="lead")],
            ),
            "findings": [Finding(kind="x", severity="info", where="/", message=HOSTILE)],
        }
    )
