"""What a sentence leaves out of its source, and what is put back. The sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick

from nutgraf.language.wording.told import begins_with_pronoun, left_out, restored


@pytest.mark.parametrize(
    ("text", "source", "found"),
    [
        ("Ana said 30 men came.", "Ana said about 30 men came.", ["30"]),
        ("Ana said about 30 men came.", "Ana said about 30 men came.", []),
        ("There were three more people.", "He saw the huts. There were three more.", ["people"]),
        ("Three people died.", "Three died.", []),
        ("A clerk loses her post.", "A clerk who strikes loses her post.", ["A clerk"]),
        ("A man died.", "A man who was shot died.", []),
        ("Pilots train at night.", "Our pilots train at night.", ["Pilots"]),
        ("Ruiz said pilots train at night.", "“Our pilots train at night,” Ruiz said.", []),
        ("A clerk who strikes loses her post.", "A clerk who strikes loses her post.", []),
        ("Ana Ruiz said he will stay.", "Ana Ruiz will stay.", ["he"]),
        ("Ana Ruiz said she will stay.", "Ana Ruiz, a nun, will stay.", []),
        ("Their contract ends in May.", "Their contract ends in May.", ["Their"]),
        ("Ana Ruiz said “he must go”.", "“He must go,” said Ana Ruiz.", []),
    ],
)
def test_what_is_left_out(text: str, source: str, found: list[str]) -> None:
    assert left_out(text, [source]) == found


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("He said 30 men came.", "He said about 30 men came.", "He said about 30 men came."),
        ("He sold half of yard.", "He sold half of the yard.", "He sold half of the yard."),
        ("Clerks not working.", "Clerks are not working.", "Clerks are not working."),
        ("Accused left.", "The accused left.", "The accused left."),
        ("Ruiz left.", "The Ruiz left it to Ruiz.", "Ruiz left."),
        ("A cook was shot by a hired hand.", "A “hired hand” shot him.", "A cook was shot by a “hired hand”."),
        ("A “hired hand” shot him.", "A “hired hand” shot him.", "A “hired hand” shot him."),
        ("The hired hand left.", "A “hired hand” left. The hired hand is known.", "The hired hand left."),
    ],
)
def test_what_is_put_back(text: str, source: str, whole: str) -> None:
    assert restored(text, [source]) == whole


def test_who_points_back() -> None:
    assert begins_with_pronoun("Her move was called off.")
    assert not begins_with_pronoun("Hertz moved.")


@quick
@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_can_be_looked_through(text: str, cited: list[str]) -> None:
    assert isinstance(left_out(text, cited), list)
    assert len(restored(text, cited)) >= len(text)
