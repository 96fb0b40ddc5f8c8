from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.cli.terminal import clean, complain_about
from nutgraf.errors import ReadError


@given(st.text(st.characters()))
def test_what_is_shown_is_one_line_without_anything_that_steers(text: str) -> None:
    shown = clean(text)
    assert len(shown.splitlines()) <= 1
    assert not [c for c in shown if unicodedata.category(c) in {"Cc", "Cs"} or c in "\u202e\u2066\ufeff"]
    shown.encode()


def test_letters_of_all_scripts_and_emoji_stay() -> None:
    text = "Łódź 東京 العربية می\u200cخواهم 👩\u200d🚒"
    assert clean(text) == text


def test_a_complaint_names_its_subject_once_and_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    complain_about(ReadError("a.txt is empty.", hint="Give it an article."), subject="a.txt")
    complain_about(ReadError("There was no answer."), subject="b\x1b[2J.txt")
    assert capsys.readouterr().err.splitlines() == [
        "nutgraf: a.txt is empty. Give it an article.",
        "nutgraf: b[2J.txt: There was no answer.",
    ]
