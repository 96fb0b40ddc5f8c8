"""What the harmed came to. The articles are made up."""

from __future__ import annotations

from typing import Any

import pytest
from stories import passage, record

from nutgraf.schema import Participant
from nutgraf.stages.outcomes import says_of, with_outcomes


def judged(text: str, name: str, event_type: str = "shooting", **fields: Any) -> tuple[str | None, str]:
    article = record(text)
    participant = Participant(
        **{"id": "p1", "name": name, "role": "target", "kind": "person", "spans": passage(article, name).spans} | fields
    )
    (one,) = with_outcomes(article, event_type, [sentence.id for sentence in article.sentences], [participant])
    return one.outcome, one.role


@pytest.mark.parametrize(
    ("text", "name", "outcome"),
    [
        ("A man was shot in the hand near the ferry.", "A man", "injured"),
        ("Man shot in the groin on Oak Street.", "Man", "injured"),
        ("A clerk, 33, was fatally struck by a bullet.", "A clerk", "killed"),
        ("A clerk was shot and killed near the ferry.", "A clerk", "killed"),
        ("A shooting left a clerk injured.", "a clerk", "injured"),
        ("A clerk and a 16-year-old boy were stabbed.", "A clerk", "injured"),
        ("A clerk was shot in a bar. He died on Sunday.", "A clerk", "killed"),
        ("A clerk was shot by a friend and later died.", "A clerk", "killed"),
        ("She says her son, Ivo, was shot by a friend and later died.", "Ivo", "killed"),
        ("A clerk was shot by a friend and left.", "A clerk", "injured"),
        ("The murder of a young clerk shocked the town.", "clerk", "killed"),
    ],
)
def test_the_words_beside_a_name_tell(text: str, name: str, outcome: str) -> None:
    assert judged(text, name) == (outcome, "victim")


def test_the_dead_were_injured_first() -> None:
    assert judged("A clerk was shot and later died.", "A clerk", outcome="injured") == ("killed", "target")
    assert judged("A clerk was shot.", "A clerk", outcome="injured") == ("injured", "target")


def test_who_was_shot_is_no_agent() -> None:
    assert judged("A clerk was shot by two robbers.", "A clerk", role="agent") == ("injured", "victim")
    assert judged("A robber shot a clerk.", "A robber", role="agent") == (None, "agent")


@pytest.mark.parametrize(
    ("text", "name", "event_type"),
    [
        ("A suspect was arrested after a clerk was shot.", "A suspect", "shooting"),
        ("The mayor met the press. The hall was full.", "The mayor", "shooting"),
        ("The minister was hit by the vote.", "The minister", "election"),
    ],
)
def test_others_came_to_nothing(text: str, name: str, event_type: str) -> None:
    assert judged(text, name, event_type) == (None, "target")


def test_what_is_known_stays() -> None:
    assert judged("A clerk was shot.", "A clerk", outcome="killed", role="victim") == ("killed", "victim")


def test_a_pronoun_is_the_victims_where_there_is_one() -> None:
    text = "Somebody fired at a clerk. He was taken to Mercy Hospital."
    assert judged(text, "a clerk", role="victim") == ("injured", "victim")
    assert judged(text, "a clerk") == (None, "target")


def test_what_was_not_fatal_killed_nobody() -> None:
    text = "A clerk was shot in a bar. Homicide detectives called it a non-fatal shooting."
    assert judged(text, "A clerk", role="victim") == ("injured", "victim")


@pytest.mark.parametrize(
    "text",
    [
        "A clerk was killed by the men of the gang.",
        "A clerk was killed when the men fled.",
        "A clerk, killed in the men's room.",
    ],
)
def test_who_stands_behind_a_preposition_came_to_nothing(text: str) -> None:
    assert judged(text, "the men", kind="group") == (None, "target")


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("Colonel Ruiz, linked with the murder of two priests, was replaced.", "Colonel Ruiz", False),
        ("Colonel Ruiz, linked with the murder of two priests, was replaced.", "two priests", True),
        ("Colonel Ruiz was killed after the murder of two priests.", "Colonel Ruiz", True),
        ("Colonel Ruiz was replaced.", "Colonel Ruiz", False),
        ("Moss was killed in a fight and Ruiz was found hiding in a boat.", "Ruiz", False),
        ("Moss was killed in a fight and Ruiz was found dead in a boat.", "Ruiz", True),
        ("Ruiz was walking home when gunmen killed him.", "Ruiz", True),
    ],
)
def test_the_death_of_others_is_nobody_elses(text: str, name: str, says: bool) -> None:
    assert says_of(text, name, "killed") is says


@pytest.mark.parametrize("text", ["A bullet came close to killing Ana Ruiz.", "They tried to kill Ana Ruiz."])
def test_harm_that_was_not_done(text: str) -> None:
    assert not says_of(text, "Ana Ruiz", "killed")
    assert judged(text, "Ana Ruiz", role="target") == (None, "target")


def test_both_died() -> None:
    text = "Ana Ruiz and James Okello were shot on Mill Street. Both teens were taken to a hospital, where they died."
    assert judged(text, "James Okello", role="victim") == ("killed", "victim")


def test_both_are_two() -> None:
    article = record(
        "Ana Ruiz, James Okello and Paul Moss were shot on Mill Street. "
        "Both teens were taken to a hospital, where they died."
    )
    given = [
        Participant(id=f"p{at}", name=name, role="target", kind="person", spans=passage(article, name).spans)
        for at, name in enumerate(("Ana Ruiz", "James Okello", "Paul Moss"), start=1)
    ]
    assert "killed" not in [one.outcome for one in with_outcomes(article, "shooting", [1, 2], given)]
