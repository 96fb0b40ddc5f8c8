"""Voices to attributions: who says so, with which stance, in which sentences; and whether they dispute it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from nutgraf.language.numbers.counted import PEOPLE
from nutgraf.language.words import content_words
from nutgraf.schema import ArticleRecord, Attribution, Name, Quantity
from nutgraf.stages.ground import sentences_at
from nutgraf.stages.mention import Mention, Voice
from nutgraf.stages.names import Names
from nutgraf.stages.quantify import may_be_same
from nutgraf.stages.voices import voice_at, voice_of

T = TypeVar("T")
_DENYING = ("denies", "disputes")
_RIVAL = 3
"""Amounts of money farther apart than that are of two things."""
_TOLLS = (*PEOPLE, "count", "money", "votes")


def attributions(
    article: ArticleRecord, voices: Sequence[tuple[Voice, tuple[int, ...]]], names: Names
) -> list[Attribution]:
    """One for each source and stance of `voices`, each given with its sentences; the article's own word last."""
    found: list[Attribution] = []
    spoken = [(voice, sentences) for voice, sentences in voices if voice.source]
    for group in grouped(spoken, lambda pair: pair[0].source.text if pair[0].source else "", names):
        source = names.full([voice.source for voice, _ in group if voice.source])
        for stance in dict.fromkeys(voice.stance for voice, _ in group):
            same_stance = [(voice, sentences) for voice, sentences in group if voice.stance == stance]
            first = same_stance[0][0]
            found.append(
                Attribution(
                    source=Name(name=source.text, spans=source.spans),
                    kind=next((voice.kind for voice, _ in group if voice.kind != "other"), first.kind),
                    named=any(voice.named for voice, _ in group),
                    affiliation=next((voice.affiliation for voice, _ in group if voice.affiliation), None),
                    via=[Name(name=via.text, spans=via.spans) for via in first.via],
                    stance=stance,
                    cue=[span for voice, _ in same_stance for span in voice.cue],
                    sentences=sorted({one for _, sentences in same_stance for one in sentences}),
                    quote=max(
                        (voice.quote for voice, _ in same_stance if voice.quote),
                        key=lambda quote: len(quote.text),
                        default=None,
                    ),
                )
            )
    own = sorted({one for voice, sentences in voices if voice.source is None for one in sentences})
    if own:
        found.append(Attribution(source=None, kind="article", named=False, stance="asserts", sentences=own))
    return found


def spoken(article: ArticleRecord, mentions: Iterable[Mention]) -> Iterator[tuple[Voice, tuple[int, ...]]]:
    """The voices of `mentions`, each with its sentences: a sentence that has a voice of its own speaks for itself."""
    for mention in mentions:
        home = set(sentences_at(article, mention.voice.cue)) & set(mention.sentences)
        for number in mention.sentences:
            if not home or number in home:
                yield mention.voice, (number,)
            else:
                yield voice_of(article, [article.sentences[number - 1]], []), (number,)


def with_sources(
    article: ArticleRecord, quantities: Sequence[Quantity], names: Names, attributions: Sequence[Attribution]
) -> list[Quantity]:
    """`quantities`, with their own sources where more than one tells of the event, or their figures differ.

    `attributions` are the event's.
    """
    told = {one.id: _told(article, one, names) for one in quantities}
    by_id = {one.id: one for one in quantities}
    differing = {
        one.id
        for one in quantities
        for other in quantities
        if differ(one, other) and _other_source(told[one.id], told[other.id], names)
    }
    if len({one.source.name if one.source else "" for one in attributions}) > 1:
        differing |= {one.id for one in quantities if told[one.id] and told[one.id][0].source}
    # A part is told by whoever tells its whole, where that is in dispute.
    differing |= {one.id for one in quantities if one.part_of in differing and one.part_of in by_id}
    return [one.model_copy(update={"attributions": told[one.id]}) if one.id in differing else one for one in quantities]


def disputed(attributions: Sequence[Attribution], quantities: Sequence[Quantity], names: Names) -> bool:
    """Whether sources differ: one denies and is not alone, or two give figures that can't both be right."""
    sources = {one.source.name if one.source else "" for one in attributions}
    if any(one.stance in _DENYING for one in attributions) and len(sources) > 1:
        return True
    return any(
        differ(one, other) and _other_source(one.attributions, other.attributions, names)
        for one in quantities
        for other in quantities
        if one.attributions and other.attributions
    )


def grouped(items: Iterable[T], name: Callable[[T], str], names: Names) -> list[list[T]]:
    """`items` in groups of those whose names name the same."""
    groups: list[list[T]] = []
    for item in items:
        text = name(item)
        for group in groups:
            if any(names.same(text, name(other)) for other in group):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def _told(article: ArticleRecord, quantity: Quantity, names: Names) -> list[Attribution]:
    """Whose figure it is, for each place where it stands."""
    voices = [
        (voice_at(article, article.sentences[number - 1], span.start), (number,))
        for span in quantity.spans
        for number in sentences_at(article, [span])
    ]
    return attributions(article, voices, names)


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count the same and can't both be right, and neither is a part of something."""
    if one.id == other.id or one.kind != other.kind or one.kind not in _TOLLS or one.value == other.value:
        return False
    if one.value is None or other.value is None or one.part_of or other.part_of:
        return False
    if "derived" in (one.origin, other.origin) or one.place != other.place:
        return False
    low, high = sorted((one, other), key=lambda quantity: quantity.value or 0)
    if low.bound == "at_least" or high.bound == "at_most":
        return one.kind in PEOPLE
    if one.kind in PEOPLE:
        return may_be_same(one, other)
    ours, theirs = set(content_words(one.of or "")), set(content_words(other.of or ""))
    if one.kind == "money" and not ours and not theirs:
        return (high.value or 0) <= _RIVAL * (low.value or 0) and one.currency == other.currency
    return bool(ours & theirs)


def _other_source(one: Sequence[Attribution], other: Sequence[Attribution], names: Names) -> bool:
    """Whether the two have no source in common."""
    if not one or not other:
        return False
    return not any(
        (a.source is None and b.source is None) or (a.source and b.source and names.same(a.source.name, b.source.name))
        for a in one
        for b in other
    )
