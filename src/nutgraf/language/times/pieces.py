"""Months, quarters, seasons, decades, and the pieces that are counted off in them: "the first ten days of June"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from nutgraf.language.times import days
from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.calendar import (
    Period,
    Unit,
    around,
    day,
    months,
    nearest,
    nearest_weekday,
    shifted,
    weekday_in_month,
    years,
)
from nutgraf.language.times.known import Found, Known, count_of, day_number, in_weeks, said_year, unit_name, year_of
from nutgraf.language.times.patterns import DECADE, MONTH, WEEKDAY_OF
from nutgraf.schema import TimePrecision

STEP = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "upcoming": 1}
"""How many units from the one around the day of publication."""
_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each, of the northern half of the world."""
_MONTHS = {"quarter": 3, "half-year": 6, "half year": 6}
_NUMBERED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def month(atom: Atom, known: Known) -> Found | None:
    """ "In May", "last May"."""
    if known.anchor is None:
        return None
    number, anchor = month_number(atom), known.anchor
    candidates = same_months(number, anchor)
    qualifier = atom.get("q6")
    if qualifier == "last":
        found = nearest(candidates, date(anchor.year, anchor.month, 1) - timedelta(days=1), "back")
    elif qualifier == "next":
        found = nearest([one for one in candidates if one.start and one.start > anchor], anchor, "ahead")
    elif qualifier == "this":
        found = months(anchor.year, number, number)
    else:
        found = nearest(candidates, anchor, None if known.near else known.way)
    return (found, True) if found else None


def month_number(atom: Atom) -> int:
    """The number of the month that an atom names."""
    return MONTH[(atom.get("month", "m5", "m6", "m7", "m8") or "").rstrip(".")]


def same_months(number: int, on: date) -> list[Period]:
    """That month of the year of a day, and of those before and after."""
    return [months(year, number, number) for year in range(on.year - 1, on.year + 2)]


def month_year(atom: Atom, known: Known) -> Found | None:
    """ "May 2014"."""
    year = year_of(atom.get("y6", "y7"))
    number = month_number(atom)
    return (months(year, number, number), False) if year else None


def of_month(atom: Atom, known: Known) -> Found | None:
    """ "The second half of October", "the last week of May", "the first Sunday in July"."""
    found = _month_around(atom, atom.get("y14"), atom.get("q8"), known)
    if found is None or found[0].start is None or found[0].end is None:
        return None
    first, last, counted, piece = found[0].start, found[0].end, found[1], atom.parts["piece"]
    at = _NUMBERED.get(atom.parts["which"], 0) - 1
    if piece == "half":
        middle = first + timedelta(days=15)
        return Period(*((first, middle - timedelta(days=1)) if at == 0 else (middle, last)), "day"), counted
    if piece == "day":
        return day(last if at < 0 else first + timedelta(days=at)), counted
    if piece == "week":
        begin = last - timedelta(days=6) if at < 0 else first + timedelta(days=7 * at)
        return Period(begin, begin + timedelta(days=6), "week"), counted
    if piece == "weekend":
        saturday = weekday_in_month(first, 6, -1) - timedelta(days=1) if at < 0 else weekday_in_month(first, 5, at)
        return Period(saturday, saturday + timedelta(days=1), "day"), counted
    return day(weekday_in_month(first, WEEKDAY_OF[piece], at)), counted


def _month_around(atom: Atom, year: str | None, qualifier: str | None, known: Known) -> Found | None:
    """A month that is named, or "this", "last" or "next month"."""
    if qualifier is None:
        return _month_named(month_number(atom), year_of(year), known)
    return (around(shifted(known.anchor, STEP.get(qualifier, 0), "month"), "month"), True) if known.anchor else None


def _month_named(number: int, year: int | None, known: Known) -> Found | None:
    if year:
        return months(year, number, number), False
    if known.anchor is None:
        return None
    found = nearest(same_months(number, known.anchor), known.anchor, known.way)
    return (found, True) if found else None


def counted(atom: Atom, known: Known) -> Found | None:
    """ "The first ten days of June", "the final three months of 2012", "the first two weeks of last month"."""
    count, unit = count_of(atom.parts["n9"]), unit_name(atom.parts["u13"])
    in_month = atom.get("m8", "q9") is not None
    if not count or (in_month and unit == "month"):
        return None
    found = _month_around(atom, atom.get("y17"), atom.get("q9"), known) if in_month else _year_around(atom, known)
    if found is None or found[0].start is None or found[0].end is None:
        return None
    first, last = found[0].start, found[0].end
    if atom.parts["edge"] in ("first", "opening"):
        last = min(last, shifted(first, count, cast(Unit, unit)) - timedelta(days=1))
    else:
        first = max(first, shifted(last + timedelta(days=1), -count, cast(Unit, unit)))
    return Period(first, last, cast(TimePrecision, unit)), found[1]


def _year_around(atom: Atom, known: Known) -> Found | None:
    if stated := year_of(atom.get("y16")):
        return years(stated, stated), False
    if known.anchor is None:
        return None
    year = known.anchor.year
    if atom.parts["q7"] != "the":
        return years(year + STEP.get(atom.parts["q7"], 0), year + STEP.get(atom.parts["q7"], 0)), True
    if atom.parts["edge"] in ("first", "opening") or known.way == "ahead" or known.anchor.month > 3:
        return years(year, year), True
    return None  # said early in a year, its last months are those of the year before, or still to come


