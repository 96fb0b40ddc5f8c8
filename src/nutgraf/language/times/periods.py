"""What the atoms of one expression stand for together: weeks, months, years and what lies between days."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
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
    weekend,
    years,
)
from nutgraf.language.times.known import Found, Known, count_of, day_number, in_weeks, unit_name, year_of
from nutgraf.language.times.patterns import MONTH, WEEKDAY_OF
from nutgraf.schema import TimePrecision

_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each, of the northern half of the world."""
_VAGUE = re.compile(r"\b(?:over|more than|less than|at least|nearly|almost|long|up to)$")
_STEP = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "upcoming": 1}
_NUMBERED = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def period_of(atoms: Sequence[Atom], known: Known) -> Found | None:
    """The period that atoms without clock times and parts of days name; None: it can't be known."""
    kinds = {atom.kind: atom for atom in atoms}
    unit = kinds.get("unit")
    if unit and len(kinds) > 1:
        return _within_unit(atoms, unit, known)
    if "ago" in kinds and "weekday" in kinds:
        return _day_of_week_ago(kinds["ago"], kinds["weekday"], known)
    for kind in ("iso", "date", "date_us", "numeric"):
        if kind in kinds:
            return days.dated(kinds[kind], kinds.get("weekday"), kinds.get("year"), "rel_day" in kinds, known)
    if "season" in kinds and "year" in kinds:
        return _season(kinds["season"].get("season") or "", count_of(kinds["year"].parts["year"]), None, known)
    return _READERS[atoms[0].kind](atoms[0], known)


def _day_of_week_ago(ago: Atom, weekday: Atom, known: Known) -> Found | None:
    """ "Two weeks ago on Sunday"."""
    found = _ago(ago, known)
    if found is None or found[0].precision != "week" or found[0].start is None:
        return None
    return day(found[0].start + timedelta(days=WEEKDAY_OF[weekday.get("weekday", "weekday2") or ""])), True


def _ago(atom: Atom, known: Known) -> Found | None:
    count, unit = in_weeks(-count_of(atom.parts["n3"]), unit_name(atom.parts["u1"]))
    if (
        known.anchor is None
        or not count
        or unit in ("hour", "minute")
        or _VAGUE.search(f"{known.before} {known.lead}".lower().rstrip())
    ):
        return None
    if unit == "decade":
        return (around(shifted(known.anchor, count * 10, "year"), "year"), True) if count == -1 else None
    return around(shifted(known.anchor, count, cast(Unit, unit)), cast(Unit, unit)), True


def _span(atom: Atom, known: Known) -> Found | None:
    """ "Over the past three weeks": up to the anchor, or from it on."""
    named = count_of(atom.get("n5") or ("" if atom.parts["u6"].endswith("s") else "one"))
    count, unit = in_weeks(named, unit_name(atom.parts["u6"]))
    way = atom.get("way4", "way5")
    if known.anchor is None or not count or way in ("following", "previous") or unit == "minute":
        return None
    if unit == "decade":
        count, unit = 10 * count, "year"
    if unit == "hour":
        if count % 24:
            return None
        count, unit = count // 24, "day"
    sign = -1 if way in ("past", "last") else 1
    other = shifted(known.anchor, sign * count, cast(Unit, unit))
    return Period(min(other, known.anchor), max(other, known.anchor), cast(TimePrecision, unit)), True


def _within(atom: Atom, known: Known) -> Found | None:
    count, unit = in_weeks(count_of(atom.parts["n6"]), unit_name(atom.parts["u7"]))
    if (
        known.anchor is None
        or (known.told != "ahead" and "time" not in atom.parts and "next" not in atom.parts["inside"])
        or not count
        or unit == "decade"
    ):
        return None
    there = shifted(known.anchor, count, cast(Unit, unit))
    if atom.parts["inside"] == "in":
        return around(there, cast(Unit, unit)), True
    return Period(known.anchor, there, cast(TimePrecision, unit)), True


def _weekdays_ago(atom: Atom, known: Known) -> Found | None:
    """ "Two Sundays ago"."""
    count = count_of(atom.parts["n8"])
    if known.anchor is None or not count:
        return None
    last = nearest_weekday(known.anchor - timedelta(days=1), WEEKDAY_OF[atom.parts["weekday3"]], "back")
    return day(last - timedelta(days=7 * (count - 1))), True


