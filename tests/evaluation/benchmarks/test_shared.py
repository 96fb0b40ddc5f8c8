"""Samples, halves, counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.evaluation.benchmarks import BENCHMARKS
from nutgraf.evaluation.benchmarks.shared import Document, Tally, best_pairs, case, half_of, sample, total

DOCUMENTS = [Document(id=f"d{number}", text="", gold=None, half=half_of(f"d{number}")) for number in range(60)]


def test_halves_come_from_the_last_digit_of_the_hash() -> None:
    assert half_of("a") == "report"  # ...ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
    assert half_of("c") == "tune"  # 2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6
    assert {one.half for one in DOCUMENTS} == {"tune", "report"}


@settings(max_examples=30, deadline=None)
@given(st.integers(), st.integers(0, 40))
def test_a_sample_is_one_half_and_grows(seed: int, size: int) -> None:
    chosen = sample(DOCUMENTS, half="tune", size=size, seed=seed)
    assert len(chosen) == min(size, sum(one.half == "tune" for one in DOCUMENTS))
    assert {one.half for one in chosen} <= {"tune"}
    assert chosen == sample(list(reversed(DOCUMENTS)), half="tune", size=size, seed=seed)[::-1]
    assert {one.id for one in chosen} <= {one.id for one in sample(DOCUMENTS, half="tune", size=size + 1, seed=seed)}


def test_another_seed_is_another_sample() -> None:
    assert sample(DOCUMENTS, half="report", size=5, seed=1) != sample(DOCUMENTS, half="report", size=5, seed=2)
    assert len(sample(DOCUMENTS, half="report", size=None, seed=1)) == sum(one.half == "report" for one in DOCUMENTS)


def test_counts_are_summed_before_they_are_divided() -> None:
    summed = total([{"a": Tally(1, 2, 4)}, {"a": Tally(2, 2, 2), "b": case(3)}, {"b": case(0)}])
    assert summed["a"] == Tally(3, 4, 6)
    assert (summed["a"].precision, summed["a"].recall) == (0.75, 0.5)
    assert summed["a"].f1 == pytest.approx(0.6)
    assert (summed["b"].precision, summed["b"].recall, summed["b"].f1) == (1.5, 1.5, 1.5)


def test_nothing_to_count_is_no_measure() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert Tally(0, 3, 0).f1 == 0


def test_the_best_pairs_have_the_highest_total() -> None:
    assert best_pairs([[3, 2], [2, 0]]) == [(0, 1), (1, 0)]
    assert best_pairs([[0, 1]]) == [(0, 1)]
    assert best_pairs([[0, 0]]) == best_pairs([]) == best_pairs([[]]) == []


def test_every_benchmark_has_a_name_of_its_own() -> None:
    assert set(BENCHMARKS) == {"muc4", "gvdb", "polnear", "mucsum", "basil", "aggrefact"}
    assert {name for name, one in BENCHMARKS.items() if not one.needs_model} == {"aggrefact"}
