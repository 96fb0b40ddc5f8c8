"""The smallest words for a time: "Sunday", "10 p.m.", "3 January", "last week", "two days ago". English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.language.times.patterns import KINDS
from nutgraf.language.times.tense import direction

_ATOM = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}_>{pattern})" for kind, pattern in KINDS) + ")", re.IGNORECASE)
_EACH = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS}

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
    r"\b(?:scor(?:e[sd]?|ing)|goals?|match|half-?time|penalty|touchdowns?|kick-?off|strikers?|goalkeepers?|midfielders?"
    r"|quarterbacks?|rebounds?|turnovers?|innings|referees?|coach)\b",
    re.IGNORECASE,
)
"""What is told of where halves and quarters are those of a game."""
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_DEGREES = re.compile(r"\b(?:temperatures?|highs?|lows?|degrees|mercury|thermometers?)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:to|and|they|we|will|would|could|must|I)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or a few that name one time."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]
    """What the words are made of, by name: those of the pattern of this kind that matched, in small letters."""

    def get(self, *names: str) -> str | None:
        """The first of these parts that there is."""
        return next((self.parts[name] for name in names if name in self.parts), None)


def atoms(text: str) -> list[Atom]:
    """The atoms of `text`, in order; none overlaps another."""
    found: list[Atom] = []
    at = 0
    while match := _ATOM.search(text, at):
        if read := _read(match, text):
            kind, match = read
            parts = {
                name: " ".join(value.lower().split())
                for name, value in match.groupdict().items()
                if value is not None and not name.endswith("_")
            }
            found.append(Atom(kind, match.start(), match.end(), parts))
            at = match.end()
        else:
            at = _next_word(text, match.start())
    return found


def _read(match: re.Match[str], text: str) -> tuple[str, re.Match[str]] | None:
    """The first kind, in order, whose pattern fits here and is borne out by the words around it."""
    first = str(match.lastgroup)[:-1]
    if _may_be(first, match, text):
        return first, match
    kinds = list(_EACH)
    for kind in kinds[kinds.index(first) + 1 :]:
        other = _EACH[kind].match(text, match.start())
        if other and _may_be(kind, other, text):
            return kind, other
    return None


def _is_month(match: re.Match[str], before: str, text: str) -> bool:
    name = text[match.start("month") : match.end("month")]
    if not name[0].isupper():
        return False
    if name in ("MAY", "MARCH"):  # in capitals, a verb and a noun as well
        return match["q6"] == "last" or _SURELY_BEFORE_MONTH.search(before) is not None
    return match["q6"] is not None or not before.strip() or _BEFORE_MONTH.search(before) is not None


def _is_season(match: re.Match[str], before: str) -> bool:
    if match[0][0].isupper() and not match[0].isupper():
        return False
    is_verb = match["season"].lower() == "fall" or _VERB.search(before)
    return not is_verb or re.search(r"\b(?:in the|the|of) $", before) is not None


def _is_run_up(match: re.Match[str], before: str) -> bool:
    """Whether "the three months to June" is a stretch of time, and not how long something was put off until June."""
    if match["n7"] is None and (match["u12"].endswith("s") or not _DETERMINED.search(before)):
        return False
    if match["till"] in ("to", "through"):
        if match["weekday5"] and not _STRETCH.search(before):
            return False
        return not (_PUT_OFF.search(before) or (match["n7"] or "") in ("a", "an"))
    return _STRETCH.search(before) is not None or (match["till"] == "ending" and match["n7"] is None)


def _is_year(digits: str) -> bool:
    """Whether four digits after "from" or "between" are a year rather than a time of day."""
    return digits[:2] in ("19", "20")


def _next_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at + 1


def _may_be(kind: str, match: re.Match[str], text: str) -> bool:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    if kind == "month":
        return _is_month(match, before, text)
    if kind == "rel_day" and match[0] == "Today":  # "USA Today"
        return _OF_A_NAME.search(before) is None
    if kind == "year" and len(match[0]) == 2:
        return _APOSTROPHE.search(before) is not None and _CLOSED.match(after) is None
    if kind == "decade" and match["decade3"]:
        return match["decade3"][0].islower() and not _DEGREES.search(before)
    if kind == "decade" and _OF_AGE.search(before):
        return False
    if kind == "unit" and match["u9"] and _WEEKEND_OF.match(after):
        return False
    if kind == "quarter" and not match["y10"] and not match["y11"] and _PLAY.search(text):
        return False
    if kind in ("span", "unit") and _OF_SOMETHING.match(after) and _LAST_OR_NEXT.match(match[0]):
        return False
    if kind == "date" and match["d5"][0].isalpha() and _POSSESSIVE.match(after):
        return False
    if kind == "run_up":
        return _is_run_up(match, before)
    if kind == "week_on" and match["gone"]:
        return True
    if kind == "week_on":
        return not (_HOW_OFTEN.search(before) or _NAME_BEFORE.search(before) or before[-1:] in ("-", "–")) and (
            direction(text[: match.start()], "") != "back"
        )
    if kind == "year":
        return _BEFORE_YEAR.search(before) is not None and _AFTER_YEAR.match(after) is None
    if kind == "hhmm":
        if _ADDRESS.match(after) or _AFTER_YEAR.match(after) or (_OPENS_RANGE.search(before) and _is_year(match[0])):
            return False
        return _AT.search(before) is not None or (match[0][0] == "0" and _BEFORE_CLOCK.search(before) is not None)
    if kind == "hour":
        return _BEFORE_CLOCK.search(before) is not None
    if kind == "spoken" and match["past"]:
        return True
    if kind in ("date", "date_us") and (match["m3"] or match["m4"]) in ("may", "march", "mar"):
        return False
    if kind in ("weekday", "date", "date_us"):
        if _REPEATED.search(before) or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after):
            return False
        if kind != "weekday" or match["q5"] is not None or _INDEFINITE.search(before) is None:
            return True
        return _ARTICLE.search(before) is not None and _ITS_NEWS.match(after) is not None
    if kind in ("part", "season", "quarter", "unit", "holiday", "rel_day"):
        if kind == "holiday" and (match[0][0].islower() or _NAME_BEFORE.search(before)):
            return False
        if kind == "rel_day" and before[-1:] in '"“' and before and after[:1] in '"”,':
            return False
        if kind == "season" and not match["q4"] and not match["y12"] and not _is_season(match, before):
            return False
        return _REPEATED.search(before) is None
    return True
