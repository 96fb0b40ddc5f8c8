"""The report: what nutgraf says about one article.

All offsets count Unicode code points of `ArticleRecord.text`, the end exclusive, as Python slices do. Identifiers of
participants ("p1"), places ("l1") and quantities ("q1") are unique within their event; those of events ("e1") within
the report. The JSON Schema of `Report` is what `nutgraf schema` prints.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION = "1.0"

Status = Literal[
    "happened",
    "ongoing",
    "planned",
    "proposed",
    "requested",
    "threatened",
    "attempted",
    "alleged",
    "denied",
    "cancelled",
    "hypothetical",
]
Role = Literal["agent", "target", "victim", "instrument", "party", "mediator", "beneficiary", "other"]
ParticipantKind = Literal[
    "person",
    "group",
    "organisation",
    "government",
    "armed_force",
    "company",
    "facility",
    "vehicle",
    "weapon",
    "other",
]
Outcome = Literal["killed", "injured", "missing", "arrested", "abducted", "displaced", "unharmed", "damaged"]
PlaceRole = Literal["event", "origin", "destination", "other"]
PlacePrecision = Literal["point", "town", "region", "country", "area"]
TimePrecision = Literal["minute", "hour", "day", "week", "month", "year"]
QuantityKind = Literal[
    "killed",
    "injured",
    "missing",
    "arrested",
    "displaced",
    "money",
    "percent",
    "duration",
    "distance",
    "age",
    "votes",
    "count",
    "other",
]
Bound = Literal["exact", "about", "at_least", "at_most"]
SourceKind = Literal[
    "official",
    "news_media",
    "witness",
    "expert",
    "group",
    "company",
    "court",
    "document",
    "person",
    "article",
    "other",
]
Stance = Literal[
    "asserts",
    "announces",
    "denies",
    "disputes",
    "doubts",
    "supports",
    "opposes",
    "requests",
    "undecided",
]
RelationKind = Literal["part_of", "about", "response_to", "background_of"]
SourceForm = Literal["text", "file", "url", "jsonl"]
DateOrigin = Literal["option", "metadata", "dateline", "page_header", "none"]
Length = Literal["brief", "standard", "full"]
SentenceOrigin = Literal["model", "record", "lead"]
Severity = Literal["info", "warning", "error"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(_Record):
    """A stretch of the article's text, `text[start:end]`."""

    start: int
    end: int


class Passage(_Record):
    """Words of the article. At least one of `spans` is exactly `text`; the others are further mentions."""

    text: str
    spans: list[Span]


class Name(_Record):
    """The name of someone or something, in the fullest form that the article uses."""

    name: str
    spans: list[Span]


class Origin(_Record):
    """Where an article came from."""

    kind: SourceForm
    path: str | None = None
    """The file, or the JSONL file that has the row."""
    row: int | None = None
    """The line of the JSONL file, from 1."""
    external_id: str | None = None
    """The `id` that the JSONL row gives."""


class Published(_Record):
    """The day of publication, and how far it can be trusted."""

    date: str | None
    """ISO 8601; None where it isn't known, or where a page header gives it that no date of the story bears out."""
    origin: DateOrigin
    text: str | None
    """The words that the date was read from."""


class Dateline(_Record):
    """The place and text of a dateline such as "BAGHDAD (Reuters) -". Not part of `ArticleRecord.text`'s sentences."""

    place: str | None
    text: str


class Sentence(_Record):
    """A sentence of the article: `text[start:end]`."""

    id: int
    """From 1."""
    start: int
    end: int
    paragraph: int
    """From 1."""


class ArticleRecord(_Record):
    """The clean text of an article, its sentences, and what is known about it."""

    id: str
    """SHA-256 of the clean text, hexadecimal."""
    title: str | None
    url: str | None
    publisher: str | None
    language: str | None
    """ISO 639-1."""
    text: str
    """The body. The title is not in it."""
    source: Origin
    published: Published
    dateline: Dateline | None
    sentences: list[Sentence]

    def sentence_text(self, sentence: Sentence) -> str:
        """The characters of one sentence."""
        return self.text[sentence.start : sentence.end]

    def paragraphs(self) -> list[list[Sentence]]:
        """The sentences, grouped by paragraph, in order."""
        groups: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            groups.setdefault(sentence.paragraph, []).append(sentence)
        return list(groups.values())


