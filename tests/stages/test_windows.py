from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import articles, quick, record

from nutgraf.schema import ArticleRecord
from nutgraf.stages.windows import MOST_SENTENCES, SMALL_WINDOW_SENTENCES, windows


def sizes(text: str, paragraphs: int | None) -> list[int]:
    return [len(window.sentences) for window in windows(record(text), paragraphs)]


def sentence(number: int) -> str:
    return f"Convoy {number} left Goma in the morning."


@quick
@given(article=articles(), paragraphs=st.none() | st.integers(1, 50))
def test_every_sentence_is_in_exactly_one_window_in_order(article: ArticleRecord, paragraphs: int | None) -> None:
    taken = [sentence.id for window in windows(article, paragraphs) for sentence in window.sentences]
    assert taken == [sentence.id for sentence in article.sentences]
    assert all(window.sentences for window in windows(article, paragraphs))


@quick
@given(counts=st.lists(st.integers(1, 100), min_size=1, max_size=20), paragraphs=st.none() | st.integers(1, 9))
def test_no_window_is_longer_than_a_calls_answer_can_be(counts: list[int], paragraphs: int | None) -> None:
    text = "\n\n".join(" ".join(sentence(number) for number in range(count)) for count in counts)
    most = MOST_SENTENCES if paragraphs is None else SMALL_WINDOW_SENTENCES * paragraphs
    assert max(sizes(text, paragraphs)) <= most


def test_one_paragraph_a_window() -> None:
    text = f"{sentence(1)} {sentence(2)}\n\n{sentence(3)}\n\n{sentence(4)} {sentence(5)} {sentence(6)}"
    assert sizes(text, 1) == [2, 1, 3]


def test_all_paragraphs_in_one_window() -> None:
    assert sizes("\n\n".join(map(sentence, range(12))), None) == [12]


def test_an_article_of_one_paragraph_is_cut_between_sentences_into_even_windows() -> None:
    assert sizes(" ".join(map(sentence, range(10))), 1) == [4, 4, 2]
    assert sizes(" ".join(map(sentence, range(9))), 1) == [3, 3, 3]


@pytest.mark.parametrize(("paragraphs", "expected"), [(1, [1] * 5), (2, [2, 2, 1]), (5, [5])])
def test_so_many_paragraphs_share_a_window(paragraphs: int, expected: list[int]) -> None:
    assert sizes("\n\n".join(map(sentence, range(5))), paragraphs) == expected


def test_a_break_after_every_line_gives_windows_of_sentences() -> None:
    lines = "\n\n".join(map(sentence, range(8)))
    assert sum(sizes(lines, 1)) == 8
    assert max(sizes(lines, 1)) <= SMALL_WINDOW_SENTENCES
