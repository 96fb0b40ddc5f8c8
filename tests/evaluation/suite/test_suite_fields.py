"""What each measure of events counts, on examples."""

from __future__ import annotations

from typing import Any

import pytest
from strategies import attribution, event, labelled, name, participant, place, quantity, time

from nutgraf.evaluation.suite.fields import kilometres, slot
from nutgraf.evaluation.suite.gold import GoldEvent, GoldRelation, Labelled
from nutgraf.evaluation.suite.prediction import Predicted, PredictedEvent, gold_as_prediction
from nutgraf.evaluation.suite.score import explain, figures, score
from nutgraf.evaluation.tally import Tally

TEXT = (
    "A fire swept through the central market in Kolda, southern Senegal, early on Saturday, killing a night watchman, "
    "the fire brigade said. Traders put the number of dead at four. The blaze destroyed some 150 stalls.\n\n"
    "The mayor, Fanta Mballo, said the market would stay shut until Wednesday."
)


def fire(**fields: Any) -> GoldEvent:
    given: dict[str, Any] = {
        "sentences": (1, 2, 3),
        "participants": (
            participant(TEXT, "central market", role=("target",), kind=("facility",), outcome=("damaged",)),
            participant(TEXT, "night watchman", role=("victim",), outcome=("killed", "injured"), aliases=["watchman"]),
        ),
        "places": (place(TEXT, "Kolda", within=("southern Senegal", "Senegal")),),
        "time": time(TEXT, "early on Saturday", "Saturday"),
        "quantities": (
            quantity(TEXT, "four", value=(4.0,), id="q1"),
            quantity(TEXT, "some 150", value=(150.0,), kind=("count",), bound=("about",)),
        ),
        "attributions": (
            attribution(TEXT, "the fire brigade"),
            attribution(TEXT, "Traders", kind=("witness", "group"), sentences=(2,)),
            attribution(TEXT, None, sentences=(3,)),
        ),
    }
    return event(**given | fields)


def shut(**fields: Any) -> GoldEvent:
    given: dict[str, Any] = {
        "type": ("decision",),
        "status": ("planned",),
        "sentences": (4,),
        "participants": (participant(TEXT, "Fanta Mballo"),),
        "attributions": (attribution(TEXT, "Fanta Mballo", sentences=(4,)),),
    }
    return event("e2", **given | fields)


def tally(gold: Labelled, measure: str, **update: Any) -> Tally:
    """The tally of `measure` when the first event of a perfect prediction has other fields."""
    return score(gold, perfect_but(gold, **update))[measure]


def perfect_but(gold: Labelled, **update: Any) -> Predicted:
    full = gold_as_prediction(gold)
    first = PredictedEvent.model_validate(full.events[0].model_dump() | update)
    return full.model_copy(update={"events": [first, *full.events[1:]]})


def one_participant(gold: Labelled, measure: str, **update: Any) -> Tally:
    first, *rest = gold_as_prediction(gold).events[0].participants
    return tally(gold, measure, participants=[first.model_dump() | update, *(one.model_dump() for one in rest)])


@pytest.mark.parametrize(
    ("predicted", "gold", "counts"),
    [
        ("a", ("a", "b"), (1, 1, 1)),
        ("b", ("a", "b"), (1, 1, 1)),
        ("c", ("a",), (0, 1, 1)),
        (None, ("a",), (0, 0, 1)),
        (None, ("a", None), (0, 0, 0)),
        (None, (None,), (0, 0, 0)),
        ("a", (None,), (0, 1, 0)),
    ],
)
def test_a_value_is_right_wrong_missed_or_false(predicted: Any, gold: tuple[Any, ...], counts: tuple[int, ...]) -> None:
    assert slot(predicted, gold) == Tally(*counts)


def test_the_family_is_right_where_the_type_is_nearly_so() -> None:
    gold = labelled(TEXT, fire())
    assert tally(gold, "type", type="accident") == Tally(0, 1, 1)
    assert tally(gold, "family", type="accident") == Tally(1, 1, 1)
    assert tally(gold, "family", type="inferno") == Tally(0, 1, 1)


def test_only_disputed_events_count_for_the_dispute() -> None:
    assert tally(labelled(TEXT, fire()), "disputed") == Tally(0, 0, 0)
    assert tally(labelled(TEXT, fire()), "disputed", disputed=True) == Tally(0, 1, 0)
    assert tally(labelled(TEXT, fire(disputed=(True,))), "disputed", disputed=False) == Tally(0, 0, 1)
    assert tally(labelled(TEXT, fire(disputed=(True, False))), "disputed", disputed=False) == Tally(0, 0, 0)


