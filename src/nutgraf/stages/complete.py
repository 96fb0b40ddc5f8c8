"""Gives mentions the place, the time, the doers and the victims that their sentences have and the model left out.

A small model often leaves a field empty that the sentence fills. What code finds there goes to a mention that has
nothing of the sort, and only where the sentence leaves no choice: words that another mention has taken stay there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nutgraf.language.doers import KNOWN_ACRONYMS, Doer, doers, parts
from nutgraf.language.geography.atlas import Atlas
from nutgraf.language.geography.toponyms import is_shouting, stands_in
from nutgraf.language.kinds import kind_of
from nutgraf.language.phrases import is_when_said
from nutgraf.language.times.expressions import time_words
from nutgraf.language.times.resolve import resolve
from nutgraf.schema import ArticleRecord, Passage, Span
from nutgraf.stages.described import apposed
from nutgraf.stages.event_typing import VIOLENT
from nutgraf.stages.ground import touches
from nutgraf.stages.mention import Actor, Mention
from nutgraf.stages.victims import with_victims

_ACRONYM = re.compile(r"(?<=[\[(])[A-Z]{2,6}(?=[\])])|\b[A-Z]{3,6}(?=\s[\[(](?:[A-Z][\w’'-]*\s){2})")
"""A short form that stands in brackets behind the long one, or before it."""
_CAPITALS = re.compile(r"\b[A-Z]{3,6}\b")
_ORDINAL = re.compile(r"(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)|[A-Za-z]+(?:st|nd|rd|th))", re.IGNORECASE)
"""What is a day of the month only where the model says that it is: "plead the Fifth"."""
_BODIES = frozenset({"organisation", "armed_force", "government"})
_YEAR_OF_A_THING = re.compile(r"\bthe\s\d{4}$", re.IGNORECASE)
"""As in "ran for the 2012 nomination"."""
_ANY_DAY = date(2000, 6, 15)
"""Whether words name a time doesn't depend on the day that they count from."""


def complete(article: ArticleRecord, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions`, with places, times, doers and victims from their own sentences where they had none, and people by
    the names that stand behind their descriptions."""
    atlas = Atlas(article)
    acronyms = _acronyms(article.text)
    placed = [_with_time(article, _with_places(article, mention, mentions, atlas), mentions) for mention in mentions]
    named = [replace(mention, actors=tuple(apposed(article, actor) for actor in mention.actors)) for mention in placed]
    return [with_victims(article, _with_doers(article, mention, acronyms)) for mention in named]


def _acronyms(text: str) -> frozenset[str]:
    """The acronyms of a text; of one in capitals, those that brackets or the list of known ones tell from words."""
    told = _ACRONYM if is_shouting(text) else _CAPITALS
    return frozenset(told.findall(text)) | KNOWN_ACRONYMS


def _with_places(article: ArticleRecord, mention: Mention, all_mentions: Sequence[Mention], atlas: Atlas) -> Mention:
    if mention.places:
        return mention
    taken = [span for one in all_mentions for passage in one.places for span in passage.spans]
    taken += [span for passage in mention.named() for span in passage.spans]
    for number in mention.sentences:
        free = [span for span in atlas.names(article.sentences[number - 1]) if not touches(span, taken)]
        # Of "a Michigan woman was shot in Tulsa", Tulsa.
        there = next((span for span in free if stands_in(article.text, span.start)), free[0] if free else None)
        if there:
            return replace(mention, places=(_passage(article, there),))
    return mention


def _with_time(article: ArticleRecord, mention: Mention, all_mentions: Sequence[Mention]) -> Mention:
    if mention.time:
        return mention
    taken = [span for one in all_mentions if one.time for span in one.time.spans]
    for number in mention.sentences:
        sentence = article.sentences[number - 1]
        text = article.sentence_text(sentence)
        found = [
            Span(start=sentence.start + start, end=sentence.start + end)
            for start, end in time_words(text)
            if not _ORDINAL.fullmatch(text[start:end])
            and not _YEAR_OF_A_THING.search(text[start:end])
            and resolve(text[start:end], sentence=text, anchor=_ANY_DAY).precision
            and not is_when_said(text, start)
        ]
        if len(found) == 1 and not touches(found[0], taken):
            return replace(mention, time=_passage(article, found[0]))
    return mention


def _with_doers(article: ArticleRecord, mention: Mention, acronyms: frozenset[str]) -> Mention:
    """With those who did the violence, and the body that they are of: "gunmen of the Lake Front" are the gunmen, and
    the Front."""
    if mention.type not in VIOLENT:
        return mention
    actors = [part for actor in mention.actors for part in _parted(article, actor, acronyms)]
    agents = [actor.kind for actor in actors if actor.role == "agent"]
    if not set(agents) & _BODIES:
        taken = [span for passage in mention.named() for span in passage.spans]
        told = [one for number in mention.sentences for one in _told(article, number, acronyms)]
        wanted = [one for one in told if not agents or one.kind in _BODIES]
        actors += [one for one in wanted if not touches(one.passage.spans[0], taken)]
    return replace(mention, actors=tuple(actors))


def _told(article: ArticleRecord, number: int, acronyms: frozenset[str]) -> list[Actor]:
    sentence = article.sentences[number - 1]
    return [_doer(article, one, sentence.start) for one in doers(article.sentence_text(sentence), acronyms)]


def _parted(article: ArticleRecord, actor: Actor, acronyms: frozenset[str]) -> list[Actor]:
    """An agent as the people and the body that its phrase names; any other actor as it is."""
    found = parts(actor.passage.text, acronyms) if actor.role == "agent" and len(actor.passage.spans) == 1 else []
    return [_doer(article, one, actor.passage.spans[0].start) for one in found] or [actor]


def _doer(article: ArticleRecord, one: Doer, offset: int) -> Actor:
    passage = _passage(article, Span(start=offset + one.start, end=offset + one.end))
    kind = kind_of(passage.text)
    if one.is_body and kind not in ("armed_force", "government"):
        kind = "organisation"
    return Actor(passage=passage, role="agent", kind=kind)


def _passage(article: ArticleRecord, span: Span) -> Passage:
    return Passage(text=article.text[span.start : span.end], spans=[span])
