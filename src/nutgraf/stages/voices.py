"""The voice that a sentence speaks in: its source, cue, stance, and whoever passed the words on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.schema import ArticleRecord, Passage, Sentence, Span
from nutgraf.stages.kinds import kind_of
from nutgraf.stages.mention import Voice
from nutgraf.stages.noun_phrases import phrase_after
from nutgraf.stages.sources import Attributed, attributed, cue_near, is_named, source_kind

_PRONOUN_SAID = re.compile(
    r"\b(he|she|they)\s+(?:also\s+|later\s+|then\s+|had\s+)?(said|says|told|added|adds|stated|explained|noted|claimed|warned|"
    r"argued|insisted|reported|recalled|wrote)\b",
    re.IGNORECASE,
)
_CITING = re.compile(r"\b(?:citing|quoting)\s+(?P<source>[^,.;:\"“”]{3,80})", re.IGNORECASE)
_QUOTE = re.compile(r"[“\"«]([^“”\"«»]{12,})[”\"»]?")
_LOOK_BACK = 6
_GENERIC = re.compile(r"^(?:the|a|an)\s+(?:article|report|text|sentence)$", re.IGNORECASE)


def voice_of(article: ArticleRecord, sentences: Sequence[Sentence], proposed: Sequence[Passage]) -> Voice:
    """Who speaks in the first of `sentences` that has a source. `proposed`: what the model gave, grounded.

    A proposal counts where attributing words stand in the same sentence; failing that, the sentence's own construction
    decides; a pronoun stands for the last person who spoke before. No source: the article's own word.
    """
    for sentence in sentences:
        voice = _voice_in(article, sentence, proposed)
        if voice is not None:
            return voice
    return Voice(source=None, kind="article", named=False, stance="asserts")


def _voice_in(article: ArticleRecord, sentence: Sentence, proposed: Sequence[Passage]) -> Voice | None:
    here = attributed(article, sentence)
    citing = _CITING.search(article.text, sentence.start, sentence.end)
    if citing is not None:
        return _passed_on(article, sentence, citing, here)
    for passage in proposed:
        found = cue_near(article, passage, [sentence])
        if found is not None and not _GENERIC.match(passage.text):
            cue, stance = found
            own = next((one for one in here if one.cue == cue), None)
            return _voice(article, sentence, own or Attributed(passage, cue, stance))
    if here:
        return _voice(article, sentence, here[0])
    spoken = _PRONOUN_SAID.search(article.text, sentence.start, sentence.end)
    if spoken is not None:
        earlier = _last_person(article, sentence, plural=spoken[1].lower() == "they")
        if earlier is not None:
            pronoun = Span(start=spoken.start(1), end=spoken.end(1))
            source = Passage(text=earlier.text, spans=[*earlier.spans, pronoun])
            return _voice(
                article, sentence, Attributed(source, Span(start=spoken.start(2), end=spoken.end(2)), "asserts")
            )
    return None


def quote_in(article: ArticleRecord, sentence: Sentence) -> Passage | None:
    """The first direct quotation of `sentence`, without its marks."""
    match = _QUOTE.search(article.text, sentence.start, sentence.end)
    if match is None:
        return None
    return Passage(text=match[1], spans=[Span(start=match.start(1), end=match.end(1))])


def _voice(article: ArticleRecord, sentence: Sentence, found: Attributed, via: Sequence[Passage] = ()) -> Voice:
    return Voice(
        source=found.source,
        kind=source_kind(found.source.text),
        named=is_named(found.source.text),
        stance=found.stance,
        cue=(found.cue,),
        via=tuple(via),
        quote=quote_in(article, sentence),
    )


def _passed_on(article: ArticleRecord, sentence: Sentence, citing: re.Match[str], here: Sequence[Attributed]) -> Voice:
    """As in "the newspaper, citing officials, reported": the officials speak, via the newspaper."""
    # Up to a near comma: the noun phrase alone could end at a name ("unnamed US and Turkish officials").
    whole = citing.span("source")
    start, end = whole if len(citing["source"].split()) <= 6 else phrase_after(article.text, *whole) or whole
    text = article.text[start:end].rstrip()
    source = Passage(text=text, spans=[Span(start=start, end=start + len(text))])
    before = article.text[sentence.start : citing.start()].rstrip(" ,")
    carrier = next((one.source for one in here if one.source.spans[0].end <= citing.start()), None)
    if carrier is None and 0 < len(before.split()) <= 6:
        carrier = Passage(text=before, spans=[Span(start=sentence.start, end=sentence.start + len(before))])
    cue = Span(start=citing.start(), end=citing.start("source") - 1)
    return _voice(article, sentence, Attributed(source, cue, "asserts"), [carrier] if carrier else [])


def _last_person(article: ArticleRecord, sentence: Sentence, *, plural: bool) -> Passage | None:
    wanted = ("group", "organisation", "government", "armed_force") if plural else ("person",)
    earlier = [one for one in article.sentences if one.id < sentence.id][-_LOOK_BACK:]
    for one in reversed(earlier):
        for found in reversed(attributed(article, one)):
            if kind_of(found.source.text) in wanted or (not plural and source_kind(found.source.text) == "person"):
                return found.source
    return None
