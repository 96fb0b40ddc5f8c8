"""Whom and what harm was done to in a sentence, by its constructions. English, capitals throughout included.

"A priest was killed", "gunmen killed a priest", "the murder of a priest", "a bomb went off outside the bank": the noun
phrase in front of a passive, behind a verb of violence or behind the noun of one. What is negated, feared or only
threatened is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nutgraf.language.kinds import kind_of
from nutgraf.language.lexicon import table
from nutgraf.language.noun_phrases import phrase_after, phrase_before
from nutgraf.schema import Outcome

_TABLE = table("harmed")
_ADVERBS = r"(?:(?:also|then|later|all|both|each|today|yesterday|recently|\w+ly)\s)*"
_AUXILIARY = r"(?:was|were|is|are|been|being|got)\s"


def _any(form: str) -> str:
    """A pattern with a group for each outcome that `form` has words for."""
    return "|".join(f"(?P<{outcome}>{'|'.join(words)})" for outcome, words in _TABLE[form].items())


_BEHIND = re.compile(
    rf"(?:\s(?:has|have|had|who|that|which|later|also))*\s(?:{_AUXILIARY}{_ADVERBS}(?:{_any('passive')})"
    rf"|{_ADVERBS}(?P<died>{'|'.join(_TABLE['intransitive']['killed'])}))\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(rf"(?<![\w-])(?:{_any('active')})\s", re.IGNORECASE)
_IN_FRONT = [
    _ACTIVE,
    re.compile(rf"(?<![\w-])(?:{_any('noun')})\sof\s", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:{_any('aimed')})\s", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:{_any('named')})\s", re.IGNORECASE),
]
DIED_AFTER = re.compile(
    r"[^.;:]{0,80}\band\s(?:(?:\w+ly|later|then|soon)\s)?(?:died|succumbed|was (?:later )?pronounced dead)\b",
    re.IGNORECASE,
)
"""Behind the words for a wound: "was shot by a friend and later died"."""
_UNREAL = re.compile(
    r"\b(?:not|never|no|nobody|none|nearly|almost|could|would|may|might|to|will|if|should|can|cannot|without)\s"
    r"(?:(?:have|be|been|being|get|also|\w+ly)\s)*$|n['’]t\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_DONE_TO = re.compile(r"\b(?:was|were|is|are|been|be|being|got)\s(?:\w+ly\s)?(?:\w+\sand\s)?$", re.IGNORECASE)
"""In front of a verb that is a passive: who stands behind it did it, or is somebody else."""
_NOUN_HERE = re.compile(r"\b(?:the|an?|this|that|his|her|its|their|mass|of|for)\s$", re.IGNORECASE)
"""In front of a form in -ing that is a noun: "the bombing halted traffic"."""
_LISTED_BEFORE = re.compile(r"(?:,\s\d{1,3})?(?P<last>,?\sand\s)$|(?:,\s\d{1,3})?,\s$", re.IGNORECASE)
_LISTED_AFTER = re.compile(r"(?:,\s\d{1,3})?,?\sand\s(?:of\s)?", re.IGNORECASE)
_IDENTIFIED = re.compile(r"\b(?:identified|named)\s(?:by\s[\w\s]{2,30}\s)?as\s(?=[^,;:]{3,50},?\s?$)", re.IGNORECASE)
"""In front of the name of who is told to be harmed: "a man, identified as Ana Ruiz, was shot"."""
_FOUND = re.compile(r"\bfound\s", re.IGNORECASE)
_OWNER = re.compile(r"(?:his|her|their|its|my|our)\s", re.IGNORECASE)
_NOBODY = re.compile(r"(?:no|none|neither|nobody)\b", re.IGNORECASE)
_DEAD = re.compile(r"\s(?:(?:lying|already)\s)?(?:dead|shot to death|fatally shot)\b", re.IGNORECASE)
_LONGEST_LIST = 4
_PEOPLE = ("person", "group")
_LONGEST = 2_000
"""Characters of a sentence; what is longer is none."""
_LONG = 4
_MOST_CAPITALS = 0.7
_WHERE = re.compile(r"\s(?:at|near|from|for|in|on|to|with|against|inside|outside)\s", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:]\s|\b(?:and|but|while|when|that|where|after|before|as)\s"
    r"(?=(?:the|an?|at least|\d+|two|three|four|five|six)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Harmed:
    """Whom or what harm was done to, with offsets into the text."""

    start: int
    end: int
    outcome: Outcome | None
    """None where the text only says that it was attacked, or is a victim."""
    is_victim: bool
    """Whether it came to harm, and was not only attacked."""


def harmed(text: str) -> list[Harmed]:
    """Those whom and that which `text`, a sentence, says that harm was done to, in order, none twice."""
    if len(text) > _LONGEST or _is_headline(text):
        return []
    found: dict[int, Harmed] = {}
    for one in (*_subjects(text), *_objects(text), *_found_dead(text)):
        found.setdefault(one.start, one)
    return [found[start] for start in sorted(found)]


def _subjects(text: str) -> Iterator[Harmed]:
    """Who stands in front of a passive, or died."""
    for match in _BEHIND.finditer(text):
        named = _IDENTIFIED.search(text, 0, match.start())
        if named:
            phrase = phrase_after(text, named.end(), match.start())
        else:
            phrase = phrase_before(text, _clause(text, match.start()), match.start())
        if phrase is None or _NOBODY.match(text, phrase[0]):
            continue
        if not _UNREAL.search(text[phrase[1] : match.start(match.lastgroup or 0)]):
            yield from (_harmed(text, one, match) for one in [phrase, *_before(text, phrase[0])])


def _objects(text: str) -> Iterator[Harmed]:
    """Who or what stands behind a verb of violence, its noun, or "identified the victim as"."""
    for match in (match for pattern in _IN_FRONT for match in pattern.finditer(text)):
        before = text[: match.start()]
        noun = match[0].split()[0].lower().endswith("ing") and _NOUN_HERE.search(before)
        passive = match.re is _ACTIVE and (_DONE_TO.search(before) or noun)
        phrase = None if passive or _UNREAL.search(before) else _object(text, match.end())
        if phrase:
            yield from (_harmed(text, one, match) for one in [phrase, *_after(text, phrase[1])])


def _found_dead(text: str) -> Iterator[Harmed]:
    for match in _FOUND.finditer(text):
        phrase = _object(text, match.end())
        if phrase and _DEAD.match(text, phrase[1]):
            yield Harmed(start=phrase[0], end=phrase[1], outcome="killed", is_victim=True)


def _object(text: str, start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`, with whose it is: "his wife"."""
    owner = _OWNER.match(text, start)
    phrase = phrase_after(text, owner.end() if owner else start, len(text))
    return (start, phrase[1]) if phrase and owner else phrase