def test_a_name_is_right_by_its_head_and_by_the_full_string() -> None:
    gold = labelled(TEXT, fire())
    assert one_participant(gold, "participants.head", name="the market") == Tally(2, 2, 2)
    assert one_participant(gold, "participants.name", name="the market") == Tally(1, 2, 2)
    assert one_participant(gold, "participants.name", name="The Central Market,") == Tally(2, 2, 2)
    assert one_participant(gold, "participants.head", name="the blaze") == Tally(1, 2, 2)
    assert one_participant(gold, "participants.role", name="the blaze") == Tally(1, 2, 2)


def test_an_outcome_counts_where_there_is_one() -> None:
    gold = labelled(TEXT, fire())
    assert one_participant(gold, "participants.outcome", outcome="killed") == Tally(1, 2, 2)
    assert one_participant(gold, "participants.outcome", outcome=None) == Tally(1, 1, 2)


def test_a_larger_unit_counts_neither_way() -> None:
    gold = labelled(TEXT, fire())
    around = [{"name": "Kolda"}, {"name": "Senegal"}, {"name": "southern Senegal"}]
    assert tally(gold, "places.name", places=around) == Tally(1, 1, 1)
    assert tally(gold, "places.name", places=[{"name": "Dakar"}]) == Tally(0, 1, 1)


@pytest.mark.parametrize(
    ("latitude", "longitude", "right"), [(12.89, -14.94, 1), (13.3, -14.94, 1), (13.4, -14.94, 0), (12.89, -14.4, 0)]
)
def test_coordinates_are_right_within_50_km(latitude: float, longitude: float, right: int) -> None:
    gold = labelled(TEXT, fire())
    spot = {"name": "Kolda", "countries": ["sn"], "latitude": latitude, "longitude": longitude}
    assert tally(gold, "places.coordinates", places=[spot]) == Tally(right, 1, 1)
    assert tally(gold, "places.country", places=[spot]) == Tally(1, 1, 1)
    assert tally(gold, "places.country", places=[spot | {"countries": ["SN", "GM"]}]) == Tally(0, 1, 1)


def test_coordinates_are_not_scored_where_the_label_has_none() -> None:
    region = labelled(TEXT, fire(places=(place(TEXT, "Kolda", latitude=None, longitude=None),)))
    spot = {"name": "Kolda", "latitude": 50, "longitude": 50}
    assert tally(region, "places.coordinates", places=[spot]) == Tally(0, 0, 0)


def test_the_distance_is_along_the_great_circle() -> None:
    assert kilometres(0, 0, 0, 1) == pytest.approx(111.195, abs=0.001)
    assert kilometres(10, 179.9, 10, -179.9) == pytest.approx(21.9, abs=0.1)
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=1)


def test_a_date_that_cannot_be_known_is_right_only_when_left_open() -> None:
    unknown = labelled(TEXT, fire(time=time(TEXT, "Saturday", start=(None,), end=(None,), precision=(None,))))
    left_open = {"text": "Saturday"}
    assert tally(unknown, "time.start", time=left_open) == Tally(1, 1, 1)
    assert tally(unknown, "time.start", time=left_open | {"start": "2019-02-09"}) == Tally(0, 1, 1)
    assert tally(labelled(TEXT, fire()), "time.start", time=left_open) == Tally(0, 1, 1)
    assert tally(labelled(TEXT, fire()), "time.start", time=None) == Tally(0, 0, 1)
    assert tally(labelled(TEXT, fire(time=None)), "time.start", time=left_open) == Tally(0, 1, 0)


def test_a_moment_is_right_by_its_day_where_the_label_allows_it() -> None:
    def at(*precision: str) -> Labelled:
        moment = ("2019-02-09T06:30",)
        return labelled(TEXT, fire(time=time(TEXT, "Saturday", start=moment, end=moment, precision=precision)))

    day = {"text": "Saturday", "start": "2019-02-09", "end": "2019-02-09", "precision": "day"}
    assert tally(at("minute", "day"), "time.start", time=day) == Tally(1, 1, 1)
    assert tally(at("minute"), "time.start", time=day) == Tally(0, 1, 1)
    exact = day | {"start": "2019-02-09 06:30:00", "precision": "minute"}
    assert tally(at("minute"), "time.start", time=exact) == Tally(1, 1, 1)


