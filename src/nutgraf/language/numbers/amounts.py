"""How many, as a text says it: numbers with their hedges, ranges, fractions, words for no exact number. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from nutgraf.language.numbers.currencies import MONEY_WORD, SYMBOL
from nutgraf.language.numbers.figures import Figure, figures, hedge_before
from nutgraf.schema import Bound, QuantityKind

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9, "tenth": 10}  # fmt: skip
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_FRACTION = re.compile(
    rf"\b(?:an?|one)[\s-](?P<one>{'|'.join(list(_PARTS)[1:])})\b"
    r"(?=\s+(?:of|more|less|fewer|to|in|from|below|above|on|higher|lower|each|as)\b|\s*[,.;:)]|\s*$)"
    rf"|\b(?P<count>{'|'.join(list(_COUNTS)[1:])})[\s-](?P<parts>{'|'.join(list(_PARTS)[1:])})s\b(?!(?<=quarters)(?!\sof))"
    r"|\bhalf\b(?!\s+(?:an?|past)\b|-)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\b(?P<part>one) in (?P<all>(?:every )?(?:\d+|[a-z]+))\b"
    r"|\b(?P<some>\d|[a-z]+) (?:in|out of)(?: every)? (?P<ten>three|four|five|ten|10|100)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    r"\b(?:(?P<one>an?)\s+(?P<unit>hour|day|week|month|year|decade)|(?P<count>[a-z]+|\d+))\s+and a half\b",
    re.IGNORECASE,
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "both": 2}
_FEW = re.compile(
    r"\b(?:(?:several|a few|many|tens? of|dozens? of|hundreds of)\s+(?:dozen|hundred|thousand|million|billion)s?"
    r"|dozens|scores(?!\s+(?:an?\s|the\s)?(?!of|were|are|have|more|who)[a-z]+)|hundreds|thousands|millions|billions"
    r"|several|a handful|a few)\b",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"\ba couple\b", re.IGNORECASE)
_TIMES_WORD = re.compile(rf"\b(?:{'|'.join(_TIMES)})\b", re.IGNORECASE)
_SINGLE = re.compile(r"\ban?\s+(?=(?:minute|hour|day|week|month|year|decade|mile|kilomet(?:er|re))\b)", re.I)
_SIGN = re.compile(rf"(?:{SYMBOL})\s?\d", re.IGNORECASE)
_WEIGHING = re.compile(r"\b(?:weigh\w*|weight|inch(?:es)?(?: tall)?,?(?: and)?)\b[^.;]{0,24}$", re.IGNORECASE)
_OF_STUFF = re.compile(
    r"\s+of\s+(?!(?:public|taxpayer|aid|debt|savings|damage|spending|investment)\w*\b)(?:\w+\s)?[a-z]+", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:to|or|and|[-‐‑–])\s*", re.IGNORECASE)
_SCORE = re.compile(r"\b\d{1,3}[-‐‑–]\d{1,3}\b(?![-‐‑–\d])")
_UNIT_FOLLOWS = re.compile(
    r"\s*%|\s+(?!(?:in|at|to|on|for|over|against|from|by|with|and|as|after|winners?|wins?)\b)[a-z]+\b"
)
_HEDGE_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"(?:\s+or more|\s?[-‐‑]\s?plus)\b", re.IGNORECASE)),
    ("about", re.compile(r"(?:\s+or so|\s?[-‐‑]\s?odd)\b", re.IGNORECASE)),
)


@dataclass(frozen=True, kw_only=True)
class Amount:
    """How many, as a text says it."""

    start: int
    """Where the number begins, a symbol for money included."""
    end: int
    """Where it ends, a word for money or "percent" included."""
    hedged: int
    """Where the hedge before it begins; `start` where there is none."""
    value: float | None
    """None for a range, a score, and what has no number."""
    low: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    currency: str | None = None
    kind: QuantityKind | None = None
    """What it counts, where its own form tells."""
    plain: bool = True
    """Whether it is a number; False for fractions and other words."""
    loose: bool = False
    """Whether it may be no statement of how many at all: "a year"."""


def amounts(text: str, countries: Sequence[str] = ()) -> list[Amount]:
    """What `text` says of how many, in order, none overlapping another. `countries` tell whose dollars "$" are."""
    taken = bytearray(len(text))
    found: list[Amount] = []
    for one in [*_scores(text), *_special(text), *_numbers(text, countries)]:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _numbers(text: str, countries: Sequence[str]) -> list[Amount]:
    found: list[Amount] = []
    numbers = figures(text, countries)
    skip = False
    for number, following in zip_longest(numbers, numbers[1:]):
        if skip:
            skip = False
            continue
        ranged = following is not None and _is_range(text, number, following)
        last = following if ranged and following else number
        hedge, bound = hedge_before(text, number.start)
        word = MONEY_WORD.match(text, last.end)
        weight = word is not None and _weighs(text, number.start, word)
        currency = None if weight else number.currency or last.currency
        sign = _SIGN.match(text, number.start)
        end = word.end() if word else last.end
        for after, pattern in _HEDGE_AFTER:
            if behind := pattern.match(text, end):
                bound, end = after, behind.end()
        found.append(
            Amount(
                start=number.start,
                end=end,
                hedged=hedge,
                value=None if ranged else number.value,
                low=_low(text, number, last) if ranged else None,
                high=last.value if ranged else None,
                bound=bound,
                currency=currency,
                kind=_kind(percent=last.percent, weight=weight, money=bool(currency or word or sign)),
            )
        )
        skip = ranged
    return found


def _kind(*, percent: bool, weight: bool, money: bool) -> QuantityKind | None:
    """What a number counts by its own form; a weight in pounds looks like money."""
    if percent:
        return "percent"
    if weight:
        return "other"
    return "money" if money else None


def _weighs(text: str, start: int, word: re.Match[str]) -> bool:
    """Whether the pounds behind an amount are no money: "weighs 170 pounds", "12 pounds of cocaine"."""
    if not word["word"].lower().startswith("pound") or word["nation"]:
        return False
    return (
        _WEIGHING.search(text, max(0, start - 40), start) is not None or _OF_STUFF.match(text, word.end()) is not None
    )


def _is_range(text: str, low: Figure, high: Figure) -> bool:
    """Whether the two numbers are the limits of one: "20 to 25", "between 20 and 25", "three or four"."""
    link = _BETWEEN.fullmatch(text, low.end, high.start)
    if link is None or _low(text, low, high) >= high.value or (low.percent and not high.percent):
        return False
    word = link[0].strip().lower()
    before = text[max(0, low.start - 10) : low.start].lower().split()[-1:]
    return before == ["between"] if word == "and" else not (word == "to" and before == ["from"])


def _low(text: str, low: Figure, high: Figure) -> float:
    """The lower limit in full: 2,000,000 of "2 to 3 million"."""
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", text[high.start : high.end])
    scale = high.value / (float(digits[0].replace(",", "")) or 1) if digits else 1.0
    return low.value * scale if low.value < scale else low.value


def _special(text: str) -> list[Amount]:
    found: list[Amount] = []

    def add(
        match: re.Match[str], value: float | None, *, kind: QuantityKind | None = None, loose: bool = False
    ) -> None:
        hedge, bound = hedge_before(text, match.start())
        if value is None:
            bound = "about"
        found.append(
            Amount(
                start=match.start(),
                end=match.end(),
                hedged=hedge,
                value=value,
                bound=bound,
                kind=kind,
                plain=False,
                loose=loose,
            )
        )

    for match in _AND_A_HALF.finditer(text):
        whole = 1.0 if match["one"] else _one_number(match["count"])
        if whole is not None:
            add(match, whole + 0.5, kind="duration" if match["unit"] else None)
    for match in _ONE_IN.finditer(text):
        part = _one_number(match["part"] or match["some"])
        whole = _one_number((match["all"] or match["ten"]).lower().removeprefix("every "))
        if part and whole and part < whole:
            add(match, round(100 * part / whole, 1), kind="percent")
    for match in _FEW.finditer(text):
        add(match, None)
    for match in _COUPLE.finditer(text):
        add(match, 2)
    for match in _FRACTION.finditer(text):
        count = _COUNTS[match["count"].lower()] if match["count"] else 1
        part = _PARTS[(match["one"] or match["parts"] or "half").lower()]
        if count < part:
            add(match, round(100 * count / part, 1), kind="percent")
    for match in _TIMES_WORD.finditer(text):
        add(match, _TIMES[match[0].lower()], loose=match[0].lower() == "once")
    for match in _SINGLE.finditer(text):
        add(match, 1, loose=hedge_before(text, match.start())[1] == "exact")
    return found


def _one_number(words: str) -> float | None:
    found = figures(words)
    return found[0].value if len(found) == 1 and found[0].end - found[0].start == len(words) else None


def _scores(text: str) -> list[Amount]:
    """ "3-2": two numbers that are no range. A range has a unit after it and its smaller number first."""
    found = []
    for match in _SCORE.finditer(text):
        left, right = (int(part) for part in re.split(r"[-‐‑–]", match[0]))
        if left < right and _UNIT_FOLLOWS.match(text, match.end()):
            continue
        found.append(
            Amount(start=match.start(), end=match.end(), hedged=match.start(), value=None, kind="other", plain=False)
        )
    return found
