"""Turns the article's words for a time into dates. English.

Weekdays, "last month" and their like are counted from the day of publication, forwards or backwards as the sentence's
verb says; words that need what the article doesn't give ("the day before", a clock time without a day) are counted from
`named`. What can't be known stays None: a vague count, a date that could be of two years, a clock time that could be of
the morning or the evening.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from nutgraf.language.times.atoms import Atom
from nutgraf.language.times.calendar import Period, Unit, around, week
from nutgraf.language.times.calendar import day as calendar_day
from nutgraf.language.times.clock import CLOCK_KINDS, clock_of
from nutgraf.language.times.context import is_fiscal, is_near, is_so_far, is_speech, names_more, way_of
from nutgraf.language.times.expressions import Expression, expressions
from nutgraf.language.times.known import Known, unit_name
from nutgraf.language.times.languages import in_english
from nutgraf.language.times.periods import period_of
from nutgraf.language.times.tense import direction, is_pluperfect
from nutgraf.schema import TimePrecision

LONGEST = 2000
"""Characters of a sentence in which times are looked for around the words."""
_CLAUSE = re.compile(r"[,;:]|\b(?:after|before|since|until|when|while|that|who|which|and)\b", re.IGNORECASE)
_DAY: tuple[TimePrecision, ...] = ("day",)
_COUNTED_FROM: dict[str, tuple[TimePrecision, ...]] = {
    "week": ("day", "week"),
    "month": ("day", "month"),
    "year": ("day", "month", "year"),
}
"""The units that so many weeks, months or years can be counted from."""
_WEEK_OF = re.compile(r"\bweek (?:of|beginning|starting)(?: the)?$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The dates that words stand for: ISO 8601, both included, None where they can't be known."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None
    anchor: str | None = None
    """The day of publication, where the words were counted from it."""


UNKNOWN = Resolved()


def resolve(
    text: str, *, sentence: str, anchor: date | None, named: Period | None = None, language: str | None = "en"
) -> Resolved:
    """The dates that `text`, words of `sentence`, stands for.

    What the sentence adds to the words is read along: "Friday" in "since Friday" is a time that goes on. `anchor` is
    the day of publication where it is sure. `named` is the day, week, month or year that the article tells of just
    before, for words that take it for granted ("at 10 p.m.", "the next morning", "two years later"). In a `language`
    (ISO 639-1) other than English the words alone are read, as well as can be.
    """
    if language not in (None, "en"):
        text = sentence = in_english(text, language) or ""
    try:
        return _resolve(text, sentence, anchor, named)
    except (ValueError, OverflowError):  # a day before year 1 or after year 9999
        return UNKNOWN


def told(sentence: str, units: Collection[TimePrecision], *, anchor: date | None) -> Period | None:
    """The last day (or week, month, year, where `units` has it) that `sentence` names as the time of what it tells.

    A day on which somebody only said so is none.
    """
    return _last(_told(sentence[:LONGEST], anchor), units)


def _told(sentence: str, anchor: date | None) -> list[Period]:
    found: list[Period] = []
    for one in expressions(sentence):
        if is_speech(sentence, one):
            continue
        dates = _of_expression(one, sentence, anchor, _last(found, _units_of(one)))
        if dates and (period := dates.one_unit()):
            found.append(period)
    return found


def _last(periods: Sequence[Period], units: Collection[TimePrecision]) -> Period | None:
    return next((one for one in reversed(periods) if one.precision in units), None)


def expression_at(text: str, sentence: str) -> tuple[str, Expression | None]:
    """The expression of `sentence` that `text` is a part of or has in it, and the string that its offsets count in."""
    at = sentence.find(text)
    if at < 0:
        at = sentence.casefold().find(text.casefold()) if len(sentence.casefold()) == len(sentence) else -1
    if at >= 0 and text:
        near, shift = _around(sentence, at, at + len(text))
        at -= shift
        for one in expressions(near):
            if one.start < at + len(text) and at < one.end:
                return near, one
    alone = expressions(text[:LONGEST])
    return text, alone[0] if alone else None


def _around(sentence: str, start: int, end: int) -> tuple[str, int]:
    """The part of a long sentence that its words at `start` to `end` stand in, and where it begins."""
    begin = 0 if end <= LONGEST else max(0, start - LONGEST // 2)
    return sentence[begin : begin + LONGEST], begin


@dataclass(frozen=True, slots=True)
class _Dates:
    start: date | None
    end: date | None
    precision: TimePrecision | None
    counted: bool
    clock: str | None = None
    end_clock: str | None = None

    def one_unit(self) -> Period | None:
        """The day, week, month or year that this is one of."""
        unit = "day" if self.precision in ("minute", "hour") else self.precision
        if self.start is None or unit is None:
            return None
        period = around(self.start, cast(Unit, unit))
        return period if (period.start, period.end) == (self.start, self.end) else None

    def resolved(self, anchor: date | None) -> Resolved:
        if self.start is None and self.end is None:
            return UNKNOWN
        return Resolved(
            start=_iso(self.start, self.clock),
            end=_iso(self.end, self.end_clock),
            precision=self.precision,
            anchor=anchor.isoformat() if anchor and self.counted else None,
        )


def _resolve(text: str, sentence: str, anchor: date | None, named: Period | None) -> Resolved:
    near, one = expression_at(text, sentence)
    if one is None:
        return UNKNOWN
    if one.listed and (part := _listed_part(near, one, text)):
        one = part
    if units := _units_of(one):
        before = _last(_told(near[: one.start], anchor), units)
        behind = None if before or _is_anaphor(one) else _day_behind(near, one, anchor)
        named = before or behind or (named if named and named.precision in units else None)
    dates = _of_expression(one, near, anchor, named)
    return dates.resolved(anchor) if dates else UNKNOWN


def _listed_part(near: str, one: Expression, text: str) -> Expression | None:
    """Of "on Saturday and on Monday", the one that `text` is about, if it is about one alone."""
    words = near[one.start : one.end]
    if len(" ".join(text.split())) >= len(" ".join(words.split())) - len(one.lead) - 1:
        return None
    first, second = near[one.start : one.first[-1].end], near[one.second[0].start : one.end]
    held = one.second if text in second or second in text else one.first
    if held is one.first and not (text in first or first in text):
        return None
    return Expression(start=held[0].start, end=held[-1].end, lead=one.lead, bound=one.bound, edge=one.edge, first=held)


def _of_expression(one: Expression, sentence: str, anchor: date | None, named: Period | None) -> _Dates | None:
    before, after = sentence[: one.start], sentence[one.end :]
    if is_fiscal(one, sentence):
        return None
    way = direction(before, after)
    known = Known(
        anchor=anchor,
        named=named,
        way=way_of(one, before, way),
        told=way,
        lead=one.lead,
        near=is_near(one, before, way),
        before=before[-40:],
        after=after[:60],
    )
    if one.second:
        return _range(one, known)
    dates = _of_group(one.first, known)
    if dates and anchor and is_so_far(one, after) and _holds(dates, anchor):
        return replace(dates, end=anchor, precision="day", counted=True)
    if dates and _WEEK_OF.search(one.lead) and dates.precision == "day" and dates.start:
        whole = week(dates.start)
        return replace(dates, start=whole.start, end=whole.end, precision=whole.precision)
    if dates is None or one.bound is None or names_more(one, dates.precision, after):
        return dates
    return _bounded(one, dates, known, before)


def _holds(dates: _Dates, on: date) -> bool:
    return dates.start is not None and dates.end is not None and dates.start < on < dates.end


def _units_of(one: Expression) -> Collection[TimePrecision]:
    """The units of which words take one for granted that stands elsewhere; none: they stand by themselves."""
    if any(atom.kind == "nth" or _counts_on(atom) for atom in one.first):
        return _DAY
    if shift := next((atom for atom in one.first if atom.kind == "shift"), None):
        return _COUNTED_FROM.get(unit_name(shift.get("u2", "u3", "u4", "u5", "u11") or ""), _DAY)
    return _DAY if {atom.kind for atom in (*one.first, *one.second)} <= CLOCK_KINDS | {"part"} else ()


def _day_behind(sentence: str, one: Expression, anchor: date | None) -> Period | None:
    """The day that follows a clock time in the same clause: "at 10 p.m. near the station on Sunday"."""
    for other in expressions(sentence):
        if other.start < one.end:
            continue
        if other.bound or is_speech(sentence, other) or _CLAUSE.search(sentence, one.end, other.start):
            return None
        dates = _of_expression(other, sentence, anchor, None)
        return dates.one_unit() if dates and dates.precision == "day" else None
    return None


def _is_anaphor(one: Expression) -> bool:
    return any(atom.kind in ("nth", "shift") or _counts_on(atom) for atom in one.first)


def _counts_on(atom: Atom) -> bool:
    return atom.get("q5") in ("previous", "following")


def _of_group(group: tuple[Atom, ...], known: Known) -> _Dates | None:
    clock = clock_of(group, known.lead)
    days = [atom for atom in group if atom.kind not in CLOCK_KINDS and atom.kind != "part"]
    if not days:
        if known.day is None:
            return None
        sure = all(atom.get("named") != "midnight" for atom in group)  # of that day, or of the one after it
        return _at(known.day, clock if sure else None, counted=True)
    found = period_of(days, known)
    if found is None:
        return None
    period, counted = found
    if clock and period.start and period.start == period.end:
        return _at(period.start, clock, counted=counted)
    return _Dates(period.start, period.end, period.precision, counted)


def _at(on: date, clock: tuple[str, TimePrecision] | None, *, counted: bool) -> _Dates:
    if clock is None:
        return _Dates(on, on, "day", counted)
    return _Dates(on, on, clock[1], counted, clock[0], clock[0])


def _bounded(one: Expression, dates: _Dates, known: Known, before: str) -> _Dates | None:
    if one.bound in ("by", "until", "to", "before"):
        if one.bound == "to":
            return dates
        return _Dates(None, dates.end, dates.precision, dates.counted, None, dates.end_clock)
    if one.bound == "since":
        end = None if known.anchor is None or is_pluperfect(before) else known.anchor
        if end and dates.start and dates.start > end:
            end = None
        counted = dates.counted or end is not None
        return _Dates(dates.start, end, dates.precision, counted, dates.clock, None)
    is_to_come = known.told == "ahead" or (known.anchor and dates.start and dates.start > known.anchor)
    if one.bound in ("from", "after") or (one.bound == "as_of" and is_to_come):
        return _Dates(dates.start, None, dates.precision, dates.counted, dates.clock, None)
    return dates


def _range(one: Expression, known: Known) -> _Dates | None:
    one = replace(one, first=_in_the_same_half(one.first, one.second))
    opened = None
    if [atom.kind for atom in one.second] == ["nth"]:  # "from 7 February to the 12th"
        opened = _of_group(one.first, known)
        known = replace(known, named=opened.one_unit() if opened else None, way=None)
    elif _is_clock(one.second) and not _is_clock(one.first):  # "from 8 a.m. on Monday to 6 p.m."
        on = _of_group(one.first, known)
        known = replace(known, named=on.one_unit() if on else None)
    last = _of_group(one.second, known)
    if last is None or last.end is None:
        return None
    if _is_clock(one.first):
        known = replace(known, named=calendar_day(last.end))
    first = opened or _of_group(one.first, known.upto(last.end))
    if first is None or first.start is None or first.start > last.end:
        return None
    end = last.end
    if first.start == end and first.clock and last.end_clock and last.end_clock < first.clock:
        end += timedelta(days=1)
    return _Dates(
        first.start,
        end,
        first.precision or last.precision,
        first.counted or last.counted,
        first.clock,
        last.end_clock,
    )


def _in_the_same_half(first: tuple[Atom, ...], last: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The 9 of "between 9 and 11 p.m.", in the same half of the day."""
    half = last[0].get("ap")
    hours = [
        int(atom.get("h1", "h8") or 0) if (atom.get("h1", "h8") or "").isdecimal() else 0
        for atom in (first[0], last[0])
    ]
    if half is None or first[0].kind != "hour" or not 0 < hours[0] % 12 < hours[1]:
        return first
    return (replace(first[0], parts={**first[0].parts, "ap": half}), *first[1:])


def _is_clock(group: tuple[Atom, ...]) -> bool:
    return all(atom.kind in CLOCK_KINDS or atom.kind == "part" for atom in group)


def _iso(on: date | None, clock: str | None) -> str | None:
    if on is None:
        return None
    return f"{on.isoformat()}T{clock}" if clock else on.isoformat()


def takes_for_granted(text: str, *, sentence: str) -> Collection[TimePrecision]:
    """The units of which `text`, words of `sentence`, takes one for granted that stands elsewhere.

    "At 10 p.m." needs a day, "two years later" a day, a month or a year, and "on Sunday" nothing.
    """
    _, one = expression_at(text, sentence)
    return _units_of(one) if one else ()


def whole_expression(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the whole expression that the words at `start` to `end` are a part of; else of these words."""
    near, shift = _around(sentence, start, end)
    for one in expressions(near):
        if one.start < end - shift and start - shift < one.end and not one.listed:
            return min(start, one.start + shift), max(end, one.end + shift)
    return start, end
