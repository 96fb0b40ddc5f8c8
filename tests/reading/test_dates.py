from __future__ import annotations

from datetime import date, datetime

import pytest

from nutgraf.errors import SettingError
from nutgraf.reading.dates import Day, dateline_year, iso_day, option_day, page_date, read_day


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Friday, September 20, 2024", "2024-09-20"),
        ("Fri 20 Sep 2024", "2024-09-20"),
        ("Sept. 20, 2024, 10:30 a.m. EST", "2024-09-20"),
        ("September 20th, 2024 | 18:05 GMT", "2024-09-20"),
        ("10:30 AM ET, Fri September 20, 2024", "2024-09-20"),
        ("20 September 2024 at 10.30", "2024-09-20"),
        ("2024-09-20", "2024-09-20"),
        ("2024-09-20T10:30:00Z", "2024-09-20"),
        ("20.09.2024 14:00 Uhr", "2024-09-20"),
        ("20/09/2024", "2024-09-20"),
        ("09/20/2024", "2024-09-20"),
        ("viernes, 20 de septiembre de 2024", "2024-09-20"),
        ("vendredi 20 septembre 2024 à 10h30", "2024-09-20"),
        ("Freitag, 20. September 2024", "2024-09-20"),
        ("sexta-feira, 20 de setembro de 2024", "2024-09-20"),
        ("1er août 2024", "2024-08-01"),
        ("2024年9月20日", "2024-09-20"),
        ("Published: September 20, 2024 - Updated: September 21, 2024", "2024-09-20"),
        ("Last updated on 20 September 2024", "2024-09-20"),
        ("COAST COURIER Friday, September 20, 2024", "2024-09-20"),
        ("the Coast Courier Friday, 20 September 2024", "2024-09-20"),
        ("Coast Courier | News | September 20, 2024", "2024-09-20"),
        ("20 September 2024 · News", "2024-09-20"),
        ("By Ana Soto, Coast Courier September 20, 2024", "2024-09-20"),
        ("Posted on September 20, 2024 12 comments", "2024-09-20"),
    ],
)
def test_lines_that_are_dates(line: str, iso: str) -> None:
    found = page_date(line)
    assert found is not None
    assert found.day is not None
    assert found.day.iso == iso
    assert found.text in line


@pytest.mark.parametrize(
    "line",
    [
        "On Friday, September 20, 2024, the army left.",
        "September 20, 2024 was a Friday",
        "Fog had stopped the first ferry, on Monday, 7 February.",
        "The second vote is due on Friday, September 20, 2024",
        "The bridge reopened, said Lund, Monday, 7 February.",
        "The court in Kolda heard Lund Monday, 7 February.",
        "What happened on September 20, 2024",
        "Toyota 20, 2024",
        "32 September 2024",
        "31 February 2024",
        "20",
        "Friday",
        "",
        "May",
        "September 20, 2024" + " " * 200,
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert page_date(line) is None


def test_only_a_label_says_that_a_date_is_that_of_publication() -> None:
    assert [
        (found := page_date(line)) is not None and found.stated
        for line in ("Published 3 March 2014", "Posted on March 3, 2014", "Updated 3 March 2014", "3 March 2014")
    ] == [True, True, False, False]


def test_a_date_that_can_be_read_in_two_ways_has_no_day() -> None:
    found = page_date("03/04/2024")
    assert found is not None
    assert found.day is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 JAN 90", Day(1990, 1, 3)),
        ("18 APRIL 89", Day(1989, 4, 18)),
        ("JUNE 11 89", Day(1989, 6, 11)),
        ("3 Jan 05", Day(2005, 1, 3)),
        ("March 3", Day(None, 3, 3)),
        ("29 Feb", Day(None, 2, 29)),
        ("Sept. 26", Day(None, 9, 26)),
        ("29 February 2023", None),
        ("03/04/2024", None),
        ("tomorrow", None),
    ],
)
def test_days_of_datelines(words: str, day: Day | None) -> None:
    assert read_day(words) == day


@pytest.mark.parametrize(
    ("day", "anchor", "expected"),
    [
        (Day(None, 9, 19), Day(2024, 9, 20), Day(2024, 9, 19)),
        (Day(None, 9, 20), Day(2024, 9, 20), Day(2024, 9, 20)),
        (Day(None, 12, 31), Day(2024, 1, 1), Day(2023, 12, 31)),
        (Day(None, 9, 21), Day(2024, 9, 20), None),
        (Day(None, 12, 1), Day(2024, 9, 20), None),
        (Day(None, 9, 20), None, None),
        (Day(None, 9, 20), Day(None, 9, 20), None),
    ],
)
def test_a_dateline_takes_its_year_only_from_a_date_that_it_bears_out(
    day: Day, anchor: Day | None, expected: Day | None
) -> None:
    assert dateline_year(day, anchor) == expected


def test_the_option_is_an_iso_date() -> None:
    assert option_day(None) is None
    assert (
        option_day("2014-12-01")
        == option_day(date(2014, 12, 1))
        == option_day(datetime(2014, 12, 1, 9))
        == "2014-12-01"
    )
    assert option_day(" 2014-12-01T10:00:00Z ") == "2014-12-01"


@pytest.mark.parametrize("value", ["yesterday", "2014-13-01", "2014-02-30", "12/01/2014", "", "2014", "20141201"])
def test_a_wrong_option_names_the_form(value: str) -> None:
    with pytest.raises(SettingError) as caught:
        option_day(value)
    assert "2014-12-01" in caught.value.hint
    assert caught.value.exit_status == 2


def test_iso_day() -> None:
    assert iso_day("2014-12-01 10:30") == "2014-12-01"
    assert iso_day("December 1, 2014") is None
