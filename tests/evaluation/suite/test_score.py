"""A perfect prediction scores 1, and every error lowers the measures that it should, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import suites_article

from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.prediction import Predicted, PredictedEvent, gold_as_prediction
from nutgraf.evaluation.suite.score import HEADLINE, direction, explain, figures, score
from nutgraf.evaluation.tally import total

LENGTH = {"summary.words", "summary.compression"}
VALUES = {"values.f1", "values.precision", "values.recall"}
often = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
articles = suites_article()


def figured(labelled: Labelled, predicted: Predicted | None) -> dict[str, float | None]:
    return figures(score(labelled, predicted))


def three(*measures: str) -> set[str]:
    return {f"{one}.{part}" for one in measures for part in ("f1", "precision", "recall", "accuracy")}


def changed(labelled: Labelled, worse: Predicted) -> set[str]:
    """The figures that differ from a perfect prediction's; each of them must be lower."""
    perfect, other = figured(labelled, gold_as_prediction(labelled)), figured(labelled, worse)
    different = {name for name in perfect if perfect[name] != pytest.approx(other[name])}
    for one in different - LENGTH:
        assert other[one] is None or other[one] < 1, one
    return different


def wrong(labelled: Labelled, predicted: Predicted) -> dict[str, float | None]:
    """The figures that are there and not 1."""
    made = figured(labelled, predicted)
    return {name: value for name, value in made.items() if name not in LENGTH and value not in (None, 1)}


def only(predicted: Predicted, events: list[PredictedEvent]) -> Predicted:
    """`predicted` with these events alone, and no relation to another."""
    ids = {one.id for one in events}
    kept = [changing(one, relations=[each for each in one.relations if each.to in ids]) for one in events]
    return predicted.model_copy(update={"events": kept})


def with_first(predicted: Predicted, **update: Any) -> Predicted:
    """`predicted`, with other fields in its first event, which the labels require."""
    first, *rest = predicted.events
    return predicted.model_copy(update={"events": [first.model_copy(update=update), *rest]})


def changing(one: Any, **update: Any) -> Any:
    return one.model_copy(update=update)


@often
@given(articles)
def test_a_perfect_prediction_scores_1_everywhere(labelled: Labelled) -> None:
    made = figured(labelled, gold_as_prediction(labelled))
    assert wrong(labelled, gold_as_prediction(labelled)) == {}
    assert {"events.f1", "type.f1", "time.start.f1", "quantities.value.f1", HEADLINE} <= {
        name for name, value in made.items() if value == 1
    }
    assert made["grounding.verbatim"] == made["grounding.sentences"] == made["summary.key_points"] == 1
    assert explain(labelled, gold_as_prediction(labelled)) == []


@often
@given(articles, st.data())
def test_every_alternative_is_right(labelled: Labelled, data: st.DataObject) -> None:
    def choose(values: tuple[Any, ...]) -> Any:
        return data.draw(st.sampled_from(values))

    golds = {one.id: one for one in labelled.events}
    events = []
    for one in gold_as_prediction(labelled).events:
        gold = golds[one.id or ""]
        people = [
            changing(person, role=choose(each.role), kind=choose(each.kind), outcome=choose(each.outcome))
            for person, each in zip(one.participants, gold.participants, strict=True)
        ]
        said = [
            changing(source, kind=choose(each.kind), stance=choose(each.stance), named=choose(each.named))
            for source, each in zip(one.attributions, gold.attributions, strict=True)
        ]
        update = {"type": choose(gold.type), "status": choose(gold.status), "disputed": choose(gold.disputed)}
        events.append(changing(one, participants=people, attributions=said, **update))
    assert wrong(labelled, gold_as_prediction(labelled).model_copy(update={"events": events})) == {}


