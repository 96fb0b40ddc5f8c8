"""Reports made by hand, for the pages: one with all that a page can show, one with attacks, and a corpus of many."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
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

PARAGRAPHS = [
    [
        "A ferry with about 120 people on board capsized off Lindavik on Tuesday night, the coast guard said. ",
        "At least nine bodies were found by noon on Wednesday.",
    ],
    [
        "The seamen's union put the number of dead at 14. ",
        "“We have the names of fourteen colleagues,” Marta Oyelaran, its secretary, told Harbour Radio. ",
        "🚢 Norrfart AB, which runs the ferry, denied that it had been overloaded.",
    ],
    [
        "The ministry of transport plans to ban night crossings from 1 April. ",
        "Families gathered at the quay in Lindavik and asked for an inquiry.",
    ],
]


class Story:
    """An article from paragraphs of sentences, and spans of its words."""

    def __init__(self, paragraphs: list[list[str]], **fields: Any) -> None:
        self.text = "\n\n".join("".join(paragraph) for paragraph in paragraphs)
        sentences, position = [], 0
        for number, paragraph in enumerate(paragraphs, 1):
            for sentence in paragraph:
                end = position + len(sentence.rstrip())
                sentences.append(Sentence(id=len(sentences) + 1, start=position, end=end, paragraph=number))
                position += len(sentence)
            position += 2
        given: dict[str, Any] = {
            "id": hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest(),
            "title": None,
            "url": None,
            "publisher": None,
            "language": "en",
            "text": self.text,
            "source": Origin(kind="text"),
            "published": Published(date=None, origin="none", text=None),
            "dateline": None,
            "sentences": sentences,
        }
        self.article = ArticleRecord(**given | fields)

    def spans(self, *words: str) -> list[Span]:
        starts = [(self.text.index(word), len(word)) for word in words]
        return [Span(start=start, end=start + length) for start, length in starts]

    def name(self, *words: str) -> Name:
        return Name(name=words[0], spans=self.spans(*words))

    def passage(self, words: str) -> Passage:
        return Passage(text=words, spans=self.spans(words))

    def report(self, **fields: Any) -> Report:
        given: dict[str, Any] = {
            "article": self.article,
            "events": [],
            "summary": Summary(length="standard", text="", sentences=[]),
            "findings": [],
            "run": RUN,
        }
        return Report(**given | fields)


RUN = Run(
    model="local",
    window=1,
    prompts={"extract": "3:ab12cd34", "summarise": "2:99ffee00"},
    nutgraf_version="0.1.0",
    calls=9,
    tokens=Tokens(prompt=9876, completion=812, cached=7500),
    seconds=93.4,
    cost_usd=None,
)


def summary(*said: tuple[str, list[str], list[int]]) -> Summary:
    origins = ("model", "record", "lead")
    return Summary(
        length="standard",
        text=" ".join(text for text, _, _ in said),
        sentences=[
            SummarySentence(text=text, events=events, sentences=sentences, origin=origins[number % 3])  # type: ignore[arg-type]
            for number, (text, events, sentences) in enumerate(said)
        ],
    )


def ferry(**fields: Any) -> Report:
    """A report with all that a page can show."""
    story = Story(
        PARAGRAPHS,
        title="Ferry capsizes off Lindavik; union and coast guard differ on the dead",
        publisher="Harbour Radio",
        url="https://news.example/ferry",
        published=Published(date="2025-03-06", origin="metadata", text="6 March 2025"),
        dateline=Dateline(place="LINDAVIK", text="LINDAVIK (HR) -"),
    )
    spans, name = story.spans, story.name
    guard = Attribution(
        source=name("the coast guard"),
        kind="official",
        named=False,
        stance="asserts",
        cue=spans("said"),
        sentences=[1, 2],
    )
    union = Attribution(
        source=name("Marta Oyelaran"),
        kind="group",
        named=True,
        affiliation=story.passage("The seamen's union"),
        via=[name("Harbour Radio")],
        stance="disputes",
        sentences=[3, 4],
        quote=story.passage("We have the names of fourteen colleagues,"),
    )
    company = Attribution(source=name("Norrfart AB"), kind="company", named=True, stance="denies", sentences=[5])
    capsized = Event(
        id="e1",
        title="Ferry capsizes off Lindavik",
        type="accident",
        status="happened",
        disputed=True,
        participants=[
            Participant(
                id="p1", name="A ferry", role="target", kind="vehicle", spans=spans("A ferry"), outcome="damaged"
            ),
            Participant(
                id="p2",
                name="Norrfart AB",
                role="other",
                kind="company",
                spans=spans("Norrfart AB"),
                description=story.passage("which runs the ferry"),
            ),
        ],
        places=[
            Place(
                id="l1",
                name="Lindavik",
                role="event",
                spans=spans("Lindavik"),
                countries=["NO"],
                latitude=59.25,
                longitude=5.3,
                precision="town",
            )
        ],
        time=Time(
            text="Tuesday night",
            spans=spans("Tuesday night"),
            start="2025-03-04",
            end="2025-03-04",
            precision="day",
            anchor="2025-03-06",
        ),
        quantities=[
            Quantity(
                id="q1",
                text="At least nine",
                spans=spans("At least nine"),
                value=9,
                of="bodies",
                kind="killed",
                bound="at_least",
                attributions=[guard],
            ),
            Quantity(id="q2", text="14", spans=spans("14"), value=14, of="dead", kind="killed", attributions=[union]),
            Quantity(
                id="q3",
                text="about 120 people",
                spans=spans("about 120 people"),
                value=120,
                of=None,
                kind="count",
                bound="about",
            ),
            Quantity(
                id="q4",
                text="fourteen",
                spans=spans("fourteen"),
                value=14,
                of="colleagues",
                kind="count",
                part_of="q3",
                origin="derived",
            ),
        ],
        attributions=[guard, union, company],
        sentences=[1, 2, 3, 4, 5],
        confidence=0.82,
    )
    ban = Event(
        id="e2",
        title="Ministry plans to ban night crossings",
        type="policy",
        status="planned",
        disputed=False,
        participants=[
            Participant(
                id="p1",
                name="The ministry of transport",
                role="agent",
                kind="government",
                spans=spans("The ministry of transport"),
            )
        ],
        places=[],
        time=Time(text="from 1 April", spans=spans("from 1 April")),
        quantities=[],
        attributions=[Attribution(source=None, kind="article", named=True, stance="asserts", sentences=[6])],
        relations=[Relation(to="e1", kind="response_to")],
        sentences=[6],
    )
    given: dict[str, Any] = {
        "events": [capsized, ban],
        "summary": summary(
            ("A ferry with about 120 people on board capsized off Lindavik, the coast guard said.", ["e1"], [1]),
            ("Marta Oyelaran of the seamen's union said that 14 people were dead.", ["e1"], [3, 4]),
            ("“The ministry of transport plans to ban night crossings from 1 April.”", ["e2"], [6]),
        ),
        "findings": [
            Finding(
                kind="figures_differ",
                severity="warning",
                where="/events/0/quantities/1",
                message="Nine and 14 dead are both given.",
            ),
            Finding(
                kind="date_not_known",
                severity="info",
                where="/events/1/time",
                message="“from 1 April” has no year that is sure.",
            ),
            Finding(
                kind="window_lost",
                severity="error",
                where="/article/sentences/6",
                message="Sentence 7 could not be recorded.",
            ),
            Finding(
                kind="ungrounded_value",
                severity="info",
                where="/article/sentences/0",
                message="The model gave 'Bergen' (place) for sentence 1, which doesn't say so; it was dropped.",
            ),
        ],
    }
    return story.report(**given | fields)


def attacked(attack: str) -> Report:
    """Every string that comes from an article or a model is `attack`."""
    story = Story(
        [[attack], ["Plain words. "]],
        title=attack,
        publisher=attack,
        url=attack,
        language=attack,
        source=Origin(kind="file", path=attack, external_id=attack),
        published=Published(date=attack, origin="option", text=attack),
        dateline=Dateline(place=attack, text=attack),
    )
    whole = [Span(start=0, end=len(attack))]
    name = Name(name=attack, spans=whole)
    passage = Passage(text=attack, spans=whole)
    voice = Attribution(
        source=name,
        kind="person",
        named=False,
        affiliation=passage,
        via=[name],
        stance="asserts",
        cue=whole,
        sentences=[1, 9],
        quote=passage,
    )
    event = Event(
        id=attack,
        title=attack,
        type=attack,
        status="alleged",
        disputed=True,
        participants=[
            Participant(
                id=attack,
                name=attack,
                role="agent",
                kind="person",
                spans=whole,
                description=passage,
                affiliation=passage,
                outcome="killed",
            )
        ],
        places=[
            Place(
                id=attack,
                name=attack,
                role="event",
                spans=whole,
                countries=[attack],
                latitude=float("nan"),
                longitude=1e9,
            ),
            Place(id="l2", name=attack, role="origin", spans=[], countries=["MZ"], latitude=-19.8, longitude=34.9),
        ],
        time=Time(text=attack, spans=whole, start=attack, end=attack, anchor=attack),
        quantities=[
            Quantity(
                id=attack,
                text=attack,
                spans=whole,
                value=None,
                of=attack + "s",
                kind="count",
                currency=attack,
                place=attack,
                attributions=[voice],
            )
        ],
        attributions=[voice],
        relations=[Relation(to=attack, kind="about"), Relation(to="none" + attack, kind="about")],
        sentences=[1, 9],
    )
    return story.report(
        events=[event],
        summary=summary((attack, [attack, "none"], [1, 9])),
        findings=[
            Finding(kind=attack, severity="error", where="/events/0", message=attack),
            Finding(kind="x", severity="info", where=attack, message=attack),
            Finding(kind="x", severity="warning", where="/article/sentences/0", message=attack),
            Finding(kind="ungrounded_value", severity="info", where="/", message=attack),
        ],
        run=RUN.model_copy(update={"model": attack, "prompts": {attack: attack}, "nutgraf_version": attack}),
    )


PLACES = [
    ("Lindavik", 59.25, 5.3, "NO", "town"),
    ("Port Sable", -19.84, 34.84, "MZ", "town"),
    ("Quezalte", 14.8, -91.5, "GT", "town"),
    ("Marrun", 33.5, 36.3, "SY", "point"),
    ("the north of Mali", 20.0, -1.0, "ML", "region"),
    ("Takemura", 35.0, 135.7, "JP", "town"),
    ("Belgium", 50.8, 4.4, "BE", "country"),
    ("Aldana", -31.4, -64.2, "AR", "town"),
]
WORDS = (
    "council harbour convoy strike talks minister union river market border school levy quarry bridge depot court "
    "village patrol ballot shipment mine clinic storm tariff police station crowd rail line farm reservoir"
).split()
TYPES = ["accident", "armed_attack", "bombing", "protest", "talks", "arrest", "election", "natural_disaster"]
STATUSES = ["happened", "happened", "happened", "ongoing", "planned", "alleged", "denied", "proposed"]


def corpus(number: int, *, seed: int = 1) -> Iterator[Report]:
    """Articles of a newspaper's length, each with a few events."""
    chance = random.Random(seed)
    for row in range(number):
        yield _any_report(chance, row)


