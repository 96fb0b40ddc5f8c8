"""Figures of an event to quantities: what they say, what is counted, where, and which are parts of which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal

from nutgraf.language.numbers.counted import PEOPLE, says_outcome
from nutgraf.language.numbers.figures import same_number
from nutgraf.language.numbers.readings import Reading, read_quantity, readings
from nutgraf.language.words import content_words
from nutgraf.schema import ArticleRecord, Event, Participant, Passage, Place, Quantity, Sentence, Span

_CLAUSE_END = re.compile(r"[,;.]\s|\b(?:and|while|but)\b")
_WITHIN = re.compile(r"\b(?:in|at|across|near|from)\s+(?:the\s+)?$", re.IGNORECASE)
_KNOWN = re.compile(r"\b(?:the|all|those|these|both|of)\s+$", re.IGNORECASE)
_ADDED = ("killed", "injured", "missing", "arrested", "displaced", "money", "votes", "count", "other")
_ANYONE = frozenset("people person body dead death victim other".split())
_MOST_PARTS = 5
_MOST_FIGURES = 12
_SURE = 3
"""So many figures that come to another do so by no chance, whatever their words."""
_NEAR = 2_500
"""Characters: what stands farther from a figure is no part of it."""


def quantities(
    article: ArticleRecord,
    passages: Sequence[Passage],
    participants: Sequence[Participant],
    places: Sequence[Place],
) -> list[Quantity]:
    """The quantities that `passages` state, each once, and the counts of victims that follow from their being told one
    by one."""
    found: list[Quantity] = []
    wholes: dict[str, int] = {}
    starts: dict[int, str] = {}
    for sentence, read in _readings(article, passages):
        if read.kind == "age":
            continue
        one = _quantity(article, f"q{len(found) + 1}", sentence, read, participants, places)
        same = next((index for index, other in enumerate(found) if _same(article, one, other)), None)
        if same is None:
            found.append(one)
        else:
            other = found[same]
            one = other.model_copy(update={"spans": [*other.spans, *one.spans], "of": other.of or one.of})
            found[same] = one
        starts[one.spans[-1].start] = one.id
        if read.whole is not None:
            wholes[one.id] = sentence.start + read.whole
    return _with_sums(article, _derived(_with_wholes(article, found, wholes, starts), participants))


def with_currencies(article: ArticleRecord, events: Sequence[Event]) -> list[Event]:
    """`events` with the money read once more, now that the countries of their places are known."""
    seen = Counter(country for event in events for place in event.places for country in place.countries)
    countries = tuple(country for country, _ in seen.most_common())
    return [
        event.model_copy(update={"quantities": [_in_currency(article, one, countries) for one in event.quantities]})
        for event in events
    ]


def _in_currency(article: ArticleRecord, one: Quantity, countries: tuple[str, ...]) -> Quantity:
    sentence = _sentence_at(article, one.spans[0].start) if one.kind == "money" and one.spans else None
    if sentence is None:
        return one
    at = one.spans[0].start - sentence.start
    read = read_quantity(one.text, article.sentence_text(sentence), at=at, countries=countries)
    return one.model_copy(update={"currency": read.currency}) if read else one


def _readings(article: ArticleRecord, passages: Sequence[Passage]) -> Iterable[tuple[Sentence, Reading]]:
    """What the figures of `passages` say, each with its sentence, in the order of the text."""
    taken: dict[int, tuple[Sentence, Reading]] = {}
    for passage in passages:
        start, end = passage.spans[0].start, passage.spans[0].end
        sentence = _sentence_at(article, start)
        if sentence is None:
            continue
        for read in _all(article.sentence_text(sentence)):
            if sentence.start + read.start < end and start < sentence.start + read.end:
                taken.setdefault(sentence.start + read.start, (sentence, read))
                break
    return (taken[at] for at in sorted(taken))


@lru_cache(maxsize=256)
def _all(sentence: str) -> tuple[Reading, ...]:
    return tuple(readings(sentence))


def _sentence_at(article: ArticleRecord, at: int) -> Sentence | None:
    return next((sentence for sentence in article.sentences if sentence.start <= at < sentence.end), None)


def _quantity(
    article: ArticleRecord,
    id_: str,
    sentence: Sentence,
    read: Reading,
    participants: Sequence[Participant],
    places: Sequence[Place],
) -> Quantity:
    start, end = sentence.start + read.start, sentence.start + read.end
    of = article.text[sentence.start + read.of[0] : sentence.start + read.of[1]] if read.of else None
    counted_end = sentence.start + read.of[1] if read.of else end
    counted = next(
        (one for one in participants if any(s.start < counted_end and start < s.end for s in one.spans)), None
    )
    kind = read.kind
    text = article.sentence_text(sentence)
    if kind == "count" and counted and counted.outcome in PEOPLE and says_outcome(text, counted.outcome):
        told = {other.kind for other in _all(text)}
        kind = kind if counted.outcome in told else counted.outcome
    return Quantity(
        id=id_,
        text=article.text[start:end],
        spans=[Span(start=start, end=end)],
        value=read.value,
        low=read.low,
        high=read.high,
        of=of,
        kind=kind,
        currency=read.currency,
        bound=read.bound,
        place=_place(article, counted_end, places),
        participant=counted.id if counted else None,
    )


def _same(article: ArticleRecord, one: Quantity, other: Quantity) -> bool:
    """Whether two figures are one, told twice: the same number of the same, or "the 47" after "47 people"."""
    if (one.value, one.low, one.high) != (other.value, other.low, other.high) or one.value is None:
        return False
    start = one.spans[0].start
    if one.of is None and one.kind == "count" and other.spans[0].start < start:
        return _KNOWN.search(article.text[max(0, start - 8) : start]) is not None
    if one.kind != other.kind or one.currency != other.currency or one.place != other.place:
        return False
    if one.kind in ("money", "percent"):
        return True
    return may_be_same(one, other) if one.kind in PEOPLE else bool(_words(one) & _words(other))


def may_be_same(one: Quantity, other: Quantity) -> bool:
    """Whether two counts of people can be of the same people, by the words for them."""
    ours, theirs = _words(one), _words(other)
    return not ours or not theirs or bool(ours & theirs) or bool((ours | theirs) & _ANYONE)


def _words(quantity: Quantity) -> set[str]:
    return set(content_words(quantity.of or ""))


def _with_wholes(
    article: ArticleRecord, found: Sequence[Quantity], wholes: dict[str, int], starts: dict[int, str]
) -> list[Quantity]:
    """`found` with those that their sentence calls a part pointing to their total, of whose kind they are."""
    by_id = {one.id: one for one in found}
    for id_, at in wholes.items():
        total = by_id.get(starts.get(at, ""))
        one = by_id[id_]
        if total is None or total.id == id_ or (one.value or 0) > (total.value or one.value or 0):
            continue
        kind = total.kind if one.kind == "count" else one.kind
        by_id[id_] = one.model_copy(update={"part_of": total.id, "kind": kind})
    return list(by_id.values())


def _derived(stated: Sequence[Quantity], participants: Sequence[Participant]) -> list[Quantity]:
    """`stated`, and a count for each outcome of victims who are told of one by one, where no total is stated for it.

    "A man and two women" are three; the two are then a part of them.
    """
    found = list(stated)
    outcomes: tuple[Literal["killed"], Literal["injured"]] = ("killed", "injured")
    for outcome in outcomes:
        victims = [one for one in participants if one.outcome == outcome]
        counts = [one for one in found if one.kind == outcome]
        groups = {one.participant: one for one in counts if one.participant and one.value}
        persons = [one for one in victims if one.kind == "person" and one.id not in groups]
        others = [one for one in victims if one not in persons]
        if not persons or len(groups) < len(counts) or any(one.id not in groups for one in others):
            continue
        id_ = f"q{len(found) + 1}"
        found = [one.model_copy(update={"part_of": id_}) if one in counts else one for one in found]
        value = len(persons) + sum(groups[one.id].value or 0 for one in others)
        found.append(
            Quantity(
                id=id_,
                text=persons[0].name,
                spans=[span for one in victims for span in one.spans[:1]],
                value=value,
                of=None,
                kind=outcome,
                origin="derived",
                participant=persons[0].id if len(victims) == 1 else None,
            )
        )
    return found


def _until(rest: str) -> str:
    stop = _CLAUSE_END.search(rest)
    return rest[: stop.start()] if stop else rest


def _place(article: ArticleRecord, end: int, places: Sequence[Place]) -> str | None:
    """The place named right after the figure: "27 air strikes against Isis in Syria"."""
    clause = _until(article.text[end : end + 80])
    if re.match(r"\s*and\s+(?:the\s+)?[A-Z]", article.text[end + len(clause) : end + len(clause) + 20]):
        return None  # "in Iraq and Syria": of neither alone
    near = [
        (span.start, place.id)
        for place in places
        for span in place.spans
        if end <= span.start < end + len(clause) and _WITHIN.search(article.text[end : span.start])
    ]
    return min(near)[1] if near else None


def _with_sums(article: ArticleRecord, found: list[Quantity]) -> list[Quantity]:
    """`found`, with those that add up to another of the same kind marked as its parts."""
    for total in sorted(found, key=lambda quantity: -(quantity.value or 0)):
        if (
            total.kind not in _ADDED
            or total.origin == "derived"
            or total.bound != "exact"
            or any(one.part_of == total.id for one in found)
        ):
            continue
        parts = _parts(article, total, found)
        found = [one.model_copy(update={"part_of": total.id}) if one.id in parts else one for one in found]
    return found


def _parts(article: ArticleRecord, total: Quantity, found: Sequence[Quantity]) -> set[str]:
    """The ids of figures that one sentence tells together and that come to `total`."""
    others = [
        one
        for one in found
        if one.id != total.id
        and one.kind == total.kind
        and one.currency == total.currency
        and one.value
        and one.part_of is None
        and one.origin == "stated"
        and abs(one.spans[0].start - total.spans[0].start) <= _NEAR
    ]
    sentences = {id(one): _sentence_at(article, one.spans[0].start) for one in others}
    for size in range(2, min(len(others), _MOST_PARTS) + 1 if len(others) <= _MOST_FIGURES else 0):
        for parts in combinations(others, size):
            if len({sentence.id if (sentence := sentences[id(part)]) else 0 for part in parts}) > 1:
                continue
            if size < _SURE and not all(_alike(part, total) for part in parts):
                continue
            if same_number(sum(part.value or 0 for part in parts), total.value or 0):
                return {part.id for part in parts}
    return set()


def _alike(part: Quantity, total: Quantity) -> bool:
    """Whether both can count the same: of people who came to harm always, of things by their words."""
    if part.kind in PEOPLE:
        return True
    ours, theirs = _words(part), _words(total)
    return not ours or not theirs or bool(ours & theirs)
