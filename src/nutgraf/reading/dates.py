"""Dates as pages and datelines write them. Words like "on Monday" are not read here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nutgraf.errors import SettingError

# English, then Spanish, French, German, Italian and Portuguese; accents are taken off before a name is looked up.
_MONTHS = (
    "january jan enero ene janvier janv januar jan gennaio gen janeiro",
    "february feb febrero fevrier fevr februar febbraio fevereiro fev",
    "march mar marzo mars marz marco",
    "april apr abril abr avril avr aprile",
    "may mayo mai maggio mag maio",
    "june jun junio juin juni giugno giu junho",
    "july jul julio juillet juil juli luglio lug julho",
    "august aug agosto ago aout",
    "september sept sep septiembre septembre settembre set setembro",
    "october oct octubre octobre oktober okt ottobre ott outubro out",
    "november nov noviembre novembre novembro",
    "december dec diciembre dic decembre dezember dez dicembre dezembro",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|sonntag|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira"
    r"|quinta-feira|sexta-feira)"
)
_MONTH = r"(?P<{0}>[^\W\d_]{{3,10}})\.?"
_CLOCK = r"\d{1,2}(?:[:.h]\d{2}(?::\d{2})?)?\s*(?:[ap]\.?m\.?|uhr|hrs|hours)?"
_ZONE = r"(?:\s*\(?(?:[A-Z]{2,5}|UTC[+-]\d{1,2}|[+-]\d{2}:?\d{2})\)?)?"
DAY = "|".join(
    (
        r"(?P<y1>\d{4})[-/](?P<m1>\d{1,2})[-/](?P<d1>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        r"(?P<y2>\d{4})年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日",
        r"(?P<d3>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?" + _MONTH.format("m3") + r",?"
        r"(?:\s+(?:de\s+|del\s+)?(?P<y3>\d{4}|\d{2}(?![\d:.h]|\s*[ap]\.?m|\s*uhr)))?",
        _MONTH.format("m4")
        + r"\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y4>\d{4}|\d{2}(?![\d:.h]|\s*[ap]\.?m)))?",
        r"(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?P<y5>\d{4})",
        r"(?P<d7>\d{1,2})(?P<m7>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?P<y7>\d{4}|\d{2})\b",
        r"(?P<a6>\d{1,2})/(?P<b6>\d{1,2})/(?P<y6>\d{4})",
    )
)
"""A regular expression for one day. Read a match of it with `day_of`."""
_DAY = re.compile(DAY, re.IGNORECASE)
_AGREES = 14
"""Days between the date of a page and one of its story that bear each other out."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_IN_STORY = re.compile(
    rf"\b(?:(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:\s+(?:morning|afternoon|evening|night))?,?\s+)?"
    rf"(?:{DAY})\b",
    re.IGNORECASE,
)
_STATED = (
    r"(?:(?:first\s+)?(?:published|posted)|publié|publicado|pubblicato|veröffentlicht)(?:\s+(?:on|le|el|il|em|am))?"
)
_OTHER_LABEL = r"(?:(?:last\s+)?(?:updated|modified)|created|date)(?:\s+on)?"
_PAGE_DATE = re.compile(
    # the name of the site, or of the author; "the vote is on Monday, 7 February." is a sentence
    rf"(?:[^.]{{1,80}}?\s*[|·•>]\s*|(?!.*[.!?]$)(?:[^.]{{0,80}}?\s)?(?-i:[^\Wa-zß-öø-ÿ_])[^\s.,]{{0,40}}\s+(?={WEEKDAY}\b)"
    r"|by [^.\d]{3,80}?\s+)?"
    # a label, a clock time
    rf"(?:(?:(?P<stated>{_STATED})|{_OTHER_LABEL})\s*:?\s*)?(?:(?:at\s+)?{_CLOCK}{_ZONE}[\s,|·•-]+)?"
    # the date, and a clock time
    rf"(?P<words>(?:{WEEKDAY}\.?,?\s+)?(?:{DAY}))(?:[\s,|·•@–—-]+(?:(?:at|um|à)\s+)?{_CLOCK}{_ZONE})?\s*\.?"
    # when it was changed, or the name of a section
    r"(?:[\s|,;·•/–—-]+(?:last\s+)?(?:updated|modified)\b.{0,60})?(?:\s[|·•]\s[^.]{1,40})?"
    r"(?(stated)(?:[\s|,;·•/–—-]+[^.]{0,60})?)",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.{0,30})?")


