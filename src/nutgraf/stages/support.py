"""Whether the words of a sentence are borne out by the sentences that it cites.

Every number must be among theirs, and every word that carries meaning (names are such words) must be among theirs in
some inflection. A short list of reporting words is exempt: words that say that something is said, and by which kind of
text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nutgraf.stages.figures import figures, same_number
from nutgraf.stages.lexicon import table
from nutgraf.stages.words import FUNCTION_WORDS, stem, words

REPORTING = frozenset(stem(word) for word in table("words")["reporting"].split())
"""Words that say that something is said, and by which kind of text."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Unsupported:
    """A number or a word that the cited sentences don't have, or a source that the text should name."""

    kind: Literal["number", "name", "word", "source"]
    text: str


def unsupported(text: str, cited: Sequence[str]) -> list[Unsupported]:
    """The numbers and words of `text` without support in `cited`; empty where all is borne out."""
    source = " ".join(cited)
    values = [figure.value for figure in figures(source)]
    found = [
        Unsupported("number", text[figure.start : figure.end].strip())
        for figure in figures(text)
        if not any(same_number(figure.value, value) for value in values)
    ]
    known = {stem(word) for word in words(source)} | REPORTING
    numeric = {word for figure in figures(text) for word in words(text[figure.start : figure.end])}
    for word in words(text):
        if word in FUNCTION_WORDS or word in numeric:
            continue
        if _UNSPACED.search(word):
            if not _pairs(word) <= _pairs(source):
                found.append(Unsupported("word", word))
        elif stem(word) not in known:
            proper = re.search(rf"\b{re.escape(word[:1].upper() + word[1:])}", text) is not None
            found.append(Unsupported("name" if proper else "word", word))
    return found


def _pairs(text: str) -> set[str]:
    """Neighbouring characters: what stands for words in scripts that don't space them."""
    return {text[index : index + 2] for index in range(len(text) - 1)}
