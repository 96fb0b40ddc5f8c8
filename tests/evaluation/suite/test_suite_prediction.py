"""The format of predictions: what is read, and what is said about what can't be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.benchmarks.answers import day, event, participant, place, quantity, report, said_by
from strategies import attribution, labelled
from strategies import event as gold_event

from nutgraf.errors import SettingError
from nutgraf.evaluation.suite.prediction import Predicted, PredictedName, from_report, read_predictions
from nutgraf.evaluation.suite.score import figures, score
from nutgraf.schema import Relation


def written(folder: Path, *rows: Any) -> Path:
    path = folder / "predictions.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_row_needs_little(tmp_path: Path) -> None:
    simple = {
        "id": "a",
        "events": [{"title": "A fire", "type": "fire", "attributions": [{"source": "police", "via": ["The Herald"]}]}],
        "summary": "A fire.",
    }
    read = read_predictions(written(tmp_path, simple, "", {"id": "b"}))
    assert list(read) == ["a", "b"]
    assert read["a"].events[0].attributions[0].source == PredictedName(name="police")
    assert read["a"].events[0].attributions[0].via == [PredictedName(name="The Herald")]
    assert read["b"] == Predicted(id="b")


def test_a_prediction_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = from_report(_report(), "a")
    assert read_predictions(written(tmp_path, made.model_dump_json())) == {"a": made}


def _report() -> Any:
    said = said_by("police").model_copy(update={"cue": []})
    whole = event(
        "fire",
        participant("two men", "victim", "group", "killed"),
        places=[place("Kolda")],
        time=day("2019-02-09"),
        quantities=[quantity("killed", 2, attributions=[said])],
        attributions=[said],
        relations=[Relation(to="e1", kind="about")],
        confidence=0.5,
    )
    return report(whole, summary=[("A fire killed two.", ["e1"])])


def test_a_report_is_taken_over_whole() -> None:
    made = from_report(_report(), "kolda")
    assert (made.id, made.model, made.calls, made.summary) == ("kolda", "none", 0, ["A fire killed two."])
    one = made.events[0]
    assert (one.type, one.confidence, one.time and one.time.start) == ("fire", 0.5, "2019-02-09")
    assert one.participants[0].outcome == "killed"
    assert one.quantities[0].attributions[0].source == PredictedName(name="police")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "EOF"),
        ("[1]", "Input should be"),
        ({"events": []}, "id: Field required"),
        ({"id": "b", "evnts": []}, "evnts: there is no such field"),
        ({"id": "b", "events": [{"title": "x"}]}, "events.0.type: Field required"),
        ({"id": "b", "events": [{"title": "x", "type": "y", "partcipants": []}]}, "events.0.partcipants: there is no"),
        ({"id": "b", "confidence": 2}, "confidence: Input should be less"),
        ('{"id": "b", "seconds": NaN}', "seconds: Input should be a finite number"),
        ({"id": "b", "events": [{"id": "e1", "title": "x", "type": "y"}] * 2}, "two events have the id e1"),
        ({"id": "a"}, "the article a has had a prediction before"),
        ("[" * 5_000, "recursion"),
    ],
)
def test_a_broken_row_is_named_with_its_line_and_reason(tmp_path: Path, row: Any, reason: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_predictions(written(tmp_path, {"id": "a"}, row))
    assert str(caught.value).startswith(f"{tmp_path}/predictions.jsonl, line 2: ")
    assert reason in str(caught.value)
    assert caught.value.hint


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.jsonl does not exist"):
        read_predictions(tmp_path / "none.jsonl")
    (tmp_path / "latin").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SettingError, match="is not UTF-8"):
        read_predictions(tmp_path / "latin")
    with pytest.raises(SettingError, match="can't be read"):
        read_predictions(tmp_path)


def test_confidence_is_judged_against_the_share_of_right_events() -> None:
    text = "A fire broke out in Kolda, the fire brigade said. The mayor left town."
    gold = labelled(text, gold_event(attributions=(attribution(text, "the fire brigade"),)))
    right = {"title": "a fire", "type": "fire", "sentences": [1]}
    false = {"title": "a riot", "type": "riot", "sentences": [2]}

    def error(**fields: Any) -> float | None:
        return figures(score(gold, Predicted.model_validate({"id": "x"} | fields)))["confidence.ece"]

    assert error(events=[right, false]) is None
    assert error(events=[right | {"confidence": 1}, false | {"confidence": 0}]) == 0
    assert error(events=[right | {"confidence": 0.9}, false | {"confidence": 0.2}]) == pytest.approx(0.15)
    assert error(events=[right, false], confidence=0.5) == pytest.approx(0)
    assert error(events=[right | {"confidence": 0}], confidence=1) == 1


def test_costs_are_means_over_the_articles_that_give_them() -> None:
    gold = labelled("A fire broke out in Kolda.", gold_event())
    costs = {"calls": 3, "tokens": {"prompt": 10, "completion": 5}}
    made = figures(score(gold, Predicted.model_validate({"id": "x"} | costs)))
    assert (made["run.calls"], made["run.tokens"], made["run.seconds"]) == (3, 15, None)