@dataclass(frozen=True)
class Day:
    """A day of the calendar; the year may be unknown."""

    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str | None:
        """ISO 8601, or None without a year."""
        return None if self.year is None else date(self.year, self.month, self.day).isoformat()


@dataclass(frozen=True, kw_only=True)
class PageDate:
    """A line that is nothing but a date."""

    text: str
    """The words of the date."""
    day: Day | None
    """None where they can be read in two ways."""
    stated: bool
    """Whether the line says that it is the day of publication."""


def page_date(line: str) -> PageDate | None:
    """The date that `line` consists of, a label, a clock time and the name of the site aside; else None."""
    if len(line) > 160:
        return None
    match = _PAGE_DATE.fullmatch(line.strip())
    if match is None or ((match["m3"] or match["m4"]) and day_of(match) is None):
        return None
    return PageDate(text=match["words"].strip(), day=day_of(match), stated=match["stated"] is not None)


def read_day(words: str) -> Day | None:
    """The day that `words` are, if they are one and can be read in one way only."""
    match = _DAY.fullmatch(words.strip())
    return day_of(match) if match else None


def day_of(match: re.Match[str]) -> Day | None:
    """The day that a match of `DAY` is about; None where there is no such day, or where it could be two."""
    for index in "123457":
        if match[f"d{index}"]:
            return _day(match[f"y{index}"], match[f"m{index}"], match[f"d{index}"])
    first, second = match["a6"], match["b6"]
    if int(first) > 12 or first == second:
        return _day(match["y6"], second, first)
    return _day(match["y6"], first, second) if int(second) > 12 else None


def _day(year: str | None, month: str, day: str) -> Day | None:
    number = int(month) if month.isdecimal() else _MONTH_NUMBER.get(_plain(month))
    if number is None:
        return None
    full = None if year is None else int(year)
    if full is not None and full < 100:
        full += 1900 if full >= 69 else 2000  # as POSIX strptime reads two digits
    try:
        date(full or 2000, number, int(day))
    except ValueError:
        return None
    return Day(full, number, int(day))


def _plain(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(char))


def dateline_year(day: Day, anchor: Day | None) -> Day | None:
    """`day` with the year in which it is at most three days before `anchor`, or on it; None where there is none.

    This is how a dateline and the date of a page bear each other out.
    """
    if anchor is None or anchor.year is None:
        return None
    known = date(anchor.year, anchor.month, anchor.day)
    for back in range(4):
        candidate = known - timedelta(days=back)
        if (candidate.month, candidate.day) == (day.month, day.day) and day.year in (None, candidate.year):
            return Day(candidate.year, day.month, day.day)
    return None


def borne_out(day: Day, story: Iterable[str]) -> bool:
    """Whether the paragraphs of a story have a date that `day`, the date of its page, agrees with.

    That is one with its year within two weeks of it; one without, where its weekday is right for such a day; or, where
    it has neither, one on that day or on the three days before.
    """
    if day.year is None:
        return False
    page = date(day.year, day.month, day.day)
    return any(
        _agrees(page, found, match["weekday"])
        for paragraph in story
        for match in _DAY_IN_STORY.finditer(paragraph)
        if (found := _day_in_story(match))
    )


def _day_in_story(match: re.Match[str]) -> Day | None:
    return None if match["a6"] else day_of(match)


def _agrees(page: date, found: Day, weekday: str | None) -> bool:
    if weekday is None and found.year is None:
        return dateline_year(found, Day(page.year, page.month, page.day)) is not None
    for away in range(-_AGREES, _AGREES + 1):
        candidate = page + timedelta(days=away)
        if (candidate.month, candidate.day) == (found.month, found.day) and found.year in (None, candidate.year):
            return found.year is not None or _WEEKDAYS[candidate.weekday()] == (weekday or "")[:3].lower()
    return False


def iso_day(value: str) -> str | None:
    """The day of an ISO 8601 date or time, or None where `value` is neither."""
    match = _ISO_DAY.fullmatch(value.strip())
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        return None


def option_day(value: str | date | None) -> str | None:
    """The `published` that a user gave, as an ISO date. Raises SettingError where it is none."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        raise SettingError(
            f"The date of publication {str(value)[:60]!r} is not a date.",
            hint="Give it as year-month-day, for example 2014-12-01.",
        )
    return day
