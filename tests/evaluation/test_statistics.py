from __future__ import annotations

import time
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.evaluation.benchmarks import BENCHMARKS
from nutgraf.evaluation.statistics import SIGNIFICANT, compare, estimate, holm, mean, scatter
from nutgraf.evaluation.suite import score
from nutgraf.evaluation.suite.fields import MEASURES
from nutgraf.evaluation.tally import Tallies, Tally, f1_figures

Articles = list[dict[str, Tally]]


def run(rng: np.random.Generator, chances: np.ndarray, *, items: int = 10) -> Articles:
    """Articles with `items` gold values each, of which a share that differs by article is found."""
    return [{"m": Tally(int(rng.binomial(items, chance)), items, items)} for chance in chances]


def difficulties(rng: np.random.Generator, articles: int) -> np.ndarray:
    return rng.uniform(0.2, 0.8, articles)


def only_f1(tallies: Tallies) -> dict[str, float | None]:
    return f1_figures(tallies)


tallies = st.builds(
    lambda right, missed, wrong: Tally(right, right + wrong, right + missed),
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(0, 5),
)
runs = st.lists(st.fixed_dictionaries({"a": tallies, "b": tallies}), min_size=1, max_size=12)


@given(runs)
@settings(max_examples=25, deadline=None)
def test_a_run_against_itself_has_no_difference_and_p_1(articles: Articles) -> None:
    for name, difference in compare(articles, articles, f1_figures, seed=1).items():
        if difference is None:
            assert f1_figures({name: sum((one[name] for one in articles), Tally())})[name] is None
        else:
            assert (difference.value, difference.low, difference.high, difference.p) == (0, 0, 0, 1)


@given(runs, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_other_way_round_is_the_same_difference_with_the_other_sign(articles: Articles, random: object) -> None:
    other = [{"a": one["b"], "b": one["a"]} for one in articles]
    there, back = compare(articles, other, f1_figures, seed=3), compare(other, articles, f1_figures, seed=3)
    for name, difference in there.items():
        reverse = back[name]
        assert (difference is None) == (reverse is None)
        if difference and reverse:
            assert reverse.value == pytest.approx(-difference.value)
            assert reverse.low == pytest.approx(-difference.high)
            assert reverse.p == difference.p


def test_p_of_articles_that_all_changed_the_same_way_is_the_one_that_can_be_counted() -> None:
    worse, better = [[{"m": Tally(right, 2, 2)}] * 6 for right in (1, 2)]
    difference = compare(better, worse, f1_figures, seed=0)["m"]
    assert difference is not None
    assert (difference.value, difference.low, difference.high) == (0.5, 0.5, 0.5)
    assert difference.p == pytest.approx(2 / 2**6, abs=0.01)  # all heads or all tails


def test_p_is_never_0() -> None:
    worse, better = [[{"m": Tally(right, 10, 10)}] * 60 for right in (1, 9)]
    difference = compare(better, worse, f1_figures, seed=0)["m"]
    assert difference is not None
    assert 0 < difference.p < 0.001


def test_intervals_are_those_of_a_mean_that_is_known() -> None:
    rng = np.random.default_rng(5)
    articles = [{"m": Tally(float(value), 1, 1)} for value in rng.normal(0.5, 0.1, 400)]
    found = estimate(articles, f1_figures, seed=2)["m"]
    assert found.value == pytest.approx(0.5, abs=0.015)
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.1 / 20, rel=0.1)


def test_the_seed_decides_the_interval() -> None:
    articles = run(np.random.default_rng(1), difficulties(np.random.default_rng(2), 20))
    assert estimate(articles, f1_figures, seed=1) == estimate(articles, f1_figures, seed=1)
    assert estimate(articles, f1_figures, seed=1) != estimate(articles, f1_figures, seed=2)


def test_what_is_not_defined_has_no_interval_and_no_difference() -> None:
    nothing: Articles = [{"m": Tally()}] * 4
    some: Articles = [{"m": Tally(1, 1, 1)}, *nothing]
    assert estimate(nothing, f1_figures, seed=1)["m"].low is None
    assert compare(nothing, nothing, f1_figures, seed=1)["m"] is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert estimate(some, f1_figures, seed=1)["m"].value == 1


