"""What did not happen, or has not happened yet."""

from __future__ import annotations

import pytest

from nutgraf.stages.modality import checked_status, is_appeal, is_question, says_nothing_happened


@pytest.mark.parametrize(
    ("what", "passage", "status"),
    [
        ("Minister visits Osh", "The minister will visit Osh on Friday, her office said.", "planned"),
        ("Firm reopens plant", "The firm said it would reopen the plant next month.", "planned"),
        ("Minister visits Osh", "The minister visited Osh on Friday.", "happened"),
        ("Minister visits Osh", "The minister was visiting Osh and will visit Naryn.", "happened"),
        ("Deal could end strike", "A deal could end the strike.", "proposed"),
    ],
)
def test_the_verb_of_the_passage_decides(what: str, passage: str, status: str) -> None:
    assert checked_status("happened", what, "visit", passage) == status


@pytest.mark.parametrize(
    ("what", "nothing"),
    [
        ("No one charged", True),
        ("Arrests have not been made", True),
        ("Supervisor not named or suspected", True),
        ("Police decline to comment", False),
        ("Ministry declined to comment on arrests", True),
        ("According to MSNBC", True),
        ("Owner could not be reached", True),
        ("Company has not commented", True),
        ("Owner did not return calls", True),
        ("Charges have not been proven in court", True),
        ("Rebels have not returned to talks", False),
        ("Union not satisfied strikes again", False),
        ("Two men charged", False),
    ],
)
def test_what_did_not_happen(what: str, nothing: bool) -> None:
    assert says_nothing_happened(what) is nothing


def test_a_question_tells_nothing() -> None:
    assert is_question("“What have you been doing?”")
    assert not is_question("He asked what they had done.")


def test_appeals_and_notices() -> None:
    assert is_appeal("Anyone with information is asked to contact the office at 555-0100.")
    assert is_appeal("All rights reserved.")
    assert not is_appeal("Residents called the office after they saw smoke.")
