"""Sentences from an event's record, without a model: who came to harm, who did what to whom, or the record's title.

Each family of types has its frames. Every frame is only a proposal: the support check decides which may stand, so a
frame's own words ("killed", "talks") come out only where the cited sentences have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nutgraf.event_types import event_types
from nutgraf.language.kinds import is_pronoun
from nutgraf.language.lexicon import table
from nutgraf.schema import Event, Participant, Quantity
from nutgraf.stages.mend import in_small_letters

_FRAMES = table("frames")
_HARM = ("killed", "injured", "missing", "arrested", "abducted", "displaced")
_TOLD = ("happened", "ongoing")
_SAYS = re.compile(r"\b(?:said|says|told|tells?|according to)\b", re.IGNORECASE)
_MOST_NAMES = 3
_SHORT_NAME = 4
"""Words of a source of which "SOURCE said" reads well behind a comma."""
_LED = re.compile(
    r"^(?:in|at|on|near|outside|inside|off|over|across|around|along|between|from|during|since|until|by)\b", re.I
)
_DAY = re.compile(r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|^\d{1,2} [A-Z]|^[A-Z][a-z]+ \d{1,2}\b")
_BARE = re.compile(
    r"^(?:today|yesterday|tomorrow|tonight|overnight|last|this|next|late|early|earlier|later|recently|now)\b", re.I
)


def record_sentences(event: Event, source: str | None) -> Iterator[str]:
    """Sentences on `event`, the fullest first; with its source where it has one."""
    for core in _cores(event):
        text = core[0].upper() + core[1:]
        if source and (_SAYS.search(text) or (" " in source and source.lower() in text.lower())):
            yield f"{text}."
        elif source and core != _title(event) and len(source.split()) <= _SHORT_NAME:
            yield f"{text}, {source} said."
        elif source:
            yield f"{text}, according to {in_small_letters(source)}."
        else:
            yield f"{text}."


def _cores(event: Event) -> Iterator[str]:
    where = _where(event)
    when = f" {_when(event.time.text)}" if event.time and _when(event.time.text) else ""
    if event.status in _TOLD:
        yield from _with(_harmed(event), where, when, event)
        yield from _with(_done(event), where, when, event)
    if ":" not in event.title and _title(event):
        yield _title(event)


def _title(event: Event) -> str:
    return event.title.rstrip(".").strip()


def _with(cores: Iterator[str], where: str, when: str, event: Event) -> Iterator[str]:
    nouns = [f" in {noun}" for noun in _FRAMES["nouns"].get(event.type, "").split(", ") if noun]
    for core in cores:
        harmed = re.search(r"\b(?:killed|injured|wounded|hurt)\b", core) is not None
        for noun in (*(nouns if harmed else []), ""):
            yield from dict.fromkeys(
                f"{core}{noun}{place}{time}" for place, time in ((where, when), (where, ""), ("", when), ("", ""))
            )


def _harmed(event: Event) -> Iterator[str]:
    """ "Two soldiers were killed and a farmer was injured"."""
    parts: list[str] = []
    for outcome in _HARM:
        stated = [one for one in event.quantities if one.kind == outcome and one.origin == "stated"]
        counted = [one for one in stated if one.part_of is None]
        people = [one for one in event.participants if one.outcome == outcome and not is_pronoun(one.name)]
        if counted:
            parts.append(_clause(_counted(counted[0], people), outcome, plural=(counted[0].value or 0) != 1))
        elif people:
            plural = len(people) > 1 or people[0].kind == "group"
            parts.append(_clause(_listed([one.name for one in people]), outcome, plural=plural))
    if parts:
        yield " and ".join(parts[:2]) if len(parts) > 1 else parts[0]
        if len(parts) > 1:
            yield parts[0]


def _counted(figure: Quantity, people: Sequence[Participant]) -> str:
    if figure.of:
        return figure.text
    named = next((one.name for one in people if one.id == figure.participant or one.kind == "group"), None)
    words = figure.text.removesuffix(" dead").removesuffix(" killed").removesuffix(" injured").removesuffix(" wounded")
    return f"{words} {named}" if named and named.lower() not in words.lower() else f"{words} people"


def _clause(who: str, outcome: str, *, plural: bool) -> str:
    return f"{who} {'were' if plural else 'was'} {outcome}"


def _done(event: Event) -> Iterator[str]:
    """ "Troops shelled the port", "The mayor resigned", "Rebels and the government held talks"."""
    agents = _names(event, "agent", "party")
    targets = _names(event, "target", "victim")
    family = event_types()[event.type].family
    if agents and targets and family != "speech":
        for verb in _FRAMES["transitive"].get(event.type, "").split():
            yield f"{agents} {verb} {targets}"
    if targets and family != "speech":
        plural = " and " in targets or re.search(r"\b[a-z]+[^s\W]s$", targets) is not None
        for verb in _FRAMES["passive"].get(event.type, "").split():
            yield f"{targets} {'were' if plural else 'was'} {verb}"
    if agents:
        for phrase in filter(None, _FRAMES["intransitive"].get(event.type, "").split(", ")):
            yield f"{agents} {phrase}"


def _names(event: Event, *roles: str) -> str:
    for role in roles:
        names = [one.name for one in event.participants if one.role == role and not is_pronoun(one.name)]
        if names:
            return _listed(names)
    return ""


def _listed(names: Sequence[str]) -> str:
    chosen = [_lower(name) for name in dict.fromkeys(names)][:_MOST_NAMES]
    return chosen[0] if len(chosen) == 1 else f"{', '.join(chosen[:-1])} and {chosen[-1]}"


def _lower(name: str) -> str:
    return re.sub(r"^(?:The|A|An|Some|Several)\b", lambda match: match[0].lower(), name)


def _where(event: Event) -> str:
    names = [place.name for place in event.places if place.role == "event"][:1]
    if not names:
        return ""
    return f" {_lower(names[0])}" if _LED.match(names[0]) else f" in {_lower(names[0])}"


def _when(text: str) -> str:
    if _LED.match(text) or _BARE.match(text) or text.endswith("ago"):
        return text[0].lower() + text[1:] if not _DAY.match(text) else text
    return f"on {text}" if _DAY.match(text) else ""
