"""The page of many articles: a list to search and filter, a timeline, a map, counts; each row leads to its article."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from markupsafe import Markup

from nutgraf import cards
from nutgraf.pages import shell
from nutgraf.pages.article import content
from nutgraf.pages.packing import Packer
from nutgraf.pages.record import DROPPED, arranged
from nutgraf.schema import Event, Place, Report

_NAMES_KEPT = 40
"""Names of participants that an article can be found by."""
_SAMPLES = 8
"""Articles of which one is what all are compressed against."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An article on the page."""

    entry: dict[str, Any]
    """What the list, the filters and the drawings need."""
    record: str
    """What is shown when it is opened, as JSON: `html`, and the report as `json` and `markdown` to copy."""


def render(
    reports: Iterable[Report],
    *,
    title: str,
    markdown: Callable[[Report], str],
    notes: Sequence[str] = (),
    live: str | None = None,
) -> str:
    """The page, as HTML.

    `notes`: what else is known of the corpus. `live`: the state that it shows, where it is served: it asks for another.
    """
    return page((shown(report, markdown=markdown(report)) for report in reports), title=title, notes=notes, live=live)


def shown(report: Report, *, markdown: str) -> Shown:
    """A report as the corpus page has it."""
    return made(report, html=content(arranged(report)), markdown=markdown)


def made(report: Report, *, html: Markup, markdown: str) -> Shown:
    """An article with the HTML that its row leads to."""
    article = report.article
    names = dict.fromkeys(participant.name for event in report.events for participant in event.participants)
    entry = {
        "key": article.id[:12],
        "title": cards.report_title(report),
        "publisher": article.publisher or "",
        "source": cards.source_name(article),
        "date": article.published.date or "",
        "summary": report.summary.text,
        "words": "\n".join(list(names)[:_NAMES_KEPT]),
        "findings": [finding.kind for finding in report.findings if finding.kind != DROPPED],
        "events": [_event(event) for event in report.events],
    }
    copies = {"html": html, "markdown": markdown, "json": report.model_dump_json()}
    return Shown(entry=_visible(entry), record=json.dumps(copies, ensure_ascii=False))


def page(
    articles: Iterable[Shown],
    *,
    title: str,
    notes: Sequence[str] = (),
    live: str | None = None,
) -> str:
    """The page of these articles, each compressed alone."""
    articles = iter(articles)
    first = list(islice(articles, _SAMPLES))
    packer = Packer([article.record for article in first])
    entries: list[dict[str, Any]] = []
    packed: list[tuple[str, str]] = []
    seen: Counter[str] = Counter()
    for article in chain(first, articles):
        # Copies of an article have one hash; in the page each has a name of its own, in the order of their rows.
        key = article.entry["key"]
        seen[key] += 1
        key = key if seen[key] == 1 else f"{key}-{seen[key]}"
        entries.append(article.entry | {"key": key})
        packed.append((key, packer.packed(article.record)))
    mapped = any(place[1] is not None for entry in entries for event in entry["events"] for place in event["places"])
    return shell.page(
        "corpus.html",
        title=title,
        notes=notes,
        live=live,
        words=cards,
        entries=entries,
        packer=packer,
        packed=packed,
        choices=_choices(entries),
        mapped=mapped,
        world=json.loads(shell.asset("world.json")),
    )


def _event(event: Event) -> dict[str, Any]:
    voices = event.attributions
    sources = dict.fromkeys(voice.source.name for voice in voices if voice.source)
    return {
        "title": event.title,
        "type": event.type,
        "status": event.status,
        "disputed": event.disputed,
        "countries": sorted({country for place in event.places for country in place.countries}),
        "kinds": list(dict.fromkeys(voice.kind for voice in voices)),
        "sources": list(sources),
        "start": event.time.start if event.time else None,
        "end": event.time.end if event.time else None,
        "precision": event.time.precision if event.time else None,
        "places": [
            [place.name, *_coordinates(place), place.precision in {"region", "country", "area"}]
            for place in event.places
        ],
    }


def _coordinates(place: Place) -> tuple[float | None, float | None]:
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None or not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None, None
    return latitude, longitude


def _choices(entries: Sequence[dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers: values, and how they are shown."""
    events = [event for entry in entries for event in entry["events"]]

    def plain(values: Iterable[str]) -> list[tuple[str, str]]:
        return [(value, value.replace("_", " ")) for value in sorted(set(values))]

    statuses = {event["status"] for event in events}
    return {
        "types": plain(event["type"] for event in events),
        "statuses": [(status, text) for status, text in cards.STATUS.items() if status in statuses]
        + ([("disputed", "disputed")] if any(event["disputed"] for event in events) else []),
        "countries": plain(country for event in events for country in event["countries"]),
        "kinds": plain(kind for event in events for kind in event["kinds"]),
        "findings": [("any", "some"), ("none", "none")]
        + [(f"={kind}", text) for kind, text in plain(kind for entry in entries for kind in entry["findings"])],
    }


def _visible(value: Any) -> Any:
    """Strings, however deep, without characters that act on a page."""
    if isinstance(value, dict):
        return {name: _visible(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_visible(item) for item in value]
    return shell.visible(value)
