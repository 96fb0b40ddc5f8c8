"""Articles with labels, made up: by hypothesis, and by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_args

from hypothesis import strategies as st

from nutgraf.evaluation.suite.gold import (
    GoldAttribution,
    GoldEvent,
    GoldName,
    GoldParticipant,
    GoldPlace,
    GoldQuantity,
    GoldRelation,
    GoldTime,
    KeyPoint,
    Labelled,
    LoadedWord,
    MustNot,
)
from nutgraf.event_types import event_types
from nutgraf.reading import Article
from nutgraf.schema import (
    Bound,
    Outcome,
    ParticipantKind,
    PlaceRole,
    QuantityKind,
    RelationKind,
    Role,
    SourceKind,
    Span,
    Stance,
    Status,
)

PEOPLE = ("Orwen", "Trask", "Velnik", "Mardo", "Quist", "Sorvel", "Dannick", "Hulbe", "Prenn", "Iskar")
FIRST = ("Ann", "Belo", "Cora", "Dimo", "Ella", "Falk", "Gita", "Hanno", "Ines", "Jaro")
TOWNS = ("Kolvar", "Lesmund", "Noribad", "Ostrel", "Pelham")
SOURCES = ("Talmin", "Umbrecht", "Wendow", "Xanter", "Yorsk")
DAYS = ("on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday")
NUMBERS = (14, 300, 27, 4100)
TYPES = tuple(event_types())


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Where `words` stand in `text`, all of them."""
    found = []
    for one in words:
        start = text.find(one)
        while start >= 0:
            found.append(Span(start=start, end=start + len(one)))
            start = text.find(one, start + 1)
    return tuple(found)


def name(text: str, *names: str, aliases: Sequence[str] = ()) -> GoldName:
    """A name that stands in `text`."""
    return GoldName(names=names, aliases=tuple(aliases), spans=spans(text, *names, *aliases))


def participant(text: str, *names: str, **fields: Any) -> GoldParticipant:
    aliases = fields.pop("aliases", ())
    given: dict[str, Any] = {
        "id": None,
        "name": name(text, *names, aliases=aliases),
        "role": ("agent",),
        "kind": ("person",),
        "outcome": (None,),
        "affiliation": (None,),
        "age": None,
        "optional": False,
    }
    return GoldParticipant(**given | fields)


def place(text: str, *names: str, **fields: Any) -> GoldPlace:
    given: dict[str, Any] = {
        "id": None,
        "name": name(text, *names),
        "role": ("event",),
        "countries": (frozenset({"SN"}),),
        "precision": ("town",),
        "latitude": 12.89,
        "longitude": -14.94,
        "within": (),
        "optional": False,
    }
    return GoldPlace(**given | fields)


def time(text: str, *names: str, **fields: Any) -> GoldTime:
    given: dict[str, Any] = {
        "text": name(text, *names),
        "start": ("2019-02-09",),
        "end": ("2019-02-09",),
        "precision": ("day",),
        "optional": False,
    }
    return GoldTime(**given | fields)


def attribution(text: str, source: str | None, **fields: Any) -> GoldAttribution:
    given: dict[str, Any] = {
        "source": name(text, source) if source else None,
        "own_word": source is None,
        "kind": ("official" if source else "article",),
        "named": (source is not None,),
        "stance": ("asserts",),
        "via": ((),),
        "affiliation": (None,),
        "quote": (None,),
        "sentences": (1,),
        "optional": False,
    }
    return GoldAttribution(**given | fields)


def quantity(text: str, *names: str, **fields: Any) -> GoldQuantity:
    """A stated figure; without names, a derived one."""
    given: dict[str, Any] = {
        "id": None,
        "text": name(text, *names) if names else None,
        "derived_from": (),
        "value": (2.0,),
        "low": None,
        "high": None,
        "of": None,
        "kind": ("killed",),
        "currency": (None,),
        "bound": ("exact",),
        "place": None,
        "participant": None,
        "part_of": None,
        "derived": (not names,),
        "attributions": (),
        "optional": False,
    }
    return GoldQuantity(**given | fields)


