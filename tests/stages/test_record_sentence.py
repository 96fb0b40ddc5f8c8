from __future__ import annotations

from typing import Any

import pytest
from stories import event

from nutgraf.schema import Event, Participant, Place, Quantity, Span, Time
from nutgraf.stages.record_sentence import record_sentences

SPAN = [Span(start=0, end=1)]


def someone(name: str, role: str, **fields: Any) -> Participant:
    return Participant(id=f"p{name}", name=name, role=role, kind=fields.pop("kind", "group"), spans=SPAN, **fields)


def told(source: str | None = "police", **fields: Any) -> list[str]:
    return list(record_sentences(Event.model_validate(event(**fields).model_dump()), source))


TADJOURA = Place(id="l1", name="Tadjoura", spans=SPAN, role="event")
MONDAY = Time(text="Monday", spans=SPAN)


def count(text: str, value: float, kind: str, of: str | None) -> Quantity:
    return Quantity(id=f"q{kind}", text=text, spans=SPAN, value=value, of=of, kind=kind)


def test_who_came_to_harm() -> None:
    found = told(
        type="bombing",
        places=[TADJOURA],
        time=MONDAY,
        quantities=[count("two soldiers", 2, "killed", "soldiers"), count("a farmer", 1, "injured", "farmer")],
    )
    assert "Two soldiers were killed and a farmer was injured in a bombing in Tadjoura on Monday, police said." in found
    assert "Two soldiers were killed, police said." in found


def test_a_bare_count_is_of_people() -> None:
    found = told(None, type="bombing", quantities=[count("at least 12", 12, "killed", None)])
    assert found[-2] == "At least 12 people were killed."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"type": "arrest", "participants": [someone("Ana Roos", "target", kind="person")], "places": [TADJOURA]},
            "Ana Roos was arrested in Tadjoura, police said.",
        ),
        (
            {"type": "shelling", "participants": [someone("Rebels", "agent"), someone("The port", "target")]},
            "Rebels shelled the port, police said.",
        ),
        (
            {
                "type": "talks",
                "participants": [someone("Rebels", "party"), someone("The army", "party")],
                "time": MONDAY,
            },
            "Rebels and the army held talks on Monday, police said.",
        ),
        ({"type": "statement", "title": "Mayor speaks"}, "Mayor speaks, according to police."),
        (
            {"type": "arrest", "status": "planned", "title": "Police to arrest mayor",
             "participants": [someone("The mayor", "target")]},
            "Police to arrest mayor, according to police.",
        ),
    ],
)  # fmt: skip
def test_who_did_what(fields: dict[str, Any], sentence: str) -> None:
    assert sentence in told(**fields)


def test_what_did_not_happen_is_not_told_as_done() -> None:
    fields = {"type": "arrest", "participants": [someone("The mayor", "target")], "title": "Mayor's arrest denied"}
    assert told(status="denied", **fields) == ["Mayor's arrest denied, according to police."]


def test_the_article_itself_needs_no_source() -> None:
    assert told(None, title="Mayor speaks.") == ["Mayor speaks."]


def test_a_long_source_stands_behind_according_to() -> None:
    found = told(
        "two unnamed officials of the interior ministry", type="talks", participants=[someone("Rebels", "agent")]
    )
    assert found[0] == "Rebels held talks, according to two unnamed officials of the interior ministry."
