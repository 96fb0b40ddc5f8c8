"""Periods of the calendar: days, weeks, months, seasons, years, and the one of them that is nearest to a day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from nutgraf.schema import TimePrecision

Direction = Literal["back", "ahead"]
Unit = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both days included; None where that side is open."""

    start: date | None
    end: date | None
    precision: TimePrecision | None


def day(on: date) -> Period:
    """One day."""
    return Period(on, on, "day")


def week(on: date) -> Period:
    """The week around a day, Monday to Sunday."""
    monday = on - timedelta(days=on.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def months(year: int, first: int, last: int) -> Period:
    """Whole months of one year, from the first to the last; a `last` above 12 is in the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Period(date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), "month")


def years(first: int, last: int) -> Period:
    """Whole years, from the first to the last."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def around(on: date, unit: Unit) -> Period:
    """The unit that a day lies in."""
    if unit == "day":
        return day(on)
    if unit == "week":
        return week(on)
    return months(on.year, on.month, on.month) if unit == "month" else years(on.year, on.year)


def shifted(on: date, count: int, unit: Unit) -> date:
    """`on`, so many units later (earlier where `count` is negative); the 31st becomes the last day of a short month."""
    if unit in ("day", "week"):
        return on + timedelta(days=count * (7 if unit == "week" else 1))
    number = on.year * 12 + on.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(number, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def weekend(anchor: date, count: int) -> Period:
    """The weekend that lies in the anchor's week (count 0), or so many weeks away."""
    saturday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=5 + 7 * count)
    return Period(saturday, saturday + timedelta(days=1), "day")


def nearest_weekday(anchor: date, weekday: int, direction: Direction | None) -> date:
    """The latest such weekday up to the anchor, or, ahead, the first one from it on. Monday is 0."""
    if direction == "ahead":
        return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def nearest(candidates: list[Period], anchor: date, direction: Direction | None) -> Period | None:
    """Of periods that recur, the one that is meant on the day of `anchor`.

    Back: the latest that has begun. Ahead: the first that has not ended. Neither: the one with the fewest days between.
    """
    known = [(one, one.start, one.end) for one in candidates if one.start and one.end]
    if direction == "back":
        return max((one for one in known if one[1] <= anchor), key=lambda one: one[1], default=(None,))[0]
    if direction == "ahead":
        return min((one for one in known if one[2] >= anchor), key=lambda one: one[2], default=(None,))[0]
    return min(known, key=lambda one: max((one[1] - anchor).days, (anchor - one[2]).days, 0), default=(None,))[0]


def weekday_in_month(first: date, weekday: int, index: int) -> date:
    """The weekday of that index (0 the first, -1 the last) in the month that begins on `first`. Monday is 0."""
    days = [date(first.year, first.month, one) for one in range(1, monthrange(first.year, first.month)[1] + 1)]
    return [one for one in days if one.weekday() == weekday][index]


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus/Jones/Butcher)."""
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, number = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, number + 1)
