from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import passage, record

from nutgraf.language.phrases import is_time, is_when_said, trimmed_place


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
