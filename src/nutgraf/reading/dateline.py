"""Datelines: "BAGHDAD, Sept 20 (Reuters) - ", whole or broken by a site's template."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.reading.dates import DAY, WEEKDAY, Day, day_of
from nutgraf.schema import Dateline

_LONGEST = 170
"""Characters of a paragraph in which a dateline must have ended, tags aside."""
_AGENCY = (
    r"(?:(?:Thomson )?Reuters(?: Life!| Health| Foundation)?|(?:The )?Associated Press|AP|AFP|Agence France-Presse|UPI"
    r"|(?:[A-Z][\w.]+ ){0,2}(?:CNN|CBS|NBC|ABC|BBC|VOA|RFE/RL|KNX)(?: [A-Z]\w+)?|DPA|dpa|EFE|ACAN ?- ?EFE|ANSA|APA"
    r"|(?:ITAR-)?TASS|Interfax|RIA(?: Novosti)?|Xinhua|PTI|ANI|IANS|Kyodo(?: News)?|Yonhap|KUNA|WAM|SPA|MENA|IRNA|ISNA"
    r"|SANA|AA|Anadolu(?: Agency)?|Notimex|Prensa Latina|Bloomberg(?: News)?|AllAfrica|IPS|IRIN|[KW][A-Z]{2,3}(?:-TV)?"
    r"|[A-Z][\w.]+ (?:News|Times|Post|Herald|Tribune)(?: [A-Z]\w+)?)"
)
_KNOWN_AGENCY = re.compile(rf"{_AGENCY}(?:\s*[/,]\s*{_AGENCY})?")
_DASH = re.compile(r"\s*(?:—|–|―|--)[—–―-]*\s*|\s+[-_]\s+|(?<=\))\s*(?:[-_:]\s+)|(?<=\))-\s*")
_IN_PARENTHESES = re.compile(r"[(\[]\s*([^()]{0,60}?)\s*\)\s*,?$")
_AGENCY_AT_END = re.compile(r",\s+(Reuters|AP|AFP|UPI)$")
_DATE_AT_END = re.compile(rf"(?:^|[,\s]\s*)(?:{WEEKDAY}\.?,?\s+)?(?P<words>NO DATE|{DAY})\s*,?\s*$", re.IGNORECASE)
_SMALL = re.compile(
    "de|del|la|las|el|los|le|les|du|des|da|do|dos|das|di|al|an|am|of|the|and|y|e|und|i|sur|upon|sous", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:on|in|by|since|after|before|until|from|at|as|to|for|but|and|when|while|if|it|he|she|they|we|there|this|that|these"
    r"|those)",
    re.IGNORECASE,
)
"""Words of sentences that names of places don't have."""
_NO_PLACE = frozenset({"NO CITY", "CLANDESTINE"})
_LABELS = re.compile(
    r"(?:EXCLUSIVE|BREAKING(?: NEWS)?|UPDATED?(?: \d+)?|WATCH|LISTEN|LIVE|VIDEO|PHOTOS?|OPINION|ANALYSIS|EDITORIAL"
    r"|COMMENTARY|FACTBOX|TIMELINE|EXPLAINER|INTERVIEW|FEATURE|REVIEW|CORRECTION|CORRECTED|NOTE|Q&A|FULL TEXT|SUMMARY)",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?P<place>[^()\d]{2,40}?)\s*\(\s+(?=[A-Z“\"'‘])")
_TAG = re.compile(r"\s*\[([^\[\]a-z]{1,300})\]\s*")
_WIRE_TAG = re.compile(
    r"(?:TEXT|EXCERPTS?|SUMMARY|REPORT|COMMENTARY|COMMUNIQUE|STATEMENT|SPEECH|EDITORIAL|ARTICLE|INTERVIEW|CONTINUED|NEWS"
    r"|PASSAGE OMITTED|ANNOUNCEMENT|ADDRESS|DISPATCH|MESSAGE|STATION|PRESS|FROM|UNATTRIBUTED|TELEPHONE|RECORDED|PROGRAM"
    r"|\"[^\"]*\")\b.*",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A paragraph, its dateline cut off."""

    dateline: Dateline
    day: Day | None
    day_text: str | None
    rest: str


def cut_dateline(paragraph: str) -> Cut | None:
    """The dateline that `paragraph` begins with and what follows it, or None where it begins with the story.

    What could as well be the beginning of a sentence is left alone: a name in mixed case needs a date or a news
    agency beside it, or a parenthesis that is never closed; a name in capitals needs a dash, and in a text that is all
    capitals a date or an agency too.
    """
    head = paragraph[:_LONGEST]
    shouting = paragraph == paragraph.upper()
    for dash in _DASH.finditer(head):
        if not dash.start() or not _starts_story(paragraph[dash.end() :]):
            continue
        parsed = _parse(paragraph[: dash.start()].strip(), shouting=shouting)
        if parsed:
            return _cut(paragraph, dash.end(), parsed)
    return _without_dash(paragraph) or _broken(paragraph)


@dataclass(frozen=True)
class _Parsed:
    place: str | None
    day: Day | None = None
    day_text: str | None = None


def _parse(head: str, *, shouting: bool) -> _Parsed | None:
    """What stands before the dash, as place, date and agency."""
    rest, agency = head, None
    if found := _IN_PARENTHESES.search(rest) or _AGENCY_AT_END.search(rest):
        agency, rest = found[1], rest[: found.start()].rstrip(" ,")
    rest, words, day = _date_at_end(rest)
    if agency and words is None:  # "INDIANAPOLIS (Dec. 3, 2015) -"
        outside, words, day = _date_at_end(agency)
        if words and outside:
            return None
        agency = None if words else agency
    rest = re.sub(r"^(?:(?:The )?Associated Press|Reuters|AFP|UPI)\s+(?=[A-Z]{3})", "", rest)
    known = bool(agency and _KNOWN_AGENCY.fullmatch(agency))
    if not rest:
        return _Parsed(None, day, words) if known or (words and not agency) else None
    if not _is_place(rest) or _LABELS.fullmatch(rest):
        return None
    town = re.split(r"[,(]", rest, maxsplit=1)[0].strip()
    capitals = town == town.upper() and not shouting and not (agency and agency[0].islower())
    if not (words or known or capitals):
        return None
    place = re.sub(r"[\s,(]+\.?$", "", rest)
    return _Parsed(None if town in _NO_PLACE else place, day, words if day else None)


def _date_at_end(words: str) -> tuple[str, str | None, Day | None]:
    """What stands before a date at the end of `words`, its words, and the day; "NO DATE" is one without a day."""
    found = _DATE_AT_END.search(words)
    if found is None:
        return words, None, None
    day = None if found["words"].upper() == "NO DATE" else day_of(found)
    if day is None and found["words"].upper() != "NO DATE":
        return words, None, None
    return words[: found.start()].rstrip(" ,"), found["words"], day


def _cut(paragraph: str, end: int, parsed: _Parsed) -> Cut:
    end = _after_tags(paragraph, end)
    return Cut(
        dateline=Dateline(place=parsed.place, text=paragraph[:end].strip()),
        day=parsed.day,
        day_text=parsed.day_text,
        rest=paragraph[end:].lstrip(),
    )


def _without_dash(paragraph: str) -> Cut | None:
    """ "(CNN)Three people", "BAGHDAD (Reuters) The army"."""
    found = re.match(rf"(?P<place>[^()]{{0,50}}?)\s*\(\s*{_AGENCY}\s*\)\s*[:.]?\s*", paragraph)
    if not found or not _starts_story(paragraph[found.end() :]):
        return None
    if not found["place"]:
        return _cut(paragraph, found.end(), _Parsed(None))
    parsed = _parse(paragraph[: found.end()].rstrip(" :."), shouting=False)
    return _cut(paragraph, found.end(), parsed) if parsed and not found["place"].startswith("The ") else None


def _broken(paragraph: str) -> Cut | None:
    """ "Baghdad ( The US has led": the agency and the closing half of its parenthesis have got lost."""
    found = _BROKEN.match(paragraph)
    if not found or paragraph.count("(") <= paragraph.count(")") or not _is_place(found["place"]):
        return None
    return Cut(
        dateline=Dateline(place=found["place"], text=found[0].strip()),
        day=None,
        day_text=None,
        rest=paragraph[found.end() :],
    )


def _is_place(words: str) -> bool:
    if (
        len(words) > 60
        or any(char.isdecimal() for char in words)
        or re.search(r"[!?:;|\"“”\[\]]|\s-\s|[^\W\d_]{5,}\.\s", words)
    ):
        return False
    parts = re.findall(r"[^\s,()/]+", words)
    names = [part for part in parts if not _SMALL.fullmatch(part)]
    if any(_NO_NAME.fullmatch(name) for name in names):
        return False
    return 0 < len(names) <= 7 and len(parts) <= 9 and not any(name[0].islower() for name in names)


def _starts_story(rest: str) -> bool:
    first = next((char for char in rest[:20] if char.isalnum()), "")
    return bool(first) and not first.islower()


def _after_tags(paragraph: str, start: int) -> int:
    """The end of the newswire's tags; a tag that follows the last of them is text, such as the name of who speaks."""
    end = at = start
    while tag := _TAG.match(paragraph, at):
        at = tag.end()
        if _WIRE_TAG.fullmatch(tag[1]):
            end = at
    return end
