"""Who and what takes part in an event: of all that its mentions name, those that do it or that it is done to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nutgraf.event_types import event_types
from nutgraf.language.harmed import harmed
from nutgraf.language.words import content_words
from nutgraf.schema import ArticleRecord
from nutgraf.stages.event_typing import VIOLENT
from nutgraf.stages.link import Cluster
from nutgraf.stages.mention import Actor, Mention
from nutgraf.stages.names import Names
from nutgraf.stages.roles import role_in

_SPEECH = ("speech", "diplomacy", "politics")
_BYSTANDERS = ("official", "news_media", "witness", "expert", "document", "court")


def acting(article: ArticleRecord, cluster: Cluster, names: Names) -> list[Actor]:
    """Those of all mentions who take part. Authorities and media that only say so are no agents of what is said, and
    the place where it happened is not what it was done to."""
    actors = [actor for mention in cluster.mentions for actor in _taking_part(article, cluster.type, mention)]
    speaks = event_types()[cluster.type].family in _SPEECH
    voices = [mention.voice for mention in cluster.mentions if mention.voice.kind in _BYSTANDERS]
    sources = [voice.source.text for voice in voices if voice.source]
    sources += [passed.text for mention in cluster.mentions for passed in mention.voice.via]
    places = [place.text for mention in cluster.mentions for place in mention.places]
    kept = []
    for actor in actors:
        text = actor.passage.text
        if actor.role == "agent" and not speaks and any(_may_be_one(text, source, names) for source in sources):
            continue
        beside = actor.role == "other" or (actor.role == "target" and actor.kind == "other")
        if beside and any(names.same(text, place) for place in places):
            continue
        if actor.kind == "weapon" and actor.role in ("agent", "target"):
            actor = Actor(passage=actor.passage, role="instrument", kind="weapon")
        kept.append(actor)
    return kept


def _taking_part(article: ArticleRecord, event_type: str, mention: Mention) -> Iterator[Actor]:
    """The actors of a mention; of violence, those who only speak of it left out, and those who only stand beside it
    ("his daughter reported him missing") told from those whom it was done to."""
    if event_type not in VIOLENT:
        yield from mention.actors
        return
    texts = [article.sentence_text(article.sentences[number - 1]) for number in mention.sentences]
    passage = " ".join(texts)
    done_to = [text[one.start : one.end] for text in texts for one in harmed(text)]
    for actor in mention.actors:
        name = actor.passage.text
        role = role_in(actor.role, event_type, name, actor.kind, passage)
        bystander = actor.role == role == "target" and actor.kind in ("person", "group") and not actor.outcome
        if bystander and not any(name in one for one in done_to):
            role = "other"
        if role:
            yield replace(actor, role=role)


def _may_be_one(name: str, source: str, names: Names) -> bool:
    """Whether a name may be the source's, or most of it: "the rebels' radio" of "the rebels' radio Victoria"."""
    ours, theirs = set(content_words(name)), set(content_words(source))
    return names.same(name, source) or len(ours & theirs) > max(len(ours), len(theirs)) / 2
