"""Reports as tidy tables: one line a thing, keys that join them.

`row` is the row of the run; with `event` it finds an event, with that and `participant`, `place` or `quantity` the
thing itself. Lists are joined by "; ". Offsets are those of the span whose characters are exactly the name or text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from nutgraf.schema import Attribution, Event, Report, Span

Kind = Literal["text", "int", "float", "bool"]
Value = str | int | float | bool | None
Line = Sequence[Value]


@dataclass(frozen=True)
class Table:
    """A table: the names and kinds of its columns, and the lines that one report gives."""

    name: str
    columns: dict[str, Kind]
    lines: Callable[[int, Report], Iterator[Line]]


def columns(words: str) -> dict[str, Kind]:
    """Names to kinds, from "name:kind"; text where no kind is given."""
    pairs = (word.partition(":") for word in words.split())
    return {name: cast("Kind", kind or "text") for name, _, kind in pairs}


def _articles(row: int, report: Report) -> Iterator[Line]:
    article, run, origin = report.article, report.run, report.article.source
    tokens = run.tokens
    yield (
        *(row, article.id, origin.path, origin.row, origin.external_id, article.url, article.publisher),
        *(article.title, article.language, article.published.date, article.published.origin),
        *(article.dateline.place if article.dateline else None, len(article.text), len(article.sentences)),
        *(len(report.events), run.model, run.calls, tokens.prompt, tokens.completion, run.seconds),
    )


def _events(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        time = event.time
        yield (
            *(row, event.id, event.title, event.type, event.status, event.disputed),
            *((time.text, time.start, time.end, time.precision) if time else (None,) * 4),
            *(_joined(event.sentences), event.confidence),
        )


def _participants(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        for one in event.participants:
            yield (
                *(row, event.id, one.id, one.name, one.role, one.kind, one.age, one.outcome),
                *(one.description.text if one.description else None, one.affiliation.text if one.affiliation else None),
                *_exact(report, one.name, one.spans),
            )


def _places(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        for one in event.places:
            yield (
                *(row, event.id, one.id, one.name, one.role, _joined(one.countries), one.latitude, one.longitude),
                *(one.geoname_id, one.precision, *_exact(report, one.name, one.spans)),
            )


def _quantities(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        for one in event.quantities:
            yield (
                *(row, event.id, one.id, one.text, one.kind, one.of, one.value, one.low, one.high, one.bound),
                *(one.currency, one.place, one.part_of, one.participant, one.origin),
                *_exact(report, one.text, one.spans),
            )


def _attributions(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        of_event = ((None, one) for one in event.attributions)
        of_quantities = ((quantity.id, one) for quantity in event.quantities for one in quantity.attributions)
        for number, (quantity, one) in enumerate([*of_event, *of_quantities], 1):
            yield (row, event.id, number, quantity, *_attribution(report, one))


def _attribution(report: Report, one: Attribution) -> Line:
    source = one.source
    return (
        *(source.name if source else None, one.kind, one.named, one.affiliation.text if one.affiliation else None),
        *(_joined([via.name for via in one.via]), one.stance, one.quote.text if one.quote else None),
        *(_joined(one.sentences), *(_exact(report, source.name, source.spans) if source else (None, None))),
    )


def _summaries(row: int, report: Report) -> Iterator[Line]:
    for number, one in enumerate(report.summary.sentences, 1):
        yield row, number, one.text, _joined(one.events), _joined(one.sentences), one.origin, report.summary.length


def _findings(row: int, report: Report) -> Iterator[Line]:
    for number, one in enumerate(report.findings, 1):
        yield row, number, one.kind, one.severity, one.where, one.message


TABLES = (
    Table(
        "articles",
        columns(
            "row:int article_id path path_row:int external_id url publisher title language published published_origin"
            " dateline_place characters:int sentences:int events:int model calls:int prompt_tokens:int"
            " completion_tokens:int seconds:float"
        ),
        _articles,
    ),
    Table(
        "events",
        columns(
            "row:int event title type status disputed:bool time_text time_start time_end time_precision sentences"
            " confidence:float"
        ),
        _events,
    ),
    Table(
        "participants",
        columns("row:int event participant name role kind age:int outcome description affiliation start:int end:int"),
        _participants,
    ),
    Table(
        "places",
        columns(
            "row:int event place name role countries latitude:float longitude:float geoname_id:int precision start:int"
            " end:int"
        ),
        _places,
    ),
    Table(
        "quantities",
        columns(
            "row:int event quantity text kind of value:float low:float high:float bound currency place part_of"
            " participant origin start:int end:int"
        ),
        _quantities,
    ),
    Table(
        "attributions",
        columns(
            "row:int event attribution:int quantity source kind named:bool affiliation via stance quote sentences"
            " start:int end:int"
        ),
        _attributions,
    ),
    Table("summaries", columns("row:int sentence:int text events sentences origin length"), _summaries),
    Table("findings", columns("row:int finding:int kind severity where message"), _findings),
)


def _exact(report: Report, text: str, spans: list[Span]) -> tuple[int | None, int | None]:
    """The span whose characters are `text`, else the first."""
    whole = report.article.text
    found = next((span for span in spans if whole[span.start : span.end] == text), spans[0] if spans else None)
    return (found.start, found.end) if found else (None, None)


def _joined(values: Sequence[object]) -> str | None:
    return "; ".join(map(str, values)) or None


def of_role(event: Event, *roles: str) -> str | None:
    """The names of an event's participants in these roles."""
    return _joined([one.name for one in event.participants if one.role in roles])
