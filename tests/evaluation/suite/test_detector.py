"""The suite's own reading of numbers and names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.evaluation.suite.detector import names, numbers, support

ARTICLE = (
    "At least 14 people, two of them children, died in Kolda on Saturday, the U.S. aid group Terra Nova said. The "
    "blaze destroyed some 1,200 stalls worth NZ$2.9 billion. L'Echo du Fouladou said a 16-year-old, Aminata Sow, was "
    "twenty-first of thirty-five to be treated. A dozen traders waited."
)


def values(text: str, language: str = "en") -> list[set[float]]:
    return [set(found) for _, found in numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 people", [{14}]),
        ("fourteen people", [{14}]),
        ("twenty-five", [{25}]),
        ("two hundred and six", [{206}]),
        ("three thousand two hundred", [{3200}]),
        ("a million", [{1e6}]),
        ("2.9 billion", [{2.9e9}]),
        ("NZ$2.9bn", [{2.9e9}]),
        ("1,200", [{1200, 1.2}]),
        ("1 200 000", [{1200000}]),
        ("1,234.5", [{1234.5}]),
        ("46.8 percent", [{46.8}]),
        ("21st", [{21}]),
        ("the 1990s", [{1990}]),
        ("a 16-year-old", [{16}]),
        ("two dozen", [{24}]),
        ("at 7:30", [{7}, {30}]),
        ("in 2014 300 people", [{2014}, {300}]),
        ("two, three or four", [{2}, {3}, {4}]),
        ("one hundred and the rest", [{100}]),
        ("٣٥ people", [{35}]),
        ("ten of the tenants", [{10}]),
        ("nobody", []),
    ],
)
def test_numbers_are_read_with_their_values(text: str, expected: list[set[float]]) -> None:
    assert values(text) == expected


def test_number_words_of_other_languages() -> None:
    assert values("zwölf Menschen, 3,5 Millionen Euro", "de") == [{12}, {3.5e6}]
    assert values("dos mil personas", "es") == [{2000}]
    assert values("23万人") == [{230000}]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Officials said so.", []),
        ("Ann Lee said so.", ["Ann", "Lee"]),
        ("The mayor of Kolda, Fanta Mballo, left.", ["Kolda", "Fanta", "Mballo"]),
        ("On Saturday it burned.", ["Saturday"]),
        ('She said: "Nobody came to Kolda."', ["Kolda"]),
        ("“Nobody came,” he said.", []),
        ("It burned, the U.S. said.", ["U.S"]),
    ],
)
def test_names_are_capitalised_within_a_sentence(sentence: str, expected: list[str]) -> None:
    assert names(sentence, "en") == expected


def test_where_capitals_are_no_names_there_are_none() -> None:
    assert names("In Kassel stahlen Diebe Münzen.", "de") == []


def test_what_the_article_has_is_supported() -> None:
    made = support(
        [
            "Fourteen people died in Kolda on Saturday, Terra Nova said.",
            "1200 stalls worth 2.9 billion burned, the Echo wrote; 35 were treated, Sow's friend 21st.",
            "KOLDA'S 12 traders waited; no one came, first of all the US group.",
        ],
        ARTICLE,
        language="en",
    )
    assert made.unsupported_numbers == ()
    assert made.unsupported_names == ()
    assert len(made.numbers) == 6
    assert "Kolda" in made.names


def test_what_the_article_lacks_is_not() -> None:
    made = support(["Fifteen people died in Dakar, the Echo said, 2.9 million lost."], ARTICLE, language="en")
    assert made.unsupported_numbers == ("Fifteen", "2.9 million")
    assert made.unsupported_names == ("Dakar",)


def test_a_count_that_follows_from_the_article_is_supported() -> None:
    assert support(["Three died."], "Ann, Bo and Cy died.", language="en").unsupported_numbers == ("Three",)
    assert support(["Three died."], "Ann, Bo and Cy died.", language="en", counts=[3]).unsupported_numbers == ()


@given(st.integers(0, 999_999_999))
def test_a_number_is_itself_however_it_is_written(number: int) -> None:
    for text in (str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
        [(_, found)] = numbers(text, "en")
        assert number in found


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_an_article_supports_itself(text: str) -> None:
    made = support([text], text, language="en")
    assert made.unsupported_numbers == made.unsupported_names == ()


def test_hostile_text_takes_no_time() -> None:
    begun = time.process_time()
    for text in ("1" * 4_000, "1,111" * 20_000, "two hundred and " * 20_000, "A'" * 50_000, "“ " * 50_000):
        support([text], text, language="en")
    assert time.process_time() - begun < 20
