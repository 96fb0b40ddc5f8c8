"""What kind of thing a noun phrase names, read from its head noun and its form. English.

The lexicon is short on purpose: heads that decide the kind whatever stands before them. What it doesn't know is told by
form: capitalised words with a given name or a title are a person, other capitalised names an organisation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from nutgraf.language.geography.toponyms import is_country, listed, nation_names
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.words import FUNCTION_WORDS, PARTICLES
from nutgraf.schema import ParticipantKind

_BREAK = re.compile(
    r"\s(?:of|in|at|from|on|over|near|with|to|for|by|who|that|which|whose|outside|inside|between|against|under|after|"
    r"during|aboard|belonging|carrying|wearing|dressed|riding|accused|suspected|and)\s|,(?!\d)|[(\[\u2014]"
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
_CHAMBER = re.compile(r"(?:the\s)?(?:House|Chamber|Assembly|Council|Court)\sof\s[A-Z][a-z]+s?\b(?!['’])", re.IGNORECASE)
_STATE_BANK = re.compile(r"(?<!first\s)\b(?:central|reserve|state|national)\sbank\b", re.IGNORECASE)
_LEGAL_FORM = re.compile(r",?\s(?:inc|ltd|corp|co|plc|llc|gmbh|s\.a|s\.l|s\.p\.a|a\.s|n\.v|b\.v)\.?$", re.IGNORECASE)
_BAND = re.compile(
    r"(?:(?:an?|the|another|one)\s)?(?:[a-z]+\s)?(?:group|band|team|handful|crowd|pair|couple)(?:\sof\b|$)"
)
_STATE = re.compile(r"(?:the\s)?(?:U\.?S\.?(?:A\.?)?|U\.?K\.?|UAE|USSR)$")
_ACRONYM = re.compile(r"^[A-Z][A-Z&.-]{1,9}$")
_CAPITALISED = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|al|el|van|von|bin|der|da|dos|y)$")
_ARTICLE = re.compile(r"^(?:THE|AN?|THIS|THAT|THESE|THOSE)\s+")
_COMMON_ENDING = re.compile(r"(?:ING|TION|SION|MENT|ITY|NESS|ISM|WARE|[AE]NCE|SHIP|AGE|IVE|OUS|IC|ICAL)S?$")
"""What ends common nouns and adjectives, and hardly a name."""
_PEOPLE_ENDING = re.compile(r"(?:[CDFGKLT]ERS|ISTS|LORDS|TORS|(?!CARMEN)[A-Z]{3}MEN|WOMEN)$")
_PERSON_ENDING = re.compile(r"(?:OGIST|ALIST|(?:[A-Z]S|CH|RA|IL|CE|RE|ER|SE)MAN|WOMAN)$")
_LONGEST_ACRONYM = 4
_SHORTEST_NAME = 4
_LONGEST_NAME = 4
_PRONOUNS = frozenset(
    "he she they it him her them his their its who whom i we us you that which this these those there one ones others "
    "other none someone somebody anyone no-one nobody everyone himself herself themselves itself what".split()
)
_LIKE_PEOPLE = frozenset(table("words")["like_people"].split())
_PERSON = re.compile(r"^[a-z-]{2,}(?:[a-z]er|[cst]or|ist|cian|woman|(?<!hu)(?<!ro)(?<!ger)man)$")
_PEOPLE = re.compile(r"^[a-z-]{2,}(?:[a-z]ers|[cst]ors|ists|cians|women|(?<!speci)(?<!regi)men)$")
_OF_THEM = re.compile(
    r"(?:the\s+)?(?:(?P<one>one)|\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|scores|some|"
    r"many|most|several|part|half|both|all|none|a\s+(?:number|dozen|group|handful|couple))\s+of\s+(?:(?:the|its|his|her|their|"
    r"these|those)\s+)?(?=[a-z])",
    re.IGNORECASE,
)
_OFFICIAL = "(?:governor|prosecutor|commissioner|mayor|attorney|president|minister|coroner|sheriff|ombudsman)"
_OF_AN_OFFICIAL = re.compile(
    rf"\boffice\s+of\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}{_OFFICIAL}\b|\b{_OFFICIAL}['’]?s?['’]?\s+office\b",
    re.IGNORECASE,
)
_BODY_AT_THE_END = re.compile(
    r"(?-i:[A-Z]).*\s(?:Watch|International|Project|Action|(?<!Latin\s)(?<!North\s)(?<!South\s)(?<!Central\s)America|"
    r"Now|Today|Campaign|Initiative|Media|Fund|Trust|Society|Tribune|Herald|Gazette|Chronicle|Sentinel|Inquirer|"
    r"Dispatch|Magazine|Abroad|Worldwide|Without\sBorders)$",
    re.IGNORECASE,
)
_COMPANY_MARK = re.compile(
    r"^(?-i:[A-Z]).*\s(?:savings|marine|agro|energy|oil|motors?|airlines|airways|shipping|shipyards?|holdings?|partners|"
    r"capital|industries|systems|technolog(?:y|ies)|electric|steel|mining|pharma(?:ceuticals)?|foods|insurance|logistics|"
    r"telecom|resources|petroleum|chemicals?|textiles|breweries|foundry|GmbH|AG|SA|BV|Oy|AB)$|^(?-i:B(?:anco|ANCO))\s",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(r"(?:[\w’'-]+\s+)*?(?P<what>[a-z]{3,})(?:\s+[A-ZÀ-Þ][\w.’'-]*)+$")
"""A name behind a word for what bears it: "product tanker Asterope Bay"."""
_COUNTED = re.compile(
    r"^(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|several|some|many|scores|"
    r"at least|about|more than|nearly|both|all|other)\b",
    re.IGNORECASE,
)
_OF_NO_STATE = re.compile(
    r"(?:(?:the|an?|other|several|some|armed|urban|leftist|\d+|two|three)\s)*"
    r"(?:rebel|guerrilla|guerilla|insurgent|terrorist|militant|separatist|opposition|jihadist)\s(?=[a-z]+$)",
    re.IGNORECASE,
)
"""Before the units of those who fight against an army: "rebel units"."""
_LAND = (listed("region") | listed("area") | listed("town")) - frozenset("waters rivers lake fields".split())
"""Without those that are surnames, too."""


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


def is_land(phrase: str) -> bool:
    """Whether `phrase` names a stretch of land or water: "Mount Halden valley", "Cook County"."""
    return head(phrase) in _LAND or phrase.lower().startswith(("downtown ", "uptown ", "midtown "))


def kind_of(phrase: str) -> ParticipantKind:
    """The kind of participant that `phrase` names; "other" where neither its head nor its form tells."""
    if organisation(phrase):
        return "organisation"
    if phrase.isupper() and len(phrase) > _LONGEST_ACRONYM:
        return _shouted_kind(phrase)
    if _OF_AN_OFFICIAL.search(phrase):
        return "government"
    if counted := _OF_THEM.match(phrase):
        kind = kind_of(phrase[counted.end() :])
        if counted["one"]:
            return "person" if kind == "group" else kind
        return "group" if kind == "person" else kind
    if _BAND.match(phrase):
        return "group"
    if is_country(phrase) or _STATE.match(phrase) or _CHAMBER.match(phrase) or _STATE_BANK.search(phrase):
        return "government"
    if _LEGAL_FORM.search(phrase) and phrase[:1].isupper():
        return "company"
    if _has_an_office(phrase):
        return "person"
    core = _core(phrase)
    kind = _kind_by_form(phrase, _listed_kind(core) or _kind_by_ending(core[-1]))
    return "group" if kind in ("other", "group") and _are_nationals(phrase) else kind


def organisation(name: str) -> str | None:
    """The list of `data/organisations.toml` that has `name`; None where it is in none of them."""
    return _organisations().get(_ARTICLE.sub("", name.upper()).lower())


def names_of(label: str) -> list[str]:
    """The names of a list of `data/organisations.toml`, in small letters."""
    return re.split(r"\s*\|\s*", table("organisations")[label].strip().rstrip("|"))


@cache
def _organisations() -> dict[str, str]:
    return {name: label for label in table("organisations") for name in names_of(label)}


def _are_nationals(phrase: str) -> bool:
    """Whether `phrase` names people by their nation: "nine Filipinos"."""
    last = phrase.split()[-1:] or [""]
    spots = nation_names(last[0]) if last[0].endswith("s") and not last[0].endswith("ss") else []
    return any(one.candidates[0].kind == "adjective" for one in spots)


def _has_an_office(phrase: str) -> bool:
    """Whether `phrase` ends in somebody's name behind their office: "the party's candidate Ana Ruiz"."""
    words = phrase.split()
    kinds = by_word("kinds")
    offices = [at for at, word in enumerate(words) if kinds.get(word.lower()) == "person"]
    name = words[offices[-1] + 1 :] if offices else []
    if (
        phrase.isupper()
        or _BREAK.search(phrase)
        or (offices == [0] and words[0][0].isupper())
        or not 2 <= len(name) <= _LONGEST_NAME
    ):
        return False
    named = all(_CAPITALISED.match(word) for word in name) and name[-1].lower() not in kinds
    return named and not _ORGANISATION_MARK.search(" ".join(name))


