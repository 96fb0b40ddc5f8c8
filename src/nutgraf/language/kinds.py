"""What kind of thing a noun phrase names, read from its head noun and its form. English.

The lexicon is short on purpose: heads that decide the kind whatever stands before them. What it doesn't know is told by
form: capitalised words with a given name or a title are a person, other capitalised names an organisation.
"""

from __future__ import annotations

import re
from typing import cast

from nutgraf.language.lexicon import by_word
from nutgraf.language.words import FUNCTION_WORDS, PARTICLES
from nutgraf.schema import ParticipantKind

_BREAK = re.compile(
    r"\s(?:of|in|at|from|on|near|with|to|for|by|who|that|which|whose|outside|inside|between|against|under|after|"
    r"during|aboard|belonging|carrying|and)\s|[,(\[\u2014]"
)
_PARTICIPLE = re.compile(r"^[a-z]+(?:ed|ing)$")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|sir|lady|lord|gen|general|col|colonel|lt|lieutenant|capt|captain|maj|major|sgt|sergeant|"
    r"cpl|corporal|pvt|private|adm|admiral|president|sen|senator|rep|gov|governor|mayor|judge|justice|father|bishop|"
    r"archbishop|cardinal|pope|king|queen|prince|princess|sheikh|ayatollah|imam|rev|reverend|officer|detective|deputy|"
    r"sheriff|chief|minister|ambassador|secretary|professor|prof|spokesman|spokeswoman|spokesperson)\b\.?\s+(?-i:[A-Z][\w'’-]+\s*)+$",
    re.IGNORECASE,
)
_ORGANISATION_MARK = re.compile(
    r"\b(?:Front|Army|Party|Movement|Union|Council|Committee|Ministry|Department|Agency|Police|Forces?|Command|Court|"
    r"Bank|Corporation|Company|Inc|Ltd|Group|University|Organi[sz]ation|Association|Federation|Brigade|Battalion|Church|"
    r"Congress|Parliament|Senate|House|Office|Bureau|Commission|Authority|Network|News|Times|Post|Journal|Radio|"
    r"Television|Cartel|League|Club|Institute|Foundation|Alliance|Coalition|Pentagon|Kremlin|State)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"^[A-Z][A-Z&.-]{1,9}$")
_CAPITALISED = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|al|el|van|von|bin|der|da|dos|y)$")
_ARTICLE = re.compile(r"^(?:THE|AN?|THIS|THAT|THESE|THOSE)\s+")
_COMMON_ENDING = re.compile(r"(?:ING|TION|SION|MENT|ITY|NESS|ISM|WARE|[AE]NCE|SHIP|AGE|IVE|OUS|IC|ICAL)S?$")
"""What ends common nouns and adjectives, and hardly a name."""
_PEOPLE_ENDING = re.compile(r"(?:[CDFGKLT]ERS|ISTS|LORDS|TORS|(?!CARMEN)[A-Z]{3}MEN|WOMEN)$")
_LONGEST_ACRONYM = 4
_SHORTEST_NAME = 4
_PRONOUNS = frozenset(
    "he she they it him her them his their its who whom i we us you that which this these those there one ones others "
    "other none someone somebody anyone no-one nobody everyone himself herself themselves itself what".split()
)
_COUNTED = re.compile(
    r"^(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|several|some|many|scores|"
    r"at least|about|more than|nearly|both|all|other)\b",
    re.IGNORECASE,
)


OFFENDERS = frozenset(
    "suspect suspects gunman gunmen shooter shooters attacker attackers assailant assailants robber robbers burglar "
    "burglars intruder kidnapper kidnappers arsonist".split()
)
"""Heads of those who do harm more often than they come to any."""


def is_pronoun(phrase: str) -> bool:
    """Whether `phrase` only points at something: "he", "those", "the others"."""
    return phrase.lower().removeprefix("the ").replace("’", "'").split("'")[0] in _PRONOUNS


def head(phrase: str) -> str:
    """The head noun of a noun phrase, lower-cased: "militants" for "Islamic State (Isis) militants"."""
    return _core(phrase)[-1]


def kind_of(phrase: str) -> ParticipantKind:
    """The kind of participant that `phrase` names; "other" where neither its head nor its form tells."""
    if phrase.isupper() and len(phrase) > _LONGEST_ACRONYM:
        return _shouted_kind(phrase)
    core = _core(phrase)
    listed = by_word("kinds")
    kind = cast("ParticipantKind | None", listed.get("-".join(core[-2:])) or listed.get(core[-1]))
    if kind is not None and not (kind == "person" and _COUNTED.match(phrase)):
        return kind
    if kind == "person":
        return "group"
    if _TITLE.search(phrase):
        return "person"
    if _ORGANISATION_MARK.search(phrase) and phrase[:1].isupper():
        return "organisation"
    words = phrase.split()
    if words and _ACRONYM.match(words[-1].strip("[]()")):
        return "organisation"
    if _COUNTED.match(phrase):
        return "group"
    if 2 <= len(words) <= 5 and all(_CAPITALISED.match(word.strip(",")) for word in words):
        return "person"
    return "other"


def _shouted_kind(phrase: str) -> ParticipantKind:
    """The kind of a phrase in capitals throughout, whose form tells nothing: its words have to."""
    bare = _ARTICLE.sub("", phrase)
    kind = kind_of(bare.lower())
    if kind != "other":
        return kind
    if _TITLE.search(bare.title()) or _ORGANISATION_MARK.search(bare):
        return "person" if _TITLE.search(bare.title()) else "organisation"
    words = re.findall(r"[^\W\d_]+", bare)
    plain = any(word.lower() in FUNCTION_WORDS - PARTICLES or _COMMON_ENDING.search(word) for word in words)
    if words and not plain and _PEOPLE_ENDING.search(words[-1]):
        return "group"
    if bare != phrase:
        return "organisation" if len(words) == 1 and _is_acronym(bare) else "other"
    if len(words) == 1:
        return "organisation" if _is_acronym(bare) else "other"
    return "person" if 2 <= len(words) <= 5 and not plain else "other"


def _is_acronym(word: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", word)
    return len(letters) <= _SHORTEST_NAME or not re.search(r"[AEIOUY]", letters)


def _core(phrase: str) -> list[str]:
    """The words of a noun phrase up to its head, lower-cased; one empty word where it has none."""
    bare = " ".join(_BRACKETED.sub(" ", phrase).split())
    before_break = _BREAK.split(bare, maxsplit=1)[0] or bare
    words = re.findall(r"[\w'’-]+", before_break)
    while len(words) > 1 and _PARTICIPLE.search(words[-1]) and words[-2].lower() in by_word("kinds"):
        words.pop()  # "people charged"
    return [word.lower().replace("’", "'").removesuffix("'s") for word in words] or [""]
