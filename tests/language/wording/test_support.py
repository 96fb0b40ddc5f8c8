from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stories import quick, records

from nutgraf.language.numbers.figures import figures
from nutgraf.language.wording.support import clipped, unsupported
from nutgraf.schema import ArticleRecord

BLAST = (
    "A mine killed two soldiers and a 9-year-old girl near Tadjoura on Monday, said Colonel Awale Guedi, who spoke of "
    "27 explosions and damage worth $4.5 million. He declined to name the attackers. The US offered help."
)


def problems(text: str, *cited: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in unsupported(text, cited or [BLAST])]


@pytest.mark.parametrize(
    "text",
    [
        "2 soldiers and a girl, 9, were killed near Tadjoura by a mine.",
        "Two soldiers were killed on Monday, Guedi said.",
        "The killing of the soldiers was reported by Awale Guedi.",
        "There were twenty-seven explosions.",
        "A mine exploded: 27 explosions.",
        "Damage was worth 4.5 million dollars.",
        "Damage was worth $4,500,000.",
        "The U.S. offered help.",
        "Guedi did not name the attackers.",
        "Colonel Guedi's soldiers were damaged by explosions.",
        "According to a statement, the US is offering help.",
        "",
    ],
)
def test_what_the_sentences_bear_out(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Three soldiers were killed.", [("number", "Three")]),
        ("28 explosions killed soldiers.", [("number", "28")]),
        ("27 percent were killed.", [("number", "27 percent")]),
        ("Damage was worth €4.5 million.", [("number", "€4.5 million")]),
        ("Damage was worth $4.5 billion.", [("number", "$4.5 billion")]),
        ("Two soldiers were killed near Obock.", [("name", "Obock")]),
        ("Colonel Hassan Guedi spoke.", [("name", "Hassan")]),
        ("Two soldiers were attacked.", [("word", "attacked")]),
        ("The killers spoke.", [("word", "killers")]),
        ("A bomb killed two soldiers.", [("word", "bomb")]),
        ("All attackers spoke.", [("word", "All")]),
        ("The soldiers were killed on Tuesday.", [("name", "Tuesday")]),
        ("The attackers were against Colonel Guedi.", [("word", "against")]),
    ],
)
def test_what_they_do_not(text: str, found: list[tuple[str, str]]) -> None:
    assert problems(text) == found


@pytest.mark.parametrize(
    ("text", "cited", "found"),
    [
        ("Rebels did not lay the mine.", "Rebels laid the mine.", ["not"]),
        ("Rebels didn't lay it.", "Rebels laid it.", ["didn't"]),
        ("Rebels didn’t lay it.", "Rebels said they never laid it.", []),
        ("US troops left.", "Troops left us.", ["US"]),
        ("U.S. troops left.", "US troops left.", []),
        ("They met in May.", "They may have met.", ["May"]),
        ("They met in May.", "They met last May.", []),
        ("A cease-fire held.", "The ceasefire held.", []),
        ("A ceasefire held.", "The cease-fire held.", []),
        ("A US-led force left.", "The force, led by the US, left.", []),
        ("It happened in the 3rd minute.", "It happened in the third minute.", []),
        ("It happened in the 4th minute.", "It happened in the third minute.", ["4th"]),
        ("It happened at 10:30.", "It happened at 10, and 30 fled.", ["10:30"]),
        ("An AK-47 was found.", "An AK-74 was found.", ["47"]),
        ("Six to 8 percent left.", "Between 6 and 8 percent left.", []),
        ("Mali's army left.", "The army of Mali left.", []),
        ("A soldier died.", "A soldier was murdered.", []),
        ("A soldier was murdered.", "A soldier died.", ["murdered"]),
        ("A truce began.", "A ceasefire started.", []),
        ("They do n't know.", "They don't know.", []),
        ("Ａrmy left.", "The army left.", []),
    ],
)
def test_spellings_and_slips(text: str, cited: str, found: list[str]) -> None:
    assert [one.text for one in unsupported(text, [cited])] == found


@pytest.mark.parametrize(
    ("text", "cited", "supported"),
    [
        ("警方表示两人死亡", "当地警方表示，两人死亡，三人受伤", True),
        ("警方表示三人死亡", "当地警方表示，两人死亡", False),
        ("ตำรวจ", "ตำรวจกล่าว", True),
        ("人", "两只狗", False),
    ],
)
def test_scripts_without_spaces(text: str, cited: str, supported: bool) -> None:
    assert (unsupported(text, [cited]) == []) is supported


def test_nothing_bears_out_anything() -> None:
    assert problems("Two soldiers left.", "") == [("number", "Two"), ("word", "soldiers"), ("word", "left")]


def test_a_time_of_the_clock_keeps_its_zone() -> None:
    cited = ["AT 1407 [2007 GMT], A PLANE OVERFLEW BEIRA."]
    assert [one.text for one in unsupported("A plane overflew Beira at 1407 GMT.", cited)] == ["1407 GMT"]
    assert unsupported("A plane overflew Beira at 2007 GMT.", cited) == []
    assert unsupported("A plane overflew Beira at 1407.", cited) == []


def test_each_problem_is_given_once() -> None:
    assert problems("Obock, Obock and Obock.") == [("word", "Obock"), ("name", "Obock")]


@quick
@given(article=records(), data=st.data())
def test_a_sentence_bears_out_itself(article: ArticleRecord, data: st.DataObject) -> None:
    sentence = article.sentence_text(data.draw(st.sampled_from(article.sentences)))
    assert unsupported(sentence, [sentence]) == []


@quick
@given(article=records(), number=st.integers(0, 10**11), separators=st.booleans())
def test_a_number_that_the_text_does_not_have_is_seen(article: ArticleRecord, number: int, separators: bool) -> None:
    assume(all(figure.value != number for figure in figures(article.text)) and str(number) not in article.text)
    written = f"{number:,}" if separators else str(number)
    assert unsupported(f"{article.text} . {written}", [article.text])
    assert unsupported(f"{written} {article.text}", [article.text])


@quick
@given(article=records(), name=st.sampled_from(["Xhevahire", "Qormi", "Nzuzi", "Ýokary"]))
@example(article=None, name="Qormi")
def test_a_name_that_the_text_does_not_have_is_seen(article: ArticleRecord | None, name: str) -> None:
    text = article.text if article else BLAST
    assert any(one.text == name for one in unsupported(f"{text} . {name}", [text]))


def test_a_span_of_time_keeps_the_word_that_makes_it_a_time() -> None:
    cited = ["Output fell to 812 tonnes from 904 a year before."]
    assert clipped("Output fell from 904 a year.", cited) == ["a year"]
    assert clipped("Output fell from 904 a year before.", cited) == []
    assert clipped("Output was 904 tonnes a year.", ["Output was 904 tonnes a year."]) == []
