"""Findings on figures: totals and parts that don't agree, and sources that don't."""

from __future__ import annotations

from collections.abc import Iterator

from nutgraf.language.numbers.figures import same_number
from nutgraf.schema import ArticleRecord, Event, Finding, Quantity
from nutgraf.stages.attributions import differ
from nutgraf.stages.ground import sentences_at


def check_numbers(article: ArticleRecord, events: list[Event]) -> Iterator[Finding]:
    """What does not add up, and what sources put differently."""
    for index, event in enumerate(events):
        for number, total in enumerate(event.quantities):
            if total.origin == "stated":
                yield from _parts(article, event, total, f"/events/{index}/quantities/{number}")
        yield from _conflicts(event, index)


def _parts(article: ArticleRecord, event: Event, total: Quantity, where: str) -> Iterator[Finding]:
    """Parts told in one sentence that come to more than their total, or, in a list of all of them, to less."""
    by_sentence: dict[tuple[int, ...], list[Quantity]] = {}
    for part in event.quantities:
        if part.part_of == total.id and part.value is not None and part.kind == total.kind:
            by_sentence.setdefault(tuple(sentences_at(article, part.spans[:1])), []).append(part)
    if total.value is None or total.bound == "at_least":
        return
    for sentence, parts in by_sentence.items():
        together = sum(part.value or 0 for part in parts)
        if same_number(together, total.value) or (together < total.value and not _listed(article, total, parts)):
            continue
        if any(part.bound != "exact" for part in parts) or (total.bound == "about" and together < total.value):
            continue
        told = " + ".join(part.text for part in parts)
        yield Finding(
            kind="total_and_parts_disagree",
            severity="warning",
            where=where,
            message=f"The parts in sentence {sentence[0]} ({told}) come to {together:g}, the total is {total.text!r}.",
        )


def _listed(article: ArticleRecord, total: Quantity, parts: list[Quantity]) -> bool:
    """Whether the parts are a list of all: "47 people: 21 in Goma, 15 in Minova"."""
    if len(parts) < 2:
        return False
    first = min(part.spans[0].start for part in parts)
    before = article.text[total.spans[0].end : first]
    same = sentences_at(article, total.spans[:1]) == sentences_at(article, parts[0].spans[:1])
    return same and ": " in before


def _conflicts(event: Event, index: int) -> Iterator[Finding]:
    """One finding for each kind of figure on which sources differ."""
    told: dict[str, list[int]] = {}
    for number, quantity in enumerate(event.quantities):
        if any(differ(quantity, other) and _apart(quantity, other) for other in event.quantities):
            told.setdefault(quantity.kind, []).append(number)
    for kind, numbers in told.items():
        figures = [event.quantities[number] for number in numbers]
        sides = "; ".join(f"{figure.text} ({_source(figure)})" for figure in figures)
        yield Finding(
            kind="figures_conflict",
            severity="warning",
            where=f"/events/{index}/quantities/{numbers[0]}",
            message=f"Sources differ on how many ({kind}): {sides}.",
        )


def _apart(one: Quantity, other: Quantity) -> bool:
    """Whether both have sources, and none in common."""
    ours, theirs = ({a.source and a.source.name for a in each.attributions} for each in (one, other))
    return bool(ours and theirs) and not ours & theirs


def _source(quantity: Quantity) -> str:
    return ", ".join(one.source.name if one.source else "the article" for one in quantity.attributions)