class Participant(_Record):
    """Someone or something that takes part in an event."""

    id: str
    name: str
    role: Role
    kind: ParticipantKind
    spans: list[Span]
    description: Passage | None = None
    affiliation: Passage | None = None
    age: int | None = None
    """In years."""
    outcome: Outcome | None = None


class Place(_Record):
    """Where an event is, comes from or goes to."""

    id: str
    name: str
    spans: list[Span]
    role: PlaceRole
    countries: list[str] = []
    """ISO 3166-1 alpha-2; empty where it isn't sure."""
    latitude: float | None = None
    longitude: float | None = None
    geoname_id: int | None = None
    precision: PlacePrecision | None = None


class Time(_Record):
    """When an event is: the article's words, and the dates that they mean where that can be known."""

    text: str
    spans: list[Span]
    start: str | None = None
    """ISO 8601."""
    end: str | None = None
    """ISO 8601, the last day or moment included."""
    precision: TimePrecision | None = None
    anchor: str | None = None
    """The date that relative words were counted from."""


class Attribution(_Record):
    """Who says so, how they stand to it, and where the article says it."""

    source: Name | None
    """None: the article's own word."""
    kind: SourceKind
    named: bool
    affiliation: Passage | None = None
    via: list[Name] = []
    """Who passed the source's words on, outermost first."""
    stance: Stance
    cue: list[Span] = []
    """The words that attribute: "said", "according to"."""
    sentences: list[int]
    quote: Passage | None = None


class Quantity(_Record):
    """A figure: as the article has it, and as a number."""

    id: str
    text: str
    spans: list[Span]
    value: float | None
    low: float | None = None
    high: float | None = None
    of: str | None
    """What is counted, in the article's words."""
    kind: QuantityKind
    currency: str | None = None
    """ISO 4217."""
    bound: Bound = "exact"
    place: str | None = None
    """The `id` of a place of this event."""
    part_of: str | None = None
    """The `id` of the quantity that this one is a part of."""
    participant: str | None = None
    """The `id` of the participant that is counted."""
    origin: Literal["stated", "derived"] = "stated"
    attributions: list[Attribution] = []
    """Where the figure has a source of its own."""


class Relation(_Record):
    """How this event stands to another."""

    to: str
    kind: RelationKind


class Event(_Record):
    """What happened, is planned, claimed or denied; who takes part; and who says so."""

    id: str
    title: str
    type: str
    """One of the types of `event_types.csv`."""
    status: Status
    disputed: bool
    participants: list[Participant]
    places: list[Place]
    time: Time | None
    quantities: list[Quantity]
    attributions: list[Attribution]
    relations: list[Relation] = []
    sentences: list[int]
    confidence: float | None = None
    """0 to 1."""


class SummarySentence(_Record):
    """A sentence of the summary, with what it rests on."""

    text: str
    events: list[str]
    sentences: list[int]
    origin: SentenceOrigin
    """`model`: written by the model and checked; `record`: built by code from the event's record; `lead`: the
    article's own words, quoted."""


class Summary(_Record):
    """The neutral summary."""

    length: Length
    text: str
    sentences: list[SummarySentence]


class Finding(_Record):
    """Something that the checks saw."""

    kind: str
    severity: Severity
    where: str
    """A JSON pointer into the report."""
    message: str


class Tokens(_Record):
    """What the model read and wrote. `cached` is the part of `prompt` that the server did not have to read again."""

    prompt: int = 0
    completion: int = 0
    cached: int = 0


class Run(_Record):
    """How the report was made."""

    model: str
    window: int | None
    """Paragraphs that one call records; None: all."""
    prompts: dict[str, str]
    """Name to "version:hash"."""
    nutgraf_version: str
    calls: int
    """Calls that reached the model; answers from the response cache are not counted."""
    tokens: Tokens
    seconds: float
    cost_usd: float | None


class Report(_Record):
    """All that nutgraf says about one article."""

    schema_version: str = SCHEMA_VERSION
    article: ArticleRecord
    events: list[Event]
    summary: Summary
    findings: list[Finding]
    run: Run
