from __future__ import annotations

import pytest
from hypothesis import given
from stories import quick, records

from nutgraf.language.lexicon import table
from nutgraf.language.wording.neutrality import judgements, loaded_words, without_loaded_words
from nutgraf.schema import ArticleRecord


@pytest.mark.parametrize(
    ("text", "found", "plain"),
    [
        ("The regime slammed the vote.", ["regime", "slammed"], "The government criticized the vote."),
        ("So-called reformers left.", ["So-called"], "Reformers left."),
        ("A botched raid killed two.", ["botched"], "A raid killed two."),
        ("A heavy-handed attack followed.", ["heavy-handed"], "An attack followed."),
        ("Thugs slaughtered nine people.", ["Thugs", "slaughtered"], "Men killed nine people."),
        ("A brutal and shameful act.", ["brutal", "shameful"], "An act."),
        ("It was a big, horrific fire.", ["horrific"], "It was a big fire."),
        ("The mayor lashed out at critics.", ["lashed out"], "The mayor spoke at critics."),
        ("She is a hero.", ["hero"], "She is a hero."),
    ],
)
def test_loaded_words_and_plain_ones(text: str, found: list[str], plain: str) -> None:
    assert [one.text for one in loaded_words(text)] == found
    assert without_loaded_words(text) == plain
    assert all(text[one.start : one.end] == one.text and one.reason for one in loaded_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "Militants killed two soldiers, and rebels denied the attack.",
        "Suspects were arrested after the riot; a terrorist group made threats.",
        "The bus slammed into a wall.",
        "The tax regime changed, and so did the sanctions regime.",
        "Toxic gas leaked from the plant.",
        "“This brutal regime will fall,” she said.",
        'He called it "an appalling, disgraceful act".',
        "Officer Brave and Mr. Savage spoke.",
        "The volcano spewed ash.",
        "",
    ],
)
def test_plain_words_are_no_loaded_ones(text: str) -> None:
    assert loaded_words(text) == []
    assert without_loaded_words(text) == text


def test_every_category_says_why() -> None:
    rows = table("loaded_words")
    assert all(category["reason"].endswith(".") and category["words"] for category in rows.values())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Turkey sought a zone, using the war as cover.", ["motive"]),
        ("He resigned in a bid to save the party.", ["motive"]),
        ("The law is aimed at silencing critics.", ["motive"]),
        ("It was the worst decision in years.", ["verdict"]),
        ("The bank will almost certainly fail.", ["prediction"]),
        ("The mine exploded on Monday and killed two men.", []),
        ("“We did it in order to live,” he said.", []),
    ],
)
def test_judgements(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in judgements(text)] == kinds


@quick
@given(article=records())
def test_any_text_can_be_looked_through(article: ArticleRecord) -> None:
    for one in loaded_words(article.text):
        assert article.text[one.start : one.end] == one.text
    judgements(article.text)
    without_loaded_words(article.text)
