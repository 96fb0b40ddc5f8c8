from __future__ import annotations

import pytest

from nutgraf.schema import ParticipantKind, Role
from nutgraf.stages.roles import role_in


@pytest.mark.parametrize(
    ("event_type", "phrase", "kind", "passage", "role"),
    [
        ("trial", "Ana Ruiz", "person", "Ana Ruiz faces two counts of fraud.", "target"),
        ("arrest", "a farmer", "person", "A farmer was arrested.", "target"),
        ("arrest", "two officers", "group", "Two officers held a farmer.", "agent"),
        ("arrest", "police", "government", "Police held a farmer.", "agent"),
        ("trial", "Judge Ana Ruiz", "person", "Judge Ana Ruiz put the case off.", "agent"),
        ("verdict", "Ana Ruiz", "person", "Ana Ruiz sentenced him to a year.", "agent"),
        ("verdict", "Ana Ruiz", "person", "Ana Ruiz, of the county court, sentenced him to a year.", "agent"),
        ("verdict", "Ana Ruiz", "person", "Ana Ruiz was sentenced to a year.", "target"),
        ("appointment", "Ana Ruiz", "person", "Ana Ruiz takes over as head of the museum.", "target"),
        ("appointment", "Ana Ruiz", "person", "Ana Ruiz named a deputy.", "agent"),
        ("resignation", "Ana Ruiz", "person", "Ana Ruiz resigned.", "agent"),
        ("assassination", "Ana Ruiz", "person", "Ana Ruiz was killed by rebels.", "target"),
        ("shooting", "Police", "government", "Police found two men shot.", None),
        ("shooting", "Police", "government", "Police shot two men.", "agent"),
        ("shooting", "Authorities", "government", "Authorities were called to a street.", None),
        ("shooting", "The boy", "person", "The boy told them that he had been shot.", None),
    ],
)
def test_who_does_it_and_to_whom_it_is_done(
    event_type: str, phrase: str, kind: ParticipantKind, passage: str, role: Role | None
) -> None:
    assert role_in("agent", event_type, phrase, kind, passage) == role


def test_who_it_was_done_by() -> None:
    assert role_in("target", "assassination", "the rebels", "group", "Ana Ruiz was killed by the rebels.") == "agent"
    assert role_in("target", "assassination", "the rebels", "group", "Ana Ruiz killed the rebels.") == "target"


def test_other_roles_stay() -> None:
    assert role_in("victim", "trial", "Ana Ruiz", "person", "Ana Ruiz faces charges.") == "victim"


@pytest.mark.parametrize(
    "passage",
    [
        "A court convicted a friend of bombing suspect Ana Ruiz.",
        "Ana Ruiz’s brother was convicted.",
        "The aide to Ana Ruiz left.",
    ],
)
def test_who_only_tells_who_somebody_else_is(passage: str) -> None:
    assert role_in("target", "verdict", "Ana Ruiz", "person", passage) == "other"
    assert role_in("target", "verdict", "Ana Ruiz", "person", f"{passage} Ana Ruiz was convicted, too.") == "target"
