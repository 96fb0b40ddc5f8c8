"""Numbers in words and digits, with their hedges. English words; digits in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from nutgraf.language.numbers.currencies import MONEY_WORD, SYMBOL, currency
from nutgraf.schema import Bound

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(_SMALL.split())}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_ROUND.split(), start=2)}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12,
    "lakh": 100_000, "crore": 10_000_000,
}  # fmt: skip
_SCALE_LETTERS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "tn": 10**12}
_WORD = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(_SCALES)
_AFTER_SCALE = "|".join(rf"(?<={scale}\s)" for scale in _SCALES)
_AND = rf"(?:(?:{_AFTER_SCALE})and\s)?"
_NUMBER = re.compile(
    rf"""(?<![\w.,])(?<!\d[:/])(?<![^\W\d_][-‐‑–])(?:
        (?:(?P<currency>{SYMBOL})\s?)?
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:[ ]\d{{3}})*[ ]000(?!\d)|\d+(?:\.\d+)?)
        (?:\s?(?P<letter>k|m|bn|b|tn)(?!\w)|[\s-]?(?P<scale>{_SCALE})s?\b)?
      | (?P<half>\bhalf\sa\s(?P<of>{_SCALE})\b)
      | (?P<words>(?:\b(?:{_WORD})(?:[\s-]{_AND}(?:{_WORD}|{_SCALE})){{0,12}}|\b(?:a|one)\s(?:{_SCALE})
            (?:\s{_AND}(?:{_WORD}|{_SCALE})){{0,12}})\b)
      )(?:[\s-]?(?P<percent>%|percent\b|per[\s-]cent\b|pct\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NUMBER = re.compile(r"(?:st|nd|rd|th|['’]?s)\b|[:./]\d|[^\W\d_]{3}|[^\W\d_]\d|(?-i:[A-Z]{2,})\b", re.IGNORECASE)
"""What makes a time, a date ("9/12"), an ordinal, a decade or a name ("6abc") of the digits before it."""
_RANGE = re.compile(r"\s*(?:to|and|or|[-‐‑–])\s*", re.IGNORECASE)
_LARGEST = 1e18
"""What has more digits is a serial number."""
_HEDGES: dict[Bound, str] = {
    "at_least": r"at least|(?:well |just )?(?:more than|over|above)|no fewer than|(?:no|not) less than|not fewer than|"
    r"upwards? of|in excess of|a minimum of|exceeding",
    "at_most": r"at most|up to|as (?:many|much) as|fewer than|less than|(?:no|not) more than|under|below|within|"
    r"a maximum of",
    "about": r"about|around|some|nearly|almost|roughly|approximately|an estimated|estimated|close to|circa|perhaps|"
    r"maybe|just under|in the region of",
}
_HEDGE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{bound}>{words})' for bound, words in _HEDGES.items())})\s*$", re.IGNORECASE
)
_LONGEST_HEDGE = 24


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the text."""

    start: int
    end: int
    value: float
    bound: Bound
    currency: str | None = None
    percent: bool = False


def figures(text: str, countries: Sequence[str] = ()) -> list[Figure]:
    """The numbers of `text`, in order, with offsets into it. Ordinals, and digits inside words, are not numbers.

    `countries` (ISO 3166-1 alpha-2, the likeliest first) tell whose dollars "$" are.
    """
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        if _NO_NUMBER.match(text, match.end()):
            continue
        value = _value(match)
        if value > _LARGEST:
            continue
        money = MONEY_WORD.match(text, match.end())
        figure = Figure(
            start=match.start(),
            end=match.end(),
            value=value,
            bound=hedge_before(text, match.start())[1],
            currency=currency(match["currency"], money, countries),
            percent=match["percent"] is not None,
        )
        if figure.percent and found and _RANGE.fullmatch(text, found[-1].end, figure.start):
            found[-1] = replace(found[-1], percent=True)  # "4 to 6 percent"
        found.append(figure)
    return found


def hedge_before(text: str, start: int) -> tuple[int, Bound]:
    """Where the hedge of a number at `start` begins, and what it says; `start` and "exact" where it has none."""
    begin = max(0, start - _LONGEST_HEDGE)
    match = _HEDGE.search(text[begin:start])
    if match is None:
        return start, "exact"
    return begin + match.start(), cast("Bound", match.lastgroup)


def same_number(left: float, right: float) -> bool:
    """Whether two figures are the same number, whatever they are written as."""
    return abs(left - right) <= 1e-14 * max(abs(left), abs(right), 1.0)


def _value(match: re.Match[str]) -> float:
    if match["words"]:
        return _words_value(match["words"])
    if match["half"]:
        return _SCALES[match["of"].lower()] / 2
    value = float(re.sub("[, ]", "", match["digits"]))
    if match["letter"]:
        return value * _SCALE_LETTERS[match["letter"].lower()]
    return value * _SCALES[match["scale"].lower()] if match["scale"] else value


def _words_value(words: str) -> float:
    total = current = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in ("dozen", "hundred"):
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
        elif word == "a":
            current = 1
    return float(total + current)
