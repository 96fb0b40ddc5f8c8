from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.errors import ReadError
from nutgraf.reading import segment as module
from nutgraf.reading.segment import MAX_SENTENCE, segment


def sentences(paragraph: str, language: str | None = "en") -> list[str]:
    text, found = segment([paragraph], language)
    return [text[sentence.start : sentence.end] for sentence in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "It has rooms, incl. three halls, and approx. 20 men in it.",
        "About approx. 20 men, est. 3.5 percent, left.",
        "Gen. Rojas, Sgt. J. R. Soto and Lt. Col. Diaz of the U.S. Army left.",
        "The U.S. Department of State and the U.N. envoy left.",
        "GEN. ROJAS AND SGT. SOTO LEFT.",
        "Dr. Ana M. Soto met Mr. Rojas at St. Mary's, No. 4, Mt. Pleasant.",
        "It fell on Jan. 27 at 10 a.m. Monday, vs. 11 a.m. in 2013.",
        "“Why?” he asked.",
        "“We left. We are not coming back,” the mayor said.",
        "e.g. this one, i.e. that one.",
    ],
)
def test_stops_that_end_no_sentence(sentence: str) -> None:
    assert sentences(f"{sentence} It is so.") == [sentence, "It is so."]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("He left at 5 p.m. The bridge fell.", ["He left at 5 p.m.", "The bridge fell."]),
        (
            "THE BRIDGE FELL. THE MAYOR LEFT. NOBODY WAS HURT.",
            ["THE BRIDGE FELL.", "THE MAYOR LEFT.", "NOBODY WAS HURT."],
        ),
        ("the bridge fell. nobody was hurt.", ["the bridge fell.", "nobody was hurt."]),
        ("It fell.The mayor left.", ["It fell.", "The mayor left."]),
        ("Bridge falls, two hurtAn alarm rang. It fell.", ["Bridge falls, two hurt", "An alarm rang.", "It fell."]),
        ("It fell in May. Ana Ruiz left.", ["It fell in May.", "Ana Ruiz left."]),
        ("“It fell on me. Ana left,” he said.", ["“It fell on me. Ana left,” he said."]),
        ("TULSA, Okla. - The bridge fell. It fell.", ["TULSA, Okla. - The bridge fell.", "It fell."]),
        ("LinkedIn users left. It fell.", ["LinkedIn users left.", "It fell."]),
        ("It fell. “We knew,” she said.", ["It fell.", "“We knew,” she said."]),
        ('It fell. "We knew," she said. He left.', ["It fell.", '"We knew," she said.', "He left."]),
        ("1. The bridge fell. 2. The mayor left.", ["1. The bridge fell.", "2. The mayor left."]),
        ("It fell... Then it was over!", ["It fell...", "Then it was over!"]),
    ],
)
def test_where_sentences_end(paragraph: str, expected: list[str]) -> None:
    assert sentences(paragraph) == expected


@pytest.mark.parametrize(
    ("language", "paragraph", "count"),
    [
        ("zh", "桥塌了。市长说：“没有人受伤。”他走了。", 3),
        ("ja", "橋が落ちた。誰も怪我をしなかった。", 2),
        ("hi", "पुल गिर गया। कोई घायल नहीं हुआ।", 2),
        ("ar", "سقط الجسر. هل أصيب أحد؟ لا.", 3),
        ("fa", "پل فرو ریخت. کسی آسیب ندید و خانه‌ها سالم ماند.", 2),
        ("ru", "Мост упал. Никто не пострадал.", 2),
        ("es", "El puente cayó. ¿Hubo heridos? El Sr. Rojas dijo que no.", 3),
        ("de", "Die Brücke fiel am 3. Januar ein. Niemand wurde verletzt.", 2),
        ("en", "The bridge fell 😀. Nobody 👩🏽‍🚒 was hurt.", 2),
        (None, "The bridge fell. Nobody was hurt.", 2),
        ("xx", "The bridge fell. Nobody was hurt.", 2),
    ],
)
def test_scripts(language: str | None, paragraph: str, count: int) -> None:
    found = sentences(paragraph, language)
    assert len(found) == count
    assert "".join("".join(found).split()) == "".join(paragraph.split())


def test_a_long_quotation_is_taken_apart() -> None:
    said = " ".join(f"We counted lorry number {number} on that day." for number in range(20))
    assert len(sentences(f"“{said}” he said. It is so.")) == 21


def test_an_endless_sentence_is_cut_at_a_clause() -> None:
    text = "the lorry went on, and on, and on; " * 400
    found = sentences(text)
    assert all(len(sentence) <= MAX_SENTENCE and sentence.endswith(";") for sentence in found)
    assert len(found) < 15


@pytest.mark.parametrize(
    "text", ["a" * 9_000, "word " * 3_000, "क्\u200dष" * 2_000, "x" + "\u0301" * 4_000, "字" * 9_000]
)
def test_what_has_no_sentences_is_cut_anyway(text: str) -> None:
    found = sentences(text, "en")
    assert all(0 < len(sentence) <= MAX_SENTENCE for sentence in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_ids_and_paragraphs_count_from_one() -> None:
    text, found = segment(["One fell. Two left.", "Three stayed."], "en")
    assert text == "One fell. Two left.\n\nThree stayed."
    assert [(s.id, s.paragraph, text[s.start : s.end]) for s in found] == [
        (1, 1, "One fell."),
        (2, 1, "Two left."),
        (3, 2, "Three stayed."),
    ]


def test_too_many_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SENTENCES", 10)
    with pytest.raises(ReadError, match="more than 10 sentences"):
        segment(["It fell."] * 11, "en")


NASTY = st.text(
    st.one_of(st.sampled_from("aB1 .!?;,\"“”'()。？।…\u200d\u0301😀é—"), st.characters(codec="utf-8")), max_size=400
)


@settings(deadline=None)
@given(
    st.lists(NASTY.map(lambda part: " ".join(part.split())).filter(bool), min_size=1, max_size=4),
    st.sampled_from(["en", "zh", "ar", "hi", None]),
)
def test_sentences_cover_any_text_without_overlap(parts: list[str], language: str | None) -> None:
    text, found = segment(parts, language)
    covered = [0] * len(text)
    for sentence in found:
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
        assert sentence.end - sentence.start <= MAX_SENTENCE
        assert "\n\n" not in text[sentence.start : sentence.end]
        for index in range(sentence.start, sentence.end):
            covered[index] += 1
    assert all(count == 1 for count, char in zip(covered, text, strict=True) if not char.isspace())
    assert [sentence.id for sentence in found] == list(range(1, len(found) + 1))
