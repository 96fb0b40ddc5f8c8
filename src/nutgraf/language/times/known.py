"""What an expression of time is counted from, and what its words say in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from nutgraf.language.times.calendar import Direction, Period
from nutgraf.language.times.patterns import NUMBER, ORDINAL

Found = tuple[Period, bool]
"""A period, and whether it was counted from a day rather than stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an expression is counted from."""

    anchor: date | None
    named: Period | None
    """The day, week, month or year that the article names just before."""
    way: Direction | None
    """Whether weekdays and months lie back or ahead."""
    told: Direction | None
    """What the verb alone says."""
    lead: str
    near: bool
    """Whether a date without a year is the nearest one, whatever the tense: "until May 6"."""
    before: str
    after: str

    @property
    def day(self) -> date | None:
        """The day that the article names just before, if it is one."""
        return self.named.start if self.named and self.named.precision == "day" else None

    def upto(self, end: date) -> Known:
        """The same for the first of two ends of which the last is known."""
        return replace(self, anchor=end, way="back", near=False) if self.anchor else self


def count_of(word: str) -> int:
    """The value of a numeral in digits or words; 0 where it has none."""
    return int(word) if word.isdecimal() else NUMBER.get(word, 0)


def year_of(words: str | None) -> int | None:
    """The year that `words` end with, of two or four digits; None where there are no words."""
    if words is None:
        return None
    digits = re.search(r"\d+", words)
    full = int(digits[0]) if digits else 0
    return full if full > 99 else full + (1900 if full >= 69 else 2000)  # as POSIX strptime reads two digits


def said_year(words: str | None, known: Known) -> int | None:
    """The year of "2012" or "'74". Of two digits, the latest that isn't ahead, unless the verb says ahead."""
    year = year_of(words)
    if year is None or words is None or re.search(r"\d{4}", words):
        return year
    if known.anchor is None:
        return year if year < 2000 else None
    return year - 100 if year > known.anchor.year and known.told != "ahead" else year


def unit_name(words: str) -> str:
    """The singular of "days", "weeks" and their like."""
    return words.removesuffix("s")


def in_weeks(count: int, unit: str) -> tuple[int, str]:
    """The same stretch of time, fortnights told in weeks."""
    return (2 * count, "week") if unit == "fortnight" else (count, unit)


def day_number(words: str) -> int:
    """The number in "24th" or "fourth"."""
    return ORDINAL.get(words) or int(re.sub(r"\D", "", words))
