from __future__ import annotations

from typing import Any

import pytest
from stories import event, passage, record

from nutgraf.schema import Event, Participant, Time
from nutgraf.stages.relations import with_relations

ARTICLE = record(
    "Gunmen attacked a convoy near Dikhil on Tuesday, killing Ana Ruiz.\n\n"
    "Police arrested two men in connection with the attack.\n\n"
    "A judge charged Ana Ruiz's driver.\n\n"
    "In 2009 gunmen attacked a convoy in the same valley.\n\n"
    "The harbour company said that it would build a second pier."
)


def told(number: int, kind: str, *people: str, **fields: Any) -> Event:
    participants = [
        Participant(id=f"p{at}", name=name, role="target", kind="person", spans=passage(ARTICLE, name).spans)
        for at, name in enumerate(people, 1)
    ]
    return event(id=f"e{number}", type=kind, title="", sentences=[number], participants=participants, **fields)


ATTACK = told(1, "armed_attack", "Ana Ruiz")


def relations(*events: Event) -> list[list[tuple[str, str]]]:
    return [[(one.to, one.kind) for one in each.relations] for each in with_relations(ARTICLE, events)]


@pytest.mark.parametrize(
    ("lesser", "kind"),
    [
        (told(2, "arrest"), "response_to"),
        (told(5, "decision"), "response_to"),
        (told(5, "investigation"), "about"),
        (told(3, "trial", "Ana Ruiz"), "about"),
        (told(4, "armed_attack"), "background_of"),
        (told(4, "armed_attack", time=Time(text="In 2009", spans=passage(ARTICLE, "In 2009").spans)), "background_of"),
    ],
)
def test_how_an_event_stands_to_the_main_one(lesser: Event, kind: str) -> None:
    assert relations(ATTACK, lesser) == [[], [("e1", kind)]]


@pytest.mark.parametrize(
    "other",
    [told(5, "company_news"), told(5, "trial", status="hypothetical"), told(3, "verdict"), told(5, "statement")],
)
def test_what_the_words_do_not_bind_stays_apart(other: Event) -> None:
    assert relations(ATTACK, other) == [[], []]


def test_one_event_stands_to_nothing() -> None:
    assert relations(ATTACK) == [[]]
    assert relations() == []