def _kind_by_form(phrase: str, kind: ParticipantKind | None) -> ParticipantKind:
    """The kind of `phrase`, whose head is of `kind`, so far as that is known."""
    if kind == "armed_force" and _OF_NO_STATE.match(phrase):
        return "group"
    if kind is not None and not (kind == "person" and _COUNTED.match(phrase)):
        return kind
    if kind == "person":
        return "group"
    if _TITLE.search(phrase):
        return "person"
    bare = phrase.removeprefix("the ")
    if bare[:1].isupper() and (_ORGANISATION_MARK.search(bare) or _BODY_AT_THE_END.match(bare)):
        return "organisation"
    if _COMPANY_MARK.search(phrase):
        return "company"
    words = phrase.split()
    if words and _ACRONYM.match(words[-1].strip("[]()")):
        return "organisation"
    if (described := _DESCRIBED.match(phrase)) and described["what"] not in PARTICLES:
        return _listed_kind([described["what"]]) or _kind_by_ending(described["what"]) or "other"
    if _COUNTED.match(phrase):
        return "other" if len(words) > 1 and words[-1].islower() and words[-1].endswith("s") else "group"
    if 2 <= len(words) <= 5 and not is_land(phrase) and all(_CAPITALISED.match(word.strip(",")) for word in words):
        return "person"
    return "other"


