from __future__ import annotations

import pytest
from stories import record

from nutgraf.language.numbers.readings import readings
from nutgraf.language.numbers.stated import stated
from nutgraf.schema import QuantityKind


def figures_of(text: str) -> list[str]:
    article = record(text)
    return [passage.text for sentence in article.sentences for passage in stated(article, sentence)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz called 911 from the kitchen.",
        "A 911 operator sent a car.",
        "He left in a 2004 Volvo that a cousin had lent him.",
        "Ana Ruiz, 17, and a boy, 16, left.",
        "The brothers, both 17, left with Tom Brandt, 53, of Beira.",
        "She turned 30 shortly before the fair.",
        "A man in his 30s left.",
        "Police described him as 5’6” tall.",
        "A 9 mm pistol lay on the road.",
        "Callers reach the desk at (555) 010-TIPS, or 555-TIPS (8477).",
        "Write to the club at 804 N. Harbour Street, Springfield, OK 74000.",
        "The house at 3511 County Highway is empty.",
        "Case Number: 1600100 was closed.",
        "Pages: | 1 | 2 | 3 | Next",
        "Stay with 10TV and with ABC 27 News.",
        "See https://news.example/1o8oX for more.",
        "A mother of three died.",
        "They met on 29 and 30 January and on March 2 and 3.",
        "It went off at 2230 [0230 GMT], not after 1400 today.",
        "Law 18314 was mended.",
        "Ana Ruiz[897], 2015-12-21.",
        "The planes came between 1310 and 1350.",
        "By 6 o’clock the Fortune 500 list was out.",
        "It lacks, one, the money and, two, the time.",
        'See the post with id="7782579435",',
        "At one point an officer slept.",
        "Rovers scores win at home.",
        "For the past two weeks Ana Ruiz, 28, a singer, has slept.",
        "A truck stopped at 26 & Zimmer.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She called 911 three times.", ["three"]),
        ("They found two boys, ages 9 and 14.", ["two"]),
        ("About 2000 soldiers came.", ["About 2000"]),
        ("Some 560 000 tonnes left.", ["Some 560 000"]),
        ("On May 12 300 people came.", ["300"]),
        ("Between 1200 and 1300 people came.", ["1200 and 1300"]),
        ("NATO's 28 members met.", ["28"]),
        ("The mine is 300 metres deep.", ["300"]),
        ("The father of the bride paid for 40 guests.", ["40"]),
        ("At one farm 12 cows died.", ["one", "12"]),
        ("Scores of villagers left.", ["Scores"]),
    ],
)
def test_numbers_that_count(text: str, found: list[str]) -> None:
    assert figures_of(text) == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Two of the robbers fled on foot.", ["count"]),
        ("Two men fled with the cash.", ["count"]),
        ("About 3,000 people fled the fighting.", ["displaced"]),
        ("Police are looking for two gunmen.", ["count"]),
        ("Divers are looking for two girls.", ["missing"]),
        ("She lives three blocks from where Ruiz was shot.", ["count"]),
        ("He had been arrested 29 times.", ["count"]),
        ("One dead, two critical after a brawl.", ["killed", "injured"]),
        ("Three shot after a wake.", ["injured"]),
        ("Two officers fatally shot a man.", ["count"]),
        ("An officer fatally shot two men.", ["killed"]),
        ("Four men were shot, two fatally.", ["count", "killed"]),
        ("About 40 wounded soldiers and 300 displaced families came.", ["injured", "displaced"]),
        ("He was blamed for the murder of six priests and two cooks.", ["killed", "killed"]),
        ("It led to the arrest of the eight guards.", ["arrested"]),
        ("The report of six priests was read.", ["count"]),
        ("They found two dead soldiers.", ["killed"]),
        ("She weighs 60 pounds.", ["other"]),
        ("He carried 12 pounds of opium.", ["other"]),
        ("He paid 12 pounds.", ["money"]),
        ("They gave millions of dollars.", ["money"]),
        ("They ate dozens of pounds of beef.", ["count"]),
    ],
)
def test_what_is_counted(text: str, kinds: list[QuantityKind]) -> None:
    assert [read.kind for read in readings(text)] == kinds


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Two guards shot at him.", "guards"),
        ("The four came in.", None),
        ("One fatal shot was heard.", "fatal shot"),
        ("Two stabbing victims were found.", "stabbing victims"),
        ("They stole 52 reported items.", "reported items"),
        ("Two ferries currently run.", "ferries"),
        ("Two oil supply lines broke.", "oil supply lines"),
        ("The $2 million December deal fell.", None),
    ],
)
def test_the_words_for_what_is_counted(text: str, of: str | None) -> None:
    read = readings(text)[0]
    assert (text[slice(*read.of)] if read.of else None) == of
