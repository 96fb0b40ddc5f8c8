"""The text decides: finds the words of the article that a value of the model's stands for.

A value is looked for in the sentences it was cited for, then in others: exactly, then without regard to case, to white
space and to kinds of quotes and dashes, then (in the cited sentences alone) by the best alignment of RapidFuzz. What
is returned is always the article's own text with its offsets; what can't be found is None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from nutgraf.schema import ArticleRecord, Passage, Sentence, Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_DASHES = "-‐‑‒–—―−"
_DIGITS = re.compile(r"\d+")
_LEADING = re.compile(r"^(?:the|a|an|some)\s+", re.IGNORECASE)
_LIST = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+")
_PROPER = re.compile(r"^(?:the\s+)?[A-Z](?:(?!\b(?:in|at|from|near|on|with)\b)[^,])*$")
_BRACKET = r"\s*(?:\([^()]{1,80}\)|\[[^\[\]]{1,80}\])\s*"
_FUZZY_SCORE = 90
_FUZZY_LENGTH = 8


def locate(article: ArticleRecord, value: str, sentences: Sequence[Sentence]) -> Passage | None:
    """The first place in `sentences` that says `value`, as a passage with one span; None where none does."""
    for start, end in _matches(article.text, value, sentences):
        return _passage(article, start, end)
    bare = _LEADING.sub("", value)
    if bare != value:
        for start, end in _matches(article.text, bare, sentences):
            return _passage(article, start, end)
    return _around_brackets(article, value, sentences) or _closest(article, value, sentences)


def locate_all(article: ArticleRecord, value: str, sentences: Sequence[Sentence]) -> list[Passage]:
    """Where `sentences` say `value`: a passage for each proper name of a list ("Iraq and Syria"); none: nowhere."""
    parts = [part for part in _LIST.split(value) if part]
    if len(parts) > 1 and all(_PROPER.match(part) for part in parts):
        found = [locate(article, part, sentences) for part in parts]
        if all(found):
            return [passage for passage in found if passage]
    whole = locate(article, value, sentences)
    return [whole] if whole else []


def occurrences(article: ArticleRecord, value: str, sentences: Sequence[Sentence] | None = None) -> list[Span]:
    """All places in `sentences` (None: all of them) that say exactly `value`, case included, in whole words."""
    found = _matches(article.text, value, article.sentences if sentences is None else sentences, flags=0)
    return [Span(start=start, end=end) for start, end in found]


def sentences_at(article: ArticleRecord, spans: Iterable[Span]) -> list[int]:
    """The ids of the sentences that `spans` lie in, in order."""
    wanted = list(spans)
    return [
        sentence.id
        for sentence in article.sentences
        if any(sentence.start < span.end and span.start < sentence.end for span in wanted)
    ]


def merged(*passages: Passage) -> list[Span]:
    """The spans of all `passages`, each once, in order."""
    unique = {(span.start, span.end) for passage in passages for span in passage.spans}
    return [Span(start=start, end=end) for start, end in sorted(unique)]


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Whether `span` has a character with one of `others` in common."""
    return any(span.start < other.end and other.start < span.end for other in others)


def _around_brackets(article: ArticleRecord, value: str, sentences: Sequence[Sentence]) -> Passage | None:
    """What stands behind a bracket that the text puts into `value`: the outlaws of "FLN [National Front] outlaws"."""
    words = value.split()
    for at in range(1, len(words)):
        parts = _pattern(" ".join(words[:at]), re.IGNORECASE), _pattern(" ".join(words[at:]), re.IGNORECASE)
        if parts[0] is None or parts[1] is None:
            continue
        whole = re.compile(rf"{parts[0].pattern}{_BRACKET}(?P<rest>{parts[1].pattern})", re.IGNORECASE)
        for sentence in sentences:
            if match := whole.search(article.text, sentence.start, sentence.end):
                return _passage(article, match.start("rest"), match.end("rest"))
    return None


def _passage(article: ArticleRecord, start: int, end: int) -> Passage:
    return Passage(text=article.text[start:end], spans=[Span(start=start, end=end)])


def _matches(
    text: str, value: str, sentences: Sequence[Sentence], *, flags: int = re.IGNORECASE
) -> Iterator[tuple[int, int]]:
    pattern = _pattern(value, flags)
    if pattern is None:
        return
    for sentence in sentences:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            yield match.start(), match.end()


@lru_cache(maxsize=4096)
def _pattern(value: str, flags: int) -> re.Pattern[str] | None:
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", value))
    while tokens and tokens[-1] in ".,;:":
        tokens.pop()
    if not any(token[0].isalnum() for token in tokens):
        return None
    body = r"\s*".join(_token_pattern(token) for token in tokens)
    return re.compile(f"{_edge(tokens[0][0], before=True)}{body}{_edge(tokens[-1][-1], before=False)}", flags)


def _token_pattern(token: str) -> str:
    for alike in (_QUOTES, _DASHES):
        if token in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(token)


def _edge(character: str, *, before: bool) -> str:
    # Scripts without case and without spaces between words (category Lo) have no word edges to insist on.
    if not character.isalnum() or unicodedata.category(character) == "Lo":
        return ""
    return r"(?<!\w)" if before else r"(?!\w)"


def _closest(article: ArticleRecord, value: str, sentences: Sequence[Sentence]) -> Passage | None:
    if len(value) < _FUZZY_LENGTH:
        return None
    for sentence in sentences:
        text = article.sentence_text(sentence)
        if len(text) < len(value):
            continue
        found = fuzz.partial_ratio_alignment(value.lower(), text.lower(), score_cutoff=_FUZZY_SCORE)
        if found is None or len(text.lower()) != len(text):
            continue
        start, end = _whole_words(text, found.dest_start, found.dest_end)
        if _DIGITS.findall(text[start:end]) == _DIGITS.findall(value) and _same_words(value, text[start:end]):
            return _passage(article, sentence.start + start, sentence.start + end)
    return None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _same_words(value: str, found: str) -> bool:
    """Whether the two differ in a word or two at most: alignment alone would take "guilty" for "not guilty"."""
    theirs = {token.lower() for token in _TOKEN.findall(found)}
    ours = {token.lower() for token in _TOKEN.findall(value) if token[0].isalnum()}
    return len(ours - theirs) <= 1 and len(theirs - ours) <= 2
