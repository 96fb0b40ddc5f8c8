"""A report arranged for the page: figures side by side, sources by stance, findings where they apply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nutgraf.cards import figure
from nutgraf.pages.body import Finder, Stretch, paragraphs
from nutgraf.schema import ArticleRecord, Attribution, Event, Finding, Quantity, Report, SummarySentence

DROPPED = "ungrounded_value"
_WEIGHT = {"error": 0, "warning": 1, "info": 2}
_POINTER = re.compile(r"/(events|summary/sentences|article/sentences)/(\d+)(?:/|$)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A quantity with what it is a part of and what is a part of it."""

    quantity: Quantity
    number: str
    """The figure as a number, where its words don't show it."""
    of: str
    place: str
    parts: list[Figure]


@dataclass(frozen=True, kw_only=True)
class Card:
    """An event, arranged."""

    event: Event
    key: str
    """Its identifier on the page."""
    figures: list[tuple[str, list[Figure]]]
    """By what they count; of one kind, those that may conflict stand together."""
    stances: list[tuple[str, list[Attribution]]]
    relations: list[tuple[str, Card | None, str]]
    """Kind, the other event's card where there is one, and its identifier."""
    findings: list[Finding]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence of the summary, with the events and the findings on it."""

    sentence: SummarySentence
    events: list[tuple[str, Card | None]]
    findings: list[Finding]


@dataclass(frozen=True, kw_only=True)
class View:
    """All that the template needs."""

    report: Report
    find: Finder
    paragraphs: list[list[Stretch]]
    language: str | None
    """The language of the article, where it is a language tag."""
    cards: list[Card]
    summary: list[Said]
    supports: dict[int, list[Card]]
    """The number of a sentence of the article, and the events that rest on it."""
    noted: dict[int, list[Finding]]
    """The number of a sentence of the article, and the findings on it."""
    findings: list[Finding]
    """All but what was dropped, weightiest first."""
    dropped: list[Finding]


def arranged(report: Report) -> View:
    """The report as its page shows it."""
    article = report.article
    placed: dict[tuple[str, int], list[Finding]] = {}
    for finding in report.findings:
        if finding.kind != DROPPED and (match := _POINTER.match(finding.where)):
            placed.setdefault((match[1], int(match[2])), []).append(finding)
    cards = arranged_events(report.events, [placed.get(("events", index), []) for index in range(len(report.events))])
    by_id = {card.event.id: card for card in cards}
    return View(
        report=report,
        find=Finder(article),
        paragraphs=paragraphs(article),
        language=language_tag(article),
        cards=cards,
        summary=[
            Said(
                sentence=sentence,
                events=[(identifier, by_id.get(identifier)) for identifier in sentence.events],
                findings=placed.get(("summary/sentences", index), []),
            )
            for index, sentence in enumerate(report.summary.sentences)
        ],
        supports=supports(cards),
        noted={
            sentence.id: placed[key]
            for index, sentence in enumerate(article.sentences)
            if (key := ("article/sentences", index)) in placed
        },
        findings=sorted(
            (finding for finding in report.findings if finding.kind != DROPPED),
            key=lambda finding: _WEIGHT[finding.severity],
        ),
        dropped=[finding for finding in report.findings if finding.kind == DROPPED],
    )


def arranged_events(
    events: Sequence[Event], findings: Sequence[list[Finding]] | None = None, *, prefix: str = "e"
) -> list[Card]:
    """The cards of some events; `prefix` begins their identifiers on the page."""
    cards = [
        Card(
            event=event,
            key=f"{prefix}{index + 1}",
            figures=_figures(event),
            stances=_stances(event),
            relations=[],
            findings=findings[index] if findings else [],
        )
        for index, event in enumerate(events)
    ]
    by_id = {card.event.id: card for card in cards}
    for card in cards:
        card.relations.extend((relation.kind, by_id.get(relation.to), relation.to) for relation in card.event.relations)
    return cards


def supports(cards: Sequence[Card]) -> dict[int, list[Card]]:
    """The cards that rest on each sentence, by its number."""
    found: dict[int, list[Card]] = {}
    for card in cards:
        for number in dict.fromkeys(card.event.sentences):
            found.setdefault(number, []).append(card)
    return found


def language_tag(article: ArticleRecord) -> str | None:
    """The article's language, where it can stand in HTML's `lang`."""
    return article.language if article.language and _LANGUAGE.fullmatch(article.language) else None


def _figures(event: Event) -> list[tuple[str, list[Figure]]]:
    known = {quantity.id for quantity in event.quantities}
    places = {place.id: place.name for place in event.places}
    shown: set[str] = set()

    def branch(whole: str | None) -> list[Figure]:
        found = []
        for quantity in event.quantities:
            part_of = quantity.part_of if quantity.part_of in known else None
            if part_of == whole and quantity.id not in shown:
                shown.add(quantity.id)
                found.append(made(quantity, branch(quantity.id)))
        return found

    def made(quantity: Quantity, parts: list[Figure]) -> Figure:
        of = quantity.of if quantity.of and quantity.of not in quantity.text else ""
        return Figure(
            quantity=quantity, number=figure(quantity), of=of, place=places.get(quantity.place or "", ""), parts=parts
        )

    tops = branch(None)
    # Two figures that are parts of each other hang under no whole.
    tops += [made(quantity, []) for quantity in event.quantities if quantity.id not in shown]
    groups: dict[str, list[Figure]] = {}
    for top in tops:
        groups.setdefault(top.quantity.kind, []).append(top)
    return list(groups.items())


def _stances(event: Event) -> list[tuple[str, list[Attribution]]]:
    groups: dict[str, list[Attribution]] = {}
    for attribution in event.attributions:
        groups.setdefault(attribution.stance, []).append(attribution)
    return list(groups.items())
