"""Where the noun phrase beside a verb starts and ends. English; by closed word classes and capitals, with no parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nutgraf.stages.kinds import is_pronoun
from nutgraf.stages.lexicon import by_word, table

_TOKEN = re.compile(
    r"""(?:(?:Mr|Mrs|Ms|Dr|St|Lt|Sen|Sens|Rep|Reps|Gov|Gen|Col|Capt|Rev|Sgt|Maj|Cmdr|Adm|Prof|Det|Insp|Hon|Jr|Sr)\.
        |(?:[A-Z]\.)+[A-Z]?(?!\w)
        |[^\W_](?:[\w&.’'-]*[^\W_])?)
      |[^\w\s]""",
    re.VERBOSE,
)
_CLASSES = table("grammar")
_DETERMINERS = frozenset(_CLASSES["determiners"].split())
_LINKS = frozenset(_CLASSES["links"].split())
_BREAKS = frozenset(_CLASSES["breaks"].split())
_FILLERS = frozenset(_CLASSES["fillers"].split())
_CALENDAR = frozenset(_CLASSES["calendar"].split())
_PARTICLES = frozenset("de del la las los van von bin al el der da dos ibn y di du le".split())
_ASIDE = re.compile(
    r"\s+(?:in|at|during|to|on|by|via|through)\s+(?:an?|the|his|her|its|their)\s+(?:\w+\s+){0,2}?(?:statement|interview|"
    r"conference|briefing|speech|e-?mail|letter|report|post|tweet|message|address|rally|hearing|broadcast|telephone|phone|"
    r"reporters)(?:\s+(?:with|to|on|at)\s+[\w' .’-]{1,40})?$",
    re.IGNORECASE,
)
_MAX_WORDS = 10
_MAX_APPOSITIONS = 3


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def phrase_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that `text[start:end]` ends with, adverbs, asides and appositions stepped over."""
    clause = text[start:end]
    shorter = _ASIDE.sub("", clause.rstrip())
    tokens = [_Token(start + match.start(), start + match.end(), match[0]) for match in _TOKEN.finditer(shorter)]
    shouted = clause.isupper()
    _drop_fillers(tokens, shouted=shouted)
    for _ in range(_MAX_APPOSITIONS):
        if not tokens or tokens[-1].text != ",":
            break
        comma = next((at for at in range(len(tokens) - 2, -1, -1) if tokens[at].text in ',;:"“”'), -1)
        if comma < 0 or tokens[comma].text != "," or not _is_apposition(tokens[comma + 1 : -1]):
            return None
        del tokens[comma + 1 :]
        if comma and tokens[comma - 1].text != ",":
            inner = tokens[:comma]
            if not _leads_on(inner):
                tokens = inner
    if tokens and tokens[-1].text == ",":
        return None
    return _bounds(_last_phrase(tokens, shouted=shouted))


def phrase_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that `text[start:end]` begins with."""
    tokens = [_Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text, start, end)]
    shouted = text[start:end].isupper()
    taken: list[_Token] = []
    for index, token in enumerate(tokens[: _MAX_WORDS + 4]):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if not token.text[0].isalnum() or _stops(token, taken, following, shouted=shouted):
            break
        taken.append(token)
    while taken and (taken[-1].low in _LINKS | _DETERMINERS):
        taken.pop()
    return _bounds(taken)


def _drop_fillers(tokens: list[_Token], *, shouted: bool) -> None:
    """Takes adverbs, auxiliaries and days off the end."""
    while tokens:
        last = tokens[-1]
        day = last.low in _CALENDAR
        adverb = last.low.endswith("ly") and (shouted or not last.capital) and last.low not in by_word("kinds")
        if not (last.low in _FILLERS or adverb or day):
            return
        tokens.pop()
        if day and tokens and tokens[-1].low in ("on", "in", "late", "early", "last"):
            tokens.pop()


def _is_apposition(tokens: list[_Token]) -> bool:
    """Whether what stands between two commas can say who somebody is."""
    if not tokens:
        return False
    first = tokens[0]
    if first.low in ("who", "whose", "which", "where"):
        return True
    if first.low in _BREAKS or first.low in ("in", "on", "at", "after", "before", "during", "for", "with", "by"):
        return False
    return first.text[0].isdecimal() or first.low in _DETERMINERS or first.capital or first.low in _person_words()


def _leads_on(tokens: list[_Token]) -> bool:
    """Whether the words before a comma are an adverbial: "On Monday", "In Beira"."""
    return not tokens


def _last_phrase(tokens: list[_Token], *, shouted: bool) -> list[_Token]:
    """The tokens of the noun phrase at the end."""
    taken: list[_Token] = []
    position = len(tokens)
    while position:
        part = _simple_phrase(tokens[:position], shouted=shouted)
        if not part:
            break
        taken = tokens[position - len(part) : len(tokens)]
        position -= len(part)
        link = tokens[position - 1] if position else None
        noun = tokens[position - 2] if position > 1 else None
        if link is None or noun is None or link.low not in _LINKS or not _can_be_head(noun, shouted=shouted):
            break
        position -= 1
        if position and len(taken) >= _MAX_WORDS:
            break
    return taken


def _simple_phrase(tokens: list[_Token], *, shouted: bool) -> list[_Token]:
    """The determiner, modifiers and head that `tokens` end with; of a name also the title before it."""
    begin = len(tokens)
    named = bool(tokens) and tokens[-1].capital and not shouted
    titled = False
    while begin:
        token = tokens[begin - 1]
        if not token.text[0].isalnum() and token.text not in "&":
            break
        if token.low in _DETERMINERS:
            return tokens[begin - 1 :] if begin < len(tokens) else []
        if token.low in _BREAKS or token.low in _FILLERS or is_pronoun(token.low) or token.low in by_word("cues"):
            break
        if token.low in _LINKS or (token.low in _CALENDAR and token.capital):
            break
        if token.low == "and" and not (named and begin > 1 and tokens[begin - 2].capital and len(tokens) - begin < 3):
            break
        if named and not (token.capital or token.low in _PARTICLES or token.text[0].isdecimal() or token.low == "and"):
            titled = titled or token.low in _person_words()
            if not titled:
                break
        begin -= 1
    return tokens[begin:]


def _stops(token: _Token, taken: list[_Token], following: _Token | None, *, shouted: bool) -> bool:
    """Whether a noun phrase that has `taken` ends before `token`."""
    low = token.low
    if low in _DETERMINERS:
        return bool(taken) and taken[-1].low not in _LINKS
    if is_pronoun(low) or low in _FILLERS or (low in _CALENDAR and token.capital) or low in by_word("cues"):
        return True
    if low in _BREAKS or low in ("and", "or"):
        return not (low == "and" and taken and taken[-1].capital and following and following.capital and not shouted)
    if low in _LINKS:
        return low in ("in", "on", "with", "to", "by") or not taken or following is None
    if taken and low.endswith(("ed", "ing")) and not token.capital:
        return True
    name_over = taken and taken[-1].capital and not token.capital and not shouted and low not in _PARTICLES
    return bool(name_over) and low not in _person_words() and len(taken) > 1


def _can_be_head(token: _Token, *, shouted: bool) -> bool:
    """Whether a preposition after `token` can belong to it: "a spokesman for", "the Ministry of"."""
    return token.low in _person_words() or (token.capital and not shouted and token.low not in _CALENDAR)


def _person_words() -> frozenset[str]:
    return frozenset(by_word("sources")) | _KINDS


def _bounds(tokens: list[_Token]) -> tuple[int, int] | None:
    if not 1 <= len(tokens) <= _MAX_WORDS or is_pronoun(tokens[0].text) or is_pronoun(tokens[-1].text):
        return None
    if tokens[-1].low in _DETERMINERS | _CALENDAR:
        return None
    end = tokens[-1]
    possessive = re.search(r"['’]s?$", end.text)
    return tokens[0].start, end.end - (len(possessive[0]) if possessive else 0)


_KINDS = frozenset(word for word, kind in by_word("kinds").items() if kind not in ("weapon", "vehicle", "facility"))
