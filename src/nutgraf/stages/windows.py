"""Cuts an article into the windows that one call each records."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nutgraf.schema import ArticleRecord, Sentence

MOST_SENTENCES = 40
"""A call's answer has to fit into its token limit, whatever the model."""
SMALL_WINDOW_SENTENCES = 4
"""Where a model records paragraph by paragraph, longer paragraphs are cut into windows of so many sentences."""


@dataclass(frozen=True)
class Window:
    """The sentences that one call records.

    The call sees nothing else of the article: shown what stands before, a small model records that once more.
    """

    sentences: tuple[Sentence, ...]


def windows(article: ArticleRecord, paragraphs: int | None, *, left_out: Collection[int] = frozenset()) -> list[Window]:
    """Every sentence of `article` in exactly one window, in order; those whose ids are `left_out` in none.

    `paragraphs`: how many paragraphs a window takes at most; None: as many as a call's answer can record. Paragraphs
    that are too long are cut between sentences; where each paragraph is one short sentence (a break after every line),
    neighbours share a window.
    """
    most = MOST_SENTENCES if paragraphs is None else SMALL_WINDOW_SENTENCES * paragraphs
    groups: list[list[Sentence]] = []
    taken = 0
    for whole in article.paragraphs():
        paragraph = [sentence for sentence in whole if sentence.id not in left_out]
        if not paragraph:
            continue
        pieces = _pieces(paragraph, most)
        joins = bool(groups) and len(groups[-1]) + len(paragraph) <= most and len(pieces) == 1
        if joins and (paragraphs is None or taken < paragraphs):
            groups[-1].extend(pieces[0])
            taken += 1
        else:
            groups.extend(pieces)
            taken = 1
    return [Window(tuple(group)) for group in groups]


def _pieces(sentences: list[Sentence], most: int) -> list[list[Sentence]]:
    count = -(-len(sentences) // most)
    size = -(-len(sentences) // count)
    return [sentences[start : start + size] for start in range(0, len(sentences), size)]
