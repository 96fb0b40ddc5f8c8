"""Events in the columns of two code books, by `data/crosswalk.csv`.

ACLED: the Armed Conflict Location & Event Data project's codebook (event and sub-event types). PLOVER: the Political
Language Ontology for Verifiable Event Records. Types without a code there give no line. The tables are a start for a
coder, not what a coder would write: one report is one source, and events of several reports are not merged.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from nutgraf.corpus.tables import Line, Table, columns, of_role
from nutgraf.schema import Event, Place, Report

_TOOK_PLACE = frozenset({"happened", "ongoing", "alleged"})
_PRECISION = {"minute": 1, "hour": 1, "day": 1, "week": 2, "month": 3}
"""ACLED's time_precision: 1 the day, 2 within the week, 3 within the month."""
_GEO_PRECISION = {"point": 1, "town": 1, "area": 2, "region": 3}


@cache
def crosswalk() -> dict[str, dict[str, str]]:
    """Type to the codes that fit; empty where none does."""
    table = (files("nutgraf") / "data" / "crosswalk.csv").read_text(encoding="utf-8")
    return {row["type"]: row for row in csv.DictReader(table.splitlines())}


def _acled(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        codes = crosswalk().get(event.type, {})
        if not codes.get("acled_event") or event.status not in _TOOK_PLACE:
            continue
        time, place = event.time, _where(event)
        killed = [one for one in event.quantities if one.kind == "killed" and one.part_of is None]
        day = time.start[:10] if time and time.start else None
        yield (
            *(f"{row}-{event.id}", row, event.id, day, int(day[:4]) if day else None),
            _PRECISION.get(time.precision or "") if time and day else None,
            *(codes["acled_disorder"], codes["acled_event"], _sub_event(event, codes["acled_sub_event"])),
            *(of_role(event, "agent", "party"), of_role(event, "target", "victim")),
            *(_one(place.countries) if place else None, place.name if place else None),
            *((place.latitude, place.longitude) if place else (None, None)),
            _GEO_PRECISION.get(place.precision or "") if place else None,
            *(report.article.publisher or report.article.url, event.title),
            # Figures that sources disagree on are not added up: the lowest, as ACLED does.
            min((round(one.low if one.value is None and one.low else one.value or 0) for one in killed), default=None),
            event.disputed,
        )


def _sub_event(event: Event, usual: str) -> str:
    """Suicide bombs and grenades have codes of their own."""
    words = f"{event.title} {of_role(event, 'instrument') or ''}".casefold()
    if event.type == "bombing" and "suicide" in words:
        return "Suicide bomb"
    if event.type == "bombing" and "grenade" in words:
        return "Grenade"
    return usual


def _plover(row: int, report: Report) -> Iterator[Line]:
    for event in report.events:
        codes = crosswalk().get(event.type, {})
        if not codes.get("plover_event"):
            continue
        time, place = event.time, _where(event)
        yield (
            *(f"{row}-{event.id}", row, event.id, time.start[:10] if time and time.start else None),
            *(codes["plover_event"], codes["plover_mode"] or None, event.status),
            *(of_role(event, "agent", "party"), of_role(event, "target", "victim", "beneficiary")),
            *(_one(place.countries) if place else None, place.name if place else None),
            *((place.latitude, place.longitude, place.geoname_id) if place else (None, None, None)),
            *(report.article.publisher, report.article.url, report.article.title, report.article.language),
        )


def _where(event: Event) -> Place | None:
    """The place of the event, the most exact one first."""
    order = ["point", "town", "area", "region", "country", None]
    here = [place for place in event.places if place.role == "event"]
    return min(here, key=lambda place: order.index(place.precision), default=None)


def _one(countries: list[str]) -> str | None:
    return countries[0] if len(countries) == 1 else None


CODE_BOOKS = (
    Table(
        "acled",
        columns(
            "event_id_cnty row:int event event_date year:int time_precision:int disorder_type event_type sub_event_type"
            " actor1 actor2 country location latitude:float longitude:float geo_precision:int source notes"
            " fatalities:int disputed:bool"
        ),
        _acled,
    ),
    Table(
        "plover",
        columns(
            "event_id row:int event event_date event_type event_mode status source recipient country placename"
            " latitude:float longitude:float geoname_id:int publisher url headline language"
        ),
        _plover,
    ),
)
