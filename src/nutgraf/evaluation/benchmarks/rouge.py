"""ROUGE-1, ROUGE-2 and ROUGE-L (Lin, 2004), F1, over lower-cased words, without stemming."""

from __future__ import annotations

import re
from collections import Counter


def rouge(text: str, reference: str) -> dict[str, float]:
    """ROUGE-1, -2 and -L of `text` against one reference, 0 to 1; 0 where either has no words."""
    words, wanted = _words(text), _words(reference)
    return {
        "ROUGE-1": _ngram_f1(words, wanted, 1),
        "ROUGE-2": _ngram_f1(words, wanted, 2),
        "ROUGE-L": _f1(_longest_common(words, wanted), len(words), len(wanted)),
    }


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _ngram_f1(words: list[str], wanted: list[str], size: int) -> float:
    ours, theirs = (Counter(zip(*(side[start:] for start in range(size)), strict=False)) for side in (words, wanted))
    return _f1((ours & theirs).total(), ours.total(), theirs.total())


def _longest_common(words: list[str], wanted: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(wanted) + 1)
    for word in words:
        above = row
        row = [0]
        for index, other in enumerate(wanted):
            row.append(above[index] + 1 if word == other else max(row[-1], above[index + 1]))
    return row[-1]


def _f1(common: int, ours: int, theirs: int) -> float:
    return 2 * common / (ours + theirs) if common else 0.0
