"""Whether the words around bear out that words name a time: "May" the month, "1990" the year, "Sunday" no paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nutgraf.language.times.tense import direction

_REACH = 40
"""Characters on either side that are looked at."""
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|for|and|or|between|early|late|mid|during|through|throughout|before|after|around|end"
    r"|beginning|starting|every|over)[\s-]+$",
    re.IGNORECASE,
)
_SURELY_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|early|late|mid|during)[\s-]+$|\bof\s+$|\bfrom\s+$|^\s*$", re.IGNORECASE
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|for|and|or|between|early|late|mid|during|through|before|after|around|the"
    r"|a|back|fiscal|year|about|circa|over|than|his|her|its|their|our|year's|on)[\s-]+$|[\[(‘'\"]$|^\s*$",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(
    r"\s*(?:%|percent|people|men|women|children|soldiers|troops|dollars|euros|pounds|miles|km|kilomet|met(?:er|re)|feet"
    r"|tons?|tonnes|members|votes|seats|cases|jobs|pesos|block|kg|families|residents|meters|homes|houses|employees"
    r"|workers|students|guerrillas)\b",
    re.IGNORECASE,
)
_BEFORE_CLOCK = re.compile(
    r"(?:\b(?:at|around|about|approximately|nearly|almost|shortly|just|soon|before|after|past|until|till|by|since|from|to"
    r"|between|and|exactly|roughly)\s+)$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\bat\s+(?:about|around|approximately|almost|nearly|exactly|roughly|just\s+(?:before|after)|shortly\s+"
    r"(?:before|after))?\s*$|\b(?:shortly|just)\s+(?:before|after)\s+$|\b(?:between|from)\s+(?:[0-2]\d[0-5]\d\s+(?:to|and)\s+)?$",
    re.IGNORECASE,
)
_OPENS_RANGE = re.compile(r"\b(?:from|between)\s+(?:\d{4}\s+(?:to|and)\s+)?$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s+(?:block\b|(?-i:[A-Z])\w+\.?\s+(?:street|st|avenue|ave|road|rd|drive|boulevard)\b)", re.IGNORECASE
)
_NAME_BEFORE = re.compile(
    r"\b(?:merry|happy|black|bloody|ash|super|maundy|fat|shrove|cyber|holy|giving)\s+$", re.IGNORECASE
)
_OF_A_NAME = re.compile(r"(?:\b[A-Z][\w’'-]*\s+|[“\"])$")
_NAME_AFTER = re.compile(
    r"\s+(?:and\s+\w+\s+)?(?:avenues?|movement|neighborhood|neighbourhood|brigade|boulevard|street|park|plaza|bridge"
    r"|airport|university|revolution)\b|\s+(?:Times|Mail|Telegraph|League|Mirror|Express|Herald|Independent|Post|Tribune|Messenger|Review|School)\b",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"\b(?:an?|every|each|one|most|some)(?:\s+(?:other|second|third|single|recent|typical|normal|usual|given|regular"
    r"|particular|ordinary|fateful|quiet|busy|rainy|snowy|sunny|stormy|chilly|cold|hot|warm|wet|grey|winter|summer|spring"
    r"|autumn|january|february|april|june|july|august|september|october|november|december))?\s+$|\b(?:any|all)\s+$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\ban?\s+$", re.IGNORECASE)
_ITS_NEWS = re.compile(
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:news|press|court|television|tv|radio|interview|statement|speech|post|"
    r"letter|report|article|briefing|meeting|hearing|vote|rally|tweet|e-?mail|ruling|order|filing|raid|attack|shooting|"
    r"stabbing|robbery|crash|deadline|conference|announcement|session|memo|call|ceremony|visit|debate|column|story|"
    r"editorial|appearance|protest|march|deal|explosion|bombing|strike|fire|game|match)\b",
    re.IGNORECASE,
)
"""What happens on a weekday: "a Friday statement" has a day, "a Friday in March" has none."""
_REPEATED = re.compile(r"\b(?:every|each|most|all|some|per)\s+(?:other\s+)?$", re.IGNORECASE)
_STRETCH = re.compile(
    r"\b(?:in|for|during|over|from|on|of|to)\s+(?:the|its|their|his|her|a)\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
"""Before a stretch of time that is told of as such: "the week ended" may be its end."""
_DETERMINED = re.compile(
    r"\b(?:the|its|their|his|her|a|this|last|full|fiscal|financial|business|calendar|tax)\s+$", re.IGNORECASE
)
_PUT_OFF = re.compile(
    r"\b(?:by|for|another|further|back|off|delay\w*|postpone\w*|extend\w*|push\w*|mov\w*|an?)\s+$", re.IGNORECASE
)
_HOW_OFTEN = re.compile(r"\b(?:for|by|once|twice|times|days|hours|every|lasted|lasting|spent|took)\s+$", re.IGNORECASE)
"""Before "a week on Friday", where it is no day a week after one."""
_APOSTROPHE = re.compile(r"\b(?:in|of|since|until|from|by|early|late)\s+['’]$", re.IGNORECASE)
_CLOSED = re.compile(r"[^'’]*['’](?!\w)|\s+(?-i:[A-Z])")
"""After what only looks like a year, and is the beginning of a quotation or of a title."""
_OF_AGE = re.compile(r"\b(?:his|her|their|my|your|our)\s+(?:early\s+|late\s+|mid-)?['’]?$", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\s+of\s+(?:the|his|her|its|their|an?|this|that|each|every)\b", re.IGNORECASE)
_LAST_OR_NEXT = re.compile(r"(?:last|next)\b", re.IGNORECASE)
"""With something behind that they are of, they don't count from the day of publication: "the last week of the war"."""
_WEEKEND_OF = re.compile(r"\s+(?:of|after|before|following)\b", re.IGNORECASE)
_PLAY = re.compile(
    r"\b(?:scor(?:e[sd]?|ing)|half-?time|touchdowns?|kick-?off|strikers?|goalkeepers?|midfielders?|quarterbacks?"
    r"|rebounds?|innings|referees?)\b",
    re.IGNORECASE,
)
"""What is told of where halves and quarters are those of a game."""
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_DEGREES = re.compile(r"\b(?:temperatures?|highs?|lows?|degrees|mercury|thermometers?)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:to|and|they|we|will|would|could|must|I)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words stand."""

    text: str
    start: int
    before: str
    after: str


def is_borne_out(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether what the pattern of a kind found in `text` is a time, as far as the words around tell."""
    start, end = match.span()
    place = _Place(text, start, text[max(0, start - _REACH) : start], text[end : end + _REACH])
    check = _CHECKS.get(kind)
    if check is not None and not check(match, place):
        return False
    return kind not in _ONCE or _REPEATED.search(place.before) is None


def _month(match: re.Match[str], place: _Place) -> bool:
    name, before = match["month"], place.before
    if not name[0].isupper():
        return False
    if name in ("MAY", "MARCH"):  # in capitals, a verb and a noun as well
        return match["q6"] == "last" or _SURELY_BEFORE_MONTH.search(before) is not None
    return match["q6"] is not None or not before.strip() or _BEFORE_MONTH.search(before) is not None


def _season(match: re.Match[str], place: _Place) -> bool:
    if match["q4"] or match["y12"]:
        return True
    if match[0][0].isupper() and not match[0].isupper():
        return False
    is_verb = match["season"].lower() == "fall" or _VERB.search(place.before)
    return not is_verb or re.search(r"\b(?:in the|the|of) $", place.before) is not None


def _run_up(match: re.Match[str], place: _Place) -> bool:
    """Whether "the three months to June" is a stretch of time, and not how long something was put off until June."""
    if match["n7"] is None and (match["u12"].endswith("s") or not _DETERMINED.search(place.before)):
        return False
    is_stretch = _STRETCH.search(place.before) is not None
    if match["till"] not in ("to", "through"):
        return is_stretch or (match["till"] == "ending" and match["n7"] is None)
    if match["weekday5"] and not is_stretch:
        return False
    return not (_PUT_OFF.search(place.before) or (match["n7"] or "") in ("a", "an"))


def _week_on(match: re.Match[str], place: _Place) -> bool:
    if match["gone"]:
        return True
    if _HOW_OFTEN.search(place.before) or _NAME_BEFORE.search(place.before) or place.before[-1:] in ("-", "–"):
        return False
    return direction(place.text[: place.start], "") != "back"


def _year(match: re.Match[str], place: _Place) -> bool:
    if len(match[0]) == 2:
        return _APOSTROPHE.search(place.before) is not None and _CLOSED.match(place.after) is None
    return _BEFORE_YEAR.search(place.before) is not None and _AFTER_YEAR.match(place.after) is None


def _decade(match: re.Match[str], place: _Place) -> bool:
    if name := match["decade3"]:
        return name[0].islower() and not _DEGREES.search(place.before)
    return _OF_AGE.search(place.before) is None


def _hhmm(match: re.Match[str], place: _Place) -> bool:
    is_year = match[0][:2] in ("19", "20") and _OPENS_RANGE.search(place.before)
    if is_year or _ADDRESS.match(place.after) or _AFTER_YEAR.match(place.after):
        return False
    return _AT.search(place.before) is not None or (match[0][0] == "0" and _hour(match, place))


def _hour(match: re.Match[str], place: _Place) -> bool:
    return _BEFORE_CLOCK.search(place.before) is not None


def _date(match: re.Match[str], place: _Place) -> bool:
    names = match.groupdict()
    if (names.get("m3") or names.get("m4")) in ("may", "march", "mar"):
        return False
    if (names.get("d5") or "1")[0].isalpha() and _POSSESSIVE.match(place.after):
        return False
    return _is_no_name(place) and not _REPEATED.search(place.before)


def _weekday(match: re.Match[str], place: _Place) -> bool:
    if not _is_no_name(place) or _REPEATED.search(place.before):
        return False
    if match["q5"] is not None or _INDEFINITE.search(place.before) is None:
        return True
    return _ARTICLE.search(place.before) is not None and _ITS_NEWS.match(place.after) is not None


def _is_no_name(place: _Place) -> bool:
    return _NAME_BEFORE.search(place.before) is None and _NAME_AFTER.match(place.after) is None


def _unit(match: re.Match[str], place: _Place) -> bool:
    if match["u9"]:
        return _WEEKEND_OF.match(place.after) is None
    return _span(match, place)


def _span(match: re.Match[str], place: _Place) -> bool:
    return not (_LAST_OR_NEXT.match(match[0]) and _OF_SOMETHING.match(place.after))


def _quarter(match: re.Match[str], place: _Place) -> bool:
    return bool(match["y10"] or match["y11"]) or _PLAY.search(place.text) is None


def _holiday(match: re.Match[str], place: _Place) -> bool:
    return match[0][0].isupper() and _NAME_BEFORE.search(place.before) is None


def _relative_day(match: re.Match[str], place: _Place) -> bool:
    if match[0] == "Today" and _OF_A_NAME.search(place.before):  # "USA Today"
        return False
    return not (place.before[-1:] in ('"', "“") and place.after[:1] in ("", '"', "”", ","))


_CHECKS: dict[str, Callable[[re.Match[str], _Place], bool]] = {
    "month": _month,
    "season": _season,
    "run_up": _run_up,
    "week_on": _week_on,
    "year": _year,
    "decade": _decade,
    "hhmm": _hhmm,
    "hour": _hour,
    "date": _date,
    "date_us": _date,
    "weekday": _weekday,
    "unit": _unit,
    "span": _span,
    "quarter": _quarter,
    "holiday": _holiday,
    "rel_day": _relative_day,
}
_ONCE = frozenset({"part", "season", "quarter", "unit", "holiday", "rel_day"})
"""What is no time where it is said of every one."""
