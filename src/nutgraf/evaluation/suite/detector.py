"""Numbers and names in a summary that its article doesn't have.

This is the suite's own reading of numbers and names, simple and strict: it shares no code with the checks of the
product, so that a blind spot of these isn't one of the measure.

A number is supported when the article has one of the same value, in digits or in words. A name is a capitalised word
within a sentence, or at its start when another one follows; it is supported when the article has the word, in whatever
case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_UNITS: dict[str, str] = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "mn": 1e6,
    "mln": 1e6,
    "tausend": 1e3,
    "millionen": 1e6,
    "milliarden": 1e9,
    "mille": 1e3,
    "millions": 1e6,
    "milliards": 1e9,
    "mil": 1e3,
    "millones": 1e6,
    "тысяч": 1e3,
    "тысячи": 1e3,
    "миллионов": 1e6,
    "万": 1e4,
    "亿": 1e8,
}
_DOZENS = {"dozen": 12.0, "score": 20.0}
_ALONE = frozenset({"hundred", "thousand", "million", "billion"})
"""Scales that are a number by themselves: "a million"."""
_NO_FIGURE = frozenset({"zero", "one", "first", "second", "once", "ein", "un", "uno"})
"""Words that mostly count nothing: a summary's "no one" and "first of all" are not held against it."""
_DIGITS = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS.pattern})|(?P<word>[万亿]|[^\W\d_万亿]+)")
_NAME = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_SEPARATOR = re.compile(r"\D")
_DECIMALS = re.compile(r"[.,]\d+$")
_PARTS = re.compile(r"[-']")
_OPENS = re.compile(r"(?:^|[.!?:…]|\s[–—-])\s*[\"“”„‘’'«»(\[]*$|[\"“„‘«(\[]$")
_BEFORE = 6
"""Characters that tell whether a sentence, or a quotation, begins."""
_NO_NAME = frozenset(
    "a an the i he she it they we you his her its their this that these those there in on at by of for from to with "
    "as and or but after before during when while if although because since until some many most several both all no "
    "not one two three four five six seven eight nine ten mr mrs ms dr".split()
)
_CAPITALS_ARE_NO_NAMES = frozenset({"de"})


@dataclass(frozen=True, kw_only=True)
class Support:
    """The numbers and names of a summary, and those of them that its article doesn't have."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    unsupported_numbers: tuple[str, ...]
    unsupported_names: tuple[str, ...]


def support(sentences: Iterable[str], article: str, *, language: str, counts: Sequence[float] = ()) -> Support:
    """The numbers and names of `sentences`, and which of them `article` lacks.

    `counts`: numbers that follow from the article without standing in it, such as the sum of the people it names.
    """
    known = {value for _, values in numbers(article, language) for value in values} | set(counts)
    words = {_plain(match[0]) for match in _NAME.finditer(article)}
    words |= {part for word in words for part in _PARTS.split(word)}
    found: list[tuple[str, frozenset[float]]] = []
    named: list[str] = []
    for sentence in sentences:
        found += [one for one in numbers(sentence, language) if one[0].lower() not in _NO_FIGURE]
        named += names(sentence, language)
    return Support(
        numbers=tuple(shown for shown, _ in found),
        names=tuple(named),
        unsupported_numbers=tuple(shown for shown, values in found if not values & known),
        unsupported_names=tuple(name for name in named if not _known(_plain(name), words)),
    )


def numbers(text: str, language: str) -> list[tuple[str, frozenset[float]]]:
    """The numbers of `text` in order, as they stand there and with the values that they may have.

    "1,200" is 1200 or, with a decimal comma, 1.2; "2.9 billion", "twenty-five", "two hundred and six", "a dozen" and
    "21st" are one number each. The letter of "1990s" and the noun of "16-year-old" don't matter.
    """
    return [(text[start:end], frozenset(values)) for start, end, values in _runs(text, _words(language))]


def names(sentence: str, language: str) -> list[str]:
    """The capitalised words of a sentence: those within it, and the first where a capitalised one follows."""
    if language in _CAPITALS_ARE_NO_NAMES:
        return []
    tokens = list(_NAME.finditer(sentence))
    found = []
    for number, match in enumerate(tokens):
        word = _plain(match[0])
        if not match[0][0].isupper() or word in _NO_NAME:
            continue
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        beside = following is not None and sentence[match.end() : following.start()] in (" ", "-")
        before = (
            sentence[: match.start()]
            if match.start() < _BEFORE
            else "x" + sentence[match.start() - _BEFORE : match.start()]
        )
        if not _OPENS.search(before) or (following and beside and following[0][0].isupper()):
            found.append(match[0])
    return found


def _opens(sentence: str, at: int) -> bool:
    """Whether a sentence or a quotation begins at `at`."""
    before = sentence[:at] if at < _BEFORE else "x" + sentence[at - _BEFORE : at]
    return _OPENS.search(before) is not None


def _runs(text: str, words: dict[str, float]) -> Iterator[tuple[int, int, set[float]]]:
    """(start, end, values) of each number: a figure with its scale, or a run of number words."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        start, end = token.span()
        if token["digits"]:
            values = _values(token["digits"])
            at += 1
            while at < len(tokens) and _joined(text, end, tokens[at]) and _scale(tokens[at][0]):
                factor = _scale(tokens[at][0])
                values = {value * factor for value in values}
                end, at = tokens[at].end(), at + 1
            yield start, end, values
            continue
        if token[0].lower() in words or token[0].lower() in _DOZENS or token[0].lower() in _ALONE:
            end, at, value = _in_words(text, tokens, at, words)
            yield start, end, {value}
        else:
            at += 1


