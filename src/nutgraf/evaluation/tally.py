"""Counts of right, predicted and gold: what every scorer returns, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Tally:
    """The counts of one measure in one document. They are summed over documents before anything is divided.

    For a rate over cases (a city right or not), and for a mean over cases, `predicted` and `gold` both are the number
    of cases, and precision, recall and F1 are all that rate or mean.

    The sums of many draws can be divided at once: a tally's counts may then be arrays (see `ratio`).
    """

    right: float = 0
    predicted: float = 0
    gold: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        """Right over predicted; None where nothing was predicted."""
        return ratio(self.right, self.predicted)

    @property
    def recall(self) -> float | None:
        """Right over gold; None where gold has nothing."""
        return ratio(self.right, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there is neither gold nor prediction."""
        return ratio(2 * self.right, self.predicted + self.gold)


Tallies = Mapping[str, Tally]
"""By the name of the measure."""


def ratio(part: float, whole: float) -> float | None:
    """`part` over `whole`; None where `whole` is 0. Of arrays, an array, with NaN in the place of None.

    Whatever turns summed tallies into figures divides with this, so that the figures of thousands of draws are computed
    at once.
    """
    if isinstance(whole, np.ndarray):
        return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole != 0)
    return part / whole if whole else None


def case(right: float | bool) -> Tally:
    """The tally of one case: right or not, or its share of a mean."""
    return Tally(float(right), 1, 1)


def f1_figures(tallies: Tallies) -> dict[str, float | None]:
    """The F1 of every measure; for rates and means, that rate or mean."""
    return {name: tally.f1 for name, tally in tallies.items()}


def total(scores: Iterable[Tallies]) -> dict[str, Tally]:
    """The sum over documents, by measure."""
    summed: dict[str, Tally] = {}
    for tallies in scores:
        for name, tally in tallies.items():
            summed[name] = summed.get(name, Tally()) + tally
    return summed


def best_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one pairing of rows with columns that has the highest total; pairs that score 0 are left out."""
    if not scores or not scores[0]:
        return []
    matrix = np.array(scores)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if matrix[row, column] > 0]
