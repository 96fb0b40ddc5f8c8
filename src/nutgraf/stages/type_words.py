"""The type of an event by the words that it is described in, from `data/type_words.toml`.

A small model describes an event better than it picks one of fifty types: "Crane topples onto hostel" comes with
"bombing". The first word of the description that speaks for a type is mostly its verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    spoken = [word for word in words(what) if word not in _ARTICLES]
    ignored = {at + more for at, length, _ in _found(spoken, "none") for more in range(length)}
    return next((name for at, _, name in _found(spoken, tier) if at not in ignored), None)


def _found(spoken: Sequence[str], tier: str) -> Iterator[tuple[int, int, str]]:
    """Where phrases of a list stand in `spoken`, how many words each has, and its type; at one place the longest."""
    phrases = _phrases(tier)
    for at in range(len(spoken)):
        for length in range(min(_LONGEST_PHRASE, len(spoken) - at), 0, -1):
            here = tuple(spoken[at : at + length])
            name = phrases.get((_EXACT, *here)) or phrases.get(tuple(map(stem, here)))
            if name:
                yield at, length, name
                break


@cache
def _phrases(tier: str) -> Phrases:
    return {_key(phrase): name for name, listed in table("type_words")[tier].items() for phrase in listed.split("|")}


def _key(phrase: str) -> tuple[str, ...]:
    exact = phrase.removeprefix(_EXACT)
    return (_EXACT, *exact.split()) if exact != phrase else tuple(stem(word) for word in phrase.split())
