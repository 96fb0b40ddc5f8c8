"""The type of an event by the words that it is described in, from `data/type_words.toml`.

A small model describes an event better than it picks one of fifty types: "Crane topples onto hostel" comes with
"bombing". The first word of the description that speaks for a type is mostly its verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from nutgraf.language.lexicon import table
from nutgraf.language.words import stem, words

_ARTICLES = frozenset({"the", "a", "an"})
_EXACT = "="
_LONGEST_PHRASE = 4

Phrases = Mapping[tuple[str, ...], str]


def surely_told(what: str) -> str | None:
    """The type that the words of `what` say, whatever it was taken for; None: they say none."""
    return _first(what, "first")


def told(what: str) -> str | None:
    """The type that the words of `what` speak for, in the order of the table's lists; None: they speak for none."""
    return next((found for tier in ("first", "then", "last") if (found := _first(what, tier))), None)


def _first(what: str, tier: str) -> str | None:
    spoken = [word.lower() for word in words(what) if word.lower() not in _ARTICLES]
    stems = [stem(word) for word in spoken]
    ignored = {at + more for at, length in _meaningless(stems) for more in range(length)}
    phrases = _phrases(tier)
    for at, word in enumerate(spoken):
        if at in ignored:
            continue
        for length in range(_LONGEST_PHRASE, 0, -1):
            if found := phrases.get(tuple(stems[at : at + length])):
                return found
        if found := phrases.get((_EXACT + word,)):
            return found
    return None


def _meaningless(stems: list[str]) -> Iterator[tuple[int, int]]:
    """Where phrases stand that mean no type, and how many words each has."""
    for phrase in _phrases("none"):
        for at in range(len(stems) - len(phrase) + 1):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                yield at, len(phrase)


@cache
def _phrases(tier: str) -> Phrases:
    return {_key(phrase): name for name, listed in table("type_words")[tier].items() for phrase in listed.split("|")}


def _key(phrase: str) -> tuple[str, ...]:
    return (phrase,) if phrase.startswith(_EXACT) else tuple(stem(word) for word in phrase.split())
