from __future__ import annotations

import pytest

from nutgraf.stages.mend import on_the_articles_word, wordings


def test_who_is_told_of_is_not_named_in_full_again() -> None:
    found = list(wordings("Ana Ruiz left the hall by the back door.", "Governor Ana Ruiz", says=True))
    assert found[1] == "Ana Ruiz left the hall by the back door, Ruiz said."
    found = list(wordings("Tom Brandt left the hall by the back door.", "Governor Ana Ruiz", says=True))
    assert found[1] == "Tom Brandt left the hall by the back door, according to Governor Ana Ruiz."


def test_a_group_is_not_the_source_of_what_is_said_of_it() -> None:
    found = list(wordings("The rebels left the hall by the back door.", "the rebels", says=True))
    assert found == ["The rebels left the hall by the back door."]


def test_the_sentence_itself_comes_first() -> None:
    text = "A mine killed two soldiers near Tadjoura, the ministry said."
    assert next(wordings(text, "the ministry", says=True)) == text


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "The firm closed two of its mines on Friday, leaving 140 people without work.",
            "The firm closed two of its mines on Friday.",
        ),
        ("Ana Roos, who fled in May, said that the mine was closed.", "Ana Roos said that the mine was closed."),
        (
            "The firm closed the mine on Friday while workers protested.",
            "The firm closed the mine on Friday.",
        ),
        ("The firm closed the mine on Friday.", "The firm closed the mine on Friday, according to the ministry."),
        ("The regime closed the old mine on Friday.", "The government closed the old mine on Friday."),
        (
            "A botched raid killed two men, while others fled.",
            "A raid killed two men, according to the ministry.",
        ),
    ],
)
def test_what_a_sentence_is_mended_to(text: str, wording: str) -> None:
    assert wording in list(wordings(text, "the ministry", says=True))


def test_a_source_is_put_only_to_what_it_asserts() -> None:
    text = "The firm closed the mine on Friday."
    assert list(wordings(text, "the ministry", says=False)) == [text]


def test_no_item_of_a_list_is_taken_off() -> None:
    text = "The blast killed two soldiers, a farmer, and a priest on Friday."
    assert list(wordings(text, None, says=True)) == [text]


def test_no_subject_is_left_alone() -> None:
    text = "Ana Roos, who fled in May, left the country."
    assert all("left the country" in one for one in wordings(text, None, says=True))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("A mine exploded on Monday.", "A mine exploded on Monday.", "A mine exploded on Monday."),
        (
            "Turkey has long sought a buffer zone, using the war as cover.",
            "Turkey has long sought a buffer zone.",
            "According to the article, Turkey has long sought a buffer zone, using the war as cover.",
        ),
        (
            "The worst government in years raised taxes.",
            "According to the article, the worst government in years raised taxes.",
            "According to the article, the worst government in years raised taxes.",
        ),
    ],
)
def test_a_judgement_is_left_out_or_is_the_articles(text: str, first: str, last: str) -> None:
    found = list(on_the_articles_word(text))
    assert (found[0], found[-1]) == (first, last)


def test_what_the_verb_needs_is_not_cut_off() -> None:
    text = "The alliance is using the raids as a pretext to stay in the valley."
    assert list(on_the_articles_word(text)) == [
        "According to the article, the alliance is using the raids as a pretext to stay in the valley."
    ]
