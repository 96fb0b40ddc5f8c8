"""An event as a card: the wording that all formats share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutgraf.schema import (
    ArticleRecord,
    Attribution,
    Event,
    Finding,
    Participant,
    Place,
    Quantity,
    Report,
    Run,
    Severity,
    Time,
)

STATUS = {
    "happened": "happened",
    "ongoing": "going on",
    "planned": "planned",
    "proposed": "proposed",
    "requested": "asked for",
    "threatened": "threatened",
    "attempted": "attempted",
    "alleged": "alleged",
    "denied": "denied",
    "cancelled": "called off",
    "hypothetical": "hypothetical",
}
_BOUND = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_WEIGHT = {"error": 0, "warning": 1, "info": 2}
_SHOWN_ALIKE = 3
RELATION = {
    "part_of": "part of",
    "about": "about",
    "response_to": "a response to",
    "background_of": "the background of",
}
ORIGIN = {
    "option": "as given",
    "metadata": "from the metadata",
    "dateline": "from the dateline",
    "page_header": "from the page header alone, so not relied on",
    "none": "",
}


@dataclass(frozen=True)
class Line:
    """A line of a card; `depth` counts how far it is indented under the one before."""

    text: str
    depth: int = 0


def headline(event: Event) -> str:
    """The kind of event, in which status, and whether it is disputed."""
    parts = [event.type.replace("_", " "), STATUS[event.status]]
    return " · ".join([*parts, "disputed"] if event.disputed else parts)


def card(event: Event) -> list[tuple[str, list[Line]]]:
    """Returns what the record says, as labels with the lines under each. Labels with nothing to say are left out."""
    rows = [
        ("who", [Line(_participant(participant)) for participant in event.participants]),
        ("where", [Line(_place(place)) for place in event.places]),
        ("when", [Line(_time(event.time))] if event.time else []),
        ("how many", list(_quantities(event))),
        ("says who", list(_attributions(event.attributions))),
        ("relates to", [Line(f"{RELATION[relation.kind]} {relation.to}") for relation in event.relations]),
        ("in", [Line(numbered("sentence", event.sentences))] if event.sentences else []),
    ]
    return [(label, lines) for label, lines in rows if lines]


def about_article(article: ArticleRecord) -> str:
    """Publisher, date and origin of an article, on one line."""
    published = article.published
    date = published.date or published.text
    parts = [
        article.publisher,
        f"published {date} ({ORIGIN[published.origin]})" if date and published.origin != "none" else "no date known",
        article.dateline.text if article.dateline else None,
        article.url or source_name(article),
        count(len(article.sentences), "sentence"),
    ]
    return " · ".join(part for part in parts if part)


def source_name(article: ArticleRecord) -> str:
    """How to call an article: its file and line, its URL, or its title."""
    origin = article.source
    if origin.path is None:
        return article.url or article.title or article.id[:12]
    name = "standard input" if origin.path == "-" else origin.path
    return f"{name}, line {origin.row}" if origin.row else name


def about_run(run: Run) -> str:
    """Model, time and tokens, on one line."""
    tokens = run.tokens
    parts = [
        run.model,
        f"{run.seconds:.1f} s",
        count(run.calls, "call"),
        f"{tokens.prompt:,} tokens read ({tokens.cached:,} of them reused), {tokens.completion:,} written",
        f"{run.cost_usd:.4f} US dollars" if run.cost_usd is not None else None,
    ]
    return " · ".join(part for part in parts if part)


def references(events: list[str], sentences: list[int]) -> str:
    """What a sentence of the summary rests on, events and sentences: "e1, e2: 3, 4"."""
    return ": ".join(part for part in (", ".join(events), ", ".join(map(str, sentences))) if part)


def findings(report: Report) -> Iterator[tuple[Severity, str]]:
    """The findings, weightiest first. Of many of one kind that only inform, the first stands for all."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault((finding.severity, finding.kind), []).append(finding)
    for (severity, kind), group in sorted(groups.items(), key=lambda item: _WEIGHT[item[0][0]]):
        if severity == "info" and len(group) > _SHOWN_ALIKE:
            yield severity, f"{group[0].message} [{kind}, {group[0].where}, and {len(group) - 1} more of the kind]"
            continue
        for finding in group:
            yield severity, f"{finding.message} [{kind}, {finding.where}]"


def report_title(report: Report) -> str:
    """The article's title, or what else it can be called."""
    return report.article.title or source_name(report.article)


