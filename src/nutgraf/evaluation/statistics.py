"""How sure a figure is, and whether two runs differ by more than chance.

The unit is the article: its values are not independent of each other, so articles are drawn and swapped whole, and
counts are summed over articles before anything is divided (Miller, "Adding Error Bars to Evals", 2024, on clusters and
on pairing; Koehn, "Statistical Significance Tests for Machine Translation Evaluation", EMNLP 2004, on drawing
documents for a measure that is no mean).

Figures are computed for all draws at once: `figures` is handed tallies whose counts are arrays. It may add and subtract
them, divide them with `tally.ratio`, and pass None on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from nutgraf.evaluation.tally import Tallies, Tally, total

DRAWS = 5000
"""Of the bootstrap and of the permutation test each. The smallest p that can come out is 1 in `DRAWS` + 1."""
LEVEL = 0.95
SIGNIFICANT = 0.05
_SAME = 1e-12
"""Differences below this are rounding."""

Key = TypeVar("Key")
Array = npt.NDArray[np.float64]
Figures = Callable[[Tallies], Mapping[str, float | None]]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A figure and its 95 % interval; None where there is nothing to divide by."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How far a figure is from that of the baseline, with the 95 % interval of the difference and a two-sided p."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, kw_only=True)
class Scatter:
    """A figure over several runs of the same: its mean, and its standard deviation, which is the model's own."""

    mean: float
    deviation: float


def estimate(articles: Sequence[Tallies], figures: Figures, *, seed: int) -> dict[str, Estimate]:
    """Each figure over `articles`, with the interval of the percentile bootstrap.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Draws in which a figure is not defined
    are left out of its interval. The same seed gives the same intervals.
    """
    names, counts = _stacked(articles)
    drawn = _figures(_drawn(len(articles), seed) @ counts, names, figures)
    return {
        name: Estimate(value=value, **_interval(drawn[name]) if value is not None else {"low": None, "high": None})
        for name, value in figures(total(articles)).items()
    }


def compare(
    new: Sequence[Tallies], old: Sequence[Tallies], figures: Figures, *, seed: int
) -> dict[str, Difference | None]:
    """The differences of two runs over the same articles, in the same order: new minus old; None where one has none.

    The interval is that of the paired bootstrap: both runs are measured on the same draws (Koehn 2004). p is that of
    the paired permutation test, in which the two runs' counts of an article change places by the toss of a coin
    (Efron and Tibshirani, chapter 15; Yeh, "More accurate tests for the statistical significance of result
    differences", COLING 2000, for measures such as F1). p is (k + 1) / (n + 1), never 0 (Phipson and Smyth, 2010);
    identical runs have p = 1. A toss in which the figure is not defined counts as an extreme one.
    """
    if len(new) != len(old):
        raise ValueError("the two runs must have the same articles")
    names, both = _stacked([*new, *old])
    mine, theirs = both[: len(new)], both[len(new) :]
    weights = _drawn(len(new), seed)
    drawn = [_figures(weights @ counts, names, figures) for counts in (mine, theirs)]
    swaps = np.random.default_rng([seed, 1]).integers(0, 2, size=(DRAWS, len(new))).astype(np.float64)
    moved = swaps @ (theirs - mine)
    swapped = [_figures(mine.sum(axis=0) + moved, names, figures), _figures(theirs.sum(axis=0) - moved, names, figures)]
    values, before = figures(total(new)), figures(total(old))
    found: dict[str, Difference | None] = {}
    for name, value in values.items():
        other = before.get(name)
        if value is None or other is None:
            found[name] = None
            continue
        difference = value - other
        tossed = np.abs(swapped[0][name] - swapped[1][name])
        extreme = np.isnan(tossed) | (tossed >= abs(difference) - _SAME)
        p = (int(extreme.sum()) + 1) / (DRAWS + 1)
        found[name] = Difference(value=difference, **_interval(drawn[0][name] - drawn[1][name]), p=p)
    return found


def scatter(repeats: Iterable[Sequence[Tallies]], figures: Figures) -> dict[str, Scatter]:
    """Each figure over several runs of the same articles with the same model; of those that all runs have, two runs
    at least. The deviation is that of a sample (n - 1).
    """
    each = [figures(total(articles)) for articles in repeats]
    found = {}
    for name in each[0] if len(each) > 1 else ():
        values = [value for figure in each if (value := figure.get(name)) is not None]
        if len(values) == len(each):
            found[name] = Scatter(mean=float(np.mean(values)), deviation=float(np.std(values, ddof=1)))
    return found


def mean(repeats: Sequence[Tallies]) -> dict[str, Tally]:
    """The counts of one article as the mean over several runs of it."""
    return {
        name: Tally(tally.right / len(repeats), tally.predicted / len(repeats), tally.gold / len(repeats))
        for name, tally in total(repeats).items()
    }


def holm(values: Mapping[Key, float]) -> dict[Key, float]:
    """The p of several tests, corrected for their number (Holm, "A Simple Sequentially Rejective Multiple Test
    Procedure", 1979): the chance of a single false alarm among them stays below the level that they are held to.
    """
    adjusted: dict[Key, float] = {}
    highest = 0.0
    for rank, name in enumerate(sorted(values, key=lambda name: values[name])):
        highest = max(highest, min(1.0, values[name] * (len(values) - rank)))
        adjusted[name] = highest
    return adjusted


def _stacked(articles: Sequence[Tallies]) -> tuple[list[str], Array]:
    """The names of all measures, and the counts: one row an article, three columns a measure."""
    names = list(dict.fromkeys(name for tallies in articles for name in tallies))
    nothing = Tally()
    rows = [[count for name in names for count in _counts(tallies.get(name, nothing))] for tallies in articles]
    return names, np.array(rows, dtype=np.float64).reshape(len(articles), 3 * len(names))


def _counts(tally: Tally) -> tuple[float, float, float]:
    return tally.right, tally.predicted, tally.gold


def _drawn(articles: int, seed: int) -> Array:
    """How often each article is in each draw: as many as there are, drawn with replacement."""
    draws = np.random.default_rng([seed, 0]).multinomial(articles, np.full(articles, 1 / articles), size=DRAWS)
    return draws.astype(np.float64)


def _figures(sums: Array, names: Sequence[str], figures: Figures) -> dict[str, Array]:
    """Each figure of each row of `sums`."""
    columns: Any = sums.T.reshape(len(names), 3, len(sums))
    found: Mapping[str, Any] = figures({name: Tally(*column) for name, column in zip(names, columns, strict=True)})
    return {
        name: np.broadcast_to(np.float64(np.nan) if value is None else value, len(sums))
        for name, value in found.items()
    }


def _interval(drawn: Array) -> dict[str, float]:
    """The middle 95 % of the values that are defined."""
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.nanpercentile(drawn, [tail, 100 - tail])
    return {"low": float(low), "high": float(high)}