def _first_months(atom: Atom, known: Known) -> Found | None:
    """ "In the first nine months of the year"."""
    count, year = count_of(atom.parts["n9"]), year_of(atom.get("y16"))
    if not count or count > 12:
        return None
    if year:
        return months(year, 1, count), False
    if known.anchor is None:
        return None
    return months(known.anchor.year + _STEP.get(atom.parts["q7"], 0), 1, count), True


def _unit(atom: Atom, known: Known) -> Found | None:
    anchor = known.anchor
    name = (atom.get("u8", "u9", "u10") or "").removeprefix("the ").removeprefix("of ")
    name = "year" if name.startswith("year") else name  # "year's end"
    qualifier = atom.get("q1") or "the"
    if anchor is None:
        return None
    step = _STEP.get(qualifier, 0)
    if qualifier in ("previous", "following"):
        return None
    if name == "decade":
        past = Period(shifted(anchor, -10, "year"), anchor, "year")
        return (past, True) if qualifier in ("last", "past") else None
    if name == "weekend":
        return _weekend(anchor, qualifier, step, known), True
    if name == "quarter":
        at = shifted(anchor, 3 * step, "month")
        first = (at.month - 1) // 3 * 3 + 1
        return months(at.year, first, first + 2), True
    return around(shifted(anchor, step, cast(Unit, name)), cast(Unit, name)), True


def _weekend(anchor: date, qualifier: str, step: int, known: Known) -> Period:
    if qualifier in ("last", "past", "this past") and anchor.weekday() >= 5:
        return weekend(anchor, -1)
    if qualifier == "the" and known.way != "ahead" and anchor.weekday() < 5:
        return weekend(anchor, -1)
    if qualifier == "this" and known.way == "back" and anchor.weekday() < 4:
        return weekend(anchor, -1)
    if qualifier in ("coming", "this coming", "upcoming"):
        return weekend(anchor, 0 if anchor.weekday() < 5 else 1)
    return weekend(anchor, step)


def _within_unit(atoms: Sequence[Atom], unit: Atom, known: Known) -> Found | None:
    """ "Thursday of last week", "in May last year"."""
    found = _unit(unit, known)
    other = next((atom for atom in atoms if atom.kind != "unit"), None)
    if found is None or other is None or found[0].start is None:
        return None
    start = found[0].start
    if other.kind == "weekday":
        if found[0].precision != "week":
            return days.weekday_of(other, known)
        return day(start + timedelta(days=WEEKDAY_OF[other.get("weekday", "weekday2") or ""])), True
    if found[0].precision != "year":
        return period_of([other], known)
    if other.kind == "month":
        number = _month_number(other)
        return months(start.year, number, number), True
    if other.kind in ("date", "date_us"):
        month = MONTH[(other.get("m3", "m4") or "").rstrip(".")]
        return day(date(start.year, month, day_number(other.get("d5", "d6") or ""))), True
    if other.kind == "season":
        return _season(other.parts["season"], start.year, None, known)
    if other.kind == "quarter":
        return _quarter_of(other, start.year), True
    return None


def _month_number(atom: Atom) -> int:
    return MONTH[atom.parts["month"].rstrip(".")]


def _month(atom: Atom, known: Known) -> Found | None:
    if known.anchor is None:
        return None
    number, anchor = _month_number(atom), known.anchor
    candidates = [months(year, number, number) for year in range(anchor.year - 1, anchor.year + 2)]
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


def _month_year(atom: Atom, known: Known) -> Found | None:
    year = year_of(atom.get("y6", "y7"))
    number = MONTH[atom.parts["m5"].rstrip(".")]
    return (months(year, number, number), False) if year else None


def _of_month(atom: Atom, known: Known) -> Found | None:
    """ "The second half of October", "the last week of May", "the first Sunday in July"."""
    month = _month_named(MONTH[atom.parts["m6"].rstrip(".")], year_of(atom.get("y14")), known)
    if month is None or month[0].start is None or month[0].end is None:
        return None
    (whole, counted), piece, which = month, atom.parts["piece"], atom.parts["which"]
    first, last = whole.start, whole.end
    if first is None or last is None:
        return None
    at = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(which, -1)
    if piece == "half":
        middle = first + timedelta(days=15)
        return Period(*((first, middle - timedelta(days=1)) if at == 0 else (middle, last)), "day"), counted
    if piece == "day":
        return day(last if at < 0 else first + timedelta(days=at)), counted
    if piece == "week":
        begin = last - timedelta(days=6) if at < 0 else first + timedelta(days=7 * at)
        return Period(begin, begin + timedelta(days=6), "week"), counted
    return day(weekday_in_month(first, WEEKDAY_OF[piece], at)), counted


