"""What the atoms of one expression stand for together: a period of the calendar, and a time of the clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from nutgraf.schema import TimePrecision
from nutgraf.stages.calendar import (
    Direction,
    Period,
    Unit,
    around,
    day,
    easter,
    months,
    nearest,
    nearest_weekday,
    shifted,
    week,
    weekend,
    years,
)
from nutgraf.stages.time_atoms import MONTH, NUMBER, ORDINAL, WEEKDAY_OF, Atom

CLOCK_KINDS = frozenset({"clock", "clock24", "hhmm", "spoken", "named", "hour"})
_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each, of the northern half of the world."""
_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new year day": (1, 1), "new year eve": (12, 31), "valentine day": (2, 14),
    "valentines day": (2, 14), "halloween": (10, 31), "may day": (5, 1), "independence day": None,
    "veterans day": (11, 11), "bastille day": (7, 14), "all saints day": (11, 1), "epiphany": (1, 6),
}  # fmt: skip
_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "easter saturday": -1, "good friday": -2, "palm sunday": -7}
_UTC = ("gmt", "utc", "z")
_EVENING = re.compile(r"evening|night|afternoon|dusk|sunset|tonight")
_MORNING = re.compile(r"morning|dawn|daybreak|sunrise|small hours|early hours|wee hours")
_VAGUE = re.compile(r"\b(?:over|more than|less than|at least|nearly|almost|long|up to)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an expression is counted from."""

    anchor: date | None
    day: date | None
    way: Direction | None
    """Whether weekdays and months lie back or ahead."""
    told: Direction | None
    """What the verb alone says."""
    lead: str
    near: bool
    """Whether a date without a year is the nearest one, whatever the tense: "until May 6"."""
    before: str
    after: str

    def upto(self, end: date) -> Known:
        """The same for the first of two ends of which the last is known."""
        return replace(self, anchor=end, way="back", near=False) if self.anchor else self


Found = tuple[Period, bool]
"""A period, and whether it was counted from a day rather than stated."""


def period_of(atoms: Sequence[Atom], known: Known) -> Found | None:
    """The period that atoms without clock times and parts of days name; None: it can't be known."""
    kinds = {atom.kind: atom for atom in atoms}
    unit = kinds.get("unit")
    if unit and len(kinds) > 1:
        return _within_unit(atoms, unit, known)
    for kind in ("iso", "date", "date_us", "numeric"):
        if kind in kinds:
            return _date(kinds[kind], kinds.get("weekday"), kinds.get("year"), "rel_day" in kinds, known)
    if "season" in kinds and "year" in kinds:
        return _season(kinds["season"].get("season") or "", _number(kinds["year"].parts["year"]), None, known)
    return _READERS[atoms[0].kind](atoms[0], known)


def clock_of(group: Sequence[Atom], known: Known) -> tuple[str, TimePrecision] | None:
    """The time of the clock in a group of atoms, as ISO 8601 has it; None: there is none, or it could be two."""
    part = " ".join(atom.get("part", "rel", "u4", "u5") or "" for atom in group)
    for atom in group:
        if atom.kind not in CLOCK_KINDS:
            continue
        hour, minute = _hour_minute(atom)
        if hour is None:
            return None
        half = (atom.get("ap") or "")[:1]
        sure = atom.kind in ("clock24", "hhmm") and (hour > 12 or (atom.get("h2", "h4", "h5") or "")[:1] == "0" or atom.kind == "hhmm")
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
        elif not sure and atom.kind != "named" and atom.get("z4") is None:
            if _EVENING.search(part):
                hour = hour + 12 if hour < 12 and not ("night" in part and hour < 5) else hour
            elif not _MORNING.search(part):
                return None
        if atom.kind == "named" and atom.parts["named"] == "midnight":
            return None  # of the day that begins or of the one that ends
        zone = "Z" if (atom.get("z1", "z2", "z3", "z4") or "") in _UTC else ""
        return f"{hour % 24:02d}:{minute or 0:02d}{zone}", "hour" if minute is None else "minute"
    return None


def _hour_minute(atom: Atom) -> tuple[int | None, int | None]:
    if atom.kind == "named":
        return (12, None) if atom.parts["named"] == "noon" else (0, None)
    hour = _number(atom.get("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8") or "")
    minutes = atom.get("mi1", "mi2", "mi3", "mi4", "mi5")
    minute = int(minutes) if minutes else None
    if past := atom.get("past"):
        if past.startswith("half"):
            return hour, 30
        count = 15 if "quarter" in past else _number(past.split()[0].replace("twenty-five", "25"))
        return (hour, count) if past.endswith("past") else (hour - 1, 60 - count)
    return hour, minute


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER.get(word, 0)


def _year(words: str | None) -> int | None:
    if words is None:
        return None
    digits = re.search(r"\d+", words)
    number = int(digits[0]) if digits else 0
    return number if number > 99 else number + (1900 if number >= 69 else 2000)


def _date(atom: Atom, weekday: Atom | None, year: Atom | None, today: bool, known: Known) -> Found | None:
    if atom.kind == "iso":
        return day(date.fromisoformat(atom.parts["iso"])), False
    if atom.kind == "numeric":
        return _numeric(atom)
    month = MONTH[(atom.get("m3", "m4") or "").rstrip(".")]
    number = int(re.sub(r"\D", "", atom.get("d5", "d6") or ""))
    stated = _year(atom.get("y3", "y4") or (year.parts["year"] if year else None))
    if stated:
        return day(date(stated, month, number)), False
    if known.anchor is None:
        return None
    around_it = range(known.anchor.year - 1, known.anchor.year + 2)
    candidates = [day(date(one, month, number)) for one in around_it if _is_date(one, month, number)]
    named = WEEKDAY_OF.get(weekday.get("weekday", "weekday2") or "") if weekday else None
    fitting = [one for one in candidates if one.start and one.start.weekday() == named]
    way = None if known.near or today or fitting else known.way
    found = nearest(fitting or candidates, known.anchor, way)
    return (found, True) if found else None


def _is_date(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


def _numeric(atom: Atom) -> Found | None:
    first, second, year = int(atom.parts["n1"]), int(atom.parts["n2"]), int(atom.parts["y5"])
    if atom.parts["sep"] == "." or first > 12 or first == second:
        return day(date(year, second, first)), False
    return (day(date(year, first, second)), False) if second > 12 else None


def _days(atom: Atom, known: Known) -> Found | None:
    month = MONTH[(atom.get("m1", "m2") or "").rstrip(".")]
    first, last = (int(re.sub(r"\D", "", atom.get(*names) or "")) for names in (("d1", "d3"), ("d2", "d4")))
    year = _year(atom.get("y1", "y2"))
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


def _weekday(atom: Atom, known: Known) -> Found | None:
    number = WEEKDAY_OF[atom.get("weekday", "weekday2") or ""]
    qualifier = atom.get("q5")
    if qualifier == "previous":
        return (day(nearest_weekday(known.day - timedelta(days=1), number, "back")), True) if known.day else None
    if known.anchor is None:
        return None
    if re.match(r"\s+(?:after|before|following|of)\s+(?:the|that|his|her|its|their)\b", known.after) and known.lead.endswith("the"):
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


def _rel_day(atom: Atom, known: Known) -> Found | None:
    if known.anchor is None:
        return None
    words = atom.get("rel") or ""
    yesterday = known.anchor - timedelta(days=1)
    if words == "overnight":
        return Period(yesterday, known.anchor, "day"), True
    if words in ("yesterday", "last night", "last evening"):
        return day(yesterday), True
    return day(known.anchor + timedelta(days=words == "tomorrow")), True


def _day_before(atom: Atom, known: Known) -> Found | None:
    if known.anchor is None:
        return None
    return day(known.anchor + timedelta(days=-2 if atom.parts["db"].startswith("before") else 2)), True


def _unit_name(words: str) -> str:
    return words.removesuffix("s")


def _ago(atom: Atom, known: Known) -> Found | None:
    unit = _unit_name(atom.parts["u1"])
    count = -_number(atom.parts["n3"])
    if known.anchor is None or not count or unit in ("hour", "minute") or _VAGUE.search(known.before.lower().rstrip()):
        return None
    if unit == "decade":
        return (around(shifted(known.anchor, count * 10, "year"), "year"), True) if count == -1 else None
    return around(shifted(known.anchor, count, cast(Unit, unit)), cast(Unit, unit)), True


def _shift(atom: Atom, known: Known) -> Found | None:
    """Days counted from the one that the article tells of just before."""
    if known.day is None:
        return None
    way = atom.get("way", "way2", "way3", "way6", "way7")
    unit = _unit_name(atom.get("u2", "u3", "u4", "u5", "u11") or "hour")
    if re.fullmatch("(?:hour|minute)", unit):
        return (day(known.day), True) if way in ("later", None) else None
    if unit not in ("day", "week", "month", "year"):
        unit = "day"  # "the next morning"
    count = _number(atom.get("n4") or "one")
    if not count:
        return None
    if way in ("earlier", "before", "previous"):
        count = -count
    elif way in (None, "same"):
        count = 0
    return around(shifted(known.day, count, cast(Unit, unit)), cast(Unit, unit)), True


def _span(atom: Atom, known: Known) -> Found | None:
    """ "Over the past three weeks": up to the anchor, or from it on."""
    unit = _unit_name(atom.parts["u6"])
    count = _number(atom.get("n5") or "one")
    way = atom.get("way4", "way5")
    if known.anchor is None or not count or way in ("following", "previous") or unit in ("minute", "decade"):
        return None
    if unit == "hour":
        if count % 24:
            return None
        count, unit = count // 24, "day"
    sign = -1 if way in ("past", "last") else 1
    other = shifted(known.anchor, sign * count, cast(Unit, unit))
    return Period(min(other, known.anchor), max(other, known.anchor), cast(TimePrecision, unit)), True


def _within(atom: Atom, known: Known) -> Found | None:
    unit = _unit_name(atom.parts["u7"])
    count = _number(atom.parts["n6"])
    if known.anchor is None or known.told != "ahead" or not count or unit == "decade":
        return None
    there = shifted(known.anchor, count, cast(Unit, unit))
    if atom.parts["inside"].startswith("in"):
        return around(there, cast(Unit, unit)), True
    return Period(known.anchor, there, cast(TimePrecision, unit)), True


def _unit(atom: Atom, known: Known) -> Found | None:
    anchor = known.anchor
    name = (atom.get("u8", "u9", "u10") or "").removeprefix("the ").removeprefix("of ")
    qualifier = atom.get("q1") or "the"
    if anchor is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "this past": -1}.get(qualifier, 0)
    if qualifier == "previous" or name == "decade":
        return None
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
            return _weekday(other, known)
        return day(week(start).start + timedelta(days=WEEKDAY_OF[other.get("weekday", "weekday2") or ""])), True  # type: ignore[operator]
    if found[0].precision != "year":
        return period_of([other], known)
    if other.kind == "month":
        number = _month_number(other)
        return months(start.year, number, number), True
    if other.kind in ("date", "date_us"):
        dated = date(start.year, MONTH[(other.get("m3", "m4") or "").rstrip(".")], int(re.sub(r"\D", "", other.get("d5", "d6") or "")))
        return day(dated), True
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
    year = _year(atom.get("y6", "y7"))
    number = MONTH[atom.parts["m5"].rstrip(".")]
    return (months(year, number, number), False) if year else None


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
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2 if half else 4, "final": 2 if half else 4}.get(words) or int(words[0])
    length = 6 if half else 3
    first = (number - 1) * length + 1
    return months(year, first, first + length - 1)


