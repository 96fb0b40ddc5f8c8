"""The page of an evaluation: what the labels have and what was predicted, side by side and on the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from nutgraf import cards
from nutgraf.evaluation.suite.gold import GoldAttribution, GoldEvent, GoldName, GoldQuantity, Labelled
from nutgraf.pages import corpus, shell
from nutgraf.pages.record import arranged, arranged_events, supports
from nutgraf.schema import (
    Attribution,
    Event,
    Name,
    Participant,
    Passage,
    Place,
    Quantity,
    Relation,
    Report,
    Time,
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """An article of the suite, what was said about it, and what is wrong with that, in sentences."""

    labelled: Labelled
    report: Report
    errors: Sequence[str]


def render(
    articles: Iterable[Compared],
    *,
    title: str,
    markdown: Callable[[Report], str],
    notes: Sequence[str] = (),
) -> str:
    """The page, as HTML: a list as of a corpus, each row of which leads to the two sides."""
    return corpus.page((shown(one, markdown=markdown(one.report)) for one in articles), title=title, notes=notes)


def shown(one: Compared, *, markdown: str) -> corpus.Shown:
    """An article as the page has it."""
    view = arranged(one.report)
    gold = arranged_events([as_event(event) for event in one.labelled.events], prefix="g")
    # Labels point into the text that they were made on; in another text they would mark the wrong words.
    same = one.labelled.article.text == one.report.article.text
    html = shell.fragment(
        "compared.html",
        view=view,
        article=one.report.article,
        title=cards.report_title(one.report),
        slug=one.labelled.slug,
        gold=gold,
        same=same,
        supports=supports([*gold, *view.cards]) if same else view.supports,
        errors=one.errors,
        words=cards,
    )
    return corpus.made(one.report, html=html, markdown=markdown)


def as_event(gold: GoldEvent) -> Event:
    """An event of the labels as a report would have it: of each field the first of what is right."""
    return Event(
        id=gold.id,
        title=gold.what + (" (optional)" if gold.optional else ""),
        type=gold.type[0],
        status=gold.status[0],
        disputed=gold.disputed[0],
        participants=[
            Participant(
                id=one.id or f"p{number}",
                name=one.name.names[0],
                role=one.role[0],
                kind=one.kind[0],
                spans=list(one.name.spans),
                affiliation=_passage(one.affiliation[0]),
                age=one.age,
                outcome=one.outcome[0],
            )
            for number, one in enumerate(gold.participants, 1)
        ],
        places=[
            Place(
                id=one.id or f"l{number}",
                name=one.name.names[0],
                spans=list(one.name.spans),
                role=one.role[0],
                countries=sorted(one.countries[0]),
                latitude=one.latitude,
                longitude=one.longitude,
                precision=one.precision[0],
            )
            for number, one in enumerate(gold.places, 1)
        ],
        time=Time(
            text=gold.time.text.names[0],
            spans=list(gold.time.text.spans),
            start=gold.time.start[0],
            end=gold.time.end[0],
            precision=gold.time.precision[0],
        )
        if gold.time
        else None,
        quantities=[_quantity(one, f"q{number}") for number, one in enumerate(gold.quantities, 1)],
        attributions=[_attribution(one) for one in gold.attributions],
        relations=[Relation(to=one.to, kind=one.kind[0]) for one in gold.relations],
        sentences=list(gold.sentences),
    )


def _quantity(gold: GoldQuantity, identifier: str) -> Quantity:
    value = gold.value[0]
    words = gold.text or GoldName(
        names=("" if value is None else f"{value:.12g}",),
        spans=tuple(span for name in gold.derived_from for span in name.spans),
    )
    return Quantity(
        id=gold.id or identifier,
        text=words.names[0],
        spans=list(words.spans),
        value=value,
        low=gold.low,
        high=gold.high,
        of=gold.of,
        kind=gold.kind[0],
        currency=gold.currency[0],
        bound=gold.bound[0],
        place=gold.place,
        part_of=gold.part_of,
        participant=gold.participant,
        origin="derived" if gold.derived[0] else "stated",
        attributions=[_attribution(one) for one in gold.attributions],
    )


def _attribution(gold: GoldAttribution) -> Attribution:
    return Attribution(
        source=Name(name=gold.source.names[0], spans=list(gold.source.spans)) if gold.source else None,
        kind=gold.kind[0],
        named=gold.named[0],
        affiliation=_passage(gold.affiliation[0]),
        via=[Name(name=name, spans=[]) for name in gold.via[0]],
        stance=gold.stance[0],
        sentences=list(gold.sentences),
        quote=_passage(gold.quote[0]),
    )


def _passage(text: str | None) -> Passage | None:
    return Passage(text=text, spans=[]) if text is not None else None
