"""Counts."""

from __future__ import annotations

import numpy as np
import pytest

from nutgraf.evaluation.tally import Tally, best_pairs, case, ratio, total


def test_counts_are_summed_before_they_are_divided() -> None:
    summed = total([{"a": Tally(1, 2, 4)}, {"a": Tally(2, 2, 2), "b": case(3)}, {"b": case(0)}])
    assert summed["a"] == Tally(3, 4, 6)
    assert (summed["a"].precision, summed["a"].recall) == (0.75, 0.5)
    assert summed["a"].f1 == pytest.approx(0.6)
    assert (summed["b"].precision, summed["b"].recall, summed["b"].f1) == (1.5, 1.5, 1.5)


def test_nothing_to_count_is_no_measure() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert Tally(0, 3, 0).f1 == 0


def test_the_sums_of_many_draws_are_divided_at_once() -> None:
    parts, wholes = np.array([1.0, 0.0, 0.0]), np.array([4.0, 2.0, 0.0])
    np.testing.assert_array_equal(ratio(parts, wholes), [0.25, 0.0, np.nan])  # type: ignore[arg-type]
    assert (ratio(1, 4), ratio(0, 0)) == (0.25, None)


def test_the_best_pairs_have_the_highest_total() -> None:
    assert best_pairs([[3, 2], [2, 0]]) == [(0, 1), (1, 0)]
    assert best_pairs([[0, 1]]) == [(0, 1)]
    assert best_pairs([[0, 0]]) == best_pairs([]) == best_pairs([[]]) == []
