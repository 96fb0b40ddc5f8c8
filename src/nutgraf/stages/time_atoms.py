"""The smallest words for a time: "Sunday", "10 p.m.", "3 January", "last week", "two days ago". English."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
    "|november nov|december dec"
)
MONTH = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
WEEKDAY = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_SHORT_WEEKDAY = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
WEEKDAY_OF = WEEKDAY | _SHORT_WEEKDAY
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
NUMBER = {word: n for n, word in enumerate(_CARDINALS.split(), 1)} | {
    "a": 1, "an": 1, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINAL = {word: n for n, word in enumerate(_ORDINALS.split(), 1)}

_MONTH = rf"(?:{'|'.join(sorted(MONTH, key=len, reverse=True))})\b\.?"
_MONTH_FULL = "(?:january|february|march|april|may|june|july|august|september|sept\\.?|october|november|december)\\b"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAY)})"
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.:]\d|\w|[-–]\w|%)"
_SHORT_YEAR = r"(?:[5-9]\d(?![\d,.:]\d|\w|%)(?=\s*(?:$|[^\w\s]|(?-i:[A-Z])))|[0-4]\d(?=\s*(?:$|[-–,.;)\]])))"
_YEAR_BEHIND = rf"(?:,?\s+(?:of\s+|in\s+)?{_YEAR}|\s+'?{_SHORT_YEAR})"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\bor\b|\buntil\b|\bthrough\b|\bthru\b)\s*"
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBER, key=len, reverse=True))})"
_UNIT = r"(?:day|week|month|year|decade)s?"
_ANY_UNIT = r"(?:minute|hour|day|week|month|year|decade)s?"
PART = (
    r"(?:(?:early|late|mid-?|small|wee)[\s-]+)?(?:morning|afternoon|evening|night)(?:\s+hours)?"
    r"|(?:early|late|small|wee)\s+hours(?:\s+of\s+(?:the\s+)?(?:morning|night))?|dawn|daybreak|sunrise|sunset|dusk"
    r"|nightfall|mid-?day|lunchtime"
)
_HOLIDAY = (
    r"christmas(?:\s+(?:eve|day))?|boxing\s+day|new\s+year(?:['’]s)?(?:\s+(?:eve|day))?|good\s+friday|palm\s+sunday"
    r"|easter(?:\s+(?:sunday|monday|saturday))?|valentine['’]?s\s+day|halloween|may\s+day|independence\s+day"
    r"|veterans\s+day|bastille\s+day|all\s+saints['’]?\s+day|epiphany"
)
_QUALIFIER = r"(?:this\s+past|this\s+coming|last|this|next|past|coming|upcoming|previous)"
_ZONE = r"(?:GMT|UTC|Z\b|[ECMP][SD]?T\b|CES?T|BST|IST|MSK|EES?T|WES?T|JST|local\s+time|hours|hrs)"
_CLOCK_LEAD = r"(?:at|around|about|by|until|till|since|before|after|from|to|and|approximately|nearly|almost|between|past)"
_HOUR_WORD = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

_KINDS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<iso>\d{4}-\d\d-\d\d)(?:T\d\d:\d\d)?(?!\d)"),
    ("days", rf"(?P<d1>{_DAY}){_TO}(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?P<y1>{_YEAR_BEHIND})?"),
    ("days_us", rf"(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})\s*(?:-|–|to|and|or|through)\s*(?P<d4>{_DAY})(?!\d|:\d|\w)"
     rf"(?:,?\s+(?P<y2>{_YEAR}))?"),
    ("date", rf"(?P<d5>{_DAY})\s*(?:of\s+|de\s+)?(?P<m3>{_MONTH})(?P<y3>{_YEAR_BEHIND})?"),
    ("date_us", rf"(?P<m4>{_MONTH})\s+(?P<d6>{_DAY})(?!\d|[:.,]\d|%|\w)(?:,?\s+(?:of\s+|in\s+)?(?P<y4>{_YEAR}))?"),
    ("numeric", r"(?P<n1>\d{1,2})(?P<sep>[/.])(?P<n2>\d{1,2})(?P=sep)(?P<y5>\d{4})(?!\d)"),
    ("month_year", rf"(?P<m5>{_MONTH})(?:,|\s+of)?\s+(?:(?P<y6>{_YEAR})|'?(?P<y7>[5-9]\d)(?![\d,.:]|\s*\w))"),
    ("years", r"(?P<y8>(?:1[5-9]|20)\d\d)\s*[-–/]\s*(?P<y9>(?:1[5-9]|20)\d\d|\d\d)(?![\w%]|[-–.,]\d)"),
    ("decade", r"(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b|(?:the\s+)['’]?(?P<decade2>\d0)s\b"),
    ("day_before", r"(?:the\s+)?day\s+(?P<db>before\s+yesterday|after\s+tomorrow)"),
    ("rel_day", rf"(?P<rel>today|yesterday|tomorrow|tonight|overnight|last\s+(?:night|evening)|this\s+(?:{PART})"
     r"|earlier\s+in\s+the\s+day|later\s+in\s+the\s+day)"),
    ("ago", rf"(?P<n3>{_NUMBER})(?:\s+or\s+\w+)?\s+(?P<u1>{_ANY_UNIT})\s+ago"),
    ("shift", rf"(?:(?P<n4>{_NUMBER})\s+(?P<u2>{_ANY_UNIT})|half\s+an\s+hour)\s+(?P<way>earlier|later|before|after)\b"
     rf"|(?P<hours>(?:hours|minutes|moments)\s+later)"
     rf"|the\s+(?P<u3>day|night|morning|week|month|year|evening)\s+(?P<way2>before|after)(?!\s+(?:yesterday|tomorrow))"
     rf"|(?:the\s+)?(?P<way3>next|following|previous|same)\s+(?P<u4>day|morning|afternoon|evening|night)"
     rf"|(?:the\s+(?P<way6>next|following|previous|same)|(?P<way7>following|same))\s+(?P<u11>week|month|year)"
     rf"|that\s+(?:same\s+)?(?P<u5>{PART}|day|week|month|year)"),
    ("span", rf"(?:(?P<way4>past|last|next|coming|following|previous)\s+(?P<n5>{_NUMBER}|24|48|72)"
     rf"|(?P<way5>past|coming))\s+(?P<u6>{_ANY_UNIT})\b"),
    ("within", rf"(?P<inside>within|in)\s+(?:the\s+next\s+)?(?P<n6>{_NUMBER})\s+(?P<u7>{_UNIT})(?:['’]s?)?(?P<time>\s+time)?"
     r"(?!\s+(?:ago|of|before|after|earlier|later|from)\b)\b"),
    ("unit", rf"(?P<q1>{_QUALIFIER}|current)\s+(?P<u8>week(?!-|\s*end)|month|year|weekend|quarter|decade)(?![\w-])"
     r"|(?:the|over|during)\s+(?P<u9>weekend)\b|(?P<u10>(?:the|of)\s+(?:month|year|week))(?=\s*(?:[.,;:!?\"”)]|$|and|or|but))"),
    ("quarter", rf"(?P<q2>first|second|third|fourth|1st|2nd|3rd|4th|last|final)[\s-]+(?P<qu>quarter|half)\b"
     rf"(?:\s+(?:of\s+)?(?:the\s+year\s+)?(?P<y10>{_YEAR}))?|\bQ(?P<q3>[1-4])\b(?:\s+(?:of\s+)?(?P<y11>{_YEAR}))?"),
    ("season", rf"(?:(?P<q4>last|this|next|past|coming)\s+)?(?P<season>spring|summer|autumn|fall|winter)\b"
     rf"(?:\s+(?:of\s+)?(?P<y12>{_YEAR}))?"),
    ("holiday", rf"(?P<holiday>{_HOLIDAY})(?:,?\s+(?P<y13>{_YEAR}))?"),
    ("weekday", rf"(?:(?P<q5>{_QUALIFIER})\s+)?(?P<weekday>{_WEEKDAY})(?!s\b|\w)(?:['’]s)?"
     r"|(?P<weekday2>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b(?:\.|(?=,?\s*\d))"),
    ("clock", rf"(?P<h1>[01]?\d|2[0-4])(?:[:.h](?P<mi1>[0-5]\d))?(?::[0-5]\d)?\s*(?P<ap>[ap]\.\s?m\.?|[ap]m\b)"
     rf"(?:,?\s*\(?(?P<z1>{_ZONE}|Eastern|Central|Pacific|Mountain)\)?)?"),
    ("clock24", rf"(?P<h2>[01]?\d|2[0-4]):(?P<mi2>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s*\(?(?P<z2>{_ZONE})\)?)?"
     rf"|(?<=\bat )(?P<h3>[01]?\d|2[0-3])\.(?P<mi3>[0-5]\d)(?!\d|\s*(?:percent|%|million|billion))(?:\s*(?P<z3>{_ZONE}))?"
     rf"|(?P<h4>[01]\d|2[0-4])(?P<mi4>[0-5]\d)(?:\s*\(?(?P<z4>GMT|UTC|hours|hrs|local\s+time)\)?)"),
    ("hhmm", r"(?P<h5>[01]\d|2[0-4])(?P<mi5>[0-5]\d)(?!\d|[-–.,:/]\d|%)"),
    ("spoken", rf"(?P<past>half\s+past|(?:a\s+)?quarter\s+(?:past|to)|(?:five|ten|twenty|twenty-five)\s+(?:past|to))\s+"
     rf"(?P<h6>{_HOUR_WORD}|\d{{1,2}})\b|(?P<h7>{_HOUR_WORD}|\d{{1,2}})\s+o['’]?\s?clock"),
    ("named", r"(?P<named>noon|midnight)\b"),
    ("part", rf"(?P<part>{PART})\b"),
    ("nth", rf"(?:the\s+)(?P<nth>(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)|{'|'.join(sorted(ORDINAL, key=len, reverse=True))})"
     r"(?=\s*(?:[.,;:!?\"”)]|$|when\b|after\b|at\b|to\b|of\s+(?:this|the|last|next)\s+month\b))"),
    ("month", rf"(?:(?P<q6>last|this|next)\s+)?(?P<month>{_MONTH_FULL})"),
    ("year", rf"(?P<year>{_YEAR})"),
    ("hour", rf"(?P<h8>{_HOUR_WORD}|1[0-2]|[1-9])(?=\s*(?:[.,;:!?\"”)]|$|on\b|in\s+the\b|that\b|this\b|{_WEEKDAY}))"),
)  # fmt: skip
_ATOM = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}_>{pattern})" for kind, pattern in _KINDS) + ")", re.IGNORECASE)
_EACH = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS}

_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|for|and|or|between|early|late|mid|during|through|before|after|around|end"
    r"|beginning|starting|every|over)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|for|and|or|between|early|late|mid|during|through|before|after|around|the"
    r"|a|back|year|about|circa|over|than|his|her|its|their|our|year's|on)[\s-]+$|[\[(‘'\"]$|^\s*$",
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
    r"(?:before|after))?\s*$|\b(?:shortly|just)\s+(?:before|after)\s+$|\bbetween\s+$|\bto\s+$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s+(?:block\b|(?-i:[A-Z])\w+\.?\s+(?:street|st|avenue|ave|road|rd|drive|boulevard)\b)", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"\b(?:black|bloody|ash|super|maundy|fat|shrove|cyber|holy|giving)\s+$", re.IGNORECASE)
_NAME_AFTER = re.compile(
    r"\s+(?-i:Times|Mail|Telegraph|League|Mirror|Express|Herald|Independent|Post|Tribune|Messenger|Review|School)\b"
)
_INDEFINITE = re.compile(r"\b(?:an?|every|each|one|most|some)(?:\s+\w+)?\s+$|\b(?:any|all)\s+$", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:every|each|most|all|some|per)\s+(?:other\s+)?$", re.IGNORECASE)
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


def _next_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at + 1


def _may_be(kind: str, match: re.Match[str], text: str) -> bool:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    if kind == "month":
        return text[match.start("month")].isupper() and (
            match["q6"] is not None or not before.strip() or _BEFORE_MONTH.search(before) is not None
        )
    if kind == "year":
        return _BEFORE_YEAR.search(before) is not None and _AFTER_YEAR.match(after) is None
    if kind == "hhmm":
        if _ADDRESS.match(after) or _AFTER_YEAR.match(after):
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
        return kind != "weekday" or match["q5"] is not None or _INDEFINITE.search(before) is None
    if kind in ("part", "season", "quarter", "unit", "holiday", "rel_day"):
        if kind == "season" and (match["season"].lower() == "fall" or _VERB.search(before)):
            return match["q4"] is not None or match["y12"] is not None or re.search(r"\b(?:in the|the|of) $", before) is not None
        return _REPEATED.search(before) is None
    return True
