"""Who contradicts what a sentence of the summary tells, and which of its figures the article has corrected. English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutgraf.language.kinds import is_pronoun
from nutgraf.language.numbers.counted import PEOPLE
from nutgraf.language.numbers.figures import figures
from nutgraf.language.words import stem, words
from nutgraf.schema import ArticleRecord, Event, Quantity, Stance
from nutgraf.stages.attributions import differ
from nutgraf.stages.names import key

_AGAINST: tuple[Stance, ...] = ("denies", "disputes", "doubts", "opposes")
_PAST = re.compile(
    r"^(?:denied|rejected|dismissed|disputed|contradicted|challenged|contested|doubted|questioned|opposed|criticised|"
    r"criticized|condemned|denounced)$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previously|initially|originally|at first|previous|first (?:reports?|figures?|said|put)|up from|"
    r"down from|revised from|instead of|rather than|corrected from|had (?:said|put|given|reported))\b[^.;,\d]{0,50}$",
    re.IGNORECASE,
)


_OUTCOME_NOUN = re.compile(
    r"\b(?:dead|deaths?|bod(?:y|ies)|casualties|fatalities|wounded|injured|missing)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Side:
    """The other side of a dispute, as a clause, and the sentences that have it."""

    clause: str
    sentences: tuple[int, ...]


def other_sides(article: ArticleRecord, event: Event, text: str) -> Iterator[Side]:
    """The clauses ("the army denied it", "the union said 14 were killed") of those who contradict `event` and are not
    in `text`."""
    said = {stem(word) for word in words(text)}
    yield from _other_tolls(event, text, said)
    for one in event.attributions:
        if one.source is None or one.stance not in _AGAINST or is_pronoun(one.source.name):
            continue
        if said.intersection(key(one.source.name)[-1:]):
            continue
        cues = [article.text[span.start : span.end] for span in one.cue]
        verb = next((cue.lower() for cue in cues if _PAST.match(cue)), None)
        if verb:
            yield Side(f"{_small(one.source.name)} {verb} it", tuple(one.sentences))


def _other_tolls(event: Event, text: str, said: set[str]) -> Iterator[Side]:
    """Who has another number of dead, injured or missing than the one that `text` gives."""
    given = [figure.value for figure in figures(text)]
    for one in event.quantities:
        if one.kind not in PEOPLE or one.value is None or one.value in given:
            continue
        told = [other for other in event.quantities if differ(one, other) and other.value in given]
        for source in (attribution for attribution in one.attributions if told and attribution.source):
            name = source.source.name if source.source else ""
            if not is_pronoun(name) and not said.intersection(key(name)[-1:]):
                yield Side(f"{_small(name)} {_told(one)}", tuple(source.sentences))


def _told(quantity: Quantity) -> str:
    """The figure with what it counts, as the article has them: "said 14 miners were killed", "spoke of six bodies"."""
    counted = quantity.of or ""
    figure = quantity.text if not counted or counted in quantity.text else f"{quantity.text} {counted}"
    return f"spoke of {figure}" if _OUTCOME_NOUN.search(figure) else f"said {figure} were {quantity.kind}"


def _small(name: str) -> str:
    return re.sub(r"^(?:The|A|An)\b", lambda match: match[0].lower(), name)


def corrected_figures(text: str, cited: Sequence[str]) -> list[str]:
    """The figures of `text` that `cited` gives as earlier ones only, where it has one that stands."""
    source = "\n".join(cited)
    earlier: dict[float, bool] = {}
    for figure in figures(source):
        earlier[figure.value] = earlier.get(figure.value, True) and _is_earlier(source, figure.start)
    if all(earlier.values()):
        return []
    return [
        text[figure.start : figure.end].strip()
        for figure in figures(text)
        if earlier.get(figure.value) and not _is_earlier(text, figure.start)
    ]


def _is_earlier(text: str, start: int) -> bool:
    """Whether the figure at `start` is told as one that holds no more."""
    return _EARLIER.search(text[max(0, start - 90) : start]) is not None
