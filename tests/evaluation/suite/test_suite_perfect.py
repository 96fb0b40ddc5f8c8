"""The labels of the suite itself, taken as a prediction."""

from __future__ import annotations

from pathlib import Path

from nutgraf.evaluation.suite.loader import load_suite
from nutgraf.evaluation.suite.prediction import gold_as_prediction
from nutgraf.evaluation.suite.score import HEADLINE, figures, score
from nutgraf.evaluation.tally import total

SUITE = Path(__file__).parents[3] / "evals"


def test_all_that_the_labels_say_of_events_is_right() -> None:
    articles = load_suite(SUITE).articles
    made = figures(total(score(one, gold_as_prediction(one)) for one in articles))
    events = {name: value for name, value in made.items() if not name.startswith("summary.") and value is not None}
    assert set(events.values()) == {1}
    assert {HEADLINE, "events.f1", "relations.f1", "grounding.sentences"} <= set(events)
