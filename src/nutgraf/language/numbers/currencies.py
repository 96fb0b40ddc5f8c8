"""Which money a symbol or a word stands for: `data/currencies.toml`. ISO 4217."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nutgraf.language.lexicon import table

_TABLE = table("currencies")
_SYMBOLS: dict[str, str] = _TABLE["symbols"]
_WORDS: dict[str, str] = _TABLE["words"]
_SHARED: dict[str, dict[str, str]] = _TABLE["shared"]
_NATIONS: dict[str, str] = _TABLE["nations"]

CURRENCY_WORDS = frozenset(_WORDS)
SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
"""A pattern, without regard to case. Letters are a symbol only right before digits."""
MONEY_WORD = re.compile(
    rf"[\s-]+(?:(?P<nation>{'|'.join(map(re.escape, _NATIONS))})\s+)?(?P<word>{'|'.join(_WORDS)})\b", re.IGNORECASE
)
"""What follows a number that is money."""


def currency(symbol: str | None, word: re.Match[str] | None, countries: Sequence[str] = ()) -> str | None:
    """The ISO 4217 code of the money that `symbol` or `word`, a match of `MONEY_WORD`, stands for; None: not known.

    `countries`: where the text is about, ISO 3166-1 alpha-2, the likeliest first. They tell whose dollars are meant.
    """
    nation: list[str] = []
    if word is not None:
        money = _WORDS[word["word"].lower()]
        nation = [_NATIONS[word["nation"].lower()]] if word["nation"] else []
    elif symbol:
        money = _SYMBOLS[symbol.strip().lower()]
    else:
        return None
    shared = _SHARED.get(money)
    if shared is None:
        return money
    known = (shared[country] for country in [*nation, *countries] if country in shared)
    return next(known, shared.get("default"))