def test_a_figure_is_paired_by_its_words_and_its_number_judged() -> None:
    gold = labelled(TEXT, fire())
    four, stalls = (one.model_dump() for one in gold_as_prediction(gold).events[0].quantities)
    assert tally(gold, "quantities.value", quantities=[four | {"value": 5}, stalls]) == Tally(1, 2, 2)
    assert tally(gold, "quantities.found", quantities=[four | {"value": 5}, stalls]) == Tally(2, 2, 2)
    assert tally(gold, "quantities.bound", quantities=[four, stalls | {"bound": "exact"}]) == Tally(1, 2, 2)
    assert tally(gold, "quantities.value", quantities=[four, {"text": "150", "value": 150}]) == Tally(2, 2, 2)


def test_a_range_is_right_by_both_limits_and_a_derived_figure_by_value_and_kind() -> None:
    vague = labelled(TEXT, fire(quantities=(quantity(TEXT, "some 150", value=(None,), low=140.0, high=160.0),)))
    words = {"text": "some 150", "kind": "killed", "low": 140}
    assert tally(vague, "quantities.value", quantities=[words | {"high": 160}]) == Tally(1, 1, 1)
    assert tally(vague, "quantities.value", quantities=[words]) == Tally(0, 1, 1)
    one = labelled(TEXT, fire(quantities=(quantity(TEXT, value=(1.0,), derived_from=(name(TEXT, "night watchman"),)),)))
    derived = {"value": 1, "kind": "killed", "origin": "derived"}
    assert tally(one, "quantities.value", quantities=[derived]) == Tally(1, 1, 1)
    assert tally(one, "quantities.value", quantities=[derived | {"value": 2}]) == Tally(0, 1, 1)
    assert tally(one, "quantities.found", quantities=[derived | {"kind": "injured"}]) == Tally(0, 1, 1)


def test_a_figure_points_to_the_partner_of_what_the_label_points_to() -> None:
    gold = labelled(
        TEXT,
        fire(
            places=(place(TEXT, "Kolda", id="l1"),),
            quantities=(
                quantity(TEXT, "some 150", value=(150.0,), id="q1"),
                quantity(TEXT, "four", value=(4.0,), place="l1", part_of="q1"),
            ),
        ),
    )
    all_, part = (one.model_dump() for one in gold_as_prediction(gold).events[0].quantities)
    there = {"id": "elsewhere", "name": "Kolda"}
    assert tally(gold, "quantities.place", places=[there], quantities=[part | {"place": "elsewhere"}]) == Tally(1, 1, 1)
    assert tally(gold, "quantities.place", quantities=[part | {"place": "l7"}]) == Tally(0, 1, 1)
    assert tally(gold, "quantities.place", quantities=[part | {"place": None}]) == Tally(0, 0, 1)
    circle = [all_ | {"part_of": "q2"}, part | {"id": "q2"}]
    assert tally(gold, "quantities.part_of", quantities=circle) == Tally(1, 2, 1)


def test_a_figures_own_source_counts_as_its_own() -> None:
    said = attribution(TEXT, "Traders", sentences=(2,))
    gold = labelled(TEXT, fire(quantities=(quantity(TEXT, "four", value=(4.0,), attributions=(said,)),)))
    four = gold_as_prediction(gold).events[0].quantities[0].model_dump()
    assert tally(gold, "quantities.source") == Tally(1, 1, 1)
    assert tally(gold, "quantities.source", quantities=[four | {"attributions": []}]) == Tally(0, 0, 1)
    other = four | {"attributions": [{"source": "Diatta"}]}
    assert tally(gold, "quantities.source", quantities=[other]) == Tally(0, 1, 1)


def test_sources_are_paired_by_head_and_told_apart_by_stance() -> None:
    twice = (
        attribution(TEXT, "Traders", stance=("asserts",)),
        attribution(TEXT, "Traders", stance=("denies",)),
        attribution(TEXT, "the fire brigade", via=(("Fanta Mballo",),), own_word=True),
    )
    gold = labelled(TEXT, fire(attributions=twice))
    denies = {"source": "traders", "stance": "denies"}
    assert tally(gold, "attributions.stance", attributions=[denies]) == Tally(1, 1, 3)
    assert tally(gold, "attributions.source", attributions=[denies, {"source": "Diatta"}]) == Tally(1, 2, 3)
    assert tally(gold, "attributions.source", attributions=[{"source": None}]) == Tally(1, 1, 3)
    told = {"source": "fire brigade", "via": ["Mballo"]}
    assert tally(gold, "attributions.via", attributions=[told]) == Tally(1, 1, 1)
    assert tally(gold, "attributions.via", attributions=[told | {"via": ["Fanta Mballo", "Traders"]}]) == Tally(0, 1, 1)


