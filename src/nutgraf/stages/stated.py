"""The figures that a sentence states, each with the words that it counts. English words; digits in any language."""

from __future__ import annotations

import re

from nutgraf.schema import ArticleRecord, Passage, Sentence, Span
from nutgraf.stages.figures import counted_kind, figures
from nutgraf.stages.words import FUNCTION_WORDS

_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:\s*,\s*\d{4})?\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
    r"(?:\s+\d{2,4})?\b"
    r"|\b\d{1,2}[:.]\d{2}\b(?:\s?[ap]\.?m)?|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\b(?:1[5-9]|20)\d\d\b(?!\s+[a-z]+s\b)|\b\d{3,4}-\d{3,4}\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ -]([^\W\d_][\w'’-]*)")
_ENDS = frozenset("late early said says told ago old time percent".split()) | FUNCTION_WORDS
_VERBAL = re.compile(r"(?:ed|ing)$")
_ONE = re.compile(r"one\b(?!\s+(?:of\b|another\b|side\b|day\b))", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"[A-Z]\w*[,(]?\s*\(?$")
_PART_OF_NAME = re.compile(r"(?<![.!?\"”] )(?<!^)\b[A-Z][a-z]+ $")
_MOST_WORDS = 3


def stated(article: ArticleRecord, sentence: Sentence) -> list[Passage]:
    """The figures of `sentence` as passages ("55 air strikes"): no dates, times, years or ages, no part of a name."""
    text = article.sentence_text(sentence)
    dates = [match.span() for match in _DATE.finditer(text)]
    found = []
    for figure in figures(text):
        if any(start < figure.end and figure.start < end for start, end in dates):
            continue
        words = text[figure.start : figure.end]
        if figure.start and (words[:1].isupper() or _PART_OF_NAME.search(text[: figure.start])) and not text.isupper():
            continue  # "Ground Zero", "Channel 4"
        end = _end(text, figure.end)
        if words.lower() == "one" and (end == figure.end or not _ONE.match(text, figure.start)):
            continue
        if text[figure.end : figure.end + 1] == "-" and end == figure.end:
            continue
        alone = end == figure.end and re.match(r"\s*[,).]", text[end:]) is not None
        if counted_kind(text[figure.start :], "") == "age" or (alone and _NAME_BEFORE.search(text[: figure.start])):
            continue  # "a 5-year-old", "Dana Roe, 34,", "Flight 17."
        span = Span(start=sentence.start + figure.start, end=sentence.start + end)
        found.append(Passage(text=text[figure.start : end], spans=[span]))
    return found


def _end(text: str, end: int) -> int:
    """Where the words that are counted end: the next few up to a function word, a verb or a mark."""
    for taken in range(_MOST_WORDS):
        following = _NEXT.match(text, end)
        if following is None or following[1].lower() in _ENDS or (taken and _VERBAL.search(following[1])):
            break
        end = following.end()
    return end