def count(number: int, noun: str) -> str:
    """ "1 call", "2 calls"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def numbered(noun: str, numbers: list[int]) -> str:
    """ "sentence 3", "sentences 3, 4"."""
    return f"{noun if len(numbers) == 1 else noun + 's'} {', '.join(map(str, numbers))}"


def figure(quantity: Quantity) -> str:
    """The figure as a number, where the article's words don't show it."""
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        number = f"{_number(quantity.low)} to {_number(quantity.high)}"
    elif quantity.value is not None:
        number = _number(quantity.value)
    else:
        return ""
    shown = f"{_BOUND[quantity.bound]}{number}" + (f" {quantity.currency}" if quantity.currency else "")
    return "" if shown in quantity.text else shown


def _participant(participant: Participant) -> str:
    kind = participant.kind.replace("_", " ")
    about = [
        participant.role if participant.role != "other" else "",
        kind if kind != "other" else "",
        participant.description.text if participant.description else "",
        f"of {participant.affiliation.text}" if participant.affiliation else "",
        f"aged {participant.age}" if participant.age is not None else "",
        participant.outcome or "",
    ]
    return _with_notes(participant.name, about)


def _place(place: Place) -> str:
    about = [
        place.role if place.role != "event" else "",
        ", ".join(place.countries),
        f"{place.latitude:.3f}, {place.longitude:.3f}"
        if place.latitude is not None and place.longitude is not None
        else "",
    ]
    return _with_notes(place.name, about)


def _time(time: Time) -> str:
    if time.start is None and time.end is None:
        return f"“{time.text}” (date not known)"
    dates = " to ".join(dict.fromkeys(date for date in (time.start, time.end) if date))
    return f"“{time.text}” = " + _with_notes(dates, [f"counted from {time.anchor}" if time.anchor else ""])


def _quantities(event: Event) -> Iterator[Line]:
    """The figures, each part under its whole."""
    known = {quantity.id for quantity in event.quantities}
    parts: dict[str | None, list[Quantity]] = {}
    for quantity in event.quantities:
        parts.setdefault(quantity.part_of if quantity.part_of in known else None, []).append(quantity)
    places = {place.id: place.name for place in event.places}
    shown: set[str] = set()

    def branch(whole: str | None, depth: int) -> Iterator[Line]:
        for quantity in parts.get(whole, []):
            if quantity.id not in shown:
                shown.add(quantity.id)
                yield Line(_quantity(quantity, places), depth)
                yield from branch(quantity.id, depth + 1)

    yield from branch(None, 0)
    # Two figures that are parts of each other hang under no whole.
    for quantity in event.quantities:
        if quantity.id not in shown:
            shown.add(quantity.id)
            yield Line(_quantity(quantity, places))


def _quantity(quantity: Quantity, places: dict[str, str]) -> str:
    of = quantity.of if quantity.of and quantity.of not in quantity.text else ""
    kind = quantity.kind if quantity.kind not in {"count", "other"} else ""
    about = [
        kind if kind not in quantity.text else "",
        figure(quantity),
        places.get(quantity.place or "", ""),
        "derived" if quantity.origin == "derived" else "",
        *(_source(attribution) for attribution in quantity.attributions),
    ]
    return _with_notes(" ".join(part for part in (quantity.text, of) if part), about)


def _number(value: float) -> str:
    return f"{int(value):,}" if value.is_integer() else f"{value:,}"


def _attributions(attributions: Iterable[Attribution]) -> Iterator[Line]:
    """Who says so, those of one stance together, in the article's order."""
    stances: dict[str, list[Attribution]] = {}
    for attribution in attributions:
        stances.setdefault(attribution.stance, []).append(attribution)
    for stance, group in stances.items():
        together = len(group) > 1
        if together:
            yield Line(f"{stance}:")
        for attribution in group:
            cited = numbered("sentence", attribution.sentences) if attribution.sentences else ""
            said = _with_notes(_source(attribution), [cited])
            yield Line(said, 1) if together else Line(f"{stance}: {said}")
            if attribution.quote:
                yield Line(f"“{attribution.quote.text}”", 1 + together)


def _source(attribution: Attribution) -> str:
    if attribution.source is None:
        name = "the article itself"
    else:
        name = attribution.source.name
        if not attribution.named and "unnamed" not in name:
            name += " (unnamed)"
    of = f" of {attribution.affiliation.text}" if attribution.affiliation else ""
    via = ", ".join(passer.name for passer in attribution.via)
    return f"{name}{of}" + (f", via {via}" if via else "")


def _with_notes(text: str, notes: Iterable[str]) -> str:
    """ "text (note, note)"."""
    given = [note for note in notes if note]
    return f"{text} ({', '.join(given)})" if given else text
