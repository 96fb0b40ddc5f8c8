"""The score of a prediction for an article of the suite, and the figures of many.

`score` counts, `nutgraf.evaluation.tally.total` sums over articles, `figures` divides. So every figure is a ratio of
sums (micro-averaged): an article with more events weighs more.
"""

from __future__ import annotations

from typing import Literal

from nutgraf.evaluation.suite.calibration import confidence_tallies, cost_tallies, expected_calibration_error
from nutgraf.evaluation.suite.explain import explain
from nutgraf.evaluation.suite.fields import FOUND_BY, MEASURES, field_tallies
from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.grounding import grounding_tallies
from nutgraf.evaluation.suite.pairing import pair_up
from nutgraf.evaluation.suite.prediction import Predicted
from nutgraf.evaluation.suite.summary import summary_tallies
from nutgraf.evaluation.tally import Tallies, Tally, ratio

__all__ = ["HEADLINE", "direction", "explain", "figures", "score"]

HEADLINE = "values.f1"
"""The figure that stands for the suite: of all values, how many are right."""
_RATES = (
    "grounding.verbatim",
    "grounding.sentences",
    "summary.key_points",
    "summary.attribution",
    "summary.must_not",
    "summary.unloaded",
    "summary.supported_numbers",
    "summary.supported_names",
)
_LESS_IS_BETTER = ("run.calls", "run.tokens", "run.seconds", "run.cost_usd")
_NEITHER = ("summary.words", "summary.compression")
_CALIBRATION = "confidence.ece"


def score(labelled: Labelled, predicted: Predicted | None) -> dict[str, Tally]:
    """The tally of every measure, by its name; None, an article without a prediction, counts as an empty one."""
    prediction = predicted or Predicted(id=labelled.slug)
    pairing = pair_up(labelled, prediction)
    return {
        **field_tallies(pairing),
        **grounding_tallies(pairing),
        **summary_tallies(labelled, prediction),
        **confidence_tallies(pairing),
        **cost_tallies(prediction),
    }


def figures(tallies: Tallies) -> dict[str, float | None]:
    """The figures of tallies that were summed over articles; None where there is nothing to divide by.

    Measures of `fields` have three (`type.precision`, `type.recall`, `type.f1`), and those of `FOUND_BY` a fourth,
    `type.accuracy`: the share of right ones among what was found at all, whose errors are the field's own. The rates
    and means of grounding, summary and runs go by the measure's name, and so does `confidence.ece`.
    """
    nothing = Tally()
    made: dict[str, float | None] = {}
    for name in MEASURES:
        tally = tallies.get(name, nothing)
        made |= {f"{name}.f1": tally.f1, f"{name}.precision": tally.precision, f"{name}.recall": tally.recall}
        if name in FOUND_BY:
            made[f"{name}.accuracy"] = ratio(tally.right, tallies.get(FOUND_BY[name], nothing).right)
    for name in (*_RATES, *_NEITHER, *_LESS_IS_BETTER):
        made[name] = tallies.get(name, nothing).f1
    made[_CALIBRATION] = expected_calibration_error(tallies)
    return made


def direction(figure: str) -> Literal[1, 0, -1]:
    """1 where a higher figure is better, -1 where a lower one is, 0 where neither: length and compression."""
    if figure in _NEITHER:
        return 0
    return -1 if figure in (*_LESS_IS_BETTER, _CALIBRATION) else 1