@often
@given(articles)
def test_what_is_optional_counts_neither_way(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    kept = [event for event, gold in zip(full.events, labelled.events, strict=True) if not gold.optional]
    without = only(full, [_required_parts(one, labelled) for one in kept])
    assert wrong(labelled, without) == {}
    assert score(labelled, without)["values"] == score(labelled, full)["values"]


def _required_parts(event: PredictedEvent, labelled: Labelled) -> PredictedEvent:
    gold = next(one for one in labelled.events if one.id == event.id)
    update: dict[str, Any] = {"time": None if gold.time and gold.time.optional else event.time}
    for part in ("participants", "places", "quantities", "attributions", "relations"):
        labels = zip(getattr(event, part), getattr(gold, part), strict=True)
        update[part] = [one for one, label in labels if not label.optional]
    left = {one.id for part in ("participants", "places") for one in update[part]}
    update["quantities"] = [
        changing(one, **{link: None for link in ("participant", "place") if getattr(one, link) not in left})
        for one in update["quantities"]
    ]
    return event.model_copy(update=update)


@often
@given(articles, st.randoms(use_true_random=False))
def test_the_order_of_events_and_their_parts_changes_nothing(labelled: Labelled, chance: Any) -> None:
    def mixed(things: list[Any]) -> list[Any]:
        return chance.sample(things, len(things))

    full = gold_as_prediction(labelled)
    parts = ("participants", "places", "quantities", "attributions", "sentences")
    events = [changing(one, **{part: mixed(getattr(one, part)) for part in parts}) for one in mixed(full.events)]
    worse = full.model_copy(update={"events": events[1:]})
    again = full.model_copy(update={"events": mixed(events[1:])})
    assert score(labelled, worse) == score(labelled, again)
    assert changed(labelled, full.model_copy(update={"events": events})) == set()


@often
@given(st.lists(articles, min_size=2, max_size=3))
def test_the_order_of_articles_changes_nothing(suite: list[Labelled]) -> None:
    scores = [score(one, gold_as_prediction(one)) for one in suite]
    assert figures(total(scores)) == pytest.approx(figures(total(scores[::-1])))


@often
@given(articles)
def test_a_dropped_event_is_missed(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    worse = only(full, full.events[1:])
    different = changed(labelled, worse)
    assert {"events.recall", "type.recall", "values.recall"} <= different
    made = figured(labelled, worse)
    assert not {one for one in different if one.startswith(("summary.", "grounding.")) and made[one] is not None}
    assert made["events.precision"] in (1, None)
    assert made["values.precision"] in (1, None)
    assert explain(labelled, worse)[0].startswith("Missed: the main event, e1")


@often
@given(articles)
def test_a_doubled_event_is_false(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    worse = full.model_copy(update={"events": [*full.events, changing(full.events[0], id="e9")]})
    different = changed(labelled, worse)
    assert {"events.precision", "type.precision", "values.precision"} <= different
    assert not {one for one in different if one.startswith(("summary.", "grounding.")) or one.endswith(".accuracy")}
    assert figured(labelled, worse)["values.recall"] == 1
    assert any(one.startswith("False event") and "e1 once more" in one for one in explain(labelled, worse))


@often
@given(articles)
def test_swapped_roles_are_wrong_roles(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    gold, (one, other) = labelled.events[0].participants, full.events[0].participants
    assume(other.role not in gold[0].role)
    worse = with_first(full, participants=[changing(one, role=other.role), changing(other, role=one.role)])
    different = changed(labelled, worse)
    assert "participants.role.f1" in different
    assert different <= three("participants.role") | VALUES
    assert "is" in explain(labelled, worse)[0]


@often
@given(articles, st.floats(0.1, 1e6))
def test_a_changed_number_is_a_wrong_value(labelled: Labelled, more: float) -> None:
    full = gold_as_prediction(labelled)
    stated, *rest = full.events[0].quantities
    assert stated.value is not None
    worse = with_first(full, quantities=[changing(stated, value=stated.value + more), *rest])
    different = changed(labelled, worse)
    assert "quantities.value.f1" in different
    assert different <= three("quantities.value") | VALUES
    assert "wrong number" in explain(labelled, worse)[0]


@often
@given(articles)
def test_a_shifted_date_is_a_wrong_date(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    worse = with_first(full, time=changing(full.events[0].time, start="2019-02-10", end="2019-02-10"))
    different = changed(labelled, worse)
    assert {"time.start.f1", "time.end.f1"} <= different
    assert different <= three("time.start", "time.end") | VALUES
    assert "is read as 2019-02-10" in explain(labelled, worse)[0]


@often
@given(articles)
def test_a_lost_attribution_is_missed(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    worse = with_first(full, attributions=full.events[0].attributions[1:])
    different = changed(labelled, worse)
    assert "attributions.source.recall" in different
    assert different <= {
        f"attributions.{one}.{part}"
        for one in ("source", "kind", "named", "stance", "via")
        for part in ("f1", "recall")
    } | VALUES - {"values.precision"}
    assert "lost source" in explain(labelled, worse)[0]


@often
@given(articles)
def test_a_false_name_in_the_summary_is_unsupported(labelled: Labelled) -> None:
    full = gold_as_prediction(labelled)
    worse = full.model_copy(update={"summary": [*(full.summary or []), "It was, said Bartholomew, a success."]})
    different = changed(labelled, worse)
    assert "summary.supported_names" in different
    assert different <= {"summary.supported_names"} | LENGTH
    assert "Bartholomew" in explain(labelled, worse)[0]


@often
@given(articles)
def test_no_prediction_is_an_empty_one(labelled: Labelled) -> None:
    made = score(labelled, None)
    assert made == score(labelled, Predicted(id=labelled.slug))
    assert figures(made)["values.recall"] == figures(made)["events.f1"] == figures(made)["summary.key_points"] == 0
    assert figures(made)["summary.must_not"] is figures(made)["values.precision"] is None
    assert explain(labelled, None) == ["There is no prediction for this article."]


def test_measures_are_there_whatever_was_counted() -> None:
    empty: Mapping[str, float | None] = figures({})
    assert set(empty.values()) == {None}
    assert HEADLINE in empty
    assert {name: direction(name) for name in empty if direction(name) < 1} == {
        "summary.words": 0,
        "summary.compression": 0,
        "run.calls": -1,
        "run.tokens": -1,
        "run.seconds": -1,
        "run.cost_usd": -1,
        "confidence.ece": -1,
    }
