from __future__ import annotations

from typing import get_args

import pytest

from nutgraf.language.lexicon import by_word, table
from nutgraf.schema import ParticipantKind, SourceKind, Stance


@pytest.mark.parametrize(
    ("name", "labels"),
    [("kinds", get_args(ParticipantKind)), ("sources", get_args(SourceKind)), ("cues", get_args(Stance))],
)
def test_the_labels_of_the_lists_are_those_of_the_report(name: str, labels: tuple[str, ...]) -> None:
    assert set(table(name)) <= set(labels)


@pytest.mark.parametrize("name", ["kinds", "sources", "cues"])
def test_the_words_of_the_lists_are_lower_case(name: str) -> None:
    assert all(word == word.lower() for word in by_word(name))


@pytest.mark.parametrize("name", ["kinds", "sources", "cues"])
def test_no_word_is_in_two_lists(name: str) -> None:
    listed = [word for words in table(name).values() for word in words.split()]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


def test_no_irregular_form_has_two_bases() -> None:
    listed = [*table("words")["irregular"].values(), *table("words")["acts"].values()]
    forms = [form for forms in listed for form in forms.split()]
    assert sorted(form for form in set(forms) if forms.count(form) > 1) == []


def test_of_several_lists_the_first_has_the_word() -> None:
    assert by_word("kinds")["soldiers"] == "group"
    assert by_word("cues")["denied"] == "denies"