def _run_up(atom: Atom, known: Known) -> Found | None:
    """ "The three months to June", "the year ended 31 March"."""
    count = count_of(atom.get("n7") or "one") * (12 if atom.parts["u12"] == "year" else 1)
    month = _month_named(MONTH[atom.parts["m7"].rstrip(".")], year_of(atom.get("y15")), known)
    if not count or month is None or month[0].start is None:
        return None
    begin = shifted(month[0].start, 1 - count, "month")
    return months(begin.year, begin.month, begin.month + count - 1), month[1]


def _month_named(number: int, year: int | None, known: Known) -> Found | None:
    if year:
        return months(year, number, number), False
    if known.anchor is None:
        return None
    around_it = range(known.anchor.year - 1, known.anchor.year + 2)
    found = nearest([months(one, number, number) for one in around_it], known.anchor, known.way)
    return (found, True) if found else None


def _plain_year(atom: Atom, known: Known) -> Found | None:
    year = int(atom.parts["year"])
    return years(year, year), False


def _years(atom: Atom, known: Known) -> Found | None:
    first, last = int(atom.parts["y8"]), int(atom.parts["y9"])
    if last < 100:
        last += first // 100 * 100
    return (replace(years(first, last), precision="year"), False) if first < last else None


def _decade(atom: Atom, known: Known) -> Found | None:
    if stated := atom.get("decade"):
        return years(int(stated), int(stated) + 9), False
    first = 1900 + int(atom.parts["decade2"])
    return (years(first, first + 9), False) if first >= 1920 else None


def _season(name: str, year: int | None, qualifier: str | None, known: Known) -> Found | None:
    first = _SEASON[name]
    if year is not None:
        return months(year, first, first + 2), False
    if known.anchor is None:
        return None
    anchor = known.anchor
    candidates = [months(one, first, first + 2) for one in range(anchor.year - 2, anchor.year + 2)]
    if qualifier in ("last", "past"):
        ended = [one for one in candidates if one.end and one.end < anchor]
        return ended[-1], True
    if qualifier in ("next", "coming"):
        return next(one for one in candidates if one.start and one.start > anchor), True
    found = nearest(candidates, anchor, known.way)
    return (found, True) if found else None


def _quarter_of(atom: Atom, year: int) -> Period:
    words = atom.get("q2", "q3") or ""
    half = atom.get("qu") == "half"
    number = {
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "last": 2 if half else 4,
        "final": 2 if half else 4,
    }.get(words) or int(words[0])
    length = 6 if half else 3
    first = (number - 1) * length + 1
    return months(year, first, first + length - 1)


def _quarter(atom: Atom, known: Known) -> Found | None:
    year = year_of(atom.get("y10", "y11"))
    if atom.get("q2") == "last" and atom.get("qu") == "quarter" and not year and not known.lead.endswith("the"):
        if known.anchor is None:
            return None
        at = shifted(known.anchor, -3, "month")
        first = (at.month - 1) // 3 * 3 + 1
        return months(at.year, first, first + 2), True
    if year:
        return _quarter_of(atom, year), False
    if known.anchor is None:
        return None
    candidates = [_quarter_of(atom, one) for one in range(known.anchor.year - 1, known.anchor.year + 2)]
    found = nearest(candidates, known.anchor, known.way or "back")
    return (found, True) if found else None


_READERS: dict[str, Callable[[Atom, Known], Found | None]] = {
    "days": days.dates,
    "days_us": days.dates,
    "weekday": days.weekday_of,
    "rel_day": days.relative_day,
    "day_before": days.day_but_one,
    "holiday": days.holiday,
    "nth": days.day_of_month,
    "shift": days.counted_on,
    "ago": _ago,
    "span": _span,
    "weekdays_ago": _weekdays_ago,
    "first_months": _first_months,
    "within": _within,
    "unit": _unit,
    "of_month": _of_month,
    "run_up": _run_up,
    "month": _month,
    "month_year": _month_year,
    "year": _plain_year,
    "years": _years,
    "decade": _decade,
    "season": lambda atom, known: _season(atom.parts["season"], year_of(atom.get("y12")), atom.get("q4"), known),
    "quarter": _quarter,
}
