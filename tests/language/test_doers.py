from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick

from nutgraf.language.doers import doers, parts

ACRONYMS = frozenset({"RSF"})


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in doers(text, ACRONYMS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A priest was shot by two men in Beira.", ["two men"]),
        ("Gunmen of the Lake Front attacked a post.", ["Gunmen", "Lake Front"]),
        ("The Red Sea Front (RSF) claimed responsibility for the blast.", ["Red Sea Front"]),
        ("Three masked men on motorcycles opened fire on a bar.", ["Three masked men"]),
        ("Police said gunmen shot the driver.", ["gunmen"]),
        ("The attack was blamed on the Lake Front.", ["Lake Front"]),
        ("The group called Army of the Lake claimed responsibility.", ["Army of the Lake"]),
        ("Officials blamed the separatists.", ["separatists"]),
        ("He was kidnapped by members of the National Army.", ["members of the National Army", "National Army"]),
        ("Boko Haram fighters attacked a village.", ["Boko Haram", "Boko Haram fighters"]),
        ("The Syrian army shelled a village; the Syrian army killed six.", ["Syrian army"]),
        ("A driver was shot dead by Tulsa police.", ["Tulsa police"]),
        ("On Monday Syrian forces attacked a village.", ["Syrian forces"]),
        ("The Lake Front, RSF, has claimed responsibility.", ["Lake Front"]),
        ("The mayor accused the Lake Front of the murder.", ["Lake Front"]),
        ("THE GUERRILLA ORGANIZATION SHINING PATH HAD KILLED A NUN.", ["SHINING PATH"]),
        ("RSF REBELS DESTROYED AT LEAST TEN TOWERS.", ["RSF", "RSF REBELS"]),
        ("A suicide bomber killed 12 people.", ["suicide bomber"]),
        ("ON 3 JUNE, ALLEGED RSF REBELS SET OFF A BOMB IN BEIRA.", ["RSF", "RSF REBELS"]),
        ("THE MAYOR WAS ABDUCTED BY A GROUP OF HEAVILY ARMED MEN.", ["HEAVILY ARMED MEN"]),
        ("SOURCES REPORT THAT URBAN GUERRILLAS THREW TWO BOMBS AT A DEPOT.", ["URBAN GUERRILLAS"]),
    ],
)
def test_who_did_it(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers were killed by a mine.",
        "The rebels released two hostages.",
        "Soldiers attacked in the morning were buried.",
        "Rebels attacked by the air force fled.",
        "No group claimed responsibility.",
        "A man was killed in a crash that is being investigated by Tulsa police.",
        "Two men were shot, according to a statement by Tulsa police.",
        "THE PERSONS KIDNAPPED IN MAY CAME HOME.",
        "THE FIRE WAS PUT OUT BY NOON.",
        "",
    ],
)
def test_sentences_that_do_not_say_who_did_it(text: str) -> None:
    assert told(text) == []


def test_an_acronym_in_capitals_is_one_only_where_the_article_has_it() -> None:
    assert told("THE RSF ATTACKED A POST.") == ["RSF"]
    assert told("THE RAIN DESTROYED A POST.") == []


def test_letters_that_get_longer_in_small_move_nothing() -> None:
    assert told("İN MAY, REBELS ATTACKED A POST.") == ["REBELS"]


def test_people_and_the_body_that_they_belong_to() -> None:
    text = "gunmen of the Lake Front"
    assert [(text[one.start : one.end], one.is_body) for one in parts(text, ACRONYMS)] == [
        ("gunmen", False),
        ("Lake Front", True),
    ]
    assert parts("two gunmen", ACRONYMS) == []
    assert parts("mayor of Beira", ACRONYMS) == []


@quick
@given(st.text(max_size=300))
def test_any_text_gives_spans_of_it(text: str) -> None:
    for one in [*doers(text, ACRONYMS), *parts(text, ACRONYMS)]:
        assert 0 <= one.start < one.end <= len(text)
