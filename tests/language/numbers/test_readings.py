from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick

from nutgraf.language.numbers.counted import says_outcome
from nutgraf.language.numbers.readings import Reading, read_quantity, readings
from nutgraf.schema import Bound, Outcome, QuantityKind


def read(text: str, sentence: str | None = None, **options: Any) -> Reading:
    found = read_quantity(text, text if sentence is None else sentence, **options)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at least 14", 14), ("2.5m", 2_500_000), ("NZ$2.9 billion", 2_900_000_000), ("Rs 5 crore", 50_000_000),
        ("an hour and a half", 1.5), ("a couple", 2), ("twice", 2), ("both", 2), ("a third of it", 33.3),
        ("two thirds", 66.7), ("half of it", 50), ("one in seven", 14.3), ("nine in ten", 90), ("over a dozen", 12),
        ("dozens", None), ("several hundred", None), ("tens of thousands", None), ("scores", None), ("3-2", None),
    ],
)  # fmt: skip
def test_values(text: str, value: float | None) -> None:
    found = read(text)
    assert (found.value, found.low, found.high) == (value, None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 to 25", 20, 25), ("between 200 and 300", 200, 300), ("three or four", 3, 4), ("4 to 6 percent", 4, 6),
        ("2 to 3 million euros", 2_000_000, 3_000_000), ("$1 million to $2 million", 1_000_000, 2_000_000),
        ("20-25 men", 20, 25),
    ],
)  # fmt: skip
def test_ranges(text: str, low: float, high: float) -> None:
    found = read(text)
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("It fell 4.2 percent to 7.31 dinars.", [4.2, 7.31]),
        ("It rose from 20 to 25.", [20, 25]),
        ("They have five and ten.", [5, 10]),
    ],
)
def test_two_numbers_are_not_always_a_range(sentence: str, numbers: list[float]) -> None:
    assert [one.value for one in readings(sentence)] == numbers


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 14", "at_least"), ("more than 300", "at_least"), ("well over 20", "at_least"),
        ("20 or more", "at_least"),
        ("up to 50", "at_most"), ("within ten days", "at_most"), ("nearly 30", "about"), ("some 40", "about"),
        ("30 or so", "about"), ("300-plus", "at_least"),
        ("forty-odd", "about"), ("dozens", "about"), ("exactly 14", "exact"), ("not less than three", "at_least"),
    ],
)  # fmt: skip
def test_bounds(text: str, bound: Bound) -> None:
    assert read(text).bound == bound


def test_a_hedge_before_the_words_is_read_too() -> None:
    assert read("20", "It killed more than 20.").bound == "at_least"


KINDS: list[tuple[str, str, QuantityKind]] = [
    ("4", "Dead: 4; wounded: 19, the bulletin said.", "killed"),
    ("19", "Dead: 4; wounded: 19, the bulletin said.", "injured"),
    ("14", "Arrested - 14 after the march.", "arrested"),
    ("12", "He left them for dead: 12 hours passed.", "duration"),
    ("three", "Three marines were killed and eight wounded.", "killed"),
    ("eight", "Three marines were killed and eight wounded.", "injured"),
    ("six", "Gunmen ambushed a bus, killing six officers and three workers.", "killed"),
    ("three", "Gunmen ambushed a bus, killing six officers and three workers.", "killed"),
    ("two", "The blast killed his father and two brothers.", "killed"),
    ("11", "The hospital spoke of 11 bodies.", "killed"),
    ("45", "The storm claimed 45 lives.", "killed"),
    ("45", "The death toll rose to 45.", "killed"),
    ("four", "The dead were seven officers and four civilians.", "killed"),
    ("12", "At least 12 people, including three children, were killed.", "killed"),
    ("three", "At least 12 people, including three children, were killed.", "killed"),
    ("four", "Fourteen people were hurt, four of them seriously.", "injured"),
    ("five", "Nine people were hurt, it said: five employees and a driver.", "injured"),
    ("30", "The crash left 12 dead and 30 injured.", "injured"),
    ("five", "Five people were treated in hospital.", "injured"),
    ("Two", "Two of her deckhands were never found.", "missing"),
    ("200", "Police took 200 people into custody.", "arrested"),
    ("14", "Police arrested 14 people.", "arrested"),
    ("5,000", "The flood forced 5,000 people to flee.", "displaced"),
    ("210", "It says 210 people have left their homes.", "displaced"),
    ("27", "27 air strikes killed no one.", "count"),
    ("30", "30 gunmen killed six farmers.", "count"),
    ("three", "A man was killed by three gunmen.", "count"),
    ("Four", "Four people were shot, two fatally.", "count"),
    ("two", "Four people were shot, two fatally.", "killed"),
    ("six", "Of the 27 aboard, 21 are injured and six were not hurt.", "count"),
    ("two", "He was killed; two cars drove off.", "count"),
    ("17", "A 17-year-old boy was killed.", "age"),
    ("12", "He got a 12-year term.", "duration"),
    ("85", "It is an 85-km section.", "distance"),
    ("14,000", "They held 14,000 cubic metres.", "other"),
    ("6.1", "A magnitude 6.1 quake.", "other"),
    ("36", "The council threw that out by 36 to 31.", "votes"),
    ("31", "The council threw that out by 36 to 31.", "votes"),
    ("46", "It passed with 78 votes in favour, 46 against.", "votes"),
    ("4", "Shares fell 4 percent.", "percent"),
    ("48", "An exit poll has Ruiz 48, Mwangi 43.", "percent"),
    ("$3,000", "They put the damage at $3,000.", "money"),
    ("40", "It has 40 members.", "count"),
]


