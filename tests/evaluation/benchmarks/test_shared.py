"""Samples and halves."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.evaluation.benchmarks import BENCHMARKS
from nutgraf.evaluation.benchmarks.shared import Document, half_of, sample

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


def test_every_benchmark_has_a_name_of_its_own() -> None:
    assert set(BENCHMARKS) == {"muc4", "gvdb", "polnear", "mucsum", "basil", "aggrefact"}
    assert {name for name, one in BENCHMARKS.items() if not one.needs_model} == {"aggrefact"}
