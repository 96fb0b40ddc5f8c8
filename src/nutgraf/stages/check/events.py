"""Findings on the records: spans that are not the words, articles without an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nutgraf.schema import ArticleRecord, Attribution, Event, Finding, Span


def check_events(article: ArticleRecord, events: list[Event]) -> Iterator[Finding]:
    """What is wrong with the words and spans of `events`."""
    for index, event in enumerate(events):
        groups: dict[str, list[str]] = {}
        wanted: dict[str, str] = {}
        for where, span, text in spans_of(event):
            groups.setdefault(where, []).append(article.text[span.start : span.end])
            if text is not None:
                wanted[where] = text
        for where, text in wanted.items():
            if text not in groups[where]:
                yield Finding(
                    kind="span_not_verbatim",
                    severity="error",
                    where=f"/events/{index}/{where}",
                    message=f"No span of {text!r} is exactly these words.",
                )
    if not events and article.sentences:
        yield Finding(
            kind="no_events", severity="info", where="/events", message="No event was recorded in this article."
        )


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
        for number, attribution in enumerate(quantity.attributions):
            yield from _attribution(f"quantities/{index}/attributions/{number}", attribution)
    for index, attribution in enumerate(event.attributions):
        yield from _attribution(f"attributions/{index}", attribution)


def _attribution(where: str, attribution: Attribution) -> Iterator[tuple[str, Span, str | None]]:
    if attribution.source:
        yield from ((f"{where}/source", span, attribution.source.name) for span in attribution.source.spans)
    if attribution.affiliation:
        yield from (
            (f"{where}/affiliation", span, attribution.affiliation.text) for span in attribution.affiliation.spans
        )
    if attribution.quote:
        yield from ((f"{where}/quote", span, attribution.quote.text) for span in attribution.quote.spans)
    for number, via in enumerate(attribution.via):
        yield from ((f"{where}/via/{number}", span, via.name) for span in via.spans)
    yield from ((f"{where}/cue", span, None) for span in attribution.cue)
