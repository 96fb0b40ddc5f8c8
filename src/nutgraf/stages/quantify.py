"""Figures of an event to quantities: value, bound, what is counted, kind, place, and which are parts of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from nutgraf.schema import ArticleRecord, Participant, Passage, Place, Quantity, Span
from nutgraf.stages.figures import Figure, counted_kind, figures, same_number
from nutgraf.stages.words import content_words

_CLAUSE_END = re.compile(r"[,;.]\s|\b(?:and|while|but)\b")
_LEAD = re.compile(r"(?:at least|more than|as many as|up to|about|nearly|some)\s+$")
_WITHIN = re.compile(r"\b(?:in|at|across|near|from)\s+(?:the\s+)?$", re.IGNORECASE)
_MOST_PARTS = 5
_MOST_FIGURES = 12


def quantities(
    article: ArticleRecord,
    passages: Sequence[Passage],
    participants: Sequence[Participant],
    places: Sequence[Place],
) -> list[Quantity]:
    """The quantities that `passages` state, each once, and the counts of victims that follow from their being named."""
    found: list[Quantity] = []
    taken: set[int] = set()
    for passage in passages:
        start, end = passage.spans[0].start, passage.spans[0].end
        for figure in figures(article.text[start:end])[:1]:
            at = start + figure.start
            if at in taken or counted_kind(passage.text, "") == "age":
                continue
            taken.add(at)
            found.append(_quantity(article, f"q{len(found) + 1}", figure, start, end, participants, places))
    return _with_parts([*found, *_derived(found, participants)])


def _quantity(
    article: ArticleRecord,
    id_: str,
    figure: Figure,
    start: int,
    end: int,
    participants: Sequence[Participant],
    places: Sequence[Place],
) -> Quantity:
    at = start + figure.start
    counted = next((one for one in participants if any(s.start < end and at < s.end for s in one.spans)), None)
    kind = counted_kind(article.text[at:end], _clause(article, start, end))
    if counted and counted.outcome in ("killed", "injured", "missing", "arrested"):
        kind = counted.outcome
    lead = _LEAD.search(article.text[:at][-14:])
    text_start = at - len(lead[0]) if lead and at - len(lead[0]) >= start else at
    bound = figures(article.text[max(0, at - 30) : start + figure.end])
    return Quantity(
        id=id_,
        text=article.text[text_start:end],
        spans=[Span(start=text_start, end=end)],
        value=figure.value,
        of=article.text[start + figure.end : end].strip(" ,-") or None,
        kind=kind,
        currency=figure.currency,
        bound=bound[-1].bound if bound else figure.bound,
        place=_place(article, end, places),
        participant=counted.id if counted else None,
    )


def _derived(stated: Sequence[Quantity], participants: Sequence[Participant]) -> list[Quantity]:
    """A count for each outcome of persons who are told of one by one, where no figure is stated for it."""
    found: list[Quantity] = []
    outcomes: tuple[Literal["killed"], Literal["injured"]] = ("killed", "injured")
    for outcome in outcomes:
        victims = [one for one in participants if one.outcome == outcome]
        if not victims or any(one.kind != "person" for one in victims) or any(one.kind == outcome for one in stated):
            continue
        found.append(
            Quantity(
                id=f"q{len(stated) + len(found) + 1}",
                text=victims[0].name,
                spans=[span for one in victims for span in one.spans[:1]],
                value=len(victims),
                of=None,
                kind=outcome,
                origin="derived",
                participant=victims[0].id if len(victims) == 1 else None,
            )
        )
    return found


def _clause(article: ArticleRecord, start: int, end: int) -> str:
    """The words of the clause around `start` to `end`."""
    before, rest = article.text[max(0, start - 80) : start], article.text[end : end + 80]
    begins = [match.end() for match in _CLAUSE_END.finditer(before)]
    return before[begins[-1] if begins else 0 :] + article.text[start:end] + _until(rest)


def _until(rest: str) -> str:
    stop = _CLAUSE_END.search(rest)
    return rest[: stop.start()] if stop else rest


def _place(article: ArticleRecord, end: int, places: Sequence[Place]) -> str | None:
    """The place named right after the figure: "27 air strikes against Isis in Syria"."""
    clause = _until(article.text[end : end + 80])
    if re.match(r"\s*and\s+(?:the\s+)?[A-Z]", article.text[end + len(clause) :]):
        return None  # "in Iraq and Syria": of neither alone
    near = [
        (span.start, place.id)
        for place in places
        for span in place.spans
        if end <= span.start < end + len(clause) and _WITHIN.search(article.text[end : span.start])
    ]
    return min(near)[1] if near else None


def _with_parts(found: list[Quantity]) -> list[Quantity]:
    """`found`, with those that add up to another of the same kind marked as its parts."""
    countable = [one for one in found if one.kind not in ("percent", "age", "duration", "distance")]
    for total in sorted(countable, key=lambda quantity: -(quantity.value or 0)):
        others = [
            one
            for one in countable
            if one.id != total.id
            and one.kind == total.kind
            and one.value
            and _alike(one, total)
            and one.part_of is None
        ]
        for size in range(2, min(len(others), _MOST_PARTS) + 1 if len(others) <= _MOST_FIGURES else 0):
            for parts in combinations(others, size):
                if same_number(sum(part.value or 0 for part in parts), total.value or 0):
                    ids = {part.id for part in parts}
                    return [one.model_copy(update={"part_of": total.id}) if one.id in ids else one for one in found]
    return found


def _alike(part: Quantity, total: Quantity) -> bool:
    ours, theirs = content_words(part.of or ""), content_words(total.of or "")
    return not ours or not theirs or bool(set(ours) & set(theirs))
