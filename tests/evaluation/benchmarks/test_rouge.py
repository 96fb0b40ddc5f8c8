"""ROUGE, against values worked out by hand."""

from __future__ import annotations

import pytest

from nutgraf.evaluation.benchmarks.rouge import rouge


@pytest.mark.parametrize(
    ("text", "reference", "one", "two", "longest"),
    [
        ("The mill burned down.", "the mill burned down", 1, 1, 1),
        # 3 of 4 and 3 of 6 words; 1 of 3 and 1 of 5 pairs ("the mill"); "the mill burned" of 4 and of 6
        ("the mill burned twice", "the mill by night burned again", 0.6, 0.25, 0.6),
        # every word, no pair in order, one word in order
        ("c b a", "a b c", 1, 0, 1 / 3),
        # a word counts as often as the reference has it: 2 * 1 / (3 + 2)
        ("mill mill mill", "mill wheel", 0.4, 0, 0.4),
        ("nothing", "else", 0, 0, 0),
        ("", "else", 0, 0, 0),
        ("one", "one", 1, 0, 1),
    ],
)
def test_by_hand(text: str, reference: str, one: float, two: float, longest: float) -> None:
    assert rouge(text, reference) == pytest.approx({"ROUGE-1": one, "ROUGE-2": two, "ROUGE-L": longest})
    assert rouge(reference, text) == pytest.approx(rouge(text, reference))
