"""The stages that are code alone, on the labels' own words."""

from __future__ import annotations

from dataclasses import replace

from strategies import event, labelled, place, quantity, time

from nutgraf.evaluation.suite.components import HEADLINE, MEASURES, component_errors, component_tallies
from nutgraf.evaluation.suite.gold import GoldEvent, Labelled
from nutgraf.evaluation.tally import Tally

TEXT = (
    "It snowed in Iceland. A fire in Tampere in Finland on Saturday cost some A$3 million. It killed two people. "
    "Between four and six people were missing on Sunday, and a shop was closed."
)
TAMPERE = place(TEXT, "Tampere", countries=(frozenset({"FI"}),), latitude=61.5, longitude=23.8)
SATURDAY = time(TEXT, "on Saturday", "Saturday")
COST = quantity(TEXT, "some A$3 million", value=(3e6,), kind=("money",), currency=("AUD",), bound=("about",))
DEAD = quantity(TEXT, "two")
MISSING = quantity(TEXT, "Between four and six", value=(None,), low=4.0, high=6.0, kind=("missing",))


def gold(*events: GoldEvent) -> Labelled:
    """Labels of an article that was published on a Monday, which the labels alone know."""
    return labelled(TEXT, *events, published="2019-02-11")


FIRE = event(sentences=(2, 3), places=(TAMPERE,), time=SATURDAY, quantities=(COST, DEAD, MISSING))


def rates(labels: Labelled) -> dict[str, tuple[float, float]]:
    """What was read right and what there was to read, of the measures that there was something for."""
    return {name: (one.right, one.gold) for name, one in component_tallies(labels).items() if one.gold}


def test_what_is_read_as_the_labels_have_it_is_right() -> None:
    assert gold(FIRE).article.published.date is None
    assert rates(gold(FIRE)) == {
        "times.all": (1, 1),
        "times.start": (1, 1),
        "times.end": (1, 1),
        "times.precision": (1, 1),
        "places.countries": (1, 1),
        "places.coordinates": (1, 1),
        "quantities.value": (3, 3),
        "quantities.kind": (3, 3),
        "quantities.bound": (3, 3),
        "quantities.currency": (1, 1),
    }
    assert component_errors(gold(FIRE)) == []
    assert set(HEADLINE) < set(MEASURES)


def test_what_is_read_otherwise_is_wrong_and_named() -> None:
    other = replace(
        FIRE,
        places=(replace(TAMPERE, countries=(frozenset({"SE"}),), latitude=59.3),),
        time=replace(SATURDAY, end=("2019-02-10",)),
        quantities=(replace(COST, value=(4e6,), currency=("USD",)), replace(MISSING, high=7.0)),
    )
    assert rates(gold(other)) == {
        "times.all": (0, 1),
        "times.start": (1, 1),
        "times.end": (0, 1),
        "times.precision": (1, 1),
        "places.countries": (0, 1),
        "places.coordinates": (0, 1),
        "quantities.value": (0, 2),
        "quantities.kind": (2, 2),
        "quantities.bound": (2, 2),
        "quantities.currency": (0, 1),
    }
    three, four = "3,000,000, about, money, AUD", "4,000,000, about, money, USD"
    assert component_errors(gold(other)) == [
        "times.all, times.end: “on Saturday” is read as 2019-02-09 (day), and means 2019-02-09 to 2019-02-10 (day).",
        "places.countries, places.coordinates: “Tampere” is read as FI at 61.50, 23.79, and means SE at 59.30, 23.80.",
        f"quantities.value, quantities.currency: “some A$3 million” is read as {three}, and means {four}.",
        "quantities.value: “Between four and six” is read as 4 to 6, exact, missing, and means 4 to 7, exact, missing.",
    ]


def test_without_a_day_of_publication_a_weekday_is_left_open() -> None:
    unsure = replace(gold(FIRE), published=None)
    assert rates(unsure)["times.all"] == (0, 1)
    (error,) = component_errors(unsure)
    assert error.startswith("times.all, times.start, times.end, times.precision: “on Saturday” is read as no date, and")
    known = replace(SATURDAY, start=(None,), end=(None,), precision=(None,))
    assert rates(replace(unsure, events=(replace(FIRE, time=known),)))["times.all"] == (1, 1)


def test_dollars_are_those_of_the_labels_places() -> None:
    text = "A fire in Tampere cost $3 million."
    for country, currency in (("AU", "AUD"), ("CA", "CAD")):
        where = place(text, "Tampere", countries=(frozenset({country}),))
        cost = quantity(text, "$3 million", value=(3e6,), kind=("money",), currency=(currency,))
        made = component_tallies(labelled(text, event(places=(where,), quantities=(cost,))))
        assert made["quantities.currency"] == Tally(1, 1, 1)


def test_optional_and_derived_labels_and_words_of_the_title_are_left_out() -> None:
    title = place(TEXT, "Elsewhere")
    assert title.name.spans == ()
    shop = quantity(TEXT, "two", optional=True)
    left = event(
        places=(replace(TAMPERE, optional=True), title),
        time=replace(SATURDAY, optional=True),
        quantities=(shop, quantity(TEXT, value=(1.0,))),
    )
    assert rates(gold(left, replace(FIRE, id="e2", optional=True))) == {}


def test_a_place_counts_once_an_article() -> None:
    again = replace(FIRE, id="e2", time=None, quantities=())
    assert rates(gold(FIRE, again))["places.countries"] == (1, 1)