def _any_report(chance: random.Random, row: int) -> Report:
    def sentence() -> str:
        words = [chance.choice(WORDS) + chance.choice(["", "s", "", "ed"]) for _ in range(chance.randint(12, 26))]
        return f"{' '.join(words).capitalize()} {chance.randint(2, 9999)}. "

    name, latitude, longitude, country, precision = chance.choice(PLACES)
    day = date(2024, 1, 1) + timedelta(days=chance.randint(0, 500))
    paragraphs = [[sentence() for _ in range(chance.randint(1, 3))] for _ in range(12)]
    paragraphs[0][0] = f"In {name}, said Envoy {row}, " + paragraphs[0][0]
    story = Story(
        paragraphs,
        title=f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} in {name}, no. {row}",
        publisher=chance.choice(["The Ledger", "Harbour Radio", "Valley Post"]),
        published=Published(date=day.isoformat(), origin="metadata", text=None),
        source=Origin(kind="jsonl", path="corpus.jsonl", row=row + 1),
    )
    events = []
    for number in range(chance.randint(1, 5)):
        grain: Any = chance.choice(["day", "day", "day", "week", "month", "year"])
        length = {"day": 0, "week": 6, "month": 29, "year": 364}[grain]
        first = day - timedelta(days=chance.randint(0, 9) + length)
        cited = [chance.randint(1, len(story.article.sentences)) for _ in range(3)]
        words = story.text[story.article.sentences[cited[0] - 1].start :][:9]
        events.append(
            Event(
                id=f"e{number + 1}",
                title=f"{chance.choice(WORDS).capitalize()} of {chance.choice(WORDS)} {chance.choice(WORDS)}",
                type=chance.choice(TYPES),
                status=chance.choice(STATUSES),  # type: ignore[arg-type]
                disputed=chance.random() < 0.1,
                participants=[
                    Participant(id=f"p{n}", name=words, role="agent", kind="group", spans=story.spans(words))
                    for n in range(3)
                ],
                places=[
                    Place(
                        id="l1",
                        name=name,
                        role="event",
                        spans=story.spans(name),
                        countries=[country],
                        latitude=latitude + chance.uniform(-2, 2) if precision == "town" else latitude,
                        longitude=longitude,
                        precision=precision,  # type: ignore[arg-type]
                    )
                ],
                time=Time(
                    text=words,
                    spans=story.spans(words),
                    start=first.isoformat(),
                    end=(first + timedelta(days=length)).isoformat(),
                    precision=grain,
                ),
                quantities=[
                    Quantity(id="q1", text=words, spans=story.spans(words), value=number, of="people", kind="injured")
                ],
                attributions=[
                    Attribution(
                        source=story.name(f"Envoy {row}") if number % 2 else None,
                        kind=chance.choice(["official", "witness", "article", "news_media"]),  # type: ignore[arg-type]
                        named=True,
                        stance="asserts",
                        sentences=cited[:1],
                    )
                ],
                sentences=sorted(set(cited)),
            )
        )
    findings = [
        Finding(kind="figures_differ", severity="warning", where="/events/0", message="Two figures differ.")
        for _ in range(chance.choice([0, 0, 1]))
    ]
    lead = story.article.sentence_text(story.article.sentences[0])
    return story.report(events=events, summary=summary((lead, ["e1"], [1])), findings=findings)
