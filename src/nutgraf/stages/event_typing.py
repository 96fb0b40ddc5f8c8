"""Whether the words of a passage bear out the type that the model gave an event.

A type that news copy has a closed set of words for (`data/type_cues.toml`) needs one of them in the passage, as a name
needs its letters there. Where it has none, the violence that the passage has words for takes its place, or "other".
"""

from __future__ import annotations

import re
from functools import cache

from nutgraf.event_types import event_types
from nutgraf.language.lexicon import table
from nutgraf.language.wording.turned import denying_words
from nutgraf.language.words import stem, words
from nutgraf.stages.type_words import surely_told, told


def _list(name: str) -> frozenset[str]:
    return frozenset(stem(word) for word in table("type_cues")[name].split())


VIOLENT = frozenset(table("type_cues")["violent"].split())
"""Types of violence that somebody does."""
_CHECKED = frozenset(table("type_cues")["checked"].split())
_AMBIGUOUS, _POLITICAL, _DEVICES, _HARM = map(_list, ("ambiguous", "political", "devices", "harm"))
_BY_FORCE = _list("by_force") | _POLITICAL | _HARM
_AIRCRAFT, _HITS, _LABOUR = map(_list, ("aircraft", "hits", "labour"))
_FOUND, _FORCES, _SHOT, _OFFICES = map(_list, ("found", "forces", "shot", "offices"))
_CHASED = _list("chased")
_HARMLESS = frozenset({"diplomacy", "politics", "speech", "justice", "economy"})
_BLAST = {stem(word) for word in ("explosion", "explode", "detonate", "blast")}
_BY_BOMB = re.compile(
    r"\bwith (?:explosives|dynamite|a bomb|bombs)\b"
    r"|\b(?:thr[eo]w\w*|hurl\w*|plant\w*|plac(?:ed|ing)|set off|detonat\w*) (?:\w+ ){0,4}"
    r"(?:bombs?|dynamite|explosives?)\b",
    re.IGNORECASE,
)
_ON_FILM = re.compile(
    r"\bcaptured (?:on|in|by) (?:\w+ ){0,3}(?:videos?|cameras?|photos?|photographs?|film|footage|cctv|tape)\b",
    re.IGNORECASE,
)
_CAPTURED = {stem("captured")}
_SHOT_VICTIM = {stem("gunshot"), stem("victim")}
_VAGUE = ("other", "statement")
_MOST_WORDS = 6


def borne_out(given: str, what: str, passage: str, article: str) -> str:
    """The type that the words of `what` surely say, else `given`, where the text has one of its words. Else the type of
    violence that most words speak for, what `what` speaks for, or "other".

    An explosion is a bombing where the article has a word for the device or for those who fight, else an accident. A
    killing is an armed attack where the article is about armed groups, and an assassination where it is of somebody in
    office.
    """
    checked = _checked(surely_told(what) or given, what, passage, article)
    if checked == "denial" and not (denying_words(passage) or _cues()["denial"] & _stems(passage)):
        return "statement"  # "conceded" that a model took for "denied"
    spoken_for = told(what) if checked in _VAGUE else None
    if spoken_for:
        checked = _checked(spoken_for, what, passage, article)
    return "shooting" if checked == "other" and _stems(passage) >= _SHOT_VICTIM else checked


def _checked(given: str, what: str, passage: str, article: str) -> str:
    title, text = _stems(what), _stems(passage)
    if given == "bombing" and not (_DEVICES | _POLITICAL) & _stems(article):
        return "accident" if _cues()["bombing"] & (title | text) else "other"
    if given == "assassination" and not (_POLITICAL | _cues()["assassination"] & {stem("assassinate")}) & _stems(
        article
    ):
        return "shooting" if _SHOT & text else "killing" if _cues()["killing"] & text else "other"
    if given == "bombing" and _cues()[given] & (title | text) <= _DEVICES and _FOUND & (title | text):
        return "other"  # explosives that were seized
    if given in ("armed_attack", "killing") and (({stem("bomb")} & text and _BLAST & text) or _BY_BOMB.search(passage)):
        return "bombing"
    if given == "armed_attack" and not _BY_FORCE & (title | text):
        return "other"  # one politician on another
    if given == "assault" and _cues()[given] & (title | text) == {stem("beat")} and not _HARM & text:
        return "election" if _cues()["election"] & _stems(article) else given  # beaten at the polls
    if given == "resignation" and _cues()[given] & (title | text) <= {stem("fire")} and _SHOT & text:
        return "shooting"  # shots, and nobody, were fired
    if given == "displacement" and _cues()[given] & (title | text) <= {stem("flee")} and _CHASED & (title | text):
        return "other"  # from the police
    if given == "arrest" and _ON_FILM.search(f"{what} {passage}") and _cues()[given] & (title | text) <= _CAPTURED:
        return "other"  # by a camera
    if given == "strike" and _AIRCRAFT & _stems(article) and not _LABOUR & _stems(article):
        return "air_strike"
    if given == "air_strike" and not (_cues()[given] - _AMBIGUOUS | _HITS) & text:
        return "other"
    if given == "killing" and _POLITICAL & _stems(article):
        return "armed_attack"
    if given == "killing" and is_in_office(what):
        return "assassination"
    if given == "armed_attack" and _cues()[given] & (title | text) == {stem("raid")} and _FORCES & (title | text):
        return "military_operation"  # a search, with force
    where = text if given in VIOLENT else title | text
    if given not in _CHECKED or _cues()[given] & where:
        return given
    scores = {
        name: 2 * len(stems & title) + len(stems & text)
        for name, stems in _cues().items()
        if name in VIOLENT and (stems - _AMBIGUOUS) & text
    }
    best = max(scores, key=lambda name: scores[name], default="other")
    return best if scores.get(best, 0) >= 2 else "other"


def is_in_office(name: str) -> bool:
    """Whether words name somebody who is killed for an office more often than not: "a judge", "six priests"."""
    return bool(_OFFICES & _stems(name))


def can_harm(event_type: str) -> bool:
    """Whether people are killed or hurt by events of this type, and not only spoken of."""
    return event_types()[event_type].family not in _HARMLESS


def tells_harm_alone(passage: str) -> bool:
    """Whether `passage` has words for who came to harm and none for how: it goes on with an event told elsewhere."""
    stems = _stems(passage)
    how = frozenset().union(*_cues().values()) - _HARM - _AMBIGUOUS
    violent = frozenset().union(*(_cues()[name] for name in (*VIOLENT, "accident", "fire", "natural_disaster")))
    return bool(stems & _HARM) and not stems & (how & violent)


def violence(passage: str, article: str) -> str | None:
    """The type of violence that the words of `passage` speak for most; None where they speak of none.

    Where the rest of the article is about armed groups, a killing is an armed attack.
    """
    stems = _stems(passage)
    scores = {name: len(_cues()[name] & stems) for name in _cues() if name in VIOLENT}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] == 0:
        return None
    return "armed_attack" if best in ("killing", "assault") and _POLITICAL & _stems(article) else best


def violent_words(text: str) -> list[str]:
    """The words of `text` that speak of violence, each stem once, in order: what an extraction must not pass over."""
    stems = frozenset().union(*(_cues()[name] for name in VIOLENT)) - _AMBIGUOUS
    found: dict[str, str] = {}
    for word in words(text):
        if stem(word) in stems:
            found.setdefault(stem(word), word)
    return list(found.values())[:_MOST_WORDS]


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(stem(word) for word in listed.split()) for name, listed in table("type_cues")["types"].items()
    }


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}
