from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import passage, record

from nutgraf.language.phrases import (
    is_deed,
    is_harm_alone,
    is_time,
    is_when_said,
    may_be_place,
    members,
    trimmed_place,
    unaged,
    untitled,
)
from nutgraf.schema import Passage, Span


@pytest.mark.parametrize(
    "phrase",
    ["on Monday", "late Thursday", "at 10:30", "10 a.m.", "in 2014", "three weeks ago", "overnight", "yesterday",
     "March 3", "the past decade", "MONDAY", "since Friday", "next year", "am Montag, дня", "周一"],
)  # fmt: skip
def test_times(phrase: str) -> None:
    assert is_time(phrase)


@pytest.mark.parametrize(
    "phrase", ["near the market", "two soldiers", "the minister", "in Goma", "Mayor", "Marching on"]
)
def test_what_tells_no_time(phrase: str) -> None:
    assert not is_time(phrase)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("in Goma", "Goma"),
        ("near the market", "near the market"),
        ("Goma, where they had met", "Goma"),
        ("at the port of Beira", "the port of Beira"),
        ("in front of the embassy", "the embassy"),
        ("Goma", "Goma"),
        ("In", "In"),
    ],
)
def test_a_place_is_trimmed_to_its_noun_phrase(given: str, place: str) -> None:
    article = record(f"They were seen {given} on Monday.")
    trimmed = trimmed_place(article, passage(article, given))
    assert trimmed.text == place
    (span,) = trimmed.spans
    assert article.text[span.start : span.end] == place


@given(st.lists(st.sampled_from(["in", "at", "where", "Goma", "the", ",", "who", "front of"]), min_size=1, max_size=8))
def test_any_place_stays_within_what_was_given(words: list[str]) -> None:
    article = record(" ".join(words) + ".")
    given = passage(article, " ".join(words))
    (span,) = trimmed_place(article, given).spans
    assert given.spans[0].start <= span.start < span.end <= given.spans[0].end


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Nine people were killed, police said on Monday.", True),
        ("In a statement on Monday, the command said there were nine strikes.", True),
        ("Dane told reporters outside the plant on Monday.", True),
        ("Nine people were killed on Monday, police said.", False),
        ("The company will close the plant on Monday.", False),
    ],
)
def test_when_something_was_said(sentence: str, said: bool) -> None:
    assert is_when_said(sentence, sentence.index("on Monday")) is said
    assert is_when_said(sentence, sentence.index("Monday")) is said


def phrase(text: str) -> Passage:
    return Passage(text=text, spans=[Span(start=3, end=3 + len(text))])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deputy Mayor Ana Ruiz", "Ana Ruiz"),
        ("President Ruiz", "Ruiz"),
        ("MAGISTRATE ANA DE LA RUIZ GOMEZ", "ANA DE LA RUIZ GOMEZ"),
        ("PRIESTS IVO KERN", "IVO KERN"),
        ("Officer Jan van Dorp", "Jan van Dorp"),
        ("Chairman Jan Roth (R-Ohio)", "Jan Roth"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, name: str) -> None:
    bare = untitled(phrase(text))
    assert bare == Passage(text=name, spans=[Span(start=3 + text.index(name), end=3 + text.index(name) + len(name))])


@pytest.mark.parametrize(
    "text",
    ["the mayor of Split", "a police officer", "his wife Ana Ruiz", "Ruiz's son Marco", "the home of Colonel Ana Ruiz",
     "GENERAL STAFF", "STUDENT UNION", "Ana Ruiz", "SENATOR RUIZ"],
)  # fmt: skip
def test_other_names_stay_whole(text: str) -> None:
    assert untitled(phrase(text)) == phrase(text)


def test_an_age_is_no_part_of_a_name() -> None:
    assert unaged(phrase("36-year-old Ana Ruiz")).text == "Ana Ruiz"
    assert unaged(phrase("a 36-year-old clerk")).text == "a 36-year-old clerk"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("two priests and a clerk", ["two priests", "a clerk"]),
        ("Ana Ruiz, Ivo Kern and Jan Roth", ["Ana Ruiz", "Ivo Kern", "Jan Roth"]),
        ("the Army and the Police", None),
        ("Ministry of Health and Welfare", None),
        ("people (two clerks and a nurse)", None),
        ("Senator and presidential hopeful Ana Ruiz", None),
        ("Ana Ruiz", None),
    ],
)
def test_lists_of_people(text: str, names: list[str] | None) -> None:
    found = members(phrase(text))
    assert [one.text for one in found] == (names or [text])
    assert all(text[one.spans[0].start - 3 : one.spans[0].end - 3] == one.text for one in found)


def test_words_that_name_no_place() -> None:
    assert not any(map(may_be_place, ["near", "the scene", "front door", "weekend"]))
    assert all(map(may_be_place, ["the front gate of the mill", "Split", "North Side", "Mexico City", "Cook County"]))


def test_what_happens_takes_no_part() -> None:
    assert is_deed("the police-involved shooting")
    assert not is_deed("a shooting victim")


def test_how_many_is_nobody() -> None:
    assert is_harm_alone("The dead")
    assert not is_harm_alone("the dead man")


def test_a_feast_is_no_place() -> None:
    assert not may_be_place("this Thanksgiving")
