"""Who did the violence that a sentence tells of, by its constructions. English, capitals throughout included.

"A priest was shot by two men", "guerrillas of the Lake Front attacked a post", "the Front claimed responsibility": the
phrase in front of a verb of violence, behind "by", or beside a claim, where it names people who fight or a body that
they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nutgraf.language.lexicon import by_word, table
from nutgraf.language.times.patterns import WEEKDAY
from nutgraf.language.words import FUNCTION_WORDS

_TABLE = table("doers")
_FIGHTERS, _ANYBODY, _DESCRIBED, _NUMBERS = (
    f"(?i:{'|'.join(_TABLE[name].split())})" for name in ("fighters", "anybody", "described", "numbers")
)
_BODIES, _NAMES = ("|".join(_TABLE[name].split()) for name in ("bodies", "names"))
_DONE, _DOES = ("|".join([*_TABLE["violent"], *_TABLE[name]]) for name in ("done", "does"))
_DOES_ALONE = "|".join(_TABLE["does_alone"])
_NUMBER = rf"(?:\d+|{_NUMBERS})"
_UNITS = r"(?:\s(?:groups?|units?|squads?|columns?|cells?|gangs?))?"
_NO_NAME = "|".join(word.capitalize() for word in sorted(FUNCTION_WORDS))
_NAME = rf"(?!(?:{_NO_NAME})\b)[A-ZÀ-Þ][\w’'-]*"
_BODY = (
    rf"(?:(?:{_NAME}[\"”]?\s(?:(?:of|for|de|del)\s(?:the\s)?)?){{1,5}}(?:{_BODIES})"
    rf"(?:\sof(?:\sthe)?(?:\s{_NAME}){{1,3}})?|(?:{_BODIES})\sof(?:\sthe)?(?:\s{_NAME}){{1,3}}|{_NAMES})"
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
)
_ARTICLE = re.compile(
    r"(?:(?:the|an?|this|that|about|at least|over|some|more than|nearly|another group of)\s)*", re.IGNORECASE
)
_GAP = r"(?:\s(?:in|on|at|from|near|of|early|late|last|this|yesterday|today|tonight)(?:\s[\w’'-]+){1,5})?"
_CLAUSE = (
    r"(?:,?\s(?:who|which|wearing|carrying|armed|riding|dressed|using|identified|traveling|travelling)\s[^.;:]{3,80}?)?"
)
_OBJECT = (
    r"(?!\s*(?:[.,;:]|$|(?:in|by|on|at|during|over|this|last|yesterday|today|near|from|since|for|when|while|as|and|with|"
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
_BEHIND = re.compile(
    rf"(?:\s?[\[(][^\])]{{2,60}}[\])])?"
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
    r"\b(?:attributed to|blamed on|the work of|blam(?:e|es|ed)|holds?|responsibility of|claimed by)\s",
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
                start, end = match.span(group)
                found.setdefault((start, end), Doer(start=start, end=end, is_body=group in ("theirs", "of", "body")))
        if match["who"] and (first := re.match(_ACRONYM, match["who"])) and first[0] in acronyms:
            start = match.start("who")
            found.setdefault((start, start + first.end()), Doer(start=start, end=start + first.end(), is_body=True))
    return [found[key] for key in sorted(found)]


def parts(phrase: str, acronyms: frozenset[str]) -> list[Doer]:
    """The people and the body that `phrase` names: "gunmen" and "Lake Front" of "gunmen of the Lake Front"."""
    cased = _cased(phrase)
    match = _PHRASE.fullmatch(cased, _after_article(cased, 0))
    if match is None:
        return []
    people = match.span("who") if match["who"] else match.span("members")
    body = match.span("theirs") if match["theirs"] else match.span("of")
    if (
        people[0] < 0
        or body[0] < 0
        or (re.fullmatch(_ACRONYM, phrase[slice(*body)]) and phrase[slice(*body)] not in acronyms)
    ):
        return []
    return [Doer(start=people[0], end=people[1], is_body=False), Doer(start=body[0], end=body[1], is_body=True)]


def _cased(text: str) -> str:
    """`text` with its common words in small letters, where all is in capitals: names stand out."""
    return _COMMON.sub(lambda match: _lowered(match[0]), text) if text.isupper() else text


def _lowered(word: str) -> str:
    """`word` in small letters, as long as before: "İ" has two of them."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in word)


def _told(text: str, cased: str) -> Iterator[re.Match[str]]:
    for match in _BY.finditer(text):
        phrase = _PHRASE.match(cased, _after_article(cased, match.end()))
        if phrase:
            yield phrase
    for match in _BLAMED.finditer(text):
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
