"""From whom a sentence of the summary has a claim. The articles are made up."""

from __future__ import annotations

import pytest
from stories import record

from nutgraf.stages.said_by import wrongly_said_by

ARTICLE = record(
    "The truce was signed in Zinder on 14 June. It has mostly held. "
    "“Rebels broke it twice in the hills,” Colonel Ana Ruiz told Radio Aïr. The accused told Tom Brandt that he left."
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ana Ruiz said rebels broke it twice in the hills.", []),
        ("Ana Ruiz said the truce was signed in Zinder on 14 June.", ["Ana Ruiz"]),
        ("The truce was signed in Zinder.", []),
        ("Tom Keller said rebels broke it twice.", ["Tom Keller"]),
        ("The article said that the truce was signed in Zinder.", []),
    ],
)
def test_who_says_what(text: str, wrong: list[str]) -> None:
    assert wrongly_said_by(ARTICLE, [1, 2, 3], text) == wrong


ONESELF = record(
    "Tom Keller, who has targeted the council for months, said the bill was late. "
    "Mina Ortiz said she had left the council in May. “I have paid the bill,” Ivo Brandt said."
)


@pytest.mark.parametrize(
    ("cited", "text", "wrong"),
    [
        (1, "Tom Keller has targeted the council for months, Keller said.", ["Keller"]),
        (1, "Tom Keller said the bill was late.", []),
        (2, "Mina Ortiz had left the council in May, Ortiz said.", []),
        (3, "Ivo Brandt has paid the bill, Brandt said.", []),
    ],
)
def test_what_the_article_tells_of_a_speaker_is_not_his_word(cited: int, text: str, wrong: list[str]) -> None:
    assert wrongly_said_by(ONESELF, [cited], text) == wrong
