"""What is taken to be the same."""

from __future__ import annotations

import time as clock
from dataclasses import replace

import pytest
from strategies import attribution, event, labelled, participant, place

from nutgraf.evaluation.suite.gold import GoldEvent, Labelled
from nutgraf.evaluation.suite.pairing import pair_up
from nutgraf.evaluation.suite.prediction import Predicted, gold_as_prediction
from nutgraf.evaluation.suite.score import score
from nutgraf.evaluation.suite.wording import plain, same_head, same_place

TEXT = "Ann Orwen met Belo Trask in Kolvar. Police held Cora Velnik in Lesmund. It rained. Nobody came."


def meeting() -> GoldEvent:
    people = (participant(TEXT, "Ann Orwen"), participant(TEXT, "Belo Trask"))
    return event(type=("talks",), participants=people, places=(place(TEXT, "Kolvar"),))


def holding() -> GoldEvent:
    people = (participant(TEXT, "Police"), participant(TEXT, "Cora Velnik"))
    return event("e2", type=("arrest",), sentences=(2,), participants=people)


def pairs(*golds: GoldEvent, **predicted: object) -> list[tuple[str | None, str | None]]:
    made = pair_up(labelled(TEXT, *golds), Predicted.model_validate({"id": "x"} | predicted))
    return [(one.gold.id if one.gold else None, one.predicted.title if one.predicted else None) for one in made.events]


def test_events_are_paired_by_what_they_have_in_common() -> None:
    arrest = {"title": "arrest", "type": "arrest", "sentences": [2]}
    talks = {"title": "talks", "type": "visit", "sentences": [1, 2], "participants": [{"name": "Trask"}]}
    assert pairs(meeting(), holding(), events=[arrest, talks]) == [("e1", "talks"), ("e2", "arrest")]


def test_the_kind_alone_makes_no_pair() -> None:
    other = {"title": "other", "type": "talks", "sentences": [4], "places": [{"name": "Kolvar"}]}
    assert pairs(meeting(), events=[other]) == [("e1", None), (None, "other")]


def test_without_cited_sentences_the_words_tell_where_an_event_is() -> None:
    bare = {"title": "bare", "type": "arrest", "places": [{"name": "Lesmund"}]}
    assert pairs(holding(), events=[bare]) == [("e2", "bare")]


def test_an_event_that_is_optional_counts_neither_way() -> None:
    gold = labelled(TEXT, meeting(), replace(holding(), optional=True))
    for events in (gold_as_prediction(gold).events, gold_as_prediction(gold).events[:1]):
        tally = score(gold, Predicted(id="x", events=events))["events"]
        assert (tally.right, tally.predicted, tally.gold) == (1, 1, 1)


@pytest.mark.parametrize(
    ("left", "right", "language", "same"),
    [
        ("two gunmen", "gunmen from Huanta", "en", True),
        ("Aminata Sow", "Sow, who sells cloth", "en", True),
        ("Interior Ministry", "Defence Ministry", "en", False),
        ("the Interior Ministry", "ministry", "en", True),
        ("Ann Lee", "Bo Lee", "en", False),
        ("Bank of England", "Bank of Japan", "en", False),
        ("Bank of England", "the bank", "en", True),
        ("Ministère de la Défense", "le ministère", "fr", True),
        ("وزارة الدفاع", "الوزارة", "ar", True),
        ("江北化工厂", "化工厂", "zh", True),
        ("厂", "化工厂", "zh", False),
        ("", "", "en", False),
        ("the", "the", "en", True),
    ],
)
def test_heads(left: str, right: str, language: str, same: bool) -> None:
    assert same_head(left, right, language) is same
    assert same_head(right, left, language) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("the town of Huanta", "Huanta", True),
        ("Lake Chad", "Chad", False),
        ("the capital", "The capital", True),
        ("the capital", "the port", False),
        ("North Kivu", "Kivu", False),
    ],
)
def test_places(left: str, right: str, same: bool) -> None:
    assert same_place(left, right, "en") is same


def test_what_is_always_free() -> None:
    assert plain("  The  “Fire\nBrigade”, ", "en") == "fire brigade"
    assert plain("L’Écho", "fr") == "écho"
    assert plain("القوات", "ar") == "قوات"
    assert plain("Die Polizei", "de") == plain("POLIZEI.", "de")
    assert plain("Die Hard", "en") == "die hard"
    assert plain("$6.2", "en") == "$6.2"


def _long_article(number: int) -> tuple[Labelled, Predicted]:
    """Twelve events of three participants, whose names have to be looked for."""
    people = ("Ann Orwen", "Belo Trask", "Cora")
    told = [f"Ann Orwen{at}x{number} met Belo Trask{at}x{number}, Cora{at}x{number} told us." for at in range(12)]
    text = "\n\n".join(told)
    events = [
        event(
            f"e{at + 1}",
            sentences=(at + 1,),
            participants=tuple(participant(text, f"{one}{at}x{number}") for one in people),
            attributions=(attribution(text, f"Cora{at}x{number}", sentences=(at + 1,)),),
        )
        for at in range(12)
    ]
    gold = labelled(text, *events)
    made = gold_as_prediction(gold)
    bare = [
        one.model_copy(update={"participants": [each.model_copy(update={"spans": []}) for each in one.participants]})
        for one in made.events
    ]
    return gold, made.model_copy(update={"events": bare})


def test_sixty_articles_take_less_than_three_seconds() -> None:
    suite = [_long_article(number) for number in range(60)]
    begun = clock.process_time()
    for gold, made in suite:
        score(gold, made)
    assert clock.process_time() - begun < 3
