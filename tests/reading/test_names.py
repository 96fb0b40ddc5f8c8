from __future__ import annotations

import pytest

from nutgraf.errors import FetchError, ReadError
from nutgraf.reading.names import naming, shown


def test_what_acts_on_a_terminal_is_escaped() -> None:
    assert shown("a\x1b[2Jb\nc\u202ed\udcff") == "a\\x1b[2Jb\\nc\\u202ed\\udcff"
    assert shown("Größe 東京.txt") == "Größe 東京.txt"


def test_long_names_are_cut() -> None:
    assert len(shown("x" * 5000)) == 200


def test_naming_makes_a_sentence_of_a_predicate() -> None:
    with pytest.raises(ReadError, match=r"^a\.txt is empty\.$") as caught, naming("a.txt"):
        raise ReadError("is empty", hint="Give it an article.")
    assert caught.value.hint == "Give it an article."


def test_naming_leaves_sentences_alone() -> None:
    with pytest.raises(FetchError, match=r"^It failed\.$"), naming("x"):
        raise FetchError("It failed.")
