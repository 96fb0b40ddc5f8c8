"""The shape of a label file: `evals/LABELS.md` as types. What it quotes is not yet looked for in the article."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from nutgraf.evaluation.suite.problems import quoted
from nutgraf.evaluation.suite.vocabulary import COUNTRIES, TRAPS, ArticleKind, Split, one_of
from nutgraf.event_types import event_types
from nutgraf.schema import (
    Bound,
    Outcome,
    ParticipantKind,
    PlacePrecision,
    PlaceRole,
    QuantityKind,
    RelationKind,
    Role,
    SourceKind,
    Stance,
    Status,
    TimePrecision,
)

_ARTICLE_WORD = {"source": None, "kind": "article", "named": "false", "stance": "asserts"}
_LOCATED = frozenset({"point", "town"})


def _truth(value: object) -> object:
    if value not in {"true", "false"} if isinstance(value, str) else not isinstance(value, bool):
        raise ValueError("has to be `true` or `false`")
    return value in {True, "true"}


def _day(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{quoted(value)} is no date such as 2013-06-11") from None
    return value


def _moment(value: str) -> str:
    if "T" not in value:
        return _day(value)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
            raise ValueError
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{quoted(value)} is no date or moment such as 2013-06-11 or 2013-06-11T14:40") from None
    return value


def _matching(pattern: str, what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{quoted(value)} is no {what}")
        return value

    return AfterValidator(check)


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


Words = Annotated[str, AfterValidator(_filled)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Day = Annotated[str, AfterValidator(_day)]
Moment = Annotated[str, AfterValidator(_moment)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Trap = Annotated[str, AfterValidator(one_of(TRAPS, "trap"))]
Country = Annotated[str, AfterValidator(one_of(COUNTRIES, "ISO 3166-1 alpha-2 code"))]
Currency = Annotated[str, _matching("[A-Z]{3}", "ISO 4217 code such as EUR")]
Type = Annotated[str, AfterValidator(one_of(event_types(), "type of event_types.csv"))]
EventId = Annotated[str, _matching(r"e[1-9]\d*", "event id such as e1")]
PartId = Annotated[str, _matching(r"[a-z]+[1-9]\d*", "id such as p1, l1 or q1")]
Words_ = tuple[Words, ...]
Groups = Annotated[tuple[Annotated[Words_, Field(min_length=1)], ...], Field(min_length=1)]


class Part(BaseModel):
    """What all parts of a label file share: `null` where there is a default means the default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        dropped = _with_default(cls)
        return {key: value for key, value in data.items() if value is not None or key not in dropped}


@cache
def _with_default(part: type[Part]) -> frozenset[str]:
    """The fields of a part that needn't be given."""
    return frozenset(field.alias or name for name, field in part.model_fields.items() if not field.is_required())


class ParticipantLabel(Part):
    name: Words
    name_or: Words_ = ()
    aliases: Words_ = ()
    role: Role
    role_or: tuple[Role, ...] = ()
    kind: ParticipantKind
    kind_or: tuple[ParticipantKind, ...] = ()
    outcome: Outcome | None = None
    outcome_or: tuple[Outcome | None, ...] = ()
    age: Annotated[int, Field(ge=0, le=130)] | None = None
    affiliation: Words | None = None
    affiliation_or: tuple[Words | None, ...] = ()
    id: PartId | None = None
    optional: Truth = False


class PlaceLabel(Part):
    name: Words
    name_or: Words_ = ()
    aliases: Words_ = ()
    country: tuple[Country, ...]
    country_or: tuple[tuple[Country, ...], ...] = ()
    precision: PlacePrecision
    precision_or: tuple[PlacePrecision, ...] = ()
    lat: Annotated[Number, Field(ge=-90, le=90)] | None = None
    lon: Annotated[Number, Field(ge=-180, le=180)] | None = None
    role: PlaceRole = "event"
    role_or: tuple[PlaceRole, ...] = ()
    within: Words_ = ()
    id: PartId | None = None
    optional: Truth = False

    @model_validator(mode="after")
    def _coordinates(self) -> PlaceLabel:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("has to have both `lat` and `lon`, or neither")
        if self.lat is None and self.precision in _LOCATED:
            raise ValueError(f"needs `lat` and `lon`, being a {self.precision}")
        if self.lat is not None and not _LOCATED & {self.precision, *self.precision_or}:
            raise ValueError(f"may not have `lat` and `lon`, being a {self.precision}")
        return self


class TimeLabel(Part):
    text: Words
    text_or: Words_ = ()
    start: Moment | None
    start_or: tuple[Moment | None, ...] = ()
    end: Moment | None
    end_or: tuple[Moment | None, ...] = ()
    precision: TimePrecision | None
    precision_or: tuple[TimePrecision | None, ...] = ()
    optional: Truth = False

    @model_validator(mode="after")
    def _in_order(self) -> TimeLabel:
        if self.start and self.end and self.end[: len(self.start)] < self.start[: len(self.end)]:
            raise ValueError("ends before it starts")
        return self


