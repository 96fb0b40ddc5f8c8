"""Names of places in running text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutgraf.language.geography.toponyms import larger_unit, names_within, nation_names, place_names


def found(sentence: str) -> list[str]:
    return [sentence[span.start : span.end] for span in place_names(sentence)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Two men were shot in Tulsa on Friday.", ["Tulsa"]),
        ("The body was found near Muncie, Ind., on Monday.", ["Muncie"]),
        ("Rebels attacked a post in northern Mali.", ["Mali"]),
        ("A Houston man was arrested, Chicago police said.", ["Houston", "Chicago"]),
        ("The fire in St. Louis spread to East St. Louis.", ["St. Louis"]),
        ("The suspect fled to Fresno, Calif., in a stolen car.", ["Fresno"]),
        ("PUEBLO — A boy was hurt by a stray bullet.", ["PUEBLO"]),
        ("THE BOMB WENT OFF IN MEDELLIN NEAR A BANK.", ["MEDELLIN"]),
        ("Drei Menschen wurden in Kassel verletzt.", ["Kassel"]),
        ("قتل ثلاثة أشخاص في حلب أمس.", []),
        ("Jordan Miller said he trusts in Paris Hughes.", []),
        ("Washington denied the report.", []),
        ("She resigned in March, he in May.", []),
        ("They believe in Freedom.", []),
        ("A body lay north of Tulsa.", ["Tulsa"]),
        ("It was painted by Ann Quill of Muncie, Ind., in her youth.", ["Muncie"]),
        ("The Duke of Kent Hughes spoke.", []),
    ],
)
def test_places_are_told_from_persons_and_words(sentence: str, names: list[str]) -> None:
    assert found(sentence) == names


def test_cases_of_russian_names_are_found() -> None:
    assert found("Пожар произошёл в Челябинске во вторник.") == ["Челябинске"]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("the Syrian-Turkish border", ["SY", "TR"]),
        ("US and Iraqi forces", ["US", "IQ"]),
        ("he told us about it", []),
        ("Jordan Miller", []),
        ("a house on Michigan Avenue", []),
        ("a storm over the Gulf of Mexico", []),
        ("a yacht in Baja California", ["MX"]),
        ("a Panama-flagged ship and Iran-backed men", []),
        ("Us and Panama", ["PA"]),
        ("a SWAT team", []),
        ("the French embassy, Spain's ambassador and Danish tourists", []),
        ("the French police", ["FR"]),
        ("a fire in Jersey City", []),
        ("a man from Lebanon, Pa., and one from Cuba", ["CU"]),
        ("Lebanon, Syria", ["LB", "SY"]),
        ("Maurice met her on the Island", []),
        ("villages of Darfur", ["SD"]),
        ("سوريا والعراق", ["SY"]),
    ],
)
def test_nations(text: str, countries: list[str]) -> None:
    assert [one.candidates[0].countries[0] for one in nation_names(text)] == countries


@pytest.mark.parametrize(
    ("text", "countries", "admin1"),
    [
        ("Tulsa, Oklahoma, police", "US", "OK"),
        ("Muncie, Ind., on", "US", "IN"),
        ("Concord, N.H., on", "US", "NH"),
        ("Toledo, OH", "US", "OH"),
        ("Gulu in northern Uganda", "UG", ""),
        ("Kolda (Senegal)", "SN", ""),
    ],
)
def test_the_larger_unit_behind_a_name(text: str, countries: str, admin1: str) -> None:
    (unit, *_) = larger_unit(text, len(text.split(",")[0].split(" ")[0].rstrip(",")))
    assert (unit.countries, unit.admin1) == ((countries,), admin1)


def test_no_larger_unit() -> None:
    assert larger_unit("Tulsa in a car", 5) == ()
    assert larger_unit("Tulsa", 5) == ()


@given(st.text(max_size=120))
@example("It's he’s x-'s of ’s")
def test_any_text_is_read(text: str) -> None:
    for one in (*place_names(text), *names_within(text), *nation_names(text)):
        assert 0 <= one.start < one.end <= len(text)
