"""Numbers in words and digits, and what they count. English words; digits in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from nutgraf.schema import Bound, Outcome, QuantityKind
from nutgraf.stages.kinds import head
from nutgraf.stages.lexicon import by_word

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = {word: value for value, word in enumerate(_SMALL.split())}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_ROUND.split(), start=2)}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12
}  # fmt: skip
_SCALE_LETTERS = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000, "tn": 10**12}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "dollars": "USD", "dollar": "USD", "€": "EUR", "euros": "EUR", "euro": "EUR",
    "£": "GBP", "pounds": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY", "rupees": "INR", "rubles": "RUB",
    "roubles": "RUB",
}  # fmt: skip
_WORD = "|".join([*_UNITS, *_TENS])
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"""(?<![\w.,])(?<!\d:)(?<![^\W\d_][-‐‑–])(?:
        (?P<currency>US\$|\$|€|£|¥)?\s?
        (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:\s?(?P<letter>k|m|bn|b|tn)(?!\w)|[\s-]?(?P<scale>{_SCALE})s?\b)?
      | (?P<half>\bhalf\sa\s(?P<of>{_SCALE})\b)
      | (?P<words>(?:\b(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}|{_SCALE})){{0,12}}|\b(?:a|one)\s(?:{_SCALE})
            (?:\s(?:and\s)?(?:{_WORD}|{_SCALE})){{0,12}})\b)
      )(?:[\s-]?(?P<percent>%|percent\b|per\scent\b))?""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NUMBER = re.compile(r"(?:st|nd|rd|th)\b|[:.]\d")
CURRENCY_WORDS = frozenset(word for word in _CURRENCIES if word.isalpha())
_MONEY = re.compile(rf"\s+({'|'.join(CURRENCY_WORDS)})\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|and|or|[-‐‑–])\s*", re.IGNORECASE)
_LARGEST = 1e18
"""What has more digits is a serial number."""
_ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|an estimated|close to|circa)\s*$", re.I
)
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|upwards? of)\s*$", re.I)
_AT_MOST = re.compile(r"\b(?:at most|up to|as many as|fewer than|less than|no more than|under)\s*$", re.I)
_KINDS: list[tuple[QuantityKind, str]] = [
    (
        "killed",
        r"kill\w*|dead|died|dies|death\w*|deaths|slain|murder\w*|fatal\w*|bodies|corpses|massacred",
    ),
    ("injured", r"injur\w*|wound\w*|hurt|hospitali[sz]ed|casualties"),
    ("missing", r"missing|disappear\w*|unaccounted"),
    ("arrested", r"arrest\w*|detain\w*|in custody|captured|jailed"),
    ("displaced", r"displaced|fled|homeless|evacuated|refugees|evacuees"),
    ("votes", r"votes?|ballots?|seats?"),
    ("duration", r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?"),
    ("distance", r"miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|feet|foot|yards?|inches|acres?|hectares?"),
]
_PEOPLE = ("killed", "injured", "missing", "arrested", "displaced")
_AGE = re.compile(r"^[\s-]*(?:years?|months?)[\s-]old\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the text."""

    start: int
    end: int
    value: float
    bound: Bound
    currency: str | None = None
    percent: bool = False


def figures(text: str) -> list[Figure]:
    """The numbers of `text`, in order, with offsets into it. Ordinals, and digits inside words, are not numbers."""
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        if _NO_NUMBER.match(text, match.end()):
            continue
        value = _value(match)
        if value > _LARGEST:
            continue
        following = _MONEY.match(text, match.end())
        symbol = (match["currency"] or (following[1] if following else "")).lower()
        figure = Figure(
            start=match.start(),
            end=match.end(),
            value=value,
            bound=_bound(text[max(0, match.start() - 24) : match.start()]),
            currency=_CURRENCIES.get(symbol),
            percent=match["percent"] is not None,
        )
        if figure.percent and found and _RANGE.fullmatch(text, found[-1].end, figure.start):
            found[-1] = replace(found[-1], percent=True)  # "4 to 6 percent"
        found.append(figure)
    return found


def counted_kind(words: str, context: str) -> QuantityKind:
    """What kind of count `words` is ("27 air strikes", "three people"), with `context`, the clause around it, to tell.

    People are told killed, injured, missing, arrested or displaced by a word of the text and never without one.
    """
    found = figures(words)
    if found and found[0].percent:
        return "percent"
    if found and found[0].currency:
        return "money"
    rest = words[found[0].end :] if found else words
    if _AGE.match(rest):
        return "age"
    for kind, pattern in _KINDS:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return kind
    people = by_word("kinds").get(head(words)) in ("group", "person") or not rest.strip()
    for kind, pattern in _KINDS:
        said = re.search(rf"\b(?:{pattern})\b", context, re.IGNORECASE) if kind in _PEOPLE else None
        if said and (people or context[: said.start()].strip() != words):  # strikes that "killed" weren't killed
            return kind
    return "count"


def says_outcome(text: str, outcome: Outcome) -> bool:
    """Whether a word of `text` says that people came to `outcome`; True for outcomes that it has no words for."""
    pattern = dict(_KINDS).get(cast("QuantityKind", outcome))
    return pattern is None or re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None


def same_number(left: float, right: float) -> bool:
    """Whether two figures are the same number, whatever they are written as."""
    return abs(left - right) <= 1e-14 * max(abs(left), abs(right), 1.0)


def _value(match: re.Match[str]) -> float:
    if match["words"]:
        return _words_value(match["words"])
    if match["half"]:
        return _SCALES[match["of"].lower()] / 2
    value = float(match["digits"].replace(",", ""))
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


def _bound(before: str) -> Bound:
    if _AT_LEAST.search(before):
        return "at_least"
    if _AT_MOST.search(before):
        return "at_most"
    return "about" if _ABOUT.search(before) else "exact"
