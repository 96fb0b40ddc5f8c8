"""Days that words name: dates, weekdays, "yesterday", holidays, "the next morning"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import cast

from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.calendar import (
    Period,
    Unit,
    around,
    day,
    easter,
    nearest,
    nearest_weekday,
    shifted,
    weekday_in_month,
)
from nutgraf.language.times.known import Found, Known, count_of, day_number, unit_name, year_of
from nutgraf.language.times.patterns import MONTH, WEEKDAY_OF

_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new year day": (1, 1), "new year eve": (12, 31), "valentine day": (2, 14),
    "valentines day": (2, 14), "halloween": (10, 31), "may day": (5, 1), "veterans day": (11, 11),
    "bastille day": (7, 14), "all saints day": (11, 1), "epiphany": (1, 6), "all souls day": (11, 2),
    "workers day": (5, 1), "international workers day": (5, 1), "international women day": (3, 8),
    "juneteenth": (6, 19), "april fool day": (4, 1),
    "april fools day": (4, 1), "st patrick day": (3, 17), "world aids day": (12, 1), "earth day": (4, 22),
    "anzac day": (4, 25), "armistice day": (11, 11), "canada day": (7, 1), "australia day": (1, 26),
}  # fmt: skip
_EASTER = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "easter saturday": -1, "good friday": -2, "palm sunday": -7,
    "holy saturday": -1, "maundy thursday": -3, "holy thursday": -3, "ash wednesday": -46, "shrove tuesday": -47,
    "ascension day": 39, "whit sunday": 49, "pentecost": 49, "whit monday": 50,
}  # fmt: skip
_MOVABLE = {
    "memorial day": (5, 0, -1), "labor day": (9, 0, 0), "columbus day": (10, 0, 1), "thanksgiving": (11, 3, 3),
    "thanksgiving day": (11, 3, 3), "presidents day": (2, 0, 2), "president day": (2, 0, 2),
    "remembrance sunday": (11, 6, 1), "martin luther king day": (1, 0, 2), "martin luther king jr day": (1, 0, 2),
}  # fmt: skip
"""Month, weekday and which of that weekday in the month; of those of more countries than one, in the United States."""
_NEAR_MAY_DAY = 14
"""Days around the first of May on which Labour Day is that day; else countries have it on days of their own."""
_FAR = 330
"""Days ahead at which a date without a year is rather the one just gone: "will punish the murder on 16 November"."""
_COUNTED_FROM = re.compile(r"\s+(?:after|before|following|of)\s+(?:the|that|his|her|its|their)\b")


def dated(atom: Atom, weekday: Atom | None, year: Atom | None, today: bool, known: Known) -> Found | None:
    if atom.kind == "iso":
        return day(date.fromisoformat(atom.parts["iso"])), False
    if atom.kind == "numeric":
        return _numeric(atom, known)
    month, number = month_of(atom), number_of(atom)
    stated = year_of(atom.get("y3", "y4") or (year.parts["year"] if year else None))
    if stated:
        return day(date(stated, month, number)), False
    if known.anchor is None:
        return None
    candidates = same_days(month, number, known.anchor)
    named = WEEKDAY_OF.get(weekday.get("weekday", "weekday2") or "") if weekday else None
    fitting = [one for one in candidates if one.start and one.start.weekday() == named]
    if named is not None and not fitting:
        return None
    is_name = known.lead.endswith("the") and (atom.get("d5", "d6") or "").isdecimal()  # "the 3 May vote"
    way = None if known.near or today or fitting or is_name else known.way
    found = nearest(fitting or candidates, known.anchor, way)
    if way == "ahead" and found and found.start and (found.start - known.anchor).days > _FAR:
        found = nearest(candidates, known.anchor, None)
    return (found, True) if found else None


def month_of(atom: Atom) -> int:
    """The number of the month in "3 January"."""
    return MONTH[(atom.get("m3", "m4") or "").rstrip(".")]


def number_of(atom: Atom) -> int:
    """The number of the day in "3 January" or "the third of January"."""
    return day_number(atom.get("d5", "d6") or "")


def same_days(month: int, number: int, on: date) -> list[Period]:
    """That day of the year of another, and of those before and after."""
    return [day(date(one, month, number)) for one in range(on.year - 1, on.year + 2) if _is_date(one, month, number)]


def _is_date(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _numeric(atom: Atom, known: Known) -> Found | None:
    """ "13/09/1988", and "12/09/88" where only one of the two days fits what the verb says of behind and ahead."""
    first, second, year = int(atom.parts["n1"]), int(atom.parts["n2"]), year_of(atom.parts["y5"]) or 0
    if atom.parts["sep"] == "." or first > 12 or first == second:
        return day(date(year, second, first)), False
    if second > 12:
        return day(date(year, first, second)), False
    if known.anchor is None or known.told is None:
        return None
    both = date(year, second, first), date(year, first, second)
    fitting = [one for one in both if (one <= known.anchor if known.told == "back" else one >= known.anchor)]
    return (day(fitting[0]), True) if len(fitting) == 1 else None


def dates(atom: Atom, known: Known) -> Found | None:
    month = MONTH[(atom.get("m1", "m2") or "").rstrip(".")]
    first, last = (day_number(atom.get(*names) or "") for names in (("d1", "d3"), ("d2", "d4")))
    year = year_of(atom.get("y1", "y2"))
    if year is None:
        if known.anchor is None:
            return None
        choices = [
            Period(date(one, month, first), date(one, month, last), "day")
            for one in range(known.anchor.year - 1, known.anchor.year + 2)
            if _is_date(one, month, first) and _is_date(one, month, last)
        ]
        found = nearest(choices, known.anchor, None if known.near else known.way)
        return (found, True) if found and first <= last else None
    return (Period(date(year, month, first), date(year, month, last), "day"), False) if first <= last else None


def weekday_of(atom: Atom, known: Known) -> Found | None:
    number = WEEKDAY_OF[atom.get("weekday", "weekday2") or ""]
    qualifier = atom.get("q5")
    if qualifier in ("previous", "following"):
        if known.day is None:
            return None
        step = timedelta(days=1 if qualifier == "following" else -1)
        return day(nearest_weekday(known.day + step, number, "ahead" if qualifier == "following" else "back")), True
    if known.anchor is None:
        return None
    if known.lead.endswith("the") and _COUNTED_FROM.match(known.after):
        return None  # "the Monday after the vote"
    if qualifier in ("last", "past", "this past"):
        return day(nearest_weekday(known.anchor - timedelta(days=1), number, "back")), True
    if qualifier in ("coming", "this coming", "upcoming"):
        return day(nearest_weekday(known.anchor + timedelta(days=1), number, "ahead")), True
    if qualifier == "next":
        monday = known.anchor - timedelta(days=known.anchor.weekday())
        return day(monday + timedelta(days=7 + number)), True
    way = known.way
    if qualifier == "this" and way is None:
        way = "ahead"
    return day(nearest_weekday(known.anchor, number, way)), True


def relative_day(atom: Atom, known: Known) -> Found | None:
    if known.anchor is None:
        return None
    words = atom.get("rel") or ""
    yesterday = known.anchor - timedelta(days=1)
    if words == "overnight" and known.way == "ahead":
        return Period(known.anchor, known.anchor + timedelta(days=1), "day"), True
    if words == "overnight":
        return Period(yesterday, known.anchor, "day"), True
    if words in ("yesterday", "last night", "last evening"):
        return day(yesterday), True
    return day(known.anchor + timedelta(days=words == "tomorrow")), True


def day_but_one(atom: Atom, known: Known) -> Found | None:
    if known.anchor is None:
        return None
    return day(known.anchor + timedelta(days=-2 if atom.parts["db"].startswith("before") else 2)), True


def counted_on(atom: Atom, known: Known) -> Found | None:
    """What is counted from the time that the article tells of just before: "the next morning", "two years later"."""
    if known.named is None or known.named.start is None:
        return None
    start, is_day = known.named.start, known.day is not None
    way = atom.get("way", "way2", "way3", "way6", "way7")
    unit = unit_name(atom.get("u2", "u3", "u4", "u5", "u11") or "hour")
    if unit in ("hour", "minute"):
        return (day(start), True) if is_day and way in ("later", None) else None
    if unit not in ("day", "week", "month", "year"):
        unit = "day"  # "the next morning"
    count = count_of(atom.get("n4") or "one")
    if not count:
        return None
    if way in ("earlier", "before", "previous"):
        count = -count
    elif way in (None, "same"):
        count = 0
    there = shifted(start, count, cast(Unit, unit))
    if known.anchor and there > known.anchor and known.told != "ahead":
        return None
    if "exact2" in atom.parts:
        return (day(there), True) if is_day else None
    return around(there, cast(Unit, unit)), True


def holiday(atom: Atom, known: Known) -> Found | None:
    name = " ".join(re.sub(r"['’]s?|\.", "", atom.parts["holiday"]).split())
    year = year_of(atom.get("y13"))
    if year is None and known.anchor is None:
        return None
    anchor = known.anchor or date(year or 1, 1, 1)
    may_day = date(anchor.year, 5, 1)
    if name in ("labour day", "labor day") and year is None and abs((may_day - anchor).days) <= _NEAR_MAY_DAY:
        return day(may_day), True
    candidates = []
    for one in [year] if year else range(anchor.year - 1, anchor.year + 2):
        if name in _EASTER:
            candidates.append(day(easter(one) + timedelta(days=_EASTER[name])))
        elif movable := _MOVABLE.get(name):
            month, weekday, index = movable
            candidates.append(day(weekday_in_month(date(one, month, 1), weekday, index)))
        elif fixed := _FIXED.get(name):
            candidates.append(day(date(one, *fixed)))
    is_deadline = known.lead.startswith(("by", "before", "for", "to", "until"))  # "promised a vote by Easter"
    way = None if year or (is_deadline and known.way == "back") else known.way
    found = nearest(candidates, anchor, way)
    return (found, year is None) if found else None


def day_of_month(atom: Atom, known: Known) -> Found | None:
    number = day_number(atom.parts["nth"])
    if known.day is not None and known.way != "ahead":
        return day(date(known.day.year, known.day.month, number)), True
    if known.anchor is None:
        return None
    candidates = []
    for count in (-1, 0, 1):
        month = shifted(known.anchor, count, "month")
        if _is_date(month.year, month.month, number):
            candidates.append(day(date(month.year, month.month, number)))
    found = nearest(candidates, known.anchor, known.way or "back")
    return (found, True) if found else None
