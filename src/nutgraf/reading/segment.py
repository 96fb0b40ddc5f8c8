"""Sentences with their offsets, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from nutgraf.errors import ReadError
from nutgraf.schema import Sentence

MAX_SENTENCE = 1500
"""Characters. What goes on for longer is split at a clause, a space, or anywhere."""

MAX_SENTENCES = 400_000
"""Of a text; ten megabytes of prose have fewer."""

_BETWEEN = "\n\n"
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[“”\"'‘’-])(?:gens?|sgts?|lts?|cols?|majs?|capts?|cpl|pvt|brig|adm|cmdr|cdr|reps?|sens?|govs?|pres|drs?"
    r"|mrs?|ms|mx|profs?|rev|hon|dets?|insp|supt|msgr|st|ste|mt|ft|incl|approx|est|ca|vs|nos?|cf|viz|fig|figs|vol|pp"
    r"|ed|eds|art|sec|para|e\.g|i\.e|[^\W\d_](?:\.[^\W\d_])*)\.$",
    re.IGNORECASE,
)
# These may well end a sentence, so only a figure or a small letter after them says that they don't.
_ONLY_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(\[])(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|nos?|fig|figs|pp?|vol|art|sec|incl|approx|est|ca"
    r"|abt|about)\.$",
    re.IGNORECASE,
)
_CLOCK_END = re.compile(r"\d\s?[ap]\.m\.$", re.IGNORECASE)
_DAY_NAME = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z][DS]?T\b|Eastern\b", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)]\s+", re.IGNORECASE)
_TOWN_OF_STATE = re.compile(r"\s*[A-Z][A-Z .'’-]{2,30},\s(?:[A-Z]\.\s?[A-Z]|[A-Z][a-z]{1,4})\.\s*")
_DASH = re.compile(r"\s*(?:[–—-]|--)\s")
_QUOTES = str.maketrans('"“”„«»', "      ")
_LONG_QUOTE = 400
"""Characters from which on a quotation of several sentences is taken apart, so that what rests on it can be cited."""
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.$")
_OPENING = re.compile(r"\s+([\"“‘„«「『(\[¿¡]+)\s*$")
_PASSED_OVER = re.compile(
    r"(?<=[a-z]{3})(?<!Linked)(?=(?:(?:In|On|At|As|For|By|After)\s(?:an?|the)"
    r"|(?:An?|The|It|He|She|They|But|When|This|We|Police))\s[a-z])"
    r"|(?:(?<=\bMay\.\s)|(?<=\bMAY\.\s)|(?<=\bme\.\s))(?=[\"“‘(]?[A-Z])"
)
"""Where sentencex sees no end: a heading without a full stop that has run into its text ("InjuredAn explosion"), and
words that it takes for abbreviations ("in May. Ruiz left").
"""
_CLAUSE_ENDS = (re.compile(r"[;:—–]\s"), re.compile(r",\s"), re.compile(r"\s|[，、；：。]"))
_CHUNK = 8_000
"""Characters that sentencex is given at once: in some languages its time grows with the square of them."""
_CHUNK_ENDS = (re.compile(r"[.!?…][\"”’)]*\s|[。！？।]"), *_CLAUSE_ENDS)


def segment(paragraphs: list[str], language: str | None) -> tuple[str, list[Sentence]]:
    """The text that the paragraphs make, and its sentences.

    Every character of the text that is no space lies in exactly one sentence; no sentence begins or ends with a space,
    crosses a paragraph, or is longer than `MAX_SENTENCE`. Raises ReadError beyond `MAX_SENTENCES`.
    """
    sentences: list[Sentence] = []
    offset = 0
    for number, paragraph in enumerate(paragraphs, 1):
        for start, end in _bounds(paragraph, language or "en"):
            sentences.append(Sentence(id=len(sentences) + 1, start=offset + start, end=offset + end, paragraph=number))
            if len(sentences) > MAX_SENTENCES:
                raise too_many()
        offset += len(paragraph) + len(_BETWEEN)
    return _BETWEEN.join(paragraphs), sentences


def too_many() -> ReadError:
    """The error for a text beyond `MAX_SENTENCES`."""
    return ReadError(f"has more than {MAX_SENTENCES:,} sentences", hint="Give one article at a time.")


def _bounds(paragraph: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph start and end, the spaces around them left out."""
    position = 0
    for chunk in _pieces_of(paragraph, _CHUNK, _CHUNK_ENDS):
        for sentence in _sentences(chunk, language):
            for part in _pieces_of(sentence, MAX_SENTENCE, _CLAUSE_ENDS):
                stripped = part.strip()
                if stripped:
                    start = position + len(part) - len(part.lstrip())
                    yield start, start + len(stripped)
                position += len(part)