def _is_headline(text: str) -> bool:
    """Whether all words are written as names are, so that none stands out."""
    long = [word for word in text.split() if len(word) >= _LONG and word[0].isalpha()]
    return not text.isupper() and sum(word[0].isupper() for word in long) > _MOST_CAPITALS * len(long)


def _before(text: str, start: int) -> list[tuple[int, int]]:
    """The people listed in front of the phrase at `start`: "Ana Ruiz, 34, a cook and" two guards."""
    found: list[tuple[int, int]] = []
    clause = _clause(text, start)
    while len(found) < _LONGEST_LIST and (link := _LISTED_BEFORE.search(text, clause, start)):
        if not found and not link["last"]:
            break
        phrase = phrase_before(text, clause, link.start())
        if phrase is None or kind_of(text[slice(*phrase)]) not in _PEOPLE:
            break
        found.append(phrase)
        start = phrase[0]
    return found


def _after(text: str, end: int) -> list[tuple[int, int]]:
    """The people listed behind the phrase that ends at `end`."""
    found: list[tuple[int, int]] = []
    while len(found) < _LONGEST_LIST and (link := _LISTED_AFTER.match(text, end)):
        phrase = None if _ACTIVE.match(text, link.end()) else _object(text, link.end())
        if phrase is None or kind_of(text[slice(*phrase)]) not in _PEOPLE:
            break
        found.append(phrase)
        end = phrase[1]
    return found


def _harmed(text: str, phrase: tuple[int, int], match: re.Match[str]) -> Harmed:
    start, end = phrase
    where = _WHERE.search(text, start, end)
    group = match.lastgroup
    outcome: Outcome | None = None
    if group in ("killed", "died"):
        outcome = "killed"
    elif group in ("injured", "abducted"):
        outcome = "killed" if DIED_AFTER.match(match.string, match.end()) else group  # type: ignore[assignment]
    return Harmed(start=start, end=where.start() if where else end, outcome=outcome, is_victim=group != "hit")


def _clause(text: str, end: int) -> int:
    """Where the clause that ends at `end` begins."""
    return max((match.end() for match in _CLAUSE.finditer(text, 0, end)), default=0)