def run_up(atom: Atom, known: Known) -> Found | None:
    """ "The three months to June", "the year ended 31 March", "the week ending Sunday"."""
    count, unit = in_weeks(count_of(atom.get("n7") or "one"), unit_name(atom.parts["u12"]))
    if unit in _MONTHS:
        count, unit = _MONTHS[unit] * count, "month"
    found = _last_of(atom, known)
    if not count or found is None or found[0].end is None:
        return None
    last, precision = found[0].end, found[0].precision
    if precision == "month" and unit in ("day", "week"):
        return None
    first = shifted(last + timedelta(days=1), -count, cast(Unit, unit))
    return Period(first, last, "week" if unit == "week" and first.weekday() == 0 else precision), found[1]


def _last_of(atom: Atom, known: Known) -> Found | None:
    """What a stretch of time runs up to: a weekday, a date, or a month."""
    way = known.way or "back"
    if name := atom.get("weekday5"):
        return (day(nearest_weekday(known.anchor, WEEKDAY_OF[name], way)), True) if known.anchor else None
    number, year = atom.get("d7", "d8"), year_of(atom.get("y15"))
    if number is None:
        return _month_named(month_number(atom), year, known)
    if year:
        return day(date(year, month_number(atom), day_number(number))), False
    if known.anchor is None:
        return None
    found = nearest(days.same_days(month_number(atom), day_number(number), known.anchor), known.anchor, way)
    return (found, True) if found else None


def year(atom: Atom, known: Known) -> Found | None:
    """ "2012", "'74"."""
    named = said_year(atom.parts["year"], known)
    return (years(named, named), False) if named else None


def span_of_years(atom: Atom, known: Known) -> Found | None:
    """ "2009-2011", "1984-85"."""
    first, last = int(atom.parts["y8"]), int(atom.parts["y9"])
    if last < 100:
        last += first // 100 * 100
    return (years(first, last), False) if first < last else None


def decade(atom: Atom, known: Known) -> Found | None:
    """ "The 1990s", "the '60s", "the late eighties"; "the twenties" could be of either century, once they have come."""
    if stated := atom.get("decade", "decade4"):
        first, half = int(stated), atom.get("half")
        return years(first + 5 * (half == "second"), first + (4 if half == "first" else 9)), False
    first = 1900 + (DECADE.get(atom.get("decade3") or "") or int(atom.get("decade2") or 0))
    if first < 1920 or first + 100 <= (known.anchor.year if known.anchor else 2020):
        return None
    return years(first, first + 9), False


def turn_of_year(atom: Atom, known: Known) -> Found | None:
    """ "The turn of the year": its last day and the first of the next."""
    if known.anchor is None:
        return None
    around_it = range(known.anchor.year - 1, known.anchor.year + 2)
    found = nearest(
        [Period(date(one - 1, 12, 31), date(one, 1, 1), "day") for one in around_it], known.anchor, known.way
    )
    return (found, True) if found else None


def season(name: str, year: int | None, qualifier: str | None, known: Known) -> Found | None:
    """ "Last summer", "the winter of 1978"."""
    if year is not None:
        return months(year, _SEASON[name], _SEASON[name] + 2), False
    if known.anchor is None:
        return None
    anchor = known.anchor
    candidates = seasons_around(name, anchor)
    if qualifier in ("last", "past"):
        ended = [one for one in candidates if one.end and one.end < anchor]
        return ended[-1], True
    if qualifier in ("next", "coming"):
        return next(one for one in candidates if one.start and one.start > anchor), True
    found = nearest(candidates, anchor, known.way)
    return (found, True) if found else None


def seasons_around(name: str, on: date) -> list[Period]:
    """That season of the years around a day."""
    return [months(year, _SEASON[name], _SEASON[name] + 2) for year in range(on.year - 2, on.year + 2)]


def quarter_of(atom: Atom, year: int) -> Period:
    """A quarter or half of that year."""
    words = atom.get("q2", "q3") or ""
    half = atom.get("qu") == "half"
    number = _NUMBERED.get(words) or ((2 if half else 4) if words in ("last", "final") else int(words[0]))
    length = 6 if half else 3
    first = (number - 1) * length + 1
    return months(year, first, first + length - 1)


def quarter(atom: Atom, known: Known) -> Found | None:
    """ "The third quarter of 2018", "the first half", "Q2"."""
    year = year_of(atom.get("y10", "y11"))
    if atom.get("q2") == "last" and atom.get("qu") == "quarter" and not year and not known.lead.endswith("the"):
        if known.anchor is None:
            return None
        return quarter_around(shifted(known.anchor, -3, "month")), True
    if year:
        return quarter_of(atom, year), False
    if known.anchor is None:
        return None
    candidates = [quarter_of(atom, one) for one in range(known.anchor.year - 1, known.anchor.year + 2)]
    found = nearest(candidates, known.anchor, known.way or "back")
    return (found, True) if found else None


def quarter_around(on: date) -> Period:
    """The quarter that a day lies in."""
    first = (on.month - 1) // 3 * 3 + 1
    return months(on.year, first, first + 2)