def test_the_figures_of_the_suite_are_the_same_for_one_draw_and_for_many() -> None:
    rng = np.random.default_rng(6)
    bins = [f"confidence.bin{number}" for number in range(10)]
    names = [*MEASURES, "grounding.verbatim", "summary.key_points", "run.calls", *bins]
    counts = {name: rng.integers(0, 3, size=(3, 40)).astype(float) for name in names}
    together = score.figures({name: Tally(*columns) for name, columns in counts.items()})
    for draw in range(40):
        alone = score.figures({name: Tally(*columns[:, draw]) for name, columns in counts.items()})
        for name, value in alone.items():
            many: Any = together[name]
            found = np.nan if many is None else many[draw]
            assert found == pytest.approx(np.nan if value is None else value, nan_ok=True), name


@pytest.mark.parametrize("name", sorted(BENCHMARKS))
def test_the_figures_of_the_benchmarks_can_be_computed_for_many_draws_at_once(name: str) -> None:
    rng = np.random.default_rng(3)
    measures = ["cnndm faithful", "cnndm unfaithful", "xsum faithful", "xsum unfaithful", "sources", "all"]
    articles = [{measure: Tally(int(rng.integers(0, 2)), 1, 1) for measure in measures} for _ in range(30)]
    for found in estimate(articles, BENCHMARKS[name].figures, seed=1).values():
        assert found.value is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.value < found.high


def test_false_alarms_come_at_the_rate_of_the_level() -> None:
    rng = np.random.default_rng(11)
    alarms = 0
    for trial in range(300):
        chances = difficulties(rng, 30)
        difference = compare(run(rng, chances), run(rng, chances), only_f1, seed=trial)["m"]
        assert difference is not None
        alarms += difference.p < SIGNIFICANT
    assert 0.02 <= alarms / 300 <= 0.08


def test_a_true_difference_is_found_at_the_rate_that_its_size_gives() -> None:
    """Of 10 items in each of 30 articles 0.08 more are right. The standard error of the difference is the square root
    of 2 x 0.22 / 10 / 30, so 0.08 lies 2.09 errors from 0, and a test at 0.05 finds it with a chance of 0.55.
    """
    rng = np.random.default_rng(12)
    found = covered = 0
    for trial in range(200):
        chances = difficulties(rng, 30)
        difference = compare(run(rng, chances + 0.08), run(rng, chances), only_f1, seed=trial)["m"]
        assert difference is not None
        found += difference.p < SIGNIFICANT
        covered += difference.low <= 0.08 <= difference.high
    assert 0.45 <= found / 200 <= 0.65
    assert 0.9 <= covered / 200 <= 0.98


def test_pairing_finds_what_lies_below_the_differences_between_articles() -> None:
    rng = np.random.default_rng(13)
    chances = rng.uniform(0.0, 0.9, 40)
    old = [{"m": Tally(chance * 10, 10, 10)} for chance in chances]
    new = [{"m": Tally(chance * 10 + rng.normal(0.3, 0.3), 10, 10)} for chance in chances]
    alone = estimate(new, f1_figures, seed=1)["m"], estimate(old, f1_figures, seed=1)["m"]
    assert alone[0].low < alone[1].high  # type: ignore[operator]
    together = compare(new, old, f1_figures, seed=1)["m"]
    assert together is not None
    assert together.low > 0
    assert together.p < 0.01


def test_holm_is_the_published_procedure() -> None:
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert found == pytest.approx({"d": 0.02, "a": 0.03, "c": 0.06, "b": 0.06})
    assert holm({"a": 0.7, "b": 0.9}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}


def test_scatter_is_the_deviation_between_runs() -> None:
    repeats = [[{"m": Tally(right, 4, 4)}] for right in (1, 2, 3)]
    found = scatter(repeats, f1_figures)["m"]
    assert (found.mean, found.deviation) == (0.5, 0.25)
    assert scatter(repeats[:1], f1_figures) == {}
    assert mean([one[0] for one in repeats]) == {"m": Tally(2, 4, 4)}


def test_different_articles_are_no_pairs() -> None:
    with pytest.raises(ValueError, match="same articles"):
        compare([{}], [{}, {}], f1_figures, seed=1)


def test_two_runs_on_60_articles_with_80_figures_are_compared_within_seconds() -> None:
    rng = np.random.default_rng(4)
    new, old = (
        [{f"m{number}": Tally(int(rng.integers(0, 5)), 5, 5) for number in range(80)} for _ in range(60)]
        for _ in range(2)
    )
    begun = time.monotonic()
    estimate(new, f1_figures, seed=1)
    assert len(compare(new, old, f1_figures, seed=1)) == 80
    assert time.monotonic() - begun < 5
