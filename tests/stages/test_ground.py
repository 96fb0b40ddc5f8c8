from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import MINE, in_a_sentence, quick, record, records, values

from nutgraf.schema import ArticleRecord, Passage, Span
from nutgraf.stages.ground import locate, locate_all, merged, occurrences, sentences_at

ARTICLE = record(MINE)


def found(value: str, text: str = MINE) -> str | None:
    article = record(text)
    passage = locate(article, value, article.sentences)
    return passage.text if passage else None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("two soldiers", "two soldiers"),
        ("Two Soldiers", "two soldiers"),
        ("TADJOURA", "Tadjoura"),
        ("the rebels", "rebels"),
        ("two  soldiers.", "two soldiers"),
        ('"They will answer for this"', "They will answer for this"),
        ("“They will answer for this,”", '"They will answer for this,"'),
        ("Colonel Awale Guedi, a ministry spokesman", "Colonel Awale Guedi, a ministry spokesman"),
        ("Colonel Awale Guedi a ministry spokesman", "Colonel Awale Guedi, a ministry spokesman"),
    ],
)
def test_what_is_found_is_the_articles_own_text(value: str, text: str) -> None:
    assert found(value) == text


@pytest.mark.parametrize(
    "value",
    [
        "Dorvela",
        "three soldiers",
        "soldier",
        "Tadj",
        "Tagblick",
        "",
        " ",
        ".",
        "the",
        "27",
        "Colonel Hassan Guedi",
        "(",
    ],
)
def test_what_is_not_there_is_not_found(value: str) -> None:
    assert found(value) in (None, "the")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("not guilty of theft", "She was found guilty of theft."),
        ("the 17 victims came home", "The 71 victims came home."),
        ("killed by the army on Friday", "He was killed by the police on Monday."),
    ],
)
def test_what_is_only_alike_is_not_taken(value: str, text: str) -> None:
    assert found(value, text) is None


def test_scripts_without_spaces_are_found_inside_words() -> None:
    assert found("两人", "当地警方表示两人死亡") == "两人"


def test_each_proper_name_of_a_list_is_a_passage() -> None:
    article = record("Strikes hit targets in Iraq and Syria, and boats left Tadjoura and Obock.")
    assert [one.text for one in locate_all(article, "Iraq and Syria", article.sentences)] == ["Iraq", "Syria"]
    assert [one.text for one in locate_all(article, "Obock, Iraq", article.sentences)] == ["Obock", "Iraq"]
    assert locate_all(article, "Iraq and Mali", article.sentences) == []
    assert locate_all(article, "Mali", article.sentences) == []


def test_the_cited_sentences_come_in_their_order() -> None:
    article = record("Rebels came. Rebels went.")
    second = locate(article, "rebels", list(reversed(article.sentences)))
    assert second is not None
    assert sentences_at(article, second.spans) == [2]


def test_occurrences_are_whole_words_in_their_own_case() -> None:
    article = record("Okello met Okellos, OKELLO and Okello.")
    assert [span.start for span in occurrences(article, "Okello")] == [0, 31]


def test_sentences_at_gives_each_sentence_once() -> None:
    spans = [Span(start=0, end=3), Span(start=2, end=5)]
    assert sentences_at(ARTICLE, spans) == [1]
    assert sentences_at(ARTICLE, []) == []


def test_merged_spans_are_in_order_and_single() -> None:
    first = Passage(text="x", spans=[Span(start=5, end=6), Span(start=1, end=2)])
    assert merged(first, first) == [Span(start=1, end=2), Span(start=5, end=6)]


@quick
@given(article=records(), data=st.data())
def test_any_value_is_found_as_the_text_has_it_or_not_at_all(article: ArticleRecord, data: st.DataObject) -> None:
    value = data.draw(values(article))
    cited = data.draw(st.lists(st.sampled_from(article.sentences), unique=True))
    for passage in [*locate_all(article, value, cited), *filter(None, [locate(article, value, cited)])]:
        (span,) = passage.spans
        assert article.text[span.start : span.end] == passage.text
        assert any(one.start <= span.start < span.end <= one.end for one in cited)
        assert in_a_sentence(article, span)


@quick
@given(article=records(), data=st.data())
def test_any_stretch_of_words_of_a_sentence_is_found_in_it(article: ArticleRecord, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(article.sentences))
    words = article.sentence_text(sentence).split()
    start = data.draw(st.integers(0, len(words) - 1))
    value = " ".join(words[start : start + 3])
    if value.strip(".,;:").isalpha() and value.isascii():
        assert locate(article, value, [sentence]) is not None


def test_a_bracket_in_a_name_is_passed_over() -> None:
    article = record("A group of FLN [National Liberation Front] outlaws took the mill.")
    found = locate(article, "FLN outlaws", article.sentences)
    assert found is not None
    assert found.text == "outlaws"
    assert locate(article, "FLN farmers", article.sentences) is None