def test_a_relation_is_right_when_both_ends_and_the_kind_are() -> None:
    def gold(**fields: Any) -> Labelled:
        relation: dict[str, Any] = {"to": "e1", "kind": ("response_to", "about"), "optional": False}
        return labelled(TEXT, fire(), shut(relations=(GoldRelation(**relation | fields),)))

    def related(suite: Labelled, *relations: tuple[str, str]) -> Tally:
        first, second = gold_as_prediction(suite).events
        given = [{"to": to, "kind": kind} for to, kind in relations]
        other = PredictedEvent.model_validate(second.model_dump() | {"relations": given})
        return score(suite, Predicted(id="x", events=[first, other]))["relations"]

    assert related(gold(), ("e1", "about")) == Tally(1, 1, 1)
    assert related(gold(), ("e1", "about"), ("e1", "response_to")) == Tally(1, 2, 1)
    assert related(gold(), ("e1", "part_of")) == related(gold(), ("e7", "about")) == Tally(0, 1, 1)
    assert related(gold(optional=True), ("e1", "part_of")) == related(gold(optional=True)) == Tally(0, 0, 0)


def test_all_values_of_false_and_missed_events_count() -> None:
    gold = labelled(TEXT, fire(), shut())
    false = PredictedEvent.model_validate(
        {
            "title": "a riot",
            "type": "riot",
            "status": "happened",
            "sentences": [9],
            "places": [{"name": "Dakar"}],
        }
    )
    full = gold_as_prediction(gold)
    perfect, with_false = score(gold, full), score(gold, full.model_copy(update={"events": [*full.events, false]}))
    assert with_false["values"].predicted == perfect["values"].predicted + 4  # type, status, place, its role
    assert with_false["values"].gold == perfect["values"].gold == with_false["values"].right
    missed = score(gold, full.model_copy(update={"events": full.events[:1]}))
    assert missed["values"].gold == perfect["values"].gold
    assert missed["values"].right == missed["values"].predicted < perfect["values"].right


def test_accuracy_is_of_what_was_found() -> None:
    gold = labelled(TEXT, fire(), shut())
    wrong = perfect_but(gold, type="accident")
    made = figures(score(gold, wrong.model_copy(update={"events": wrong.events[:1]})))
    assert (made["type.accuracy"], made["events.recall"], made["status.accuracy"]) == (0, 0.5, 1)


def test_grounding_asks_for_the_articles_words_in_the_right_sentences() -> None:
    gold = labelled(TEXT, fire(quantities=(), attributions=(), time=None, places=()))
    first, last = TEXT.index("market"), TEXT.rindex("market")

    def grounding(**market: Any) -> tuple[Tally, Tally]:
        made = score(gold, perfect_but(gold, participants=[market]))
        return made["grounding.verbatim"], made["grounding.sentences"]

    assert grounding(name="market") == grounding(name="Market") == (Tally(1, 1, 1), Tally(1, 1, 1))
    assert grounding(name="market", spans=[{"start": first, "end": first + 6}]) == (Tally(1, 1, 1), Tally(1, 1, 1))
    assert grounding(name="market", spans=[{"start": last, "end": last + 6}]) == (
        Tally(1, 1, 1),
        Tally(0, 1, 1),
    )
    assert grounding(name="market", spans=[{"start": first, "end": first + 5}]) == (Tally(0, 1, 1), Tally())
    assert grounding(name="bazaar") == (Tally(0, 1, 1), Tally())
    assert grounding(name="market", spans=[{"start": -6, "end": 9999}]) == (Tally(0, 1, 1), Tally())


def test_a_false_alarm_from_a_decoy_is_explained_by_its_trap() -> None:
    span = name(TEXT, "Traders put the number").spans[0]
    gold = labelled(TEXT, shut(), decoys=((span, "page_date"),))
    alarm = Predicted(id="x", events=[PredictedEvent(title="trade\x1b", type="fire", sentences=[2])])
    errors = explain(gold, alarm)
    assert errors[0] == "Missed: the main event, e2, something happens."
    assert errors[1] == 'False event: "trade\\x1b" (fire), taken from a passage that is none (page_date).'