def event(identifier: str = "e1", **fields: Any) -> GoldEvent:
    given: dict[str, Any] = {
        "id": identifier,
        "what": "something happens",
        "type": ("fire",),
        "status": ("happened",),
        "disputed": (False,),
        "sentences": (1,),
        "participants": (),
        "places": (),
        "time": None,
        "quantities": (),
        "attributions": (),
        "relations": (),
        "optional": False,
    }
    return GoldEvent(**given | fields)


def labelled(text: str, *events: GoldEvent, **fields: Any) -> Labelled:
    """Labels for an article whose body is `text`."""
    article = _article(text)
    given: dict[str, Any] = {
        "slug": "made-up",
        "article": article,
        "split": "dev",
        "language": "en",
        "kind": "agency",
        "traps": frozenset(),
        "published": None,
        "main": tuple(one.id for one in events[:1]),
        "events": events,
        "key_points": (),
        "must_not": (),
        "loaded": (),
        "decoys": (),
    }
    return Labelled(**given | fields)


@lru_cache
def _article(text: str) -> Article:
    article = Article.from_text(text, title="Made up")
    assert article.text == text
    return article


def point(text: str, *words: Sequence[str], **fields: Any) -> KeyPoint:
    given: dict[str, Any] = {
        "text": text,
        "events": ("e1",),
        "words": tuple(map(tuple, words)),
        "says": (),
        "optional": False,
    }
    return KeyPoint(**given | fields)


