"""Gives events those whom their sentences say that harm was done to, and whom the model left out.

Who is named is added to whoever is known: each name counts. Who is only described, and what is only damaged, is added
where nobody is known, for it may be somebody known by another description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nutgraf.event_types import HARMFUL, event_types
from nutgraf.language.harmed import harmed
from nutgraf.language.kinds import is_pronoun, kind_of
from nutgraf.language.phrases import is_body_part, is_figure, is_harm_alone, members, unaged, uncounted, untitled
from nutgraf.schema import ArticleRecord, Passage, Span
from nutgraf.stages.ground import touches
from nutgraf.stages.mention import Actor, Mention
from nutgraf.stages.names import is_proper

_PEOPLE = ("person", "group", "armed_force")
_THINGS = ("facility", "vehicle")
_REAL = ("happened", "ongoing", "attempted", "alleged")
_HARMED = ("victim", "target")


def with_victims(article: ArticleRecord, mention: Mention) -> Mention:
    """`mention` with those whom its own sentences say that harm was done to."""
    if not _does_harm(mention):
        return mention
    told = [one for number in mention.sentences for one in _told(article, number)]
    known = any(actor.role in _HARMED for actor in mention.actors)
    return _with(mention, [one for one in told if not known or _is_named(one)])


def with_named_victims(article: ArticleRecord, mention: Mention, sentence: int) -> Mention:
    """`mention` with those whom `sentence`, which goes on with it, names as harmed."""
    return _with(mention, filter(_is_named, _told(article, sentence))) if _does_harm(mention) else mention


def _does_harm(mention: Mention) -> bool:
    return event_types()[mention.type].family in HARMFUL and mention.status in _REAL


def _with(mention: Mention, actors: Sequence[Actor] | Iterator[Actor]) -> Mention:
    taken = [span for passage in mention.named() for span in passage.spans]
    free = [one for one in actors if not touches(one.passage.spans[0], taken)]
    return replace(mention, actors=(*mention.actors, *free))


def _is_named(actor: Actor) -> bool:
    return actor.kind == "person" and is_proper(actor.passage.text) and " " in actor.passage.text


def _told(article: ArticleRecord, number: int) -> Iterator[Actor]:
    sentence = article.sentences[number - 1]
    text = article.sentence_text(sentence)
    for one in harmed(text):
        span = Span(start=sentence.start + one.start, end=sentence.start + one.end)
        for whole in members(Passage(text=text[one.start : one.end], spans=[span])):
            name = untitled(unaged(uncounted(article, whole)))
            kind = kind_of(name.text)
            kind = kind_of(whole.text) if kind == "other" or name.text.isupper() else kind
            harm = one.outcome if kind in _PEOPLE else None
            if (
                kind not in _PEOPLE + _THINGS
                or (kind in _THINGS and one.outcome)
                or is_pronoun(name.text)
                or is_body_part(name.text)
                or is_figure(name.text)
                or is_harm_alone(name.text)
            ):
                continue
            yield Actor(passage=name, role="victim" if harm or one.is_victim else "target", kind=kind, outcome=harm)
