"""The suite's format for predictions says the same of a report as the report."""

from __future__ import annotations

from dataclasses import replace

from answers import day, event, participant, place, quantity, report, said_by

from nutgraf.evaluation.benchmarks.prediction import from_predicted, from_report
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.suite.prediction import from_report as predicted_from_report

REPORT = report(
    event(
        "bombing",
        participant("rebels", "agent", "group"),
        participant("Ann Roe", "target", "person", "killed"),
        places=[place("Dunmo")],
        time=day("2020-02-03"),
        quantities=[quantity("killed", 3)],
        attributions=[said_by("the police"), said_by(None)],
    ),
    event("talks", participant("Ann Roe", "party", "person"), id="e2"),
    summary=[("A bomb went off.", ["e1"])],
)


def test_a_prediction_says_what_its_report_says() -> None:
    predicted, reported = from_predicted(predicted_from_report(REPORT, "a")), from_report(REPORT)
    assert replace(predicted, summary=()) == replace(reported, summary=())
    assert [(one.text, one.events) for one in predicted.summary] == [("A bomb went off.", ("e1", "e2"))]


def test_events_without_an_id_are_told_apart() -> None:
    row = {"id": "a", "events": [{"title": "x", "type": "bombing"}, {"title": "y", "type": "talks"}]}
    found = from_predicted(Predicted.model_validate(row))
    assert [one.id for one in found.incidents] == ["e1"]
    assert found.left_out == ("talks",)
