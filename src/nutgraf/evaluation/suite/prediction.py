"""What the suite scores: a report, or any other system's answer, in a format that is easy to write.

`evals/PREDICTIONS.md` describes it. Fields have the report's names; nearly all may be left out. Values outside the
closed lists (a role of "attacker") are no error here: they are wrong, and are scored so.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.gold import GoldAttribution, GoldEvent, GoldName, Labelled
from nutgraf.reading.names import shown
from nutgraf.reading.segment import segment
from nutgraf.schema import Report, Span, Tokens

_NOT_SCORED = frozenset({"description", "anchor", "cue", "geoname_id"})
"""Fields of a report that may stand in a prediction and are passed over."""
_HINT = "See evals/PREDICTIONS.md for the format."


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _without_the_rest(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {key: value for key, value in given.items() if key not in _NOT_SCORED}
        return given


class PredictedName(_Part):
    """A name; a bare string will do. Without spans it is looked for in the article."""

    name: str
    spans: list[Span] = []

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given


class PredictedPassage(_Part):
    """Words of the article; a bare string will do."""

    text: str
    spans: list[Span] = []

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given


class PredictedParticipant(_Part):
    """Someone or something that takes part."""

    id: str | None = None
    name: str
    spans: list[Span] = []
    role: str | None = None
    kind: str | None = None
    outcome: str | None = None
    affiliation: PredictedPassage | None = None
    age: float | None = None


class PredictedPlace(_Part):
    """Where an event is, comes from or goes to."""

    id: str | None = None
    name: str
    spans: list[Span] = []
    role: str = "event"
    countries: list[str] = []
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None


class PredictedTime(_Part):
    """When an event is. `start` and `end` are ISO 8601: `2013-06-11` or `2013-06-11T14:40`."""

    text: str
    spans: list[Span] = []
    start: str | None = None
    end: str | None = None
    precision: str | None = None


class PredictedAttribution(_Part):
    """Who says so; no `source`: the article's own word."""

    source: PredictedName | None = None
    kind: str | None = None
    named: bool | None = None
    affiliation: PredictedPassage | None = None
    via: list[PredictedName] = []
    stance: str | None = None
    sentences: list[int] = []
    quote: PredictedPassage | None = None


class PredictedQuantity(_Part):
    """A figure. A derived one needs no text."""

    id: str | None = None
    text: str | None = None
    spans: list[Span] = []
    value: float | None = None
    low: float | None = None
    high: float | None = None
    of: str | None = None
    kind: str | None = None
    currency: str | None = None
    bound: str = "exact"
    place: str | None = None
    participant: str | None = None
    part_of: str | None = None
    origin: str = "stated"
    attributions: list[PredictedAttribution] = []


class PredictedRelation(_Part):
    """How an event stands to another one of the same article."""

    to: str
    kind: str


class PredictedEvent(_Part):
    """One event."""

    id: str | None = None
    title: str
    type: str
    status: str | None = None
    disputed: bool = False
    participants: list[PredictedParticipant] = []
    places: list[PredictedPlace] = []
    time: PredictedTime | None = None
    quantities: list[PredictedQuantity] = []
    attributions: list[PredictedAttribution] = []
    relations: list[PredictedRelation] = []
    sentences: list[int] = []
    """Ids of the article's sentences, as a report numbers them."""
    confidence: float | None = Field(default=None, ge=0, le=1)


