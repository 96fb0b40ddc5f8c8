"""Whether what is told is of an earlier time than the news: another year, "last year", another day. English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.schema import ArticleRecord

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b(?!\s*(?:people|men|women|dollars|euros|percent|per cent))")
_YEAR_OF = re.compile(
    r"\b(?:in|since|until|from|of|by|around)\s+(?:(?:early|late|mid)[\s-])?(?:[A-Z][a-z]+\s+)?(?:\d{1,2},?\s+)?(1[89]\d\d|20\d\d)\b"
    r"|\b[A-Z][a-z]+\s\d{1,2},\s(1[89]\d\d|20\d\d)\b|\b\d{1,2}\s[A-Z][a-z]+\s(1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\blast (?:year|month|spring|summer|autumn|fall|winter)\b|\b(?:years?|months?|decades?) (?:ago|earlier|before)\b|"
    r"\ba year (?:ago|earlier|before)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


_DATE = re.compile(
    r"\b(?:(?P<m1>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s(?P<d1>\d{1,2})(?!\d)"
    r"|(?P<d2>\d{1,2})\s(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)


_SAME_TIME = re.compile(
    r"(?:on|at|in|during) (?:that|this|the same) (?:occasion|time|year|day|month|attack|incident)\b"
    r"|that (?:year|same)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class When:
    """What the words for an event say of its time."""

    years: frozenset[str]
    """Years other than that of the news."""
    ago: bool
    days: frozenset[str]
    """Weekdays."""
    dates: frozenset[str]
    """Months with days."""

    @property
    def past(self) -> bool:
        """Whether it is of an earlier time than the news."""
        return bool(self.years) or self.ago

    def apart(self, other: When) -> bool:
        """Whether two events can't be of one time."""
        if self.past != other.past:
            return True
        if self.years and other.years:
            return not self.years & other.years
        for ours, theirs in ((self.dates, other.dates), (self.days, other.days)):
            if ours and theirs:
                return not ours & theirs
        return False


def when_of(article: ArticleRecord, words: str, sentence: int) -> When:
    """The time of what is told in the sentence of that id: by its time words; failing those, by a year named there.

    "On that occasion" goes on with the year of the sentence before.
    """
    first = article.sentence_text(article.sentences[sentence - 1])
    years = set(_YEAR.findall(words))
    if not words:
        opening = _YEAR_OF.match(first) or _YEAR_OF.search(first[:60])
        years = {year for year in opening.groups() if year} if opening else set()
    if sentence > 1 and _SAME_TIME.match(first):
        years |= set(_YEAR.findall(article.sentence_text(article.sentences[sentence - 2])))
    now = news_year(article)
    return When(
        years=frozenset(year for year in years if now is None or year < now),
        ago=_AGO.search(words) is not None,
        days=frozenset(day.lower() for day in _DAY.findall(words)),
        dates=frozenset(
            f"{(match['m1'] or match['m2']).lower()} {match['d1'] or match['d2']}" for match in _DATE.finditer(words)
        ),
    )


def news_year(article: ArticleRecord) -> str | None:
    """The year of the news, as far as the article's date or the words of the date tell."""
    if article.published.date:
        return article.published.date[:4]
    found = _YEAR.search(article.published.text or "")
    return found[1] if found else None