def _listed_kind(core: list[str]) -> ParticipantKind | None:
    """The kind that the lists have for the last words of a noun phrase, or for the singular of the last."""
    listed = by_word("kinds")
    for word in ("-".join(core[-2:]), core[-1]):
        if word in listed:
            return cast("ParticipantKind", listed[word])
    kind = cast("ParticipantKind | None", listed.get(core[-1].removesuffix("s")))
    return "group" if kind == "person" else kind


def _kind_by_ending(word: str) -> ParticipantKind | None:
    """Whether a noun in small letters ends as those for people do."""
    if word.removesuffix("s") in _LIKE_PEOPLE or word in _PRONOUNS:
        return None
    if _PERSON.search(word):
        return "person"
    return "group" if _PEOPLE.search(word) else None


def _shouted_kind(phrase: str) -> ParticipantKind:
    """The kind of a phrase in capitals throughout, whose form tells nothing: its words have to."""
    bare = _ARTICLE.sub("", phrase)
    lower = bare.lower()
    if _BAND.match(lower):
        return "group"
    if counted_of := _OF_THEM.match(lower):
        kind = _shouted_kind(bare[counted_of.end() :])
        return "person" if counted_of["one"] and kind == "group" else kind
    core = _core(lower)
    headed = _BREAK.search(lower) is not None or bare != phrase
    counted = _kind_by_ending(core[-1]) if headed or _COUNTED.match(lower) else None
    kind = _kind_by_form(lower, _listed_kind(core) or counted)
    if kind != "other":
        return kind
    if _TITLE.search(bare.title()):
        return "person"
    if _ORGANISATION_MARK.search(bare) or _BODY_AT_THE_END.match(bare):
        return "organisation"
    if _are_nationals(bare.title()):
        return "group"
    words = re.findall(r"[^\W\d_]+", bare)
    plain = is_land(phrase) or any(
        word.lower() in FUNCTION_WORDS - PARTICLES or _COMMON_ENDING.search(word) for word in words
    )
    if words and not plain and _PEOPLE_ENDING.search(words[-1]):
        return "group"
    if words and _PERSON_ENDING.search(words[-1]):
        return "person"
    if is_land(phrase):
        return "other"
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