def _in_words(text: str, tokens: list[re.Match[str]], at: int, words: dict[str, float]) -> tuple[int, int, float]:
    """The number in words that begins at token `at`: its end in the text, the token after it, its value."""
    total, current, first = 0.0, 0.0, at
    end = tokens[at].start()
    while at < len(tokens) and (at == first or _joined(text, end, tokens[at])):
        word = tokens[at][0].lower()
        joins_on = word == "and" and current >= 100 and at + 1 < len(tokens)
        if joins_on and tokens[at + 1][0].lower() in words and _joined(text, tokens[at].end(), tokens[at + 1]):
            at += 1
            word = tokens[at][0].lower()
        if word in words and (current % 100 == 0 or (current % 10 == 0 and words[word] < 10)):
            current += words[word]
        elif _scale(word) and (at > first or word in _ALONE):
            current = (current or 1) * _scale(word)
            if _scale(word) >= 1000:
                total, current = total + current, 0.0
        elif word in _DOZENS:
            current = (current or 1) * _DOZENS[word]
        else:
            break
        end, at = tokens[at].end(), at + 1
    return end, at, total + current


def _words(language: str) -> dict[str, float]:
    """The number words of a language, and the English ones."""
    known: dict[str, float] = {}
    for one in ("en", language):
        known |= {word: float(number) for number, word in enumerate(_UNITS.get(one, "").split())}
    return known | _TENS | _ORDINALS


def _scale(word: str) -> float:
    return _SCALES.get(word.lower(), 0.0)


def _joined(text: str, end: int, token: re.Match[str]) -> bool:
    """Whether a token follows directly, after a space or a hyphen."""
    return text[end : token.start()] in ("", " ", "-", "\u00a0", "\u2011", "\n")


def _values(digits: str) -> set[float]:
    """The values that a figure in digits may have: separators of thousands and of decimals differ between countries."""
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in digits)
    parts = _SEPARATOR.split(plain)
    values = set()
    if len(parts) == 1:
        values.add(float(plain))
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
        values.add(float("".join(parts)))
    if len(parts) > 1 and _DECIMALS.search(plain):
        values.add(float("".join(parts[:-1]) + "." + parts[-1]))
    return values or {float("".join(parts))}


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold()).replace("’", "'").replace(".", "")


def _known(name: str, words: set[str]) -> bool:
    """Whether the article has a name, its plural, or, of a compound one, all parts."""
    return name in words or name.removesuffix("s") in words or all(part in words for part in _PARTS.split(name))
