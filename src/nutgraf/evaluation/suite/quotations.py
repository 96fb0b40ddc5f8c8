"""Where the words that a label quotes stand in the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from nutgraf.reading import Article
from nutgraf.reading.decode import clean_characters
from nutgraf.schema import Span

_WORD = re.compile(
    # Not so in Thai, Lao, Burmese, Khmer, Japanese and Chinese, where no space shows where a word ends.
    "[^\\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A character that is part of a word."""
_FIGURE = re.compile(r"\d[.,]\d")


class SpacedText:
    """A text with one space for every run of white space, and where its characters come from."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._offsets: list[int] = []
        for run in re.finditer(r"\S+|\s+", text):
            space = run[0].isspace()
            pieces.append(" " if space else run[0])
            self._offsets += [run.start()] if space else range(run.start(), run.end())
        self._text = "".join(pieces)

    def has(self, words: str) -> bool:
        """Whether `words` stand in it."""
        return any(True for _ in self.places(words))

    def places(self, words: str) -> Iterator[Span]:
        """Where `words` stand in the text, as whole words and figures."""
        quoted = " ".join(clean_characters(words).split())
        at = self._text.find(quoted) if quoted else -1
        while at >= 0:
            end = at + len(quoted)
            if not (_joined(self._text, at) or _joined(self._text, end)):
                yield Span(start=self._offsets[at], end=self._offsets[end - 1] + 1)
            at = self._text.find(quoted, at + 1)


class Quotations:
    """Finds quotations in the body of one article."""

    def __init__(self, article: Article) -> None:
        self._text = SpacedText(article.text)
        self._starts = [sentence.start for sentence in article.sentences]
        self._paragraph = {sentence.id: sentence.paragraph for sentence in article.sentences}
        self._found: dict[str, tuple[Span, ...]] = {}

    def in_body(self, words: str) -> tuple[Span, ...]:
        """All places of the body where `words` stand; any white space in them matches any other.

        They begin and end where a word or a figure does; in scripts without spaces, anywhere.
        """
        if words not in self._found:
            self._found[words] = tuple(self._text.places(words))
        return self._found[words]

    def in_sentences(self, words: str, sentences: Collection[int]) -> tuple[Span, ...]:
        """Those places that begin and end in one of `sentences` (numbers from 1); failing that, in their paragraphs."""
        spans = self.in_body(words)
        held = [(span, self.sentence_at(span.start), self.sentence_at(span.end - 1)) for span in spans]
        cited = tuple(span for span, first, last in held if first in sentences and last in sentences)
        if cited:
            return cited
        paragraphs = {self._paragraph[number] for number in sentences}
        return tuple(span for span, *ends in held if all(self._paragraph[end] in paragraphs for end in ends))

    def within(self, words: str, places: Iterable[Span]) -> tuple[Span, ...]:
        """Those places that lie inside one of `places`; failing that, in the sentences in which those begin."""
        places = list(places)
        spans = self.in_body(words)
        inside = tuple(
            span for span in spans if any(place.start <= span.start and span.end <= place.end for place in places)
        )
        sentences = {self.sentence_at(place.start) for place in places}
        return inside or tuple(span for span in spans if self.sentence_at(span.start) in sentences)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that `offset` lies in."""
        return bisect_right(self._starts, offset)

    def sentences_of(self, words: str) -> list[int]:
        """The numbers of the sentences in which `words` begin, in order."""
        return sorted({self.sentence_at(span.start) for span in self.in_body(words)})


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word or one figure."""
    before, after = text[max(at - 2, 0) : at], text[at : at + 2]
    if not before or not after:
        return False
    if _WORD.match(before[-1]) and _WORD.match(after[0]):
        return True
    # "000" is no word of "14,000", nor is "14".
    return bool(_FIGURE.match(before + after[0]) or _FIGURE.match(before[-1] + after))
