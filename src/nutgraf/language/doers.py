"""Who did the violence that a sentence tells of, by its constructions. English, capitals throughout included.

"A priest was shot by two men", "guerrillas of the Lake Front attacked a post", "the Front claimed responsibility": the
phrase in front of a verb of violence, behind "by", or beside a claim, where it names people who fight or a body that
they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nutgraf.language.kinds import names_of
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.times.patterns import MONTH, WEEKDAY
from nutgraf.language.words import FUNCTION_WORDS

_TABLE = table("doers")
_FIGHTERS, _ANYBODY, _DESCRIBED, _NUMBERS = (
    f"(?i:{'|'.join(_TABLE[name].split())})" for name in ("fighters", "anybody", "described", "numbers")
)
_BODIES, _UNNAMED = ("|".join(_TABLE[name].split()) for name in ("bodies", "unnamed_bodies"))
_NAMES = rf"(?=[A-Z])(?i:{'|'.join(sorted(map(re.escape, names_of('fighting')), key=len, reverse=True))})(?![\w’'-])"
KNOWN_ACRONYMS = frozenset(_TABLE["acronyms"].split())
_DONE, _DOES = ("|".join([*_TABLE["violent"], *_TABLE[name]]) for name in ("done", "does"))
_DOES_ALONE = "|".join(_TABLE["does_alone"])
_NUMBER = rf"(?:\d+|{_NUMBERS})"
_UNITS = r"(?:\s(?:groups?|units?|squads?|columns?|cells?|gangs?))?"
_NO_NAME = "|".join(word.capitalize() for word in sorted({*FUNCTION_WORDS, *WEEKDAY, *MONTH}))
_NAME = rf"(?!(?:{_NO_NAME})\b)[A-ZÀ-Þ][\w’'-]*"
_BODY = (
    rf"(?:{_NAMES}|(?:{_NAME}[\"”]?\s(?:(?:of|for|de|del)\s(?:the\s)?)?){{1,5}}(?:{_BODIES})"
    rf"(?:\sof(?:\sthe)?(?:\s{_NAME}){{1,3}})?|(?:{_BODIES})\sof(?:\sthe)?(?:\s{_NAME}){{1,3}}"
    rf"|(?:{_NAME}\s){{1,3}}(?:{_UNNAMED}))"
)
_ACRONYM = r"\b[A-Z]{3,6}(?![\w’'-])"
_WHO = (
    rf"(?:(?:{_NUMBER}\s)?(?:(?:{_DESCRIBED}|{_NAME}|[a-z]+ist)[\s-]){{0,5}}(?:{_FIGHTERS}){_UNITS}"
    rf"|(?:{_NUMBER}\s(?:(?:{_DESCRIBED})[\s-]){{0,4}}|(?:(?:{_DESCRIBED})[\s-]){{1,4}})(?:{_ANYBODY}))"
)
_HEDGES = r"alleged(?:ly)?|presumed(?:ly)?|suspected|apparently|presumably|purported"
_HEDGE = rf"(?:{_HEDGES})\s"
_BAND = rf"(?:(?:group|band|gang|squad|unit|column)\sof\s(?:the\s)?(?:(?:about|at least|some)\s)?(?:{_HEDGE})?)"
_OF = r"\s(?:of|from|belonging to|who belong to|linked to|loyal to)\s(?:the\s)?(?:(?:so-called|self-styled)\s)*"
_PHRASE = re.compile(
    rf"\b{_BAND}?(?P<who>{_WHO})(?![\w-])(?:{_OF}[\"“']?(?P<theirs>{_BODY}|{_ACRONYM}))?"
    rf"|\b(?P<members>(?:members?|elements?)\sof\s(?:the\s)?[\"“']?(?P<of>{_BODY}|{_ACRONYM}))"
    rf"|\b(?P<body>{_BODY}|{_ACRONYM})(?![\w-])"
    r"(?i:\s(?:(?:terrorist|guerrilla|rebel|militant|armed)\s)?(?:group|organi[sz]ation|movement|militia)\b)?"
)
_ARTICLE = re.compile(
    r"(?:(?:the|an?|this|that|about|at least|over|some|more than|nearly|another group of)\s)*", re.IGNORECASE
)
_GAP = r"(?:\s(?:in|on|at|from|near|of|early|late|last|this|yesterday|today|tonight)(?:\s[\w’'-]+){1,5})?"
_CLAUSE = (
    r"(?:,?\s(?:who|which|wearing|carrying|armed|riding|dressed|using|identified|traveling|travelling)\s[^.;:]{3,80}?)?"
)
_OBJECT = (
    r"(?!\s*(?:[.,;:]|$|(?:in|by|on|at(?!\sleast)|during|over|this|last|yesterday|today|near|from|since|for|when|while|as|and|with|"
    r"to|between|after|before|are|were|was|is|had|have)\b))"
)
_AUXILIARY = (
    r"(?:\s(?:has|have|had|also|then|today|yesterday|early|apparently|reportedly|allegedly|simultaneously|later))*"
)
_BY = re.compile(
    rf"\b(?:{_DONE})\b(?P<between>[^.;:]{{0,70}}?)\bby\s(?:what (?:was|were) (?:apparently\s|presumably\s)?)?"
    rf"(?:{_HEDGE})*",
    re.IGNORECASE,
)
_OTHER_BY = re.compile(
    r"\b(?:(?:investigat|report|confirm|identifi|arrest|detain|releas|follow|caus|provid|obtain|issu|publish|accompani|"
    r"witness|question|treat|charg|condemn|stopp|own|operat|us)ed|told|said|found|led|seen|heard|taken to|driven|"
    r"written|statements?|reports?|accounts?|releases?|investigations?|probes?|inquir(?:y|ies)|announcements?|"
    r"information|figures|videos?|photos?|footage|claims?|search(?:es)?|raids?)\s$",
    re.IGNORECASE,
)
"""Before "by": what somebody else did than the violence before it."""
_BEHIND = re.compile(
    rf"(?:\s?[\[(][^\])]{{2,60}}[\])]|,\s[A-Z-]{{2,8}},)?"
    rf"(?:{_CLAUSE}{_GAP}{_AUXILIARY},?\s(?:(?:{_DOES})\b{_OBJECT}|(?:{_DOES_ALONE})\b)"
    rf"|{_AUXILIARY}\s(?:claim\w*|took|taken|accept\w*)\s(?:responsibility|credit)\b"
    r"|\s(?:is|are|was|were)\s(?:held\s|being held\s)?(?:responsible|blamed|to blame)\b)",
    re.IGNORECASE,
)
_COMMON = re.compile(
    rf"\b(?:{'|'.join(sorted(FUNCTION_WORDS | frozenset(by_word('cues')) | WEEKDAY.keys(), key=len, reverse=True))}"
    rf"|{_FIGHTERS}|{_ANYBODY}|{_DESCRIBED}|{_NUMBERS}|{_HEDGES}|group|band|gang|squad|unit|"
    r"column|members?|elements?|belonging|linked|loyal|so-called|self-styled|past|today|yesterday|morning|afternoon|night|"
    r"wounded|killed|indicates?)(?![\w’'])",
    re.IGNORECASE,
)
_BLAMED = re.compile(
    r"\b(?:attributed to|blamed on|the work of|blam(?:e|es|ed)|holds?|responsibility of|claimed by|"
    r"accus(?:e|es|ed)(?=[^.;:]{3,90}\sof\s))\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doer:
    """Who did it, with offsets into the text."""

    start: int
    end: int
    is_body: bool
    """Whether it is a body with a name, and not people."""


def doers(text: str, acronyms: frozenset[str]) -> list[Doer]:
    """Those whom `text`, a sentence, has for the doers of violence, in order, none twice.

    `acronyms`: those of its article, which in a text all in capitals look like any word.
    """
    found: dict[tuple[int, int], Doer] = {}
    for match in _told(text, _cased(text)):
        for group in ("who", "members", "theirs", "of", "body"):
            known = (
                group in ("who", "members")
                or not re.fullmatch(_ACRONYM, match[group] or "")
                or match[group] in acronyms
            )
            if match[group] and known:
                start, end = _by_name(match, group)
                found.setdefault((start, end), Doer(start=start, end=end, is_body=group in ("theirs", "of", "body")))
        start, end = _first_name(match)
        if start >= 0 and (not re.fullmatch(_ACRONYM, text[start:end]) or text[start:end] in acronyms):
            found.setdefault((start, end), Doer(start=start, end=end, is_body=True))
    return [found[key] for key in sorted(found)]


def _by_name(match: re.Match[str], group: str) -> tuple[int, int]:
    """Where a group stands, or the name of a body that fights within it: "organization Shining Path"."""
    name = None if group in ("who", "members") else re.search(_NAMES, match[group])
    start, end = match.span(group)
    return (start + name.start(), start + name.end()) if name else (start, end)


def parts(phrase: str, acronyms: frozenset[str]) -> list[Doer]:
    """The people and the body that `phrase` names: "gunmen" and "Lake Front" of "gunmen of the Lake Front", "FLN
    guerrillas" and "FLN"."""
    cased = _cased(phrase)
    match = _PHRASE.fullmatch(cased, _after_article(cased, 0))
    if match is None:
        return []
    people = match.span("who") if match["who"] else match.span("members")
    body = match.span("theirs") if match["theirs"] else match.span("of")
    if body[0] < 0 and match["who"]:
        body = _first_name(match)
    acronym = re.fullmatch(_ACRONYM, phrase[slice(*body)]) if body[0] >= 0 else None
    if people[0] < 0 or body[0] < 0 or (acronym and acronym[0] not in acronyms):
        return []
    return [Doer(start=people[0], end=people[1], is_body=False), Doer(start=body[0], end=body[1], is_body=True)]


