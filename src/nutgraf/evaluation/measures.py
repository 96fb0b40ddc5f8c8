"""The measures of each collection: how figures come from counts, which of them matter most, which way is up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nutgraf.errors import SettingError
from nutgraf.evaluation.benchmarks import BENCHMARKS
from nutgraf.evaluation.statistics import Figures
from nutgraf.evaluation.suite import components, score
from nutgraf.evaluation.tally import f1_figures
from nutgraf.reading.names import shown

SUITE = "suite"
COMPONENTS = ("components-en", "components-other")
"""The stages that are code alone, on the suite's articles in English and on those in other languages."""
_SUITE_HEADLINE = (
    score.HEADLINE,
    "events.f1",
    "participants.head.f1",
    "places.name.f1",
    "time.start.f1",
    "quantities.value.f1",
    "attributions.source.f1",
    "summary.key_points",
    "summary.attribution",
    "summary.supported_names",
)
_LESS_IS_BETTER = {"muc4": ("false alarm", "left out"), "basil": ("loaded words", "share")}


@dataclass(frozen=True, kw_only=True)
class Measures:
    """The measures of one collection."""

    figures: Figures
    headline: tuple[str, ...]
    """The figures that stand for the collection, the first above all: whether a run fell behind another is tested on
    these."""
    direction: Callable[[str], int]
    """Of a figure: 1 where higher is better, -1 where lower is, 0 where neither."""


def measures(collection: str) -> Measures:
    """The measures of the suite, of its components, or of a benchmark, by name. Raises `SettingError` for another."""
    if collection == SUITE:
        return Measures(figures=score.figures, headline=_SUITE_HEADLINE, direction=score.direction)
    if collection in COMPONENTS:
        return Measures(figures=f1_figures, headline=components.HEADLINE, direction=lambda _: 1)
    if collection not in BENCHMARKS:
        raise SettingError(f"There is no collection {shown(repr(collection))}.")
    benchmark = BENCHMARKS[collection]
    less = _LESS_IS_BETTER.get(collection, ())
    return Measures(
        figures=benchmark.figures,
        headline=(benchmark.headline,),
        direction=lambda figure: -1 if figure in less else 1,
    )
