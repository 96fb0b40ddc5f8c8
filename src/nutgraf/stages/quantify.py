"""Figures of an event to quantities: value, bound, what is counted, kind, place, and which are parts of which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from nutgraf.schema import ArticleRecord, Participant, Passage, Place, Quantity, Span
from nutgraf.stages.figures import counted_kind, figures, same_number
from nutgraf.stages.words import content_words

_CLAUSE_END = re.compile(r"[,;.]\s|\b(?:and|while|but)\b")
_MOST_PARTS = 5


def quantities(
    article: ArticleRecord,
    passages: Sequence[Passage],
    participants: Sequence[Participant],
    places: Sequence[Place],
) -> list[Quantity]:
    """The quantities that `passages` state, and the counted participants ("two soldiers"), each once."""
    counted = [
        Passage(text=one.name, spans=one.spans[:1])
        for one in participants
        if one.outcome in ("killed", "injured", "abducted", "arrested", "missing")
    ]
    found: list[Quantity] = []
    taken: set[int] = set()
    for passage in [*passages, *counted]:
        start, end = passage.spans[0].start, passage.spans[0].end
        for figure in figures(article.text[start:end])[:1]:
            at = start + figure.start
            if at in taken:
                continue
            taken.add(at)
            if counted_kind(passage.text, "") == "age":
                continue
            of = article.text[start + figure.end : end].strip(" ,-") or None
            participant = next((one for one in participants if any(s.start <= at < s.end for s in one.spans)), None)
            kind = counted_kind(passage.text, _clause(article, start, end))
            if participant and participant.outcome in ("killed", "injured", "missing", "arrested"):
                kind = participant.outcome
            lead = re.search(r"(?:at least|more than|as many as|up to|about|nearly|some)\s+$", article.text[:at][-14:])
            text_start = at - len(lead[0]) if lead and at - len(lead[0]) >= start else at
            bound = figures(article.text[max(0, at - 30) : at + figure.end - figure.start])
            found.append(
                Quantity(
                    id=f"q{len(found) + 1}",
                    text=article.text[text_start:end],
                    spans=[Span(start=text_start, end=end)],
                    value=figure.value,
                    of=of,
                    kind=kind,
                    currency=figure.currency,
                    bound=bound[-1].bound if bound else figure.bound,
                    place=_place(article, end, places),
                    participant=participant.id if participant else None,
                )
            )
    return _with_parts(found)


def _clause(article: ArticleRecord, start: int, end: int) -> str:
    """The words from `start` to the end of the clause."""
    rest = article.text[end : end + 80]
    stop = _CLAUSE_END.search(rest)
    return article.text[start:end] + (rest[: stop.start()] if stop else rest)


def _place(article: ArticleRecord, end: int, places: Sequence[Place]) -> str | None:
    """The place named right after the figure: "27 air strikes against Isis in Syria"."""
    clause = _clause(article, end, end)
    if re.match(r"\s*and\s+(?:the\s+)?[A-Z]", article.text[end + len(clause) :]):
        return None  # "in Iraq and Syria": of neither alone
    near = [(span.start, place.id) for place in places for span in place.spans if end <= span.start < end + len(clause)]
    return min(near)[1] if near else None


def _with_parts(found: list[Quantity]) -> list[Quantity]:
    """`found`, with those that add up to another of the same kind marked as its parts."""
    for total in sorted(found, key=lambda quantity: -(quantity.value or 0)):
        others = [
            one
            for one in found
            if one.id != total.id
            and one.kind == total.kind
            and one.value
            and _alike(one, total)
            and one.part_of is None
        ]
        for size in range(2, min(len(others), _MOST_PARTS) + 1):
            for parts in combinations(others, size):
                if same_number(sum(part.value or 0 for part in parts), total.value or 0):
                    ids = {part.id for part in parts}
                    return [one.model_copy(update={"part_of": total.id}) if one.id in ids else one for one in found]
    return found


def _alike(part: Quantity, total: Quantity) -> bool:
    ours, theirs = content_words(part.of or ""), content_words(total.of or "")
    return not ours or not theirs or bool(set(ours) & set(theirs))
