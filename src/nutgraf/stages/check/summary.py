"""Findings on the summary: words without support, the main event left out, one side of a dispute told."""

from __future__ import annotations

from collections.abc import Iterator

from nutgraf.language.numbers.figures import figures, same_number
from nutgraf.language.wording.neutrality import loaded_words
from nutgraf.language.wording.support import unsupported
from nutgraf.language.wording.turned import turned
from nutgraf.language.words import stem, words
from nutgraf.schema import ArticleRecord, Event, Finding, Summary, SummarySentence
from nutgraf.stages.attributions import differ
from nutgraf.stages.names import key
from nutgraf.stages.salience import by_importance
from nutgraf.stages.summarise import spokesperson

_AGAINST = ("denies", "disputes")


def check_summary(article: ArticleRecord, events: list[Event], summary: Summary) -> Iterator[Finding]:
    """What a reader of the summary alone would not know, or know wrongly."""
    for index, sentence in enumerate(summary.sentences):
        cited = [article.sentence_text(article.sentences[number - 1]) for number in sentence.sentences]
        for problem in unsupported(sentence.text, cited):
            yield Finding(
                kind=f"summary_{problem.kind}_unsupported",
                severity="error",
                where=f"/summary/sentences/{index}",
                message=f"{problem.text!r} is not in the sentences that it cites.",
            )
        yield from _wording(index, sentence, cited)
        yield from _as_fact(article, index, sentence, {event.id: event for event in events})
    if not events or not summary.sentences:
        return
    main = by_importance(article, events)[0]
    if not any(main.id in sentence.events for sentence in summary.sentences):
        yield Finding(
            kind="main_event_missing",
            severity="warning",
            where="/summary",
            message=f"The summary leaves out the main event, {main.id} ({main.title}).",
        )
    for event in events:
        yield from _one_side(event, summary)


def _wording(index: int, sentence: SummarySentence, cited: list[str]) -> Iterator[Finding]:
    """Loaded words outside quotation marks, and verbs that the passage uses otherwise."""
    where = f"/summary/sentences/{index}"
    for loaded in loaded_words(sentence.text):
        yield Finding(
            kind="loaded_word",
            severity="warning",
            where=where,
            message=f"{loaded.text!r} is a loaded word: {loaded.reason}.",
        )
    for one in turned(sentence.text, cited):
        yield Finding(
            kind="meaning_turned",
            severity="warning",
            where=where,
            message=f"The cited sentences use {one.text!r} otherwise ({one.kind}): compare them.",
        )


def _as_fact(
    article: ArticleRecord, index: int, sentence: SummarySentence, events: dict[str, Event]
) -> Iterator[Finding]:
    """A claim that the article attributes, told without its source."""
    told = [events[one] for one in sentence.events if one in events]
    attribution = spokesperson(told[0]) if told and sentence.origin != "lead" else None
    if attribution is None or attribution.source is None:
        return
    said = {stem(word) for word in words(sentence.text)}
    forms = [attribution.source.name, *(article.text[span.start : span.end] for span in attribution.source.spans)]
    if not any(said.intersection(key(form)[-1:] or map(stem, words(form))) for form in forms):
        yield Finding(
            kind="claim_as_fact",
            severity="warning",
            where=f"/summary/sentences/{index}",
            message=f"The article has this from {attribution.source.name}; the sentence does not say so.",
        )


def _one_side(event: Event, summary: Summary) -> Iterator[Finding]:
    """A dispute of which the summary tells one side: who denies, or whose figure is another."""
    told = [index for index, sentence in enumerate(summary.sentences) if event.id in sentence.events]
    if not told or not event.disputed:
        return
    text = " ".join(sentence.text for sentence in summary.sentences)
    said = {stem(word) for word in words(text)}
    denying = [one.source.name for one in event.attributions if one.source and one.stance in _AGAINST]
    missing = [name for name in denying if not said.intersection(key(name)[-1:])]
    missing += [one for one in _other_figures(event, text) if one not in missing]
    if missing:
        yield Finding(
            kind="one_side_told",
            severity="warning",
            where=f"/summary/sentences/{told[0]}",
            message=f"{event.id} is in dispute, and the summary does not give the side of {', '.join(missing)}.",
        )


def _other_figures(event: Event, text: str) -> list[str]:
    """The sources whose figure the summary leaves out, where it gives another's for the same."""
    given = [figure.value for figure in figures(text)]
    sources = []
    for one in event.quantities:
        rivals = [other for other in event.quantities if differ(one, other)]
        if one.value is None or one.part_of or not one.attributions or _among(one.value, given):
            continue
        if any(other.attributions and other.value is not None and _among(other.value, given) for other in rivals):
            sources += [a.source.name if a.source else "the article" for a in one.attributions]
    return list(dict.fromkeys(sources))


def _among(value: float, given: list[float]) -> bool:
    return any(same_number(value, one) for one in given)
