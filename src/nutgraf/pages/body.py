"""The article's text as runs: sentences, and what stands outside of all sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nutgraf.schema import ArticleRecord, Span


@dataclass(frozen=True)
class Stretch:
    """Characters of the article, from `start` on; `sentence` is the number of the sentence that they are."""

    text: str
    start: int
    sentence: int | None


def paragraphs(article: ArticleRecord) -> list[list[Stretch]]:
    """All characters of the text, in order, each once. Sentences that overlap or lie outside are left out."""
    groups: list[list[Stretch]] = []
    current: int | None = None
    for stretch, paragraph in _stretches(article):
        if not groups or (paragraph is not None and paragraph != current and current is not None):
            groups.append([])
        groups[-1].append(stretch)
        current = paragraph if paragraph is not None else current
    return groups


def _stretches(article: ArticleRecord) -> Iterator[tuple[Stretch, int | None]]:
    text, position = article.text, 0
    for sentence in sorted(article.sentences, key=lambda sentence: sentence.start):
        if not position <= sentence.start < sentence.end <= len(text):
            continue
        if position < sentence.start:
            yield Stretch(text[position : sentence.start], position, None), None
        yield Stretch(text[sentence.start : sentence.end], sentence.start, sentence.id), sentence.paragraph
        position = sentence.end
    if position < len(text):
        yield Stretch(text[position:], position, None), None


class Finder:
    """Finds the sentence that a place in the text belongs to."""

    def __init__(self, article: ArticleRecord) -> None:
        self._sentences = sorted(article.sentences, key=lambda sentence: sentence.start)
        self.numbers = {sentence.id for sentence in self._sentences}

    def sentence(self, spans: list[Span]) -> int | None:
        """The number of the first sentence that any of the spans touches."""
        first = min((span.start for span in spans), default=None)
        if first is None:
            return None
        return next((sentence.id for sentence in self._sentences if first < sentence.end), None)

    @staticmethod
    def places(spans: list[Span]) -> str:
        """Spans as the page's script reads them: "12-20 40-45"."""
        return " ".join(f"{span.start}-{span.end}" for span in spans)
