from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.language.numbers.figures import figures, same_number
from nutgraf.schema import Bound


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27", 27),
        ("1,400", 1_400),
        ("1,234,567", 1_234_567),
        ("4.5", 4.5),
        ("4.5 million", 4_500_000),
        ("3 billion", 3_000_000_000),
        ("2.4m", 2_400_000),
        ("7bn", 7_000_000_000),
        ("$12k", 12_000),
        ("seventeen", 17),
        ("twenty-one", 21),
        ("Forty", 40),
        ("a hundred", 100),
        ("two hundred and six", 206),
        ("three thousand", 3_000),
        ("five hundred thousand", 500_000),
        ("a million", 1_000_000),
        ("one hundred and fifty thousand two hundred", 150_200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
    ],
)
def test_numbers_in_digits_and_words(text: str, value: float) -> None:
    assert [figure.value for figure in figures(f"There were {text} there.")] == [pytest.approx(value)]
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "the 87th minute",
        "the second time",
        "at 10:30",
        "an AK-47 rifle",
        "the G7 summit",
        "the 9/12 marchers",
        "open 24/7",
        "Someone phoned",
        "a tense weekend",
        "dozens of people",
    ],
)
def test_ordinals_clock_times_and_digits_in_words_are_no_numbers(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("27 in Iraq and 28 in Syria", [27, 28]),
        ("two or three", [2, 3]),
        ("aged 17, 21 and 40.", [17, 21, 40]),
        ("between 30-40 families", [30, 40]),
        ("It rose 3.", [3]),
        ("in 2014, 300 fled", [2014, 300]),
        ("one killed, two hurt", [1, 2]),
    ],
)
def test_several_numbers(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures(text)] == values


@pytest.mark.parametrize(
    ("text", "currency"),
    [("$5 million", "USD"), ("US$5 million", "USD"), ("€200", "EUR"), ("£3m", "GBP"), ("5 million dollars", "USD"),
     ("200 euros", "EUR"), ("200 goats", None)],
)  # fmt: skip
def test_currencies(text: str, currency: str | None) -> None:
    assert [figure.currency for figure in figures(text)] == [currency]


@pytest.mark.parametrize("text", ["4 percent", "4%", "4 per cent", "four percent", "a 4-percent rise"])
def test_percentages(text: str) -> None:
    (figure,) = figures(text)
    assert figure.percent
    assert figure.value == 4


def test_the_first_of_a_range_has_the_unit_of_the_second() -> None:
    assert [figure.percent for figure in figures("rose by 4 to 6 percent in 9 towns")] == [True, True, False]


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("at least ", "at_least"),
        ("more than ", "at_least"),
        ("no fewer than ", "at_least"),
        ("up to ", "at_most"),
        ("as many as ", "at_most"),
        ("fewer than ", "at_most"),
        ("about ", "about"),
        ("nearly ", "about"),
        ("some ", "about"),
        ("", "exact"),
        ("exactly ", "exact"),
    ],
)
def test_bounds(before: str, bound: Bound) -> None:
    assert [figure.bound for figure in figures(f"It hit {before}30 homes.")] == [bound]


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from("1 9 , . twenty hundred million and - a $ %".split())).map(" ".join)
)
def test_any_text_gives_finite_numbers_at_their_place(text: str) -> None:
    found = figures(text)
    assert all(math.isfinite(figure.value) and text[figure.start : figure.end].strip() for figure in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(0, 10**12))
def test_a_number_is_read_with_and_without_separators(number: int) -> None:
    assert [figure.value for figure in figures(f"{number}")] == [number]
    assert [figure.value for figure in figures(f"{number:,}")] == [number]


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_only_equal_numbers_are_the_same(left: int, right: int) -> None:
    assert same_number(left, right) == (left == right)


def test_rounding_in_the_arithmetic_makes_no_difference() -> None:
    assert same_number(4.35 * 1_000_000, 4_350_000)
