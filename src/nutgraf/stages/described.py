"""People who are described in one place and named in another: "a 37-year-old man", "the victim", "Jose Lopez". English.

News of one incident introduces its victim by age and sex and names him later. Within one event, and where nothing sets
them apart, the description is of the person who is named, or of the one who is described besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nutgraf.language.harmed import DIED_AFTER
from nutgraf.language.kinds import head, kind_of
from nutgraf.schema import ArticleRecord, Outcome, Passage, Span
from nutgraf.stages.mention import Actor
from nutgraf.stages.names import is_proper

_MALE = frozenset("man male boy guy gentleman father son brother husband grandfather nephew businessman".split())
_FEMALE = frozenset("woman female girl lady mother daughter sister wife grandmother niece businesswoman".split())
_EITHER = frozenset(
    "person victim teen teenager youth individual adult juvenile someone child student customer".split()
)
_GENERIC = _MALE | _FEMALE | _EITHER
_YOUNG, _GROWN = frozenset("boy girl teen teenager youth child juvenile".split()), frozenset("man woman adult".split())
_AGE = re.compile(r"\b(\d{1,3})[- ]year[- ]old|,\s*(\d{1,3})\b(?!\d)|\baged? (\d{1,3})\b")
_OTHER = re.compile(r"\b(?:another|second|third|other|both|two|three|four|five|several)\b", re.IGNORECASE)
_HARMED = ("victim", "target")
_NAME = r"(?:\d{1,3}-year-old\s)?(?P<name>[A-Z][a-z][\w’'-]*(?:\s[A-Z](?:\.|[\w’'-]*)){0,2}\s[A-Z][\w’'-]*\w)"
_NAMED_AS = r"(?:identified|named)\s(?:by\s[\w’' ]{2,40}?\s)?as\s"
_APPOSED = re.compile(
    rf"\s?,\s(?:(?:later\s|who was\s)?{_NAMED_AS})?{_NAME}"
    r"(?=\s?[,.;:)]|\s(?:and|who|whose|of|from|in|at|on|with|by|to|after|when|was|were|is|had)\b|$)"
)
_IDENTIFIED = re.compile(
    rf"\b(?P<who>[a-z]+)\b[^.;:]{{0,40}}?\b(?:was|has been|is)\s(?:\w+\s)?{_NAMED_AS}{_NAME}"
    rf"|\bidentified\s(?:the\s)?(?:\w+\s)?(?P<whom>[a-z]+)\s(?:[\w’' ]{{2,40}}?\s)?as\s{_NAME.replace('name', 'named')}"
)
_SURELY_HARMED = frozenset("victim deceased decedent body".split())
_SUSPECTED = r"\b(?:arrest|charg|book|jail|custody|suspect|gunman|shooter|accus|wanted)\w*"
_REACH = 24


def with_descriptions(article: ArticleRecord, groups: Sequence[list[Actor]]) -> list[list[Actor]]:
    """`groups` of actors, each one person or thing, with descriptions put to the person whom they describe."""
    people = [
        group
        for group in groups
        if {one.kind for one in group} in ({"person"}, {"person", "other"})  # a given name alone is of no kind
        and any(one.role in _HARMED for one in group)
    ]
    described = [group for group in people if all(map(_is_description, group))]
    actors = [actor for group in people for actor in group]
    if not described or any(_OTHER.search(actor.passage.text) for actor in actors):
        return list(groups)
    merged = [list(group) for group in groups]
    if len(people) == 1 and (name := _identified(article, head(described[0][0].passage.text))):
        own = next(one for one in merged if described[0][0] in one)
        own.append(replace(described[0][0], passage=name))
        return merged
    for group in described:
        own = next(one for one in merged if group[0] in one)
        others = [one for one in merged if one is not own and one[0] in actors and _may_be(article, own, one)]
        named = [one for one in others if not all(map(_is_description, one))]
        meant = named or others
        if len(meant) == 1:
            meant[0].extend(own)
            merged.remove(own)
    return merged


def apposed(article: ArticleRecord, actor: Actor) -> Actor:
    """`actor` by name, where a name stands right behind the description of somebody: "her brother, Tom Brandt"."""
    span = actor.passage.spans[0]
    found = _APPOSED.match(article.text, span.end)
    if found is None or actor.kind != "person" or is_proper(actor.passage.text) or kind_of(found["name"]) != "person":
        return actor
    at = Span(start=found.start("name"), end=found.end("name"))
    return replace(actor, passage=Passage(text=found["name"], spans=[at, *actor.passage.spans]))


def _identified(article: ArticleRecord, who: str) -> Passage | None:
    """The one name that the article gives to the `who` that came to harm: "The man was identified as Tom Brandt"."""
    found: dict[str, Span] = {}
    for match in _IDENTIFIED.finditer(article.text):
        group = "name" if match["name"] else "named"
        about = match["who"] or match["whom"]
        surname = match[group].split()[-1]
        if (
            about in {who} | _SURELY_HARMED
            and not re.search(_SUSPECTED, match[0], re.IGNORECASE)
            and not re.search(rf"\b{re.escape(surname)}\b[^.]{{0,80}}{_SUSPECTED}", article.text, re.IGNORECASE)
        ):
            found.setdefault(match[group], Span(start=match.start(group), end=match.end(group)))
    return Passage(text=next(iter(found)), spans=[*found.values()]) if len(found) == 1 else None


def _is_description(actor: Actor) -> bool:
    return head(actor.passage.text) in _GENERIC and not (is_proper(actor.passage.text) and " " in actor.passage.text)


def _may_be(article: ArticleRecord, described: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Whether nothing that is said of both sets them apart: sex, age, what became of them."""
    heads = [head(one.passage.text) for one in described], [head(one.passage.text) for one in other]
    for apart in ((_MALE, _FEMALE), (_YOUNG, _GROWN)):
        for ours, theirs in (apart, apart[::-1]):
            if any(word in ours for word in heads[0]) and any(word in theirs for word in heads[1]):
                return False
    ages = _ages(article, described), _ages(article, other)
    if ages[0] and ages[1] and not ages[0] & ages[1]:
        return False
    outcomes = [{_came_to(article, one) for one in group} - {None} for group in (described, other)]
    return not outcomes[0] or not outcomes[1] or bool(outcomes[0] & outcomes[1])


def _came_to(article: ArticleRecord, one: Actor) -> Outcome | None:
    """What somebody came to in the end: who "was shot and later died" is dead."""
    died = one.outcome == "injured" and any(DIED_AFTER.match(article.text, span.end) for span in one.passage.spans)
    return "killed" if died else one.outcome


def _ages(article: ArticleRecord, group: Sequence[Actor]) -> set[str]:
    found: set[str] = set()
    for one in group:
        for span in one.passage.spans:
            around = article.text[max(0, span.start - _REACH) : span.end + 6]
            found |= {age for match in _AGE.finditer(around) for age in match.groups() if age}
    return found
