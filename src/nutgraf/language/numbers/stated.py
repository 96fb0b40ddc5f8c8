"""The figures that a sentence states: no dates, times, ages or ordinals, no part of a name or an address. English."""

from __future__ import annotations

import re

from nutgraf.language.numbers.amounts import Amount, amounts
from nutgraf.language.numbers.counted import Counted, counted
from nutgraf.schema import ArticleRecord, Passage, Sentence, Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:(?:\s(?:and|to|or)\s|[-–])\d{{1,2}}\b)?(?:\s*,\s*\d{{4}})?\b"
    rf"|\b\d{{1,2}}(?:\s(?:and|to|or)\s|\s?[-–]\s?)(?=\d{{1,2}}\s+{_MONTH}\b)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{2,4}})?\b"
    r"|\b\d{1,2}:\d{2}\b(?:\s?[ap]\.?m)?|\bat \d{1,2}\.\d{2}\b(?!\d| [a-z]+s\b)"
    r"|\b\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b|\b\w+ o['’]clock\b"
    r"|\b[a-z]+ past [a-z]+\b|\b(?:\d+|[a-z]+) in the (?:morning|afternoon|evening)\b|\d['’′]\s?\d{1,2}\b|^\d{1,2}\."
    r"|\+?\d+[ -]\d{3}[ -]\d{3,4}(?:[ -]\d{3,4})?\b|\bthe \d+ block\b"
    r"|\b[0-2]\d[0-5]\d\s*(?:gmt|hours?|hrs|local)\b|\b0\d[0-5]\d\b|\b\d+(?:st|nd|rd|th|d)\b|\bon \d{1,2} \["
    r"|\b(?:(?:at|until|after|before) (?:about |around |approximately )?|between [0-2]\d[0-5]\d and )[0-2]\d[0-5]\d"
    r"(?=\s*(?:[,.(\[]|$|(?:on|today|yesterday|this|last)\b))"
    r"|\b(?:1[5-9]|20)\d\d\b(?!\s+(?-i:[a-z]+s)\b)|\b\d{3,4}-\d{3,4}\b|\b(?:1[5-9]|20)\d0s\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"https?://\S+|\S+\.(?:com|org|net|ly)\b\S*|\b9-1-1\b|\btext(?:ing|ed)?\s(?:\w+\s)?to\s\d+"
    r"|\(\d{3}\)\s?\d{3}-\w{4}\b|\b(?-i:[A-Z]{2})\s\d{5}\b|\b(?-i:[A-Z]{3,})\s\(\d{3,5}\)"
    r"|\b(?:case|docket|incident|report|file)\s(?:number|no\.?|#):?\s*#?[\w-]+|\bp\.c\.\s[\d.]+"
    r"|(?<=\|)\s*\d{1,3}(?=\s*\|)|\[\d{1,4}\]|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:call(?:s|ed|ing|ers?)?(?: to)?|dial(?:s|l?ed|l?ing)?|phon(?:ed|ing))\s(?:the\s)?(?:911|999|112)\b"
    r"|\b(?:911|999|112)(?=\s(?:\w+\s)?(?:calls?|callers?|dispatch\w*|operators?|cent(?:er|re)|hang))"
    r"|\b\d+(?:\.\d+)?[\s-]?(?:mm|millimet(?:er|re)|cal(?:iber|ibre)?)\b(?!\s(?:of|long|wide|thick|deep))",
    re.IGNORECASE,
)
"""Numbers of telephones, cases, pages, notes, addresses on the web and firearms, and after states."""
_AGES = re.compile(
    r"\bage[sd]?\s(?:from\s|between\s)?\d{1,3}(?:(?:,|,?\s(?:and|to|or))\s\d{1,3}\b)*|\bthen\s\d{1,2}(?=,)"
    r"|\bturn(?:ed|s|ing)\s\d{1,3}\b(?!\s[a-z]+s\b)|\bboth\s\d{1,2}(?=[,.])|(?<=[a-z],\s)\d{1,2}(?=,?\sof\s(?-i:[A-Z]))"
    r"|\bage\b[\w\s]{0,12}:\s?\d{1,3}\b|\b\d{1,3}\s?(?:yoa|y/o|yo)\b",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(r"\b[A-Z]{2,5} $")
"""Of a station or a road: "ABC 27 News"."""
_NOT_COUNTED = re.compile(
    r"\b\d{9,}\b|\b(?:one|two|three),\s(?=(?:the|an?|his|her|its|their|my|our|i|it|we|he|she|they|that|you)\b)|"
    r"\bat one (?:point|time|stage)\b|\b(?:(?:grand)?(?:mother|father|parents?)|mom|mum|dad|widow) of (?:\d+|[a-z]+)\b",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b(?:at|by|until|till|before|after|since)\s+(?:[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve)(?=\s+(?:in the|on|and)\b|[,.](?!\d))",
    re.IGNORECASE,
)
"""A number that is an hour where nothing says what it counts: "at nine."."""
_LABEL = re.compile(
    r"(?:\b(?:no\.?|nos\.?|number|exhibit|tank|unit|room|page|chapter|article|section|law|decree|resolution|platform|gate|round|phase|level|"
    r"line|route|highway|hwy|interstate|flight|channel|terminal|reactor|block|ward|district|zone|cell|version|type|model|group|day|"
    r"week|year|clip|paragraph|stage|pier|berth|lot|suite|floor|bus|case|volume|part|under|precinct|engine|ladder|troop|battalion|club|fortune)[\s-]#?|#)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\"”“:] )(?<!^)\b[A-Z][\w'’-]+ $")
_AGE_AFTER_NAME = re.compile(
    r"\b(?:[A-Z][\w'’-]*|man|woman|boy|girl|son|daughter|brother|sister|wife|husband)(?:, | \()$"
)
_AGED = re.compile(r"\b(?:aged?|man|woman|boy|girl|lawyer|he|she|is|was|turned|now)(?: of)?\s$")
_AGE_ENDS = re.compile(r"\s*[,).;]|\s+[-–—|]|\s*$|\s+(?:in the|was|were|is|are|of|and)\b")
_ADDRESS = re.compile(
    r"\s(?:[A-Z\d][\w'’.-]*\s){0,3}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Boulevard|Blvd|Court|Place|Square|"
    r"Highway|Hwy|Pike|Tpke|Parkway|Pkwy|Way|Circle|Terrace)\b"
    r"|\s(?:[NSEW]\.?|North|South|East|West)\s[A-Z\d]"
)
_ELSEWHEN = re.compile(r"[\s-]+\w+\s+(?:ago|earlier|later|before|after|from now|old)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[\s-]*\w+(?:\s\w+)?\s+(?:north|south|east|west|off|away|from|outside|inside|downstream|upstream|inland|up the|"
    r"down the)\w*\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\s+(?:of|another|side|day|who|that|can|such|more)\b", re.IGNORECASE)
_OLDEST = 111
_UNDER_AGE = re.compile(r"\b(?:younger|older) than $|\bunder $|\bover $", re.IGNORECASE)
_UNCOUNTED = frozenset("several|a few|both|once|twice|half".split("|"))


def stated(article: ArticleRecord, sentence: Sentence) -> list[Passage]:
    """The figures of `sentence`, each with the hedge before it: "at least 27"."""
    text = article.sentence_text(sentence)
    found = amounts(text)
    whats = counted(text, found)
    shouted = text.isupper()
    blocked = bytearray(len(text))
    for pattern in (_DATE, _CODE, _AGES, _NOT_COUNTED):
        for match in pattern.finditer(text):
            blocked[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return [
        Passage(
            text=text[one.hedged : one.end],
            spans=[Span(start=sentence.start + one.hedged, end=sentence.start + one.end)],
        )
        for one, what in zip(found, whats, strict=True)
        if not any(blocked[one.start : one.end]) and _counts(text, one, what, shouted=shouted)
    ]


def _counts(text: str, one: Amount, what: Counted, *, shouted: bool) -> bool:
    """Whether an amount says how many there are of something."""
    words = text[one.start : one.end].lower().strip()
    if what.kind == "count" and _HOUR.search(text[max(0, one.start - 8) : one.end + 8]):
        return False
    before = text[max(0, one.start - 24) : one.start]
    if one.loose or words in _UNCOUNTED or words in ("a", "an") or what.kind == "age" or _LABEL.search(before):
        return False
    if what.kind == "duration" and one.hedged == one.start and _ELSEWHEN.match(text, one.end):
        return False
    if what.kind == "distance" and _ELSEWHERE.match(text, one.end):
        return False
    bare = what.start == what.end
    aged = bare and one.value is not None and 0 < one.value < _OLDEST and _is_age(text, one, before)
    if what.kind in ("money", "percent", "votes") or (what.kind in ("duration", "distance") and not aged):
        return True
    if words == "one" and what.kind == "count" and (what.start == what.end or _ONE.match(text, one.end)):
        return False
    if one.plain and not shouted and _CALL_SIGN.search(before) and not text[one.end : one.end + 2].strip().islower():
        return False
    capital = text[one.start].isupper() and not shouted
    if one.start and capital and not re.search(r"[-.!?:“\"|(–—]\s*$", before):
        return False  # "Ground Zero"
    if (
        _ADDRESS.match(text, one.end)
        or text.startswith(" &", one.end)
        or (text[one.end : one.end + 1] == "-" and one.plain)
    ):
        return False
    if bare and one.plain and _NAME.search(before) and not shouted and one.value == int(one.value or 0):
        return what.kind != "count" or (one.value or 0) > 999  # "Channel 4", but "Goma 12, Bukavu 9" of the dead
    return not aged


def _is_age(text: str, one: Amount, before: str) -> bool:
    """Whether a number that counts nothing is that of somebody's years: "Ana Ruiz, 45,", "children under 5"."""
    if _UNDER_AGE.search(before):
        return True
    return _AGE_ENDS.match(text, one.end) is not None and bool(_AGED.search(before) or _AGE_AFTER_NAME.search(before))