def alternatives(values: Sequence[Any], *, null: bool = False) -> st.SearchStrategy[tuple[Any, ...]]:
    """One value, or several that are right."""
    choices = [*values, None] if null else list(values)
    return st.lists(st.sampled_from(choices), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def suites_article(draw: st.DrawFn, *, may: bool = True) -> Labelled:
    """An article of one to four events with labels of every sort. `may`: some of them are optional.

    The first event is always required and has all parts: two participants, a place, a time, two figures, two sources.
    """
    count = draw(st.integers(1, 4))
    told = [_sentences(at, NUMBERS[at]) for at in range(count)]
    text = "\n\n".join(" ".join(pair) for pair in told)
    optional = st.booleans() if may else st.just(False)
    events = [
        draw(_event(at, text, NUMBERS[at], optional if at else st.just(False), full=at == 0)) for at in range(count)
    ]
    for at in range(1, count):
        if draw(st.booleans()):
            kinds = draw(alternatives(get_args(RelationKind)))
            relation = GoldRelation(to=f"e{draw(st.integers(1, at))}", kind=kinds, optional=draw(optional))
            events[at] = replace(events[at], relations=(relation,))
    points = [
        point(
            f"{FIRST[2 * at]} {PEOPLE[2 * at]} was seen in {TOWNS[at]}, {SOURCES[at]} said",
            [PEOPLE[2 * at], "nobody"],
            ["seen", "met", "s*w"],
            [TOWNS[at]],
            events=(f"e{at + 1}",),
            says=draw(st.sampled_from([(), (SOURCES[at],), ("nobody", SOURCES[at])])),
            optional=draw(optional) if at else False,
        )
        for at in range(count)
    ]
    return labelled(
        text,
        *events,
        slug=draw(st.sampled_from(["one", "two"])),
        key_points=tuple(points),
        must_not=(MustNot(text="nobody came", words=(("nobody",), ("came",)), unless=(), why="denial"),),
        loaded=(LoadedWord(text="ghastly", in_quotes=False),),
    )


def _sentences(at: int, number: int) -> tuple[str, str]:
    agent, target = (f"{FIRST[one]} {PEOPLE[one]}" for one in (2 * at, 2 * at + 1))
    return (
        f"{agent} met {target} in {TOWNS[at]} {DAYS[at]}, the {SOURCES[at]} office said.",
        f"About {number} guests had a ghastly evening, {SOURCES[at]} Radio quoted the mayor of {TOWNS[at]} as saying.",
    )


@st.composite
def _event(
    draw: st.DrawFn, at: int, text: str, number: int, optional: st.SearchStrategy[bool], *, full: bool
) -> GoldEvent:
    first = 2 * at + 1
    cited = (first, first + 1)

    def some(*parts: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(part() for part in parts if full or draw(st.booleans()))

    def person(one: int) -> GoldParticipant:
        return participant(
            text,
            f"{FIRST[one]} {PEOPLE[one]}",
            id=f"p{one}",
            aliases=[PEOPLE[one]] if draw(st.booleans()) else [],
            role=draw(alternatives(get_args(Role))),
            kind=draw(alternatives(get_args(ParticipantKind))),
            outcome=draw(alternatives(get_args(Outcome), null=True)),
            optional=draw(optional) if not full else False,
        )

    def town() -> GoldPlace:
        points = draw(st.booleans())
        return place(
            text,
            TOWNS[at],
            id="l1",
            role=draw(alternatives(get_args(PlaceRole))),
            countries=draw(st.sampled_from([(frozenset(),), (frozenset({"SN"}),), (frozenset({"SN"}), frozenset())])),
            latitude=draw(st.floats(-80, 80)) if points else None,
            longitude=draw(st.floats(-180, 180)) if points else None,
            optional=draw(optional) if not full else False,
        )

    def office() -> GoldAttribution:
        return attribution(
            text,
            f"the {SOURCES[at]} office",
            kind=draw(alternatives(get_args(SourceKind))),
            named=draw(alternatives([True, False])),
            stance=draw(alternatives(get_args(Stance))),
            sentences=(first,),
        )

    def mayor() -> GoldAttribution:
        return attribution(
            text,
            f"the mayor of {TOWNS[at]}",
            via=draw(st.sampled_from([((f"{SOURCES[at]} Radio",),), ((f"{SOURCES[at]} Radio",), ())])),
            stance=draw(alternatives(get_args(Stance))),
            quote=("had a ghastly evening", None),
            sentences=(first + 1,),
            optional=draw(optional) if not full else False,
        )

    people = some(lambda: person(2 * at), lambda: person(2 * at + 1))
    places = some(town)

    def guests() -> GoldQuantity:
        return quantity(
            text,
            f"About {number}",
            f"{number} guests",
            id="q1",
            value=(float(number),),
            kind=draw(alternatives(get_args(QuantityKind))),
            bound=draw(alternatives(get_args(Bound))),
            currency=draw(alternatives(["EUR", "USD"], null=True)),
            place="l1" if places and draw(st.booleans()) else None,
            participant=people[0].id if people and draw(st.booleans()) else None,
            attributions=(mayor(),) if draw(st.booleans()) else (),
            optional=draw(optional) if not full else False,
        )

    def derived() -> GoldQuantity:
        words = (name(text, f"{FIRST[2 * at]} {PEOPLE[2 * at]}"),)
        return quantity(text, derived_from=words, value=(1.0,), optional=draw(optional))

    known = (("2019-02-09",), ("day",))
    open_ = ((None,), (None,))
    either = (("2019-02-09", None), ("day", None))
    start, precision = known if full else draw(st.sampled_from([known, open_, either]))
    when = time(text, DAYS[at], start=start, end=start, precision=precision, optional=not full and draw(optional))
    return event(
        f"e{at + 1}",
        what=f"{PEOPLE[2 * at]} meets {PEOPLE[2 * at + 1]}",
        type=draw(alternatives(TYPES)),
        status=draw(alternatives(get_args(Status))),
        disputed=draw(alternatives([True, False])),
        sentences=cited,
        participants=people,
        places=places,
        time=when if full or draw(st.booleans()) else None,
        quantities=some(guests, derived),
        attributions=(office(), *some(mayor)),
        optional=draw(optional),
    )
