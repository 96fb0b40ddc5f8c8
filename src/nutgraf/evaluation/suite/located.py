"""Where the words of a prediction stand in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutgraf.evaluation.suite.gold import Labelled
from nutgraf.evaluation.suite.prediction import PredictedEvent
from nutgraf.evaluation.suite.wording import collapsed, find_words
from nutgraf.schema import ArticleRecord, Span


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words that a predicted event takes from the article."""

    text: str | None
    """None for a derived figure, which has spans alone."""
    given: Sequence[Span]
    """The spans of the prediction; empty where it has none."""
    placed: bool
    """Whether the labels say where they have to stand."""


def words_of(event: PredictedEvent) -> Iterator[Words]:
    """All the words of `event`, its figures' own sources included."""
    for place in event.places:
        yield Words(text=place.name, given=place.spans, placed=True)
    for participant in event.participants:
        yield Words(text=participant.name, given=participant.spans, placed=True)
        if participant.affiliation:
            yield Words(text=participant.affiliation.text, given=participant.affiliation.spans, placed=False)
    if event.time:
        yield Words(text=event.time.text, given=event.time.spans, placed=True)
    for quantity in event.quantities:
        text = quantity.text if quantity.origin != "derived" else None
        if text is not None or quantity.spans:
            yield Words(text=text, given=quantity.spans, placed=True)
    for attribution in (*event.attributions, *(one for quantity in event.quantities for one in quantity.attributions)):
        if attribution.source:
            yield Words(text=attribution.source.name, given=attribution.source.spans, placed=True)
        for name in attribution.via:
            yield Words(text=name.name, given=name.spans, placed=False)
        for passage in (attribution.affiliation, attribution.quote):
            if passage:
                yield Words(text=passage.text, given=passage.spans, placed=False)


def locate(text: str | None, given: Sequence[Span], sentences: Sequence[int], article: ArticleRecord) -> list[Span]:
    """The spans given, or else the occurrences of `text`: in the sentences of these ids, failing that in the body."""
    if given or not text:
        return list(given)
    found = [Span(start=start, end=end) for start, end in find_words(text, article.text)]
    cited = [span for span in found if sentence_at(span, article) in sentences]
    return cited or found


def is_verbatim(words: Words, article: ArticleRecord) -> bool:
    """Whether the words are the article's: all spans lie in it, and one of them is exactly the words.

    White space is free. Words without spans have to be found, in whatever case.
    """
    if not words.given:
        return bool(words.text and find_words(words.text, article.text))
    if not all(0 <= span.start < span.end <= len(article.text) for span in words.given):
        return False
    if words.text is None:
        return True
    wanted = collapsed(words.text)
    return any(collapsed(article.text[span.start : span.end]) == wanted for span in words.given)


def sentence_at(span: Span, article: ArticleRecord) -> int | None:
    """The id of the sentence in which `span` begins."""
    low, high = 0, len(article.sentences)
    while low < high:
        middle = (low + high) // 2
        if article.sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    if low < len(article.sentences) and article.sentences[low].start <= span.start:
        return article.sentences[low].id
    return None


def cited_sentences(event: PredictedEvent, labelled: Labelled) -> frozenset[int]:
    """The sentences that `event` cites; where it cites none, those in which its words stand."""
    if event.sentences:
        return frozenset(event.sentences)
    spans = [span for words in words_of(event) for span in locate(words.text, words.given, (), labelled.article)]
    return frozenset(number for span in spans if (number := sentence_at(span, labelled.article)) is not None)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Whether a span of one has a character of the other."""
    return any(one.start < other.end and other.start < one.end for one in left for other in right)