@pytest.mark.parametrize(("text", "sentence", "kind"), KINDS)
def test_kinds(text: str, sentence: str, kind: QuantityKind) -> None:
    assert read(text, sentence).kind == kind


@pytest.mark.parametrize(
    ("text", "countries", "currency"),
    [
        ("$5", (), "USD"), ("$5", ("CA",), "CAD"), ("$5", ("FR", "AU"), "AUD"), ("US$5", ("CA",), "USD"),
        ("R$5", (), "BRL"),
        ("NZ$5", (), "NZD"), ("C$5", (), "CAD"), ("€5", ("CA",), "EUR"), ("£3m", (), "GBP"), ("N300", (), "NGN"),
        ("R3,500", (), "ZAR"), ("5 naira", (), "NGN"), ("Rs 5", ("PK",), "PKR"), ("5 rupees", (), None),
        ("5 francs", ("CD",), "CDF"), ("5 Swiss francs", ("CD",), "CHF"), ("5 Canadian dollars", (), "CAD"),
        ("5 goats", ("CA",), None),
    ],
)  # fmt: skip
def test_currencies(text: str, countries: tuple[str, ...], currency: str | None) -> None:
    assert read(text, countries=countries).currency == currency


def test_what_is_counted_is_given_by_its_place() -> None:
    sentence = "It hit two of the boats."
    found = read("two", sentence)
    assert found.of is not None
    assert sentence[slice(*found.of)] == "boats"


def test_the_second_of_two_equal_words_is_read_at_its_place() -> None:
    sentence = "Three men were hurt in three towns."
    assert read("Three", sentence).kind == "injured"
    assert read("three", sentence, at=sentence.index("three")).kind == "count"


def test_words_without_a_number_say_nothing() -> None:
    assert read_quantity("no number", "There is no number here.") is None


@pytest.mark.parametrize(
    ("text", "outcome", "says"),
    [
        ("Two men died.", "killed", True),
        ("Two men were shot dead.", "killed", True),
        ("Two men met.", "killed", False),
        ("A nurse was wounded.", "injured", True),
        ("A nurse was kidnapped.", "abducted", True),
        ("A nurse spoke.", "injured", False),
    ],
)
def test_an_outcome_needs_a_word_for_it(text: str, outcome: Outcome, says: bool) -> None:
    assert says_outcome(text, outcome) is says


WORDS = (
    "12 20 to 25 three of them killed wounding and , : ( at least a third % $ million dead people were by in half - 3-2"
)


@quick
@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join))
def test_any_text_is_read_at_its_place(text: str) -> None:
    end = 0
    for one in readings(text):
        assert end <= one.end
        assert 0 <= one.start < one.end <= len(text)
        assert one.value is None or one.low is None
        end = one.end
