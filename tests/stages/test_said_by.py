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