class AttributionLabel(Part):
    source: Words | None
    source_or: tuple[Words | None, ...] = ()
    aliases: Words_ = ()
    kind: SourceKind
    kind_or: tuple[SourceKind, ...] = ()
    named: Truth
    named_or: tuple[Truth, ...] = ()
    stance: Stance
    stance_or: tuple[Stance, ...] = ()
    via: Words_ = ()
    via_or: tuple[Words_, ...] = ()
    affiliation: Words | None = None
    affiliation_or: tuple[Words | None, ...] = ()
    quote: Words | None = None
    quote_or: tuple[Words | None, ...] = ()
    sentences: Annotated[Words_, Field(min_length=1)] | None = None
    optional: Truth = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "article" not in data:
            return data
        if data["article"] != "true":
            raise ValueError("`article` can only be `true`")
        if given := [name for name in _ARTICLE_WORD if name in data]:
            raise ValueError(f"`article: true` stands for {', '.join(_ARTICLE_WORD)}; {given[0]} is given as well")
        return _ARTICLE_WORD | {key: value for key, value in data.items() if key != "article"}


class QuantityLabel(Part):
    text: Words | None = None
    text_or: Words_ = ()
    value: Number | None
    value_or: tuple[Number | None, ...] = ()
    low: Number | None = None
    high: Number | None = None
    kind: QuantityKind
    kind_or: tuple[QuantityKind, ...] = ()
    of: Words | None = None
    bound: Bound = "exact"
    bound_or: tuple[Bound, ...] = ()
    currency: Currency | None = None
    currency_or: tuple[Currency | None, ...] = ()
    in_: Words | None = Field(default=None, alias="in")
    place: PartId | None = None
    participant: PartId | None = None
    part_of: PartId | None = None
    origin: Literal["stated", "derived"] = "stated"
    origin_or: tuple[Literal["stated", "derived"], ...] = ()
    from_: Words_ = Field(default=(), alias="from")
    attributions: tuple[AttributionLabel, ...] = ()
    id: PartId | None = None
    optional: Truth = False

    @model_validator(mode="after")
    def _whole(self) -> QuantityLabel:
        derived = self.origin == "derived"
        if derived and self.text is not None:
            raise ValueError("is derived, so it has `from` and no `text`")
        if derived and not self.from_:
            raise ValueError("is derived, so it needs `from`: the words that it follows from")
        if not derived and self.text is None:
            raise ValueError("needs `text`, unless `origin` is `derived`")
        if not derived and self.from_:
            raise ValueError("has `from`, which only a derived quantity has")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError("has a `high` below its `low`")
        if "money" not in {self.kind, *self.kind_or} and self.currency:
            raise ValueError("has a `currency`, and is no money")
        return self


class RelationLabel(Part):
    to: EventId
    kind: RelationKind
    kind_or: tuple[RelationKind, ...] = ()
    optional: Truth = False


class EventLabel(Part):
    id: EventId
    what: Words
    type: Type
    type_or: tuple[Type, ...] = ()
    status: Status
    status_or: tuple[Status, ...] = ()
    disputed: Truth = False
    disputed_or: tuple[Truth, ...] = ()
    sentences: Annotated[Words_, Field(min_length=1)]
    participants: tuple[ParticipantLabel, ...] = ()
    places: tuple[PlaceLabel, ...] = ()
    time: TimeLabel | None = None
    quantities: tuple[QuantityLabel, ...] = ()
    attributions: Annotated[tuple[AttributionLabel, ...], Field(min_length=1)]
    relations: tuple[RelationLabel, ...] = ()
    optional: Truth = False


class KeyPointLabel(Part):
    text: Words
    events: tuple[EventId, ...]
    words: Groups
    says: Words_ = ()
    optional: Truth = False


class MustNotLabel(Part):
    text: Words
    words: Groups
    why: Trap
    unless: Words_ = ()


class SummaryLabel(Part):
    key_points: tuple[KeyPointLabel, ...]
    must_not: tuple[MustNotLabel, ...] = ()


class LoadedLabel(Part):
    text: Words
    in_quotes: Truth


class NoEventLabel(Part):
    text: Words
    why: Trap


class PublishedLabel(Part):
    date: Day | None
    origin: Literal["dateline", "page_header", "none"]
    origin_or: tuple[Literal["dateline", "page_header", "none"], ...] = ()


class ExternalLabel(Part):
    sha256: Annotated[str, _matching("[0-9a-f]{64}", "SHA-256, 64 hexadecimal digits in small letters")]


class LabelFile(Part):
    """One label file."""

    slug: Words
    language: Annotated[str, _matching("[a-z]{2}", "ISO 639-1 code such as en")]
    split: Split
    kind: ArticleKind
    fictional: Truth
    external: ExternalLabel | None = None
    published: PublishedLabel
    traps: tuple[Trap, ...]
    main: EventId | None
    main_or: tuple[EventId, ...] = ()
    names: tuple[Annotated[Words_, Field(min_length=2)], ...] = ()
    events: tuple[EventLabel, ...]
    summary: SummaryLabel
    loaded: tuple[LoadedLabel, ...] = ()
    no_event: tuple[NoEventLabel, ...] = ()


PARTS: dict[str, type[Part]] = {
    "participants": ParticipantLabel,
    "places": PlaceLabel,
    "time": TimeLabel,
    "quantities": QuantityLabel,
    "attributions": AttributionLabel,
    "relations": RelationLabel,
    "events": EventLabel,
    "key_points": KeyPointLabel,
    "must_not": MustNotLabel,
    "summary": SummaryLabel,
    "loaded": LoadedLabel,
    "no_event": NoEventLabel,
    "published": PublishedLabel,
    "external": ExternalLabel,
}
"""The part that stands under each key."""
