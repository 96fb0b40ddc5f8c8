"""What the atoms of one expression stand for together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import cast

from nutgraf.language.times import counts, days, pieces
from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.calendar import Period, Unit, around, day, months, nearest_weekday, shifted, weekend
from nutgraf.language.times.known import Found, Known, count_of, in_weeks, said_year, unit_name
from nutgraf.language.times.patterns import MONTH, WEEKDAY_OF


def period_of(atoms: Sequence[Atom], known: Known) -> Found | None:
    """The period that atoms without clock times and parts of days name; None: it can't be known."""
    if atoms[0].kind == "offset":
        return _offset(atoms[0], period_of(atoms[1:], known), known) if len(atoms) > 1 else None
    kinds = {atom.kind: atom for atom in atoms}
    if atoms[0].kind == "ago" and len(atoms) > 1:
        return counts.ago_on(atoms[0], atoms[1], known)
    unit = kinds.get("unit")
    if unit and len(kinds) > 1:
        return _within_unit(atoms, unit, known)
    for kind in ("iso", "date", "date_us", "numeric"):
        if kind in kinds:
            return days.dated(kinds[kind], kinds.get("weekday"), kinds.get("year"), "rel_day" in kinds, known)
    if "season" in kinds and "year" in kinds:
        return pieces.season(kinds["season"].parts["season"], count_of(kinds["year"].parts["year"]), None, known)
    return _READERS[atoms[0].kind](atoms[0], known)


def _offset(atom: Atom, found: Found | None, known: Known) -> Found | None:
    """ "The day before Christmas", "on the eve of the April 25 vote", "two weeks after Easter", "the Friday after"."""
    if found is None or found[0].start is None or found[0].start != found[0].end or counts.is_vague(known):
        return None
    on, after = found[0].start, atom.get("way8", "way9", "way10") in ("after", "following")
    if weekday := atom.get("weekday4"):
        step = timedelta(days=1 if after else -1)
        return day(nearest_weekday(on + step, WEEKDAY_OF[weekday], "ahead" if after else "back")), found[1]
    count, unit = in_weeks(count_of(atom.get("n10") or "one"), unit_name(atom.get("u15") or "day"))
    if not count or unit == "decade":
        return None
    return around(shifted(on, count if after else -count, cast(Unit, unit)), cast(Unit, unit)), found[1]


def _unit(atom: Atom, known: Known) -> Found | None:
    anchor = known.anchor
    name = (atom.get("u8", "u9", "u10") or "").removeprefix("the ").removeprefix("of ")
    name = "year" if name.startswith("year") else name  # "year's end"
    qualifier = atom.get("q1") or "the"
    if anchor is None:
        return None
    step = pieces.STEP.get(qualifier, 0)
    if qualifier in ("previous", "following"):
        return None
    if name == "decade":
        past = Period(shifted(anchor, -10, "year"), anchor, "year")
        return (past, True) if qualifier in ("last", "past") else None
    if name == "weekend":
        return _weekend(anchor, qualifier, step, known), True
    if name == "quarter":
        return pieces.quarter_around(shifted(anchor, 3 * step, "month")), True
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
        number = pieces.month_number(other)
        return months(start.year, number, number), True
    if other.kind in ("date", "date_us"):
        month = MONTH[(other.get("m3", "m4") or "").rstrip(".")]
        return day(date(start.year, month, days.number_of(other))), True
    if other.kind == "season":
        return pieces.season(other.parts["season"], start.year, None, known)
    if other.kind == "quarter":
        return pieces.quarter_of(other, start.year), True
    return None


_READERS: dict[str, Callable[[Atom, Known], Found | None]] = {
    "days": days.dates,
    "days_us": days.dates,
    "weekday": days.weekday_of,
    "rel_day": days.relative_day,
    "day_before": days.day_but_one,
    "holiday": days.holiday,
    "nth": days.day_of_month,
    "shift": days.counted_on,
    "ago": counts.ago,
    "span": counts.span,
    "weekdays_ago": counts.weekdays_ago,
    "within": counts.within,
    "week_on": counts.week_on,
    "but_one": counts.but_one,
    "unit": _unit,
    "of_month": pieces.of_month,
    "counted": pieces.counted,
    "run_up": pieces.run_up,
    "month": pieces.month,
    "month_year": pieces.month_year,
    "year": pieces.year,
    "years": pieces.span_of_years,
    "decade": pieces.decade,
    "turn": pieces.turn_of_year,
    "season": lambda atom, known: pieces.season(
        atom.parts["season"], said_year(atom.get("y12"), known), atom.get("q4"), known
    ),
    "quarter": pieces.quarter,
}
