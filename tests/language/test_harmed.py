"""Whom and what a sentence says that harm was done to. The sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import quick

from nutgraf.language.harmed import harmed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A priest was killed in Beira.", [("A priest", "killed")]),
        ("Two clerks and a guard were wounded.", [("Two clerks", "injured"), ("a guard", "injured")]),
        ("Gunmen killed Ana Ruiz and wounded a cook.", [("Ana Ruiz", "killed"), ("a cook", "injured")]),
        ("GUERRILLAS MURDERED A MAYOR NEAR TOLU.", [("A MAYOR", "killed")]),
        ("The murder of Tom Brandt shook the town.", [("Tom Brandt", "killed")]),
        ("Ana Ruiz, 24, died at the scene.", [("Ana Ruiz", "killed")]),
        ("The mayor was kidnapped by rebels.", [("The mayor", "abducted")]),
        ("A bomb went off outside the bank.", [("the bank", None)]),
        ("A mob attacked the office of the clerk.", [("the office of the clerk", None)]),
        ("The coroner identified the victim as Ana Ruiz.", [("Ana Ruiz", None)]),
        ("A man, identified as Tom Brandt, was shot.", [("Tom Brandt", "injured")]),
        ("They found Tom Brandt shot to death.", [("Tom Brandt", "killed")]),
        ("Tom Brandt was shot by a friend and later died.", [("Tom Brandt", "killed")]),
        ("He shot his wife.", [("his wife", None)]),
    ],
)
def test_who_came_to_harm(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(text[one.start : one.end], one.outcome) for one in harmed(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "No guard was killed.",
        "The mayor was not injured.",
        "Rebels threatened to kill the mayor.",
        "They could have killed the mayor.",
        "She was nearly killed.",
        "He said that he shot at them.",
        "The bombing halted the vote.",
        "The coroner identified the driver as Ana Ruiz.",
        "Deadly Shooting Of Market Cook Stuns Town",
    ],
)
def test_nobody_came_to_harm(text: str) -> None:
    assert harmed(text) == []


@quick
@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in harmed(text):
        assert 0 <= one.start < one.end <= len(text)