def _first_name(match: re.Match[str]) -> tuple[int, int]:
    """Where the body stands that people are named after, "FLN" of "FLN guerrillas"; (-1, -1) where there is none."""
    first = re.match(rf"{_NAMES}|{_ACRONYM}", match["who"] or "")
    if first is None or first[0] == match["who"]:
        return -1, -1
    start = match.start("who")
    return start, start + first.end()


def _cased(text: str) -> str:
    """`text` with its common words in small letters, where all is in capitals: names stand out."""
    return _COMMON.sub(lambda match: _lowered(match[0]), text) if text.isupper() else text


def _lowered(word: str) -> str:
    """`word` in small letters, as long as before: "İ" has two of them."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in word)


def _told(text: str, cased: str) -> Iterator[re.Match[str]]:
    done = [match for match in _BY.finditer(text) if not _OTHER_BY.search(match["between"])]
    for match in (*done, *_BLAMED.finditer(text)):
        phrase = _PHRASE.match(cased, _after_article(cased, match.end()))
        if phrase:
            yield phrase
    at = 0
    while phrase := _PHRASE.search(cased, at):
        if _BEHIND.match(text, phrase.end()) and not _is_object(text, phrase.start()):
            yield phrase
        at = max(phrase.end(), phrase.start() + 1)


def _after_article(text: str, at: int) -> int:
    article = _ARTICLE.match(text, at)
    return article.end() if article else at


def _is_object(text: str, start: int) -> bool:
    """Whether what begins at `start` is done to, or only where something is: "by", "against", "of the guerrillas"."""
    return (
        re.search(r"\b(?:against|on|at|to|with|between|for|among)\s(?:the\s|an?\s)?$", text[:start], re.I) is not None
    )
