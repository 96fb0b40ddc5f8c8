from __future__ import annotations

import pytest

from nutgraf.event_types import event_types
from nutgraf.language.lexicon import table
from nutgraf.stages.type_words import surely_told, told


@pytest.mark.parametrize(
    ("what", "type_"),
    [
        ("Crane topples onto hostel", "accident"),
        ("Clerk charged with murder", "trial"),
        ("Treasurer steps down after charge", "resignation"),
        ("Bomb kills six", "bombing"),
        ("Police question a driver", None),
        ("Driver questioned by police", "investigation"),
        ("Senator responds to question", None),
        ("Guards remove senator and aide", None),
        ("Charity sends aid to Sofala", "aid"),
        ("Man sets a barn on fire", None),
        ("Barn set on fire", "arson"),
        ("Rovers beat United", "sport"),
        ("Council votes on pool", "decision"),
        ("Guard beaten by two men", "assault"),
        ("Deposits are free of charge", None),
        ("Fire at warehouse kills two", None),
        ("Gunmen fired at bus", "shooting"),
        ("Homeless man stabbed", "killing"),
        ("Firefighters fight blaze", "fire"),
        ("Scores killed in raid", None),
        ("Army defeats rebels", None),
        ("Police beat protesters", "assault"),
        ("Prices rise in March", "market_move"),
        ("Thousands march in capital", "protest"),
        ("Mayor dies of heart attack", None),
        ("Senator blasts rival", None),
        ("Residents hear explosion", "bombing"),
        ("Judge sets bond", None),
        ("Government collapses", None),
        ("Rivals spoke, according to a network", None),
        ("U.S.-sanctioned head of council speaks", None),
        ("Prosecutor speaks of a gap", None),
        ("Minister says it is late", None),
        ("", None),
    ],
)
def test_what_is_surely_told(what: str, type_: str | None) -> None:
    assert surely_told(what) == type_


@pytest.mark.parametrize(
    ("what", "type_"),
    [
        ("Six killed in raid", "armed_attack"),
        ("Six killed", "killing"),
        ("Former minister dies", "death"),
        ("Union warns of layoffs", "threat"),
        ("Minister says it is late", None),
    ],
)
def test_what_is_told_otherwise(what: str, type_: str | None) -> None:
    assert surely_told(what) is None
    assert told(what) == type_


def test_the_types_of_the_table_are_types() -> None:
    assert {name for tier in ("first", "then", "last") for name in table("type_words")[tier]} <= set(event_types())


@pytest.mark.parametrize("tier", ["first", "then", "last"])
def test_no_phrase_speaks_for_two_types(tier: str) -> None:
    listed = [phrase for phrases in table("type_words")[tier].values() for phrase in phrases.split("|")]
    assert sorted({phrase for phrase in listed if listed.count(phrase) > 1}) == []
