"""Whether a prediction's words are the article's, and stand where the labels say."""

from __future__ import annotations

from nutgraf.evaluation.suite.gold import GoldEvent
from nutgraf.evaluation.suite.located import is_verbatim, locate, overlap, words_of
from nutgraf.evaluation.suite.pairing import Pairing
from nutgraf.evaluation.tally import Tally, case
from nutgraf.schema import ArticleRecord, Span


def grounding_tallies(pairing: Pairing) -> dict[str, Tally]:
    """Two rates over the words that events take from the article (names, time words, figures, sources, quotes).

    - `grounding.verbatim`: of all predicted words, how many the article has, exactly where the prediction says; words
      without spans are right when they can be found.
    - `grounding.sentences`: of the verbatim words of paired events, those of affiliation, `via` and quote left aside,
      how many stand in a sentence that the labels cite for the event, or where the labels themselves find a name of
      it: the fullest form of a name may stand elsewhere.
    """
    article = pairing.labelled.article
    verbatim = placed = Tally()
    for event in pairing.predicted.events:
        for words in words_of(event):
            verbatim += case(is_verbatim(words, article))
    for pair in pairing.counted:
        if pair.gold is None or pair.predicted is None:
            continue
        allowed = label_spans(pair.gold, article)
        for words in words_of(pair.predicted):
            if words.placed and is_verbatim(words, article):
                spans = locate(words.text, words.given, pair.predicted.sentences, article)
                placed += case(overlap(spans, allowed))
    return {"grounding.verbatim": verbatim, "grounding.sentences": placed}


def label_spans(event: GoldEvent, article: ArticleRecord) -> list[Span]:
    """The sentences that the labels cite for an event, and all places where they find its names."""
    sentences = {sentence.id: sentence for sentence in article.sentences}
    names = [*(one.name for one in event.participants), *(one.name for one in event.places)]
    attributions = [*event.attributions, *(one for quantity in event.quantities for one in quantity.attributions)]
    names += [one.source for one in attributions if one.source]
    names += [words for one in event.quantities for words in (one.text, *one.derived_from) if words]
    names += [event.time.text] if event.time else []
    cited = [Span(start=sentences[one].start, end=sentences[one].end) for one in event.sentences]
    return cited + [span for name in names for span in name.spans]
