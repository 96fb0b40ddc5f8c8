"""Where the noun phrase beside a verb starts and ends. English; by closed word classes and capitals, with no parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.language.kinds import is_pronoun, kind_of
from nutgraf.language.lexicon import by_word, table
from nutgraf.language.words import PARTICLES

_TOKEN = re.compile(
    r"""(?:(?:Mr|Mrs|Ms|Dr|St|Lt|Sen|Sens|Rep|Reps|Gov|Gen|Col|Capt|Rev|Sgt|Maj|Cmdr|Adm|Prof|Det|Insp|Hon|Jr|Sr)\.
        |(?:[A-Z]\.)+[A-Z]?(?!\w)
        |[^\W_](?:[\w&.’'-]*[^\W_])?(?:(?<=s)[’'](?![’'\w]))?)
      |[^\w\s]""",
    re.VERBOSE,
)
_CLASSES = table("grammar")
_DETERMINERS = frozenset(_CLASSES["determiners"].split())
_LINKS = frozenset(_CLASSES["links"].split())
_BREAKS = frozenset(_CLASSES["breaks"].split())
_FILLERS = frozenset(_CLASSES["fillers"].split())
_COMPLEMENTS = frozenset(_CLASSES["complements"].split())
_CALENDAR = frozenset(_CLASSES["calendar"].split())
_SPEAKERS = frozenset(by_word("sources")) | frozenset(
    word for word, kind in by_word("kinds").items() if kind not in ("weapon", "vehicle", "facility")
)
_CUES = frozenset(by_word("cues"))
_CUE_NOUNS = frozenset("reports claims estimates statements warnings accounts calls figures".split())
_ASIDE = re.compile(
    r"(?:\s+(?:in|at|during|to|on|by|via|through)\s+(?:an?|the|his|her|its|their)\s+(?:\w+\s+){0,2}?(?:statement|"
    r"interview|conference|briefing|speech|e-?mail|letter|report|post|tweet|message|address|rally|hearing|broadcast|"
    r"telephone|phone|reporters)(?:\s+(?:with|to|on|at)\s+[\w' .’-]{1,40})?"
    r"|\s+(?:late|earlier|later)?\s*(?:this|last)\s(?:week|month|year|morning|afternoon|evening|spring|summer|fall|winter)"
    r"|\s*\([^()]{1,30}\)|\s*\[[^\[\]]{1,60}\]|\s+(?P<dash>--|–|—)\s[^–—]{3,160}?\s(?P=dash))$",
    re.IGNORECASE,
)
_COMPANY_FORMS = frozenset("inc ltd llc llp corp co plc gmbh ag s.a s.l s.p.a n.v jr sr".split())
"""What stands between commas and belongs to the name before it."""
_SEAT = re.compile(r"[RDI]-[A-Z][\w.]*")
"""Party and state of a member of Congress: "R-Ky"."""
_STATE = re.compile(r"(?:[A-Z]\.){2}|[A-Z][a-z]{2,4}\.")
"""Of a post: "N.Y."."""
_ADVERBIAL = frozenset("in on at after before during for with by under from as since".split())
_LEADS = frozenset("even also only still now then but and yet".split())
_MAX_WORDS = 10
_MAX_APPOSITIONS = 3


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    capital: bool
    """Written as a name. Where all is in capitals, nothing is."""

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")


def phrase_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that `text[start:end]` ends with, adverbs, asides and appositions stepped over."""
    clause = text[start:end]
    bare = _ASIDE.sub("", clause.rstrip())
    tokens = _without_brackets(_tokens(text, start, start + len(bare)))
    _drop_fillers(tokens)
    return _bounds(_last_phrase(_without_appositions(tokens)))


def phrase_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that `text[start:end]` begins with."""
    tokens = _tokens(text, start, end)
    taken: list[_Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if not token.text[0].isalnum() or _stops(token, taken, following):
            break
        taken.append(token)
    while taken and (taken[-1].low in _LINKS | _DETERMINERS):
        taken.pop()
    return _bounds(taken)


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    shouted = text[start:end].isupper()
    return [
        _Token(match.start(), match.end(), match[0], match[0][0].isupper() and not shouted)
        for match in _TOKEN.finditer(text, start, end)
    ]


_OPENED_BY = {")": "(", "]": "["}


def _without_brackets(tokens: list[_Token]) -> list[_Token]:
    """`tokens` without what is in brackets, or stands for it: "Ana Ruiz (R-Calif.), a longtime member, said"."""
    kept: list[_Token] = []
    for token in tokens:
        if token.text in _OPENED_BY:
            opens = _OPENED_BY[token.text]
            opening = next((at for at in range(len(kept) - 1, -1, -1) if kept[at].text == opens), len(kept))
            del kept[opening:]
        elif token.text == "," and (seat := _seat_at_end(kept)):
            del kept[-seat:]
        else:
            kept.append(token)
    return kept


def _seat_at_end(tokens: list[_Token]) -> int:
    """How many tokens at the end are a member's seat with the comma before it: ", R-Ky."."""
    words = [token.text for token in tokens[-3:]]
    if words[-1:] == ["."]:
        words.pop()
    found = len(words) > 1 and words[-2] == "," and _SEAT.fullmatch(words[-1])
    return (2 + (tokens[-1].text == ".")) if found else 0


def _drop_fillers(tokens: list[_Token]) -> None:
    """Takes adverbs, auxiliaries and days off the end."""
    while tokens:
        last = tokens[-1]
        day = last.low in _CALENDAR and last.text != "May" and not _is_paper(last, tokens[-2:-1])
        adverb = last.low.endswith("ly") and not last.capital and last.low not in by_word("kinds")
        filler = last.low in _FILLERS and not last.capital
        if not (filler or adverb or day):
            return
        tokens.pop()
        if day and tokens and tokens[-1].low in ("on", "in", "late", "early", "last"):
            tokens.pop()


def _without_appositions(tokens: list[_Token]) -> list[_Token]:
    """`tokens` up to the comma before "Ana Ruiz, 45, the mayor of Beira,"; none where a comma ends something else."""
    if not tokens or tokens[-1].text != ",":
        return tokens
    rest, closed = tokens[:-1], True
    for _ in range(_MAX_APPOSITIONS):
        comma = next((at for at in range(len(rest) - 1, -1, -1) if not rest[at].text[0].isalnum()), -1)
        if comma < 1 or rest[comma].text != ",":
            return [] if closed else rest
        clause = next((at for at in range(comma - 1, -1, -1) if not rest[at].text[0].isalnum()), -1) + 1
        before, inner = rest[clause:comma], rest[comma + 1 :]
        office = bool(before) and before[0].low in (_DETERMINERS | _SPEAKERS) - _ADVERBIAL
        if closed and office and inner and all(one.capital or one.low in PARTICLES for one in inner):
            return inner  # "the governor of Sofala, Ana Muchanga, said"
        named = before[-1:] and before[-1].capital and before[0].low not in _ADVERBIAL
        if not (closed or named) or not _is_apposition(inner, named=bool(named) or office):
            return [] if closed else rest
        rest, closed = rest[:comma], False
    return rest


def _is_apposition(tokens: list[_Token], *, named: bool) -> bool:
    """Whether what stands between two commas can say who somebody is, or, of someone named, anything of him."""
    if not tokens or tokens[0].low in _ADVERBIAL or (tokens[0].low in _BREAKS and not tokens[0].low.startswith("wh")):
        return False
    first = tokens[0]
    if len(tokens) == 1 and (first.low.rstrip(".") in _COMPANY_FORMS or (named and _STATE.fullmatch(first.text))):
        return True
    if named and first.low == "of" and tokens[-1].capital:
        return True  # "Ana Ruiz, of Long Island,"
    if first.low.startswith("wh") or first.text[0].isdecimal() or first.low in _DETERMINERS:
        return True
    if named and first.low.endswith(("'s", "s'")) and len(tokens) > 1:
        return True
    return named and (first.low in _SPEAKERS or any(token.low in _SPEAKERS for token in tokens[:6]))


def _last_phrase(tokens: list[_Token]) -> list[_Token]:
    """The tokens of the noun phrase at the end."""
    taken: list[_Token] = []
    position = len(tokens)
    while position:
        part = _simple_phrase(tokens[:position])
        if not part:
            break
        taken = tokens[position - len(part) : len(tokens)]
        position -= len(part)
        link = tokens[position - 1] if position else None
        noun = tokens[position - 2] if position > 1 else None
        if link is None or link.low not in _LINKS:
            break
        if noun is None or not _can_be_head(noun, link):
            return []  # "in Beira": an adverbial
        position -= 1
        if position and len(taken) >= _MAX_WORDS:
            break
    return taken


def _simple_phrase(tokens: list[_Token]) -> list[_Token]:
    """The determiner, modifiers and head that `tokens` end with; of a name also the title before it."""
    begin = len(tokens)
    named = bool(tokens) and tokens[-1].capital
    titled = False
    while begin:
        token = tokens[begin - 1]
        if not token.text[0].isalnum() and token.text not in "&":
            break
        if token.low in _DETERMINERS:
            return tokens[begin - 1 :] if begin < len(tokens) else []
        if token.low in _BREAKS or is_pronoun(token.low):
            break
        if not token.capital and (token.low in _FILLERS or token.low in _CUES):
            break
        if token.low in _LINKS or (_is_day(token) and not _is_paper(token, tokens[begin - 2 : begin - 1])):
            break
        if token.low == "and" and not (named and begin > 1 and tokens[begin - 2].capital and len(tokens) - begin < 3):
            break
        if named and not (token.capital or token.low in PARTICLES or token.text[0].isdecimal() or token.low == "and"):
            titled = titled or token.low in _SPEAKERS
            if not titled:
                break
        begin -= 1
    return tokens[begin:]


def _stops(token: _Token, taken: list[_Token], following: _Token | None) -> bool:
    """Whether a noun phrase that has `taken` ends before `token`."""
    low = token.low
    if low in _DETERMINERS:
        return bool(taken) and taken[-1].low not in _LINKS
    if is_pronoun(low) or (_is_day(token) and not _is_paper(token, taken[-1:])):
        return True
    if low in _CUE_NOUNS and taken and (following is None or not following.text[0].isalnum()):
        return False  # "according to police reports,"
    if not token.capital and (low in _FILLERS or (low in _CUES and taken)):
        return True
    if low in _BREAKS or low in ("and", "or"):
        return not (low == "and" and taken and taken[-1].capital and following and following.capital)
    if low in _LINKS:
        names = bool(taken) and taken[-1].capital and not (low == "for" and following and following.capital)
        return low in ("in", "on", "with", "to", "by") or not taken or following is None or (names and low != "of")
    if taken and low.endswith(("ed", "ing")) and not token.capital:
        return True
    name_over = taken and taken[-1].capital and not token.capital and low not in PARTICLES
    titled = following is not None and following.capital
    person = low.removesuffix("'s") in _SPEAKERS or kind_of(low) in ("person", "group")
    return bool(name_over) and not titled and not person and len(taken) > 1


def _is_day(token: _Token) -> bool:
    return token.low in _CALENDAR and token.capital and token.low != "may"


def _is_paper(token: _Token, before: list[_Token]) -> bool:
    """Whether a word for a day is the end of a name: "USA Today"."""
    return token.text == "Today" and bool(before) and before[0].capital


def _can_be_head(token: _Token, link: _Token) -> bool:
    """Whether a preposition after `token` can belong to it: "a spokesman for", "the Ministry of"."""
    known = token.low in _SPEAKERS or token.low in _COMPLEMENTS
    name = token.capital or (token.text.isupper() and link.low in ("of", "from"))
    return known or (name and token.low not in _CALENDAR)


def _bounds(tokens: list[_Token]) -> tuple[int, int] | None:
    if len(tokens) > 1 and tokens[0].low in _LEADS:
        tokens = tokens[1:]
    if not 1 <= len(tokens) <= _MAX_WORDS or is_pronoun(tokens[0].text) or is_pronoun(tokens[-1].text):
        return None
    if tokens[-1].low in _DETERMINERS or (
        tokens[-1].low in _CALENDAR
        and (len(tokens) == 1 or tokens[-1].text != "May")
        and not _is_paper(tokens[-1], tokens[-2:-1])
    ):
        return None
    end = tokens[-1]
    possessive = re.search(r"['’]s?$", end.text)
    return tokens[0].start, end.end - (len(possessive[0]) if possessive else 0)
