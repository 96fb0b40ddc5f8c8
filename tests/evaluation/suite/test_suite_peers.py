"""Rows of other systems as predictions for the suite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_suite import write_suite

from nutgraf.evaluation.collection import suite
from nutgraf.evaluation.peer_rows import is_peer_row, peer_answer
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.peers import from_answer
from nutgraf.evaluation.suite.prediction import Predicted

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