def _sentences(paragraph: str, language: str) -> list[str]:
    """Pieces whose concatenation is the paragraph, one a sentence."""
    import sentencex  # type: ignore[import-untyped]

    found: list[str] = []
    carried = ""
    lower = paragraph == paragraph.lower()
    pieces = (part for piece in sentencex.segment(language, paragraph) for part in _at_missed_ends(piece))
    for piece in pieces:
        for part in _out_of_quotes(piece, language):
            sentence, carried = carried + part, ""
            if _LIST_NUMBER.fullmatch(sentence):
                carried = sentence
                continue
            if opening := _OPENING.search(sentence):  # a quotation mark that opens the next sentence
                sentence, carried = sentence[: opening.start(1)], sentence[opening.start(1) :]
            if found and (not any(map(str.isalnum, sentence)) or _continues(found[-1], sentence, lower=lower)):
                found[-1] += sentence
            else:
                found.append(sentence)
    if carried:
        found[-1:] = [found[-1] + carried] if found else [carried]
    return found if sum(map(len, found)) == len(paragraph) else [paragraph]


def _at_missed_ends(piece: str) -> Iterator[str]:
    """`piece` cut where sentencex has passed over the end of a sentence, outside quotations."""
    start = 0
    for match in _PASSED_OVER.finditer(piece):
        before = piece[: match.start()]
        if before.count("“") == before.count("”") and before.count('"') % 2 == 0:
            yield piece[start : match.start()]
            start = match.start()
    yield piece[start:]


def _out_of_quotes(piece: str, language: str) -> list[str]:
    """The sentences of a long quotation, which sentencex keeps whole."""
    import sentencex

    if len(piece) <= _LONG_QUOTE:
        return [piece]
    lengths = [len(part) for part in sentencex.segment(language, piece.translate(_QUOTES))]
    ends = list(accumulate(lengths))
    return [piece[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def _continues(before: str, after: str, *, lower: bool) -> bool:
    """Whether a sentence goes on at a break that a full stop suggested."""
    end = before[-20:].rstrip()
    start = after.lstrip(" \"'“‘(")[:1]
    if len(before) > MAX_SENTENCE:
        return False
    if start.islower() and not lower and before[-1:].isspace():
        return end[-1:] in ".!?…”\"'’)"
    if _CLOCK_END.search(end) and _DAY_NAME.match(after.lstrip()):
        return True
    if _TOWN_OF_STATE.fullmatch(before) and _DASH.match(after):
        return True  # "TULSA, Okla. - "
    if start.isdecimal() and _ONLY_BEFORE_FIGURE.search(end):
        return True
    return bool(_NEVER_LAST.search(end)) and not start.isdecimal() and not _ends_with_acronym(end)


def _ends_with_acronym(end: str) -> bool:
    """ "U.S." and the like: sentencex has decided, from what follows."""
    return bool(re.search(r"[^\W\d_]\.[^\W\d_]\.$", end)) or bool(_INITIAL.search(end))


def _pieces_of(text: str, longest: int, ends: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    """`text` in pieces of at most `longest`, cut behind the last match of the first of `ends` that has one."""
    start = 0
    while len(text) - start > longest:
        end = _cut_before(text, start, start + longest, ends)
        yield text[start:end]
        start = end
    yield text[start:]


def _cut_before(text: str, start: int, limit: int, ends: tuple[re.Pattern[str], ...]) -> int:
    for pattern in ends:
        found = [match.end() for match in pattern.finditer(text, (start + limit) // 2, limit)]
        if found:
            return found[-1]
    end = limit
    while end > limit - 50 and (unicodedata.category(text[end])[0] == "M" or "\u200d" in text[end - 1 : end + 1]):
        end -= 1  # not within a character that is made of several
    return end
