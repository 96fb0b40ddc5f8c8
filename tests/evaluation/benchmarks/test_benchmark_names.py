"""Names in free text, as the scorers see them."""

from __future__ import annotations

import pytest

from nutgraf.evaluation.benchmarks.names import (
    distinct_people,
    groups,
    is_named_person,
    proper_words,
    same_person,
    source_keys,
)

ARTICLE = (
    "Police said so. The police chief, Ann Ray, and Mr. Lund agreed. Protesters left. Lund spoke to the Harbour Post, "
    "and “Otero” was heard.\nOtero is a driver from Leeds."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Police", []),
        ("Protesters", []),
        ("The police chief, Ann Ray", ["Ann", "Ray"]),
        ("Lund", ["Lund"]),
        ("Otero", ["Otero"]),
        ("She", []),
        ("Someone Else", ["Someone", "Else"]),
    ],
)
def test_proper_words(text: str, words: list[str]) -> None:
    assert proper_words(text, ARTICLE) == words


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Ann Ray", "Ann Maria Ray", True),
        ("Ann Ray", "RAY", True),
        ("Deputy Ann Ray, 31", "Ann Ray", True),
        ("Ann Ray", "Bob Ray", False),
        ("Ann Ray", "Ann Lund", False),
        ("Al Ray Jr.", "Al Ray", True),
        ("Ray’s", "ray", True),
        ("", "Ray", False),
    ],
)
def test_same_person(left: str, right: str, same: bool) -> None:
    assert same_person(left, right) is same
    assert same_person(right, left) is same


def test_distinct_people_are_kept_by_their_fuller_name() -> None:
    assert distinct_people(["Ray", "", "Bo Lund", "Ann Ray", "31"]) == ["Ann Ray", "Bo Lund"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann Ray", True),
        ("driver Otero, 40", True),
        ("a Leeds man", False),
        ("a man from Leeds", False),
        ("mother of Ann Ray", False),
        ("two men", False),
    ],
)
def test_is_named_person(text: str, named: bool) -> None:
    assert is_named_person(text, ARTICLE) is named


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Ann Ray, who heads the Harbour Post", {"ray"}),
        ("one of the drivers, Jo Otero,", {"otero"}),
        ("Ray spokesman Bo Lund", {"lund"}),
        ("Bo Lund of Leeds", {"lund", "bll"}),
        ("a spokesman for Ann Ray", {"ray"}),
        ("Ann Ray (R) of the Harbour Post", {"ray"}),
        ("the Department of Roads", {"roads"}),
        ("the Federal Bureau of Roads", {"bureau", "fbr"}),
        ("FBR", {"fbr"}),
        ("Ann Ray's office", {"ray"}),
        ("police", set()),
        ("they", set()),
    ],
)
def test_source_keys(text: str, keys: set[str]) -> None:
    assert source_keys(text, "x") == keys


def test_mentions_of_one_source_are_one_group() -> None:
    found = groups(["Ann Ray", "Federal Bureau of Roads", "the FBR", "Ray", "Mr. Lund", "police"], ARTICLE)
    assert set(found) == {frozenset({"ray"}), frozenset({"bureau", "fbr"}), frozenset({"lund"})}