class Predicted(_Part):
    """What a system says about one article."""

    id: str
    """The article's slug."""
    events: list[PredictedEvent] = []
    summary: str | list[str] | None = None
    """The text, or its sentences."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """Holds for the events that give none of their own."""
    calls: float | None = Field(default=None, ge=0)
    tokens: Tokens | None = None
    seconds: float | None = Field(default=None, ge=0)
    cost_usd: float | None = Field(default=None, ge=0)
    model: str | None = None

    @field_validator("events")
    @classmethod
    def _own_ids(cls, events: list[PredictedEvent]) -> list[PredictedEvent]:
        twice = [one for one, times in Counter(event.id for event in events if event.id).items() if times > 1]
        if twice:
            raise ValueError(f"two events have the id {twice[0]}")
        return events

    def summary_sentences(self, language: str) -> list[str]:
        """The sentences of the summary; none where there is no summary."""
        if self.summary is None:
            return []
        if not isinstance(self.summary, str):
            return [sentence for sentence in self.summary if sentence.strip()]
        text, sentences = segment([line for line in self.summary.splitlines() if line.strip()], language)
        return [text[one.start : one.end] for one in sentences]


def from_report(report: Report, slug: str) -> Predicted:
    """The part of `report` that is scored, as the prediction for the article `slug`."""
    return Predicted.model_validate(
        {
            "id": slug,
            "events": [event.model_dump() for event in report.events],
            "summary": [sentence.text for sentence in report.summary.sentences],
            "calls": report.run.calls,
            "tokens": report.run.tokens,
            "seconds": report.run.seconds,
            "cost_usd": report.run.cost_usd,
            "model": report.run.model,
        }
    )


def read_predictions(path: Path) -> dict[str, Predicted]:
    """The predictions in a file of JSON lines, by slug.

    Raises `SettingError` with file, line and reason for a file that can't be read, a row that is no prediction, and an
    article that has two.
    """
    predictions: dict[str, Predicted] = {}
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        where = f"{shown(str(path))}, line {number}"
        try:
            one = Predicted.model_validate_json(line)
        except ValidationError as error:
            raise SettingError(f"{where}: {_reason(error)}.", hint=_HINT) from None
        if one.id in predictions:
            raise SettingError(
                f"{where}: the article {shown(one.id)} has had a prediction before.", hint="Keep one row an article."
            )
        predictions[one.id] = one
    return predictions


def gold_as_prediction(labelled: Labelled) -> Predicted:
    """The labels as a system would give them: what scores 1. Its summary is the required key points, in their words."""
    return Predicted(
        id=labelled.slug,
        events=[_event(event) for event in labelled.events],
        summary=[point.text for point in labelled.key_points if not point.optional],
    )


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        reason = "does not exist"
    except UnicodeDecodeError:
        reason = "is not UTF-8 text"
    except OSError as error:
        reason = f"can't be read: {error.strerror or 'the system gave no reason'}"
    raise SettingError(f"{shown(str(path))} {reason}.", hint="Give a file of predictions, one JSON object a line.")


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        message = "there is no such field"
    return shown(f"{field}: {message}" if field else message).rstrip(".")


def _event(event: GoldEvent) -> PredictedEvent:
    return PredictedEvent(
        id=event.id,
        title=event.what,
        type=event.type[0],
        status=event.status[0],
        disputed=event.disputed[0],
        participants=[
            PredictedParticipant(
                id=one.id,
                name=one.name.names[0],
                spans=list(one.name.spans),
                role=one.role[0],
                kind=one.kind[0],
                outcome=one.outcome[0],
                affiliation=_passage(one.affiliation[0]),
                age=one.age,
            )
            for one in event.participants
        ],
        places=[
            PredictedPlace(
                id=one.id,
                name=one.name.names[0],
                spans=list(one.name.spans),
                role=one.role[0],
                countries=sorted(one.countries[0]),
                latitude=one.latitude,
                longitude=one.longitude,
                precision=one.precision[0],
            )
            for one in event.places
        ],
        time=PredictedTime(
            text=event.time.text.names[0],
            spans=list(event.time.text.spans),
            start=event.time.start[0],
            end=event.time.end[0],
            precision=event.time.precision[0],
        )
        if event.time
        else None,
        quantities=[
            PredictedQuantity(
                id=one.id,
                text=one.text.names[0] if one.text else None,
                spans=list(one.text.spans)
                if one.text
                else [span for words in one.derived_from for span in words.spans],
                value=one.value[0],
                low=one.low,
                high=one.high,
                of=one.of,
                kind=one.kind[0],
                currency=one.currency[0],
                bound=one.bound[0],
                place=one.place,
                participant=one.participant,
                part_of=one.part_of,
                origin="derived" if one.derived[0] else "stated",
                attributions=[_attribution(each) for each in one.attributions],
            )
            for one in event.quantities
        ],
        attributions=[_attribution(one) for one in event.attributions],
        relations=[PredictedRelation(to=one.to, kind=one.kind[0]) for one in event.relations],
        sentences=list(event.sentences),
    )


def _attribution(one: GoldAttribution) -> PredictedAttribution:
    return PredictedAttribution(
        source=_name(one.source),
        kind=one.kind[0],
        named=one.named[0],
        affiliation=_passage(one.affiliation[0]),
        via=[PredictedName(name=name) for name in one.via[0]],
        stance=one.stance[0],
        sentences=list(one.sentences),
        quote=_passage(one.quote[0]),
    )


def _name(name: GoldName | None) -> PredictedName | None:
    return PredictedName(name=name.names[0], spans=list(name.spans)) if name else None


def _passage(text: str | None) -> PredictedPassage | None:
    return PredictedPassage(text=text) if text is not None else None
