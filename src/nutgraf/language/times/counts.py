"""What is counted from the day of publication: "two weeks ago", "in ten days", "a week on Friday"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import cast

from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.calendar import Period, Unit, around, day, nearest, nearest_weekday, shifted, weekend
from nutgraf.language.times.days import month_of, number_of, same_days
from nutgraf.language.times.known import Found, Known, count_of, in_weeks, unit_name
from nutgraf.language.times.patterns import WEEKDAY_OF
from nutgraf.language.times.pieces import month_number, same_months, seasons_around
from nutgraf.schema import TimePrecision

_VAGUE = re.compile(r"\b(?:over|more than|less than|at least|nearly|almost|long|up to)$")
_ROUGH = re.compile(r"\b(?:about|around|approximately)$")
_FROM_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def is_vague(known: Known) -> bool:
    """Whether what is counted is only a bound: "more than ten years ago"."""
    return _VAGUE.search(f"{known.before} {known.lead}".lower().rstrip()) is not None


def ago(atom: Atom, known: Known) -> Found | None:
    """ "Two months ago", "ten days from now". The unit around that day, or the day itself of one week."""
    there = _there(atom, known)
    if there is None or atom.parts["u1"] == "decades":
        return None
    on, unit = there
    is_one_week = (atom.parts["u1"], count_of(atom.parts["n3"])) == ("week", 1)
    if "exact" in atom.parts or (is_one_week and not _ROUGH.search(known.lead)):
        return day(on), True
    return around(on, unit), True


def _there(atom: Atom, known: Known) -> tuple[date, Unit] | None:
    count, unit = in_weeks(count_of(atom.parts["n3"]), unit_name(atom.parts["u1"]))
    if known.anchor is None or not count or unit in ("hour", "minute") or is_vague(known):
        return None
    if unit == "decade":
        count, unit = 10 * count, "year"
    sign = -1 if atom.parts["side"] == "ago" else 1
    return shifted(known.anchor, sign * count, cast(Unit, unit)), cast(Unit, unit)


def ago_on(atom: Atom, other: Atom, known: Known) -> Found | None:
    """ "Two weeks ago on Sunday", "a week ago today", "20 years ago this month", "50 years ago on Nov. 22"."""
    there = _there(atom, known)
    if there is None or known.anchor is None:
        return None
    on, unit = there
    if other.kind == "rel_day":
        return day(shifted(on, _FROM_TODAY[other.parts["rel"]], "day")), True
    if other.kind == "weekday":
        weekday = WEEKDAY_OF[other.get("weekday", "weekday2") or ""]
        if unit == "week":
            return day(on + timedelta(days=weekday - on.weekday())), True
        return (day(on), True) if unit == "day" and on.weekday() == weekday else None
    if unit != "year":
        return None
    if other.kind == "unit":
        return around(on, cast(Unit, other.parts["u8"])), True
    if other.kind == "season":
        found = nearest(seasons_around(other.parts["season"], on), on, None)
    elif other.kind == "month":
        found = nearest(same_months(month_number(other), on), on, None)
    else:
        found = nearest(same_days(month_of(other), number_of(other), on), on, None)
    return (found, True) if found else None


def span(atom: Atom, known: Known) -> Found | None:
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


def within(atom: Atom, known: Known) -> Found | None:
    """ "In ten days", "within the next two weeks"."""
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


def weekdays_ago(atom: Atom, known: Known) -> Found | None:
    """ "Two Sundays ago"."""
    count = count_of(atom.parts["n8"])
    if known.anchor is None or not count:
        return None
    last = nearest_weekday(known.anchor - timedelta(days=1), WEEKDAY_OF[atom.parts["weekday3"]], "back")
    return day(last - timedelta(days=7 * (count - 1))), True


def week_on(atom: Atom, known: Known) -> Found | None:
    """ "A week on Friday", "last Friday week", "two weeks from today". Said on a Friday, it could be either of two."""
    count, _ = in_weeks(count_of(atom.get("n11") or "one"), unit_name(atom.get("u17", "u18") or ""))
    weeks = timedelta(weeks=count)
    if known.anchor is None or not count or is_vague(known):
        return None
    if start := atom.get("from"):
        return day(known.anchor + timedelta(days=_FROM_TODAY[start]) + weeks), True
    weekday = WEEKDAY_OF[atom.get("weekday6", "weekday7") or ""]
    if "gone" in atom.parts:
        return day(nearest_weekday(known.anchor - timedelta(days=1), weekday, "back") - weeks), True
    if weekday == known.anchor.weekday():
        return None
    return day(nearest_weekday(known.anchor, weekday, "ahead") + weeks), True


def but_one(atom: Atom, known: Known) -> Found | None:
    """ "The week before last", "the Sunday before last", "the month after next"."""
    if known.anchor is None:
        return None
    unit, count = atom.parts["u16"], -2 if atom.parts["but"].startswith("before") else 2
    if unit == "weekend":
        return weekend(known.anchor, count), True
    if unit in WEEKDAY_OF:  # "the Sunday after next" is either of two
        last = nearest_weekday(known.anchor - timedelta(days=1), WEEKDAY_OF[unit], "back")
        return (day(last - timedelta(days=7)), True) if count < 0 else None
    return around(shifted(known.anchor, count, cast(Unit, unit)), cast(Unit, unit)), True
