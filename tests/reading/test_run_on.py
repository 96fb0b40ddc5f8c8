"""Titles that have run into the text. Towns are real; what happens in them isn't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.reading import Article
from nutgraf.reading.run_on import split_run_on

REST = " the council had met twice this week to speak of the road over the pass, and that it would meet once more."


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Road over the pass stays closed | 9abc.com", "A spokesman said"),
        ("Road over the pass stays closed « CBS Denver", "DENVER, Colo. (CBS9) – A clerk said"),
        ("Road over the pass stays closed - The Valley Post", "“No one has asked us,” a clerk said, adding that"),
        ("Road over the pass stays closed | WQXV", "TULSA, Okla. (WQXV) -- A clerk said"),
        ("Road over the pass stays closed | CLTX", "CHICAGO – A clerk said"),
        ("Road over the pass stays closed", "TULSA, Okla. (WQXV) – A clerk said"),
        ("Road over the pass stays closed", "TULSA (WQXV) - A clerk said"),
        ("Road over the pass stays closed | WQXV-10TV Tulsa, Oklahoma", "A clerk said"),
        ("Road over the pass stays closed | Fox 59", "INDIANAPOLIS (Dec. 3) – A clerk said"),
    ],
)
def test_a_title_and_the_name_of_its_site_are_cut_off(title: str, rest: str) -> None:
    assert split_run_on(title + rest + REST) == [title, rest + REST]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Road over the pass stays closed | The Valley Post" + REST,
        "The mayor - a McDonald by birth - said that" + REST,
        "Attorney General D. Ruiz - of the U.S. Virgin Islands - said that" + REST,
        "The road | Valley PostA clerk.",
        "A clerk of YouTube said" + REST,
        "The road of the old iOS (beta) - a clerk said" + REST,
    ],
)
def test_other_paragraphs_stay_whole(paragraph: str) -> None:
    assert split_run_on(paragraph) == [paragraph]


@given(st.text(max_size=400))
def test_nothing_gets_lost(text: str) -> None:
    assert "".join(split_run_on(text)) == text


def test_the_first_sentence_of_the_story_is_one_by_itself() -> None:
    title = "Road over the pass stays closed | 9abc.com"
    article = Article.from_text(f"{title}A clerk said on Monday that{REST}")
    assert [article.sentence_text(one) for one in article.sentences] == [title, f"A clerk said on Monday that{REST}"]
