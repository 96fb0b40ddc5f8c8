from __future__ import annotations

import pytest

from nutgraf.event_types import event_types


def test_each_type_has_a_family_and_a_definition() -> None:
    assert all(row.family and row.definition for row in event_types().values())


def test_types_are_named_by_themselves() -> None:
    assert all(name == row.type for name, row in event_types().items())
    assert all(name.replace("_", "").isalpha() and name.islower() for name in event_types())


def test_there_is_a_type_for_what_fits_none() -> None:
    assert "other" in event_types()


@pytest.mark.parametrize(
    ("name", "muc4"), [("bombing", "bombing"), ("kidnapping", "kidnapping"), ("arson", "arson"), ("talks", "")]
)
def test_codes_of_muc4(name: str, muc4: str) -> None:
    assert event_types()[name].muc4.lower() == muc4


def test_the_table_is_read_once() -> None:
    assert event_types() is event_types()
