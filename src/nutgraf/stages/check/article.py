"""Findings on the article itself: cut, short, unlike news, in another language, with orders in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nutgraf.language.numbers.stated import stated
from nutgraf.language.speech.sources import attributed
from nutgraf.schema import ArticleRecord, Finding
from nutgraf.stages.orders import order_findings, orders_in

_SHORT_WORDS = 40
_CUT = re.compile(
    r"(?:\.{3}|…|\[…\]|\[\.\.\.\])[\s\"”’')\]]*$"
    r"|\b(?:read (?:more|the full|on)|continue reading|full story|subscribe to (?:read|continue)|to continue reading)\b"
    r"[^.!?]{0,40}[.!?»>→]*\s*$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…:;。！？؟][\s\"”’'»)\]]*$")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:a|an|the|of|to|in|on|at|for|with|by|and|or|but|that|which|who|was|were|is|are|has|have|had|his|her|its|"
    r"their|from|as|said|than|not|will|would|could|been|be))\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_ADVISES = re.compile(
    r"^(?:now|then|so|first|next|finally)?,?\s*(?:don['’]t|do|make|take|try|check|choose|keep|put|use|plant|add|cut|water|"
    r"buy|click|sign|visit|remember|avoid|leave|let|start|give)\b\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_WHEN = re.compile(
    r"\b(?:yesterday|today|tonight|overnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last (?:week|month|night)|"
    r"this (?:week|month|morning)|(?:january|february|march|april|june|july|august|september|october|november|december)"
    r"(?: \d{1,2})?)\b",
    re.IGNORECASE,
)
_ADVICE = 0.3
"""The share of sentences that speak to the reader, from which on an article is no news."""
_FEW = 3


def check_article(article: ArticleRecord) -> Iterator[Finding]:
    """What is odd about the article as such."""
    english = article.language in (None, "en")
    words = len(article.text.split())
    if words < _SHORT_WORDS and english:
        yield _finding("article_short", "/article/text", f"The article has only {words} words.")
    if _is_cut(article):
        yield _finding(
            "article_cut",
            f"/article/sentences/{len(article.sentences) - 1}",
            "The article seems to break off here; what follows is not in the report.",
        )
    if not english:
        yield Finding(
            kind="language_not_covered",
            severity="info",
            where="/article/language",
            message=f"The article is in {article.language!r}; sources, kinds and counts are read best in English.",
        )
    elif words >= _SHORT_WORDS and (why := _unlike_news(article)):
        yield _finding("article_unlike_news", "/article", f"The article does not read like a news report: {why}.")
    yield from order_findings(orders_in(article))


def _is_cut(article: ArticleRecord) -> bool:
    """Whether the last sentence breaks off, or the page says that there is more."""
    if not article.sentences:
        return False
    last = article.sentence_text(article.sentences[-1]).rstrip()
    return _CUT.search(last) is not None or (_ENDED.search(last) is None and _UNFINISHED.search(last) is not None)


def _unlike_news(article: ArticleRecord) -> str | None:
    """Why the article is no news report: it advises its readers, or tells no time, no figure and no source."""
    texts = [_QUOTED.sub(" ", article.sentence_text(sentence)) for sentence in article.sentences]
    advice = sum(bool(_ADDRESS.search(text) or _ADVISES.match(text)) for text in texts)
    if len(texts) > _FEW and advice >= _ADVICE * len(texts):
        return "it speaks to its readers"
    if any(_WHEN.search(text) for text in texts):
        return None
    if any(attributed(article, one) or stated(article, one) for one in article.sentences):
        return None
    return "it tells neither when something happened, nor how many, nor on whose word"


def _finding(kind: str, where: str, message: str) -> Finding:
    return Finding(kind=kind, severity="warning", where=where, message=message)
