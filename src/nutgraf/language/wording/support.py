"""Whether the words of a sentence are borne out by the sentences that it cites.

Every number must be among theirs, and every word that carries meaning (names are such words) must be among theirs in
some inflection, or one must be there that says as much or more (`data/synonyms.toml`). So must be words that turn a
meaning round ("not", "all", "against"), and function words that are written as names ("US", "May"). A short list of
reporting words is exempt: words that say that something is said, and by which kind of text. Words alone don't tell who
did what to whom, or whether it was denied: that is `turned`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from nutgraf.language.lexicon import table
from nutgraf.language.numbers.currencies import CURRENCY_WORDS
from nutgraf.language.numbers.figures import Figure, figures, same_number
from nutgraf.language.words import FUNCTION_WORDS, Token, even, stem, tokens, words

REPORTING = frozenset(stem(word) for word in table("words")["reporting"].split())
"""Words that say that something is said, and by which kind of text."""
_TURNING = frozenset(table("words")["turning"].split())
_NEGATIONS = frozenset(table("words")["negation"].split())
_NEGATIVE = "not"
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…][^\w\s]{0,3}\s{1,3}[^\w\s]{0,3}|[\"“‘(]\s?)(?=\w)")
_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]+(?:[-‐‑][^\W\d_]+){1,3}(?![\w-])")
_SAY_AS_MUCH = {
    stem(word): frozenset(stem(other) for other in listed.split()) for word, listed in table("synonyms").items()
}
for _rows in table("loaded_words").values():  # "slaughtered" bears out "killed"
    for _loaded, (_plain, *_) in _rows["words"].items():
        if _plain.isalpha() and _loaded.isalpha():
            _SAY_AS_MUCH[stem(_plain)] = _SAY_AS_MUCH.get(stem(_plain), frozenset()) | {stem(_loaded)}
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Unsupported:
    """A number or a word that the cited sentences don't have, a source that the text should name, or one that doesn't
    say it."""

    kind: Literal["number", "name", "word", "source", "voice"]
    text: str


_ZONED = re.compile(r"\b\d{1,2}:?(?:\d{2})?\s?(?:[ap]\.?m\.?\s)?(?:GMT|UTC|[ECMP][SD]T)\b", re.IGNORECASE)
"""A time of the clock with its zone: 1407 of "1407 [2007 GMT]" has none."""
_SPAN = re.compile(r"\b(?:an?|one|two|three|four|five|six|\d+)\s(?:year|month|week|day|decade|hour)s?\b", re.IGNORECASE)
_SINCE = re.compile(r"\s(?:before|earlier|ago|later|after|previously)\b")


def unsupported(text: str, cited: Sequence[str]) -> list[Unsupported]:
    """The numbers and words of `text` without support in `cited`; empty where all is borne out. Each is given once."""
    text, source = even(text), even("\n".join(cited))
    stated = figures(source)
    claimed = figures(text)
    found = [
        Unsupported("number", text[figure.start : figure.end].strip())
        for figure in claimed
        if not any(_says(figure, other) for other in stated)
    ]
    zoned = {re.sub(r"\s+", "", match[0].lower()) for match in _ZONED.finditer(source)}
    found += [
        Unsupported("number", match[0])
        for match in _ZONED.finditer(text)
        if re.sub(r"\s+", "", match[0].lower()) not in zoned
    ]
    numeric = {word for figure in claimed for word in words(text[figure.start : figure.end])}
    if any(figure.currency for figure in claimed):
        numeric |= CURRENCY_WORDS
    known = _known(source)
    small = source.lower()
    pairs = _pairs(re.sub(r"[\W_]+", "", small)) if _UNSPACED.search(text) else frozenset()
    joined = {part: stem("".join(parts)) for parts in _compounds(text) for part in parts}
    shouted = text.isupper()
    starts = {match.end() for match in _SENTENCE_START.finditer(text)}
    for token in tokens(text):
        if token.word in numeric:
            continue
        if _UNSPACED.search(token.word):
            supported = _pairs(token.word) <= pairs or token.word in small
        elif token.word in FUNCTION_WORDS:
            supported = _function_word_supported(token, known, shouted=shouted)
        else:
            bare = stem(token.word)
            supported = bare in known or bare in REPORTING or joined.get(token.word, "") in known
            supported = supported or (bare in _SAY_AS_MUCH and not _SAY_AS_MUCH[bare].isdisjoint(known))
        if not supported:
            named = token.text[:1].isupper() and not shouted and token.start not in starts
            found.append(Unsupported("name" if named else "word", token.text))
    return list(dict.fromkeys(found))


def _says(figure: Figure, stated: Figure) -> bool:
    """Whether a figure of the source is that of the text: the same number, of the same unit where the text has one."""
    return (
        same_number(figure.value, stated.value)
        and (stated.percent or not figure.percent)
        and (figure.currency in (None, stated.currency))
    )


def _known(source: str) -> frozenset[str]:
    """The stems of the words of `source`; compounds also in one word, and names that look like function words."""
    found: set[str] = set()
    for token in tokens(source):
        found.add(stem(token.word))
        if _is_name(token):
            found.add(token.word.upper())
        if token.word in _NEGATIONS or token.word.endswith("n't"):
            found.add(_NEGATIVE)
    for parts in _compounds(source):
        found.add(stem("".join(parts)))
        found.update(stem("".join(pair)) for pair in pairwise(parts))
    return frozenset(found)


def _function_word_supported(token: Token, known: frozenset[str], *, shouted: bool) -> bool:
    if token.word in _NEGATIONS or token.word.endswith("n't"):
        return _NEGATIVE in known
    if token.word in _TURNING:
        return stem(token.word) in known
    return shouted or not _is_name(token) or token.word.upper() in known


def _is_name(token: Token) -> bool:
    """Whether what reads like a function word is written as a name: US, IT, May."""
    letters = token.text.replace(".", "")
    return (len(letters) > 1 and letters.isupper()) or letters == "May"


def _compounds(text: str) -> list[list[str]]:
    """The parts of the hyphenated words of `text`, plain."""
    return [words(match[0]) for match in _COMPOUND.finditer(text)]


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters: what stands for words in scripts that don't space them."""
    return frozenset(text[index : index + 2] for index in range(max(1, len(text) - 1)))


def clipped(text: str, cited: Sequence[str]) -> list[str]:
    """The spans of time of `text` without the word that made them a time: "904,000 a year", of "a year before"."""
    source = " ".join(cited).lower()
    found: list[str] = []
    for match in _SPAN.finditer(text):
        told = [source[one.end() :] for one in re.finditer(rf"\b{re.escape(match[0].lower())}\b", source)]
        if told and all(map(_SINCE.match, told)) and not _SINCE.match(text[match.end() :].lower()):
            found.append(match[0])
    return found
