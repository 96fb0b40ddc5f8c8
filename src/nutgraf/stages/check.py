"""Reads a finished report against its article: what an analyst should know before signing it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nutgraf.schema import ArticleRecord, Event, Finding, Severity, Span, Summary
from nutgraf.stages.support import unsupported

_SHORT_WORDS = 40
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\byou are (?:now )?(?:an?|the) (?:\w+ )?(?:ai|assistant|language model)\b|\bsystem prompt\b",
    re.IGNORECASE,
)


def check(article: ArticleRecord, events: list[Event], summary: Summary) -> list[Finding]:
    """The findings on the article, the events and the summary. Empty is clean."""
    return [*_article(article), *_events(article, events), *_summary(article, summary)]


def spans_of(event: Event) -> Iterable[tuple[str, Span, str | None]]:
    """Of all that has spans: the pointer below the event, the span, and the words that one span there has to be."""
    for index, participant in enumerate(event.participants):
        yield from ((f"participants/{index}", span, participant.name) for span in participant.spans)
    for index, place in enumerate(event.places):
        yield from ((f"places/{index}", span, place.name) for span in place.spans)
    if event.time:
        yield from (("time", span, event.time.text) for span in event.time.spans)
    for index, quantity in enumerate(event.quantities):
        yield from ((f"quantities/{index}", span, quantity.text) for span in quantity.spans)
    for index, attribution in enumerate(event.attributions):
        where = f"attributions/{index}"
        if attribution.source:
            yield from ((f"{where}/source", span, attribution.source.name) for span in attribution.source.spans)
        if attribution.quote:
            yield from ((f"{where}/quote", span, attribution.quote.text) for span in attribution.quote.spans)
        for number, via in enumerate(attribution.via):
            yield from ((f"{where}/via/{number}", span, via.name) for span in via.spans)
        yield from ((f"{where}/cue", span, None) for span in attribution.cue)


def _article(article: ArticleRecord) -> list[Finding]:
    findings = []
    words = len(article.text.split())
    if words < _SHORT_WORDS and article.language in (None, "en"):
        findings.append(_finding("article_short", "warning", "/article/text", f"The article has only {words} words."))
    if article.language not in (None, "en"):
        findings.append(
            _finding(
                "language_not_covered",
                "info",
                "/article/language",
                f"The article is in {article.language!r}; sources, kinds and counts are read best in English.",
            )
        )
    if article.published.origin == "page_header" and article.published.date is None:
        findings.append(
            _finding(
                "date_anchor_weak",
                "info",
                "/article/published",
                f"The only date is that of the page ({article.published.text!r}); it need not be the story's. "
                "Give --published to settle it.",
            )
        )
    findings += [
        _finding(
            "instructions_in_article",
            "warning",
            f"/article/sentences/{sentence.id - 1}",
            f"Sentence {sentence.id} reads like an instruction to a language model; it was treated as text.",
        )
        for sentence in article.sentences
        if _ORDERS.search(article.sentence_text(sentence))
    ]
    return findings


def _events(article: ArticleRecord, events: list[Event]) -> list[Finding]:
    findings = []
    for index, event in enumerate(events):
        groups: dict[str, list[str]] = {}
        wanted: dict[str, str] = {}
        for where, span, text in spans_of(event):
            groups.setdefault(where, []).append(article.text[span.start : span.end])
            if text is not None:
                wanted[where] = text
        findings += [
            _finding(
                "span_not_verbatim", "error", f"/events/{index}/{where}", f"No span of {text!r} is exactly these words."
            )
            for where, text in wanted.items()
            if text not in groups[where]
        ]
    if not events and article.sentences:
        findings.append(_finding("no_events", "info", "/events", "No event was recorded in this article."))
    return findings


def _summary(article: ArticleRecord, summary: Summary) -> list[Finding]:
    findings = []
    for index, sentence in enumerate(summary.sentences):
        cited = [article.sentence_text(article.sentences[number - 1]) for number in sentence.sentences]
        findings += [
            _finding(
                f"summary_{problem.kind}_unsupported",
                "error",
                f"/summary/sentences/{index}",
                f"{problem.text!r} is not in the sentences that it cites.",
            )
            for problem in unsupported(sentence.text, cited)
        ]
    return findings


def _finding(kind: str, severity: Severity, where: str, message: str) -> Finding:
    return Finding(kind=kind, severity=severity, where=where, message=message)
