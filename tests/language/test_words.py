from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.language.words import FUNCTION_WORDS, content_words, overlap, stem, words


@pytest.mark.parametrize(
    "forms",
    [
        "strike strikes striking struck",
        "attack attacks attacked attacking",
        "attacker attackers",
        "kill kills killed killing killings",
        "use uses used using",
        "stop stops stopped stopping",
        "carry carries carried carrying",
        "city cities",
        "watch watches watched",
        "crash crashes crashed crashing",
        "box boxes",
        "class classes",
        "bus buses",
        "crisis crises",
        "refer refers referred referring",
        "plan plans planned planning",
        "agree agrees agreed agreeing",
        "die dies died dying",
        "lie lies lying",
        "man men",
        "wolf wolves",
        "knife knives",
        "say says said saying",
        "beat beats beaten beating",
        "rise rises rose risen rising",
        "lose loses lost losing",
        "hit hits hitting",
        "free frees freed freeing",
        "hero heroes",
        "argue argues argued arguing",
        "pass passes passed passing",
        "roll rolls rolled rolling",
        "bomb bombs bombed bombing bombings",
        "travel travels travelled travelling traveled traveling",
        "control controls controlled controlling",
        "cancel cancelled canceled",
        "install installs installed installing",
        "focus focuses focused focusing",
        "create creates created creating",
        "flee flees fled fleeing",
        "see sees saw seen seeing",
        "tie ties tied tying",
        "face faces faced facing",
        "refuse refuses refused refusing",
        "judge judges judged judging",
        "add adds added adding",
        "end ends ended ending",
        "aid aids aided aiding",
        "vow vows vowed",
        "organise organises organised organising organize organized organizing",
        "colour color colours",
        "centre center centres centers",
        "defence defense",
        "resign resigned resignation resignations",
        "explode exploded explosion",
        "die died death deaths",
        "first 1st",
        "labour labor",
        "programme program programmes",
    ],
)
def test_inflections_and_spellings_of_one_word_meet(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "different",
    [
        "attack attacker",
        "attacked attackers",
        "kill killer",
        "bomb bomber",
        "strike striker",
        "protest protester",
        "report reporter",
        "organise organisation",
        "elect election",
        "govern government",
        "arm army",
        "new news",
        "port poor",
        "car care",
        "plan plane",
        "planed planned plant",
        "rob robe",
        "war wary",
        "bus business",
        "us use",
        "ban bane bank",
        "hop hope",
        "star stare",
        "found founded",
        "ground grind",
        "wound wind",
        "united unit",
        "police policy",
        "general generous",
        "king kin",
        "ring wring",
        "red reed",
        "bed bead",
        "sing single",
        "wing win",
        "thing thin",
        "seed see",
        "need knee",
        "bring brink",
        "evening even",
        "iran iraq",
        "august",
        "paris pari",
        "mali malian",
    ],
)
def test_different_words_stay_apart(different: str) -> None:
    listed = different.split()
    assert len({stem(word) for word in listed}) == len(listed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("U.N. troops in D.C.", ["un", "troops", "in", "dc"]),
        ("Mali's army and Mali’s police", ["mali", "army", "and", "mali", "police"]),
        ("the soldiers' wives", ["the", "soldiers", "wives"]),
        ("It wasn’t O'Neill's", ["it", "wasn't", "o'neill"]),
        ("do n't go", ["don't", "go"]),
        ("Britain ’s tie", ["britain", "tie"]),
        ("a cease-fire and a ceasefire", ["a", "cease", "fire", "and", "a", "ceasefire"]),
        ("ＡＢＣ ﬁre", ["abc", "fire"]),
        ("Quito, Ecuador.", ["quito", "ecuador"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_content_words_leave_out_what_carries_no_meaning() -> None:
    assert content_words("The two men were shot in the market.") == ["two", "man", "shoot", "market"]


@pytest.mark.parametrize("word", ["the", "of", "was", "which", "wasn't", "themselves"])
def test_function_words(word: str) -> None:
    assert word in FUNCTION_WORDS


def test_overlap_is_the_share_of_the_shorter() -> None:
    assert overlap("masked gunmen", "the gunmen") == 1
    assert overlap("masked gunmen", "a masked man in Beira") == 0.5
    assert overlap("masked gunmen", "the police") == 0
    assert overlap("the of", "gunmen") == 0


@given(st.text(max_size=100))
def test_a_stem_is_stable_for_any_word(text: str) -> None:
    for word in words(text):
        assert word == word.lower()
        assert stem(word)
