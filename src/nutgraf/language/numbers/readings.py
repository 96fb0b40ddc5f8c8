"""Figures as the article has them, read as numbers: value or limits, kind, bound, currency, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nutgraf.language.numbers.amounts import Amount, amounts
from nutgraf.language.numbers.counted import Counted, counted
from nutgraf.language.numbers.figures import figures
from nutgraf.schema import Bound, QuantityKind


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a figure says."""

    start: int
    end: int
    """Where it stands in its sentence, its hedge included."""
    value: float | None
    """In full; None for a range, or where the words have no number."""
    low: float | None
    high: float | None
    kind: QuantityKind
    bound: Bound
    currency: str | None
    """ISO 4217."""
    of: tuple[int, int] | None
    """Where the words for what is counted stand in the sentence."""
    whole: int | None
    """Where the amount begins that this one is a part of, in the sentence: "four of them"."""


def read_quantity(text: str, sentence: str, *, at: int | None = None, countries: Sequence[str] = ()) -> Reading | None:
    """What the figure `text` of `sentence` says; None where the text has none.

    `at`: where `text` begins, where it stands there several times. `countries` (ISO 3166-1 alpha-2, the likeliest
    first): where the sentence is about; they tell whose dollars "$" are.
    """
    start = sentence.find(text) if at is None else at
    if start < 0:
        start = sentence.casefold().find(text.casefold())
    if start < 0:
        sentence, start = text, 0
    end = start + len(text)
    found = amounts(sentence, countries)
    inside = [index for index, one in enumerate(found) if one.start < end and start < one.end]
    if not inside:
        return None
    index = min(inside, key=lambda index: (found[index].loose, found[index].start < start, index))
    read = _reading(found, counted(sentence, found), index)
    alone = figures(text) if read.value is None and read.low is None else []
    return replace(read, value=alone[0].value) if len(alone) == 1 else read  # the "52" of a score of 52-48


def readings(sentence: str, countries: Sequence[str] = ()) -> list[Reading]:
    """What the amounts of `sentence` say, in order."""
    found = amounts(sentence, countries)
    whats = counted(sentence, found)
    return [_reading(found, whats, index) for index in range(len(found))]


def _reading(found: list[Amount], whats: list[Counted], index: int) -> Reading:
    one, what = found[index], whats[index]
    return Reading(
        start=one.hedged,
        end=one.end,
        value=one.value,
        low=one.low,
        high=one.high,
        kind=what.kind,
        bound=one.bound,
        currency=one.currency,
        of=(what.start, what.end) if what.start < what.end else None,
        whole=found[what.whole].hedged if what.whole is not None else None,
    )
