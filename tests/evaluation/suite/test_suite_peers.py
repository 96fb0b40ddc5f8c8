"""Rows of other systems as predictions for the suite."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_suite import write_suite
from strategies import labelled as made_up

from nutgraf.evaluation.collection import suite
from nutgraf.evaluation.peer_rows import is_peer_row, peer_answer
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.peers import from_answer
from nutgraf.evaluation.suite.prediction import Predicted, PredictedEvent
from nutgraf.reading import Article

FLAT: dict[str, Any] = {
    "title": "A fire kills two people in Alvik",
    "type": "disaster",
    "actors": ["rebels"],
    "targets": ["2 people", "furniture shop"],
    "means": "petrol",
    "place": "Alvik",
    "when": "on Monday",
    "numbers": ["at least 2 people killed; $3 million in damage"],
    "source": "the fire brigade",
    "status": "happened",
}


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Labelled:
    folder = write_suite(tmp_path_factory.mktemp("suite") / "evals", articles=1)
    gold = suite(folder, split="dev", external={}).entries[0].gold
    assert isinstance(gold, Labelled)
    return gold


def predicted(labelled: Labelled, *events: dict[str, Any], **fields: Any) -> Predicted:
    return from_answer(peer_answer({"id": labelled.slug, "events": list(events), **fields}), labelled)


def test_a_flat_event_is_read_as_kindly_as_its_words_allow(labelled: Labelled) -> None:
    (event,) = predicted(labelled, FLAT).events
    assert (event.type, event.status, event.sentences) == ("natural_disaster", "happened", [1])
    assert [(one.name, one.role, one.kind, one.outcome) for one in event.participants] == [
        ("rebels", "agent", "group", None),
        ("2 people", "victim", "group", "killed"),
        ("furniture shop", "target", "facility", None),
        ("petrol", "instrument", "weapon", None),
    ]
    assert [(one.text, one.value, one.kind, one.bound, one.currency) for one in event.quantities] == [
        ("at least 2", 2, "killed", "at_least", None),
        ("$3 million", 3_000_000, "money", "exact", "USD"),
    ]
    assert [one.name for one in event.places] == ["Alvik"]
    assert event.time is not None
    assert (event.time.text, event.time.start) == ("on Monday", None)
    (attribution,) = event.attributions
    assert attribution.source is not None
    assert (attribution.source.name, attribution.named) == ("the fire brigade", True)
    assert (attribution.kind, attribution.stance) == ("official", "asserts")


def test_a_passage_cites_the_sentences_that_it_lies_in(labelled: Labelled) -> None:
    attributes = {"type": "air strike", "target": "the roof", "actor": None, "source": ""}
    start = labelled.article.text.index("the roof")
    (event,) = predicted(labelled, {"text": "the roof", "span": [start, start + 8], "attributes": attributes}).events
    assert (event.type, event.sentences) == ("air_strike", [2])
    (attribution,) = event.attributions
    assert (attribution.source, attribution.kind) == (None, "article")


def test_words_that_the_article_has_nowhere_cite_nothing(labelled: Labelled) -> None:
    strange = FLAT | {"title": "xyzzy", "actors": [], "targets": [], "place": "", "numbers": [], "source": "unknown"}
    (event,) = predicted(labelled, strange).events
    assert event.sentences == []
    assert event.attributions[0].kind == "article"


def test_kidnapped_people_are_abducted(labelled: Labelled) -> None:
    taken = FLAT | {"title": "Rebels take people", "type": "kidnapping", "numbers": []}
    assert [one.outcome for one in predicted(labelled, taken).events[0].participants][1] == "abducted"


def test_what_it_took_and_the_summary_are_kept(labelled: Labelled) -> None:
    found = predicted(labelled, FLAT, summary="A fire.", seconds=2.5, usage=[70, 30])
    assert (found.summary, found.seconds, found.calls) == ("A fire.", 2.5, 1)
    assert found.tokens is not None
    assert (found.tokens.prompt, found.tokens.completion) == (70, 30)


@pytest.mark.parametrize(
    ("row", "peer"),
    [
        ({"id": "a", "error": "no"}, True),
        ({"id": "a", "usage": [1, 2], "events": []}, True),
        ({"id": "a", "events": [FLAT]}, True),
        ({"id": "a", "events": [{"text": "x", "attributes": None}]}, True),
        ({"id": "a", "events": [{"title": "x", "type": "fire"}]}, False),
        ({"id": "a"}, False),
    ],
)
def test_rows_of_peers_are_told_from_predictions(row: dict[str, Any], peer: bool, tmp_path: Path) -> None:
    assert is_peer_row(row) is peer


NEWS = (
    "Two officials met in Oslo. A fire in Tampere on Saturday injured about 40 people and cost some "
    "3 million euros, the mayor said. Three of those injured were children."
)


def news(published: str | None = "2019-02-11") -> Labelled:
    return replace(made_up(NEWS), article=Article.from_text(NEWS, published=published))


def fire(labelled: Labelled, **fields: Any) -> PredictedEvent:
    """The event of an answer that calls it a fire in Tampere."""
    event = {**FLAT, "title": "Fire in Tampere", "targets": [], "place": "Tampere", "numbers": [], "when": ""} | fields
    return predicted(labelled, event).events[0]


def test_times_are_found_in_the_article_and_counted_from_its_day() -> None:
    when = fire(news(), when="saturday").time
    assert when is not None
    assert (when.text, when.start, when.end, when.precision) == ("on Saturday", "2019-02-09", "2019-02-09", "day")
    assert [NEWS[span.start : span.end] for span in when.spans] == ["on Saturday"]
    unsure = fire(news(published=None), when="saturday").time
    assert unsure is not None
    assert (unsure.text, unsure.start) == ("on Saturday", None)
    assert fire(news()).time is None


def test_a_time_that_the_article_does_not_have_is_read_by_itself() -> None:
    when = fire(news(), when="2019-02-09").time
    assert when is not None
    assert (when.text, when.start, when.spans) == ("2019-02-09", "2019-02-09", [])
    vague = fire(news(), when="some time ago").time
    assert vague is not None
    assert (vague.text, vague.start) == ("some time ago", None)


def test_places_have_the_gazetteers_countries_and_coordinates() -> None:
    town, nowhere = fire(news(), place=["tampere", "Xyzzy"]).places
    assert (town.name, town.countries, town.precision) == ("Tampere", ["FI"], "town")
    assert town.latitude == pytest.approx(61.5, abs=0.1)
    assert town.longitude == pytest.approx(23.8, abs=0.1)
    assert (nowhere.name, nowhere.spans, nowhere.latitude) == ("Xyzzy", [], None)


def test_figures_are_read_in_the_sentence_that_has_them() -> None:
    hurt, cost, children, other = fire(
        news(), numbers=["40", "3 million euros", "three", "at least 7 people missing"]
    ).quantities
    assert (hurt.text, hurt.value, hurt.kind, hurt.bound) == ("about 40", 40, "injured", "about")
    assert (cost.text, cost.value, cost.kind, cost.currency) == ("some 3 million euros", 3e6, "money", "EUR")
    assert (cost.bound, [NEWS[span.start : span.end] for span in cost.spans]) == ("about", ["some 3 million euros"])
    assert (children.text, children.value) == ("Three", 3)
    assert (other.text, other.value, other.bound, other.kind, other.spans) == (
        "at least 7",
        7,
        "at_least",
        "missing",
        [],
    )