def _quarter(atom: Atom, known: Known) -> Found | None:
    year = _year(atom.get("y10", "y11"))
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


def _holiday(atom: Atom, known: Known) -> Found | None:
    name = " ".join(re.sub(r"['’]s?|(?<=s)['’]", "", atom.parts["holiday"]).split())
    year = _year(atom.get("y13"))
    if year is None and known.anchor is None:
        return None
    anchor = known.anchor or date(year or 1, 1, 1)
    candidates = []
    for one in [year] if year else range(anchor.year - 1, anchor.year + 2):
        if name in _EASTER:
            candidates.append(day(easter(one) + timedelta(days=_EASTER[name])))
        elif fixed := _FIXED.get(name):
            candidates.append(day(date(one, *fixed)))
    found = nearest(candidates, anchor, None if year else known.way)
    return (found, year is None) if found else None


def _nth(atom: Atom, known: Known) -> Found | None:
    words = atom.parts["nth"]
    number = ORDINAL.get(words) or int(re.sub(r"\D", "", words))
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


_READERS: dict[str, Callable[[Atom, Known], Found | None]] = {
    "days": _days,
    "days_us": _days,
    "weekday": _weekday,
    "rel_day": _rel_day,
    "day_before": _day_before,
    "ago": _ago,
    "shift": _shift,
    "span": _span,
    "within": _within,
    "unit": _unit,
    "month": _month,
    "month_year": _month_year,
    "year": _plain_year,
    "years": _years,
    "decade": _decade,
    "season": lambda atom, known: _season(atom.parts["season"], _year(atom.get("y12")), atom.get("q4"), known),
    "quarter": _quarter,
    "holiday": _holiday,
    "nth": _nth,
}
